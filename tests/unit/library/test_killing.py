"""A program killed at any moment loses nothing that it has acknowledged. ``KBVIEWER_KILLS``: how many times."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from killing import summary

from kbviewer.library.bookmarks import BookmarkStore
from kbviewer.library.edits import text_key
from kbviewer.library.shelf import Shelf

ROUNDS = int(os.environ.get("KBVIEWER_KILLS", "15"))


def killed(path: Path, seed: int) -> list[list[str]]:
    """What a writer has said until it was killed at a moment of chance."""
    chance = random.Random(seed)
    command = [sys.executable, str(Path(__file__).with_name("killing.py")), str(path), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(chance.randrange(1, 60))]
        try:
            writer.wait(chance.uniform(0, 0.02))
        except subprocess.TimeoutExpired:
            writer.kill()
        said += writer.stdout.readlines()
    assert writer.returncode == -9, "the writer ended by itself"
    return [line.split() for line in said if line.endswith("\n")]


def assert_readable(backup: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    shutil.copy(backup, folder / "bookmarks.sqlite")
    with closing(BookmarkStore(folder / "bookmarks.sqlite")) as store:
        assert store.shelf().rows
        assert store.news() == []


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_whatever_was_acknowledged_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.sqlite"
    kept, begun = summary(Shelf()), 0
    for seed in range(ROUNDS):
        said = killed(path, seed)
        kept = ([kept] + [words[1] for words in said if words[0] == "done"])[-1]
        tried = [said[-1][1]] if said[-1][0] == "try" else []
        begun += len(tried)
        with closing(sqlite3.connect(path)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with closing(BookmarkStore(path)) as store:
            shelf = store.shelf()
            assert store.news() == [], f"seed {seed}"
            assert summary(shelf) in (kept, *tried), f"seed {seed}"
            kept = summary(shelf)
            for bookmark in shelf.bookmarks.values():
                assert text_key(store.text(bookmark.saved)) == bookmark.saved
        for backup in (tmp_path / "backups").glob("*.sqlite"):
            assert_readable(backup, tmp_path / "restored")
    assert begun, "no kill met a change: nothing was shown"
