"""Where the words of a search stand in a text, the section that answers best, and a short excerpt of it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import NamedTuple

from kbviewer.search.analysis import WORD, fold, is_stop_word, stem
from kbviewer.search.plan import Clause, NoLexicon, Plan, plan

WINDOW_WORDS = 30
LEADING_WORDS = 6
"""Words shown before the first marked one."""

SHORTEST_PREFIX = 3
"""Letters; a shorter half typed word marks only what it was completed to."""

HEADING_WORTH = 2.0
"""A clause in a section's heading, against 1.0 in its text."""

REPEAT_WORTH = 0.1
REPEATS_COUNTED = 5

ELLIPSIS = "…"

_SENTENCE_END = re.compile(r"[.!?]\W*\s|\n")


@dataclass(frozen=True, slots=True)
class Snippet:
    """An excerpt on one line and the places ``[start, end)`` in it to mark, in order."""

    text: str
    marks: tuple[tuple[int, int], ...]


class Match(NamedTuple):
    """A word of a text that stands for the clause of that number; its place is ``[start, end)``."""

    clause: int
    start: int
    end: int


class Matched(NamedTuple):
    """The words of a plan in a section: in its heading and in its text."""

    heading: Sequence[Match]
    text: Sequence[Match]


class Matcher:
    """Finds the words of a plan in texts. Stop words only count when the plan holds nothing else."""

    def __init__(self, searched: Plan) -> None:
        content = [clause for clause in searched.clauses if not is_stop_word(clause.word)]
        self.clauses: Sequence[Clause] = content or searched.clauses
        self._by_stem: dict[str, int] = {}
        for number, clause in enumerate(self.clauses):
            for term in clause.terms:
                self._by_stem.setdefault(term.stem, number)
        self._prefixes = [
            (number, clause.word)
            for number, clause in enumerate(self.clauses)
            if clause.is_prefix and len(clause.word) >= SHORTEST_PREFIX
        ]
        self._clause = cache(self._find_clause)

    def matches(self, text: str) -> list[Match]:
        """The words of the plan in a text, in order."""
        found = []
        for word in WORD.finditer(text):
            clause = self._clause(word.group())
            if clause is not None:
                found.append(Match(clause, word.start(), word.end()))
        return found

    def _find_clause(self, written: str) -> int | None:
        folded = fold(written)
        number = self._by_stem.get(stem(folded))
        if number is not None:
            return number
        return next((number for number, prefix in self._prefixes if folded.startswith(prefix)), None)


class Highlighter:
    """Tells where in a text the words of a query stand, as (start, end) offsets in order."""

    def __init__(self, query: str) -> None:
        self._matcher = Matcher(plan(query, NoLexicon()))

    def __call__(self, text: str) -> tuple[tuple[int, int], ...]:
        return tuple((match.start, match.end) for match in self._matcher.matches(text))


def best_section(sections: Sequence[Matched], worths: Sequence[float]) -> int:
    """The number of the section that answers best; ``worths`` tells how much each clause counts."""
    found = [_section_worth(section, worths) for section in sections]
    return found.index(max(found))


def _section_worth(section: Matched, worths: Sequence[float]) -> float:
    counts = Counter(match.clause for match in section.text)
    headed = {match.clause for match in section.heading}
    worth = sum(worths[clause] * (1.0 + REPEAT_WORTH * min(n, REPEATS_COUNTED)) for clause, n in counts.items())
    return worth + HEADING_WORTH * sum(worths[clause] for clause in headed)


def excerpt(text: str, matches: Sequence[Match], worths: Sequence[float]) -> Snippet:
    """About `WINDOW_WORDS` words of a text, from where most of the plan is found; its beginning when nothing is.

    ``matches`` are those of the text; ``worths`` tells how much each clause counts.
    """
    line = text.replace("\n", " ")
    starts = [word.start() for word in WORD.finditer(line)]
    if not starts:
        return Snippet("", ())
    first = _sentence_start(text, starts, _best_start(starts, matches, worths))
    last = first + WINDOW_WORDS - 1
    # "(L5" begins with its bracket and "MR-scanning." ends with its full stop: cut only at spaces
    start = line.rfind(" ", 0, starts[first]) + 1 if first else 0
    end = line.find(" ", starts[last]) if last < len(starts) else -1
    return _cut(line, start, end if end >= 0 else len(line), matches)


def _best_start(starts: Sequence[int], matches: Sequence[Match], worths: Sequence[float]) -> int:
    """The number of the matched word from which a window holds most of the plan; 0 without a match."""
    best, best_worth = 0, 0.0
    for number, match in enumerate(matches):
        word = bisect_left(starts, match.start)
        beyond = word + WINDOW_WORDS - LEADING_WORDS
        end = starts[beyond] if beyond < len(starts) else inf
        inside = Counter(other.clause for other in matches[number : number + WINDOW_WORDS] if other.start < end)
        worth = sum(worths[clause] * (1.0 + REPEAT_WORTH * count) for clause, count in inside.items())
        if worth > best_worth:
            best, best_worth = word, worth
    return best


def _sentence_start(text: str, starts: Sequence[int], word: int) -> int:
    """The word a window begins with: where the sentence or block of ``word`` begins, if that is near."""
    for number in range(word, max(0, word - 2 * LEADING_WORDS), -1):
        if _SENTENCE_END.search(text, starts[number - 1], starts[number]):
            return number
    return max(0, word - LEADING_WORDS) if word > 2 * LEADING_WORDS else 0


def _cut(line: str, start: int, end: int, matches: Sequence[Match]) -> Snippet:
    before = ELLIPSIS if line[:start].strip() else ""
    after = ELLIPSIS if line[end:].strip() else ""
    kept = line[start:end].rstrip()
    shift = len(before) - start
    marks = tuple((m.start + shift, m.end + shift) for m in matches if start <= m.start and m.end <= start + len(kept))
    return Snippet(before + kept + after, marks)
