"""Files of bookmarks: which form a file is in, reading one wholly or not at all, writing one wholly or not at all."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from kbviewer.errors import InputError, StorageError
from kbviewer.files import put_in_place
from kbviewer.i18n import Catalogue
from kbviewer.library.bookmark import new_uid
from kbviewer.library.exchange import from_json, to_json
from kbviewer.library.markdown import to_markdown
from kbviewer.library.netscape import from_html, is_html, to_html
from kbviewer.library.parcel import ENDINGS, MOST_BYTES, MOST_ROWS, Find, Parcel


def form_of(path: Path) -> str:
    """The form that a file's ending asks for; JSON when it asks for none."""
    ending = path.suffix.lower().removeprefix(".")
    return next((form for form, endings in ENDINGS.items() if ending in endings), "json")


def read(path: Path, find: Find) -> Parcel:
    """What is in a file.

    Raises:
        InputError: it cannot be read, is too big, or is no file of bookmarks.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError("file_unreadable", path=path) from error
    return unpack(data, find)


def unpack(data: bytes, find: Find) -> Parcel:
    """What is in the bytes of a file, by what they are and not by its name. Raises what `read` raises."""
    if len(data) > MOST_BYTES:
        raise InputError("bookmarks_import_too_big", megabytes=MOST_BYTES // 2**20)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("bookmarks_import_malformed") from error
    return from_html(text, find) if is_html(text) else from_json(text)


def written(parcel: Parcel, form: str, words: Catalogue) -> str:
    """The parcel in one of the forms.

    Raises:
        InputError: it is more than could be read in again.
    """
    if form == "html":
        return to_html(parcel, words.text("window.bookmarks"))
    if form == "markdown":
        return to_markdown(parcel, words)
    text = to_json(parcel)
    if len(text.encode()) > MOST_BYTES or len(parcel.shelf.rows) > MOST_ROWS:
        raise InputError("bookmarks_export_too_big")
    return text


def save(text: str, path: Path) -> None:
    """Write a file: aside first, so that what was there before stays whole until all of it is on the disk.

    Raises:
        StorageError: the file cannot be written; what was there before is still there.
    """
    place = Path(os.path.realpath(path))
    aside = place.with_name(f".{place.name[:40]}-{new_uid()}")
    try:
        if place.exists() and not place.is_file():
            raise StorageError("file_not_writable", path=path)  # a device or a folder must not be replaced by a file
        with aside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        put_in_place(aside, place)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise StorageError("disk_full" if is_full else "file_not_writable", path=path) from error
