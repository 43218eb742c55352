"""Generations of the index on disk: built aside, swapped in, never half there.

    DATA/index/<key of the content folders>/
        current             names the generation in use; replaced in one step
        gen-000007/         Whoosh's files, manifest.json and seal.json; never changed once current
        folders.json        names the content folders
        write.lock          held by the one process that builds

Whoosh and `manifest` would notice little of a damaged file, hence the seal. A process killed at any moment leaves
`current` naming a whole generation; what it left behind goes at the next build.
"""

import hashlib
import json
import os
import re
import shutil
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kbviewer.errors import StorageError
from kbviewer.search.abandoned import clear_away, name_folders

LOCK_SECONDS = 10.0
"""How long a builder waits for another one."""

SEAL = "seal.json"
"""Size and CRC-32 of every other file of a generation."""

PIECE = 1 << 20
"""Bytes of a file read at once."""

_NAME = re.compile(r"gen-(\d{6,})")


class Store:
    """The generations of one set of content folders. Making one touches nothing on disk."""

    def __init__(self, folders: Sequence[Path], data_dir: Path) -> None:
        self._folders = folders
        places = "\0".join(os.path.normcase(folder.resolve()) for folder in folders)
        self.root = data_dir / "index" / hashlib.sha256(places.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self._pointer = self.root / "current"

    def current(self) -> Path | None:
        """The folder of the generation in use, by now perhaps damaged or removed; None when there is none."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return None
        return self.root / name if _NAME.fullmatch(name) else None

    def is_whole(self, generation: Path, summed: Callable[[str], bool] = lambda _name: True) -> bool:
        """Whether the files of a generation have the size they were written with, and those ``summed`` the content."""
        try:
            files = json.loads((generation / SEAL).read_bytes())
            return bool(files) and all(
                (generation / name).stat().st_size == size and not (summed(name) and _sum(generation / name) != check)
                for name, (size, check) in files.items()
            )
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return False

    @contextmanager
    def building(self, copy: Path | None) -> Iterator[Path]:
        """A new generation to write, a copy of another one or empty; swapped in at the end unless an error comes.

        Call it only inside `locked`. The generation before stays for those about to open it, until the next build.
        """
        clear_away(self.root.parent, kept=self.root)
        self._remove_all_but(self.current())
        name_folders(self.root, self._folders)
        generation = self.root / f"gen-{self._newest() + 1:06d}"
        try:
            if copy:
                shutil.copytree(copy, generation)
            else:
                generation.mkdir()
            yield generation
            self._publish(generation)
        except BaseException:
            shutil.rmtree(generation, ignore_errors=True)
            raise

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only builder of this index, among all processes.

        Raises:
            StorageError: ``index_busy`` when another builder does not end within `LOCK_SECONDS`;
                ``index_not_writable``.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415  # slow to load, and opening takes no lock

        with self.writable():
            self.root.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.root / "write.lock")
            try:
                lock.acquire(timeout=LOCK_SECONDS)
            except Timeout as error:
                raise StorageError("index_busy") from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def writable(self) -> Iterator[None]:
        """Turn trouble of the disk into a StorageError, ``index_not_writable``."""
        try:
            yield
        except OSError as error:
            raise StorageError("index_not_writable", path=self.root) from error

    def condemn(self, generation: Path) -> None:
        """Let a generation found damaged be used no more, so that the next update builds a new one."""
        if self.current() == generation:
            with suppress(OSError):
                self._pointer.unlink()

    def _publish(self, generation: Path) -> None:
        files = {file.name: (file.stat().st_size, _sum(file)) for file in generation.iterdir() if file.name != SEAL}
        (generation / SEAL).write_text(json.dumps(files), encoding="utf-8")
        for file in generation.iterdir():
            _flush(file)
        _flush(generation)
        fresh = self.root / "current.new"
        fresh.write_text(generation.name, encoding="ascii")
        _flush(fresh)
        fresh.replace(self._pointer)
        _flush(self.root)

    def _newest(self) -> int:
        return max((int(match[1]) for match in map(_NAME.fullmatch, self._names()) if match), default=0)

    def _names(self) -> list[str]:
        return [entry.name for entry in self.root.iterdir()]

    def _remove_all_but(self, kept: Path | None) -> None:
        """Remove other generations; one that Windows still holds open stays until the next build."""
        for name in self._names():
            if _NAME.fullmatch(name) and self.root / name != kept:
                shutil.rmtree(self.root / name, ignore_errors=True)


def _sum(file: Path) -> int:
    total = 0
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            total = zlib.crc32(piece, total)
    return total


def _flush(path: Path) -> None:
    """Make sure that a file or a folder's list of names is on the disk itself (folders: not on Windows)."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
