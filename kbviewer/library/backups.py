"""Copies of the bookmark file, one for each of the last days on which something was changed.

    bookmarks.sqlite
    bookmarks.lock                              held by the one process that makes a copy or mends the file
    backups/bookmarks-2026-11-24.sqlite         as it was at the end of that day, or ten minutes ago
    backups/bookmarks-2026-11-24-version-1.sqlite   as it was before it was brought to a newer schema

A copy has the day and the time of the last change it holds: its own are those of the file it was made from. None goes
for being old, only for being the eighth.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path

from kbviewer.files import put_in_place
from kbviewer.library import rows, schema

DAYS = 7
"""Days kept."""

LOCK_SECONDS = 5.0
"""How long one waits for another process that makes a copy or mends the file."""


class Backups:
    """The copies of the file ``store``. Making one touches nothing on disk.

    Methods raise `OSError` (`filelock.Timeout` is one) or `sqlite3.DatabaseError`.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self.folder = store.parent / "backups"
        self._name = re.compile(rf"{re.escape(store.stem)}-(\d{{4}}-\d\d-\d\d)(-version-\d+)?{re.escape(store.suffix)}")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one, among all processes, that copies or mends the file."""
        from filelock import FileLock  # noqa: PLC0415  # slow to load, and the window comes first

        with FileLock(self._store.with_suffix(".lock"), timeout=LOCK_SECONDS):
            yield

    def all(self) -> list[Path]:
        """Every copy, good or not, the newest first; one from a day that has not come yet is nobody's newest."""
        today = date.today().isoformat()
        found = self.folder.iterdir() if self.folder.is_dir() else ()
        named = [(match[1] <= today, match[1], not match[2], file) for file in found if (match := self._named(file))]
        return [file for *_order, file in sorted(named, reverse=True)]

    def newest_good(self) -> Path | None:
        """The newest copy that is whole; None when there is none."""
        return next((copy for copy in self.all() if _is_good(copy)), None)

    def keeps(self, changed_at: int) -> bool:
        """Whether there is a copy of the file as it was changed last, at this time in nanoseconds."""
        copy = self._path(changed_at)
        return copy.exists() and copy.stat().st_mtime_ns >= changed_at

    def keep(self, connection: sqlite3.Connection, changed_at: int) -> bool:
        """Copy the file, unless there is nothing in it; its last change was at this time in nanoseconds.

        The copy of the same day is replaced, in one step, only by one that is whole. False when the file is not.
        """
        with self.alone():
            if rows.is_empty(connection):
                return True
            if not self._copy(connection, self._path(changed_at), changed_at):
                return False
            rolling = [file for file in self.all() if "-version-" not in file.name]
            for outdated in rolling[DAYS:]:
                outdated.unlink()
            return True

    def keep_version(self, connection: sqlite3.Connection, changed_at: int) -> None:
        """Copy the file as it is before it is brought to a newer schema. Such a copy stays."""
        with self.alone():
            self._copy(connection, self._path(changed_at, f"-version-{schema.version(connection)}"), changed_at)

    def _named(self, file: Path) -> re.Match[str] | None:
        return self._name.fullmatch(file.name)

    def _path(self, changed_at: int, mark: str = "") -> Path:
        day = datetime.fromtimestamp(changed_at / 1e9).date().isoformat()
        return self.folder / f"{self._store.stem}-{day}{mark}{self._store.suffix}"

    def _copy(self, connection: sqlite3.Connection, copy: Path, changed_at: int) -> bool:
        self.folder.mkdir(parents=True, exist_ok=True)
        aside = self.folder / f"{self._store.stem}.new"
        aside.unlink(missing_ok=True)
        with closing(sqlite3.connect(aside, isolation_level=None)) as made:
            made.execute("PRAGMA journal_mode = OFF")
            made.execute("PRAGMA synchronous = OFF")  # the whole of it goes to the disk below
            connection.backup(made)
            if schema.condition(made) != "whole":
                return False
        os.utime(aside, ns=(changed_at, changed_at))
        put_in_place(aside, copy)
        return True


def moment_of(copy: Path) -> datetime:
    """When the last change was made that a copy holds, in local time."""
    return datetime.fromtimestamp(copy.stat().st_mtime).astimezone()


def _is_good(copy: Path) -> bool:
    try:
        with closing(connect_to_read(copy)) as connection:
            return schema.condition(connection) == "whole"
    except sqlite3.DatabaseError:
        return False


def connect_to_read(file: Path) -> sqlite3.Connection:
    """Open a file that may hold anything, and is not to be changed."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection
