"""Bookmarks and notes, kept for years."""

from datetime import UTC, datetime
from pathlib import Path

from kbviewer.library.bookmark import Bookmark, utc_text
from kbviewer.library.database import Database
from kbviewer.library.exchange import from_json, to_json

__all__ = ["Bookmark", "BookmarkStore"]

_COLUMNS = "id, section, title, note, folder, created"
_MERGE = (
    f"INSERT INTO bookmarks ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET note = excluded.note WHERE note = '' AND excluded.note <> ''"
)


class BookmarkStore:
    """All bookmarks of one person, in the SQLite file at ``path``. Belongs to the thread that made it.

    Every method may raise a `StorageError`; a change that has returned is on the disk.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)

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

    def all(self) -> tuple[Bookmark, ...]:
        """Every bookmark, the oldest first."""
        rows = self._database.select(f"SELECT {_COLUMNS} FROM bookmarks ORDER BY created, rowid")
        return tuple(Bookmark(*row) for row in rows)

    def contains(self, article_id: str, section: str = "") -> bool:
        """Whether the article, or that section of it, is bookmarked."""
        return bool(self._database.select("SELECT 1 FROM bookmarks WHERE id = ? AND section = ?", article_id, section))

    def add(self, article_id: str, title: str, *, section: str = "", note: str = "", folder: str = "") -> Bookmark:
        """Bookmark an article or section; one already there stays (only its empty note is filled)."""
        created = utc_text(datetime.now(UTC))
        return self.restore(Bookmark(article_id, section, title, note, folder, created))

    def restore(self, bookmark: Bookmark) -> Bookmark:
        """Put back what `remove` gave; returns the bookmark as it now stands."""
        with self._database.change() as connection:
            connection.execute(_MERGE, _row(bookmark))
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM bookmarks WHERE id = ? AND section = ?",
                (bookmark.id, bookmark.section),
            ).fetchone()
        return Bookmark(*row)

    def remove(self, article_id: str, section: str = "") -> Bookmark | None:
        """Remove a bookmark and give it back for `restore`; None if there was none."""
        if not self.contains(article_id, section):
            return None
        with self._database.change() as connection:
            rows = connection.execute(
                f"DELETE FROM bookmarks WHERE id = ? AND section = ? RETURNING {_COLUMNS}",
                (article_id, section),
            ).fetchall()
        return Bookmark(*rows[0]) if rows else None

    def set_note(self, article_id: str, note: str, section: str = "") -> bool:
        """Write the note of a bookmark; False if there is no such bookmark."""
        if not self.contains(article_id, section):
            return False
        with self._database.change() as connection:
            done = connection.execute(
                "UPDATE bookmarks SET note = ? WHERE id = ? AND section = ?", (note, article_id, section)
            )
        return done.rowcount == 1

    def export_json(self) -> str:
        """All bookmarks as the text documented in `kbviewer.library.exchange`."""
        return to_json(self.all())

    def import_json(self, text: str) -> int:
        """Merge an exported text in, all or nothing; how many bookmarks it added or gave a note.

        Raises:
            InputError: the text is not such an export; nothing is changed.
        """
        bookmarks = from_json(text)
        if not bookmarks:
            return 0
        with self._database.change() as connection:
            return sum(connection.execute(_MERGE, _row(each)).rowcount for each in bookmarks)


def _row(bookmark: Bookmark) -> tuple[str, ...]:
    return (
        bookmark.id,
        bookmark.section,
        bookmark.title,
        bookmark.note,
        bookmark.folder,
        bookmark.created,
    )
