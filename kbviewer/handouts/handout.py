"""What is on a handout ("patientark"): a value that says all that can be kept, and one that must never be."""

from collections.abc import Iterable
from dataclasses import dataclass

from kbviewer.articles.article import Article, Section
from kbviewer.articles.handout_limits import TEXT_SIZES
from kbviewer.articles.sections import is_about_doctors
from kbviewer.handouts.exercises import Exercise

LEAD = ""
"""The anchor of what stands before the first heading."""


@dataclass(frozen=True, slots=True)
class Part:
    """An article on a handout: the anchors of the sections printed, in the order they are printed in."""

    article: Article
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """Everything on a handout but what belongs to one patient.

    ``title`` is empty to print that of the only article, or the usual one of several. ``note`` is what a template
    tells every patient. ``weeks`` is how many weeks the grid for ticks has; 0 is none.
    """

    parts: tuple[Part, ...]
    title: str = ""
    note: str = ""
    exercises: tuple[Exercise, ...] = ()
    weeks: int = 0
    text_size: int = TEXT_SIZES[0]


@dataclass(frozen=True, slots=True, repr=False)
class Patient:
    """What is printed for one patient and kept nowhere: no repr, so that no log or traceback can show it.

    Each is text as typed; ``next_time`` is the next appointment, ``note`` the message from the therapist.
    """

    name: str = ""
    born: str = ""
    therapist: str = ""
    next_time: str = ""
    note: str = ""


NOBODY = Patient()


def usual_sections(article: Article) -> tuple[str, ...]:
    """All sections: the lead, then what tells when to see a doctor, then the others as the author ordered them."""
    urgent = callout_of(article)
    return (LEAD, *urgent, *(one.anchor for one in article.sections if one.anchor and one.anchor not in urgent))


def callout_of(article: Article) -> tuple[str, ...]:
    """The anchors of the sections that tell when to see a doctor, with those below them; see `is_about_doctors`."""
    found = [one.anchor for one in article.sections if is_about_doctors(one.title)]
    return tuple(dict.fromkeys(anchor for each in found for anchor in with_those_below(article, each)))


def with_those_below(article: Article, anchor: str) -> tuple[str, ...]:
    """The anchor of a section and of every section below its heading; the lead has none below."""
    if anchor == LEAD:
        return (LEAD,)
    headed = [one for one in article.sections if one.anchor]
    start = next(number for number, one in enumerate(headed) if one.anchor == anchor)
    return tuple(one.anchor for one in _from_heading(headed[start:]))


def chosen(article: Article, anchors: Iterable[str], *, with_callout: bool = True) -> tuple[str, ...]:
    """Some sections in the order given, each with those below it, unless some of these are named themselves.

    When to see a doctor comes first, unless it is named itself or taken out on purpose; below another section that is
    named, such as questions and answers, it is not meant.
    """
    named, urgent = tuple(anchors), callout_of(article)
    meant = ((anchor, each) for anchor in named for each in _meant(article, anchor, named))
    wanted = [each for anchor, each in meant if anchor in urgent or each not in urgent]
    first = [each for each in urgent if each not in wanted] if with_callout else []
    return tuple(dict.fromkeys((*first, *wanted)))


def _meant(article: Article, anchor: str, named: tuple[str, ...]) -> tuple[str, ...]:
    whole = with_those_below(article, anchor)
    return whole[:1] if any(each in named for each in whole[1:]) else whole


def _from_heading(sections: list[Section]) -> Iterable[Section]:
    yield sections[0]
    for section in sections[1:]:
        if section.level <= sections[0].level:
            return
        yield section
