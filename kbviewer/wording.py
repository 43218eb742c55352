"""Values of the core told in a person's language: problems of articles, and why an article was found."""

from datetime import date

from kbviewer.articles.article import Problem
from kbviewer.i18n import Catalogue
from kbviewer.search.hit import Hit

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


def why_sentence(hit: Hit, words: Catalogue) -> str:
    """Where the words of the search were found; empty when only parts of words matched."""
    fields = ", ".join(
        f"{words.text(f'results.field_{field}')} ({', '.join(found)})" for field, found in hit.why if found
    )
    return words.text("results.also", fields=fields) if fields else ""
