"""The field that is searched from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kbviewer.i18n import Catalogue

MOST_LETTERS = 500


class SearchField(QLineEdit):
    """Tells of every letter by ``textChanged``, and of Enter by ``returnPressed``. Escape empties it."""

    went_down = Signal()
    """Arrow down: on to the results."""

    def __init__(self, words: Catalogue, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, clearButtonEnabled=True)
        self.setObjectName("search")
        self.setPlaceholderText(hint)
        self.setAccessibleName(words.text("window.search"))
        self.setAccessibleDescription(words.text("window.search_help"))
        self.setMaxLength(MOST_LETTERS)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)
