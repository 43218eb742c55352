"""Lets a person choose one more article for a handout."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import Catalogue
from kbviewer.search.analysis import fold, plain
from kbviewer.search.manifest import Record
from kbviewer.ui.sheet.parts import hint

_ID = Qt.ItemDataRole.UserRole


class ArticlePicker(QDialog):
    """A list that shrinks with every letter typed."""

    chosen = Signal(str)
    """The id of an article."""

    def __init__(self, records: Sequence[Record], words: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._records = records
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.text("sheet.pick_title"))
        self.resize(520, 520)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(words.text("sheet.pick_search"))
        self.search.setAccessibleName(words.text("sheet.pick_search"))
        self.list = QListWidget()
        self.list.setObjectName("names")
        self.list.setAccessibleName(words.text("sheet.pick_title"))
        self.none_found = hint(words.text("sheet.pick_none"))
        self.add = QPushButton(words.text("sheet.pick_add"))
        self.add.setObjectName("primary")
        self.cancel = QPushButton(words.text("profile.cancel"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.none_found)
        column.addLayout(foot)
        self.add.setDefault(True)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._show)
        self.list.itemActivated.connect(lambda _item: self._choose())
        self.add.clicked.connect(self._choose)
        self.cancel.clicked.connect(self.reject)
        self._show("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Arrow down leaves the field for the list."""
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if is_down and event.type() == QEvent.Type.KeyPress:
            self.list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _show(self, typed: str) -> None:
        self.list.clear()
        wanted = _as_typed(typed).split()
        for record in self._records:
            named = _as_typed(" ".join((record.title, *record.aliases)))
            if all(word in named for word in wanted):
                item = QListWidgetItem(record.title, self.list)
                item.setData(_ID, record.id)
        self.list.setCurrentRow(0)
        self.add.setEnabled(self.list.count() > 0)
        self.none_found.setVisible(self.list.count() == 0)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(_ID))
            self.accept()


def _as_typed(text: str) -> str:
    """Text as somebody types it whose keyboard lacks æ, ø and å."""
    return plain(fold(text))
