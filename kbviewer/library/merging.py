"""Merging a parcel into a shelf: what it would do, told beforehand, and the edit that does it.

A row is known again by its uid, else a bookmark by article and section, a folder by its name in the same folder, a
highlight by its words. What is there already stays as it is; only an empty note or label is filled in.
"""

from dataclasses import dataclass, replace

from kbviewer.errors import InputError
from kbviewer.library.bookmark import TOP, Bookmark, Folder, Highlight, Row, new_uid
from kbviewer.library.edits import GAP, Edit
from kbviewer.library.parcel import Parcel
from kbviewer.library.shelf import DEEPEST, Change, Shelf, Step


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging does: new rows, bookmarks whose empty note or label is filled in, and those that stay as they are.

    ``held`` counts rows that are there already, ``kept`` are bookmarks that have another note here, which stays.
    ``change`` is what is done to the shelf.
    """

    folders: tuple[Folder, ...]
    bookmarks: tuple[Bookmark, ...]
    highlights: tuple[Highlight, ...]
    filled: tuple[Bookmark, ...]
    kept: tuple[Bookmark, ...]
    held: int
    left_out: int
    dropped: int
    change: Change


def plan(shelf: Shelf, parcel: Parcel, name: str = "") -> MergePlan:
    """What merging ``parcel`` into ``shelf`` would do. ``name`` is that of its file.

    Raises:
        InputError: folders would lie too deep in one another.
    """
    merging = _Merging(shelf)
    for row in parcel.shelf.walk():
        merging.take(row, parcel.shelf.home(row))
    merging.leave_hollow(parcel.shelf)
    for highlight in parcel.shelf.highlights.values():
        merging.take_highlight(highlight)
    steps = [Step(shelf.rows.get(uid), row) for uid, row in merging.rows.items()]
    made = [step.after for step in steps if step.before is None]
    needed = {row.saved for row in made if isinstance(row, Bookmark)}
    return MergePlan(
        folders=tuple(row for row in made if isinstance(row, Folder)),
        bookmarks=tuple(row for row in made if isinstance(row, Bookmark)),
        highlights=tuple(row for row in made if isinstance(row, Highlight)),
        filled=tuple(step.after for step in steps if step.before and isinstance(step.after, Bookmark)),
        kept=tuple(merging.kept.values()),
        held=merging.held,
        left_out=parcel.left_out,
        dropped=parcel.dropped,
        change=Change(
            "imported",
            tuple(steps),
            name,
            len(steps),
            {key: text for key, text in parcel.texts.items() if key in needed},
        ),
    )


def merge(parcel: Parcel, name: str = "") -> Edit:
    """Put what is new in ``parcel`` on the shelf, as one change. Raises what `plan` raises."""
    return lambda shelf: plan(shelf, parcel, name).change


class _Merging:
    """Rows taken one after another, each folder before what lies in it. ``rows`` are those new or changed, by uid."""

    def __init__(self, shelf: Shelf) -> None:
        self.rows: dict[str, Row] = {}
        self.kept: dict[str, Bookmark] = {}
        self.held = 0
        self._shelf = shelf
        self._homes = {TOP: TOP}
        self._depths = {TOP: 0}
        self._last: dict[str, int] = {}
        self._passages = {_passage(row) for row in shelf.highlights.values()}
        self._by_target = {(row.id, row.section): row.uid for row in shelf.bookmarks.values()}
        self._folders: dict[tuple[str, str], list[str]] = {}
        for row in shelf.walk():
            if isinstance(row, Folder):
                self._folders.setdefault((shelf.home(row), row.name), []).append(row.uid)

    def take(self, row: Folder | Bookmark, home: str) -> None:
        if isinstance(row, Folder):
            self._take_folder(row, self._homes[home])
        else:
            self._take_bookmark(row, self._homes[home])

    def take_highlight(self, row: Highlight) -> None:
        if row.uid in self._shelf.highlights or _passage(row) in self._passages:
            self.held += 1
            return
        made = replace(row, uid=self._free(row.uid))
        self.rows[made.uid] = made

    def leave_hollow(self, incoming: Shelf) -> None:
        """Make no folder that brings nothing new, unless it was an empty one."""
        filled = {
            row.folder for row in self.rows.values() if isinstance(row, Bookmark) and row.uid not in self._shelf.rows
        }
        for uid in reversed([row.uid for row in incoming.walk() if isinstance(row, Folder)]):
            made = self.rows.get(self._homes[uid])
            if isinstance(made, Folder):
                if made.uid in filled or not incoming.contents(uid):
                    filled.add(made.folder)
                else:
                    del self.rows[made.uid]

    def _take_folder(self, row: Folder, folder: str) -> None:
        held = row.uid if row.uid in self._shelf.folders else self._of_same_name(row.name, folder)
        if held is None:
            made = self._placed(row, folder)
            held = made.uid
            self._depths[held] = self._depth(folder) + 1
            if self._depths[held] > DEEPEST:
                raise InputError("folder_too_deep", most=DEEPEST)
        else:
            self.held += 1
        self._homes[row.uid] = held

    def _of_same_name(self, name: str, folder: str) -> str | None:
        """The folder of this name that lies in another; of several, each time the next, until the last."""
        held = self._folders.get((folder, name))
        if held is None:
            return None
        return held.pop(0) if len(held) > 1 else held[0]

    def _take_bookmark(self, row: Bookmark, folder: str) -> None:
        held = row.uid if row.uid in self._shelf.bookmarks else self._by_target.get((row.id, row.section))
        if held is None:
            self._by_target[row.id, row.section] = self._placed(row, folder).uid
            return
        here = self.rows.get(held, self._shelf.rows.get(held))
        assert isinstance(here, Bookmark)
        filled = replace(here, note=here.note or row.note, label=here.label or row.label)
        if filled != here:
            self.rows[held] = filled
        if row.note not in ("", filled.note):
            self.kept[held] = here
        elif filled == here:
            self.held += 1

    def _placed(self, row: Folder | Bookmark, folder: str) -> Folder | Bookmark:
        """The row as a new one in ``folder``: in the place it brings when the folder was empty, else after the last."""
        if self._shelf.contents(folder):
            before = max((each.place for each in self._shelf.contents(folder)), default=0)
            place = self._last[folder] = self._last.get(folder, before) + GAP
        else:
            place = row.place
        made = replace(row, uid=self._free(row.uid), folder=folder, place=place)
        self.rows[made.uid] = made
        return made

    def _depth(self, folder: str) -> int:
        return self._depths.setdefault(folder, len(self._shelf.path(folder)))

    def _free(self, uid: str) -> str:
        return new_uid() if uid in self._shelf.rows else uid


def _passage(row: Highlight) -> tuple[str, str, str, str]:
    return row.id, row.quote, row.before, row.after
