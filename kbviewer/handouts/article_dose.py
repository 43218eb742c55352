"""Where an article about one exercise tells its dose: tables, what is headed "Dosis", the steps, then the rest."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kbviewer.articles.article import Article, Section
from kbviewer.handouts.amounts import plain
from kbviewer.handouts.dose import UNKNOWN, Dose, first_of
from kbviewer.handouts.dose_tables import dose_in_tables
from kbviewer.handouts.dose_text import dose_of, hold_of, is_for_some, pause_of, plain_sentences
from kbviewer.handouts.frequency import take_frequency

_STEPS = re.compile(
    r"\bsådan (?:gør|laver|udfører|træner)|\budførelse|\bfremgangsmåde|\btrin for trin|\binstruktion"
    r"|\bhvordan (?:gør|laver|udfører)",
    re.I,
)
_DOSE = re.compile(
    r"\b(?:(?:trænings)?mængde|dos(?:is|ering)|sæt|gentagelser|repetitioner|hvor (?:meget|længe)|hvor mange (?!gange)"
    r"|varighed|omfang)\b",
    re.I,
)
_HOW_OFTEN = re.compile(r"\bhvor (?:ofte|tit|mange gange)\b|\bhyppighed|\bfrekvens", re.I)
_EACH_DAY = re.compile(r"\bhver (?:dag|træning)|\bdagligt", re.I)
_ELSE = re.compile(
    r"\b(?:variation|variant|udgave|andre former|let(?:tere|te)\b|svær(?:ere)?\b|progression|alternativ|myte"
    r"|misforståelse|fejl\b"
    r"|søg læge|kontakt|vær obs|obs\b|forsigtig|muskler|fordele|godt for|effekt\b|resultat|udstyr)",
    re.I,
)
"""What a section is about that may name amounts which are not the dose."""
_LABEL = re.compile(
    r"antal (?:gentagelser|sæt)\b"
    r"|(?:anbefalet |foreslået |typisk |din )?(?:antal\b|dos(?:is|ering)\b|mængde\b|omfang\b|varighed\b|sæt\b"
    r"|gentagelser\b|repetitioner\b|reps\b)[^:.?]{0,30}:",
    re.I,
)
_TELLING = re.compile(r"\b(?:øvelsen|bevægelsen|lav|laves|udfør\w*|træn|gentag\w*|gør|gøres|brug|start)\b", re.I)
_CHOOSING_WEIGHT = re.compile(
    r"\bvægt(?:en)?,? (?:som |hvor )?du\b|\bkan (?:du )?(?:udføre|lave|klare|gennemføre|løfte)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What an article says as one about an exercise: the lines on how to do it, and the dose.

    ``is_sure`` when it has both and tells of one exercise only, so that it is one even if nobody says so.
    """

    steps: tuple[str, ...]
    dose: Dose
    is_sure: bool


def read_exercise(article: Article, root: Element) -> Telling:
    """An article as one about an exercise; ``root`` is its HTML as a tree."""
    sections = tuple(_without_others(article.sections))
    said = [section for section in sections if not _asks(section)]
    steps = tuple(line for section in said if _STEPS.search(section.title) for line in _lines(section))
    rest = [line for section in said if not _STEPS.search(section.title) for line in _lines(section)]
    labelled = [lines for lines in map(_from_label, said) if lines]
    titled = [_lines(section) for section in said if _DOSE.search(section.title)]
    headed = (dose_in_tables(root), *map(dose_of, (*labelled, *titled)))
    asked = (dose_of(_lines(section)) for section in sections if _asks(section) and _DOSE.search(section.title))
    amount = next((dose for dose in (*headed, *_mentioned(steps, rest), *asked) if dose.has_amount), UNKNOWN)
    besides = (Dose(hold=dose.hold, pause=dose.pause, frequency=dose.frequency) for dose in headed)
    elsewhere = Dose(
        hold=_first(map(hold_of, filter(_tells_most, plain_sentences((*steps, *rest))))),
        pause=_first(map(pause_of, plain_sentences(steps))),
        frequency=_frequency(sections, (*steps, *rest)),
    )
    is_sure = bool(steps) and amount.has_amount and len(labelled) <= 1
    return Telling(steps, first_of((amount, *besides, elsewhere)), is_sure)


def is_labelled_dose(text: str) -> bool:
    """Whether a paragraph begins with a label that says that it is the dose, such as "Antal gentagelser:"."""
    return _LABEL.match(plain(text)) is not None


def _tells_most(sentence: str) -> bool:
    """Whether a step is for most people; "Når du er oppe" is a step too."""
    return sentence.startswith("Når ") or not is_for_some(sentence)


def _asks(section: Section) -> bool:
    return section.title.endswith("?") and not _DOSE.match(section.title)


def _lines(section: Section) -> list[str]:
    return section.text.split("\n")


def _without_others(sections: Iterable[Section]) -> Iterator[Section]:
    """The sections but those about something else, with all below them."""
    skipped = 0
    for section in sections:
        if skipped and section.level > skipped:
            continue
        skipped = section.level if _ELSE.search(section.title) else 0
        if not skipped:
            yield section


def _from_label(section: Section) -> list[str]:
    """The lines of a section from a label on which says that this is the dose."""
    lines = _lines(section)
    label = next((number for number, line in enumerate(lines) if is_labelled_dose(line)), len(lines))
    return lines[label:]


def _mentioned(steps: Iterable[str], rest: Iterable[str]) -> Iterator[Dose]:
    """The doses that lines tell by the way: in the steps any number of times, elsewhere only whole sets."""
    yield from (dose for dose in _each(steps) if dose.sets or dose.repetitions)
    yield from (dose for dose in _each(rest) if dose.sets)


def _each(lines: Iterable[str]) -> Iterator[Dose]:
    return (dose_of([line]) for line in lines if not _CHOOSING_WEIGHT.search(line))


def _frequency(sections: Iterable[Section], lines: Iterable[str]) -> str:
    """How often, by the headings that ask for it, else by what the text says of doing the exercise."""
    for heading in (_HOW_OFTEN, _DOSE, _EACH_DAY):
        for section in sections:
            if heading.search(section.title) and (found := _often(plain_sentences(_lines(section)))):
                return found
    return _often([sentence for sentence in plain_sentences(lines) if _TELLING.search(sentence)])


def _often(told: list[str]) -> str:
    in_order = sorted(told, key=is_for_some)
    return _first(take_frequency(sentence)[0] for sentence in in_order)


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")
