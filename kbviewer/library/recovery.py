"""A damaged or lost bookmark file is replaced by its newest good backup, with the rows that only the damaged one had.

Rows that backup and damaged file both have stay as the backup has them: damage inside a row does not show. The
damaged file is put aside, never deleted.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

from kbviewer.files import put_in_place
from kbviewer.library import rows, schema
from kbviewer.library.backups import Backups, connect_to_read, moment_of
from kbviewer.library.bookmark import Bookmark, Row
from kbviewer.library.shelf import Shelf

_SIBLINGS = ("-journal", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Recovered:
    """What became of a file that could not be used."""

    damaged: Path | None
    """Where it was put aside; None if there was none, or nothing in it."""
    backup: datetime | None
    """When the last change was made that the backup in its place holds; None if it was begun afresh."""
    rescued: int
    """Rows of the damaged file that the backup did not have, and the file in its place has."""


def recover(path: Path, backups: Backups) -> Recovered:
    """Put a good file in the place of ``path``, which is damaged, empty or not there.

    Call it only inside `Backups.alone`. Raises `OSError` or `sqlite3.DatabaseError`; then ``path`` is as it was.
    """
    backup = backups.newest_good()
    moment = moment_of(backup) if backup else None
    aside = path.with_name(f"{path.name}.new")
    aside.unlink(missing_ok=True)
    if backup:
        copyfile(backup, aside)
    rescued = _complete(aside, _rescued(path))
    damaged = _put_aside(path)
    put_in_place(aside, path)
    return Recovered(damaged, moment, rescued)


def _rescued(path: Path) -> Sequence[Row]:
    if not path.exists():
        return ()
    try:
        with closing(connect_to_read(path)) as connection:
            connection.execute("PRAGMA writable_schema = ON")  # read a file that says it is longer than it is
            return rows.rescue(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return ()


def _complete(file: Path, rescued: Sequence[Row]) -> int:
    """Bring a file to the newest schema and add the rows it has not; how many that were."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection, connection:
        if schema.is_newer(connection):
            return 0
        connection.execute("BEGIN IMMEDIATE")
        schema.migrate(connection)
        shelf = Shelf(rows.read(connection)[0])
        fresh = [row for row in rescued if row.uid not in shelf.rows and not _is_bookmarked(shelf, row)]
        rows.insert(connection, fresh)
        return len(fresh)


def _is_bookmarked(shelf: Shelf, row: Row) -> bool:
    return isinstance(row, Bookmark) and shelf.bookmark_of(row.id, row.section) is not None


def _put_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    aside = path.with_name(f"{path.stem}.damaged-{moment}{path.suffix}")
    # Its journal goes first: left behind, SQLite would play it into the file that comes in its place.
    for sibling in _SIBLINGS:
        journal = path.with_name(f"{path.name}{sibling}")
        if journal.exists():
            journal.rename(aside.with_name(f"{aside.name}{sibling}"))
    if not path.stat().st_size:
        path.unlink()
        return None
    path.rename(aside)
    return aside
