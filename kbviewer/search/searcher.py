"""Search in the newest index: plan, rank, and make hits. The one door to searching."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kbviewer.articles.article import Problem
from kbviewer.errors import StorageError
from kbviewer.search import manifest, snippets
from kbviewer.search.hit import Hit
from kbviewer.search.manifest import Record
from kbviewer.search.plan import Plan, plan
from kbviewer.search.postings import IndexReader, Stored
from kbviewer.search.ranking import Ranked, rank, worth
from kbviewer.search.snippets import Matcher
from kbviewer.search.store import Store

OPENINGS = 5
"""Tries to open: between reading which generation is current and opening it, a builder may have removed it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one search.

    ``took_ms`` runs from the typed text to the finished hits. ``total`` counts every article found; ``hits`` holds the
    best of them. ``suggestion`` is a query more likely meant, if any.
    """

    query: str
    took_ms: float
    total: int
    suggestion: str | None
    hits: tuple[Hit, ...]


class Searcher:
    """One generation of the index, open for searching; it stays whole while a newer one is built and swapped in.

    Any thread may call it; searches wait for each other, as Whoosh's readers demand.
    """

    def __init__(self, store: Store, generation: Path) -> None:
        self._store = store
        self._generation = generation
        self._manifest = manifest.read(generation)
        self._reader = IndexReader(generation)
        self._lock = threading.Lock()

    @classmethod
    def open(cls, folders: Sequence[Path], data_dir: Path) -> "Searcher":
        """Open the newest index of some content folders.

        Raises:
            StorageError: ``index_missing``; ``index_damaged``, and then the next update builds a new one.
        """
        store = Store(folders, data_dir)
        for last in (False,) * (OPENINGS - 1) + (True,):
            generation = store.current()
            if generation is None:
                break
            try:
                return cls(store, generation)
            except StorageError:
                if last or store.current() == generation:
                    store.condemn(generation)
                    raise
        raise StorageError("index_missing")

    @property
    def records(self) -> tuple[Record, ...]:
        """Every article that can be found, as far as lists need it."""
        return tuple(record for record in self._manifest.records if record.id and not record.is_shadowed)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the owner of the content should mend, of all files."""
        return tuple(problem for record in self._manifest.records for problem in record.problems)

    def search(self, query: str, limit: int = 10) -> Reply:
        """The articles that answer a query best. Any text is a query; at worst nothing is found.

        Raises:
            StorageError: ``index_damaged``, and then the next update builds a new one.
        """
        started = time.perf_counter()
        with self._lock:
            try:
                searched = plan(query, self._reader)
                ranked = rank(searched, self._reader)
                hits = self._hits(searched, ranked[: max(0, limit)])
            except StorageError:
                self._store.condemn(self._generation)
                raise
        took_ms = (time.perf_counter() - started) * 1000
        return Reply(query, took_ms, len(ranked), None, hits)

    def is_current(self) -> bool:
        """Whether no newer index has been swapped in."""
        return self._store.current() == self._generation

    def close(self) -> None:
        """Let go of the files. Nothing may be searched afterwards."""
        with self._lock:
            self._reader.close()

    def _hits(self, searched: Plan, ranked: Sequence[Ranked]) -> tuple[Hit, ...]:
        matcher = Matcher(searched)
        worths = [worth(clause, self._reader) for clause in matcher.clauses]
        return tuple(_hit(self._reader.stored(number), score, matcher, worths) for number, score in ranked)


def _hit(article: Stored, score: float, matcher: Matcher, worths: Sequence[float]) -> Hit:
    section = article.sections[snippets.best_section(article.sections, matcher, worths)]
    return Hit(
        id=article.id,
        title=article.title,
        section=section.title,
        anchor=section.anchor,
        score=score,
        snippet=snippets.excerpt(section.text, matcher, worths),
        why=_why(article, matcher),
    )


def _why(article: Stored, matcher: Matcher) -> tuple[tuple[str, tuple[str, ...]], ...]:
    texts = {
        "title": article.title,
        "headings": "\n".join(section.title for section in article.sections),
        "keywords": article.keywords,
        "body": "\n".join(section.text for section in article.sections),
    }
    found = {name: matcher.spellings(text) for name, text in texts.items()}
    return tuple((name, spellings) for name, spellings in found.items() if spellings)
