"""Bookmarks are kept: adding, removing, undoing, several windows and PCs at once, older and newer files."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kbviewer.errors import InputError, StorageError
from kbviewer.library import database, edits, schema
from kbviewer.library.bookmark import Bookmark, Row
from kbviewer.library.bookmarks import BookmarkStore
from kbviewer.library.edits import Target

EACH = int(os.environ.get("KBVIEWER_ADDED_AT_ONCE", "100"))
"""Bookmarks that each of two processes adds; 1,000 by hand."""

ADD_MANY = """
import sys
from pathlib import Path
from kbviewer.library.bookmarks import BookmarkStore
from kbviewer.library.edits import Target, add
store = BookmarkStore(Path(sys.argv[1]))
for n in range(int(sys.argv[3])):
    change = store.edit(add(Target(f"{sys.argv[2]}/{n}", "Hælspore")))
    print(change.steps[0].after.id, flush=True)
print("seen", len(store.shelf().bookmarks), flush=True)
store.close()
"""

HEEL = Target("fod/haelspore", "Hælspore", text="Det gør ondt under hælen.")
HEEL_EXERCISES = Target("fod/haelspore", "Hælspore", "oevelser", "Øvelser")
KNEE = Target("knae/loeberknae", "Løberknæ")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bookmarks.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[BookmarkStore]:
    with closing(BookmarkStore(path)) as opened:
        yield opened


def added(store: BookmarkStore, target: Target, note: str = "") -> Bookmark:
    store.edit(edits.add(target, note=note))
    made = store.shelf().bookmark_of(target.id, target.section)
    assert made is not None
    return made


def kept(path: Path) -> dict[str, Row]:
    """What a program that is started now finds."""
    with closing(BookmarkStore(path)) as opened:
        return dict(opened.shelf().rows)


def adding(path: Path, prefix: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADD_MANY, str(path), prefix, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def test_only_reading_leaves_no_trace(store: BookmarkStore, path: Path) -> None:
    assert store.shelf().rows == {}
    assert store.text("0" * 32) == ""
    assert not store.edit(edits.remove(["0" * 32]))
    assert not store.edit(edits.write_note(HEEL, ""))
    store.close()
    assert not path.parent.exists()


def test_an_added_bookmark_is_there_after_reopening(store: BookmarkStore, path: Path) -> None:
    made = added(store, HEEL_EXERCISES, note="vis fru Åse")
    assert kept(path) == {made.uid: made} == store.shelf().rows
    assert store.shelf().bookmark_of("fod/haelspore", "oevelser") == made
    assert store.shelf().bookmark_of("fod/haelspore") is None


def test_adding_twice_is_no_double_and_keeps_the_note(store: BookmarkStore) -> None:
    first = added(store, HEEL, note="husk")
    assert not store.edit(edits.add(HEEL, note="en anden"))
    assert store.shelf().rows == {first.uid: first}


def test_a_removed_bookmark_comes_back_whole_with_its_text(store: BookmarkStore, path: Path) -> None:
    made = added(store, HEEL, note="husk")
    removed = store.edit(edits.remove([made.uid]))
    assert store.shelf().rows == {} == kept(path)  # the other program has cleared the text
    assert store.text(made.saved) == ""
    store.edit(edits.undo(removed))
    assert kept(path) == {made.uid: made}
    assert store.text(made.saved) == HEEL.text


def test_a_note_is_written_over_the_one_before(store: BookmarkStore, path: Path) -> None:
    made = added(store, HEEL, note="gammel")
    store.edit(edits.write_note(HEEL, "ny note"))
    row = kept(path)[made.uid]
    assert isinstance(row, Bookmark)
    assert row.note == "ny note"


def test_texts_that_no_bookmark_refers_to_are_cleared_at_the_next_start(path: Path) -> None:
    with closing(BookmarkStore(path)) as store:
        gone, stays = added(store, HEEL), added(store, Target("a", "A", text="En anden tekst."))
        store.edit(edits.remove([gone.uid]))
        assert store.text(gone.saved) == HEEL.text
    with closing(BookmarkStore(path)) as store:
        assert store.text(gone.saved) == ""
        assert store.text(stays.saved) == "En anden tekst."


def test_an_edit_that_is_refused_changes_nothing(store: BookmarkStore, path: Path) -> None:
    made = added(store, HEEL)
    with pytest.raises(InputError, match="folder_name_invalid"):
        store.edit(edits.new_folder(" ", uids=[made.uid]))
    assert kept(path) == {made.uid: made} == store.shelf().rows


def test_text_that_no_database_can_hold_is_kept_without_what_is_wrong(store: BookmarkStore, path: Path) -> None:
    store.edit(edits.write_note(Target("a\0", "A\ud800", text="t\udfff"), "en \ud83d note\0"))
    (row,) = kept(path).values()
    assert isinstance(row, Bookmark)
    assert (row.id, row.title, row.note) == ("a", "A", "en  note")
    assert store.text(row.saved) == "t"


def test_what_another_process_changes_is_seen(store: BookmarkStore, path: Path) -> None:
    with closing(BookmarkStore(path)) as other:
        made = added(other, KNEE)
        assert store.shelf().rows == {made.uid: made}
        other.edit(edits.remove([made.uid]))
        assert store.shelf().rows == {}


def test_nothing_is_read_again_while_nobody_changes_anything(store: BookmarkStore) -> None:
    added(store, HEEL)
    assert store.shelf() is store.shelf()


def test_changes_wait_for_the_disk(store: BookmarkStore) -> None:
    with store._database.change() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (3,)


def test_two_processes_adding_at_once_lose_nothing_and_see_each_other(path: Path) -> None:
    writers = [adding(path, prefix, EACH) for prefix in ("a", "b")]
    said = [writer.communicate(timeout=600)[0].splitlines() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    ids = {row.id for row in kept(path).values() if isinstance(row, Bookmark)}
    assert ids == {f"{prefix}/{n}" for prefix in ("a", "b") for n in range(EACH)}
    assert f"seen {2 * EACH}" in [lines[-1] for lines in said]  # the one that ended last


def test_waiting_for_another_process_ends_with_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with closing(BookmarkStore(path)) as store, closing(BookmarkStore(path)) as other:
        made = added(store, HEEL)
        with store._database.change(), pytest.raises(StorageError, match="bookmarks_busy"):
            other.edit(edits.add(KNEE))
        assert other.shelf().rows == {made.uid: made}
        assert other.edit(edits.add(KNEE))


def content(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as raw:
        return [*raw.iterdump(), str(raw.execute("PRAGMA user_version").fetchone())]


# --- older and newer files ------------------------------------------------------------------------


@pytest.fixture
def version_1(path: Path) -> Path:
    """A file as the first version of the program made it."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for statement in schema.MIGRATIONS[0]:
            raw.execute(statement)
        raw.execute("PRAGMA user_version = 1")
        for row in (
            ("fod/haelspore", "", "Hælspore", "vis fru Åse", "Fod", "2024-02-01T08:00:00Z"),
            ("fod/haelspore", "oevelser", "Hælspore", "", "Fod", "2024-02-02T08:00:00Z"),
            ("knae/loeberknae", "", "Løberknæ", "", "", "2024-02-03T08:00:00Z"),
        ):
            raw.execute("INSERT INTO bookmarks VALUES (?, ?, ?, ?, ?, ?)", row)
    return path


def test_a_file_of_version_1_is_brought_forward_with_everything_in_it(version_1: Path) -> None:
    before = content(version_1)
    with closing(BookmarkStore(version_1)) as store:
        shelf = store.shelf()
        found = [
            (row.id, row.section, row.title, row.note, shelf.path(row.folder), row.created)
            for row in shelf.walk()
            if isinstance(row, Bookmark)
        ]
        assert store.news() == []
        assert added(store, Target("a", "A")).id == "a"
    assert found == [
        ("fod/haelspore", "", "Hælspore", "vis fru Åse", ("Fod",), "2024-02-01T08:00:00Z"),
        ("fod/haelspore", "oevelser", "Hælspore", "", ("Fod",), "2024-02-02T08:00:00Z"),
        ("knae/loeberknae", "", "Løberknæ", "", (), "2024-02-03T08:00:00Z"),
    ]
    assert [content(file) for file in version_1.parent.glob("backups/*-version-1.sqlite")] == [before]


def test_a_schema_step_yet_to_come_keeps_everything(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(BookmarkStore(path)) as store:
        made = added(store, HEEL, note="husk")
    held = len(schema.MIGRATIONS)
    step = ("ALTER TABLE bookmarks ADD COLUMN colour TEXT NOT NULL DEFAULT 'gul'",)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    assert kept(path) == {made.uid: made}
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (held + 1,)
        assert raw.execute("SELECT colour FROM bookmarks").fetchall() == [("gul",)]


def test_a_schema_step_that_fails_leaves_the_older_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(BookmarkStore(path)) as store:
        made = added(store, HEEL)
    steps = ("ALTER TABLE bookmarks ADD COLUMN colour TEXT", "NOT SQL")
    before = path.read_bytes()
    with monkeypatch.context() as patch, pytest.raises(StorageError, match="bookmarks_not_writable"):
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, steps))
        BookmarkStore(path)
    assert path.read_bytes() == before
    assert kept(path) == {made.uid: made}


def make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 99")


def test_a_newer_file_can_be_read_but_not_changed_and_this_is_told_once(path: Path) -> None:
    with closing(BookmarkStore(path)) as store:
        made = added(store, HEEL)
    make_newer(path)
    before = path.read_bytes()
    with closing(BookmarkStore(path)) as store:
        assert store.read_only
        assert [str(news) for news in store.news()] == [f"bookmarks_newer (path={path})"]
        assert store.shelf().rows == {made.uid: made}
        for edit in (edits.add(KNEE), edits.remove([made.uid])):
            with pytest.raises(StorageError, match="bookmarks_newer"):
                store.edit(edit)
        assert store.news() == []
    assert path.read_bytes() == before


def test_a_newer_file_shows_what_can_be_read_of_it(path: Path) -> None:
    with closing(BookmarkStore(path)) as store:
        made = added(store, HEEL, note="husk")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("DROP TABLE highlights")
        raw.execute("ALTER TABLE bookmarks RENAME COLUMN label TO colour")
        raw.execute("ALTER TABLE bookmarks ADD COLUMN seen TEXT")
    make_newer(path)
    assert kept(path) == {made.uid: made}


def test_a_file_made_newer_while_it_is_open_is_not_changed(store: BookmarkStore, path: Path) -> None:
    made = added(store, HEEL)
    make_newer(path)
    with pytest.raises(StorageError, match="bookmarks_newer"):
        store.edit(edits.add(KNEE))
    assert store.read_only
    assert store.shelf().rows == {made.uid: made}


def test_a_folder_that_another_window_has_taken_away_is_not_begun_anew(path: Path) -> None:
    path.parent.mkdir(parents=True)
    store = BookmarkStore(path)
    store.edit(edits.add(HEEL))
    path.parent.rename(path.parent.with_name("removed"))
    with pytest.raises(StorageError, match="bookmarks_not_writable"):
        store.edit(edits.add(KNEE))
    store.close()
    assert not path.parent.exists()
