"""The SQLite file that holds the bookmarks: opening, mending, durable changes.

A change that has returned is on the disk and survives a pulled plug. Only reading leaves no trace: the file is made by
the first change. A file that is damaged, or lost while there are backups, is mended when it is opened (`recovery`). A
file written by a newer program can be read but not changed.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kbviewer.errors import StorageError
from kbviewer.library import schema
from kbviewer.library.backups import Backups
from kbviewer.library.recovery import Recovered, recover

BUSY_SECONDS = 5.0
"""How long one waits for a change that another process makes."""

BACKUP_SECONDS = 600.0
"""How long changes go without a backup."""

News = Recovered | StorageError


class Database:
    """The file at ``path``. Belongs to the thread that made it.

    ``read_only`` is true when the file comes from a newer program. ``news`` is what a person should be told.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._backups = Backups(path)
        self._connection: sqlite3.Connection | None = None
        self._file: object = None
        self._backup_due = 0.0
        self._backup_failed = False
        self._was_refused = False
        self._had_folder = path.parent.is_dir()
        self.read_only = False
        self.news: list[News] = []
        self._opened()
        self.back_up()

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """One state of the file throughout the block, whatever others change; None when there is no file yet."""
        connection = self._opened()
        with self._troubles("bookmarks_not_readable"):
            if connection is None:
                yield None
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of the block or nothing, on the disk when the block is left."""
        if self._was_refused:
            self._was_refused = False
            self.close()  # SQLite keeps to reading a file that could not be written when it was opened
        opened = self._opened()
        self._was_refused = True
        with self._troubles("bookmarks_not_writable"):
            connection = opened or self._create()
            self._refuse_newer(connection)
            connection.execute("PRAGMA journal_mode = DELETE")  # also where another program has set another one
            # With a rollback journal, FULL may undo the last change after a power cut: only EXTRA syncs
            # the folder once the journal is gone. https://www.sqlite.org/pragma.html#pragma_synchronous
            connection.execute("PRAGMA synchronous = EXTRA")
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                self._refuse_newer(connection)
                schema.migrate(connection)
                yield connection
            if self._file != _identity(self._path):  # put aside by another process meanwhile, with what we wrote
                raise StorageError("bookmarks_not_writable", path=self._path)
        self._was_refused = False
        if time.monotonic() >= self._backup_due:
            self.back_up()

    def back_up(self) -> None:
        """Keep a copy of the file as it is, unless there is one. Trouble with it is told once, and never raised."""
        try:
            changed_at = self._path.stat().st_mtime_ns if self._path.exists() else 0
            if self.read_only or not changed_at or self._backups.keeps(changed_at):
                return
            self._backup_due = time.monotonic() + BACKUP_SECONDS
            with self.reading() as connection:
                is_whole = connection is None or self._backups.keep(connection, changed_at)
            if not is_whole:
                self.close()  # the next use opens it anew, and finds the damage
            self._backup_failed = False
        except (OSError, sqlite3.DatabaseError, StorageError):
            self._tell_backup_failed()

    def _tell_backup_failed(self) -> None:
        if not self._backup_failed:
            self.news.append(StorageError("backup_not_writable", path=self._backups.folder))
        self._backup_failed = True

    def _opened(self) -> sqlite3.Connection | None:
        """The file, opened if it is not or has been replaced; None when there is none yet."""
        if self._connection is None or self._file != _identity(self._path):
            with self._troubles("bookmarks_not_readable"):
                if not self._open():
                    self._mend()
                if self._connection is not None:
                    self._suit(self._connection)
        return self._connection

    def _open(self) -> bool:
        """Open the file if it is whole. False when it must be mended first."""
        self.close()
        if self._path.exists():
            condition = schema.condition(self._connect())
            if condition == "whole":
                return True
            self.close()
            if condition == "damaged":
                return False
        return not self._backups.all()  # else what was there is gone

    def _mend(self) -> None:
        with self._backups.alone():
            if not self._open():  # no other process has mended it meanwhile
                self.news.append(recover(self._path, self._backups))
                self._open()

    def _suit(self, connection: sqlite3.Connection) -> None:
        """Bring an older file to our schema; let a newer one be."""
        if schema.is_newer(connection):
            if not self.read_only:
                self.news.append(StorageError("bookmarks_newer", path=self._path))
            self.read_only = True
            return
        self.read_only = False
        if schema.is_older(connection):
            try:
                self._backups.keep_version(connection, self._path.stat().st_mtime_ns)
            except (OSError, sqlite3.DatabaseError):
                self._tell_backup_failed()
            with self.change():
                pass

    def _refuse_newer(self, connection: sqlite3.Connection) -> None:
        self.read_only = schema.is_newer(connection)
        if self.read_only:
            raise StorageError("bookmarks_newer", path=self._path)

    def _create(self) -> sqlite3.Connection:
        if not self._had_folder:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        return self._connect()  # a folder taken away since, with whatever was in it, is not begun anew

    def _connect(self) -> sqlite3.Connection:
        self._file = _identity(self._path)
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        self._connection = connection
        self._file = self._file or _identity(self._path)
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection

    @contextmanager
    def _troubles(self, key: str) -> Iterator[None]:
        """Tell what SQLite or the system reports as a `StorageError`; the file is opened anew by the next use."""
        try:
            yield
        except TimeoutError as error:
            raise StorageError("bookmarks_busy", path=self._path) from error
        except (OSError, UnicodeDecodeError) as error:  # SQLite's message may have a name of a damaged file in it
            self.close()
            raise StorageError(key, path=self._path) from error
        except sqlite3.DatabaseError as error:
            kind = schema.error_kind(error)
            if kind is None:
                raise
            self.close()
            is_busy = kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            raise StorageError("bookmarks_busy" if is_busy else key, path=self._path) from error


def _identity(path: Path) -> object:
    """What tells one file from another that is put in its place; None when there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
