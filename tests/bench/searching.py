"""What a process does that searches for the benchmark, alone on one core."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.engines import ENGINES

PREFIXES = ("h", "s", "k", "a", "sk", "kn", "tr", "be")
"""Half typed words, timed besides the queries."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What a process that searched has to tell; times in milliseconds, memory in megabytes."""

    answers: list[list[str]]
    times: list[float]
    prefix_times: list[float]
    first_answer: float
    memory: float


def search(name: str, library: Path, folder: Path, queries: Sequence[str]) -> Searched:
    """Open an engine's index and answer each query once, as a person asks it: for the first time."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    engine = ENGINES[name]()
    started = time.perf_counter()
    engine.open(library, folder)
    engine.search(queries[0])
    first = (time.perf_counter() - started) * 1000
    times = [_timed(engine.search, query) for query in (*queries, *PREFIXES)]
    answers = [engine.search(query) for query in queries]
    return Searched(answers, times[: len(queries)], times[len(queries) :], first, _memory())


def _timed(search: Callable[[str], list[str]], query: str) -> float:
    started = time.perf_counter()
    search(query)
    return (time.perf_counter() - started) * 1000


def _memory() -> float:
    """Resident megabytes of this process, where the system tells (Linux)."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return float("nan")
