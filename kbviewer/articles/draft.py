"""An article's file as its author wrote it: what problems are looked up in, so that each gets its line."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import unquote

from kbviewer.articles.article import Problem, SourceFile
from kbviewer.articles.block import Block, end_line
from kbviewer.articles.blocks import parse_blocks
from kbviewer.articles.frontmatter import FrontMatter
from kbviewer.articles.keys import IGNORE

_MAY_BE_CODE = re.compile(r"```|~~~|^(?: {4}|\t)", re.M)


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a file and its parts. ``first`` is the line, counted from 1, that ``body`` begins on."""

    source: SourceFile
    text: str
    matter: FrontMatter
    body: str
    first: int

    @property
    def ignored(self) -> frozenset[str]:
        """The rules that the owner silences for this article, as written."""
        return frozenset(self.matter.items(IGNORE))

    def problem(self, rule: str, line: int = 0, **values: str) -> Problem:
        """Something to mend in this file."""
        return Problem(self.source.relative, line, rule, tuple(values.items()))

    def key_line(self, key: str) -> int:
        """The line of a key of the front matter; 0 when there is none."""
        return self.matter.lines.get(key.lower(), 0)

    def value_lines(self, key: str, value: str) -> list[int]:
        """The lines below a key that hold one of its values, as a whole."""
        whole = re.compile(rf"(?<![\w-]){re.escape(value)}(?![\w/-])")
        lines = self.text.split("\n")[: self.first - 1]
        start = self.key_line(key)
        return [number for number, line in enumerate(lines, 1) if number >= start and whole.search(line)]


class Lines:
    """Looks up on which lines of a draft's body a text stands, one place after the other. Code is passed over."""

    def __init__(self, draft: Draft) -> None:
        lines = [unquote(line) for line in draft.body.split("\n")]
        self._first = draft.first
        self._asked: Counter[str] = Counter()
        if _MAY_BE_CODE.search(draft.body):
            for code in leaves(parse_blocks(draft.body)[0], "code"):
                for number in range(code.first, end_line(code) + 1):
                    lines[number - 1] = ""
        self._text = "\n".join(lines)
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def find(self, text: str) -> int:
        """The line of the next place that holds ``text``, not as the beginning of a longer name.

        Each call with the same text goes one place on; there are no more after the last, which is told again.
        0 when there is none. Percent-encoding makes no difference.
        """
        wanted = re.escape(unquote(text))
        found = [match.start() for match in re.finditer(rf"{wanted}(?![\w/-])", self._text)]
        place = self._asked[text]
        self._asked[text] += 1
        return self._first + bisect_right(self._starts, found[min(place, len(found) - 1)]) - 1 if found else 0


def leaves(block: Block, *kinds: str) -> Iterator[Block]:
    """The blocks of some kinds below a block, in the order of the text."""
    for child in block.children:
        if child.kind in kinds:
            yield child
        yield from leaves(child, *kinds)
