"""Finding in one article's text: the words of the whole search, fold and stem, without an index."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kbviewer.search.analysis import Token, stem, words

SHORTEST_INSIDE = 3
"""Letters; what is shorter must begin a word, for "i" is in every other one."""

Matches = Callable[[str], bool]


class Found(NamedTuple):
    """A hit: the number of the text, and its place ``[start, end)`` there."""

    text: int
    start: int
    end: int


class Finding(NamedTuple):
    """What was found, in order. ``apart``: nowhere side by side, so each hit is one of the words asked for."""

    hits: tuple[Found, ...]
    apart: bool = False


def find(query: str, texts: Sequence[str]) -> Finding:
    """Every place in ``texts`` where the words of ``query`` stand side by side, else where one of them stands.

    A word of the text stands for one asked for if it has the same stem or holds it: "spore" is in "hælsporen".
    A query without a letter or digit is looked for as it is.
    """
    asked = [_matcher(token.text) for token in words(query)]
    if not asked:
        return Finding(tuple(_as_written(query.strip(), texts)))
    found = [list(words(text)) for text in texts]
    together = tuple(_side_by_side(asked, found))
    if together or len(asked) == 1:
        return Finding(together)
    return Finding(tuple(_side_by_side([lambda word: any(matches(word) for matches in asked)], found)), apart=True)


def _matcher(asked: str) -> Matches:
    base = stem(asked)
    if len(asked) < SHORTEST_INSIDE:
        return lambda word: word.startswith(asked)
    return lambda word: asked in word or stem(word) == base


def _side_by_side(asked: Sequence[Matches], found: Sequence[Sequence[Token]]) -> Iterator[Found]:
    for number, tokens in enumerate(found):
        place = 0
        while place + len(asked) <= len(tokens):
            run = tokens[place : place + len(asked)]
            if all(matches(token.text) for matches, token in zip(asked, run, strict=True)):
                yield Found(number, run[0].start, run[-1].end)
                place += len(asked)
            else:
                place += 1


def _as_written(wanted: str, texts: Sequence[str]) -> Iterator[Found]:
    for number, text in enumerate(texts):
        place = text.find(wanted) if wanted else -1
        while place >= 0:
            yield Found(number, place, place + len(wanted))
            place = text.find(wanted, place + len(wanted))
