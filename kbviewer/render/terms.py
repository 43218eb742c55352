"""Words explained where they first stand: on hover, focus and tap, without script."""

from collections.abc import Callable, Iterable
from typing import Protocol
from xml.etree.ElementTree import Element, SubElement

from kbviewer.articles.sections import HEADINGS
from kbviewer.render.spans import Finder, wrap_tail, wrap_text

EXPLANATION = "explanation"
"""Class of the element that holds one."""

ELSEWHERE = frozenset((*HEADINGS, "a", "code", "pre", "th", "summary", "kbd"))
"""Elements in which no word is explained."""


class Term(Protocol):
    """A word at ``[start, end)`` of a text; ``entry`` tells two words of one meaning from others."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def entry(self) -> int: ...
    @property
    def explanation(self) -> str: ...


TermFinder = Callable[[str], Iterable[Term]]


def explain_terms(body: Element, finder: TermFinder) -> None:
    """Give the first occurrence of each term its explanation."""
    explained: set[int] = set()

    def found(text: str) -> list[tuple[int, int, Element]]:
        made = []
        for term in finder(text):
            if term.entry not in explained:
                explained.add(term.entry)
                made.append((term.start, term.end, Element("span", {"class": "term"})))
                explanations[made[-1][2]] = term.explanation
        return made

    explanations: dict[Element, str] = {}
    _walk(body, found)
    for number, (term, explanation) in enumerate(explanations.items(), 1):
        name = f"term:{number}"  # no heading's anchor has a colon
        term.attrib.update({"tabindex": "0", "role": "term", "aria-describedby": name})
        SubElement(term, "span", {"class": EXPLANATION, "role": "tooltip", "id": name}).text = explanation


def _walk(element: Element, found: Finder) -> None:
    """In the order of the text, so that the first one is the first."""
    children = list(element)
    wrap_text(element, found)
    for child in children:
        if child.tag not in ELSEWHERE:
            _walk(child, found)
        wrap_tail(element, child, found)
