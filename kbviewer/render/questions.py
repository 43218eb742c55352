"""Questions and answers that fold, without script.

Questions are headings with a "?" at the end: two or more in a row below one heading, or any below a heading that
says so, like "Spørgsmål og svar". The main sections of an article never fold.
"""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from kbviewer.articles import tree
from kbviewer.articles.sections import HEADINGS
from kbviewer.render.callouts import section_of

_ANNOUNCED = re.compile(r"\b(?:spørgsmål|faq)\b", re.I)
_DOCTOR = re.compile(r"læge|skadestue|\b112\b", re.I)
"""When to see a doctor must be seen without a tap."""

MAIN = "h2"


def fold_questions(body: Element) -> None:
    """Make each question a ``details`` that holds its answer."""
    questions = [heading for run in _runs([child for child in body if child.tag in HEADINGS]) for heading in run]
    for heading in questions:
        if heading in list(body):
            _fold(body, heading, is_only_one=len(questions) == 1)


def _runs(headings: Sequence[Element]) -> Iterator[list[Element]]:
    """The questions among the headings of an article, those in a row together."""
    parents: list[Element] = []
    run: list[Element] = []
    for heading in headings:
        while parents and parents[-1].tag >= heading.tag:
            parents.pop()
        if run and not (_is_question(heading) and heading.tag == run[0].tag) and heading.tag <= run[0].tag:
            yield from _worth_folding(run)
            run = []
        announced = any(_ANNOUNCED.search(tree.text_of(parent)) for parent in parents)
        if _is_question(heading) and announced:
            yield [heading]
        elif _is_question(heading) and heading.tag > MAIN and (not run or heading.tag == run[0].tag):
            run.append(heading)
        parents.append(heading)
    yield from _worth_folding(run)


def _worth_folding(run: list[Element]) -> Iterator[list[Element]]:
    if len(run) > 1:
        yield run


def _is_question(heading: Element) -> bool:
    return tree.text_of(heading).rstrip().endswith("?")


def _fold(body: Element, heading: Element, *, is_only_one: bool) -> None:
    answer = section_of(body, heading)[1:]
    if not answer:
        return
    details = Element("details", {"class": "faq"})
    details.tail, heading.tail = heading.tail, None
    body.insert(list(body).index(heading), details)
    body.remove(heading)
    SubElement(details, "summary").append(heading)
    # The engine opens a fold whose content is gone to, not one whose summary is.
    SubElement(details, "span", {"class": "place", "id": heading.attrib.pop("id", "")})
    for child in answer:
        body.remove(child)
        details.append(child)
    if is_only_one or details.find(".//mark") is not None or _DOCTOR.search(tree.text_of(heading)):
        details.set("open", "")
