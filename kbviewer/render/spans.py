"""Stretches of text wrapped in elements."""

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

Finder = Callable[[str], Sequence[tuple[int, int, Element]]]
"""Finds stretches ``[start, end)`` of a text, in order, and gives the element to wrap each in."""


def wrap_text(element: Element, finder: Finder) -> None:
    """Wrap what is found in the text of an element before its first child."""
    element.text, made = _split(element.text, finder)
    for place, wrapper in enumerate(made):
        element.insert(place, wrapper)


def wrap_tail(parent: Element, child: Element, finder: Finder) -> None:
    """Wrap what is found in the text after a child of ``parent``, up to the next one."""
    child.tail, made = _split(child.tail, finder)
    if made:
        place = list(parent).index(child) + 1
        for wrapper in reversed(made):
            parent.insert(place, wrapper)


def _split(text: str | None, finder: Finder) -> tuple[str | None, list[Element]]:
    found = finder(text) if text else ()
    if not text or not found:
        return text, []
    ends = [start for start, _, _ in found[1:]] + [len(text)]
    for (start, end, wrapper), following in zip(found, ends, strict=True):
        wrapper.text = text[start:end]
        wrapper.tail = text[end:following]
    return text[: found[0][0]], [wrapper for _, _, wrapper in found]
