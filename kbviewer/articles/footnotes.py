"""Footnotes of a Markdown text: ``text[^1]`` and ``[^1]: note``, gathered in a list at the end of the text.

They are numbered as they are referred to. Nothing is lost: a note that nobody refers to, or a second one of the
same name, stands last in the list.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from kbviewer.articles.block import Block

TITLE = "Noter"
"""Heading of the list, in the language of the articles: it is a part of the text."""

NOTE, REFERENCE = "fn:", "fnref:"
"""How their anchors begin. No heading's anchor has a colon."""

_NAME = "note"


def reference(name: str) -> Element:
    """A raised link to a note, to be numbered by `Footnotes.number`."""
    raised = Element("sup")
    SubElement(raised, "a", {_NAME: name.casefold()})
    return raised


def is_reference(element: Element) -> bool:
    """Whether an element of a safe page is the link of a reference."""
    return element.tag == "a" and element.get("id", "").startswith(REFERENCE)


class Footnotes:
    """The notes of one text. ``blocks`` are yet to be built, each into its item of ``listed``."""

    def __init__(self, document: Block) -> None:
        self.blocks = list(_notes_in(document))
        self.listed = Element("ol")
        self._items: dict[str, Element] = {}
        for block in self.blocks:
            self._items.setdefault(block.marker.casefold(), SubElement(self.listed, "li"))

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._items

    def number(self, body: Element, secret: str) -> None:
        """Number references and notes, and put the notes in order. ``secret`` goes before every id."""
        ordered: dict[Element, None] = {}
        self._follow(body, ordered)
        for item in list(self.listed):
            if item not in ordered:
                ordered[item] = None
                self._follow(item, ordered)
        self.listed[:] = list(ordered)
        numbers = {item: number for number, item in enumerate(ordered, 1)}
        times: dict[int, int] = {}
        for link in [*_links(body), *_links(self.listed)]:
            number = numbers[self._items[link.attrib.pop(_NAME)]]
            times[number] = times.get(number, 0) + 1
            link.set("href", f"#{NOTE}{number}")
            link.set("id", f"{secret}{REFERENCE}{number}" + (f"-{times[number]}" if times[number] > 1 else ""))
            link.text = str(number)
        for item, number in numbers.items():
            item.set("id", f"{secret}{NOTE}{number}")

    def _follow(self, element: Element, ordered: dict[Element, None]) -> None:
        """Take the notes that an element refers to, then those that they refer to."""
        waiting = [element]
        for one in waiting:
            reached = [self._items[link.attrib[_NAME]] for link in _links(one)]
            fresh = [item for item in dict.fromkeys(reached) if item not in ordered]
            ordered.update(dict.fromkeys(fresh))
            waiting += fresh


def _notes_in(block: Block) -> Iterator[Block]:
    for child in block.children:
        if child.kind == "note":
            yield child
        yield from _notes_in(child)


def _links(element: Element) -> Iterator[Element]:
    return (link for link in element.iter("a") if _NAME in link.attrib)
