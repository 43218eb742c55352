"""HTML that an author wrote into an article and that its page does not have: removed, or shown as text."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from kbviewer.articles.article import Problem
from kbviewer.articles.block import Block
from kbviewer.articles.blocks import parse_blocks
from kbviewer.articles.draft import Draft, Lines, leaves
from kbviewer.articles.markup import SWALLOWING, is_left_open, keeps, keeps_address

LONGEST_SHOWN = 40
"""Letters of a value that a message quotes."""

_HAS_TAG = re.compile(r"<[A-Za-z/]|\]\([^\s)]*:|^\s{0,3}\[[^\]]+\]:", re.M)
_TAG = re.compile("[a-z][a-z0-9-]*")
_HIDDEN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|\\[<\[]", re.S)
"""Code inside a text, and marks that a backslash makes plain text."""
_ADDRESS = re.compile(r"\]\(\s*<?([A-Za-z][\w+.-]*:[^()<>\n]*)")
"""An address with a scheme. Python-Markdown takes spaces in it too, where CommonMark reads text."""
_ADDRESSES = ("href", "src")


class _Reader(HTMLParser):
    """Collects what the sanitiser takes out of some HTML, each with its line, counted from 1."""

    def __init__(self) -> None:
        super().__init__()
        self.removed: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not _TAG.fullmatch(tag):
            return  # an address between angle brackets
        line = self.getpos()[0]
        if not keeps(tag):
            self.removed.append((line, f"<{tag}>"))
            return
        for name, value in attrs:
            written = f'{name}="{(value or "")[:LONGEST_SHOWN]}"'
            if not keeps(tag, name) or (name in _ADDRESSES and not keeps_address(value or "")):
                self.removed.append((line, written))


def check_html(draft: Draft) -> Iterator[Problem]:
    """Every tag, attribute and address that the page does not have, once for each line."""
    if not _HAS_TAG.search(draft.body):
        return
    document, definitions = parse_blocks(draft.body)
    found = (one for block in leaves(document, *_READ) for one in _in_block(block))
    for rule, line, what in dict.fromkeys(found):
        yield draft.problem(rule, draft.first + line - 1, what=what)
    for address, _title in definitions.values():
        if not keeps_address(address):
            yield draft.problem("html_removed", Lines(draft).find(address), what=address[:LONGEST_SHOWN])


_READ = ("html", "paragraph", "heading", "table")


def _in_block(block: Block) -> Iterator[tuple[str, int, str]]:
    """What is wrong in one block: rule, line of the body, and what it is about."""
    if block.kind != "html":
        yield from _in_text(block)
        return
    raw = "\n".join(block.lines)
    if is_left_open(raw):
        yield "html_open", block.first, raw.strip().split("\n")[0][:LONGEST_SHOWN]
        return
    for line, what in _removed(raw):
        yield "html_removed", block.first + line - 1, what


def _in_text(block: Block) -> Iterator[tuple[str, int, str]]:
    """What is wrong in text with tags inside it, where a tag that swallows what follows is shown as text."""
    text = _HIDDEN.sub(_blank, _written(block))
    for line, what in _removed(text):
        shown = what.strip("<>") in SWALLOWING
        yield "html_open" if shown else "html_removed", block.first + line - 1, what
    for found in _ADDRESS.finditer(text):
        if not keeps_address(found[1]):
            yield "html_removed", block.first + text.count("\n", 0, found.start()), found[1][:LONGEST_SHOWN]


def _written(block: Block) -> str:
    """The text of a block, line for line as in the file; a table's second line parts its head from its rows."""
    if block.kind != "table":
        return "\n".join(block.lines)
    head, *rows = (" | ".join(row) for row in block.rows)
    return "\n".join((head, "", *rows))


def _blank(hidden: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", hidden[0])


def _removed(html: str) -> list[tuple[int, str]]:
    reader = _Reader()
    reader.feed(html)
    return reader.removed
