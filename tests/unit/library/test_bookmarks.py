"""Bookmarks are kept: adding, removing, undoing, and what happens when the file is not as it should be."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbviewer.errors import InputError, StorageError
from kbviewer.library import database
from kbviewer.library.bookmarks import Bookmark, BookmarkStore

ADD_MANY = """
import sys
from pathlib import Path
from kbviewer.library.bookmarks import BookmarkStore
store = BookmarkStore(Path(sys.argv[1]))
for n in range(int(sys.argv[3])):
    print(store.add(f"{sys.argv[2]}/{n}", "Hælspore").id, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bookmarks.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[BookmarkStore]:
    opened = BookmarkStore(path)
    yield opened
    opened.close()


def reopened(path: Path) -> tuple[Bookmark, ...]:
    opened = BookmarkStore(path)
    try:
        return opened.all()
    finally:
        opened.close()


def adding(path: Path, prefix: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADD_MANY, str(path), prefix, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_only_reading_leaves_no_trace(store: BookmarkStore, path: Path) -> None:
    assert store.all() == ()
    assert not store.contains("fod/haelspore")
    assert store.remove("fod/haelspore") is None
    assert not store.set_note("fod/haelspore", "note")
    assert store.import_json(store.export_json()) == 0
    assert not path.parent.exists()


def test_added_bookmark_is_there_after_reopening(store: BookmarkStore, path: Path) -> None:
    added = store.add("fod/haelspore", "Hælspore", section="øvelser", note="vis fru Åse", folder="Fod")
    assert reopened(path) == (added,) == store.all()
    assert store.contains("fod/haelspore", "øvelser")
    assert not store.contains("fod/haelspore")


def test_adding_twice_is_no_double_and_keeps_the_note(store: BookmarkStore) -> None:
    first = store.add("fod/haelspore", "Hælspore", note="husk")
    assert store.add("fod/haelspore", "Hælspore") == first
    assert store.all() == (first,)


def test_removed_bookmark_can_be_restored_whole(store: BookmarkStore) -> None:
    added = store.add("fod/haelspore", "Hælspore", note="husk")
    removed = store.remove("fod/haelspore")
    assert removed == added
    assert store.all() == ()
    store.restore(added)
    assert store.all() == (added,)


def test_note_is_written(store: BookmarkStore, path: Path) -> None:
    store.add("fod/haelspore", "Hælspore")
    assert store.set_note("fod/haelspore", "ny note")
    assert [each.note for each in reopened(path)] == ["ny note"]


def test_bookmark_made_by_another_process_is_seen(store: BookmarkStore, path: Path) -> None:
    other = BookmarkStore(path)
    other.add("knae/loeberknae", "Løberknæ")
    other.close()
    assert store.contains("knae/loeberknae")


def test_changes_wait_for_the_disk(store: BookmarkStore) -> None:
    with store._database.change() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (3,)


def test_export_read_into_an_empty_store_is_the_same(store: BookmarkStore, tmp_path: Path) -> None:
    store.add("fod/haelspore", "Hælspore", note='"citat" \\ ☃')
    store.add("fod/haelspore", "Hælspore", section="øvelser")
    other = BookmarkStore(tmp_path / "other.sqlite")
    assert other.import_json(store.export_json()) == 2
    assert other.all() == store.all()
    assert other.import_json(store.export_json()) == 0
    other.close()


def test_import_merges_and_never_overwrites_a_note(store: BookmarkStore) -> None:
    store.add("a", "A", note="min")
    store.add("b", "B")
    text = export(entry(id="a", note="din"), entry(id="b", note="din"), entry(id="c", note="din"))
    assert store.import_json(text) == 2
    assert {each.id: each.note for each in store.all()} == {"a": "min", "b": "din", "c": "din"}


def entry(**values: object) -> dict[str, object]:
    return {"id": "fod/haelspore", "title": "Hælspore", "created": "2026-11-23T19:05:00Z", **values}


def export(*entries: object, **values: object) -> str:
    return json.dumps({"format": "kbviewer-bookmarks", "version": 1, "bookmarks": list(entries), **values})


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "bookmarks_import_malformed"),
        ("null", "bookmarks_import_malformed"),
        ("[" * 100_000, "bookmarks_import_malformed"),
        ("9" * 5000, "bookmarks_import_malformed"),
        (export(format="other"), "bookmarks_import_malformed"),
        (export(version=True), "bookmarks_import_malformed"),
        (export(version=2), "bookmarks_import_newer"),
        (export(bookmarks={}), "bookmarks_import_malformed"),
        (export(entry(), 7), "bookmarks_import_malformed"),
        (export(entry(), entry(id="")), "bookmarks_import_malformed"),
        (export(entry(), entry(id=None)), "bookmarks_import_malformed"),
        (export(entry(), entry(note=["x"])), "bookmarks_import_malformed"),
        (export(entry(), entry(title="\ud800")), "bookmarks_import_malformed"),
        (export(entry(), entry(section="a\0b")), "bookmarks_import_malformed"),
        (export(entry(), entry(created="i går")), "bookmarks_import_malformed"),
        (export(entry(), entry(created="2026-11-23T19:05:00")), "bookmarks_import_malformed"),
        (export(entry(), entry(created="0001-01-01T00:00:00+14:00")), "bookmarks_import_malformed"),
        (export(entry(note="æ" * 5_300_000)), "bookmarks_import_too_big"),
    ],
    ids=range(18),
)
def test_hostile_import_is_refused_and_changes_nothing(store: BookmarkStore, text: str, key: str) -> None:
    kept = store.add("a", "A")
    with pytest.raises(InputError) as caught:
        store.import_json(text)
    assert caught.value.key == key
    assert store.all() == (kept,)


def test_import_turns_times_into_utc(store: BookmarkStore) -> None:
    store.import_json("\ufeff" + export(entry(created="2026-11-23T20:05:00.25+01:00")))
    assert store.all()[0].created == "2026-11-23T19:05:00Z"


@pytest.mark.parametrize("damage", ["text", "truncated", "flipped"])
def test_damaged_file_is_kept_aside_and_a_fresh_one_begun(path: Path, damage: str) -> None:
    store = BookmarkStore(path)
    for n in range(200):
        store.add(f"fod/{n}", "Hælspore", note="x" * 100)
    store.close()
    whole = path.read_bytes()
    broken = {
        "text": b"this is no database" * 300,
        "truncated": whole[: len(whole) // 2],
        "flipped": whole[:4096] + b"\xff" * 4096 + whole[8192:],
    }[damage]
    path.write_bytes(broken)
    path.with_name("bookmarks.sqlite-journal").write_bytes(b"")

    store = BookmarkStore(path)
    aside = store.recovered_from
    assert aside is not None
    assert aside.name.startswith("bookmarks.damaged-")
    assert aside.suffix == ".sqlite"
    assert aside.read_bytes() == broken
    assert store.all() == ()
    added = store.add("a", "A")
    store.close()
    assert reopened(path) == (added,)
    assert not path.with_name("bookmarks.sqlite-journal").exists()


def test_file_left_empty_by_a_crash_is_a_fresh_store(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    store = BookmarkStore(path)
    assert store.recovered_from is None
    assert store.all() == ()
    store.close()


def test_older_file_is_brought_forward_with_everything_in_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = BookmarkStore(path)
    added = store.add("fod/haelspore", "Hælspore", note="husk")
    store.close()
    step = ("ALTER TABLE bookmarks ADD COLUMN colour TEXT NOT NULL DEFAULT 'gul'",)
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, step))
    assert reopened(path) == (added,)
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (2,)
        assert raw.execute("SELECT colour FROM bookmarks").fetchall() == [("gul",)]
    raw.close()


def test_failing_schema_step_leaves_the_older_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = BookmarkStore(path)
    added = store.add("fod/haelspore", "Hælspore")
    store.close()
    steps = ("ALTER TABLE bookmarks ADD COLUMN colour TEXT", "NOT SQL")
    with monkeypatch.context() as patch, pytest.raises(StorageError):
        patch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, steps))
        BookmarkStore(path)
    assert reopened(path) == (added,)


@pytest.fixture
def newer(path: Path) -> tuple[Bookmark, ...]:
    store = BookmarkStore(path)
    added = store.add("fod/haelspore", "Hælspore")
    store.close()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    return (added,)


def test_newer_file_can_be_read_but_not_changed(path: Path, newer: tuple[Bookmark, ...]) -> None:
    before = path.read_bytes()
    store = BookmarkStore(path)
    assert store.read_only
    assert store.all() == newer
    with pytest.raises(StorageError, match="bookmarks_newer"):
        store.add("a", "A")
    with pytest.raises(StorageError, match="bookmarks_newer"):
        store.remove("fod/haelspore")
    store.close()
    assert path.read_bytes() == before


def test_file_made_newer_while_we_have_it_open_is_not_changed(store: BookmarkStore, path: Path) -> None:
    store.add("a", "A")
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(StorageError, match="bookmarks_newer"):
        store.add("b", "B")
    assert store.read_only
    assert [each.id for each in store.all()] == ["a"]


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")
    store = BookmarkStore(tmp_path / "data" / "bookmarks.sqlite")
    assert store.all() == ()
    with pytest.raises(StorageError) as caught:
        store.add("a", "A")
    assert caught.value.key == "bookmarks_not_writable"
    assert caught.value.values["path"] == tmp_path / "data" / "bookmarks.sqlite"


def test_folder_in_the_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StorageError, match="bookmarks_not_readable"):
        BookmarkStore(path)


def test_file_that_refuses_writing_is_told_and_still_read(store: BookmarkStore) -> None:
    kept = store.add("a", "A")
    with store._database.change() as connection:
        pass
    connection.execute("PRAGMA query_only = 1")
    with pytest.raises(StorageError, match="bookmarks_not_writable"):
        store.add("b", "B")
    assert store.all() == (kept,)


def test_full_disk_is_told_and_nothing_is_half_written(store: BookmarkStore) -> None:
    kept = store.add("a", "A")
    with store._database.change() as connection:
        pass
    connection.execute("PRAGMA max_page_count = 4")
    with pytest.raises(StorageError, match="bookmarks_not_writable"):
        store.import_json(export(*(entry(id=str(n), note="x" * 1000) for n in range(100))))
    assert store.all() == (kept,)


def test_store_locked_by_another_process_is_told(
    store: BookmarkStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add("a", "A")
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    other = BookmarkStore(path)
    with store._database.change(), pytest.raises(StorageError, match="bookmarks_not_writable"):
        other.add("b", "B")
    other.close()


def test_two_processes_adding_at_once_lose_nothing(path: Path) -> None:
    writers = [adding(path, prefix, 40) for prefix in ("a", "b")]
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    ids = {each.id for each in reopened(path)}
    assert ids == {f"{prefix}/{n}" for prefix in ("a", "b") for n in range(40)}


@pytest.mark.parametrize("after", [1, 2, 7, 19])
def test_everything_acknowledged_survives_a_kill(path: Path, after: int) -> None:
    writer = adding(path, "fod", 100_000)
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline().strip() for _ in range(after)]
    writer.kill()
    acknowledged += writer.stdout.read().split()
    writer.stdout.close()
    writer.wait()
    assert set(acknowledged) <= {each.id for each in reopened(path)}
