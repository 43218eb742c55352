"""Bookmarks as the HTML file that browsers write and read: Netscape's form, as Firefox and Chromium have it.

https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)

Our own attributes beside theirs: ``HEADING`` is the section's, at the end of the title; a colour label is one of
``TAGS``. Highlights have no place in such a file.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from kbviewer import urls
from kbviewer.errors import InputError
from kbviewer.library.bookmark import LABELS, LONGEST_NOTE, TOP, Bookmark, Folder, Row, new_uid, now, utc_text
from kbviewer.library.edits import GAP
from kbviewer.library.parcel import MOST_ROWS, Find, Parcel, folder_name, is_web_address, without
from kbviewer.library.shelf import DEEPEST, Shelf

HEAD = "<!DOCTYPE NETSCAPE-Bookmark-file-1>"

LONGEST_TITLE = 1000
"""Letters of a title; more are cut off."""

MOST_PARTS = 8 * MOST_ROWS
"""Tags and texts; a row takes seven at most."""

PIECE = 64 * 1024
LONGEST_TAG = 512 * 1024
"""Letters of a tag, or of a text between two: the parser looks again at all of an unfinished one at every piece."""

_TAGS = frozenset(("a", "dd", "dl", "dt", "h3", "hr"))
_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_HREF = re.compile(r"""(?<![\w-])HREF\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SECONDS = re.compile(r"-?\d{1,20}")
_PAGE = re.compile(r"\.html?$", re.IGNORECASE)


def to_html(parcel: Parcel, title: str) -> str:
    """The parcel as a file that browsers and `from_html` read. ``title`` is what browsers show above it."""
    lines = [
        HEAD,
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">',
        f"<TITLE>{escape(title)}</TITLE>",
        f"<H1>{escape(title)}</H1>",
        "<DL><p>",
        *_lines(parcel.shelf, TOP, "    "),
        "</DL><p>",
    ]
    return "\n".join(lines) + "\n"


def _lines(shelf: Shelf, folder: str, indent: str) -> Iterator[str]:
    for row in shelf.contents(folder):
        if isinstance(row, Folder):
            yield f'{indent}<DT><H3 ADD_DATE="{_seconds(row.created)}">{escape(row.name)}</H3>'
            yield f"{indent}<DL><p>"
            yield from _lines(shelf, row.uid, indent + "    ")
            yield f"{indent}</DL><p>"
        else:
            address = row.id if row.is_outside else urls.article(row.id, row.section)
            given = {"HREF": address, "ADD_DATE": _seconds(row.created), "HEADING": row.heading, "TAGS": row.label}
            attributes = " ".join(f'{name}="{escape(value)}"' for name, value in given.items() if value)
            yield f"{indent}<DT><A {attributes}>{escape(row.name)}</A>"
            if row.note:
                yield f"{indent}<DD>{escape(row.note, quote=False)}"


def _seconds(created: str) -> str:
    """A time as browsers have it; empty when the row has none that can be read."""
    try:
        return str(int(datetime.fromisoformat(created).timestamp()))
    except (ValueError, OverflowError, OSError):
        return ""


def is_html(text: str) -> bool:
    """Whether it says of itself that it is such a file."""
    return text.lstrip("\ufeff \t\r\n")[: len(HEAD)].upper() == HEAD.upper()


def from_html(text: str, find: Find) -> Parcel:
    """What is in a browser's file. Web addresses of our own articles, as ``find`` knows them, become those articles.

    Raises:
        InputError: it is not such a file, it is not whole, or it is too much.
    """
    if not is_html(text):
        raise InputError("bookmarks_import_malformed")
    reader = _Reader(find)
    for start in range(0, len(text), PIECE):
        try:
            reader.feed(text[start : start + PIECE])
        except AssertionError as error:  # what html.parser says to a broken <![
            raise InputError("bookmarks_import_malformed") from error
        if len(reader.rawdata) > LONGEST_TAG:
            raise InputError("bookmarks_import_malformed")
    return reader.parcel()


class _Reader(HTMLParser):
    """Takes tags as they come and builds no tree; ``_open`` are the folders that are open, the innermost last."""

    def __init__(self, find: Find) -> None:
        super().__init__(convert_charrefs=True)
        self._find = find
        self._rows: dict[str, Row] = {}
        self._dropped: set[str] = set()
        self._parts = 0
        self._is_begun = False
        self._open: list[str] = []
        self._next = ""
        """The folder whose list is about to begin."""
        self._attributes: dict[str, str] = {}
        self._reading = ""
        """Whether a "title" or a "note" is being read; empty between them."""
        self._letters: list[str] = []
        self._noted = ""
        """The bookmark that a note would belong to."""

    def parcel(self) -> Parcel:
        """All that was read, once the file has ended."""
        if self._open or not self._is_begun:
            raise InputError("bookmarks_import_cut_off")
        return Parcel(without(Shelf(self._rows.values()), self._dropped), dropped=len(self._dropped))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._count()
        if tag not in _TAGS:
            return
        self._end_note()
        if tag == "dd":
            self._reading = "note" if self._noted else ""
            return
        self._noted = ""
        if tag == "dl":
            self._begin_list()
        elif tag in ("a", "h3"):
            self._attributes = {name: value or "" for name, value in attrs}
            self._attributes["href"] = _href(self.get_starttag_text() or "")
            self._reading = "title"

    def handle_endtag(self, tag: str) -> None:
        self._count()
        if tag == "dl":
            self._end_note()
            self._noted = self._next = ""
            if self._open:
                self._open.pop()
        elif tag in ("a", "h3") and self._reading == "title":
            title = self._read()
            if tag == "h3":
                self._take_folder(title)
            else:
                self._take_link(title)

    def handle_data(self, data: str) -> None:
        self._count()
        if self._reading:
            self._letters.append(data)

    def _read(self) -> str:
        text = "".join(self._letters).replace("\0", "")
        self._letters, self._reading = [], ""
        return text

    def _begin_list(self) -> None:
        self._is_begun = True
        self._open.append(self._next or self._here())
        self._next = ""
        if len(self._open) > DEEPEST + 1:
            raise InputError("folder_too_deep", most=DEEPEST)

    def _end_note(self) -> None:
        is_note, text = self._reading == "note", self._read().rstrip()
        held = self._rows.get(self._noted)
        if not is_note or not isinstance(held, Bookmark):
            return
        if len(text) > LONGEST_NOTE:
            raise InputError("note_too_long", most=LONGEST_NOTE)
        self._rows[held.uid] = replace(held, note=text)

    def _take_folder(self, title: str) -> None:
        made = Folder(new_uid(), folder_name(title), self._here(), self._place(), self._created())
        self._add(made)
        self._next = made.uid

    def _take_link(self, title: str) -> None:
        target = self._target()
        article_id, section = target or ("", "")
        heading = self._attributes.get("heading", "")[:LONGEST_TITLE]
        tail = f": {heading}" if heading and title.endswith(f": {heading}") else ""
        made = Bookmark(
            uid=new_uid(),
            id=article_id,
            section=section,
            title=title.removesuffix(tail).strip()[:LONGEST_TITLE] or article_id,
            heading=heading if tail else "",
            note="",
            label=next((tag for tag in self._attributes.get("tags", "").split(",") if tag in LABELS), ""),
            folder=self._here(),
            place=self._place(),
            created=self._created(),
            fingerprint="",
            saved="",
        )
        self._add(made)
        self._noted = made.uid
        if target is None:
            self._dropped.add(made.uid)

    def _target(self) -> tuple[str, str] | None:
        """Id and section of the article that the link points to, or its web address; None for anything else."""
        address = self._attributes["href"].strip()
        if address.lower().startswith(f"{urls.SCHEME}:"):
            return _own(address)
        if not is_web_address(address):
            return None
        path = "/" + unicodedata.normalize("NFC", _PAGE.sub("", unquote(urlsplit(address).path).rstrip("/"))).lstrip(
            "/"
        )
        article_id = self._find(path)
        # An article of another folder that happens to have the same last name is not meant.
        return (article_id, "") if article_id and path.endswith(f"/{article_id}") else (address, "")

    def _created(self) -> str:
        given = self._attributes.get("add_date", "")
        try:
            return utc_text(datetime.fromtimestamp(int(given), UTC)) if _SECONDS.fullmatch(given) else now()
        except (ValueError, OverflowError, OSError):
            return now()

    def _here(self) -> str:
        return self._open[-1] if self._open else TOP

    def _place(self) -> int:
        return (len(self._rows) + 1) * GAP

    def _count(self) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise InputError("bookmarks_import_too_many", most=MOST_ROWS)

    def _add(self, row: Row) -> None:
        if len(self._rows) >= MOST_ROWS:
            raise InputError("bookmarks_import_too_many", most=MOST_ROWS)
        self._rows[row.uid] = row


def _own(address: str) -> tuple[str, str] | None:
    try:
        parsed = urls.parse(address)
    except InputError:
        return None
    is_article = parsed.kind == "article" and "://" not in parsed.path
    return (parsed.path, parsed.anchor) if is_article else None


def _href(tag: str) -> str:
    """The address in a tag. html.parser takes `&copy=` in one for a sign, which browsers do not.

    https://html.spec.whatwg.org/multipage/parsing.html#named-character-reference-state
    """
    found = _HREF.search(tag)
    return _REFERENCE.sub(lambda match: unescape(match[0]), found[1] or found[2] or "") if found else ""
