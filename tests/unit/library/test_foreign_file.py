"""A bookmark file with anything in it: what can be read is shown, and what is not ours is never written to."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import fields
from pathlib import Path
from random import Random

import pytest

from kbviewer.errors import StorageError
from kbviewer.library import edits
from kbviewer.library.bookmark import Bookmark, Row
from kbviewer.library.bookmarks import BookmarkStore
from kbviewer.library.edits import Target
from kbviewer.library.recovery import Recovered

COLUMNS = [field.name for field in fields(Bookmark)]
UID = "0123456789abcdef0123456789abcdef"
GOOD = (UID, "fod/hael", "", "Hæl", "", "note", "", "", 1024, "2024-11-23T14:05:00Z", "", "")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bookmarks.sqlite"


def add(path: Path, *ids: str) -> dict[str, Row]:
    """Add bookmarks in a run of the program; what is kept then."""
    with closing(BookmarkStore(path)) as store:
        for article_id in ids:
            store.edit(edits.add(Target(article_id, article_id.upper()), note=f"note {article_id} " * 20))
        return dict(store.shelf().rows)


def put(path: Path, *statements: str, values: tuple[object, ...] = ()) -> None:
    """Let another program do something to a file with a bookmark; ``values`` are those of the last statement."""
    add(path, "a")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for statement in statements[:-1]:
            raw.execute(statement)
        raw.execute(statements[-1], values)


def ids(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as raw:
        return {row[0] for row in raw.execute("SELECT id FROM bookmarks")}


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        (0, b"\xff\xfe", "\ufffd\ufffd"),
        (3, b"H\xc3\xa6l", "Hæl"),
        (3, b"\xed\xa0\x80", "\ufffd\ufffd\ufffd"),
        (5, 17, "17"),
        (5, 1.5, "1.5"),
        (5, b"\0" * 10, "\0" * 10),
        (5, "x" * 3_000_000, "x" * 1_000_000),
        (8, "first", 0),
        (8, 2**63 - 1, 0),
        (8, 1.5, 0),
        (8, b"\1", 0),
    ],
    ids=range(11),
)
def test_a_value_of_another_kind_is_shown_as_the_nearest_and_mended_by_the_next_change(
    path: Path, column: int, value: object, shown: object
) -> None:
    row = (*GOOD[:column], value, *GOOD[column + 1 :])
    put(path, f"INSERT INTO bookmarks VALUES ({', '.join('?' * 12)})", values=row)
    with closing(BookmarkStore(path)) as store:
        found = store.shelf().bookmark_of("fod/hael")
        assert found is not None
        assert getattr(found, COLUMNS[column]) == shown
        store.edit(edits.move([found.uid], before=store.shelf().contents()[0].uid))
        store.edit(edits.remove([found.uid]))
        assert [row.id for row in store.shelf().bookmarks.values()] == ["a"]
        assert store.news() == []
    assert ids(path) == {"a"}


def test_text_that_is_no_utf_8_is_shown_and_mended(path: Path) -> None:
    put(path, "UPDATE bookmarks SET note = CAST(x'6ee6' AS TEXT), uid = CAST(x'ff' AS TEXT)")
    with closing(BookmarkStore(path)) as store:
        (row,) = store.shelf().bookmarks.values()
        assert (row.uid, row.note) == ("\ufffd", "n\ufffd")
        store.edit(edits.remove([row.uid]))
    assert ids(path) == set()


def test_two_rows_of_one_uid_are_both_shown(path: Path) -> None:
    put(path, "INSERT INTO folders SELECT uid, 'Fod', '', 1, created FROM bookmarks")
    with closing(BookmarkStore(path)) as store:
        shelf = store.shelf()
        assert (len(shelf.folders), len(shelf.bookmarks)) == (1, 1)
        store.edit(edits.remove(list(shelf.bookmarks)))
    assert add(path) == shelf.folders


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TRIGGER t AFTER INSERT ON bookmarks BEGIN DELETE FROM bookmarks; END",),
        ("CREATE VIEW v AS SELECT 1",),
        ("ALTER TABLE bookmarks RENAME TO b", "CREATE VIEW bookmarks AS SELECT * FROM b"),
        ("ALTER TABLE bookmarks DROP COLUMN note",),
        ("DROP TABLE highlights",),
        ("DROP TABLE texts",),
        ("ALTER TABLE bookmarks ADD COLUMN twice TEXT AS (note || note)",),
        ("CREATE UNIQUE INDEX one_a_day ON bookmarks (created)",),
        ("PRAGMA user_version = 0",),
        ("PRAGMA user_version = -7",),
        (
            "CREATE TABLE other AS SELECT * FROM bookmarks",
            "INSERT INTO other SELECT * FROM bookmarks",
            "DROP TABLE bookmarks",
            "ALTER TABLE other RENAME TO bookmarks",
        ),
    ],
    ids=range(11),
)
def test_tables_that_are_not_ours_are_put_aside_and_what_they_hold_is_brought_over(
    path: Path, statements: tuple[str, ...]
) -> None:
    put(path, *statements)
    with closing(BookmarkStore(path)) as store:
        (told,) = store.news()
        assert isinstance(told, Recovered)
        assert told.damaged is not None
        store.edit(edits.add(Target("b", "B")))
        assert {(row.id, bool(row.note)) for row in store.shelf().bookmarks.values()} == {("a", True), ("b", False)}
    assert ids(path) == {"a", "b"}


def test_rows_that_look_damaged_are_not_rescued(path: Path) -> None:
    for unsound in (("uid", "kort"), ("created", "i går"), ("label", "pink"), ("title", b"\xff")):
        row = {**dict(zip(COLUMNS, GOOD, strict=True)), unsound[0]: unsound[1]}
        add(path, "a")
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute(f"INSERT INTO bookmarks VALUES ({', '.join('?' * 12)})", list(row.values()))
        path.write_bytes(path.read_bytes() + b"x")
        for copy in (path.parent / "backups").iterdir():
            copy.unlink()
        assert [row.id for row in add(path).values() if isinstance(row, Bookmark)] == ["a"]


@pytest.mark.parametrize("seed", range(20))
def test_bytes_changed_at_random_give_no_more_than_a_sentence(path: Path, seed: int) -> None:
    add(path, *(f"fod/{n}" for n in range(20)))
    chance = Random(seed)
    damaged = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 3, 50))):
        damaged[chance.randrange(chance.choice((100, 4096, len(damaged))))] = chance.randrange(256)
    path.write_bytes(damaged)
    with suppress(StorageError), closing(BookmarkStore(path)) as store:
        assert len(list(store.shelf().walk())) == len(store.shelf().rows)
        store.edit(edits.add(Target("ny", "Ny")))
        store.edit(edits.remove(list(store.shelf().rows)))
        assert not store.shelf().rows


@pytest.mark.parametrize(
    "name", ["CREATE TABLE bookmarks ( uid", "CREATE TABLE highlights", "sqlite_autoindex_folders"]
)
def test_a_name_that_is_no_utf_8_is_damage(path: Path, name: str) -> None:
    rows = add(path, "a")
    content = path.read_bytes()
    assert name.encode() in content
    path.write_bytes(content.replace(name.encode(), name.encode()[:-1] + b"\xe6"))
    assert add(path) == rows
