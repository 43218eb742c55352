"""Markdown -> safe HTML: our block structure, Python-Markdown's inline text, nh3's allow-list.

This file alone imports `markdown`.
"""

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from html import escape
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element, ElementTree, SubElement

import markdown
import nh3
from markdown.blockparser import BlockParser
from markdown.inlinepatterns import HtmlInlineProcessor, SimpleTagInlineProcessor
from markdown.util import AtomicString

from kbviewer.articles.block import Block
from kbviewer.articles.blocks import Definitions, parse_blocks

PUNCTUATION = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""What a backslash may stand before (CommonMark 2.4)."""

_TAGS = (
    "a b blockquote br code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark "
    "ol p pre s small span strong sub summary sup table tbody td th thead tr ul"
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    attributes=_ATTRIBUTES,
    clean_content_tags={"script", "style", "title", "textarea", "iframe", "noscript", "template"},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
_ENGINE_MARKS = ("\x02", "\x03")
"""Python-Markdown marks its own placeholders with these; no text needs them."""

MOST_BRACKETS = 300
"""Python-Markdown looks for the end of a link anew from every "[", which takes half a minute for ten thousand of them.
A paragraph with more than this is no prose and is shown as it stands."""

MOST_MARKS = 5_000
"""Likewise of other marks in one paragraph, and of raw HTML tags in one article, which then stand there as text."""

_MARKS = re.compile(r"[`<&*_~]|://|@")
_MARKED_UP = re.compile(r"[\\`*_\[<&~@]|://|www\.|[ ]{2}\n", re.I)
"""What any inline markup has."""

_TAG_NAME = re.compile(r"</?([A-Za-z]+)")
_BREAK = r"(?:[ ]{2,}|\\)\n"


SWALLOWING = frozenset(
    ("frameset", "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "select", "style", "template",
     "textarea", "title", "xmp")
)  # fmt: skip
"""Elements that make everything after them vanish, or plain text, when they are left open."""

_FOREIGN = re.compile(
    rf"</?(?!(?:{'|'.join((*_TAGS.split(), *SWALLOWING))})[\s/>])[A-Za-z][^\s/>]*+"
    r"(?:(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>|[^<>]*>)",
    re.I,
)
"""Begin and end of elements we do not show. They go before the sanitiser sees them: left open, a ``<svg>``, or a
``<mglyph>`` in a table, turns what follows into something that is thrown away."""


class _OpenEnds(HTMLParser):
    """Counts what a piece of raw HTML leaves open of `SWALLOWING`."""

    def __init__(self) -> None:
        super().__init__()
        self.open: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[tag] += tag in SWALLOWING

    def handle_endtag(self, tag: str) -> None:
        self.open[tag] -= self.open[tag] > 0


def _is_left_open(raw: str) -> bool:
    """Whether a tag, comment or swallowing element of a piece of raw HTML does not end in it."""
    parser = _OpenEnds()
    parser.feed(raw)
    return "<" in parser.rawdata or any(parser.open.values())


class _RawTag(HtmlInlineProcessor):
    """A tag inside a text; one that might swallow what follows stays text."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        if _FOREIGN.fullmatch(m[0]):
            return "", m.start(0), m.end(0)
        name = _TAG_NAME.match(m[0])
        if name and name[1].lower() in SWALLOWING:
            return None, None, None
        return super().handleMatch(m, data)


class _Blocks(BlockParser):
    """Builds the element tree from our blocks in place of Python-Markdown's block processors."""

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802
        blocks, definitions = parse_blocks("\n".join(lines))
        self._keep(definitions)
        self.root = Element(self.md.doc_tag)
        for child in blocks.children:
            self._build(child, self.root)
        return ElementTree(self.root)

    def _keep(self, definitions: Definitions) -> None:
        self.md.references.clear()
        self.md.references.update(definitions)

    def _build(self, block: Block, parent: Element, tight: bool = False) -> None:
        build: dict[str, Callable[[Block, Element, bool], None]] = {
            "paragraph": self._paragraph,
            "heading": self._heading,
            "code": self._code,
            "html": self._html,
            "rule": lambda _block, outer, _tight: _add(outer, "hr"),
            "quote": self._quote,
            "list": self._list,
            "table": self._table,
        }
        build[block.kind](block, parent, tight)

    def _paragraph(self, block: Block, parent: Element, tight: bool) -> None:
        text = "\n".join(block.lines).rstrip(" \t")
        if not tight:
            SubElement(parent, "p").text = _inline(text)
        elif len(parent):
            parent[-1].tail = _inline(text)
        else:
            parent.text = _inline(text)

    def _heading(self, block: Block, parent: Element, _tight: bool) -> None:
        SubElement(parent, f"h{block.level}").text = _inline(block.lines[0].rstrip(" \t"))

    def _code(self, block: Block, parent: Element, _tight: bool) -> None:
        code = SubElement(SubElement(parent, "pre"), "code")
        code.text = AtomicString("".join(f"{line}\n" for line in block.lines))

    def _html(self, block: Block, parent: Element, _tight: bool) -> None:
        raw = _FOREIGN.sub("", "\n".join(block.lines))
        SubElement(parent, "p").text = AtomicString(raw) if _is_left_open(raw) else self.md.htmlStash.store(raw)

    def _quote(self, block: Block, parent: Element, _tight: bool) -> None:
        quote = SubElement(parent, "blockquote")
        for child in block.children:
            self._build(child, quote)

    def _list(self, block: Block, parent: Element, _tight: bool) -> None:
        made = SubElement(parent, "ol" if block.ordered else "ul")
        if block.ordered and block.level != 1:
            made.set("start", str(block.level))
        tight = block.is_tight()
        for item in block.children:
            entry = SubElement(made, "li")
            for child in item.children:
                self._build(child, entry, tight)

    def _table(self, block: Block, parent: Element, _tight: bool) -> None:
        table = SubElement(parent, "table")
        _row(SubElement(SubElement(table, "thead"), "tr"), "th", block.rows[0], block.aligns)
        body = SubElement(table, "tbody") if len(block.rows) > 1 else table
        for row in block.rows[1:]:
            _row(SubElement(body, "tr"), "td", row, block.aligns)


def _add(parent: Element, tag: str) -> None:
    SubElement(parent, tag)


def _row(row: Element, tag: str, cells: Sequence[str], aligns: Sequence[str]) -> None:
    for text, align in zip(cells, aligns, strict=True):
        cell = SubElement(row, tag, {"align": align} if align else {})
        cell.text = _inline(text)


def _inline(text: str) -> str:
    """A text that Python-Markdown need not look at, or should not, is marked so: it tries two dozen patterns."""
    too_much = text.count("[") > MOST_BRACKETS or (len(text) > MOST_MARKS and len(_MARKS.findall(text)) > MOST_MARKS)
    return AtomicString(text) if too_much or not _MARKED_UP.search(text) else text


class _Markdown(markdown.Markdown):
    def build_parser(self) -> Any:
        super().build_parser()
        self.parser = _Blocks(self)
        return self


_THREAD = threading.local()


def _engine() -> _Markdown:
    """The engine of this thread: it keeps the text it works on in itself."""
    if not hasattr(_THREAD, "engine"):
        _THREAD.engine = _new_engine()
    engine: _Markdown = _THREAD.engine
    return engine


def _new_engine() -> _Markdown:
    engine = _Markdown(
        extensions=["pymdownx.betterem", "pymdownx.tilde", "pymdownx.magiclink"],
        extension_configs={
            "pymdownx.betterem": {"smart_enable": "underscore"},
            "pymdownx.tilde": {"subscript": False},
        },
        output_format="html",
    )
    for name in ("normalize_whitespace", "html_block"):
        engine.preprocessors.deregister(name, strict=False)
    engine.ESCAPED_CHARS = PUNCTUATION
    tags = engine.inlinePatterns["html"]
    engine.inlinePatterns.register(_RawTag(tags.pattern, engine), "html", 90)
    engine.inlinePatterns.register(_Break(_BREAK, "br"), "linebreak", 185)
    return engine


class _Break(SimpleTagInlineProcessor):
    """A hard line break: two spaces or a backslash at the end of a line."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        return Element("br"), m.start(0), m.end(0)


def to_html(text: str) -> str:
    """Safe HTML of a Markdown text: whatever it holds, no script, style, form or foreign address survives."""
    engine = _engine()
    engine.reset()
    for mark in _ENGINE_MARKS:
        text = text.replace(mark, "")
    if text.count("<") > MOST_MARKS:
        text = text.replace("<", "\\<")
    try:
        made = engine.convert(text)
    except RecursionError:  # inline marks nested by the thousand: shown as they stand
        made = f"<pre>{escape(text)}</pre>"
    return _CLEANER.clean(made)
