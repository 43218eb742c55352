"""The newest index, opened: what it tells of the library at once, and searching. The one door to both.

A start opens it before the first page and searches after; so what only searching needs, NumPy above all, is loaded by
the first search, or by `Searcher.get_ready` before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kbviewer.articles.article import Article, Problem, SourceFile
from kbviewer.errors import StorageError
from kbviewer.search import alike, kept, manifest
from kbviewer.search.held import ARTICLES, hold
from kbviewer.search.index_format import is_whooshs
from kbviewer.search.manifest import Record, state_of
from kbviewer.search.reply import EVERYTHING, Filter, Reply
from kbviewer.search.store import Store
from kbviewer.search.thesaurus import THESAURUS

if TYPE_CHECKING:
    from kbviewer.search.engine import Engine

OPENINGS = 5
"""Tries to open: between reading which generation is current and opening it, a builder may have removed it."""


class Searcher:
    """One generation of the index, open for searching; it stays whole while a newer one is built and swapped in.

    Any thread may call it. It reads the columns alone, never Whoosh, and keeps no file open but by its mapping.
    """

    def __init__(self, store: Store, generation: Path, thesaurus: Path) -> None:
        self._store = store
        self._generation = generation
        self._manifest = manifest.read(generation)
        if self._manifest.fingerprint != manifest.fingerprint(thesaurus):
            raise StorageError("index_missing")  # made by another version
        self.records: Sequence[Record] = self._manifest.winners()
        """Every article that can be found, as far as lists need it."""
        self._alike = alike.read(generation)
        self._files = hold(generation)  # now: a builder may remove them
        self._thesaurus = (generation / THESAURUS).read_bytes()

    @classmethod
    def open(cls, folders: Sequence[Path], data_dir: Path, thesaurus: Path) -> Searcher:
        """Open the newest index of some content folders; ``thesaurus`` is the folder of synonyms and phrases.

        Raises:
            StorageError: ``index_missing``; ``index_damaged``, and then the next update builds a new one.
        """
        store = Store(folders, data_dir)
        for _ in range(OPENINGS):
            generation = store.current()
            if generation is None:
                break
            with suppress(FileNotFoundError):
                if store.is_whole(generation, _is_read):
                    return cls(store, generation, thesaurus)
            if store.current() == generation:
                store.condemn(generation)
                raise StorageError("index_damaged", path=generation)
        raise StorageError("index_missing")

    def get_ready(self) -> None:
        """Load what searching needs, so that the first search need not."""
        assert self._engine

    def search(self, query: str, limit: int = 10, among: Filter = EVERYTHING, *, as_typed: bool = False) -> Reply:
        """The articles that answer a query best. Any text is a query; at worst nothing is found.

        ``as_typed`` does not guess at slips of the keyboard.
        """
        return self._engine.search(query, limit, among, as_typed=as_typed)

    def completions(self, typed: str) -> tuple[str, ...]:
        """What a person may be about to type, likeliest first."""
        return self._engine.completions(typed)

    def marker(self, query: str) -> Callable[[str], tuple[tuple[int, int], ...]]:
        """Tells where in a text the words of a query stand, as (start, end) offsets in order."""
        return self._engine.marker(query)

    def similar(self, article_id: str) -> tuple[str, ...]:
        """The ids of the listed articles most like an article, a few; empty when none is like enough."""
        return self._alike.get(article_id, ())

    def article(self, record: Record, source: SourceFile) -> Article | None:
        """The article of a record, if it is kept and its file is as it was; None when the file is to be read."""
        return kept.unpack(self._files, record.place, source) if record.state == state_of(source) else None

    def unreadable(self, article_id: str) -> Problem | None:
        """Why there is a file for this id but no article, as the index knows; None when there is no such file."""
        return self._manifest.unreadable(article_id)

    def is_current(self) -> bool:
        """Whether no newer index has been swapped in."""
        return self._store.current() == self._generation

    @cached_property
    def _engine(self) -> Engine:
        from kbviewer.search.engine import Engine  # noqa: PLC0415  # the slow import: see the top

        return Engine(self._files, self.records, self._thesaurus)


def _is_read(file_name: str) -> bool:
    """Whether a file is read when an index is opened: `kept` looks at each article itself."""
    return not (is_whooshs(file_name) or file_name == f"{ARTICLES}.bin")
