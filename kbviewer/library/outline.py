"""The order in which a shelf is listed, and what of it answers a filter."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from kbviewer.i18n import collation_key
from kbviewer.library.bookmark import TOP, Bookmark, Folder, Highlight
from kbviewer.library.shelf import Shelf

BY_HAND, BY_NAME, BY_DATE = ORDERS = ("hand", "name", "date")

Listed = TypeVar("Listed", Bookmark, "Folder | Bookmark")

_collated = lru_cache(maxsize=50_000)(collation_key)


def arranged(rows: Sequence[Listed], order: str) -> Sequence[Listed]:
    """Rows of one folder, which come in the order by hand.

    By name in Danish collation, or the newest first; folders then go before bookmarks.
    """
    if order == BY_NAME:
        return sorted(rows, key=lambda row: (isinstance(row, Bookmark), _collated(row.name)))
    if order == BY_DATE:
        newest = sorted(rows, key=lambda row: row.created, reverse=True)
        return sorted(newest, key=lambda row: isinstance(row, Bookmark))
    return rows


def loose_highlights(shelf: Shelf) -> Sequence[Highlight]:
    """The highlights of articles that are not bookmarked, article by article."""
    loose = [row for row in shelf.highlights.values() if shelf.bookmark_of(row.id) is None]
    return sorted(loose, key=lambda row: (_collated(row.title), row.id, row.created, row.uid))


class Filter:
    """Finds bookmarks by any part of words in their names, notes, folders and highlights.

    Case does not matter, nor how a letter is put together. Keeps what it read of a shelf until another is shown.
    """

    def __init__(self) -> None:
        self._shelf: Shelf | None = None
        self._texts: list[tuple[Bookmark | Highlight, str]] = []

    def found(self, shelf: Shelf, asked: str) -> Iterator[Bookmark | Highlight]:
        """Bookmarks and highlights that hold every word of ``asked``, in the order of the shelf."""
        if shelf is not self._shelf:
            self._shelf = shelf
            self._texts = [(row, _folded(_texts(shelf, row))) for row in _listed(shelf)]
        words = _folded([asked]).split()
        return (row for row, text in self._texts if all(word in text for word in words))


def _listed(shelf: Shelf) -> Iterator[Bookmark | Highlight]:
    for row in shelf.walk(TOP):
        if isinstance(row, Bookmark):
            yield row
    yield from sorted(shelf.highlights.values(), key=lambda row: (row.created, row.uid))


def _texts(shelf: Shelf, row: Bookmark | Highlight) -> Iterable[str]:
    if isinstance(row, Highlight):
        return (row.quote, row.title)
    return (row.name, row.note, *shelf.path(row.folder))


def _folded(texts: Iterable[str]) -> str:
    return unicodedata.normalize("NFC", "\n".join(texts)).casefold()
