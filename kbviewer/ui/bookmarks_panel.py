"""The panel of bookmarks: a tree to open, sort, filter, label and rearrange, by mouse and by keyboard."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import Catalogue
from kbviewer.library import edits
from kbviewer.library.bookmark import LABELS, TOP, Bookmark, Folder, Highlight
from kbviewer.library.outline import BY_HAND, ORDERS
from kbviewer.library.shelf import Change
from kbviewer.render.theme import Theme
from kbviewer.ui.bookmark_model import BookmarkModel, Entry
from kbviewer.ui.bookmark_rows import BookmarkDelegate
from kbviewer.ui.bookmarking import Bookmarking
from kbviewer.ui.rights import ALL, Rights
from kbviewer.ui.tab_keys import MiddleChooses

INDENT, LEAST_INDENT, WIDEST_INDENT = 18, 6, 144
"""Pixels that a line stands in from the one it lies below; less where many folders lie in one another."""


class BookmarksPanel(QWidget):
    """What the person at the window keeps. ``order`` is one of `ORDERS`."""

    chosen = Signal(object)
    """The `Entry` to open."""
    tab_asked = Signal(object)
    """The `Entry` to open in a tab of its own."""
    note_asked = Signal(object)
    """The `Bookmark` whose note is to be written."""
    ordered = Signal(str)
    """Another order has been chosen."""
    import_asked = Signal()
    export_asked = Signal(str)
    """The uid of the folder to export; the top for everything."""
    copied = Signal(list)
    """Entries of the clinic's lists to copy into one's own."""

    def __init__(self, marks: Bookmarking, words: Catalogue, theme: Theme, order: str, *, rights: Rights = ALL) -> None:
        super().__init__()
        self._rights = rights
        self._marks = marks
        self._words = words
        self._order = order
        self._statuses: Mapping[str, str] = {}
        self._lists: Callable[[], Sequence[Entry]] = tuple
        self._is_stale = True
        self._to_rename = ""
        """The uid of a folder just made, whose name is to be typed as soon as it is shown."""
        self._build(theme)
        self._connect()

    def _build(self, theme: Theme) -> None:
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.filter.setObjectName("filter")
        self.filter.setPlaceholderText(self._words.text("bookmarks.filter"))
        self.filter.setAccessibleName(self._words.text("bookmarks.filter"))
        self.filter.setToolTip(self._words.text("bookmarks.filter"))
        self.filter.setMaxLength(200)
        self._menu_button = QToolButton()
        self._menu_button.setObjectName("quiet")
        self._menu_button.setText("⋯")
        self._menu_button.setToolTip(self._words.text("bookmarks.menu"))
        self._menu_button.setAccessibleName(self._words.text("bookmarks.menu"))
        self.empty = QLabel(
            self._words.text("window.bookmarks_empty"), wordWrap=True, textFormat=Qt.TextFormat.PlainText
        )
        self.empty.setObjectName("hint")
        self.empty.setContentsMargins(12, 12, 12, 12)
        self.model = BookmarkModel(self._words, self)
        self._build_view(theme)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.filter, 1)
        row.addWidget(self._menu_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.addLayout(row)
        layout.addWidget(self.empty)
        layout.addWidget(self.view, 1)
        layout.addStretch()

    def _build_view(self, theme: Theme) -> None:
        self.view = QTreeView(headerHidden=True, uniformRowHeights=True, animated=False)
        self.view.setObjectName("bookmarks")
        self.view.setAccessibleName(self._words.text("window.bookmarks"))
        self.view.setModel(self.model)
        self.delegate = BookmarkDelegate(theme, self.view)
        self.view.setItemDelegate(self.delegate)
        self.view.setMouseTracking(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.view.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        MiddleChooses(self.view)

    def _connect(self) -> None:
        self._marks.changed.connect(self.refresh)
        self.filter.textChanged.connect(lambda _text: self.refresh())
        self._menu_button.clicked.connect(self._show_menu_below)
        self.view.clicked.connect(self._clicked)
        self.view.activated.connect(self._activated)
        self.view.customContextMenuRequested.connect(self._show_menu_at)
        self.delegate.closeEditor.connect(lambda: QTimer.singleShot(0, self, self._show_if_seen))
        self.model.moved.connect(lambda uids, folder, before: self._edit(edits.move(uids, folder, before)))
        self.model.copied.connect(self.copied)
        self.model.renamed.connect(lambda uid, name: self._edit(edits.rename(uid, name)))
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Delete), self.remove),
            (QKeySequence("Alt+Up"), lambda: self.step(-1)),
            (QKeySequence("Alt+Down"), lambda: self.step(1)),
            (QKeySequence("Ctrl+Shift+N"), self.add_folder),
        ):
            shortcut = QShortcut(keys, self.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- what is shown ----------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        self.delegate.theme = theme
        self.view.viewport().update()

    def show_statuses(self, statuses: Mapping[str, str]) -> None:
        """Say by uid what has become of bookmarked articles."""
        self._statuses = statuses
        self.refresh()

    def show_lists(self, lists: Callable[[], Sequence[Entry]]) -> None:
        """Have entries after one's own: the lists that come from the clinic. They are made anew each time."""
        self._lists = lists
        self.refresh()

    def forget(self) -> None:
        """Take back what the person asked for and where they were: they leave."""
        self.filter.clear()
        self.view.clearSelection()
        self.view.setCurrentIndex(QModelIndex())

    def names(self) -> list[str]:
        """What is shown, from the top."""
        self._show()
        return self.model.names()

    def refresh(self) -> None:
        """Show what is kept now, as soon as anybody looks."""
        self._is_stale = True
        self._show_if_seen()

    def _show_if_seen(self) -> None:
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        if not self._is_stale or self.view.state() == QAbstractItemView.State.EditingState:
            return  # a name that is being typed is not to be lost
        self._is_stale = False
        opened, current = self._opened(), self.model.entry(self.view.currentIndex())
        chosen = {entry.uid for entry in self.selected()}
        top = self.view.verticalScrollBar().value()
        self.model.show(
            self._marks.shelf,
            order=self._order,
            asked=self.filter.text(),
            statuses=self._statuses,
            lists=self._lists,
        )
        self.view.setIndentation(max(LEAST_INDENT, min(INDENT, WIDEST_INDENT // max(1, self.model.depth()))))
        for uid in opened:
            self.view.expand(self.model.index_of(uid))
        self._choose_again(chosen, current)
        self.view.verticalScrollBar().setValue(top)
        self._show_emptiness()
        self._begin_rename()

    def _choose_again(self, chosen: set[str], current: Entry) -> None:
        """Choose what was chosen before; where the keyboard's line has gone, the one next to it."""
        lines = (one for one in _nearest_first(current) if one is current or one.row is not None)
        near = (self.model.index_of(entry.uid) for entry in lines)
        index = next((each for each in near if each.isValid()), QModelIndex())
        if index.isValid():
            self.view.setCurrentIndex(index)
        selection = QItemSelection()
        for uid in chosen:
            here = self.model.index_of(uid)
            selection.select(here, here)
        if selection.indexes():
            self.view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _opened(self) -> list[str]:
        """Uids of the lines that are folded out."""
        return [uid for uid in self.model.branches() if self.view.isExpanded(self.model.index_of(uid))]

    def _show_emptiness(self) -> None:
        asked, rows = self.filter.text().strip(), self.model.rowCount()
        told = self._words.text("bookmarks.none_found", query=asked) if asked else ""
        self.empty.setText(told or self._words.text("window.bookmarks_empty"))
        self.empty.setVisible(not rows if asked else not self._marks.shelf.rows)
        self.view.setVisible(bool(rows))

    # --- what is done -----------------------------------------------------------------------------

    def selected(self) -> list[Entry]:
        """The lines chosen, from the top."""
        indexes = sorted(
            self.view.selectionModel().selectedIndexes(), key=lambda index: self.view.visualRect(index).y()
        )
        return [self.model.entry(index) for index in indexes]

    def remove(self) -> None:
        """Remove what is chosen."""
        self._edit(edits.remove([entry.uid for entry in self._kept()]))

    def add_folder(self) -> None:
        """Make a folder where the keyboard is and ask its name; several bookmarks that are chosen go into it."""
        here = self.model.entry(self.view.currentIndex()).row
        folder = here.uid if isinstance(here, Folder) else here.folder if isinstance(here, Bookmark) else TOP
        chosen = [entry.uid for entry in self._kept() if isinstance(entry.row, Bookmark)]
        self.filter.clear()

        def made(change: Change) -> None:
            self._to_rename = change.steps[0].row.uid
            self._is_stale = True
            self._show()

        name = self._words.text("bookmarks.new_folder")
        self._marks.edit(edits.new_folder(name, folder, chosen if len(chosen) > 1 else ()), made)

    def rename(self) -> None:
        """Type another name for the folder that the keyboard is at."""
        self.view.edit(self.view.currentIndex())

    def step(self, by: int) -> None:
        """Move the line that the keyboard is at up or down among its neighbours."""
        entry = self.model.entry(self.view.currentIndex())
        if self._order != BY_HAND or self.filter.text() or not isinstance(entry.row, Folder | Bookmark):
            return
        folder = self._marks.shelf.home(entry.row)
        row = [one.uid for one in self._marks.shelf.contents(folder)]
        place = row.index(entry.uid) + by
        if 0 <= place < len(row):
            row.remove(entry.uid)
            before = row[place] if place < len(row) else ""
            self._edit(edits.move([entry.uid], folder, before))

    def _kept(self) -> list[Entry]:
        """What is chosen of one's own."""
        return [entry for entry in self.selected() if entry.row is not None]

    def _edit(self, edit: edits.Edit) -> None:
        self._marks.edit(edit)

    def _begin_rename(self) -> None:
        index = self.model.index_of(self._to_rename)
        if self._to_rename and index.isValid():
            self._to_rename = ""
            self.view.expand(index.parent())
            self.view.setCurrentIndex(index)
            self.view.setFocus()
            self.view.edit(index)

    def _clicked(self, index: QModelIndex) -> None:
        if not QGuiApplication.keyboardModifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self._activated(index)

    def _activated(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        if entry.target:
            self.chosen.emit(entry)
        else:
            self.view.setExpanded(index, not self.view.isExpanded(index))

    # --- menu -------------------------------------------------------------------------------------

    def _show_menu_at(self, place: QPoint) -> None:
        if not self.view.indexAt(place).isValid():
            self.view.clearSelection()
        self._menu().exec(self.view.viewport().mapToGlobal(place))

    def _show_menu_below(self) -> None:
        self._menu().exec(self._menu_button.mapToGlobal(QPoint(0, self._menu_button.height())))

    def _menu(self) -> QMenu:
        """What can be done to the lines chosen, and to the panel."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self.selected()
        if len(chosen) == 1:
            self._add_single(menu, chosen[0])
        theirs = [entry for entry in chosen if entry.row is None and not entry.is_heading]
        if theirs:
            menu.addAction(self._words.text("bookmarks.copy"), lambda: self.copied.emit(theirs))
        if self._kept():
            self._add_kept(menu)
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(self._words.text("bookmarks.new_folder"), QKeySequence("Ctrl+Shift+N"), self.add_folder)
        self._add_orders(menu)
        if self._rights.exchange:
            menu.addSeparator()
            menu.addAction(self._words.text("action.import_bookmarks"), self.import_asked.emit)
            menu.addAction(self._words.text("action.export_bookmarks"), lambda: self.export_asked.emit(TOP))
        return menu

    def _add_single(self, menu: QMenu, entry: Entry) -> None:
        if entry.target:
            menu.addAction(self._words.text("bookmarks.open"), lambda: self.chosen.emit(entry))
            if self._rights.tabs:
                menu.addAction(self._words.text("action.open_in_tab"), lambda: self.tab_asked.emit(entry))
        if isinstance(entry.row, Bookmark):
            menu.addAction(self._words.text("bookmarks.write_note"), lambda: self.note_asked.emit(entry.row))
        if isinstance(entry.row, Folder):
            menu.addAction(self._words.text("bookmarks.rename"), QKeySequence("F2"), self.rename)
            if self._rights.exchange:
                menu.addAction(self._words.text("bookmarks.export_folder"), lambda: self.export_asked.emit(entry.uid))

    def _add_kept(self, menu: QMenu) -> None:
        kept = self._kept()
        uids = [entry.uid for entry in kept]
        labelled = [entry.uid for entry in kept if isinstance(entry.row, Bookmark | Highlight)]
        if labelled:
            colours = menu.addMenu(self._words.text("bookmarks.label"))
            for label in (*LABELS, ""):
                name = self._words.text(f"label.{label or 'none'}")
                colours.addAction(name, partial(self._edit, edits.put_label(labelled, label)))
        moving = [entry.uid for entry in kept if isinstance(entry.row, Folder | Bookmark)]
        if moving:
            self._add_folders(menu.addMenu(self._words.text("bookmarks.move_to")), moving)
            if len(moving) == 1 and self._order == BY_HAND:
                menu.addAction(self._words.text("bookmarks.up"), QKeySequence("Alt+Up"), lambda: self.step(-1))
                menu.addAction(self._words.text("bookmarks.down"), QKeySequence("Alt+Down"), lambda: self.step(1))
        remove = self._words.text("window.remove")
        menu.addAction(remove, QKeySequence("Del"), lambda: self._edit(edits.remove(uids)))

    def _add_folders(self, menu: QMenu, moving: Sequence[str]) -> None:
        menu.addAction(self._words.text("bookmarks.top"), lambda: self._edit(edits.move(moving)))
        for row in self._marks.shelf.walk():
            if isinstance(row, Folder) and row.uid not in moving:
                path = " / ".join(self._marks.shelf.path(row.uid)).replace("&", "&&")
                menu.addAction(path, partial(self._edit, edits.move(moving, row.uid)))

    def _add_orders(self, menu: QMenu) -> None:
        orders = menu.addMenu(self._words.text("bookmarks.order"))
        for order in ORDERS:
            action = orders.addAction(self._words.text(f"bookmarks.order_{order}"))
            action.setCheckable(True)
            action.setChecked(order == self._order)
            action.triggered.connect(lambda _on, order=order: self._sort(order))

    def _sort(self, order: str) -> None:
        self._order = order
        self.ordered.emit(order)
        self.refresh()


def _nearest_first(entry: Entry) -> Iterator[Entry]:
    """A line, then its neighbours from the next one on, then the line that they are below."""
    yield entry
    if entry.parent is not None:
        yield from entry.parent.children[entry.number + 1 :]
        yield from reversed(entry.parent.children[: entry.number])
        yield from _nearest_first(entry.parent)
