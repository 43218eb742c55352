"""Questions and answers that fold, without script.

Questions are headings with a "?" at the end: two or more in a row below one heading, or any below a heading that
says so, like "Spørgsmål og svar". The main sections of an article never fold.
"""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from kbviewer.articles import tree
from kbviewer.articles.sections import HEADINGS
from kbviewer.render.sectioning import enclose_sections

_ANNOUNCED = re.compile(r"\b(?:spørgsmål|faq)\b", re.I)
_DOCTOR = re.compile(r"læge|skadestue|\b112\b", re.I)
"""When to see a doctor must be seen without a tap."""

MAIN = "h2"
FOLD = "faq"
"""Class of a fold."""


def fold_questions(body: Element) -> None:
    """Make each question a ``details`` that holds its answer."""
    headings = [child for child in body if child.tag in HEADINGS]
    questions = {heading for run in _runs(headings) for heading in run}
    enclose_sections(body, lambda heading: Element("details", {"class": FOLD}) if heading in questions else None)
    for place, child in enumerate(list(body)):
        if child.get("class") == FOLD:
            body[place] = _folded(child, is_only_one=len(questions) == 1)


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


def _folded(details: Element, *, is_only_one: bool) -> Element:
    """The box of a question with its heading for a summary; the heading alone where there is no answer."""
    heading = details[0]
    if len(details) == 1:
        return heading
    summary = Element("summary")
    summary.append(heading)
    # The engine opens a fold whose content is gone to, not one whose summary is.
    place = Element("span", {"class": "place", "id": heading.attrib.pop("id", "")})
    place.tail, heading.tail = heading.tail, None
    details[0:1] = [summary, place]
    if is_only_one or details.find(".//mark") is not None or _DOCTOR.search(tree.text_of(heading)):
        details.set("open", "")
    return details
