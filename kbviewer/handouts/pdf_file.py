"""A PDF saved so that nothing of it is in any file but the one asked for, however the saving ends.

It may name a patient, so it is never written aside and put in place: a program that is killed would leave it there.
"""

import errno
import os
import re
from contextlib import suppress
from pathlib import Path

from kbviewer.errors import StorageError


def save_pdf(pdf: bytes, file: Path) -> Path:
    """Write the PDF; the file.

    A file that was there before is still whole when there is no room for the new one.

    Raises:
        StorageError: the file cannot be written (``file_not_writable``, ``disk_full``).
    """
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(pdf)  # a device or a pipe; a folder refuses
        else:
            _write(pdf, Path(os.path.realpath(file)))
    except OSError as error:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise StorageError("disk_full" if is_full else "file_not_writable", path=file) from error
    return file


def _write(pdf: bytes, file: Path) -> None:
    held = file.stat().st_size if file.exists() else None
    is_whole = False
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(descriptor, "wb"):
            if held is not None and held < len(pdf):
                _grow(descriptor, held, len(pdf))
            _fill(descriptor, pdf)
            os.ftruncate(descriptor, len(pdf))
            os.fsync(descriptor)
        is_whole = True
    finally:
        if held is None and not is_whole:
            with suppress(OSError):
                file.unlink()


def _grow(descriptor: int, held: int, size: int) -> None:
    """Take up the room that a file will need, or leave it as it was."""
    try:
        os.lseek(descriptor, 0, os.SEEK_END)
        _fill(descriptor, bytes(size - held))
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, held)
        raise
    os.lseek(descriptor, 0, os.SEEK_SET)


def _fill(descriptor: int, data: bytes) -> None:
    """Write all of it, for the system may take less at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def page_count(pdf: bytes) -> int:
    """The pages of a PDF that Typst made, which tells their number first of all."""
    found = re.search(rb"/Type\s*/Pages\s*/Count\s+(\d+)", pdf)
    assert found is not None
    return int(found[1])
