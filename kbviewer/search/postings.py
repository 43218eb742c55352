"""Reading the index. With `index` the only place that knows Whoosh.

A stem's postings are read once, turned into BM25F weights and kept: matching is arithmetic from then on.
Whoosh's readers move a shared place in their files, so one thread at a time may use an `IndexReader`.
"""

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from pathlib import Path
from typing import NamedTuple

from whoosh import index as whoosh_index
from whoosh.reading import TermNotFound

from kbviewer.search.index import SCORED

K1 = 1.2
FIELD_WEIGHTS = {"title": 6.0, "headings": 2.0, "keywords": 4.0, "body": 1.0}
LENGTH_SHARES = {"title": 0.75, "headings": 0.75, "keywords": 0.5, "body": 0.75}
"""BM25's b: 0 ignores the length of a field, 1 divides by it."""

CACHED_STEMS = 4096


class StoredSection(NamedTuple):
    """A section as kept in the index; ``text`` normalised."""

    anchor: str
    title: str
    text: str


class Stored(NamedTuple):
    """What the index keeps of an article to make a hit from."""

    id: str
    title: str
    keywords: str
    sections: tuple[StoredSection, ...]


class IndexReader:
    """An open index: postings for `ranking`, a lexicon for `plan`, stored texts for hits.

    Raises:
        FileNotFoundError: there is no index in ``folder``, or it was removed while it was being opened.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._index = whoosh_index.open_dir(str(folder))
            self._reader = self._index.reader()
        except whoosh_index.EmptyIndexError as error:
            raise FileNotFoundError(folder) from error
        self._lengths = {name: self._field_lengths(name) for name in SCORED}
        self._averages = {name: sum(lengths) / max(1, self.articles) for name, lengths in self._lengths.items()}
        self.weights = lru_cache(CACHED_STEMS)(self._weights)
        self.completions = lru_cache(CACHED_STEMS)(self._completions)
        self._words: list[tuple[str, int]] = []

    @property
    def articles(self) -> int:
        """How many articles the index holds."""
        count: int = self._reader.doc_count()
        return count

    def stored(self, number: int) -> Stored:
        """What is kept of the article of this number."""
        fields = self._reader.stored_fields(number)
        shown = json.loads(fields["shown"])
        sections = tuple(StoredSection(*section) for section in shown["sections"])
        return Stored(fields["id"], shown["title"], shown["keywords"], sections)

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()
        self._index.close()

    def _weights(self, stem: str) -> Mapping[int, float]:
        """BM25F before idf (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", section 3.6)."""
        counts: dict[int, float] = {}
        for name in SCORED:
            weight, share = FIELD_WEIGHTS[name], LENGTH_SHARES[name]
            lengths, average = self._lengths[name], self._averages[name]
            for number, count in self._postings(name, stem).items():
                normal = 1 - share + share * lengths[number] / average
                counts[number] = counts.get(number, 0.0) + weight * count / normal
        return {number: count * (K1 + 1) / (K1 + count) for number, count in counts.items()}

    def _postings(self, field: str, stem: str) -> dict[int, float]:
        """The articles that hold a stem in a field, and how often."""
        try:
            matcher = self._reader.postings(field, stem)
        except TermNotFound:
            return {}
        found = {}
        while matcher.is_active():
            found[matcher.id()] = matcher.weight()
            matcher.next()
        return found

    def _field_lengths(self, name: str) -> list[int]:
        reader = self._reader
        return [
            0 if reader.is_deleted(number) else reader.doc_field_length(number, name) or 0
            for number in range(reader.doc_count_all())
        ]

    def _completions(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        if not self._words:
            self._words = self._read_words()
        first = bisect_left(self._words, (prefix, 0))
        end = bisect_left(self._words, (prefix + "\U0010ffff", 0))
        return nlargest(limit, self._words[first:end], key=lambda word: word[1])

    def _read_words(self) -> list[tuple[str, int]]:
        return [(text.decode("utf-8"), info.doc_frequency()) for text, info in self._reader.iter_field("word")]
