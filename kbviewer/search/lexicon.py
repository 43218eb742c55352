"""The words of the library as a typed word meets them: as it is, half typed, typed in a hurry, misspelt."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from kbviewer.search.analysis import AFTER_ALL, plain, stem
from kbviewer.search.columns import Columns, Numbers
from kbviewer.search.spelling import Speller

NAMED_WORTH = 20
"""A name holding a word counts as so many articles holding it, when it is weighed how likely the word was meant."""


class Lexicon:
    """Looks up words, all of them folded, by number."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        held = np.diff(columns.posting_starts)[columns.word_stems]
        likelihoods = np.maximum(columns.word_articles, held // 2) + NAMED_WORTH * columns.word_named
        self._likelihoods = likelihoods.astype(np.int64)

    def written(self, number: int) -> str:
        """A word as articles write it, in lower case; for a stem that is no word, the likeliest word of it."""
        is_word = self._columns.word_articles[number] > 0
        return self._columns.written[number] if is_word else self.word_of(self._columns.words[number])

    def stem(self, number: int) -> str:
        """The stem of a word."""
        return self._columns.stem_texts[int(self._columns.word_stems[number])]

    def likelihood(self, number: int) -> float:
        """How likely a word is to be meant by something like it: about the number of articles that hold it."""
        return float(self._likelihoods[number])

    def is_in_a_name(self, stem: str) -> bool:
        """Whether the title or another name of an article holds a word of this stem."""
        number = self._columns.stems.get(stem)
        return number is not None and bool(self._columns.word_named[self._columns.word_stems == number].any())

    def word_of(self, stem: str) -> str:
        """The likeliest word of a stem as articles write it; the stem itself when there is none."""
        number = self._columns.stems.get(stem)
        if number is None:
            return stem
        words = np.flatnonzero(self._columns.word_stems == number)
        written = words[self._columns.word_articles[words] > 0]
        return self._columns.written[int(written[np.argmax(self._likelihoods[written])])] if len(written) else stem

    def completions(self, beginning: str, limit: int) -> Sequence[int]:
        """At most ``limit`` words that go on from a beginning, the likeliest first."""
        begun = self._columns.beginning_with(beginning)
        return self._likeliest(np.arange(begun.start, begun.stop, dtype=np.uint32), limit)

    def hurried(self, folded: str) -> Sequence[int]:
        """Other words with the same `plain` spelling as a word or its stem."""
        spellings = dict.fromkeys((plain(folded), plain(stem(folded))))
        numbers = [number for spelling in spellings for number in self._spelt(spelling, spelling).tolist()]
        return [number for number in numbers if self._columns.words[number] not in (folded, stem(folded))]

    def knows(self, folded: str) -> bool:
        """Whether a word, or its stem, is one of the library's."""
        return any(self._columns.number(one) is not None for one in (folded, stem(folded)))

    def hurried_stem(self, folded: str) -> str | None:
        """The stem of the likeliest word with the same `plain` spelling; None when there is none."""
        spelling = plain(folded)
        numbers = self._spelt(spelling, spelling)
        return self.stem(int(numbers[np.argmax(self._likelihoods[numbers])])) if len(numbers) else None

    def hurried_completions(self, beginning: str, limit: int) -> Sequence[int]:
        """At most ``limit`` words whose `plain` spelling goes on from that of a beginning, the likeliest first."""
        return self._likeliest(self._spelt(plain(beginning), plain(beginning) + AFTER_ALL), limit)

    def corrections(self, folded: str) -> Sequence[tuple[int, float]]:
        """Words that a word may be a slip of, each with the cost of the slip, the least first."""
        words = self._columns.spelling_words
        return [(int(words[one.spelling]), one.cost) for one in self._speller.corrections(folded)]

    @cached_property
    def _speller(self) -> Speller:
        columns = self._columns
        return Speller(columns.spellings, [columns.words[number] for number in columns.spelling_words], columns.pairs)

    def _spelt(self, first: str, last: str) -> Numbers:
        spellings = self._columns.spellings
        start = bisect_left(spellings, first)
        end = start
        if first == last:
            while end < len(spellings) and spellings[end] == first:
                end += 1
        else:
            end = bisect_left(spellings, last)
        return self._columns.spelling_words[start:end]

    def _likeliest(self, numbers: Numbers, limit: int) -> Sequence[int]:
        numbers = numbers[self._columns.word_articles[numbers] > 0]
        if len(numbers) > limit:
            numbers = numbers[np.argpartition(-self._likelihoods[numbers], limit)[:limit]]
        found: list[int] = numbers[np.argsort(-self._likelihoods[numbers], kind="stable")].tolist()
        return found
