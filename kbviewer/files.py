"""Files replaced in one step: a pulled plug or a full disk leaves the old one or the new one, never half of one."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def replace(file: Path, data: bytes) -> None:
    """Write a file aside and put it in place, on the disk when this returns. Raises what `replace_all` raises."""
    replace_all({file: data})


def replace_all(files: Mapping[Path, bytes]) -> None:
    """Write files aside and, when all of them are written, put them in place, in their order.

    Raises:
        OSError: they cannot be written; each that was there before is still whole, and nothing lies aside.
    """
    asides = {file: file.with_name(f"{file.name}.new") for file in files}
    try:
        for file, data in files.items():
            asides[file].write_bytes(data)
        for file, aside in asides.items():
            put_in_place(aside, file)
    except OSError:
        for aside in asides.values():
            with suppress(OSError):
                aside.unlink(missing_ok=True)
        raise


def put_in_place(aside: Path, file: Path) -> None:
    """Replace a file in one step by one that has been written aside; raises OSError."""
    with aside.open("rb+") as written:
        os.fsync(written.fileno())
    aside.replace(file)
    flush(file.parent)


def flush(folder: Path) -> None:
    """Make sure that a folder's list of names is on the disk itself; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
