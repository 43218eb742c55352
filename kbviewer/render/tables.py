"""Tables in their frame, in which a wide one can be moved sideways."""

from xml.etree.ElementTree import Element

from kbviewer.articles.article import LANGUAGE
from kbviewer.render.phrases import Phrases

BROAD = 5
"""Columns from which a table may be wider than the text."""


def frame_tables(body: Element, phrases: Phrases) -> None:
    """Put every table in a frame of its own; the engine lets the keyboard into one that is wider than the page."""
    for parent in list(body.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag == "table":
                frame = Element("div", {"class": "table", "role": "group", **phrases.language})
                frame.set("aria-label", phrases.text("page.table"))
                if _columns(child) >= BROAD:
                    frame.set("class", "table broad")
                if phrases.language:
                    child.set("lang", LANGUAGE)
                frame.tail, child.tail = child.tail, None
                parent[place] = frame
                frame.append(child)


def _columns(table: Element) -> int:
    return max((len(row) for row in table.iter("tr")), default=0)
