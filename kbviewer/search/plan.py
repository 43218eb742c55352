"""From what a person typed to what is looked up: pure, knowing the library only as a `Lexicon`.

    "ondt i ryg"  ->  Plan( Clause(ondt) · Clause(i, weighs little) · Clause(ryg…: ryg 1.0, rygsøjl .5, …) )

A clause is one typed word and the stems that may stand for it. Whatever is typed gives a plan, perhaps an empty one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kbviewer.search.analysis import Token, is_stop_word, stem, words

MOST_WORDS = 32
"""Of a longer query the first ones count."""

MOST_COMPLETIONS = 24
"""Stems that a half typed word is taken for; the most frequent in the library."""

STOP_WEIGHT = 0.1
COMPLETION_WEIGHT = 0.5
"""Of a longer word beginning with the typed one, against 1.0 for the typed word itself."""


class Lexicon(Protocol):
    """The words of the library, folded but not stemmed."""

    def completions(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """At most ``limit`` words that begin with ``prefix``, with the number of articles; most frequent first."""


@dataclass(frozen=True, slots=True)
class Term:
    """A stem that may stand for a typed word; ``weight`` 1.0 means it is the word itself."""

    stem: str
    weight: float


@dataclass(frozen=True, slots=True)
class Clause:
    """One typed word, folded, with its stems, best first. ``is_prefix``: the word may be half typed."""

    word: str
    terms: tuple[Term, ...]
    weight: float = 1.0
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The clauses of a query, in the order typed; no word twice."""

    clauses: tuple[Clause, ...]


class NoLexicon:
    """The lexicon of an unknown library: completes nothing."""

    def completions(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        return ()


def plan(query: str, lexicon: Lexicon) -> Plan:
    """What to look up for a query. The last word counts as half typed when nothing follows it."""
    clauses: dict[str, Clause] = {}
    for token in _first_words(query):
        is_last = token.end == len(query)
        if is_last or token.text not in clauses:
            clauses[token.text] = _clause(token.text, lexicon if is_last else None)
    return Plan(tuple(clauses.values()))


def _first_words(query: str) -> list[Token]:
    return [token for token, _ in zip(words(query), range(MOST_WORDS), strict=False)]


def _clause(word: str, lexicon: Lexicon | None) -> Clause:
    weights = {stem(word): 1.0}
    if lexicon:
        for completion, _ in lexicon.completions(word, MOST_COMPLETIONS):
            weights.setdefault(stem(completion), COMPLETION_WEIGHT)
    terms = tuple(Term(text, weight) for text, weight in weights.items())
    return Clause(word, terms, STOP_WEIGHT if is_stop_word(word) else 1.0, is_prefix=lexicon is not None)
