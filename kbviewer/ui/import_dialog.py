"""What an import would do, shown before anything is done: counts in words, and a tree of what is new."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kbviewer.errors import ExpectedError
from kbviewer.i18n import Catalogue
from kbviewer.library.bookmark import TOP, Bookmark, Folder
from kbviewer.library.merging import MergePlan, plan
from kbviewer.library.parcel import Parcel
from kbviewer.library.shelf import Shelf
from kbviewer.ui.background import Lane
from kbviewer.wording import merge_lines, shown_name

MOST_SHOWN = 500
"""Rows of the tree; no person reads more."""

LETTERS = 100
"""Letters shown of a title."""


class ImportDialog(QDialog):
    """Reads and plans in ``lane``; only "Import" changes anything. Closes by itself when there is trouble."""

    asked = Signal(object)
    """A callable that gives the `Parcel` to merge."""
    failed = Signal(object)
    """An `ExpectedError`: the file cannot be used."""

    def __init__(self, name: str, shelf: Shelf, lane: Lane, words: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._shelf, self._lane, self._words = name, shelf, lane, words
        self._parcel = Parcel(Shelf())
        self._plans = 0
        self._is_over = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.text("exchange.title"))
        self.resize(720, 600)
        self._build()
        self._lay_out()
        self.import_button.clicked.connect(self._import)
        self.close_button.clicked.connect(self.reject)
        self.addresses.toggled.connect(self._plan)
        self.into.currentIndexChanged.connect(self._plan)
        self.finished.connect(self._end)

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        text = self._words.text
        self.heading = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.heading.setObjectName("heading")
        self.counts = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.tree = self._make_tree()
        self.progress = QProgressBar(minimum=0, maximum=0)
        self.progress.setTextVisible(False)
        self.addresses = QCheckBox(text("exchange.web_addresses"))
        self.addresses.setChecked(True)
        self.into = QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.into.addItem(text("exchange.top"), ())
        for row in self._shelf.walk():
            if isinstance(row, Folder):
                path = self._shelf.path(row.uid)
                self.into.addItem(" / ".join(shown_name(each, 40) for each in path), path)
        self.into_label = QLabel(text("exchange.into"))
        self.into_label.setBuddy(self.into)
        self.import_button = QPushButton(text("exchange.begin"))
        self.import_button.setObjectName("primary")
        self.import_button.setDefault(True)
        self.close_button = QPushButton(text("window.index_cancel"))
        self.close_button.setAutoDefault(False)

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self._words.text("exchange.new"))
        tree.setHeaderLabels([self._words.text("exchange.name"), self._words.text("exchange.what")])
        tree.setUniformRowHeights(True)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        return tree

    def _lay_out(self) -> None:
        self._waiting, self._news, self._nothing = QWidget(), QWidget(), QWidget()
        waiting = QVBoxLayout(self._waiting)
        waiting.addStretch()
        waiting.addWidget(self.progress)
        waiting.addStretch()
        waiting.setContentsMargins(120, 0, 120, 0)
        news = QVBoxLayout(self._news)
        news.setContentsMargins(0, 0, 0, 0)
        news.addWidget(self.tree, 1)
        self.pages = QStackedWidget()
        for page in (self._waiting, self._news, self._nothing):
            self.pages.addWidget(page)
        choices = QHBoxLayout()
        choices.addWidget(self.into_label)
        choices.addWidget(self.into, 1)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.import_button)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.counts)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.addresses)
        layout.addLayout(choices)
        layout.addLayout(foot)

    # --- reading and planning ---------------------------------------------------------------------

    def read(self, job: Callable[[], Parcel]) -> None:
        """Read the file with ``job``, then show what importing it would do."""
        self.heading.setText(self._words.text("exchange.reading", name=shown_name(self._name)))
        self.progress.setAccessibleName(self.heading.text())
        self.counts.hide()
        self._set_ready(False)
        self.close_button.setFocus()
        self._lane.run(job, self._take, self._fail)

    def _take(self, parcel: Parcel) -> None:
        self._parcel = parcel
        if not self._is_over:
            self._plan()

    def _plan(self) -> None:
        self._plans += 1
        number, shelf, job = self._plans, self._shelf, self._chosen()
        self._set_ready(False)

        def done(made: MergePlan) -> None:
            if number == self._plans and not self._is_over:
                self._show(made)

        self._lane.run(lambda: plan(shelf, job(), self._name), done, self._fail)

    def _chosen(self) -> Callable[[], Parcel]:
        parcel, path, with_addresses = self._parcel, self.into.currentData(), self.addresses.isChecked()
        return lambda: (parcel if with_addresses else parcel.without_addresses()).below(path)

    def _set_ready(self, ready: bool) -> None:
        self.import_button.setEnabled(ready)
        if not ready:
            self.pages.setCurrentWidget(self._waiting)

    # --- showing ----------------------------------------------------------------------------------

    def _show(self, made: MergePlan) -> None:
        text = self._words.text
        is_new, is_any = bool(made.change), bool(self._parcel.shelf.rows)
        self.heading.setText(text("exchange.from_file", name=shown_name(self._name)))
        lines = [f"•  {line}" for line in merge_lines(made, self._words)]
        nothing = [] if is_new else [text("exchange.nothing" if is_any else "exchange.nothing_usable")]
        self.counts.setText("\n".join([*nothing, *lines]))
        self.counts.setAccessibleName(self.counts.text())
        self.counts.show()
        has_addresses = any(row.is_outside for row in self._parcel.shelf.bookmarks.values())
        self.addresses.setVisible(has_addresses)
        for part in (self.into, self.into_label):
            part.setVisible((is_new and self.into.count() > 1) or self.into.currentIndex() > 0)
        self.import_button.setVisible(is_new)
        self.close_button.setText(text("window.index_cancel" if is_new else "exchange.close"))
        self._fill_tree(made)
        self._set_ready(is_new)
        self.pages.setCurrentWidget(self._news if is_new else self._nothing)
        (self.import_button if is_new else self.close_button).setFocus()

    def _fill_tree(self, made: MergePlan) -> None:
        self.tree.clear()
        after = self._shelf.after(made.change)
        told = {row.uid: self._words.text("exchange.new_folder") for row in made.folders}
        told |= {row.uid: self._words.text("exchange.new_bookmark") for row in made.bookmarks}
        told |= {row.uid: self._words.text("exchange.mark_filled") for row in made.filled}
        shown = _with_homes(after, told)
        items: dict[str, QTreeWidgetItem] = {}
        for row in after.walk():
            if row.uid in shown and len(items) < MOST_SHOWN:
                home = items.get(after.home(row), self.tree.invisibleRootItem())
                items[row.uid] = QTreeWidgetItem(home, [shown_name(row.name, LETTERS), told.get(row.uid, "")])
        if len(shown) > len(items):
            QTreeWidgetItem(self.tree, [self._words.text("exchange.more", n=len(shown) - len(items))])
        if made.highlights:
            self._add_highlights(made)
        self.tree.expandAll()

    def _add_highlights(self, made: MergePlan) -> None:
        group = QTreeWidgetItem(self.tree, [self._words.text("exchange.highlights")])
        for row in made.highlights[:MOST_SHOWN]:
            mark = self._words.text("exchange.new_highlight")
            QTreeWidgetItem(group, [shown_name(row.quote, LETTERS), mark])
        left = len(made.highlights) - MOST_SHOWN
        if left > 0:
            QTreeWidgetItem(group, [self._words.text("exchange.more", n=left)])

    # --- doing ------------------------------------------------------------------------------------

    def _import(self) -> None:
        self.asked.emit(self._chosen())
        self.accept()

    def _fail(self, error: ExpectedError) -> None:
        if not self._is_over:
            self.failed.emit(error)
            self.reject()

    def _end(self) -> None:
        self._is_over = True


def _with_homes(shelf: Shelf, uids: Iterable[str]) -> set[str]:
    """The rows, and the folders they lie in."""
    shown: set[str] = set()
    for uid in uids:
        here = uid
        while here and here not in shown:
            shown.add(here)
            row = shelf.rows[here]
            here = shelf.home(row) if isinstance(row, Folder | Bookmark) else TOP
    return shown
