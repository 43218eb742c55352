"""How good and how fast search is, measured over queries with known answers."""

import dataclasses
import json
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from kbviewer.errors import InputError
from kbviewer.search.reply import Reply

SHOWN = 3
"""Hits named of a miss."""

DEPTH = 10
"""Hits looked at: the 10 of MRR@10 and recall@10."""


@dataclass(frozen=True, slots=True)
class GoldQuery:
    """A query of some class and the ids of the articles that answer it."""

    kind: str
    query: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over ``n`` queries: MRR@10, and recall@k = relevant in the first k / min(k, relevant)."""

    n: int
    mrr: float
    r1: float
    r3: float
    r10: float


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds from typed text to finished hits: the median, 95 and 99 in 100, and the slowest."""

    p50: float
    p95: float
    p99: float
    max: float


@dataclass(frozen=True, slots=True)
class Miss:
    """A query whose first hit is wrong: ``rank`` of the first right one (0: none of `DEPTH`), and what came first."""

    kind: str
    query: str
    rank: int
    wanted: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Quality by class in the order of the gold file; ``mean_mrr`` is the mean over classes, however large.

    ``misses`` are the queries whose first hit is wrong, the worst first.
    """

    classes: Mapping[str, Quality]
    mean_mrr: float
    latency_ms: Latency
    misses: tuple[Miss, ...]

    def as_json(self) -> dict[str, Any]:
        """What ``kbviewer evaluate --json`` prints."""
        return {
            "classes": {kind: _rounded(quality) for kind, quality in self.classes.items()},
            "mean_mrr": round(self.mean_mrr, 4),
            "latency_ms": _rounded(self.latency_ms),
            "misses": [dataclasses.asdict(miss) for miss in self.misses],
        }


class _Outcome(NamedTuple):
    mrr: float
    r1: float
    r3: float
    r10: float
    took_ms: float


def read_gold(path: Path) -> tuple[GoldQuery, ...]:
    """Read a gold file: one ``{"class", "query", "relevant": [ids]}`` a line, empty lines left out.

    Raises:
        InputError: ``file_unreadable``; ``gold_invalid`` with the line, from 1 (0: the file holds no query).
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("file_unreadable", path=path) from error
    gold = tuple(_gold_query(line, number, path) for number, line in enumerate(lines, 1) if line.strip())
    if not gold:
        raise InputError("gold_invalid", line=0, path=path)
    return gold


def evaluate(gold: Sequence[GoldQuery], search: Callable[[str, int], Reply]) -> Evaluation:
    """Ask every query of a gold file (at least one) and compare the answers."""
    outcomes: dict[str, list[_Outcome]] = {}
    misses = []
    for one in gold:
        reply = search(one.query, DEPTH)
        found = tuple(hit.id for hit in reply.hits[:DEPTH])
        outcome = _outcome(one, found, reply.took_ms)
        outcomes.setdefault(one.kind, []).append(outcome)
        if outcome.mrr < 1:
            rank = round(1 / outcome.mrr) if outcome.mrr else 0
            misses.append(Miss(one.kind, one.query, rank, tuple(sorted(one.relevant)), found[:SHOWN]))
    classes = {kind: _quality(rows) for kind, rows in outcomes.items()}
    times = sorted(row.took_ms for rows in outcomes.values() for row in rows)
    latency = Latency(*(percentile(times, share) for share in (0.5, 0.95, 0.99, 1.0)))
    worst = tuple(sorted(misses, key=lambda miss: -(miss.rank or DEPTH + 1)))
    return Evaluation(classes, _mean([quality.mrr for quality in classes.values()]), latency, worst)


def reciprocal_rank(found: Sequence[str], relevant: Collection[str]) -> float:
    """1 / the place of the first relevant article among the first `DEPTH`; 0 when there is none."""
    return next((1 / place for place, one in enumerate(found[:DEPTH], 1) if one in relevant), 0.0)


def _gold_query(line: str, number: int, path: Path) -> GoldQuery:
    try:
        raw = json.loads(line)
        kind, query, relevant = raw["class"], raw["query"], raw["relevant"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("gold_invalid", line=number, path=path) from error
    is_sound = isinstance(kind, str) and isinstance(query, str) and isinstance(relevant, list) and relevant
    if not is_sound or not all(isinstance(article_id, str) for article_id in relevant):
        raise InputError("gold_invalid", line=number, path=path)
    return GoldQuery(kind, query, frozenset(relevant))


def _outcome(one: GoldQuery, found: Sequence[str], took_ms: float) -> _Outcome:
    right = [name in one.relevant for name in found]
    r1, r3, r10 = (sum(right[:k]) / min(k, len(one.relevant)) for k in (1, 3, 10))
    return _Outcome(reciprocal_rank(found, one.relevant), r1, r3, r10, took_ms)


def _quality(rows: Sequence[_Outcome]) -> Quality:
    mrr, r1, r3, r10, _ = (_mean(column) for column in zip(*rows, strict=True))
    return Quality(len(rows), mrr, r1, r3, r10)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` of the values do not exceed (nearest rank)."""
    return ordered[math.ceil(share * len(ordered)) - 1]


def _rounded(values: Quality | Latency) -> dict[str, float]:
    return {name: round(getattr(values, name), 4) for name in values.__slots__}
