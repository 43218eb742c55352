"""Copying bookmarks from elsewhere into one's own, such as a list that the clinic keeps."""

from collections.abc import Sequence
from dataclasses import dataclass

from kbviewer.library import edits
from kbviewer.library.bookmark import TOP
from kbviewer.library.edits import Edit, Target
from kbviewer.library.shelf import Change, Shelf, Step


@dataclass(frozen=True, slots=True)
class Copied:
    """A bookmark to be."""

    target: Target
    note: str = ""


@dataclass(frozen=True, slots=True)
class CopiedFolder:
    """A folder to be, with what is to lie in it."""

    name: str
    items: "Sequence[Copied | CopiedFolder]"


def copy(items: Sequence[Copied | CopiedFolder]) -> Edit:
    """Bookmark all of this, in folders as told.

    What is bookmarked already stays where it is, and only an empty note is filled; a folder that would stay empty is
    not made. Raises what `edits.new_folder` and `edits.add` raise.
    """

    def edit(shelf: Shelf) -> Change:
        copying = _Copying(shelf)
        copying.copy(items, TOP)
        name = next((item.name if isinstance(item, CopiedFolder) else item.target.title for item in items), "")
        return Change("copied", tuple(copying.steps), name, len(copying.steps), copying.texts)

    return edit


class _Copying:
    """Steps made one after another, each on the shelf as the ones before left it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.steps: list[Step] = []
        self.texts: dict[str, str] = {}

    def copy(self, items: Sequence[Copied | CopiedFolder], folder: str) -> None:
        for item in items:
            if isinstance(item, Copied):
                self._do(edits.add(item.target, note=item.note, folder=folder))
            elif self._holds_new(item):
                made = self._do(edits.new_folder(item.name, folder))
                self.copy(item.items, made.steps[0].row.uid)
            else:
                self.copy(item.items, folder)

    def _holds_new(self, folder: CopiedFolder) -> bool:
        return any(
            self._holds_new(item)
            if isinstance(item, CopiedFolder)
            else self._shelf.bookmark_of(item.target.id, item.target.section) is None
            for item in folder.items
        )

    def _do(self, edit: Edit) -> Change:
        change = edit(self._shelf)
        self._shelf = self._shelf.after(change)
        self.steps += change.steps
        self.texts |= change.texts
        return change
