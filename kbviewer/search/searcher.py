"""Search in the newest index: plan, rank, and make hits. The one door to searching."""

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
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
from kbviewer.search.snippets import Match, Matched, Matcher
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
        if self._manifest.fingerprint != manifest.fingerprint():
            raise StorageError("index_missing")  # made by another version
        self._reader = IndexReader(generation)
        self._lock = threading.Lock()

    @classmethod
    def open(cls, folders: Sequence[Path], data_dir: Path) -> "Searcher":
        """Open the newest index of some content folders.

        Raises:
            StorageError: ``index_missing``; ``index_damaged``, and then the next update builds a new one.
        """
        store = Store(folders, data_dir)
        for _ in range(OPENINGS):
            generation = store.current()
            if generation is None:
                break
            with suppress(FileNotFoundError):
                if store.is_whole(generation, thoroughly=True):
                    return cls(store, generation)
            if store.current() == generation:
                store.condemn(generation)
                raise StorageError("index_damaged", path=generation)
        raise StorageError("index_missing")

    @property
    def records(self) -> tuple[Record, ...]:
        """Every article that can be found, as far as lists need it."""
        return self._manifest.winners()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the owner of the content should mend, of all files."""
        return self._manifest.problems()

    def search(self, query: str, limit: int = 10) -> Reply:
        """The articles that answer a query best. Any text is a query; at worst nothing is found."""
        started = time.perf_counter()
        with self._lock:
            searched = plan(query, self._reader)
            ranked = rank(searched, self._reader)
            hits = self._hits(searched, ranked[: max(0, limit)])
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
    found = [Matched(matcher.matches(section.title), matcher.matches(section.text)) for section in article.sections]
    best = snippets.best_section(found, worths)
    section = article.sections[best]
    shown = next((number for number in range(best, len(found)) if article.sections[number].text), best)
    return Hit(
        id=article.id,
        title=article.title,
        section=section.title,
        anchor=section.anchor,
        score=score,
        snippet=snippets.excerpt(article.sections[shown].text, found[shown].text, worths),
        why=_why(article, found, matcher),
    )


def _why(article: Stored, found: Sequence[Matched], matcher: Matcher) -> tuple[tuple[str, tuple[str, ...]], ...]:
    sections = list(zip(article.sections, found, strict=True))
    spelt = {
        "title": _spellings([(article.title, matcher.matches(article.title))]),
        "headings": _spellings([(section.title, matched.heading) for section, matched in sections]),
        "keywords": _spellings([(article.keywords, matcher.matches(article.keywords))]),
        "body": _spellings([(section.text, matched.text) for section, matched in sections]),
    }
    return tuple((field, words) for field, words in spelt.items() if words)


def _spellings(texts: Sequence[tuple[str, Sequence[Match]]]) -> tuple[str, ...]:
    """The words matched as the texts spell them, in lower case, each once, in order."""
    return tuple(dict.fromkeys(text[match.start : match.end].lower() for text, found in texts for match in found))
