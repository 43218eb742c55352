"""The handout that articles give before anybody has chosen anything: right as it is for most patients."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace

from kbviewer.articles.article import Article
from kbviewer.handouts.dose import Dose
from kbviewer.handouts.exercises import Exercise, exercises_of
from kbviewer.handouts.handout import Handout, Part, usual_sections

USUAL_WEEKS = 4

FindArticle = Callable[[str], Article | None]
"""The article that an author means by a reference; None when there is none."""


def suggest(articles: Sequence[Article], find_article: FindArticle = lambda _reference: None) -> Handout:
    """Everything of the articles, the exercises they tell of, each once, and a grid for ticks if there are any.

    The dose of an article that tells of an exercise among others goes before that of the exercise's own article,
    which fills in what the other leaves open. ``find_article`` finds the articles that links lead to.
    """
    exercises = tuple(_each_once(articles, find_article))
    parts = tuple(Part(article, usual_sections(article)) for article in articles)
    return Handout(parts, exercises=exercises, weeks=USUAL_WEEKS if exercises else 0)


def own_exercise(article: Article) -> Exercise | None:
    """The exercise that an article is about; None when it is about something else."""
    return next((each for each in exercises_of(article) if each.article == article.id), None)


def completed(exercise: Exercise, own: Exercise) -> Exercise:
    """An exercise with what it leaves open filled in from the article of its own; one set alone has no pause."""
    dose = Dose(*(getattr(exercise.dose, one.name) or getattr(own.dose, one.name) for one in fields(Dose)))
    if exercise.dose.sets == "1":
        dose = replace(dose, pause=exercise.dose.pause)
    return Exercise(exercise.name or own.name, exercise.how or own.how, dose, own.article)


def _each_once(articles: Sequence[Article], find_article: FindArticle) -> Iterator[Exercise]:
    given = [own for own in map(own_exercise, articles) if own]
    found: dict[str, Exercise] = {}
    for exercise in (each for article in articles for each in exercises_of(article)):
        own = _own_of(exercise, given, find_article)
        known = completed(exercise, own) if own else replace(exercise, article="")
        key = known.article or known.name.casefold()
        if key not in found or found[key] in given:
            found[key] = known
    yield from found.values()


def _own_of(exercise: Exercise, given: Sequence[Exercise], find_article: FindArticle) -> Exercise | None:
    """The exercise as its own article has it: one of those given, by link or name, else the one linked to."""
    name = exercise.name.casefold()
    for own in given:
        if exercise.article == own.article or (not exercise.article and name == own.name.casefold()):
            return own
    article = find_article(exercise.article) if exercise.article else None
    return own_exercise(article) if article else None
