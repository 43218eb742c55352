"""What the window learns of the store: changes, undo, and what became of the file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kbviewer.errors import ExpectedError
from kbviewer.library import edits
from kbviewer.library.bookmarks import FILE_NAME, BookmarkStore
from kbviewer.library.edits import Target
from kbviewer.library.recovery import Recovered
from kbviewer.ui.bookmarking import Bookmarking


@pytest.fixture
def marks() -> Iterator[Bookmarking]:
    made = Bookmarking(lambda folder: BookmarkStore(folder / FILE_NAME))
    yield made
    made.close()


def kept(folder: Path) -> list[str]:
    with closing(BookmarkStore(folder / FILE_NAME)) as store:
        return [row.id for row in store.shelf().bookmarks.values()]


def fill(folder: Path) -> None:
    with closing(BookmarkStore(folder / FILE_NAME)) as store:
        store.edit(edits.add(Target("a", "A")))


def test_undo_asked_for_right_after_a_change_undoes_that_change(
    qtbot: QtBot, marks: Bookmarking, tmp_path: Path
) -> None:
    marks.use(tmp_path)
    marks.edit(edits.add(Target("a", "A")))
    marks.edit(edits.add(Target("b", "B")))
    marks.undo()
    qtbot.waitUntil(lambda: marks.history.to_redo is not None)
    assert kept(tmp_path) == ["a"] == [row.id for row in marks.shelf.bookmarks.values()]
    marks.redo()
    qtbot.waitUntil(lambda: marks.history.to_redo is None)
    assert sorted(kept(tmp_path)) == ["a", "b"]


def test_a_damaged_file_is_told_of_and_what_the_backup_held_is_shown(
    qtbot: QtBot, marks: Bookmarking, tmp_path: Path
) -> None:
    fill(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(b"this is no database" * 300)
    with qtbot.waitSignal(marks.recovered) as told:
        marks.use(tmp_path)
    assert told.args is not None
    assert isinstance(told.args[0], Recovered)
    qtbot.waitUntil(lambda: len(marks.shelf.bookmarks) == 1)


def test_a_newer_file_is_told_of_once_and_refuses_changes(qtbot: QtBot, marks: Bookmarking, tmp_path: Path) -> None:
    fill(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as raw:
        raw.execute("PRAGMA user_version = 99")
    told: list[ExpectedError] = []
    marks.failed.connect(told.append)
    marks.use(tmp_path)
    qtbot.waitUntil(lambda: len(marks.shelf.bookmarks) == 1)
    marks.look()
    marks.edit(edits.add(Target("b", "B")))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [error.key for error in told] == ["bookmarks_newer"] * 2


def test_leaving_while_something_is_undone_keeps_the_next_person_from_nothing(
    qtbot: QtBot, marks: Bookmarking, tmp_path: Path
) -> None:
    marks.use(tmp_path / "anna")
    with qtbot.waitSignal(marks.did):
        marks.edit(edits.add(Target("a", "A")))
    marks._turn(marks.history.to_undo, marks.history.undone)  # what `undo` does once its turn has come
    marks.use(tmp_path / "bo")
    with qtbot.waitSignal(marks.did):
        marks.edit(edits.add(Target("b", "B")))
    marks.undo()
    qtbot.waitUntil(lambda: marks.history.to_redo is not None)
    assert kept(tmp_path / "bo") == []
