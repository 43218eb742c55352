"""What a person keeps as a tree for Qt: folders, bookmarks and highlights, and the lists that the clinic keeps."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from kbviewer.i18n import Catalogue
from kbviewer.library.bookmark import TOP, Bookmark, Folder, Highlight, Row
from kbviewer.library.outline import BY_HAND, Filter, arranged, loose_highlights
from kbviewer.library.shelf import Shelf
from kbviewer.search.note_text import bare_note
from kbviewer.ui.look import tooltip
from kbviewer.wording import SHOWN_QUOTE, shown_name

Index = QModelIndex | QPersistentModelIndex

EntryRole = Qt.ItemDataRole.UserRole

DRAGGED = "application/x-kbviewer-bookmarks"
"""Mime type of what is dragged: the uids of rows, as JSON."""

_STILL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_DRAGGED_ONE = _STILL | Qt.ItemFlag.ItemIsDragEnabled
_FOLDER = _DRAGGED_ONE | Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsEditable
_GROUND = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled
"""Made once: a long list is asked for them twice a line."""


@dataclass(slots=True, eq=False)
class Entry:
    """A line of the tree. ``uid`` names it, also when the tree is built anew; ``row`` is what is kept, if anything.

    ``target`` is the article's id and the section's anchor that choosing it opens. ``status`` says what has become of
    that article. ``is_list`` tells a list of the clinic's, or a heading in one; ``note`` is what a list says in full.
    """

    uid: str
    name: str
    detail: str = ""
    status: str = ""
    label: str = ""
    row: Row | None = None
    target: tuple[str, str] | None = None
    is_heading: bool = False
    is_list: bool = False
    note: str = ""
    parent: "Entry | None" = None
    number: int = 0
    children: list["Entry"] = field(default_factory=list)

    def take(self, children: Iterable["Entry"]) -> None:
        """Have these below."""
        for child in children:
            child.parent, child.number = self, len(self.children)
            self.children.append(child)


class BookmarkModel(QAbstractItemModel):
    """Folders of bookmarks, each with the highlights of its article, then what belongs to none of them."""

    moved = Signal(list, str, str)
    """Uids of rows, the folder they are dropped into, and the row that they are dropped right before, if any."""
    copied = Signal(list)
    """Entries of the clinic's lists that are to be copied into one's own."""
    renamed = Signal(str, str)
    """The uid of a folder and its new name."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shelf = Shelf()
        self._statuses: Mapping[str, str] = {}
        self._order = BY_HAND
        self._asked = ""
        self._lists: Callable[[], Sequence[Entry]] = tuple
        self._filter = Filter()
        self._root = Entry("", "")
        self._by_uid: dict[str, Entry] = {}

    # --- what is shown ----------------------------------------------------------------------------

    def show(
        self, shelf: Shelf, *, order: str, asked: str, statuses: Mapping[str, str], lists: Callable[[], Sequence[Entry]]
    ) -> None:
        """Show a shelf in an order of `kbviewer.library.outline`, or as a flat list what of it holds ``asked``.

        ``statuses`` are words by uid; ``lists`` makes the entries that come after one's own.
        """
        self.beginResetModel()
        self._shelf, self._order, self._statuses = shelf, order, statuses
        self._asked, self._lists = asked, lists
        self._root = Entry("", "")
        self._root.take(self._found() if asked.strip() else self._all())
        self._by_uid = {}
        self._note(self._root)
        self.endResetModel()

    def entry(self, index: Index) -> Entry:
        """The line at an index; the invisible root for none."""
        return index.internalPointer() if index.isValid() else self._root

    def index_of(self, uid: str) -> QModelIndex:
        """Where the line of this uid is; no index when it is not shown."""
        entry = self._by_uid.get(uid)
        return self.createIndex(entry.number, 0, entry) if entry else QModelIndex()

    def branches(self) -> list[str]:
        """The uids of the lines that have others below them."""
        return [uid for uid, entry in self._by_uid.items() if entry.children]

    def depth(self) -> int:
        """The most lines that lie in one another."""
        return _depth(self._root)

    def names(self) -> list[str]:
        """What is shown, from the top, with what has become of it; folders before what is in them."""
        return [f"{one.name} ({one.status})" if one.status else one.name for one in self._by_uid.values()]

    def _note(self, entry: Entry) -> None:
        for child in entry.children:
            self._by_uid[child.uid] = child
            self._note(child)

    def _all(self) -> list[Entry]:
        entries = self._inside(TOP)
        loose = loose_highlights(self._shelf)
        if loose:
            group = Entry("loose", self._words.text("bookmarks.loose_highlights"), is_heading=True)
            group.take(self._of_highlight(row, titled=True) for row in loose)
            entries.append(group)
        return [*entries, *self._lists()]

    def _found(self) -> list[Entry]:
        rows = list(self._filter.found(self._shelf, self._asked))
        kept = arranged([row for row in rows if isinstance(row, Bookmark)], self._order)
        found = [self._of_bookmark(row, placed=True) for row in kept]
        return found + [self._of_highlight(row, titled=True) for row in rows if isinstance(row, Highlight)]

    def _inside(self, folder: str) -> list[Entry]:
        entries = []
        for row in arranged(self._shelf.contents(folder), self._order):
            if isinstance(row, Folder):
                entry = Entry(row.uid, row.name, row=row)
                entry.take(self._inside(row.uid))
                entry.detail = self._words.text("bookmarks.count", n=_count(entry))
            else:
                entry = self._of_bookmark(row)
                if not row.section:
                    entry.take(self._of_highlight(one) for one in self._shelf.highlights_in(row.id))
            entries.append(entry)
        return entries

    def _of_bookmark(self, row: Bookmark, *, placed: bool = False) -> Entry:
        place = " / ".join(self._shelf.path(row.folder)) if placed else ""
        note = " ".join(bare_note(row.note[:SHOWN_QUOTE]).split())
        detail = " · ".join(filter(None, (place, row.id if row.is_outside else "", note)))
        status = self._statuses.get(row.uid, "")
        return Entry(row.uid, row.name, detail, status, row.label, row, (row.id, row.section))

    def _of_highlight(self, row: Highlight, *, titled: bool = False) -> Entry:
        name = self._words.text("bookmarks.quoted", text=shown_name(row.quote, SHOWN_QUOTE))
        detail = row.title if titled else self._words.text("bookmarks.highlight")
        return Entry(row.uid, name, detail, self._statuses.get(row.uid, ""), row.label, row, (row.id, ""))

    # --- what Qt asks -----------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        entry = self.entry(parent or QModelIndex())
        if column != 0 or not 0 <= row < len(entry.children):
            return QModelIndex()
        return self.createIndex(row, 0, entry.children[row])

    def parent(self, index: Index | None = None) -> Any:
        above = self.entry(index).parent if index is not None and index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.number, 0, above)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return len(self.entry(parent or QModelIndex()).children)

    def columnCount(self, _parent: Index | None = None) -> int:  # noqa: N802
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._told(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            note = entry.row.note[:500] if isinstance(entry.row, Bookmark) else entry.note
            return tooltip("\n".join(filter(None, (entry.name, entry.status, note or entry.detail))))
        return entry if role == EntryRole else None

    def setData(self, index: Index, value: object, _role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        entry = self.entry(index)
        if isinstance(entry.row, Folder) and str(value).strip() != entry.name:
            self.renamed.emit(entry.uid, str(value))
        return False  # what is shown changes once it is kept

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _GROUND
        entry = self.entry(index)
        if isinstance(entry.row, Folder):
            return _FOLDER
        can_drag = isinstance(entry.row, Bookmark) or (entry.row is None and not entry.is_heading)
        return _DRAGGED_ONE if can_drag else _STILL

    def _told(self, entry: Entry) -> str:
        label = self._words.text(f"label.{entry.label}") if entry.label else ""
        kind = self._words.text("bookmarks.folder") if isinstance(entry.row, Folder) else ""
        return ". ".join(filter(None, (entry.name, kind, entry.status, label, entry.detail)))

    # --- dragging ---------------------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:  # noqa: N802
        return [DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        data = QMimeData()
        data.setData(DRAGGED, json.dumps([self.entry(index).uid for index in indexes]).encode())
        return data

    def dropMimeData(  # noqa: N802
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Ask for what was dropped to be moved; the tree changes once it is kept."""
        uids = json.loads(bytes(data.data(DRAGGED).data()).decode())
        entries = [self._by_uid[uid] for uid in uids if uid in self._by_uid]
        theirs = [entry for entry in entries if entry.row is None]
        if theirs:
            self.copied.emit(theirs)
        mine = [entry.uid for entry in entries if isinstance(entry.row, Folder | Bookmark)]
        inside = self.entry(parent)
        if mine:
            after = inside.children[row:] if row >= 0 and self._order == BY_HAND else []
            stay = [one.uid for one in after if isinstance(one.row, Folder | Bookmark) and one.uid not in mine]
            before = stay[0] if stay else ""
            self.moved.emit(mine, inside.uid, before)
        return False


def _depth(entry: Entry) -> int:
    return max((1 + _depth(child) for child in entry.children), default=0)


def _count(entry: Entry) -> int:
    """The bookmarks below a folder, however deep."""
    return sum(_count(child) if isinstance(child.row, Folder) else 1 for child in entry.children)
