"""Markdown -> safe HTML: our block structure, Python-Markdown's inline text, nh3's allow-list.

This file alone imports `markdown`.
"""

import re
import secrets
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
from markdown.inlinepatterns import HtmlInlineProcessor, InlineProcessor, SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.betterem import BetterEmExtension
from pymdownx.magiclink import MagiclinkExtension
from pymdownx.tilde import DeleteSubExtension

from kbviewer.articles.block import Block
from kbviewer.articles.blocks import Definitions, parse_blocks
from kbviewer.articles.footnotes import TITLE, Footnotes, reference

PUNCTUATION = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""What a backslash may stand before (CommonMark 2.4)."""

_TAGS = (
    "a b blockquote br code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark "
    "ol p pre s small span strong sub summary sup table tbody td th thead tr ul"
)
_ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "img": {"src", "alt", "title"},
    "li": {"id"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
_SECRET = secrets.token_hex(8)
"""Goes before the ids we give ourselves, so that no text can give one."""


def _kept(_tag: str, name: str, value: str) -> str | None:
    if name != "id":
        return value
    return value.removeprefix(_SECRET) if value.startswith(_SECRET) else None


_EVERYWHERE = ("lang", "title")
"""Attributes that nh3 lets through on every element, whatever it is told."""
_SCHEMES = {"http", "https", "mailto", "tel"}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    attributes=_ATTRIBUTES,
    attribute_filter=_kept,
    clean_content_tags={"script", "style", "title", "textarea", "iframe", "noscript", "template"},
    url_schemes=_SCHEMES,
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

ALERTS = {"[!NOTE]": "Bemærk", "[!TIP]": "Godt råd", "[!IMPORTANT]": "Vigtigt", "[!WARNING]": "Pas på",
          "[!CAUTION]": "Advarsel"}  # fmt: skip
"""What GFM's alerts are called, in the language of the articles."""

_AFTER_LINKS = 122
_AFTER_INLINE = 15
"""Python-Markdown's order of work: its links end at 125, inline text is read at 20."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20]")
"""What browsers pass over in an address."""

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


def is_left_open(raw: str) -> bool:
    """Whether a tag, comment or swallowing element of a piece of raw HTML does not end in it."""
    parser = _OpenEnds()
    parser.feed(raw)
    return "<" in parser.rawdata or any(parser.open.values())


ENDLESS = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "p", "param", "source", "track", "wbr"))
"""Elements that need no end tag."""


def _is_open_after(start: re.Match[str], rest: str) -> bool:
    """Whether a tag begins what a paragraph does not end: the next heading would land inside it."""
    name = start[1].lower()
    if name in ENDLESS or start[0].startswith("</"):
        return False
    rest = rest.lower()
    return rest.count(f"</{name}") <= rest.count(f"<{name}")


class _RawTag(HtmlInlineProcessor):
    """A tag inside a text; one that might swallow what follows stays text."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        if _FOREIGN.fullmatch(m[0]):
            return "", m.start(0), m.end(0)
        name = _TAG_NAME.match(m[0])
        if name and (name[1].lower() in SWALLOWING or _is_open_after(name, data[m.end() :])):
            return None, None, None
        return super().handleMatch(m, data)


class _Blocks(BlockParser):
    """Builds the element tree from our blocks in place of Python-Markdown's block processors."""

    footnotes = Footnotes(Block("document", 1))

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802
        blocks, definitions = parse_blocks("\n".join(lines))
        self._keep(definitions)
        self.root = Element(self.md.doc_tag)
        self.footnotes = Footnotes(blocks)
        for child in blocks.children:
            self._build(child, self.root)
        for block, item in zip(self.footnotes.blocks, self.footnotes.listed, strict=True):
            for child in block.children:
                self._build(child, item)
        if self.footnotes.blocks:
            SubElement(self.root, "h2").text = AtomicString(TITLE)
            self.root.append(self.footnotes.listed)
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
            "note": lambda _block, _outer, _tight: None,
        }
        build[block.kind](block, parent, tight)

    def number_notes(self, root: Element) -> None:
        """To be called when all inline text is read."""
        body = Element("div")
        body[:] = [part for part in root if part is not self.footnotes.listed]
        self.footnotes.number(body, _SECRET)

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
        SubElement(parent, "p").text = AtomicString(raw) if is_left_open(raw) else self.md.htmlStash.store(raw)

    def _quote(self, block: Block, parent: Element, _tight: bool) -> None:
        quote = SubElement(parent, "blockquote")
        _name_alert(block)
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


def _name_alert(quote: Block) -> None:
    """Write GFM's ``> [!NOTE]`` as an author does who writes for people: ``> **Bemærk:**``."""
    first = quote.children[0] if quote.children else None
    if first is not None and first.kind == "paragraph" and (name := ALERTS.get(first.lines[0].strip().upper())):
        first.lines[0] = f"**{name}:**"


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


class _NoteReference(InlineProcessor):
    """``[^name]`` where there is a note of this name; not inside a link."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        if m[1] not in self.md.parser.footnotes:  # type: ignore[attr-defined]
            return None, None, None
        return reference(m[1]), m.start(0), m.end(0)


class _NoteNumbers(Treeprocessor):
    def run(self, root: Element) -> None:
        self.md.parser.number_notes(root)  # type: ignore[attr-defined]


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
        extensions=[
            BetterEmExtension(smart_enable="underscore"),
            DeleteSubExtension(subscript=False),
            MagiclinkExtension(),
        ],
        output_format="html",
    )
    for name in ("normalize_whitespace", "html_block"):
        engine.preprocessors.deregister(name, strict=False)
    engine.ESCAPED_CHARS = PUNCTUATION
    tags = engine.inlinePatterns["html"]
    engine.inlinePatterns.register(_RawTag(tags.pattern, engine), "html", 90)
    engine.inlinePatterns.register(_NoteReference(r"\[\^([^\[\]\s]{1,99})\]", engine), "note", _AFTER_LINKS)
    engine.treeprocessors.register(_NoteNumbers(engine), "notes", _AFTER_INLINE)
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


def keeps(tag: str, attribute: str = "") -> bool:
    """Whether the sanitiser lets an element, or an attribute of it, through. Names are in lower case."""
    return tag in _TAGS.split() and (not attribute or attribute in {*_ATTRIBUTES.get(tag, ()), *_EVERYWHERE})


def keeps_address(address: str) -> bool:
    """Whether the sanitiser lets an address through: one below the content folder, or of a scheme that is allowed."""
    scheme = _SCHEME.match(_INVISIBLE.sub("", address))
    return scheme is None or scheme[1].lower() in _SCHEMES
