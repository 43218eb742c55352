"""What the window learns of the store: changes, undo, and what became of the file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kbviewer.errors import ExpectedError, StorageError
from kbviewer.library import edits
from kbviewer.library.bookmarks import FILE_NAME, BookmarkStore
from kbviewer.library.edits import Target
from kbviewer.library.history import History
from kbviewer.library.recovery import Recovered
from kbviewer.library.shelf import Change, Shelf
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


def test_undo_and_redo_pressed_quickly_each_do_one_step(qtbot: QtBot, marks: Bookmarking, tmp_path: Path) -> None:
    marks.use(tmp_path)
    for name in "abc":
        marks.edit(edits.add(Target(name, name)))
    for turn in (marks.undo, marks.undo, marks.undo, marks.redo, marks.redo, marks.undo):
        turn()
    qtbot.waitUntil(lambda: kept(tmp_path) == ["a"] == [row.id for row in marks.shelf.bookmarks.values()])
    assert marks.history.to_undo is not None and marks.history.to_redo is not None


def test_what_is_done_right_after_undo_can_be_undone(qtbot: QtBot, marks: Bookmarking, tmp_path: Path) -> None:
    marks.use(tmp_path)
    marks.edit(edits.add(Target("a", "A")))
    marks.undo()
    marks.edit(edits.add(Target("b", "B")))
    marks.edit(edits.add(Target("c", "C")))
    qtbot.waitUntil(lambda: kept(tmp_path) == ["b", "c"])
    marks.undo()
    marks.undo()
    qtbot.waitUntil(lambda: kept(tmp_path) == [] == list(marks.shelf.rows))


def test_undo_works_on_for_whoever_comes_while_one_is_under_way(
    qtbot: QtBot, marks: Bookmarking, tmp_path: Path
) -> None:
    marks.use(tmp_path / "anna")
    marks.edit(edits.add(Target("a", "A")))
    qtbot.waitUntil(lambda: bool(marks.shelf.rows))
    marks._begin_turn(marks.history, marks.history._done[-1], History.undone)
    marks.use(tmp_path / "bo")
    marks.edit(edits.add(Target("b", "B")))
    marks.undo()
    qtbot.waitUntil(lambda: marks.history.to_redo is not None)
    assert kept(tmp_path / "bo") == []


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


def test_all_is_kept_only_when_what_was_refused_before_has_been_told(
    qtbot: QtBot, marks: Bookmarking, tmp_path: Path
) -> None:
    marks.use(tmp_path)
    marks.edit(refuse)
    marks._lane.wait()
    assert not marks.keeps_all(lambda: None)
    with qtbot.waitSignal(marks.failed):
        pass
    assert marks.keeps_all(lambda: None)
    assert not marks.keeps_all(lambda: marks.edit(refuse))


def refuse(_shelf: Shelf) -> Change:
    raise StorageError("bookmarks_not_writable", path="bookmarks.sqlite")


def test_what_one_person_asked_for_is_not_told_to_the_next(qtbot: QtBot, marks: Bookmarking, tmp_path: Path) -> None:
    marks.use(tmp_path / "a")
    marks.edit(edits.add(Target("a", "A", text="tekst")))
    qtbot.waitUntil(lambda: bool(marks.shelf.bookmarks))
    saved = next(iter(marks.shelf.bookmarks.values())).saved
    told: list[object] = []
    marks.text(saved, told.append)
    marks.pack("", told.append)
    marks.undo()
    marks.use(tmp_path / "b")
    marks.edit(edits.add(Target("b", "B")))
    qtbot.waitUntil(lambda: [row.id for row in marks.shelf.bookmarks.values()] == ["b"])
    marks.undo()
    qtbot.waitUntil(lambda: not marks.shelf.bookmarks)
    assert told == []
