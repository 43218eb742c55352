"""Folders, bookmarks and highlights in the tables of the bookmark file.

What is read may have been damaged or made by anyone: whatever stands in a row, it is read as the nearest thing
that the program could have written.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import islice
from operator import attrgetter

from kbviewer.library.bookmark import LABELS, Bookmark, Folder, Highlight, Row, new_uid
from kbviewer.library.schema import error_kind
from kbviewer.library.shelf import Change

TABLES: Mapping[type[Row], str] = {Folder: "folders", Bookmark: "bookmarks", Highlight: "highlights"}

LONGEST = 1_000_000
"""Letters that are read of a value; the program writes none that long."""

MOST = 1_000_000
"""Rows that are read of a table: damage can lead round in a ring."""

_FARTHEST = 2**53  # of a place; leaves room for places to come
_UID = re.compile(r"[0-9a-f]{32}")
_CREATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

_COLUMNS = {kind: tuple(field.name for field in fields(kind)) for kind in TABLES}
_TYPES = {kind: tuple(field.type for field in fields(kind)) for kind in TABLES}
_VALUES = {kind: attrgetter(*names) for kind, names in _COLUMNS.items()}


def read(connection: sqlite3.Connection) -> tuple[list[Row], bool]:
    """Every row, and whether all stand there just as the program writes them; else `rewrite` mends them."""
    try:
        return _read(connection)
    except sqlite3.OperationalError as error:
        if error_kind(error) is not None:
            raise
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")  # some text is no UTF-8
    return _read(connection)[0], False


def text(connection: sqlite3.Connection, key: str) -> str:
    """The text kept under a key; empty when there is none."""
    found = connection.execute("SELECT CAST(text AS BLOB) FROM texts WHERE key = ?", (key,)).fetchone()
    return _text(found[0]) if found else ""


def write(connection: sqlite3.Connection, change: Change) -> None:
    """First all that goes, then all that comes: rows may have changed places with one another."""
    connection.executemany("INSERT OR IGNORE INTO texts (key, text) VALUES (?, ?)", change.texts.items())
    for step in change.steps:
        if step.before is not None:
            connection.execute(f"DELETE FROM {TABLES[type(step.before)]} WHERE uid = ?", (step.before.uid,))
    insert(connection, [step.after for step in change.steps if step.after is not None])


def insert(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Add rows that are not there yet."""
    for row in rows:
        kind = type(row)
        marks = ", ".join("?" for _ in _COLUMNS[kind])
        sql = f"INSERT INTO {TABLES[kind]} ({', '.join(_COLUMNS[kind])}) VALUES ({marks})"
        connection.execute(sql, _VALUES[kind](row))


def rewrite(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Let these be all the rows there are."""
    for table in TABLES.values():
        connection.execute(f"DELETE FROM {table}")
    insert(connection, rows)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether there is nothing to keep."""
    kept = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in TABLES.values())
    return not connection.execute(f"SELECT {kept}").fetchone()[0]


def rescue(connection: sqlite3.Connection) -> list[Row]:
    """The rows of a damaged file that can be read, from either end of its tables, and look sound in all they hold."""
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    found: dict[str, Row] = {}
    for kind in TABLES:
        for order in ("", " ORDER BY rowid DESC"):
            try:
                for raw in islice(_raw(connection, kind, order), MOST):
                    row = _made(kind, raw)
                    if _VALUES[kind](row) == raw and _is_sound(row):
                        found.setdefault(row.uid, row)
            except (sqlite3.DatabaseError, UnicodeDecodeError):
                continue  # the end of what can be read from here
    return _without_doubles(found.values())


def _read(connection: sqlite3.Connection) -> tuple[list[Row], bool]:
    rows: list[Row] = []
    as_written = True
    for kind in TABLES:
        for raw in islice(_raw(connection, kind), MOST):
            row = _made(kind, raw)
            as_written = as_written and _VALUES[kind](row) == raw
            rows.append(row)
    alone = _without_doubles(rows)
    return alone, as_written and alone == rows


def _raw(connection: sqlite3.Connection, kind: type[Row], order: str = "") -> Iterator[tuple[object, ...]]:
    """Rows as they stand, with None in columns that are not there; none when there is no such real table."""
    table = TABLES[kind]
    real = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND name = ?"
    if not connection.execute(real, (table,)).fetchone():
        return
    there = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    columns = ", ".join(name if name in there else "NULL" for name in _COLUMNS[kind])
    yield from connection.execute(f"SELECT {columns} FROM {table}{order}")


def _made(kind: type[Row], raw: tuple[object, ...]) -> Row:
    pairs = zip(raw, _TYPES[kind], strict=True)
    make: Callable[..., Row] = kind
    return make(*[_number(value) if wanted is int else _text(value) for value, wanted in pairs])


def _number(value: object) -> int:
    return value if isinstance(value, int) and abs(value) < _FARTHEST else 0


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value[: 4 * LONGEST].decode("utf-8", "replace")
    return "" if value is None else str(value)[:LONGEST]


def _is_sound(row: Row) -> bool:
    """Whether a row that can be read holds no damage that shows."""
    values = [value for value in _VALUES[type(row)](row) if isinstance(value, str)]
    is_unicode = not any("\ud800" <= letter <= "\udfff" for value in values for letter in value)
    has_label = isinstance(row, Folder) or row.label in ("", *LABELS)
    return bool(is_unicode and has_label and _UID.fullmatch(row.uid) and _CREATED.fullmatch(row.created))


def _without_doubles(rows: Iterable[Row]) -> list[Row]:
    """Each with a uid of its own, and one bookmark for each article and section, with the notes of all of them."""
    alone: dict[str, Row] = {}
    targets: dict[tuple[str, str], str] = {}
    for row in rows:
        uid = row.uid if row.uid and row.uid not in alone else new_uid()
        held = alone.get(targets.setdefault((row.id, row.section), uid)) if isinstance(row, Bookmark) else None
        if isinstance(held, Bookmark) and isinstance(row, Bookmark):
            notes = dict.fromkeys(note for note in (held.note, row.note) if note)
            alone[held.uid] = replace(held, note="\n\n".join(notes))
        else:
            alone[uid] = row if uid == row.uid else replace(row, uid=uid)
    return list(alone.values())
