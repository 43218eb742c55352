"""Sections of an article put in boxes."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from kbviewer.articles.sections import HEADINGS


def enclose_sections(body: Element, box_of: Callable[[Element], Element | None]) -> None:
    """Put each section whose heading is given a box into it: the heading and all up to the next one of its rank.

    ``box_of`` gives the empty box of a heading, or None. It is not asked about headings inside a box.
    """
    made: list[Element] = []
    box: Element | None = None
    rank = ""
    for child in list(body):
        if child.tag in HEADINGS and (box is None or child.tag <= rank):
            box, rank = box_of(child), child.tag
            if box is not None:
                made.append(box)
        if box is None:
            made.append(child)
        else:
            box.append(child)
    body[:] = made
