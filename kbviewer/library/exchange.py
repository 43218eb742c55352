"""Bookmarks as a JSON text that can be kept, sent and read in again: docs/bookmarks.md, docs/bookmarks.schema.json.

The text may come from anywhere, so all of it is checked before any is used. Unknown keys are passed over.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, TypeVar

from kbviewer.errors import InputError
from kbviewer.library.bookmark import (
    LABELS,
    LONGEST_NOTE,
    TOP,
    Bookmark,
    Folder,
    Highlight,
    Row,
    new_uid,
    utc_text,
)
from kbviewer.library.edits import GAP, text_key
from kbviewer.library.parcel import MOST_ROWS, Parcel, folder_name, is_web_address
from kbviewer.library.shelf import Shelf

FORMAT = "kbviewer-bookmarks"
VERSION = 2

LONGEST_TEXT = 4 * 1024 * 1024
"""Letters of the text of an article."""

FURTHEST = 2**53
"""The places that rows have lie between this and its negative."""

_UID = re.compile(r"[0-9a-f]{32}")

Kind = TypeVar("Kind", Folder, Bookmark, Highlight)


def to_json(parcel: Parcel) -> str:
    """The parcel as a text that `from_json` reads."""
    ordered = [*parcel.shelf.walk(), *parcel.shelf.highlights.values()]
    content = {
        "format": FORMAT,
        "version": VERSION,
        "folders": [asdict(row) for row in ordered if isinstance(row, Folder)],
        "bookmarks": [asdict(row) for row in ordered if isinstance(row, Bookmark)],
        "highlights": [asdict(row) for row in ordered if isinstance(row, Highlight)],
        "texts": dict(parcel.texts),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Parcel:
    """What is in ``text``.

    Raises:
        InputError: any part of it is not as documented, is too much, or comes from a newer program.
    """
    content = _parsed(text)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InputError("bookmarks_import_malformed")
    version = content.get("version")
    if type(version) is not int or version < 1:
        raise InputError("bookmarks_import_malformed")
    if version > VERSION:
        raise InputError("bookmarks_import_newer", version=version)
    return _first_version(content) if version == 1 else _second_version(content)


def _first_version(content: Mapping[str, Any]) -> Parcel:
    """Bookmarks alone, each with the name of its folder."""
    folders: dict[str, Folder] = {}
    bookmarks = []
    for number, entry in enumerate(_entries(content, "bookmarks")):
        name, created = _string(entry, "folder", ""), _moment(entry)
        if name and name not in folders:
            folders[name] = Folder(new_uid(), folder_name(name), TOP, (number + 1) * GAP, created)
        given = {key: entry[key] for key in ("id", "section", "title", "note", "created") if key in entry}
        given |= {"uid": new_uid(), "folder": folders[name].uid if name else TOP}
        bookmarks.append(_row(Bookmark, given, number, ("id", "title")))
    return _parcel([*folders.values(), *bookmarks], {})


def _second_version(content: Mapping[str, Any]) -> Parcel:
    rows: list[Row] = [
        *(_row(Folder, entry, n, ()) for n, entry in enumerate(_entries(content, "folders"))),
        *(_row(Bookmark, entry, n, ("id", "title")) for n, entry in enumerate(_entries(content, "bookmarks"))),
        *(_row(Highlight, entry, n, ("id", "quote")) for n, entry in enumerate(_entries(content, "highlights"))),
    ]
    return _parcel(rows, _texts(content))


def _parcel(rows: list[Row], texts: Mapping[str, str]) -> Parcel:
    if len(rows) > MOST_ROWS:
        raise InputError("bookmarks_import_too_many", most=MOST_ROWS)
    kept = [row for row in rows if not (isinstance(row, Bookmark) and row.is_outside and not is_web_address(row.id))]
    shelf = Shelf(kept)
    astray = any(isinstance(row, Folder | Bookmark) and shelf.home(row) != row.folder for row in kept)
    if astray or len({row.uid for row in rows}) < len(rows):
        raise InputError("bookmarks_import_malformed")
    return Parcel(shelf, texts, dropped=len(rows) - len(kept))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise InputError("bookmarks_import_malformed") from error


def _entries(content: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    entries = content.get(name)
    if not isinstance(entries, list):
        raise InputError("bookmarks_import_malformed")
    for entry in entries:
        if not isinstance(entry, dict):
            raise InputError("bookmarks_import_malformed")
        yield entry


def _row(kind: type[Kind], entry: Mapping[str, Any], number: int, needed: Iterable[str]) -> Kind:
    checks: dict[str, Callable[[], object]] = {
        "place": lambda: _place(entry, (number + 1) * GAP),
        "created": lambda: _moment(entry),
        "name": lambda: folder_name(_string(entry, "name")),
        "label": lambda: _one_of(_string(entry, "label", ""), LABELS),
        "uid": lambda: _uid(_string(entry, "uid")),
        "folder": lambda: _uid(_string(entry, "folder", TOP), TOP),
        "saved": lambda: _uid(_string(entry, "saved", ""), ""),
    }
    values: dict[str, Any] = {}
    for each in fields(kind):
        read = checks.get(each.name)
        values[each.name] = read() if read else _string(entry, each.name, None if each.name in needed else "")
    row = kind(**values)
    if isinstance(row, Bookmark | Highlight) and not row.id:
        raise InputError("bookmarks_import_malformed")
    return row


def _texts(content: Mapping[str, Any]) -> Mapping[str, str]:
    texts = content.get("texts", {})
    if not isinstance(texts, dict):
        raise InputError("bookmarks_import_malformed")
    for key in texts:
        # A text under another's key would later be taken for what was bookmarked.
        if key not in _keys(_string(texts, key, most=LONGEST_TEXT)):
            raise InputError("bookmarks_import_malformed")
    return texts


def _keys(text: str) -> tuple[str, str]:
    """The keys that a text may have: its own, or as a whole article its fingerprint, for which spacing is one."""
    return text_key(text), text_key(" ".join(unicodedata.normalize("NFC", text).split()))


def _string(entry: Mapping[str, object], name: str, default: str | None = None, most: int = LONGEST_NOTE) -> str:
    value = entry.get(name, default)
    if not isinstance(value, str) or len(value) > most or "\0" in value or not _is_unicode(value):
        raise InputError("bookmarks_import_malformed")
    return value


def _is_unicode(value: str) -> bool:
    """JSON can spell half a surrogate pair, which no UTF-8 file or database can hold."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _uid(text: str, *others: str) -> str:
    if text not in others and not _UID.fullmatch(text):
        raise InputError("bookmarks_import_malformed")
    return text


def _one_of(text: str, known: Iterable[str]) -> str:
    if text and text not in known:
        raise InputError("bookmarks_import_malformed")
    return text


def _place(entry: Mapping[str, object], default: int) -> int:
    place = entry.get("place", default)
    if type(place) is not int or abs(place) > FURTHEST:
        raise InputError("bookmarks_import_malformed")
    return place


def _moment(entry: Mapping[str, object]) -> str:
    try:
        moment = datetime.fromisoformat(_string(entry, "created"))
        if moment.tzinfo is None:
            raise InputError("bookmarks_import_malformed")
        return utc_text(moment)
    except (ValueError, OverflowError) as error:
        raise InputError("bookmarks_import_malformed") from error
