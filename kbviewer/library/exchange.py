"""Bookmarks as a JSON text that can be kept, sent and read in again.

    {"format": "kbviewer-bookmarks", "version": 1,
     "bookmarks": [{"id": "fod/haelspore", "section": "oevelser", "title": "Hælspore",
                    "note": "", "folder": "", "created": "2026-11-23T19:05:00Z"}]}

``id``, ``title`` and ``created`` are required; ``section``, ``note`` and ``folder`` may be left out.
Unknown keys are passed over. The text may come from anywhere, so all of it is checked before any is used.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from kbviewer.errors import InputError
from kbviewer.library.bookmark import Bookmark, utc_text

FORMAT = "kbviewer-bookmarks"
VERSION = 1
MAX_BYTES = 10 * 1024 * 1024


def to_json(bookmarks: Sequence[Bookmark]) -> str:
    """The bookmarks as a text that `from_json` reads."""
    content = {"format": FORMAT, "version": VERSION, "bookmarks": [asdict(each) for each in bookmarks]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str) -> tuple[Bookmark, ...]:
    """The bookmarks in ``text``; an `InputError` when any part of it is not as documented."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise InputError("bookmarks_import_too_big", megabytes=MAX_BYTES // (1024 * 1024))
    content = _parsed(text)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InputError("bookmarks_import_malformed")
    version, entries = content.get("version"), content.get("bookmarks")
    if type(version) is not int or version < 1 or not isinstance(entries, list):
        raise InputError("bookmarks_import_malformed")
    if version > VERSION:
        raise InputError("bookmarks_import_newer", version=version)
    return tuple(_bookmark(entry) for entry in entries)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise InputError("bookmarks_import_malformed") from error


def _bookmark(entry: object) -> Bookmark:
    if not isinstance(entry, dict):
        raise InputError("bookmarks_import_malformed")
    bookmark = Bookmark(
        id=_string(entry, "id"),
        section=_string(entry, "section", ""),
        title=_string(entry, "title"),
        note=_string(entry, "note", ""),
        folder=_string(entry, "folder", ""),
        created=_moment(_string(entry, "created")),
    )
    if not bookmark.id:
        raise InputError("bookmarks_import_malformed")
    return bookmark


def _string(entry: dict[str, object], name: str, default: str | None = None) -> str:
    value = entry.get(name, default)
    if not isinstance(value, str) or "\0" in value or not _is_unicode(value):
        raise InputError("bookmarks_import_malformed")
    return value


def _is_unicode(value: str) -> bool:
    # JSON can spell half a surrogate pair, which no UTF-8 file or database can hold.
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise InputError("bookmarks_import_malformed")
        return utc_text(moment)
    except (ValueError, OverflowError) as error:
        raise InputError("bookmarks_import_malformed") from error
