"""A passage of an article: where it stands on the page, and its words. `anchoring.py` looks for it."""

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Part of the text of a block of a page: code points ``[start, end)``."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage: its text, one line per block, and a little of what stands before and after it."""

    exact: str
    before: str = ""
    after: str = ""
