"""What a program puts on disk, seen by strace, and whether a patient's name is in any of it."""

import codecs
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

NAMING = "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,mknod,mknodat"
WRITING = "write,writev,pwrite64,pwritev,pwritev2"

_STRING = r'"((?:[^"\\]|\\.)*)"'
_PLACED = re.compile(rf"(?:<([^>]*)>, )?{_STRING}")
_WRITE = re.compile(rf"\b(?:{WRITING.replace(',', '|')})\(\d+<([^>]*)>(.*)")
_OPENS = re.compile(r"\b(?:open|openat|openat2)\(")
_CHANGES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
_KIND = re.compile(r"\b(?:" + NAMING.replace(",", "|") + r")\(")


def why_not() -> str:
    """Why no program can be traced here; empty when one can."""
    if sys.platform != "linux":
        return "strace is Linux's"
    if not shutil.which("strace"):
        return "not installed: strace"
    tried = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else f"not allowed here: {tried.stderr.decode(errors='replace')[:120]}"


def a_home(folder: Path) -> dict[str, str]:
    """The environment of somebody whose files all lie in a folder."""
    names = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    rooms = {name: folder / name for name in (*names, "XDG_RUNTIME_DIR")}
    for room in rooms.values():
        room.mkdir(parents=True, mode=0o700)
    return {name: str(room) for name, room in rooms.items()}


@dataclass(frozen=True)
class Traced:
    """A program that has ended. ``lines`` are those of its trace."""

    code: int
    out: str
    errors: str
    lines: Sequence[str]

    def named_files(self) -> set[Path]:
        """Every path that the program opened to write, made, renamed, or linked to, be it there now or not."""
        return {
            Path(_text(folder), _text(name))
            for line in self.lines
            if _KIND.search(line) and (not _OPENS.search(line) or _CHANGES.search(line))
            for folder, name in _PLACED.findall(line)
        }

    def writes(self) -> Iterator[tuple[str, bytes]]:
        """What the program wrote to files, with their paths as they were then; pipes, sockets and memory left out."""
        for found in filter(None, map(_WRITE.search, self.lines)):
            path = _text(found[1])
            if path.startswith("/") and not path.startswith(("/memfd:", "/dev/")):
                yield path, b"".join(map(_bytes, re.findall(_STRING, found[2])))


def traced(
    command: Sequence[object],
    trace: Path,
    *,
    environment: Mapping[str, str],
    given: bytes = b"",
    kill_at: tuple[str, int] | None = None,
) -> Traced:
    """Run a command to its end, ``given`` on its standard input; ``kill_at`` is the system call, and the how-manieth
    of it in a thread, at which it is killed as a power cut would.
    """
    strace = ["strace", "-f", "-qq", "-y", "-s", "1000000", "-o", str(trace)]
    strace += ["-e", "signal=none", "-e", f"trace={NAMING},{WRITING},fsync,ftruncate"]
    # strace 6.1 injects nothing with --seccomp-bpf, which makes it faster.
    strace += ["-e", f"inject={kill_at[0]}:signal=KILL:when={kill_at[1]}"] if kill_at else ["--seccomp-bpf"]
    done = subprocess.run(
        [*strace, *map(str, command)],
        input=given,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
        timeout=300,
    )
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return Traced(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"), lines)


def forms(secret: str) -> set[bytes]:
    """The bytes that a text is kept as: several encodings, escaped for addresses, JSON and PDF, composed or not."""
    found: set[bytes] = set()
    for text in {unicodedata.normalize(form, secret) for form in ("NFC", "NFD")}:
        found |= {text.encode("utf-8"), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("utf-32-le")}
        found |= {quote(text).encode(), quote(text, safe="").lower().encode(), quote(text).replace("%20", "+").encode()}
        found |= {text.encode("ascii", "backslashreplace"), json.dumps(text)[1:-1].encode()}
        found |= {text.encode("utf-16-be").hex().encode(), text.encode("utf-16-be").hex().upper().encode()}
    return found | {secret.encode("latin-1", "replace")}


def places(secrets: Iterable[str], done: Traced, folders: Iterable[Path], but_for: Container[Path]) -> set[str]:
    """Where any of some texts is on disk, in the bytes or the name of a file, or was for a while.

    Looked through are what the program wrote, every file it named, and all files of some folders; ``but_for`` are
    those that may have it. Any other PDF counts too, for its text is compressed.
    """
    wanted = {form for secret in secrets for form in forms(secret)}

    def is_in(data: bytes) -> bool:
        return data.startswith(b"%PDF-") or any(form in data for form in wanted)

    found = {f"written to {path}" for path, data in done.writes() if is_in(data) and Path(path) not in but_for}
    named = done.named_files()
    files = named | {file for folder in folders for file in folder.rglob("*")}
    found |= {f"name of {file}" for file in files if is_in(os.fsencode(file))}
    found |= {f"in {file}" for file in files if _is_plain(file) and file not in but_for and is_in(file.read_bytes())}
    return found


def _is_plain(file: Path) -> bool:
    """Whether it is a file that has an end and is on disk."""
    return file.is_file() and not str(file).startswith(("/proc/", "/sys/", "/dev/"))


def _bytes(printed: str) -> bytes:
    return codecs.escape_decode(printed.encode())[0]


def _text(printed: str) -> str:
    return os.fsdecode(_bytes(printed))
