"""Bookmarks, folders, notes and highlights of one person, kept for years."""

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from kbviewer.library.bookmark import Bookmark, Folder, Highlight, Row
from kbviewer.library.database import Database
from kbviewer.library.edits import Edit
from kbviewer.library.shelf import Change, Shelf

FILE_NAME = "bookmarks.sqlite"

_TABLES: dict[type[Row], str] = {Folder: "folders", Bookmark: "bookmarks", Highlight: "highlights"}


class BookmarkStore:
    """The shelf kept in the SQLite file at ``path``. Belongs to the thread that made it.

    Every method may raise a `StorageError`; a change that has returned is on the disk.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self._shelf = Shelf()
        self._read_at: object = None

    @property
    def recovered_from(self) -> Path | None:
        """Where a damaged file was put aside; None if there was no damage."""
        return self._database.recovered_from

    @property
    def read_only(self) -> bool:
        """Whether the file comes from a newer program and can only be read."""
        return self._database.read_only

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def shelf(self) -> Shelf:
        """Everything kept, what others have changed meanwhile included."""
        state = self._database.state()
        if state != self._read_at:
            self._shelf = Shelf(self._rows())
            self._read_at = state
        return self._shelf

    def text(self, key: str) -> str:
        """The text kept under a key (`Bookmark.saved`); empty when there is none."""
        rows = self._database.select("SELECT text FROM texts WHERE key = ?", key)
        return _text(rows[0][0]) if rows else ""

    def edit(self, edit: Edit) -> Change:
        """Change the shelf as it is now; what was changed, which is nothing when there was nothing to do.

        Raises:
            InputError: what the edit raises; nothing is changed.
        """
        change = edit(self.shelf())
        if not change:
            return change
        with self._database.change() as connection:
            change = edit(self.shelf())  # nobody else can change it now
            _write(connection, change)
        self._shelf = self._shelf.after(change)
        return change

    def _rows(self) -> Iterable[Row]:
        for kind, table in _TABLES.items():
            for row in self._database.select(f"SELECT {_columns(kind)} FROM {table}"):
                yield _made(kind, row)


def _write(connection: sqlite3.Connection, change: Change) -> None:
    """First all that goes, then all that comes: rows may have changed places with one another."""
    connection.executemany("INSERT OR IGNORE INTO texts (key, text) VALUES (?, ?)", change.texts.items())
    for step in change.steps:
        if step.before is not None:
            connection.execute(f"DELETE FROM {_TABLES[type(step.before)]} WHERE uid = ?", (step.before.uid,))
    for step in change.steps:
        if step.after is not None:
            kind = type(step.after)
            marks = ", ".join("?" for _ in fields(kind))
            sql = f"INSERT INTO {_TABLES[kind]} ({_columns(kind)}) VALUES ({marks})"
            connection.execute(sql, astuple(step.after))


def _columns(kind: type[Row]) -> str:
    return ", ".join(field.name for field in fields(kind))


def _made(kind: type[Row], row: Iterable[object]) -> Row:
    values: dict[str, Any] = {
        field.name: _number(value) if field.type is int else _text(value)
        for field, value in zip(fields(kind), row, strict=True)
    }
    return kind(**values)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _text(value: object) -> str:
    """Text, also where another program has left something else."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)
