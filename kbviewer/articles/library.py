"""Everything that some content folders hold, read at once."""

from collections.abc import Sequence
from pathlib import Path

from kbviewer.articles.article import Article, Problem
from kbviewer.articles.folder import scan
from kbviewer.articles.glossary import glossary_problems
from kbviewer.articles.identity import pick_winners
from kbviewer.articles.loader import load


def load_all(folders: Sequence[Path]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Every article, an overriding one in place of the one it overrides, and all problems found.

    Raises:
        ContentError: a folder does not exist.
    """
    sources = scan(folders)
    loaded = [load(source, folders) for source in sources]
    articles = [each.article for each in loaded if each.article]
    winners, doubles = pick_winners((article.id, article.source) for article in articles)
    chosen = tuple(article for article in articles if winners[article.id] is article.source)
    problems = [problem for each in loaded for problem in each.problems]
    problems += glossary_problems(folders)
    problems += [double_problem(name, left.relative, held.relative) for name, left, held in doubles]
    return chosen, tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.rule)))


def double_problem(name: str, left_out: str, held_by: str) -> Problem:
    """Two files of one folder claim the same id."""
    return Problem(left_out, 0, "id_duplicate", (("id", name), ("other", held_by)))
