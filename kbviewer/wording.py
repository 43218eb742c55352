"""Values of the core told in a person's language: problems of articles, and why an article was found."""

from datetime import date

from kbviewer.articles.article import Problem
from kbviewer.i18n import Catalogue
from kbviewer.search.hit import Hit
from kbviewer.search.plan import Origin

SHOWN_WORDS = 6
"""Words named of those found in a field."""

DATES = ("updated", "published")
"""Values of problems that are ISO dates."""


def problem_message(problem: Problem, words: Catalogue) -> str:
    """What is wrong."""
    return words.text(f"problem.{problem.rule}.message", **_values(problem, words))


def problem_sentence(problem: Problem, words: Catalogue) -> str:
    """What is wrong, with its line when it has one."""
    message = problem_message(problem, words)
    return words.text("problem.at_line", line=problem.line, sentence=message) if problem.line else message


def problem_suggestion(problem: Problem, words: Catalogue) -> str:
    """What to do about it."""
    return words.text(f"problem.{problem.rule}.suggestion", **_values(problem, words))


def _values(problem: Problem, words: Catalogue) -> dict[str, str]:
    return {name: words.date(date.fromisoformat(value)) if name in DATES else value for name, value in problem.values}


def readings(hit: Hit, words: Catalogue, without: Origin | None = None) -> list[str]:
    """How words of the search were taken where the article does not hold them as typed, a sentence each."""
    return [
        words.text(f"results.through_{reading.origin.value}", asked=reading.asked, text=reading.text)
        for reading in hit.why.readings
        if reading.origin is not without
    ]


def why_sentence(hit: Hit, words: Catalogue) -> str:
    """How the words of the search were taken and where they were found; empty when only parts of words matched."""
    fields = ", ".join(
        f"{words.text(f'results.field_{field}')} ({', '.join(found[:SHOWN_WORDS])})" for field, found in hit.why.fields
    )
    return " ".join([*readings(hit, words), *([words.text("results.also", fields=fields)] if fields else [])])
