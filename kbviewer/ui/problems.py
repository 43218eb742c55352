"""The content check: what its owner should mend in the articles, found in the background, article by article."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kbviewer.articles.article import Problem
from kbviewer.articles.checking import Checked
from kbviewer.articles.problems import RULES
from kbviewer.errors import Cancelled, ExpectedError
from kbviewer.i18n import Catalogue
from kbviewer.ui.background import Lane
from kbviewer.wording import problem_list, problem_message, problem_suggestion, rule_sentence, severity_name

Check = Callable[[Callable[[int, int], None], Callable[[], bool]], Checked]
"""Does the check; is given what to tell of progress, and what to ask whether to stop."""

SHOWN = ("all", "error", "warning")
PLACE, SEVERITY, WHAT, RULE = range(4)
PADDING = 8
"""Pixels around the text of a row."""
TALLEST = 100_000
"""Pixels; no row is as high."""
_PROBLEM = Qt.ItemDataRole.UserRole


class _Wrapped(QStyledItemDelegate):
    """A column as high as its text needs: Qt's own hint stops at the lines that are there without wrapping."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        hint = super().sizeHint(option, index)
        room = QRect(0, 0, self._tree.columnWidth(index.column()) - 2 * PADDING, TALLEST)
        text = str(index.data() or "")
        hint.setHeight(option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() + 2 * PADDING)
        return hint


class ProblemsDialog(QDialog):
    """Checks when it is shown, and again when asked to. Closes with its window."""

    opened = Signal(str)
    """The id of an article to show."""
    _progressed = Signal(int, int)

    def __init__(self, check: Check, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check, self._words = check, words
        self._lane = Lane("check", self)
        self._stop = Event()
        self._checked = Checked((), ())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.text("window.problems_title"))
        self.resize(960, 640)
        self._build()
        self._lay_out()
        self._connect()
        if parent is not None:
            parent.window().installEventFilter(self)
        self.check()

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        text = self._words.text
        self.status = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.status.setObjectName("heading")
        self.shown = QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.shown.setAccessibleName(text("check.shown"))
        self.shown.setToolTip(text("check.shown"))
        self.tree = self._make_tree()
        self.note = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(text("check.starting"))
        self.cancel = _button(text("window.index_cancel"))
        self.again = _button(text("check.again"))
        self.copy = _button(text("check.copy"))
        self.open_button = _button(text("check.open"))
        self.close_button = _button(text("window.problems_close"))

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self._words.text("window.problems_title"))
        heads = ("check.place", "check.severity", "check.what", "check.rule")
        tree.setHeaderLabels([self._words.text(key) for key in heads])
        tree.setWordWrap(True)
        tree.setAlternatingRowColors(True)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setItemDelegateForColumn(WHAT, _Wrapped(tree))
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(tree.scheduleDelayedItemsLayout)
        return tree

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.status, 1)
        head.addWidget(self.shown)
        running = QWidget()
        waiting = QVBoxLayout(running)
        waiting.addStretch()
        waiting.addWidget(self.progress)
        waiting.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        waiting.addStretch()
        waiting.setContentsMargins(160, 0, 160, 0)
        self.pages = QStackedWidget()
        for page in (running, self.note, self.tree):
            self.pages.addWidget(page)
        self._running = running
        foot = QHBoxLayout()
        foot.addWidget(self.again)
        foot.addWidget(self.copy)
        foot.addStretch()
        foot.addWidget(self.open_button)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.pages, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._progressed.connect(self._show_progress)
        self.cancel.clicked.connect(self._stop.set)
        self.again.clicked.connect(self.check)
        self.copy.clicked.connect(self._copy)
        self.open_button.clicked.connect(self._open)
        self.close_button.clicked.connect(self.close)
        self.shown.currentIndexChanged.connect(self._show)
        self.tree.currentItemChanged.connect(lambda *_items: self.open_button.setEnabled(self._current_id() != ""))
        self.tree.itemActivated.connect(self._activate)
        self.finished.connect(self._end)

    # --- checking ---------------------------------------------------------------------------------

    def check(self) -> None:
        """Check all articles as they are now."""
        self._stop.clear()
        self.status.setText(self._words.text("check.starting"))
        self.progress.setRange(0, 0)
        self._set_busy(True)
        self.pages.setCurrentWidget(self._running)
        self.cancel.setFocus()
        check = self._check
        self._lane.run(lambda: check(self._progressed.emit, self._stop.is_set), self._done, self._failed)

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.status.setText(self._words.text("check.running", done=done, total=total))

    def _done(self, checked: Checked) -> None:
        self._checked = checked
        self._fill_choices()
        self._set_busy(False)
        self._show()

    def _failed(self, error: ExpectedError) -> None:
        self._checked = Checked((), ())
        self._set_busy(False)
        self.status.setText("")
        cancelled = isinstance(error, Cancelled)
        self._tell(self._words.text("check.cancelled") if cancelled else self._words.explain(error))

    def _set_busy(self, busy: bool) -> None:
        self.again.setEnabled(not busy)
        self.copy.setEnabled(False)
        self.open_button.setEnabled(False)
        self.shown.setEnabled(False)

    def _end(self) -> None:
        self._stop.set()
        self._lane.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Close:
            self.close()
        return super().eventFilter(watched, event)

    # --- showing ----------------------------------------------------------------------------------

    def _fill_choices(self) -> None:
        chosen = max(0, self.shown.currentIndex())
        self.shown.blockSignals(True)
        self.shown.clear()
        for choice in SHOWN:
            self.shown.addItem(self._words.text(f"check.show_{choice}", n=len(self._of(choice).problems)), choice)
        self.shown.setCurrentIndex(chosen)
        self.shown.blockSignals(False)

    def _of(self, choice: str) -> Checked:
        """What was found of one severity, or of both."""
        found = self._checked.problems
        return replace(self._checked, problems=tuple(p for p in found if choice in ("all", RULES[p.rule].severity)))

    def _show(self) -> None:
        found = self._checked.problems
        self.shown.setVisible(bool(found))
        self.shown.setEnabled(True)
        shown = self._of(self.shown.currentData()).problems
        self.copy.setEnabled(bool(shown))
        self._fill_tree(shown)
        if not found:
            self.status.setText("")
            read = self._words.text("check.clean", n=len(self._checked.articles))
            self._tell(f"{self._words.text('check.all_well')}\n\n{read}")
            return
        self.status.setText(self._words.text("check.count", n=len(found)))
        if shown:
            self.pages.setCurrentWidget(self.tree)
            self.tree.setCurrentIndex(self.tree.model().index(0, 0, self.tree.model().index(0, 0)))
            self.tree.setFocus()
        else:
            self._tell(self._words.text("check.none_shown"))

    def _tell(self, text: str) -> None:
        self.note.setText(text)
        self.note.setAccessibleName(text)
        self.pages.setCurrentWidget(self.note)
        self.again.setFocus()

    def _fill_tree(self, problems: tuple[Problem, ...]) -> None:
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for problem in problems:
            if problem.file not in groups:
                groups[problem.file] = self._group(problem.file)
            groups[problem.file].addChild(self._row(problem))
        self.tree.expandAll()

    def _group(self, file: str) -> QTreeWidgetItem:
        title = self._checked.title_of(file)
        group = QTreeWidgetItem(self.tree, [f"{title}  ·  {file}" if title else file])
        bold = QFont(self.tree.font())
        bold.setBold(True)
        group.setFont(PLACE, bold)
        group.setFirstColumnSpanned(True)
        return group

    def _row(self, problem: Problem) -> QTreeWidgetItem:
        words = self._words
        place = words.text("check.line", line=problem.line) if problem.line else words.text("check.whole_file")
        what = f"{problem_message(problem, words)}\n{problem_suggestion(problem, words)}"
        row = QTreeWidgetItem([place, severity_name(problem, words).capitalize(), what, problem.rule])
        for column in (PLACE, SEVERITY, WHAT, RULE):
            row.setTextAlignment(column, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.setToolTip(RULE, rule_sentence(problem.rule, words))
        row.setData(PLACE, _PROBLEM, problem.file)
        return row

    # --- doing ------------------------------------------------------------------------------------

    def _current_id(self) -> str:
        """The id of the article that the chosen row is about; empty when there is none to show."""
        item = self.tree.currentItem()
        if item is None:
            return ""
        row = item if item.parent() else item.child(0)
        article = self._checked.article_of(row.data(PLACE, _PROBLEM)) if row else None
        return article.id if article else ""

    def _activate(self, item: QTreeWidgetItem) -> None:
        if item.parent():
            self._open()

    def _open(self) -> None:
        article_id = self._current_id()
        if article_id:
            self.opened.emit(article_id)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(problem_list(self._of(self.shown.currentData()), self._words))
        self.status.setText(self._words.text("check.copied"))


def _button(text: str) -> QPushButton:
    """A button that Enter in the list does not press."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    return button
