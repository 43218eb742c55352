"""CommonMark's block structure (spec 0.31, appendix "A parsing strategy") with GFM tables and footnotes.

Python-Markdown's own block parser reads a list right under a paragraph, or items nested by two or three spaces,
otherwise than the renderers people write for; this one reads them alike. Inline text is left as it stands.
"""

import re
from collections.abc import Sequence

from kbviewer.articles import leaves
from kbviewer.articles.block import CONTAINERS, Block

NOTE_INDENT = 4
"""Columns by which a footnote goes on."""

DEEPEST = 40
"""Containers within containers; deeper ones are read as text, so that no input can exhaust the stack."""

_PREFIX = re.compile(r"[ \t>*+\-.)0-9]*")

Definitions = dict[str, tuple[str, str]]


def parse_blocks(text: str) -> tuple[Block, Definitions]:
    """The block tree of a text, and its link definitions: name -> (address, title)."""
    lines = re.split(r"\r\n|\n|\r", text)
    parser = _Parser(lines)
    for number, line in enumerate(lines, 1):
        prefix = _PREFIX.match(line)
        assert prefix is not None
        parser.read(number, prefix[0].expandtabs(4) + line[prefix.end() :])
    parser.close(parser.document)
    return parser.document, parser.definitions


class _Parser:
    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._last_ends: dict[int, int] = {}
        self.document = Block("document", 1)
        self.definitions: Definitions = {}
        self.number = 0
        self.line = ""
        self.at = 0

    # --- the line at hand ---

    @property
    def rest(self) -> str:
        return self.line[self.at :]

    @property
    def indent(self) -> int:
        return len(self.rest) - len(self.rest.lstrip(" "))

    @property
    def is_blank(self) -> bool:
        return not self.rest.strip(" \t")

    def read(self, number: int, line: str) -> None:
        self.number, self.line, self.at = number, line, 0
        container, ended = self._continue()
        if ended:
            return
        unmatched = container.children[-1] if container.children and container.children[-1].is_open else None
        tip = self.document.tip()
        container, started = self._start_blocks(container, unmatched)
        lazy = unmatched is not None and not started and tip.kind == "paragraph" and not self.is_blank
        if lazy and tip.is_open:
            self._add_line(tip)
            tip.no_table.add(number)
            return
        if unmatched is not None and unmatched.is_open:
            self.close(unmatched)
        self._add_text(container)

    # --- blocks that go on ---

    def _continue(self) -> tuple[Block, bool]:
        """The deepest open block that this line belongs to, and whether the line is used up."""
        block = self.document
        while block.children and block.children[-1].is_open:
            child = block.children[-1]
            going_on = self._goes_on(child)
            if going_on is None:
                self.close(child)
                return block, True
            if not going_on:
                break
            block = child
        return block, False

    def _goes_on(self, block: Block) -> bool | None:
        """Whether ``block`` goes on with this line; None when the line closes it."""
        if block.kind == "quote":
            return self._take_quote_marker()
        if block.kind in ("item", "note"):
            return self._is_inside(block)
        if block.kind == "code":
            return self._fence_goes_on(block) if block.marker else self._indented_code_goes_on()
        if block.kind == "html":
            return not (self.is_blank and block.level >= leaves.UNTIL_BLANK)
        return block.kind == "list" or (block.kind == "paragraph" and not self.is_blank)

    def _take_quote_marker(self) -> bool:
        if self.indent > 3 or not self.rest.lstrip(" ").startswith(">"):
            return False
        self.at += self.indent + 1
        if self.rest.startswith(" "):
            self.at += 1
        return True

    def _is_inside(self, block: Block) -> bool:
        if self.is_blank:
            self.at += self.indent
            return bool(block.children) or block.kind == "note"
        if self.indent < block.indent:
            return False
        self.at += block.indent
        return True

    def _fence_goes_on(self, code: Block) -> bool | None:
        closing = self.rest.strip(" \t")
        if self.indent <= 3 and len(closing) >= code.level and set(closing) == {code.marker}:
            code.last = self.number
            return None
        self.at += min(self.indent, code.indent)
        return True

    def _indented_code_goes_on(self) -> bool:
        if self.indent >= 4:
            self.at += 4
            return True
        if self.is_blank:
            self.at += self.indent
            return True
        return False

    # --- blocks that begin ---

    def _start_blocks(self, container: Block, unmatched: Block | None) -> tuple[Block, bool]:
        started = False
        depth = self._depth(container)
        while container.kind in CONTAINERS or container.kind == "paragraph":
            begun = None if depth > DEEPEST else self._start(container, unmatched)
            if begun is None:
                break
            unmatched, started, container, depth = None, True, begun, depth + 1
        return container, started

    def _depth(self, container: Block) -> int:
        depth, block = 0, self.document
        while block is not container:
            depth, block = depth + 1, block.children[-1]
        return depth

    def _start(self, container: Block, unmatched: Block | None) -> Block | None:
        """The block that begins here, closed off from what went before; None when it is only text."""
        text = self.rest.lstrip(" ")
        if self.indent > 3:
            return self._start_indented_code(container, unmatched)
        if not text:
            return None
        if text[0] == ">":
            quote = self._open(container, unmatched, Block("quote", self.number, self.number))
            self._take_quote_marker()
            return quote
        return (
            self._start_heading(container, unmatched, text)
            or self._start_fence(container, unmatched, text)
            or self._start_html(container, unmatched, text)
            or self._start_setext(container, text)
            or self._start_rule(container, unmatched, text)
            or self._start_note(container, unmatched, text)
            or self._start_item(container, unmatched, text)
        )

    def _start_indented_code(self, container: Block, unmatched: Block | None) -> Block | None:
        if self.document.tip().kind == "paragraph" or self.is_blank:
            return None
        self.at += 4
        return self._open(container, unmatched, Block("code", self.number))

    def _start_heading(self, container: Block, unmatched: Block | None, text: str) -> Block | None:
        found = leaves.ATX.match(text)
        if not found:
            return None
        title = leaves.CLOSING_HASHES.sub("", found[2].strip())
        heading = Block("heading", self.number, self.number, level=len(found[1]), lines=[title.strip()])
        self.at = len(self.line)
        return self._open(container, unmatched, heading)

    def _start_fence(self, container: Block, unmatched: Block | None, text: str) -> Block | None:
        found = leaves.FENCE.match(text)
        if not found:
            return None
        fence = found[1] or found[3]
        code = Block("code", self.number, self.number, level=len(fence), marker=fence[0], indent=self.indent)
        self.at = len(self.line)
        return self._open(container, unmatched, code)

    def _start_html(self, container: Block, unmatched: Block | None, text: str) -> Block | None:
        kind = leaves.html_kind(text)
        in_paragraph = container.kind == "paragraph" or self.document.tip().kind == "paragraph"
        if not kind or (kind == leaves.LONE_TAG and in_paragraph):
            return None
        if kind < leaves.UNTIL_BLANK and not self._ends_later(kind):
            kind = leaves.UNTIL_BLANK  # else a forgotten end would take all that follows for HTML
        return self._open(container, unmatched, Block("html", self.number, level=kind))

    def _ends_later(self, kind: int) -> bool:
        """Whether this line or a later one ends an HTML block of ``kind``."""
        if kind not in self._last_ends:
            numbers = range(len(self._lines), self.number - 1, -1)
            ends = (number for number in numbers if leaves.html_ends(kind, self._lines[number - 1]))
            self._last_ends[kind] = next(ends, 0)
        return self._last_ends[kind] >= self.number

    def _start_setext(self, container: Block, text: str) -> Block | None:
        found = leaves.SETEXT.match(text)
        if not found or container.kind != "paragraph":
            return None
        self._take_definitions(container)
        if not container.lines or leaves.holds_table(container):
            return None
        container.kind, container.level = "heading", 1 if text[0] == "=" else 2
        container.lines = ["\n".join(container.lines)]
        container.last = self.number
        self.at = len(self.line)
        return container

    def _start_rule(self, container: Block, unmatched: Block | None, text: str) -> Block | None:
        if not leaves.RULE.match(text):
            return None
        self.at = len(self.line)
        return self._open(container, unmatched, Block("rule", self.number, self.number))

    def _start_note(self, container: Block, unmatched: Block | None, text: str) -> Block | None:
        found = leaves.NOTE.match(text)
        if not found:
            return None
        self.at += self.indent + found.end()
        note = Block("note", self.number, self.number, marker=found[1], indent=NOTE_INDENT)
        return self._open(container, unmatched, note)

    def _start_item(self, container: Block, unmatched: Block | None, text: str) -> Block | None:
        bullet, number = leaves.BULLET.match(text), leaves.NUMBER.match(text)
        found = bullet or number
        if not found:
            return None
        content = text[found.end() :]
        if container.kind == "paragraph" and (not content.strip() or (number and int(number[1]) != 1)):
            return None
        marker, start = (found[0], 0) if bullet else (number[2], int(number[1])) if number else ("", 0)
        width = self._marker_width(found.end(), content)
        offset = self.indent
        items = self._list_for(container, unmatched, marker, start)
        self.at = min(len(self.line), self.at + offset + width)
        item = Block("item", self.number, self.number, indent=offset + width)
        items.children.append(item)
        return item

    def _marker_width(self, marker: int, content: str) -> int:
        spaces = len(content) - len(content.lstrip(" "))
        return marker + (spaces if 1 <= spaces <= 4 and content.strip() else 1)

    def _list_for(self, container: Block, unmatched: Block | None, marker: str, start: int) -> Block:
        last = container.children[-1] if container.children else None
        if container.kind == "list" and container.marker == marker:
            if unmatched is not None:
                self.close(unmatched)
            return container
        if last is not None and last.kind == "list" and last.is_open and last.marker == marker:
            self.close(last.children[-1])
            return last
        return self._open(container, unmatched, Block("list", self.number, level=start, marker=marker))

    def _open(self, container: Block, unmatched: Block | None, block: Block) -> Block:
        if unmatched is not None and unmatched.is_open:
            self.close(unmatched)
        while container.kind not in CONTAINERS or (container.kind == "list" and block.kind != "item"):
            self.close(container)
            container = self._parent(container)
        container.children.append(block)
        return block

    def _parent(self, block: Block) -> Block:
        parent = self.document
        while block not in parent.children[-2:]:
            parent = parent.children[-1]
        return parent

    # --- text ---

    def _add_text(self, container: Block) -> None:
        if container.kind in ("code", "html"):
            self._add_leaf_line(container)
        elif container.kind == "paragraph":
            self._add_line(container)
        elif container.kind in CONTAINERS and not self.is_blank:
            paragraph = self._open(container, None, Block("paragraph", self.number))
            self._add_line(paragraph)

    def _add_line(self, paragraph: Block) -> None:
        if self.indent > 3:
            paragraph.no_table.add(self.number)
        paragraph.lines.append(self.rest.lstrip(" \t"))
        paragraph.last = self.number

    def _add_leaf_line(self, block: Block) -> None:
        if block.marker and block.first == self.number:
            return  # the opening fence itself
        block.lines.append(self.rest)
        if self.rest.strip() or block.marker:
            block.last = self.number
        if block.kind == "html" and leaves.html_ends(block.level, self.rest):
            self.close(block)

    # --- closing ---

    def close(self, block: Block) -> None:
        """Close a block and all open ones below it."""
        if block.children and block.children[-1].is_open:
            self.close(block.children[-1])
        block.is_open = False
        if block.kind == "code" and not block.marker:
            while block.lines and not block.lines[-1].strip():
                block.lines.pop()
        block.children = [made for child in block.children for made in self._finished(child)]

    def _finished(self, block: Block) -> list[Block]:
        """What a closed block turns out to be: a paragraph may hold definitions or a table."""
        if block.kind != "paragraph" or block.is_open:
            return [block]
        self._take_definitions(block)
        return leaves.split_table(block) if block.lines else []

    def _take_definitions(self, paragraph: Block) -> None:
        while paragraph.lines and (found := leaves.definition(paragraph.lines[0])):
            name = " ".join(found[1].casefold().split())
            address = found[2] if found[2] is not None else found[3]
            self.definitions.setdefault(name, (address, found[4] or found[5] or found[6] or ""))
            paragraph.lines.pop(0)
            paragraph.first += 1
