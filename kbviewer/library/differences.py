"""What has changed between two plain texts, word by word, shortened to the changed blocks.

`difflib` compares well but takes the square of the length, or worse. So blocks that both texts have just once part the
texts into short pieces first, as in Bram Cohen's patience diff, and only what lies between them is given to it, up to
a limit; what is longer is told as taken away and put in as a whole.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

MOST_COMPARED = 120
"""Blocks, or words of a block, that are compared each with each."""
MOST_SHOWN = 200
"""Changed blocks shown."""
NEAR = 6
"""Blocks that are looked at for the one that a block has become."""
AROUND = 10
"""Words shown before and after a change in its block."""
LONGEST_PIECE = 2000
"""Letters shown of one piece."""
ALIKE = 0.4
"""Likeness from which on a block counts as an edited form of another one."""


class Kind(Enum):
    """What has become of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that have the same fate."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Differences:
    """The changed blocks from the top, each as its pieces, and how many more there are."""

    blocks: tuple[tuple[Piece, ...], ...]
    left_out: int = 0


def differences(saved: str, present: str) -> Differences:
    """What to take from and to put into the text ``saved`` to have ``present``; blocks are its lines."""
    found: list[tuple[Piece, ...]] = []
    left_out = 0
    for before, after in _changes(_blocks(saved), _blocks(present)):
        for pair in _pairs(before, after):
            if len(found) < MOST_SHOWN:
                found.append(_pieces(*pair))
            else:
                left_out += 1
    return Differences(tuple(found), left_out)


def _blocks(text: str) -> list[str]:
    return [block for line in text.splitlines() if (block := " ".join(line.split()))]


Run = tuple[Sequence[str], Sequence[str]]


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """The runs of blocks where two texts differ, on both sides."""
    at, to = 0, 0
    for here, there in (*_anchors(before, after), (len(before), len(after))):
        yield from _short_changes(before[at:here], after[to:there])
        at, to = here + 1, there + 1


def _anchors(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[int, int]]:
    """Places of blocks that stand once in each text, as many as come in the same order in both."""
    once = _once(before).keys() & _once(after).keys()
    there = {block: place for place, block in enumerate(after) if block in once}
    return _rising([(place, there[block]) for place, block in enumerate(before) if block in once])


def _once(blocks: Sequence[str]) -> dict[str, int]:
    return {block: count for block, count in Counter(blocks).items() if count == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The longest run of ``pairs`` whose second numbers rise (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for number, (_here, there) in enumerate(pairs):
        pile = bisect_left(tops, there)
        back.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [there]
        ends[pile : pile + 1] = [number]
    chain = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = back[number]
    return chain[::-1]


def _short_changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    if len(before) > MOST_COMPARED or len(after) > MOST_COMPARED:
        if before != after:
            yield before, after
        return
    for kind, at, here, to, there in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield before[at:here], after[to:there]


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each block with the one it has become; one that was taken away or put in is empty on the other side."""
    at = 0
    for old in before:
        near = range(at, min(at + NEAR, len(after)))
        become = next((place for place in near if _are_alike(old, after[place])), None)
        if become is None:
            yield old, ""
            continue
        yield from (("", new) for new in after[at:become])
        yield old, after[become]
        at = become + 1
    yield from (("", new) for new in after[at:])


def _are_alike(old: str, new: str) -> bool:
    """By the words they share; a block cannot be an edited form of one that has none of its words."""
    left, right = Counter(old.split()), Counter(new.split())
    return 2 * (left & right).total() >= ALIKE * (left.total() + right.total())


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    left, right = old.split(), new.split()
    if not old or not new or max(len(left), len(right)) > MOST_COMPARED * 4:
        whole = (Piece(Kind.REMOVED, _shortened(old)), Piece(Kind.ADDED, _shortened(new)))
        return tuple(piece for piece in whole if piece.text)
    made: list[Piece] = []
    opcodes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for number, (kind, at, here, to, there) in enumerate(opcodes):
        if kind == "equal":
            is_last = number == len(opcodes) - 1
            made.append(Piece(Kind.SAME, _around(left[at:here], is_first=not number, is_last=is_last)))
            continue
        made += [Piece(Kind.REMOVED, " ".join(left[at:here]))] if here > at else []
        made += [Piece(Kind.ADDED, " ".join(right[to:there]))] if there > to else []
    return tuple(made)


def _around(words: Sequence[str], *, is_first: bool, is_last: bool) -> str:
    """Unchanged words, of which only those next to a change are shown."""
    room = AROUND * (2 - is_first - is_last)
    if len(words) <= room + 1:
        return " ".join(words)
    start = [] if is_first else words[:AROUND]
    end = [] if is_last else words[-AROUND:]
    return " ".join([*start, "…", *end])


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_PIECE else f"{text[:LONGEST_PIECE]} …"
