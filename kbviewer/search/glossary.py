"""Finds words of a glossary in texts, in any form a search would find them in."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from kbviewer.articles.glossary import Entry
from kbviewer.search.analysis import WORD, fold, stem
from kbviewer.search.invisible import INVISIBLE

BETWEEN = f" -\u2010\u2011\n\u00a0{INVISIBLE}"
"""What may stand between the words of one term."""

Stems = tuple[str, ...]


class Explained(NamedTuple):
    """A term at ``[start, end)`` of a text. ``entry`` tells which one it is, by its number."""

    start: int
    end: int
    entry: int
    explanation: str


class Glossary:
    """Entries ready to be found; of two with the same name the later one holds."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries = tuple(entries)
        self._by_stems: dict[Stems, int] = {}
        for number, entry in enumerate(self._entries):
            self._by_stems.update((stems, number) for name in entry.names if (stems := _stems(name)))
        self._lengths: dict[str, tuple[int, ...]] = {}
        """By first stem how many words its terms have, the longest first."""
        for stems in self._by_stems:
            held = {*self._lengths.get(stems[0], ()), len(stems)}
            self._lengths[stems[0]] = tuple(sorted(held, reverse=True))

    def finder(self, about: Sequence[str]) -> Callable[[str], Iterator[Explained]]:
        """Finds terms in the texts of an article, but not those its title or another name of it (``about``) holds."""
        known = {found.entry for name in about for found in self._find(name, frozenset())}
        return lambda text: self._find(text, known)

    def _find(self, text: str, known: Set[int]) -> Iterator[Explained]:
        places = list(WORD.finditer(text))
        stems = [stem(fold(place.group())) for place in places]
        past = 0
        for at, first in enumerate(stems):
            if first not in self._lengths or at < past:
                continue
            for length in self._lengths[first]:
                number = self._by_stems.get(tuple(stems[at : at + length]))
                if number is not None and _stand_together(text, places[at : at + length]):
                    past = at + length
                    if number not in known:
                        end = places[past - 1].end()
                        yield Explained(places[at].start(), end, number, self._entries[number].explanation)
                    break


def _stems(name: str) -> Stems:
    return tuple(stem(fold(word)) for word in WORD.findall(name))


def _stand_together(text: str, places: Sequence[re.Match[str]]) -> bool:
    return all(not text[one.end() : two.start()].strip(BETWEEN) for one, two in pairwise(places))
