"""The tables of the bookmark file, version by version, and whether a file still has them.

A file may have been damaged, or made by anyone: one that is not whole is never written to.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

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

Condition = Literal["blank", "whole", "damaged"]

# What reading a damaged file gives; the last is a name in it that is no UTF-8.
_BROKEN = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, None)

_COLUMNS = """SELECT t.name, c.name, upper(c.type), c."notnull", c.pk, c.hidden
    FROM sqlite_master t, pragma_table_xinfo(t.name) c WHERE t.type = 'table'"""
_UNIQUE = """SELECT t.name, l.name, c.name
    FROM sqlite_master t, pragma_index_list(t.name) l, pragma_index_info(l.name) c
    WHERE t.type = 'table' AND l."unique" AND NOT l.partial"""
_ACTING = "SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view')"


def version(connection: sqlite3.Connection) -> int:
    """The schema version of a file; 0 when it has none."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_newer(connection: sqlite3.Connection) -> bool:
    """Whether a newer program has made the file."""
    return version(connection) > len(MIGRATIONS)


def is_older(connection: sqlite3.Connection) -> bool:
    """Whether the file has steps to take yet."""
    return version(connection) < len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to the newest version, inside the transaction of the caller."""
    _take_steps(connection, version(connection), len(MIGRATIONS))


def condition(connection: sqlite3.Connection) -> Condition:
    """Whether nothing has been written to a file yet, or it is whole, or not.

    Whole is one that is undamaged, has the tables of its version, and nothing that acts by itself; a newer program's
    tables are its own affair. Raises `sqlite3.DatabaseError` when the file cannot be read now.
    """
    connection.execute("BEGIN")
    try:
        held = version(connection)
        if not held and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            return "blank"
        if _is_cut(connection) or connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            return "damaged"
        return "whole" if held > len(MIGRATIONS) or _has_tables(connection, held) else "damaged"
    except sqlite3.DatabaseError as error:
        if error_kind(error) in _BROKEN:
            return "damaged"
        raise
    except UnicodeDecodeError:  # SQLite's message has a name of the file in it
        return "damaged"
    finally:
        connection.rollback()


def error_kind(error: sqlite3.Error) -> int | None:
    """SQLite's own error code without its details; None for a misuse of the Python module."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _is_cut(connection: sqlite3.Connection) -> bool:
    """Whether a file ends within a page: SQLite would take what is missing for zeros."""
    (file,) = connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()
    (page,) = connection.execute("PRAGMA page_size").fetchone()
    return Path(file).stat().st_size % int(page) != 0


def _has_tables(connection: sqlite3.Connection, held: int) -> bool:
    if held < 1:
        return False
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        _take_steps(fresh, 0, held)
        wanted = _shape(fresh)
    found = _shape(connection)
    return not connection.execute(_ACTING).fetchone() and all(found.get(table) == wanted[table] for table in wanted)


def _take_steps(connection: sqlite3.Connection, held: int, wanted: int) -> None:
    for step in MIGRATIONS[held:wanted]:
        for statement in step:
            connection.execute(statement)
    if held < wanted:
        connection.execute(f"PRAGMA user_version = {wanted}")


def _shape(connection: sqlite3.Connection) -> dict[str, set[object]]:
    """For every table its columns, and which of them together are unique."""
    shapes: dict[str, set[object]] = {}
    for table, *column in connection.execute(_COLUMNS):
        shapes.setdefault(table, set()).add(tuple(column))
    unique: dict[tuple[str, str], set[str]] = {}
    for table, index, column in connection.execute(_UNIQUE):
        unique.setdefault((table, index), set()).add(column)
    for (table, _index), columns in unique.items():
        shapes[table].add(frozenset(columns))
    return shapes
