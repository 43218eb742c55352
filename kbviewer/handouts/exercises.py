"""The exercises that an article tells of, with the dose it gives."""

from dataclasses import dataclass

from kbviewer.articles.article import Article
from kbviewer.handouts.dose import UNKNOWN, Dose


@dataclass(frozen=True, slots=True)
class Exercise:
    """A row of the table "Dine øvelser".

    ``how`` is a line on how to do it, empty when the name is enough. ``article`` is the id of the article that
    explains the exercise, empty when there is none.
    """

    name: str
    how: str = ""
    dose: Dose = UNKNOWN
    article: str = ""


def exercises_of(article: Article) -> tuple[Exercise, ...]:
    """The exercises of an article: the rows of its tables of exercises, and itself if it is an exercise."""
    return (Exercise(article.title, article=article.id),) if article.kind == "oevelse" else ()
