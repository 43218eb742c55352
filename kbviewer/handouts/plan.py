"""What the person is to do, on paper: exercises with their dose, the grid for ticks, the message, the next time."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from kbviewer.articles import tree
from kbviewer.articles.article import Article
from kbviewer.articles.handout_limits import MOST_WEEKS
from kbviewer.handouts.article_dose import is_labelled_dose
from kbviewer.handouts.dose import DOSE_FIELDS, UNKNOWN
from kbviewer.handouts.dose_tables import tells_only_doses
from kbviewer.handouts.exercises import Exercise, exercises_in, exercises_of
from kbviewer.handouts.handout import Handout, Patient
from kbviewer.handouts.source import around, array, call, lines, words
from kbviewer.i18n import Catalogue


def plan(handout: Handout, labels: Mapping[str, str], catalogue: Catalogue) -> list[str]:
    """The Typst expressions of exercises and grid. ``labels`` are those of the articles by id."""
    written = []
    if handout.exercises:
        written.append(call("plan-heading", words(catalogue.text("handout.exercises"))))
        written.append(_table(handout, labels, catalogue))
    if handout.weeks > 0:
        weeks = range(1, min(handout.weeks, MOST_WEEKS) + 1)
        written.append(
            call(
                "ticks",
                words(catalogue.text("handout.tick")),
                array(words(catalogue.text(f"handout.day{day}")) for day in range(1, 8)),
                array(words(catalogue.text("handout.week", number=week)) for week in weeks),
            )
        )
    return written


def message(handout: Handout, patient: Patient, contact: str, catalogue: Catalogue) -> str:
    """The Typst expression of the box with what the therapist says, when the next time is, and whom to ask."""
    notes = [lines(note) for note in (handout.note, patient.note) if note.strip()]
    next_time = array((words(catalogue.text("handout.next_time")), words(patient.next_time.strip())))
    title = words(catalogue.text("handout.message"))
    return call("message", title=title, notes=array(notes), next=next_time, contact=words(contact))


def is_told_in_plan(table: Element, article: Article, exercises: tuple[Exercise, ...]) -> bool:
    """Whether a table of an article tells the dose of what is in the plan, perhaps another than was agreed on."""
    if not tells_only_doses(table):
        return False
    dosed = [exercise for exercise in exercises if exercise.dose != UNKNOWN]
    if rows := exercises_in(table, article):
        names = {exercise.name.strip().casefold() for exercise in dosed}
        return any(row.name.casefold() in names for row in rows)
    return article.id in {exercise.article for exercise in dosed}


def is_changed_in_plan(paragraph: Element, article: Article, exercises: tuple[Exercise, ...]) -> bool:
    """Whether a paragraph tells the dose of an article's exercise, and the plan now tells another."""
    if not is_labelled_dose(tree.text_of(paragraph)):
        return False
    agreed = {exercise.dose for exercise in exercises if exercise.article == article.id} - {UNKNOWN}
    told = {exercise.dose for exercise in exercises_of(article) if exercise.article == article.id}
    return bool(agreed - told)


def _table(handout: Handout, labels: Mapping[str, str], catalogue: Catalogue) -> str:
    """The exercises with the columns that any of them has a value for."""
    used = [field for field in DOSE_FIELDS if any(_dose(one, field) for one in handout.exercises)]
    heads = (catalogue.text("handout.exercise"), *(catalogue.text(f"handout.dose_{field}") for field in used))
    rows = (
        array(
            (
                words(one.name.strip()),
                words(one.how.strip()),
                _see(one, labels, catalogue),
                array(words(_dose(one, field)) for field in used),
            )
        )
        for one in handout.exercises
    )
    return call("exercises", heads=array(map(words, heads)), rows=array(rows))


def _dose(exercise: Exercise, field: str) -> str:
    value: str = getattr(exercise.dose, field)
    return value.strip()


def _see(exercise: Exercise, labels: Mapping[str, str], catalogue: Catalogue) -> str:
    label = labels.get(exercise.article)
    return _page_of(label, catalogue.text("handout.see_page", page="\0")) if label else "none"


def told_in_plan(catalogue: Catalogue) -> str:
    """The Typst expression that stands for such a table: where the dose is told."""
    title = catalogue.text("handout.exercises")
    return _page_of("plan", catalogue.text("handout.told_in_plan", title=title, page="\0"))


def _page_of(label: str, sentence: str) -> str:
    """A sentence with a ``\\0`` where the page of a label is to stand, as a Typst expression."""
    return call("on-page", around(sentence, "\0"), f"<{label}>")
