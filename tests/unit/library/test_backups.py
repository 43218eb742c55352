"""A copy of the bookmarks for each of the last days with changes; what is damaged or lost comes back from it."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from kbviewer.errors import StorageError
from kbviewer.i18n import Catalogue
from kbviewer.library import edits, rows
from kbviewer.library.backups import Backups
from kbviewer.library.bookmark import Bookmark, Row
from kbviewer.library.bookmarks import BookmarkStore
from kbviewer.library.edits import Target
from kbviewer.library.recovery import Recovered
from kbviewer.library.shelf import Change
from kbviewer.paths import resources
from kbviewer.wording import recovered_sentence

DANISH = Catalogue.load("da", resources())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bookmarks.sqlite"


def add(path: Path, *ids: str) -> dict[str, Row]:
    """Add bookmarks in a run of the program; what is kept then."""
    with closing(BookmarkStore(path)) as store:
        for article_id in ids:
            store.edit(edits.add(Target(article_id, article_id.upper()), note=f"note {article_id} " * 20))
        return dict(store.shelf().rows)


def add_on(path: Path, day: int, *ids: str) -> dict[str, Row]:
    """The same on a day of November 2024, at 14.05, as far as files show it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Backups, "keep", lambda *_: True)
        rows = add(path, *ids)
    moment = datetime(2024, 11, day, 14, 5).astimezone().timestamp()
    os.utime(path, (moment, moment))
    add(path)
    return rows


def days(path: Path) -> list[Path]:
    return sorted((path.parent / "backups").glob("*.sqlite"))


def names(path: Path) -> list[str]:
    return [copy.stem.removeprefix("bookmarks-2024-") for copy in days(path)]


def ids(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as raw:
        return {row[0] for row in raw.execute("SELECT id FROM bookmarks")}


# --- making ---------------------------------------------------------------------------------------


def test_the_first_change_is_backed_up_at_once_and_the_last_when_the_program_ends(path: Path) -> None:
    with closing(BookmarkStore(path)) as store:
        store.edit(edits.add(Target("a", "A")))
        (copy,) = days(path)
        assert copy.name == f"bookmarks-{datetime.now().astimezone():%Y-%m-%d}.sqlite"
        assert ids(copy) == {"a"}
        store.edit(edits.add(Target("b", "B")))
        assert ids(copy) == {"a"}
    assert ids(copy) == {"a", "b"}


def test_a_change_is_backed_up_when_the_newest_copy_is_ten_minutes_old(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    with closing(BookmarkStore(path)) as store:
        store.edit(edits.add(Target("a", "A")))
        clock[0] += 599
        store.edit(edits.add(Target("b", "B")))
        assert ids(days(path)[0]) == {"a"}
        clock[0] += 1
        store.edit(edits.add(Target("c", "C")))
        assert ids(days(path)[0]) == {"a", "b", "c"}


def test_the_last_seven_days_with_changes_are_kept_however_old(path: Path) -> None:
    for day in (1, 2, 3, 5, 8, 13, 21, 22, 30):
        add_on(path, day, f"tag/{day}")
    assert names(path) == ["11-03", "11-05", "11-08", "11-13", "11-21", "11-22", "11-30"]
    assert ids(days(path)[0]) == {"tag/1", "tag/2", "tag/3"}


def test_a_start_without_a_change_makes_no_copy(path: Path) -> None:
    add_on(path, 5, "a")
    before = [(copy.name, copy.read_bytes()) for copy in days(path)]
    add(path)
    assert [(copy.name, copy.read_bytes()) for copy in days(path)] == before


def test_a_change_that_a_killed_program_made_is_backed_up_at_the_next_start(path: Path) -> None:
    add_on(path, 5, "a")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE bookmarks SET note = 'ny'")
    with closing(BookmarkStore(path)):
        assert len(days(path)) == 2


def test_an_emptied_store_replaces_no_backup(path: Path) -> None:
    add(path, "a")
    with closing(BookmarkStore(path)) as store:
        store.edit(edits.remove(list(store.shelf().rows)))
    assert [ids(copy) for copy in days(path)] == [{"a"}]


def test_a_store_damaged_meanwhile_replaces_no_backup(path: Path) -> None:
    rows = add(path, *(f"fod/{n}" for n in range(200)))
    before = days(path)[0].read_bytes()
    with closing(BookmarkStore(path)) as store:
        store.shelf()
        damage_a_leaf(path)
    assert days(path)[0].read_bytes() == before
    assert add(path) == rows


def damage_a_leaf(path: Path) -> None:
    """Of the table of bookmarks, somewhere in its middle."""
    with closing(sqlite3.connect(path)) as raw:
        (middle,) = raw.execute("SELECT note FROM bookmarks WHERE id = 'fod/100'").fetchone()
    place = path.read_bytes().index(middle.encode())
    with path.open("r+b") as file:
        file.seek(place // 4096 * 4096)
        file.write(b"\xff" * 4096)
        file.seek(24)
        file.write(b"\x7f")  # the count of changes: else SQLite would answer from memory


def test_a_day_that_has_not_come_yet_pushes_out_no_real_one(path: Path) -> None:
    for day in range(1, 8):
        add_on(path, day, f"tag/{day}")
    wrong = path.parent / "backups" / "bookmarks-2999-01-01.sqlite"
    wrong.write_bytes(days(path)[0].read_bytes())
    add_on(path, 8, "tag/8")
    assert names(path) == [f"11-0{day}" for day in range(2, 9)]


def test_a_failing_backup_fails_no_change_and_is_told_once(path: Path) -> None:
    path.parent.mkdir()
    (path.parent / "backups").write_text("a file where the folder should be", encoding="utf-8")
    with closing(BookmarkStore(path)) as store:
        store.edit(edits.add(Target("a", "A")))
        (told,) = store.news()
        assert not isinstance(told, Recovered)
        assert "Selve bogmærkerne er gemt" in DANISH.explain(told)
        store.edit(edits.add(Target("b", "B")))
        store._database.back_up()
        assert store.news() == []
    assert ids(path) == {"a", "b"}


# --- damage ---------------------------------------------------------------------------------------


def broken(whole: bytes, damage: str) -> bytes:
    return {
        "text": b"this is no database" * 300,
        "random": bytes(range(256)) * 40,
        "truncated": whole[: len(whole) // 2],
        "cut off within a page": whole[: len(whole) - 100],
        "flipped": whole[:8192] + b"\xff" * 4096 + whole[12288:],
        "zeros": bytes(len(whole)),
        "head": b"\0" * 100 + whole[100:],
        "one byte": whole[:1],
    }[damage]


DAMAGES = ("text", "random", "truncated", "cut off within a page", "flipped", "zeros", "head", "one byte")


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_kept_aside_and_replaced_by_its_backup(path: Path, damage: str) -> None:
    rows = add_on(path, 23, *(f"fod/{n}" for n in range(50)))
    bad = broken(path.read_bytes(), damage)
    path.write_bytes(bad)
    path.with_name("bookmarks.sqlite-journal").write_bytes(b"")
    with closing(BookmarkStore(path)) as store:
        (told,) = store.news()
        assert isinstance(told, Recovered)
        assert told.damaged is not None
        assert told.damaged.read_bytes() == bad
        sentence = recovered_sentence(told, DANISH)
        assert "hentet fra sikkerhedskopien fra 23. november 2024 kl. 14.05" in sentence
        assert str(told.damaged) in sentence
        assert store.shelf().rows == rows
        assert store.news() == []
        store.edit(edits.add(Target("a", "A")))
    assert len(add(path)) == 51
    assert not path.with_name("bookmarks.sqlite-journal").exists()


@pytest.mark.parametrize("damage", DAMAGES)
def test_without_a_backup_a_fresh_file_is_begun_with_what_can_be_rescued(path: Path, damage: str) -> None:
    rows = add(path, *(f"fod/{n}" for n in range(50)))
    for copy in days(path):
        copy.write_bytes(b"no good")
    bad = broken(path.read_bytes(), damage)
    path.write_bytes(bad)
    with closing(BookmarkStore(path)) as store:
        (told,) = store.news()
        assert isinstance(told, Recovered)
        assert told.damaged is not None
        assert told.damaged.name.startswith("bookmarks.damaged-")
        assert told.damaged.read_bytes() == bad
        found = store.shelf().rows
        assert found.items() <= rows.items()
        assert told.rescued == len(found)
        sentence = recovered_sentence(told, DANISH)
        assert "en ny er begyndt" in sentence
        assert ("kunne reddes" in sentence) == bool(found)
        assert bool(found) == (damage in ("truncated", "flipped", "cut off within a page"))
        store.edit(edits.add(Target("a", "A")))
    assert len(add(path)) == len(found) + 1


def test_rows_newer_than_the_backup_are_brought_over_from_the_damaged_file(path: Path) -> None:
    with closing(BookmarkStore(path)) as store:
        store.edit(edits.new_folder("Fod"))
    for first in days(path):
        first.unlink()
    add_on(path, 23, *(f"fod/{n}" for n in range(50)))
    (copy,) = days(path)
    old = copy.read_bytes(), copy.stat().st_mtime
    rows = add(path, "ny")
    for each in days(path):
        each.unlink()
    copy.write_bytes(old[0])
    os.utime(copy, (old[1], old[1]))
    path.write_bytes(path.read_bytes()[:-100])
    with closing(BookmarkStore(path)) as store:
        (told,) = store.news()
        assert isinstance(told, Recovered)
        assert told.rescued == 1
        assert "Én ting fra den beskadigede fil kunne reddes" in recovered_sentence(told, DANISH)
        assert store.shelf().rows == rows


def test_rows_on_both_sides_of_the_damage_are_rescued(path: Path) -> None:
    add(path, *(f"fod/{n}" for n in range(200)))
    for copy in days(path):
        copy.unlink()
    damage_a_leaf(path)
    found = {row.id for row in add(path).values() if isinstance(row, Bookmark)}
    assert {"fod/0", "fod/199"} < found
    assert "fod/100" not in found


@pytest.mark.parametrize("loss", ["missing", "empty"])
def test_a_lost_file_comes_back_from_its_backup(path: Path, loss: str) -> None:
    rows = add_on(path, 23, "a", "b")
    path.unlink()
    if loss == "empty":
        path.touch()
    with closing(BookmarkStore(path)) as store:
        (told,) = store.news()
        assert isinstance(told, Recovered)
        assert "manglede" in recovered_sentence(told, DANISH)
        assert "fra 23. november 2024 kl. 14.05" in recovered_sentence(told, DANISH)
        assert store.shelf().rows == rows
    assert not list(path.parent.glob("*.damaged-*"))


def test_a_file_left_empty_by_a_crash_before_any_backup_is_a_fresh_store(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with closing(BookmarkStore(path)) as store:
        assert store.shelf().rows == {}
        assert store.news() == []


def test_a_damaged_backup_is_passed_over_for_an_older_one(path: Path) -> None:
    rows = add_on(path, 22, "a")
    add_on(path, 23, "b")
    days(path)[1].write_bytes(b"no good" * 1000)
    path.unlink()
    with closing(BookmarkStore(path)) as store:
        (told,) = store.news()
        assert isinstance(told, Recovered)
        assert "fra 22. november" in recovered_sentence(told, DANISH)
        assert store.shelf().rows == rows


def test_a_file_damaged_while_it_is_open_is_mended_at_the_next_use(path: Path) -> None:
    rows = add(path, *"abcdefghijklmnopqrstuvwxyz")
    with closing(BookmarkStore(path)) as store:
        assert store.shelf().rows == rows
        with path.open("r+b") as raw:
            raw.write(b"this is no database" * 1000)
        with pytest.raises(StorageError, match="bookmarks_not_readable"):
            store.shelf()
        assert store.shelf().rows == rows
        assert [type(news) for news in store.news()] == [Recovered]


def test_a_program_that_has_the_file_open_goes_over_to_the_one_in_its_place(path: Path) -> None:
    add(path, "a")
    with closing(BookmarkStore(path)) as store:
        store.shelf()
        path.rename(path.with_name("bookmarks.damaged-by-another.sqlite"))
        path.write_bytes(days(path)[0].read_bytes())
        store.edit(edits.add(Target("b", "B")))
        assert {row.id for row in store.shelf().rows.values() if isinstance(row, Bookmark)} == {"a", "b"}
    assert ids(path) == {"a", "b"}
    assert ids(path.with_name("bookmarks.damaged-by-another.sqlite")) == {"a"}


@pytest.mark.parametrize("written", [False, True], ids=["before it is written", "before it is committed"])
def test_a_change_into_a_file_that_is_put_aside_meanwhile_is_not_acknowledged(path: Path, written: bool) -> None:
    add(path, "a")
    write = rows.write

    def interrupted(connection: sqlite3.Connection, change: Change) -> None:
        if written:
            write(connection, change)
        path.rename(path.with_name("aside.sqlite"))
        path.write_bytes(days(path)[0].read_bytes())
        if not written:
            write(connection, change)

    with closing(BookmarkStore(path)) as store:
        with pytest.MonkeyPatch.context() as patch, pytest.raises(StorageError, match="bookmarks_not_writable"):
            patch.setattr(rows, "write", interrupted)
            store.edit(edits.add(Target("b", "B")))
        assert ids(path) == {"a"}
        store.edit(edits.add(Target("b", "B")))
    assert ids(path) == {"a", "b"}


def test_two_programs_that_find_the_damage_at_once_mend_it_once(path: Path) -> None:
    rows = add(path, *"abcdefghijklmnopqrstuvwxyz")
    path.write_bytes(b"this is no database" * 1000)
    script = "import sys; from pathlib import Path; from kbviewer.library.bookmarks import BookmarkStore as Store;"
    script += "store = Store(Path(sys.argv[1])); print(len(store.shelf().rows), len(store.news()))"
    programs = [
        subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True) for _ in range(6)
    ]
    said = sorted(program.communicate(timeout=60)[0].strip() for program in programs)
    assert said == [f"{len(rows)} 0"] * 5 + [f"{len(rows)} 1"]
    assert len(list(path.parent.glob("bookmarks.damaged-*.sqlite"))) == 1
