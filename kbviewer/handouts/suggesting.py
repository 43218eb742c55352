"""The handout that articles give before anybody has chosen anything: right as it is for most patients."""

from collections.abc import Sequence

from kbviewer.articles.article import Article
from kbviewer.handouts.exercises import exercises_of
from kbviewer.handouts.handout import Handout, Part, usual_sections

USUAL_WEEKS = 4


def suggest(articles: Sequence[Article]) -> Handout:
    """Everything of the articles, the exercises they tell of, each once, and a grid for ticks if there are any."""
    found = {each.article or each.name: each for article in articles for each in exercises_of(article)}
    exercises = tuple(found.values())
    parts = tuple(Part(article, usual_sections(article)) for article in articles)
    return Handout(parts, exercises=exercises, weeks=USUAL_WEEKS if exercises else 0)
