"""Which words of a text stand for which clause of a plan: for snippets, reasons of a hit, and marks on a page."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kbviewer.search.analysis import WORD, fold, is_stop_word
from kbviewer.search.columns import BREAK, Columns, Numbers
from kbviewer.search.found import Found, Match
from kbviewer.search.hit import Origin
from kbviewer.search.plan import Alternative, Clause, Plan

SHORTEST_PREFIX = 3
"""Letters; a shorter half typed word matches only what it was completed to."""

SURE = 0.4
"""Alternatives of less weight find articles, but their words are not shown as found."""

MOST_FOUND = 3000
"""Words of an article that are looked at; no honest article holds so many of a query's."""

NONE = -1

Clauses = npt.NDArray[np.int16]


class _Run(NamedTuple):
    """Stems by number that stand for a clause when they stand side by side."""

    clause: int
    stems: tuple[int, ...]


class Matcher:
    """Finds the words of a plan. Stop words only count when the plan holds nothing else.

    A synonym of several words counts where it stands as such: "hold i ryggen" is not every word "ryggen".
    """

    def __init__(self, plan: Plan, columns: Columns) -> None:
        content = [number for number, clause in enumerate(plan.clauses) if not is_stop_word(clause.word)]
        self.numbers: Sequence[int] = content or range(len(plan.clauses))
        """The clauses that count, by their number in the plan."""
        self._columns = columns
        clauses = [plan.clauses[number] for number in self.numbers]
        self._of_word = self._known(clauses)
        self._runs: dict[int, list[_Run]] = {}
        """By their first stem."""
        for run in self._known_runs(clauses):
            self._runs.setdefault(run.stems[0], []).append(run)
        self._begins_run = np.zeros(len(columns.stem_texts), bool)
        self._begins_run[list(self._runs)] = True

    def found_in(self, article: int) -> list[Found]:
        """The words of the plan in an article, in order; passages are numbered as in `Passages`."""
        tokens = self._columns.tokens(article)
        clauses = self._clauses(tokens)
        places = np.flatnonzero(clauses != NONE)[:MOST_FOUND]
        breaks = np.flatnonzero(tokens == BREAK)
        passages = np.searchsorted(breaks, places)
        firsts = np.concatenate(([0], breaks + 1))[passages]
        columns = (clauses[places], passages, places - firsts, tokens[places])
        return list(map(Found._make, zip(*(column.tolist() for column in columns), strict=True)))

    def matches(self, text: str) -> Iterator[Match]:
        """The words of the plan in a text, in order."""
        words = list(WORD.finditer(text))
        numbers = [self._columns.number(fold(word.group())) or BREAK for word in words]
        clauses = self._clauses(np.array(numbers, np.uint32)).tolist()
        for word, clause in zip(words, clauses, strict=True):
            if clause != NONE:
                yield Match(clause, word.start(), word.end())

    def _clauses(self, tokens: Numbers) -> Clauses:
        """By token the clause it stands for."""
        clauses = self._of_word[tokens]
        if self._runs:
            stems = self._columns.word_stems[tokens]
            for start in np.flatnonzero(self._begins_run[stems])[:MOST_FOUND].tolist():
                for clause, run in self._runs[int(stems[start])]:
                    stretch = slice(start, start + len(run))
                    if tuple(stems[stretch].tolist()) == run:
                        self._mark(clauses, stretch, tokens, clause)
        return clauses

    def _mark(self, clauses: Clauses, stretch: slice, tokens: Numbers, clause: int) -> None:
        for place in range(stretch.start, stretch.stop):
            if clauses[place] == NONE and not is_stop_word(self._columns.words[tokens[place]]):
                clauses[place] = clause

    def _known(self, clauses: Sequence[Clause]) -> Clauses:
        """By word of the library the clause it stands for; the surest when there are several."""
        columns = self._columns
        of_stem = np.full(len(columns.stem_texts) + 1, NONE, np.int16)
        weights = np.zeros(len(of_stem), np.float32)
        for place, clause in enumerate(clauses):
            for one in clause.alternatives:
                if one.weight < SURE or _is_run(one):
                    continue
                for number in (columns.stems[part] for part in one.stems if part in columns.stems):
                    rows = np.append(columns.wholes(number), np.uint32(number))
                    rows = rows[weights[rows] < one.weight]
                    of_stem[rows], weights[rows] = place, one.weight
        of_word = of_stem[columns.word_stems]
        for place, clause in enumerate(clauses):
            if clause.is_half_typed and len(clause.word) >= SHORTEST_PREFIX:
                begun = of_word[columns.beginning_with(clause.word)]
                begun[begun == NONE] = place
        of_word[BREAK] = NONE
        return of_word

    def _known_runs(self, clauses: Sequence[Clause]) -> Iterator[_Run]:
        stems = self._columns.stems
        for place, clause in enumerate(clauses):
            for one in clause.alternatives:
                if one.weight >= SURE and _is_run(one) and all(part in stems for part in one.stems):
                    yield _Run(place, tuple(stems[part] for part in one.stems))


def _is_run(alternative: Alternative) -> bool:
    """Whether it is words in a certain order; the halves of a compound may stand anywhere."""
    return len(alternative.stems) > 1 and alternative.origin is not Origin.COMPOUND
