"""Bookmarks, folders, notes and highlights of one person, kept for years."""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kbviewer.errors import StorageError
from kbviewer.library import rows
from kbviewer.library.bookmark import Bookmark
from kbviewer.library.database import Database, News
from kbviewer.library.edits import Edit
from kbviewer.library.shelf import Change, Shelf

FILE_NAME = "bookmarks.sqlite"

_UNUSED = "FROM texts WHERE key NOT IN (SELECT CAST(saved AS TEXT) FROM bookmarks)"


class BookmarkStore:
    """The shelf kept in the SQLite file at ``path``. Belongs to the thread that made it.

    Every method may raise a `StorageError`; a change that has returned is on the disk.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self._shelf = Shelf()
        self._read_at: object = None
        self._as_written = True
        self._clear_texts()

    @property
    def read_only(self) -> bool:
        """Whether the file comes from a newer program and can only be read."""
        return self._database.read_only

    def news(self) -> list[News]:
        """What has become of the file since this was asked last, to be told to the person once."""
        news, self._database.news = self._database.news, []
        return news

    def close(self) -> None:
        """Let go of the file, with a backup of its last changes."""
        self._database.back_up()
        self._database.close()

    def shelf(self) -> Shelf:
        """Everything kept, what others have changed meanwhile included."""
        with self._database.reading() as connection:
            return self._read(connection) if connection else self._without_file()

    def text(self, key: str) -> str:
        """The text kept under a key (`Bookmark.saved`); empty when there is none."""
        with self._database.reading() as connection:
            return rows.text(connection, key) if connection else ""

    def edit(self, edit: Edit) -> Change:
        """Change the shelf as it is now; what was changed, which is nothing when there was nothing to do.

        Raises:
            InputError: what the edit raises; nothing is changed.
        """
        change = edit(self.shelf())
        if not change:
            return change
        with self._database.change() as connection:
            shelf = self._read(connection)
            change = edit(shelf)  # nobody else can change it now
            change = replace(change, texts={**_texts_lost(connection, change), **change.texts})
            if not self._as_written:
                rows.rewrite(connection, shelf.rows.values())
            rows.write(connection, change)
        self._as_written = True
        self._shelf = shelf.after(change)
        return change

    def _read(self, connection: sqlite3.Connection) -> Shelf:
        state = connection, connection.execute("PRAGMA data_version").fetchone()
        if state != self._read_at:
            read, self._as_written = rows.read(connection)
            self._shelf = Shelf(read)
            self._read_at = state
        return self._shelf

    def _without_file(self) -> Shelf:
        if self._read_at is not None:
            self._shelf, self._read_at = Shelf(), None
        return self._shelf

    def _clear_texts(self) -> None:
        """Forget the texts of bookmarks that are no more."""
        with self._database.reading() as connection:
            unused = connection and not self.read_only and connection.execute(f"SELECT 1 {_UNUSED}").fetchone()
        if unused:
            with suppress(StorageError), self._database.change() as connection:
                connection.execute(f"DELETE {_UNUSED}")


def _texts_lost(connection: sqlite3.Connection, change: Change) -> Mapping[str, str]:
    """The texts that bookmarks no longer refer to after a change, so that undoing it brings them back."""
    befores = [step.before for step in change.steps if isinstance(step.before, Bookmark)]
    kept = {bookmark.saved for bookmark in change.rows(Bookmark)}
    lost = {bookmark.saved for bookmark in befores} - kept - {""}
    return {key: text for key in lost if (text := rows.text(connection, key))}
