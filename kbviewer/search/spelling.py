"""Words of the library that a misspelt word may have been meant for.

Spellings that share the most pairs of letters with the typed one are looked at more closely: with optimal string
alignment distance (Damerau's four slips, each letter touched once) they may be one slip away from 4 letters on, two
from 8. Danish endings that the library never uses with a word are no slips. Then slips are weighed: neighbours on a
Danish keyboard and swapped letters are commoner than others, and a first letter is mostly right.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from kbviewer.search.analysis import plain, unspell

SHORTEST = 4
"""Letters of a word that may hold one slip."""

SHORTEST_WITH_TWO = 8

LOOKED_AT = 120
"""Spellings compared letter by letter."""

WEIGHED = 12
"""Of these, those with the fewest slips are weighed."""

SWAP, NEIGHBOUR, LAZY, DOUBLE, OTHER, FIRST = 0.7, 0.7, 0.3, 0.6, 1.0, 0.5
"""Costs of a slip: two letters swapped, the key beside it, a o e for å ø æ, a letter doubled or halved, any other;
and how much more it costs at the first letter."""

ENDING = 0.1
"""Cost of an ending that the library does not use with the word."""

ENDINGS = "e en ens er ere erede eren erne ernes ers es et ets ede ende ene enes n ne nes s t te"
"""What Danish inflection puts behind a stem."""

_ROWS = ("1234567890+", "qwertyuiopå", "asdfghjklæø", "zxcvbnm,.-")
_LAZY = frozenset({"åa", "aå", "øo", "oø", "æa", "aæ", "æe", "eæ"})
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_SIZE = len(_LETTERS) + 2
_CODES = np.full(0x110000, _SIZE - 1, np.uint16)
_CODES[[ord(letter) for letter in _LETTERS]] = np.arange(1, len(_LETTERS) + 1)
_CODES[[ord("\n")]] = 0

Numbers = npt.NDArray[np.uint32]


class Correction(NamedTuple):
    """A spelling of the library, by its number, and how unlike the typed word it is: 0 the same, about 1 a slip."""

    spelling: int
    cost: float


class Pairs(NamedTuple):
    """By pair of letters, the numbers of the spellings that hold it."""

    starts: Numbers
    spellings: Numbers


def letter_pairs(spellings: Sequence[str]) -> Pairs:
    """Lists the pairs of letters of some spellings, their ends counted as letters."""
    pairs, owners = _pairs("\n".join(spellings))
    keys = np.unique(pairs.astype(np.uint64) * np.uint64(max(1, len(spellings))) + owners)
    starts = np.searchsorted(keys, np.arange(_SIZE * _SIZE + 1, dtype=np.uint64) * np.uint64(max(1, len(spellings))))
    return Pairs(starts.astype(np.uint32), (keys % np.uint64(max(1, len(spellings)))).astype(np.uint32))


def _pairs(lines: str) -> tuple[Numbers, Numbers]:
    """Every pair of letters of some lines, with the number of its line."""
    codes = _CODES[np.frombuffer(f"\n{lines}\n".encode("utf-32-le"), np.uint32)].astype(np.uint32)
    owners = np.cumsum(codes == 0, dtype=np.uint32)[:-1] - np.uint32(1)
    return codes[:-1] * np.uint32(_SIZE) + codes[1:], owners


class Speller:
    """Knows some words, folded, by their `plain` spellings and the letter pairs of these."""

    def __init__(self, spellings: Sequence[str], words: Sequence[str], pairs: Pairs) -> None:
        self._spellings, self._words, self._pairs = spellings, words, pairs
        self._lengths = np.fromiter(map(len, spellings), np.int64)

    def corrections(self, folded: str) -> list[Correction]:
        """The spellings that a folded word may have been meant for, likeliest first, however often they are used.

        "koesrbaand" holds no ø, "koeknet" does: both readings of the word are tried.
        """
        found: dict[int, float] = {}
        for key in dict.fromkeys((plain(folded), folded)):
            for number, cost in self._like(folded, key).items():
                found[number] = min(cost, found.get(number, cost))
        return sorted((Correction(*one) for one in found.items()), key=lambda one: one.cost)

    def _like(self, folded: str, key: str) -> dict[int, float]:
        slips = 0 if len(key) < SHORTEST else 1 if len(key) < SHORTEST_WITH_TWO else 2
        near = self._near(key) if slips else []
        cuts = [(number, cut) for number in near for cut in self._cuts(key, self._spellings[number], slips)]
        if not cuts:
            return {}
        distances = cpdist(
            [key[:cut] for _, cut in cuts], [self._spellings[number] for number, _ in cuts], scorer=OSA.distance
        )
        found: dict[int, tuple[int, int]] = {}
        for (number, cut), distance in zip(cuts, distances.tolist(), strict=True):
            made = distance + _ending_slips(key[cut:])
            if made <= slips and made < found.get(number, (slips + 1, 0))[0]:
                found[number] = (made, cut)
        nearest = sorted(found, key=lambda number: found[number][0])[:WEIGHED]
        return {number: self._cost(folded, key, number, found[number][1]) for number in nearest}

    def _near(self, key: str) -> list[int]:
        """The spellings that share the most pairs of letters with a key."""
        starts, spellings = self._pairs
        typed, _ = _pairs(key)
        rows = [spellings[starts[pair] : starts[pair + 1]] for pair in dict.fromkeys(typed.tolist())]
        shared = np.bincount(np.concatenate(rows), minlength=len(self._spellings))
        likeness = shared / (len(key) + self._lengths + 2)  # Dice's coefficient, halved
        most = np.argpartition(-likeness, LOOKED_AT)[:LOOKED_AT] if len(shared) > LOOKED_AT else np.flatnonzero(shared)
        near: list[int] = most.tolist()
        return near

    @staticmethod
    def _cuts(key: str, spelling: str, slips: int) -> list[int]:
        """Where the typed key may go over into an ending that the spelling does not have."""
        if len(spelling) > len(key) + slips or len(spelling) < 3:
            return []
        whole = [len(key)] if len(spelling) >= len(key) - slips else []
        first, last = max(3, len(spelling) - 1), min(len(key) - 1, len(spelling) + 1)
        return whole + [cut for cut in range(first, last + 1) if _ending_slips(key[cut:]) <= slips]

    def _cost(self, folded: str, key: str, number: int, cut: int) -> float:
        tail = key[cut:]
        head = unspell(folded if not tail else folded[: len(folded) - (len(key) - cut)])
        cost = _cost(head, unspell(self._words[number]))
        return cost + (ENDING + _ending_slips(tail) if tail else 0.0)


@lru_cache(1 << 12)
def _ending_slips(tail: str) -> int:
    """How many slips make a tail a Danish ending."""
    if not tail or tail in _ENDINGS:
        return 0
    return min(OSA.distance(tail, ending) for ending in _ENDINGS)


def _cost(typed: str, meant: str) -> float:
    """Weighted optimal string alignment distance of what is left when a common beginning and end are cut off."""
    start = next(
        (at for at, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant))
    )
    before = typed[start - 1] if start else ""
    a, b = typed[start:], meant[start:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return _aligned(before, a, b) + (FIRST if not start and (a or b) else 0.0)


def _aligned(before: str, a: str, b: str) -> float:
    rows = [[_steps(before, b[:width]) for width in range(len(b) + 1)]]
    for i in range(1, len(a) + 1):
        row = [_steps(before, a[:i])]
        for j in range(1, len(b) + 1):
            best = min(
                rows[i - 1][j] + _single(a, i - 1, before),
                row[j - 1] + _single(b, j - 1, before),
                rows[i - 1][j - 1] + _substitution(a[i - 1], b[j - 1]),
            )
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, rows[i - 2][j - 2] + SWAP)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _steps(before: str, letters: str) -> float:
    return sum(_single(letters, at, before) for at in range(len(letters)))


def _single(letters: str, at: int, before: str) -> float:
    """Cost of a letter too many or too few."""
    return DOUBLE if letters[at] == (letters[at - 1] if at else before) else OTHER


def _substitution(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if a + b in _LAZY:
        return LAZY
    return NEIGHBOUR if a + b in _NEIGHBOURS else OTHER


def _neighbours() -> frozenset[str]:
    places = {key: (row, column) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    return frozenset(
        a + b
        for a, (row, column) in places.items()
        for b, (other_row, other_column) in places.items()
        if a != b and abs(row - other_row) <= 1 and abs(column - other_column) <= 1
    )


_NEIGHBOURS = _neighbours()
_ENDINGS = frozenset(ENDINGS.split())
