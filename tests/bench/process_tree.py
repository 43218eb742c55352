"""What a process and all its descendants hold, as Linux tells it."""

import os
import re
import threading
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")


class Held(NamedTuple):
    """Memory in MiB: `memory` of the whole tree, `made` the part of it that is no file's, `own` of the process itself.

    `memory` counts a file in proportion to who else maps it: another run from the same folder lowers it. `made` shows
    a leak whatever else runs. The rest is of the process itself too.
    """

    memory: float
    made: float
    own: float
    processes: int
    threads: int
    python_threads: int
    files: int


def held() -> Held:
    """What this process and its descendants hold now."""
    own, tree = os.getpid(), descendants(os.getpid())
    return Held(
        memory=memory_of(own),
        made=sum(_memory(one, "Pss_Anon") for one in (own, *tree)),
        own=_memory(own, "Pss"),
        processes=1 + len(tree),
        threads=sum(1 for _ in (PROC / str(own) / "task").iterdir()),
        python_threads=threading.active_count(),
        files=sum(1 for _ in (PROC / str(own) / "fd").iterdir()),
    )


def memory_of(root: int) -> float:
    """MiB that a process and its descendants hold, files in proportion to who else maps them."""
    return sum(_memory(one, "Pss") for one in (root, *descendants(root)))


def processor_ms(root: int) -> float:
    """Milliseconds of the processor that a process and its descendants have used."""
    ticks = 0
    for one in (root, *descendants(root)):
        with suppress(OSError):
            stat = (PROC / str(one) / "stat").read_text(encoding="utf-8", errors="replace")
            ticks += sum(map(int, stat.rpartition(")")[2].split()[11:15]))
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def descendants(root: int) -> tuple[int, ...]:
    """The ids of all processes that come from one."""
    parents: dict[int, int] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
                parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    found: list[int] = []
    level = {root}
    while level := {one for one, parent in parents.items() if parent in level}:
        found += level
    return tuple(found)


def _memory(process: int, kind: str) -> float:
    """MiB of a kind, as the kernel names it; 0 when the process has ended meanwhile."""
    with suppress(OSError):
        told = (PROC / str(process) / "smaps_rollup").read_text(encoding="utf-8")
        found = re.search(rf"^{kind}:\s+(\d+) kB", told, re.MULTILINE)
        return int(found[1]) / 1024 if found else 0.0
    return 0.0
