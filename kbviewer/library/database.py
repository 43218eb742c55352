"""The SQLite file that holds the bookmarks: opening, schema steps, damage and durable changes.

A change that has returned is on the disk and survives a pulled plug. Only reading leaves no trace: the
file is made by the first change. A damaged file is put aside, never deleted. A file written by a newer
program can be read but not changed.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kbviewer.errors import StorageError

# Step n takes a file from schema version n to n + 1; a step that has been released is never changed.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE bookmarks ("
        " id TEXT NOT NULL, section TEXT NOT NULL, title TEXT NOT NULL,"
        " note TEXT NOT NULL, folder TEXT NOT NULL, created TEXT NOT NULL,"
        " PRIMARY KEY (id, section))",
    ),
    (
        "ALTER TABLE bookmarks RENAME TO bookmarks_1",
        "CREATE TABLE folders ("
        " uid TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, folder TEXT NOT NULL,"
        " place INTEGER NOT NULL, created TEXT NOT NULL)",
        "CREATE TABLE bookmarks ("
        " uid TEXT NOT NULL PRIMARY KEY, id TEXT NOT NULL, section TEXT NOT NULL,"
        " title TEXT NOT NULL, heading TEXT NOT NULL, note TEXT NOT NULL, label TEXT NOT NULL,"
        " folder TEXT NOT NULL, place INTEGER NOT NULL, created TEXT NOT NULL,"
        " fingerprint TEXT NOT NULL, saved TEXT NOT NULL, UNIQUE (id, section))",
        "CREATE TABLE highlights ("
        " uid TEXT NOT NULL PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, quote TEXT NOT NULL,"
        " before TEXT NOT NULL, after TEXT NOT NULL, label TEXT NOT NULL, created TEXT NOT NULL,"
        " fingerprint TEXT NOT NULL)",
        "CREATE TABLE texts (key TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL)",
        "INSERT INTO folders SELECT lower(hex(randomblob(16))), folder, '', min(rowid) * 1024, min(created)"
        " FROM bookmarks_1 WHERE folder <> '' GROUP BY folder",
        "INSERT INTO bookmarks SELECT lower(hex(randomblob(16))), id, section, title, '', note, '',"
        " coalesce((SELECT uid FROM folders WHERE name = bookmarks_1.folder), ''), rowid * 1024, created, '', ''"
        " FROM bookmarks_1 ORDER BY created, rowid",
        "DROP TABLE bookmarks_1",
    ),
)

BUSY_SECONDS = 2.0


class Database:
    """The file at ``path``. Belongs to the thread that made it.

    ``recovered_from`` is where a damaged file was put aside, else None; ``read_only`` is true when the
    file comes from a newer program.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self.recovered_from: Path | None = None
        self.read_only = False
        self._open_existing()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def state(self) -> object:
        """A value that is another one once somebody else has changed the file."""
        version = self.select("PRAGMA data_version")
        return (self._connection, version) if version else None

    def select(self, query: str, *values: str) -> list[tuple[object, ...]]:
        """The rows of a query; none when there is no file yet."""
        self._open_existing()
        if self._connection is None:
            return []
        with self._troubles("bookmarks_newer" if self.read_only else "bookmarks_not_readable"):
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of the block or nothing, on the disk when the block is left."""
        self._open_existing()
        if self.read_only:
            raise StorageError("bookmarks_newer", path=self._path)
        with self._troubles("bookmarks_not_writable"):
            connection = self._connection or self._create()
            # With a rollback journal, FULL may undo the last change after a power cut: only EXTRA syncs
            # the folder once the journal is gone. https://www.sqlite.org/pragma.html#pragma_synchronous
            connection.execute("PRAGMA synchronous = EXTRA")
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                self._migrate(connection)
                yield connection

    def _open_existing(self) -> None:
        """Open the file if there is one, made by us or meanwhile by another process."""
        with self._troubles("bookmarks_not_readable"):
            if self._connection is not None or not self._path.exists():
                return
            connection = self._connect()
            if _is_damaged(connection):
                self._put_aside()
                return
            version = _version(connection)
            if not version and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                self.close()  # made by a change that came to nothing
                return
        self.read_only = version > len(MIGRATIONS)
        if version < len(MIGRATIONS):
            with self.change():
                pass

    def _create(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return self._connect()

    def _connect(self) -> sqlite3.Connection:
        self._connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        return self._connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        version = _version(connection)
        if version > len(MIGRATIONS):
            self.read_only = True
            raise StorageError("bookmarks_newer", path=self._path)
        for step in MIGRATIONS[version:]:
            for statement in step:
                connection.execute(statement)
        if version < len(MIGRATIONS):
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def _put_aside(self) -> None:
        self.close()
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        aside = self._path.with_name(f"{self._path.stem}.damaged-{moment}{self._path.suffix}")
        journal = self._path.with_name(f"{self._path.name}-journal")
        # The journal goes first: left behind, SQLite would play it into the fresh file.
        if journal.exists():
            journal.rename(aside.with_name(f"{aside.name}-journal"))
        self._path.rename(aside)
        self.recovered_from = aside

    @contextmanager
    def _troubles(self, key: str) -> Iterator[None]:
        """Tell what SQLite or the system reports as a `StorageError`."""
        try:
            yield
        except OSError as error:
            raise StorageError(key, path=self._path) from error
        except sqlite3.DatabaseError as error:
            if _kind(error) is None:
                raise
            raise StorageError(key, path=self._path) from error


def _is_damaged(connection: sqlite3.Connection) -> bool:
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() != ("ok",))
    except sqlite3.DatabaseError as error:
        if _kind(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return True
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _kind(error: sqlite3.Error) -> int | None:
    """SQLite's own error code without its details; None for a misuse of the Python module."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
