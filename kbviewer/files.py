"""Files replaced in one step: a pulled plug or a full disk leaves the old one or the new one, never half of one."""

import os
from contextlib import suppress
from pathlib import Path


def replace(file: Path, data: bytes) -> None:
    """Write a file aside and put it in place, on the disk when this returns.

    Raises:
        OSError: it cannot be written; what was there before is still whole, and nothing lies aside.
    """
    aside = file.with_name(f"{file.name}.new")
    try:
        aside.write_bytes(data)
        put_in_place(aside, file)
    except OSError:
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
