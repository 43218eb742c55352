"""Which articles answer a plan best: arithmetic over whole columns.

    score = Σ over clauses (weight × idf × best alternative) × coverage × (1 + name + as typed) × kind

The best alternative is the largest of alternative weight × BM25F; of stems to be found together the smallest counts.
Coverage is the share of the query's worth that the article holds. Name is how well the title or an alias and the
query match each other: it lifts the article about something over those that mention it. As typed is the share of the
query's pairs of neighbours that stand side by side in the article: it finds "3-4 sæt" as written. Kind lifts what the
query asks for, a condition or an exercise.
"""

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kbviewer.search.analysis import stem
from kbviewer.search.columns import Columns, Posting
from kbviewer.search.hit import Origin
from kbviewer.search.plan import Alternative, Clause, Plan

CANDIDATES = 60
"""Articles whose names are looked at."""

NAME_ASKED = 2.5
"""How much it lifts an article when a name of it holds the whole query; half the query lifts a quarter as much."""

NAME_BOTH = 2.0
"""How much more when the query also holds the whole name."""

AS_TYPED = 0.5
"""How much it lifts an article when it holds the whole query as typed."""

DOSE_AS_TYPED = 8
"""How much more that counts for a query with a number in it: "3-4 sæt" is nothing without its order."""

SURE = 0.5
"""Weight from which another spelling of a word tells how common the word is."""

Scores = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Preferred = tuple[Mask, float]
"""Which articles count more, and how much."""


class Ranked(NamedTuple):
    """An article by its number, and its score; scores compare within one query only."""

    number: int
    score: float


class Ranking(NamedTuple):
    """How many articles were found, the best of them, and how much each clause counts."""

    total: int
    best: tuple[Ranked, ...]
    worths: tuple[float, ...]


class _Matched(NamedTuple):
    """A clause: by article the score, and how surely the clause is there from 0 to 1; its worth in the query."""

    scores: Scores
    presence: Scores
    worth: float


class Ranker:
    """Ranks the articles of one library."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def rank(self, plan: Plan, limit: int, allowed: Mask | None = None, preferred: Preferred | None = None) -> Ranking:
        """At most ``limit`` articles that hold a word of the plan, best first; ``allowed`` tells which may be found.

        What is ``preferred`` counts more.

        Stop words help to order articles; they find some only when nothing else was typed.
        """
        clauses = [self._match(clause) for clause in plan.clauses]
        worths = tuple(clause.weight * matched.worth for clause, matched in zip(plan.clauses, clauses, strict=True))
        scores = self._scores(plan, clauses, worths)
        if allowed is not None:
            scores[~allowed] = 0
        if preferred is not None:
            articles, more = preferred
            scores[articles] *= more
        total = int(np.count_nonzero(scores))
        most = min(max(limit, CANDIDATES), total)
        best = np.argpartition(-scores, most - 1)[:most].tolist() if most else []
        naming = _Naming(plan, worths, self._columns)
        lifted = [
            Ranked(number, float(scores[number]) * (1 + naming.lift(number) + AS_TYPED * as_typed))
            for number, as_typed in zip(best, self._as_typed(plan, best), strict=True)
        ]
        return Ranking(total, tuple(sorted(lifted, key=lambda one: (-one.score, one.number))[:limit]), worths)

    def _scores(self, plan: Plan, clauses: Sequence[_Matched], worths: Sequence[float]) -> Scores:
        scores = np.zeros(self._columns.articles, np.float32)
        covered = np.zeros(self._columns.articles, np.float32)
        found = np.zeros(self._columns.articles, bool)
        most = max((clause.weight for clause in plan.clauses), default=0.0)
        for clause, matched, worth in zip(plan.clauses, clauses, worths, strict=True):
            scores += clause.weight * matched.scores
            covered += worth * matched.presence
            if clause.weight == most:
                found |= matched.presence > 0
        scores *= covered / (sum(worths) or 1.0)
        scores[~found] = 0
        for phrase in plan.phrases:
            scores[~self._holds(phrase)] = 0
        for words in plan.excluded:
            scores[self._mentions(words)] = 0
        return scores

    def _match(self, clause: Clause) -> _Matched:
        scores = np.zeros(self._columns.articles, np.float32)
        presence = np.zeros(self._columns.articles, np.float32)
        found = [(one, posting) for one in clause.alternatives if (posting := self._found(one))]
        worth = self._worth(found)
        for one, (articles, weights) in found:
            idf = min(worth, idf_of(_about(Posting(articles, weights)), self._columns.articles))
            scores[articles] = np.maximum(scores[articles], one.weight * idf * weights)
            presence[articles] = np.maximum(presence[articles], one.weight)
        return _Matched(scores, presence, worth)

    def _worth(self, found: Sequence[tuple[Alternative, Posting]]) -> float:
        """How much a clause counts: what the commonest word for it does if it is known, else the rarest.

        "ondt" is in few articles and its synonym "smerte" in most: it must not outweigh the part of the body.
        """
        worths = [(one, idf_of(_about(posting), self._columns.articles)) for one, posting in found]
        spelt = [idf for one, idf in worths if _is_the_word(one)]
        return min(spelt) if spelt else max((idf for _, idf in worths), default=idf_of(0, self._columns.articles))

    def _found(self, alternative: Alternative) -> Posting | None:
        """The articles that hold all stems of an alternative, with the smallest weight of these."""
        found = self._columns.posting(alternative.stems[0])
        for one in alternative.stems[1:]:
            other = self._columns.posting(one)
            if found is None or other is None:
                return None
            found = _both(found, other)
        return found if found is not None and len(found.articles) else None

    def _holds(self, phrase: Sequence[str]) -> Mask:
        """The articles where some folded words stand side by side."""
        columns = self._columns
        holders = np.zeros(columns.articles, bool)
        numbers = [columns.number(word) for word in phrase]
        if None not in numbers and len(columns.all_tokens) >= len(numbers):
            places = np.flatnonzero(columns.all_tokens[: len(columns.all_tokens) - len(numbers) + 1] == numbers[0])
            for step, number in enumerate(numbers[1:], 1):
                places = places[columns.all_tokens[places + step] == number]
            holders[np.searchsorted(columns.token_starts, places, side="right") - 1] = True
        return holders

    def _as_typed(self, plan: Plan, articles: Sequence[int]) -> Sequence[float]:
        """By article the share of the plan's pairs of neighbouring words that stand side by side in it."""
        numbers = [self._columns.number(clause.word) for clause in plan.clauses]
        pairs = {(a, b) for a, b in itertools.pairwise(numbers) if a and b}
        if not pairs or not articles:
            return [0.0] * len(articles)
        rows = [self._columns.tokens(article) for article in articles]
        tokens = np.concatenate(rows)
        ends = np.cumsum([len(row) for row in rows])
        found = np.zeros(len(articles))
        for a, b in pairs:
            places = np.flatnonzero((tokens[:-1] == a) & (tokens[1:] == b))
            found[np.unique(np.searchsorted(ends, places, side="right"))] += 1
        shares = found / (len(plan.clauses) - 1)
        if any(self._columns.words[a][0].isdigit() for a, _ in pairs):
            shares[shares == 1] *= DOSE_AS_TYPED
        as_typed: list[float] = shares.tolist()
        return as_typed

    def _mentions(self, words: Sequence[str]) -> Mask:
        """The articles that hold a word, in any form or at the end of a compound; of several words the phrase."""
        if len(words) > 1:
            return self._holds(words)
        columns = self._columns
        mentioned = np.zeros(columns.articles, bool)
        ending = stem(words[0])
        number = columns.stems.get(ending)
        if number is not None:
            meant = np.zeros(len(columns.stem_texts), bool)
            meant[number] = True
            meant[
                [whole for whole in columns.wholes(number).tolist() if columns.stem_texts[whole].endswith(ending)]
            ] = True
            places = np.flatnonzero(meant[columns.word_stems[columns.all_tokens]])
            mentioned[np.searchsorted(columns.token_starts, places, side="right") - 1] = True
        return mentioned


def _is_the_word(one: Alternative) -> bool:
    """Whether it is the typed word in some spelling, or another word for it."""
    same = one.origin in (Origin.EXACT, Origin.HURRIED) or (one.origin is Origin.SYNONYM and len(one.stems) == 1)
    return same and one.weight >= SURE


class _Naming:
    """Compares names of articles with a plan."""

    def __init__(self, plan: Plan, worths: Sequence[float], columns: Columns) -> None:
        self._columns = columns
        self._worths = worths
        self._whole = sum(worths) or 1.0
        self._asked: dict[int, dict[int, float]] = {}
        """By stem the clauses it stands for, each with its share of it."""
        for place, clause in enumerate(plan.clauses):
            for one in clause.alternatives:
                for number in (columns.stems[part] for part in one.stems if part in columns.stems):
                    shares = self._asked.setdefault(number, {})
                    shares[place] = max(shares.get(place, 0.0), one.weight / len(one.stems))

    def lift(self, article: int) -> float:
        """How well the best name of an article and the query match each other, from 0 on."""
        if self._asked.keys().isdisjoint(self._columns.named_stems(article).tolist()):
            return 0.0
        return max((self._lift(name) for name in self._columns.names(article)), default=0.0)

    def _lift(self, name: Sequence[int]) -> float:
        asked = [0.0] * len(self._worths)
        told = whole = 0.0
        for number in name:
            worth = idf_of(self._columns.found_in(number), self._columns.articles)
            whole += worth
            for place, share in self._asked.get(number, {}).items():
                asked[place] = min(1.0, asked[place] + share)
            told += worth * max(self._asked.get(number, {0: 0.0}).values())
        of_query = sum(worth * share for worth, share in zip(self._worths, asked, strict=True)) / self._whole
        return of_query**2 * (NAME_ASKED + NAME_BOTH * told / whole) if whole else 0.0


def _both(one: Posting, other: Posting) -> Posting:
    """The articles of two postings, with the smaller weight. `np.intersect1d` loads 45 ms of code when first used."""
    places = np.searchsorted(other.articles, one.articles)
    places[places == len(other.articles)] = 0
    held = other.articles[places] == one.articles
    return Posting(one.articles[held], np.minimum(one.weights[held], other.weights[places[held]]))


def _about(posting: Posting) -> float:
    """How many articles are about a word: the one most about it counts 1, those that mention it little.

    In a small library most articles mention the calf, yet few are about it, and who types the word means those. Summed
    in double precision: the order of the articles must change nothing.
    """
    return float(posting.weights.sum(dtype=np.float64) / posting.weights.max())


def idf_of(found: float, articles: int) -> float:
    """Inverse document frequency as Lucene has it (never negative)."""
    return math.log(1 + (articles - found + 0.5) / (found + 0.5))
