"""Changes a store at random until it is killed: ``killing.py STORE SEED``. Run by test_killing.py.

Before each change it prints "try" and what the shelf will be, after it has returned "done" and what the shelf is.
"""

import random
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from kbviewer.library import database, edits
from kbviewer.library.bookmark import LABELS, TOP, Highlight, new_uid, now
from kbviewer.library.bookmarks import BookmarkStore
from kbviewer.library.edits import Edit, Target
from kbviewer.library.history import History
from kbviewer.library.shelf import Change, Shelf

Chance = random.Random


def summary(shelf: Shelf) -> str:
    """A short text that is another one for every other shelf."""
    return sha256(repr(sorted(map(repr, shelf.rows.values()))).encode()).hexdigest()


def _say(word: str, shelf: Shelf) -> None:
    sys.stdout.write(f"{word} {summary(shelf)}\n")
    sys.stdout.flush()


def _target(chance: Chance) -> Target:
    name = f"fod/{chance.randrange(40)}"
    return Target(name, name, chance.choice(("", "oevelser")), "", "", f"{name} æøå " * chance.randrange(1, 300))


def _some(chance: Chance, shelf: Shelf) -> Sequence[str]:
    return chance.sample(list(shelf.rows), min(len(shelf.rows), chance.randrange(4)))


def _one_folder(chance: Chance, shelf: Shelf) -> str:
    return chance.choice([TOP, *shelf.folders])


def _highlight(chance: Chance) -> Highlight:
    return Highlight(new_uid(), "fod/1", "Fod", f"ord {chance.randrange(20)}", "", "", "red", now(), "")


def _edit(chance: Chance, shelf: Shelf) -> Edit:
    makers: list[Callable[[], Edit]] = [
        lambda: edits.add(_target(chance), folder=_one_folder(chance, shelf)),
        lambda: edits.write_note(_target(chance), "note " * chance.randrange(2000)),
        lambda: edits.move(_some(chance, shelf), _one_folder(chance, shelf), chance.choice(["", *shelf.rows])),
        lambda: edits.new_folder(f"Mappe {chance.random()}", TOP, _some(chance, shelf)),
        lambda: edits.remove(_some(chance, shelf)),
        lambda: edits.highlight(_highlight(chance)),
        lambda: edits.put_label(_some(chance, shelf), chance.choice(["", *LABELS])),
    ]
    return chance.choice(makers)()


def _announced(edit: Edit) -> Edit:
    def announced(shelf: Shelf) -> Change:
        change = edit(shelf)
        _say("try", shelf.after(change))
        return change

    return announced


def run(store: BookmarkStore, chance: Chance) -> None:
    """Never returns."""
    history = History()
    while True:
        newest = history.to_undo
        if newest and chance.random() < 0.2:
            history.undone(newest, store.edit(_announced(edits.undo(newest))))
        else:
            change = store.edit(_announced(_edit(chance, store.shelf())))
            if change:
                history.did(change)
        _say("done", store.shelf())


if __name__ == "__main__":
    database.BACKUP_SECONDS = 0.02  # a kill is to meet backups, too
    run(BookmarkStore(Path(sys.argv[1])), Chance(int(sys.argv[2])))
