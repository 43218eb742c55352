"""Words that a stray space has split in two: "smer tefuld" for "smertefuld".

Two neighbours are taken for one word when all of this holds:

- together they are a word: the library has it at least `OFTEN` times, or shipped texts have it, or it is a known word
  and a known word or ending that meet elsewhere than at the space ("smerte" + "fuld")
- at least one of them stands nowhere else as a word, nor does a form of it; for a word that the library has too
  seldom, neither does. So two that stand apart more than once are left alone: somebody means it
- the text is not English, as titles in lists of literature are
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from kbviewer.articles.article import Article

OFTEN = 3
"""Times that a library has a word before one of its halves is enough to know it by."""

SHORTEST = 6
"""Letters of a word that is looked for."""

SHORTEST_PART = 4
"""Letters of a known word inside another."""

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(("of", "the", "and", "with"))
_FORMS = (
    "ernes", "erne", "enes", "ene", "ende", "ens", "ets", "ers", "ede", "er", "en", "et", "es", "te", "de", "e", "s",
    "r", "n", "t",
)  # fmt: skip
"""What inflection puts at the end of a word."""
_BECOMES = ("erne", "ene", "er", "en", "et", "e", "s", "r", "n")
"""What a base form may get; fewer, as "smer" is no form of "smerte"."""
_ENDINGS = frozenset(
    ("fuld", "fulde", "fuldt", "løs", "løse", "løst", "lig", "lige", "ligt", "hed", "heden", "heder", "ning", "ningen",
     "ninger", "else", "elsen", "elser", "skab", "bar", "bare", "fri", "som", "somme")
)  # fmt: skip
"""What makes another word of a word."""


class Pair(NamedTuple):
    """Two words with nothing but a space between them, as written, and in lower case joined to one."""

    first: str
    second: str

    @property
    def key(self) -> tuple[str, str]:
        return self.first.casefold(), self.second.casefold()

    @property
    def joined(self) -> str:
        return self.first + self.second


class Lexicon:
    """The words of a library, and those of ``shipped`` texts, a term or a phrase each."""

    def __init__(self, articles: Iterable[Article], shipped: Iterable[str] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self._shipped: set[str] = set()
        for text in shipped:
            self._shipped.update(_words(text))
        for article in articles:
            for text in texts_of(article):
                self._counts.update(_words(text))

    def split_words(self, article: Article) -> Iterator[Pair]:
        """The words of an article of this library that are split in two, in the order of the text."""
        for text in texts_of(article):
            if _ENGLISH.isdisjoint(_words(text)):
                yield from filter(self._is_split, _pairs(text))

    def _is_split(self, pair: Pair) -> bool:
        word = pair.joined.casefold()
        if len(word) < SHORTEST or not pair.second.islower():
            return False
        strangers = sum(map(self._is_strange, pair.key))
        if self._counts[word] >= OFTEN:
            return strangers > 0
        return strangers == len(pair) and (word in self._shipped or self._is_built(word, len(pair.first)))

    def _is_strange(self, half: str) -> bool:
        """Whether the half of a pair stands nowhere but in the pair, nor does another form of it."""
        stems = (half.removesuffix(ending) for ending in _FORMS if half.endswith(ending))
        others = [stem for stem in stems if len(stem) >= SHORTEST_PART - 1] + [half + ending for ending in _BECOMES]
        return self._counts[half] <= 1 and half not in self._shipped and not any(map(self._knows, others))

    def _is_built(self, word: str, space: int) -> bool:
        """Whether a word is made of two that meet elsewhere than at the space."""
        places = (place for place in range(SHORTEST_PART, len(word) - 2) if place != space)
        return any(self._knows(word[:place]) and self._may_end(word[place:]) for place in places)

    def _may_end(self, tail: str) -> bool:
        return tail in _ENDINGS or (len(tail) >= SHORTEST_PART and self._knows(tail))

    def _knows(self, word: str) -> bool:
        return self._counts[word] > 0 or word in self._shipped


def texts_of(article: Article) -> Iterator[str]:
    """Every heading and block of an article as plain text."""
    for section in article.sections:
        yield section.title
        yield from section.text.split("\n")


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _pairs(text: str) -> Iterator[Pair]:
    found = list(_WORD.finditer(text))
    for one, two in pairwise(found):
        if text[one.end() : two.start()] == " ":
            yield Pair(one[0], two[0])
