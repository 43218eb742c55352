"""Reads an index out of Whoosh, weighs its postings, and lays down its `columns`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from kbviewer.search.analysis import WORD, fold, plain, stem
from kbviewer.search.columns import BREAK, Numbers, Weights
from kbviewer.search.compounds import Splitter
from kbviewer.search.document import SCORED
from kbviewer.search.spelling import letter_pairs

if TYPE_CHECKING:
    from kbviewer.search.index import IndexReader

K1 = 4.0
FIELD_WEIGHTS = {"title": 15.0, "headings": 1.5, "keywords": 3.0, "body": 1.0}
LENGTH_SHARES = {"title": 0.75, "headings": 0.75, "keywords": 0.5, "body": 0.75}
"""BM25's b: 0 ignores the length of a field, 1 divides by it."""

PART_SHARE = 0.25
"""How much a word counts for inside a compound, against 1 on its own."""

Keys = npt.NDArray[np.uint64]
"""Pairs of stem and article: stem × articles + article."""


def lay_down(reader: IndexReader, folder: Path, known: Iterable[str]) -> None:
    """Write the columns of an index into ``folder``. ``known``: stems of words that compounds may hold besides its own.

    Raises OSError.
    """
    numbers = reader.numbers()
    stems = {"": BREAK}  # the stem of no word
    postings = _postings(reader, numbers, stems, known)
    texts = _Texts(stems)
    for number in numbers:
        texts.read(reader, number)
    columns = {**postings, **texts.columns()}
    for name, column in columns.items():
        column.tofile(folder / f"{name}.bin")
    for name, lines in {"stems": list(stems), **texts.lines()}.items():
        (folder / f"{name}.txt").write_bytes("\n".join(lines).encode())


def _postings(
    reader: IndexReader, numbers: Sequence[int], stems: dict[str, int], known: Iterable[str]
) -> dict[str, npt.NDArray[Any]]:
    """The columns of postings; ``stems`` is filled with the number of each stem.

    BM25F as in Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", section 3.6, without idf.
    """
    articles = max(1, len(numbers))
    keys, frequencies = _summed(*_read(reader, numbers, stems))
    held = np.bincount((keys // articles).astype(np.int64), minlength=len(stems)).tolist()
    splitter = Splitter({**dict.fromkeys(known, 1), **dict(zip(stems, held, strict=True))})
    inner_keys, inner_frequencies = [keys], [frequencies]
    wholes: dict[int, list[int]] = {}
    starts = _first_of_each(keys, len(stems), articles)
    for whole, number in list(stems.items()):
        first, end = starts[number], starts[number + 1]
        for part in splitter.parts(whole):
            inner = stems.setdefault(part, len(stems))
            wholes.setdefault(inner, []).append(number)
            moved = (inner - number) * articles
            inner_keys.append((keys[first:end].astype(np.int64) + moved).astype(np.uint64))
            inner_frequencies.append(PART_SHARE * frequencies[first:end])
    keys, frequencies = _summed(np.concatenate(inner_keys), np.concatenate(inner_frequencies))
    compounds = [wholes.get(number, ()) for number in range(len(stems))]
    return {
        "whole_starts": _starts(compounds),
        "wholes": _column(number for row in compounds for number in row),
        "posting_starts": np.array(_first_of_each(keys, len(stems), articles), np.uint32),
        "posting_articles": (keys % articles).astype(np.uint32),
        "posting_weights": (frequencies * (K1 + 1) / (K1 + frequencies)).astype(np.float32),
    }


def _first_of_each(keys: Keys, stems: int, articles: int) -> list[int]:
    """Where the keys of each stem begin, and where all end."""
    firsts = np.arange(stems + 1, dtype=np.uint64) * np.uint64(articles)
    found: list[int] = np.searchsorted(keys, firsts).tolist()
    return found


def _read(reader: IndexReader, numbers: Sequence[int], stems: dict[str, int]) -> tuple[Keys, Weights]:
    """Every stem of every field with its weighted frequency; a stem of two fields twice."""
    places = np.full(reader.last_number + 1, -1, np.int64)
    places[numbers] = np.arange(len(numbers))
    fields: dict[str, list[tuple[Keys, Weights]]] = {name: [] for name in SCORED}
    for posting in reader.postings():
        articles = places[posting.numbers]
        keys = articles + stems.setdefault(posting.stem, len(stems)) * max(1, len(numbers))
        counts = np.array(posting.counts, np.float32)
        fields[posting.field].append((keys[articles >= 0].astype(np.uint64), counts[articles >= 0]))
    weighed = [_weighed(name, columns, len(numbers)) for name, columns in fields.items()]
    return np.concatenate([keys for keys, _ in weighed]), np.concatenate([values for _, values in weighed])


def _weighed(name: str, columns: Sequence[tuple[Keys, Weights]], articles: int) -> tuple[Keys, Weights]:
    """The postings of a field side by side, counts made frequencies."""
    if not columns:
        return np.empty(0, np.uint64), np.empty(0, np.float32)
    keys, counts = (np.concatenate(column) for column in zip(*columns, strict=True))
    holders = (keys % max(1, articles)).astype(np.int64)
    lengths = np.bincount(holders, counts, minlength=articles)
    share = LENGTH_SHARES[name]
    normal = 1 - share + share * lengths / max(1.0, lengths.mean())
    return keys, (FIELD_WEIGHTS[name] * counts / normal[holders]).astype(np.float32)


def _summed(keys: Keys, values: Weights) -> tuple[Keys, Weights]:
    """Each key once, ascending, with the sum of its values."""
    if not len(keys):
        return keys, values
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    firsts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    return ordered[firsts], np.add.reduceat(values[order], firsts)


class _Texts:
    """Collects words, tokens and names, article by article."""

    def __init__(self, stems: Mapping[str, int]) -> None:
        self._stems = stems
        self._ids: list[str] = []
        self._rows: list[list[bytes]] = []
        self._numbers: dict[str, int] = {"": BREAK}
        self._written: list[str] = [""]
        self._by_written: dict[str, int] = {}
        self._tokens: list[Numbers] = []
        self._vocabularies: list[Numbers] = []
        self._named: list[int] = []
        self._names: list[list[list[int]]] = []

    def read(self, reader: IndexReader, number: int) -> None:
        """Take an article in."""
        stored, passages = reader.article(number)
        self._ids.append(stored.id)
        self._rows.append([text.encode() for text in (stored.title, *chain.from_iterable(stored.sections))])
        known = self._by_written.get
        vocabulary = _column([known(written) or self._number(written) for written in passages.vocabulary])
        words = vocabulary[np.frombuffer(passages.words, np.uint32)]
        self._tokens.append(np.insert(words, np.frombuffer(passages.ends, np.uint32).astype(np.int64), BREAK))
        self._vocabularies.append(vocabulary)
        names = [[fold(word) for word in WORD.findall(name)] for name in (stored.title, *stored.keywords)]
        self._named += {self._numbers[word] for name in names for word in name}
        self._names.append([[self._stems[stem(word)] for word in name] for name in names if name])

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """All columns but those of postings, words numbered in order."""
        for one in self._stems:
            self._number(one)
        self._ordered = sorted(self._numbers)
        old = _column([self._numbers[word] for word in self._ordered])
        new = np.empty_like(old)
        new[old] = np.arange(len(old), dtype=np.uint32)
        self._spelt = sorted((plain(word), number) for number, word in enumerate(self._ordered) if word)
        names = [name for article in self._names for name in article]
        pairs = letter_pairs([spelling for spelling, _ in self._spelt])
        return {
            "text_starts": _starts(self._rows),
            "text_row_starts": _starts(chain.from_iterable(self._rows)),
            "texts": np.frombuffer(b"".join(chain.from_iterable(self._rows)), np.uint8),
            "token_starts": _starts(self._tokens),
            "tokens": new[np.concatenate([_column([]), *self._tokens])],
            "name_starts": _starts(self._names),
            "name_stem_starts": _starts(names),
            "name_stems": _column(stem for name in names for stem in name),
            "word_stems": _column(self._stems[stem(word)] if word else 0 for word in self._ordered),
            "word_articles": self._counted(np.concatenate([_column([]), *self._vocabularies]))[old],
            "word_named": self._counted(_column(self._named))[old],
            "spelling_words": _column(number for _, number in self._spelt),
            "pair_starts": pairs.starts,
            "pair_spellings": pairs.spellings,
        }

    def lines(self) -> dict[str, Sequence[str]]:
        """The columns of text. To be called after `columns`."""
        return {
            "ids": self._ids,
            "words": self._ordered,
            "written": [self._written[self._numbers[word]] for word in self._ordered],
            "spellings": [spelling for spelling, _ in self._spelt],
        }

    def _counted(self, words: Numbers) -> Numbers:
        return np.bincount(words, minlength=len(self._written)).astype(np.uint32)

    def _number(self, written: str) -> int:
        number = self._by_written[written] = self._numbers.setdefault(fold(written), len(self._written))
        if number == len(self._written):
            self._written.append(written)
        return number


def _column(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.uint32)


def _starts(rows: Iterable[Sized]) -> Numbers:
    """Where each row begins when all are laid one after the other, and where the last one ends."""
    return np.cumsum([0, *map(len, rows)]).astype(np.uint32)
