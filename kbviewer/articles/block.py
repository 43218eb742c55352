"""The block tree of a Markdown text, before inline text is read."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

Kind = Literal["document", "quote", "list", "item", "paragraph", "heading", "code", "html", "rule", "table", "note"]

CONTAINERS = frozenset(("document", "quote", "list", "item", "note"))


@dataclass(slots=True)
class Block:
    """One block. ``first`` and ``last`` are the lines of its content, counted from 1.

    ``lines`` is the text of a leaf; ``level`` a heading's level, an ordered list's start number or a code
    block's fence length; ``marker`` a list's bullet or delimiter, a code block's fence or a footnote's name;
    ``indent`` the columns an item's content or a fence is indented by; ``rows`` and ``aligns`` belong to a table, and
    no line of ``no_table`` makes one: it is indented as code, or went on with a paragraph it does not stand in.
    """

    kind: Kind
    first: int
    last: int = 0
    level: int = 0
    marker: str = ""
    indent: int = 0
    lines: list[str] = field(default_factory=list)
    children: list["Block"] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    aligns: list[str] = field(default_factory=list)
    no_table: set[int] = field(default_factory=set)
    is_open: bool = True

    @property
    def ordered(self) -> bool:
        """Whether a list is numbered."""
        return self.marker in (".", ")")

    def tip(self) -> "Block":
        """The innermost open block below and including this one."""
        block = self
        while block.children and block.children[-1].is_open:
            block = block.children[-1]
        return block

    def is_tight(self) -> bool:
        """Whether no blank line stands between a list's items or between the blocks of an item."""
        blocks = [self, *self.children]
        return all(_is_close(one, two) for block in blocks for one, two in pairwise(block.children))


def _is_close(one: Block, two: Block) -> bool:
    return two.first - end_line(one) <= 1


def end_line(block: Block) -> int:
    """The last line with content in a block or below it."""
    return max([block.last, *(end_line(child) for child in block.children[-1:])])
