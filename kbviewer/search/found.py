"""Where the words of a query stand. Without NumPy: the notes of a person are searched for the same way."""

from typing import NamedTuple


class Match(NamedTuple):
    """A word of a text that stands for the clause of that number; its place is ``[start, end)``."""

    clause: int
    start: int
    end: int


class Found(NamedTuple):
    """A word of an article that stands for a clause: its passage, place among the passage's words, and number."""

    clause: int
    passage: int
    place: int
    word: int
