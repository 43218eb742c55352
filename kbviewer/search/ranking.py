"""Which articles answer a plan best: pure arithmetic over what the index tells of each stem.

Score of an article = sum over clauses of (clause weight × idf × best term) × coverage, where the best term is the
largest of term weight × BM25F of its stem, and coverage is the share of the query's weight that the article holds.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from kbviewer.search.plan import Clause, Plan

COVERAGE_POWER = 1.0


class Postings(Protocol):
    """What the index knows of stems, article by article (articles numbered as the index likes)."""

    @property
    def articles(self) -> int:
        """How many articles there are."""

    def weights(self, stem: str) -> Mapping[int, float]:
        """The articles that hold a stem, each with its BM25F weight before idf."""


class Ranked(NamedTuple):
    """An article by its number in the index, and its score; scores compare within one query only."""

    number: int
    score: float


def rank(plan: Plan, postings: Postings) -> list[Ranked]:
    """The articles that hold a word of the plan, best first.

    Stop words help to order articles; they find some only when nothing else was typed.
    """
    scores: dict[int, float] = {}
    covered: dict[int, float] = {}
    total = 0.0
    for clause in sorted(plan.clauses, key=lambda clause: -clause.weight):
        best = _best_terms(clause, postings)
        worth = clause.weight * _idf(len(best), postings.articles)
        finds = not scores or clause.weight == 1.0
        total += worth
        for number, weight in best.items():
            if finds or number in scores:
                scores[number] = scores.get(number, 0.0) + worth * weight
                covered[number] = covered.get(number, 0.0) + worth
    ranked = [Ranked(number, score * (covered[number] / total) ** COVERAGE_POWER) for number, score in scores.items()]
    return sorted(ranked, key=lambda one: (-one.score, one.number))


def worth(clause: Clause, postings: Postings) -> float:
    """How much a clause counts: its weight, and more the fewer articles hold it."""
    return clause.weight * _idf(len(_best_terms(clause, postings)), postings.articles)


def _best_terms(clause: Clause, postings: Postings) -> dict[int, float]:
    best: dict[int, float] = {}
    for term in clause.terms:
        for number, weight in postings.weights(term.stem).items():
            if term.weight * weight > best.get(number, 0.0):
                best[number] = term.weight * weight
    return best


def _idf(found: int, articles: int) -> float:
    """Inverse document frequency as Lucene has it (never negative)."""
    return math.log(1 + (articles - found + 0.5) / (found + 0.5))
