"""``dev.py bench --bookmarks``: what 10,000 bookmarks cost beside 100, each with a note and the text of its article."""

import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from kbviewer.library import edits
from kbviewer.library.bookmark import Bookmark
from kbviewer.library.bookmarks import BookmarkStore
from kbviewer.library.edits import Target
from kbviewer.library.shelf import Change, Shelf, Step

FEW, MANY = 100, 10_000

IN_A_FOLDER = 50

TEXT = "Det stikker under foden ved de første skridt om morgenen. " * 70
"""4 kB, as an article of a few sections has."""

TIMES = 9


def bench() -> None:
    """Print a table of medians in milliseconds."""
    with tempfile.TemporaryDirectory() as scratch:
        few, many = (_measure(Path(scratch) / f"{count}" / "bookmarks.sqlite", count) for count in (FEW, MANY))
    print(f"| ms, median of {TIMES} | {FEW:,} | {MANY:,} | ratio |\n|---|---|---|---|")
    for name, small in few.items():
        print(f"| {name} | {small:.2f} | {many[name]:.2f} | {many[name] / small:.1f} |")


def _measure(path: Path, count: int) -> dict[str, float]:
    with closing(BookmarkStore(path)) as store:
        store.edit(lambda _shelf: filled(count))
    with closing(BookmarkStore(path)) as store:
        numbers = iter(range(1_000_000))
        *_, last = store.shelf().bookmarks.values()
        return {
            "open, with the integrity check": _median(lambda: _open(path)),
            "open and read the shelf": _median(lambda: _read(path)),
            "order the shelf for a list": _median(lambda: list(Shelf(store.shelf().rows.values()).walk())),
            "look when nothing has changed": _median(store.shelf),
            "add a bookmark": _median(lambda: store.edit(edits.add(Target(f"ny/{next(numbers)}", "Ny", text=TEXT)))),
            "write a note": _median(lambda: store.edit(edits.write_note(_target(last), f"note {next(numbers)}"))),
            "move one to the front": _median(lambda: store.edit(_moved_to_front(store.shelf()))),
            "back up": _median(lambda: _back_up(store, f"note {next(numbers)}", _target(last))),
        }


def filled(count: int) -> Change:
    """So many bookmarks, each with a note and a text, in folders."""
    shelf, steps, texts = Shelf(), list[Step](), dict[str, str]()
    for number in range(count):
        if number % IN_A_FOLDER == 0:
            made = edits.new_folder(f"Mappe {number}")(Shelf())
            steps += made.steps
            folder = made.steps[0].row.uid
        target = Target(f"fod/{number}", f"Artikel {number}", text=f"{number} {TEXT}")
        one = edits.add(target, note="Vis øvelsen to gange. " * 10)(shelf)
        texts.update(one.texts)
        row = one.rows(Bookmark)[0]
        steps.append(Step(None, replace(row, folder=folder, place=number)))
    return Change("added", tuple(steps), texts=texts)


def _open(path: Path) -> None:
    BookmarkStore(path).close()


def _read(path: Path) -> None:
    with closing(BookmarkStore(path)) as store:
        store.shelf()


def _target(row: Bookmark) -> Target:
    return Target(row.id, row.title, row.section)


def _moved_to_front(shelf: Shelf) -> edits.Edit:
    top = shelf.contents()
    return edits.move([top[-1].uid], before=top[0].uid)


def _back_up(store: BookmarkStore, note: str, target: Target) -> float:
    store.edit(edits.write_note(target, note))
    started = time.perf_counter()
    store._database.back_up()
    return time.perf_counter() - started


def _median(job: Callable[[], object]) -> float:
    """Milliseconds; of what the job tells itself if it tells a time."""
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        told = job()
        times.append(told if isinstance(told, float) else time.perf_counter() - started)
    return statistics.median(times) * 1000
