"""The notes that a search finds in what the person keeps, and where in the results each is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kbviewer.library.bookmark import Bookmark
from kbviewer.library.shelf import Shelf

if TYPE_CHECKING:
    from kbviewer.search.hit import Hit
    from kbviewer.search.notes import Entry, NoteIndex
    from kbviewer.search.snippets import Snippet

MOST_FOUND = 100
MOST_ABOVE = 3
"""Notes shown above the hits."""

SEEN_AT_ONCE = 5
"""Hits that are seen without scrolling: a note on one of them is told on its card."""


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note found, on a bookmark in a ``folder`` (its path in names, empty for none)."""

    bookmark: Bookmark
    folder: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class FoundNotes:
    """Notes to show ``above`` the hits, and by article id those to tell ``on_hits``; none is in both."""

    above: tuple[FoundNote, ...] = ()
    on_hits: Mapping[str, FoundNote] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.above) + len(self.on_hits)


class NoteSearch:
    """The notes of one shelf. One thread at a time may use it, and nothing of them is ever written anywhere."""

    def __init__(self) -> None:
        self._shelf = Shelf()

    @cached_property
    def _index(self) -> NoteIndex:
        from kbviewer.search.notes import NoteIndex  # noqa: PLC0415  # by now off the window's thread

        return NoteIndex()

    def hold(self, shelf: Shelf) -> bool:
        """Search this shelf from now on; whether it has other notes than the one before."""
        self._shelf = shelf
        return self._index.update(_entries(shelf))

    def find(self, query: str) -> tuple[FoundNote, ...]:
        """The notes that answer a query, the best first."""
        hits = self._index.find(query, MOST_FOUND)
        kept = [(self._shelf.bookmarks[hit.key], hit.snippet) for hit in hits]
        return tuple(FoundNote(row, _path(self._shelf, row), snippet) for row, snippet in kept)


def arrange(found: Sequence[FoundNote], hits: Sequence[Hit], *, above: bool = True) -> FoundNotes:
    """Where to show notes: on the card of the article they belong to if that is seen at once, else ``above`` the hits.

    One note is told on a card.
    """
    seen = {hit.id for hit in hits[:SEEN_AT_ONCE]}
    on_hits: dict[str, FoundNote] = {}
    for note in found:
        if note.bookmark.id in seen:
            on_hits.setdefault(note.bookmark.id, note)
    others = [note for note in found if note.bookmark.id not in seen] if above else []
    return FoundNotes(tuple(others[:MOST_ABOVE]), on_hits)


def _entries(shelf: Shelf) -> Iterator[Entry]:
    from kbviewer.search.notes import Entry  # noqa: PLC0415

    for row in shelf.walk():
        if isinstance(row, Bookmark) and row.note:
            yield Entry(row.uid, row.note, (row.title, row.heading, _path(shelf, row)))


def _path(shelf: Shelf, row: Bookmark) -> str:
    return " › ".join(shelf.path(row.folder))
