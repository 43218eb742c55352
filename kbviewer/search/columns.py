"""What matching needs of an index, as numpy arrays in files beside Whoosh's: made once, memory-mapped afterwards.

Whoosh is the index of record; reading its postings term by term is what makes it slow. So `weighing` reads them out
whenever it is written, and lays them down as columns. Articles, stems and words are numbered from 0; a list of lists
is two columns, ``…_starts`` (one longer than the list) and the values.

    posting_starts, posting_articles, posting_weights   by stem: who holds it, and BM25F before idf
    whole_starts, wholes                                by stem: the compounds it is a part of
    token_starts, tokens                                by article: its words in order, `BREAK` after each passage
    text_starts; text_row_starts, texts                 by article its title, then anchor, heading, text of each section
    name_starts; name_stem_starts, name_stems           by article its names (title, aliases), by name its stems
    word_stems, word_articles, word_named               by word: its stem, how many articles (and names) hold it
    spelling_words                                      by spelling: a word that is typed so in a hurry
    pair_starts, pair_spellings                         by pair of letters: the spellings that hold it
    ids, stems, words, written, spellings               texts, a line each
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kbviewer.search.analysis import AFTER_ALL
from kbviewer.search.document import StoredSection
from kbviewer.search.held import NUMBERS, TEXTS, Files
from kbviewer.search.spelling import Pairs

BREAK = 0
"""The token between passages; the number of no word, and of no stem."""

CACHED_POSTINGS = 1 << 12

Numbers = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.float32]


class Posting(NamedTuple):
    """The articles that hold a stem, ascending, and the weight of each."""

    articles: Numbers
    weights: Weights


class Columns:
    """The columns of an index. Reading is safe from any thread.

    Raises:
        ValueError: a file is not what `weighing` writes.
    """

    def __init__(self, files: Files) -> None:
        # plain arrays: `np.load` parses Python on the way, which two threads at once cannot do on 3.11
        # (https://github.com/python/cpython/issues/106905), and numpy's class for mapped files is slower at each step
        self._columns: dict[str, Numbers] = {name: np.frombuffer(files[name], np.uint32) for name in NUMBERS}
        self._weights: Weights = np.frombuffer(files["posting_weights"], np.float32)
        self._texts: npt.NDArray[np.uint8] = np.frombuffer(files["texts"], np.uint8)
        texts = {name: bytes(files[name]).decode().split("\n") for name in TEXTS}
        self.ids: Sequence[str] = texts["ids"] if texts["ids"] != [""] else []
        """By article its id."""
        self.stems = {text: number for number, text in enumerate(texts["stems"])}
        self.stem_texts: Sequence[str] = texts["stems"]
        self.words: Sequence[str] = texts["words"]
        """Folded, in order, from number 1 on; number 0 is `BREAK`. Stems that are no words are among them."""
        self.written: Sequence[str] = texts["written"]
        """The words as the articles write them, in lower case."""
        self.spellings: Sequence[str] = texts["spellings"]
        """`plain` spellings of words, in order."""
        self.posting = lru_cache(CACHED_POSTINGS)(self._posting)
        """Who holds a stem; None when nobody does."""
        self.posting_starts = self._columns["posting_starts"]
        self.all_tokens, self.token_starts = self._columns["tokens"], self._columns["token_starts"]
        self.word_stems, self.word_articles, self.word_named, self.spelling_words = (
            self._columns[name] for name in ("word_stems", "word_articles", "word_named", "spelling_words")
        )
        self.pairs = Pairs(self._columns["pair_starts"], self._columns["pair_spellings"])

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return len(self.ids)

    @property
    def all_postings(self) -> Posting:
        """The postings of all stems, one stem after the other; `posting_starts` parts them."""
        return Posting(self._columns["posting_articles"], self._weights)

    def _posting(self, stem: str) -> Posting | None:
        number = self.stems.get(stem)
        if number is None:
            return None
        starts = self.posting_starts
        row = slice(int(starts[number]), int(starts[number + 1]))
        return Posting(self._columns["posting_articles"][row], self._weights[row]) if row.start < row.stop else None

    def number(self, folded: str) -> int | None:
        """The number of a word."""
        place = bisect_left(self.words, folded)
        return place if place < len(self.words) and self.words[place] == folded else None

    def beginning_with(self, folded: str) -> slice:
        """The numbers of the words with a beginning."""
        return slice(bisect_left(self.words, folded), bisect_left(self.words, folded + AFTER_ALL))

    def found_in(self, number: int) -> int:
        """How many articles hold the stem of this number."""
        starts = self.posting_starts
        return int(starts[number + 1]) - int(starts[number])

    def holds(self, article: int, stems: Sequence[str]) -> bool:
        """Whether an article holds all of some stems."""
        postings = [self.posting(one) for one in stems]
        return all(posting is not None and _is_in(posting.articles, article) for posting in postings)

    def wholes(self, number: int) -> Numbers:
        """The compounds that the stem of this number is a part of."""
        return self._row("wholes", "whole_starts", number)

    def tokens(self, article: int) -> Numbers:
        """The words of an article by number, `BREAK` after each passage; passages as in `Passages`."""
        return self._row("tokens", "token_starts", article)

    def title(self, article: int) -> str:
        """The title of an article."""
        return self._text(int(self._columns["text_starts"][article]))

    def sections(self, article: int) -> int:
        """How many sections an article has, at least one."""
        first, end = self._columns["text_starts"][article : article + 2].tolist()
        return int(end - first) // 3

    def section(self, article: int, number: int) -> StoredSection:
        """A section of an article."""
        row = int(self._columns["text_starts"][article]) + 1 + 3 * number
        return StoredSection(self._text(row), self._text(row + 1), self._text(row + 2))

    def _text(self, row: int) -> str:
        first, end = self._columns["text_row_starts"][row : row + 2].tolist()
        return self._texts[first:end].tobytes().decode("utf-8")

    def named_stems(self, article: int) -> Numbers:
        """The numbers of all stems in the names of an article."""
        first, end = self._columns["name_starts"][article : article + 2]
        starts = self._columns["name_stem_starts"]
        return self._columns["name_stems"][int(starts[first]) : int(starts[end])]

    def names(self, article: int) -> Iterator[Sequence[int]]:
        """The names of an article, each as the numbers of its stems."""
        starts = self._columns["name_starts"]
        for name in range(int(starts[article]), int(starts[article + 1])):
            yield self._row("name_stems", "name_stem_starts", name).tolist()

    def _row(self, values: str, starts: str, number: int) -> Numbers:
        first, end = self._columns[starts][number : number + 2]
        return self._columns[values][int(first) : int(end)]


def _is_in(ordered: Numbers, number: int) -> bool:
    place = int(ordered.searchsorted(np.uint32(number)))
    return place < len(ordered) and int(ordered[place]) == number
