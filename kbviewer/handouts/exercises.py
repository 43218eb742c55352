"""The exercises that an article tells of, with the dose it gives."""

from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element

from kbviewer.articles import tree
from kbviewer.articles.article import Article
from kbviewer.articles.images import resolve
from kbviewer.handouts.article_dose import read_exercise
from kbviewer.handouts.dose import UNKNOWN, Dose
from kbviewer.handouts.dose_tables import ExerciseRow, exercise_rows
from kbviewer.handouts.gist import gist

KIND = "oevelse"
"""What the front matter calls an article about an exercise."""

LONGEST_UNSAID = 200_000
"""Letters of an article, as HTML, that may be about one exercise although it does not say so."""

MOST_ROWS = 100
"""Rows of an article's tables that are read: as many exercises as a template may have."""

LONGEST_NAME = 40
"""Letters of a name before the colon in "Pendul: Bøj dig frem"."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """A row of the table "Dine øvelser".

    ``how`` is a line on how to do it, empty when the name is enough. ``article`` is the id of the article that
    explains the exercise, or what another article calls it (see `kbviewer.articles.register.Register.find`); empty
    when there is none.
    """

    name: str
    how: str = ""
    dose: Dose = UNKNOWN
    article: str = ""


def exercises_of(article: Article) -> tuple[Exercise, ...]:
    """The exercises of an article: itself if it is one, and the rows of its tables of exercises."""
    root = tree.parse(article.html)
    rows = exercises_in(root, article)
    is_said, may_be = article.kind == KIND, not article.kind and not rows and len(article.html) <= LONGEST_UNSAID
    telling = read_exercise(article, root) if is_said or may_be else None
    if telling is None or not (is_said or telling.is_sure):
        return rows
    itself = Exercise(article.title, gist(telling.steps) or gist([article.description]), telling.dose, article.id)
    return (itself, *rows)


def exercises_in(part: Element, article: Article) -> tuple[Exercise, ...]:
    """The rows of the tables of exercises in a part of an article."""
    return tuple(_from_row(row, article) for row in islice(exercise_rows(part), MOST_ROWS))


def _from_row(row: ExerciseRow, article: Article) -> Exercise:
    link = row.name.find(".//a")
    text = " ".join(tree.text_of(row.name).split())
    name, how = _parted(text, link)
    return Exercise(name, row.how or how, row.dose, _reference(link, article))


def _parted(text: str, link: Element | None) -> tuple[str, str]:
    """The name of an exercise and what its cell says besides: after the link, or after a colon."""
    linked = " ".join(tree.text_of(link).split()) if link is not None else ""
    if linked and text.startswith(linked):
        rest = text.removeprefix(linked).lstrip(" ,.:;–-")
        return linked, rest[:1].upper() + rest[1:]
    name, colon, rest = text.partition(": ")
    return (name, rest) if colon and len(name) <= LONGEST_NAME else (text, "")


def _reference(link: Element | None, article: Article) -> str:
    """The article that a link leads to, as a path below the content folder; empty when it leads elsewhere."""
    path = resolve(article.source.relative, link.get("href", "")) if link is not None else None
    return (path or "").removesuffix(".md")
