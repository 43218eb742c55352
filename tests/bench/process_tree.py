"""What a process and all its descendants hold, as Linux tells it."""

import os
import re
import threading
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")


class Held(NamedTuple):
    """Memory in MiB: `memory` of the whole tree, `own` of the process itself; the rest of the process itself too."""

    memory: float
    own: float
    processes: int
    threads: int
    python_threads: int
    files: int


def held() -> Held:
    """What this process and its descendants hold now."""
    own, tree = os.getpid(), descendants(os.getpid())
    return Held(
        memory=sum(map(_proportional_set_size, (own, *tree))),
        own=_proportional_set_size(own),
        processes=1 + len(tree),
        threads=sum(1 for _ in (PROC / str(own) / "task").iterdir()),
        python_threads=threading.active_count(),
        files=sum(1 for _ in (PROC / str(own) / "fd").iterdir()),
    )


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


def _proportional_set_size(process: int) -> float:
    """MiB; 0 when it has ended meanwhile."""
    with suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+) kB", (PROC / str(process) / "smaps_rollup").read_text(), re.MULTILINE)
        return int(found[1]) / 1024 if found else 0.0
    return 0.0
