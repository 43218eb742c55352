"""Values of the core told in a person's language: problems of articles, and why an article was found."""

from kbviewer.articles.article import Problem
from kbviewer.i18n import Catalogue
from kbviewer.search.hit import Hit


def problem_sentence(problem: Problem, words: Catalogue) -> str:
    """What is wrong, with its line when it has one."""
    sentence = words.text(f"problem.{problem.rule}.message", **dict(problem.values))
    return words.text("problem.at_line", line=problem.line, sentence=sentence) if problem.line else sentence


def problem_suggestion(problem: Problem, words: Catalogue) -> str:
    """What to do about it."""
    return words.text(f"problem.{problem.rule}.suggestion", **dict(problem.values))


def why_sentence(hit: Hit, words: Catalogue) -> str:
    """Where the words of the search were found; empty when only parts of words matched."""
    fields = ", ".join(
        f"{words.text(f'results.field_{field}')} ({', '.join(found)})" for field, found in hit.why if found
    )
    return words.text("results.also", fields=fields) if fields else ""
