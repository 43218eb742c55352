"""Sanitised HTML as a tree of the standard library, and back."""

from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

from kbviewer.articles.footnotes import is_reference

VOID = frozenset(("br", "hr", "img"))
"""The elements without an end tag that our sanitiser lets through."""


DEEPEST = 120
"""Elements within elements; deeper ones lose their tags and keep their text, so that a walk never runs out of stack."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._depth = 0
        self._builder = TreeBuilder()
        self._builder.start("div", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._depth += 1
        if self._depth <= DEEPEST:
            self._builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID and self._depth <= DEEPEST:
            self._builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._depth <= DEEPEST:
            self._builder.end(tag)
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        self._builder.data(data)

    def finish(self) -> Element:
        self._builder.end("div")
        return self._builder.close()


def parse(html: str) -> Element:
    """The children of a nameless ``div``. ``html`` must come from the sanitiser: every tag closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finish()


def serialise(root: Element) -> str:
    """The HTML of what ``parse`` gave, without the outer ``div``."""
    parts = [escape(root.text or "", quote=False)]
    for child in root:
        _write(child, parts)
    return "".join(parts)


def _write(element: Element, parts: list[str]) -> None:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items())
    parts.append(f"<{element.tag}{attributes}>")
    if element.tag not in VOID:
        parts.append(escape(element.text or "", quote=False))
        for child in element:
            _write(child, parts)
        parts.append(f"</{element.tag}>")
    parts.append(escape(element.tail or "", quote=False))


def text_of(element: Element) -> str:
    """The text of an element and all below it, without the numbers of footnotes."""
    if not any(is_reference(link) for link in element.iter("a")):
        return "".join(element.itertext())
    return "".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not is_reference(child):
            yield from _texts(child)
        yield child.tail or ""
