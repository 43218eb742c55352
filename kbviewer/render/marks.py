"""The words of a search, marked in an article's text."""

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from kbviewer.articles import tree
from kbviewer.render.spans import wrap_tail, wrap_text
from kbviewer.render.terms import EXPLANATION

Marker = Callable[[str], Iterable[tuple[int, int]]]
"""Tells where in a text the words of a search stand, as (start, end) offsets in order."""


def mark(body: Element, marker: Marker) -> None:
    """Mark the words everywhere in ``body`` but in explanations."""

    def marked(text: str) -> list[tuple[int, int, Element]]:
        return [(start, end, Element("mark")) for start, end in marker(text)]

    for element in list(body.iter()):
        for child in reversed(list(element)):
            wrap_tail(element, child, marked)
        if element.get("class") != EXPLANATION:
            wrap_text(element, marked)


def marked_text(text: str, marker: Marker | None) -> str:
    """A plain text as HTML, with its words marked."""
    holder = Element("div")
    holder.text = text
    if marker:
        mark(holder, marker)
    return tree.serialise(holder)
