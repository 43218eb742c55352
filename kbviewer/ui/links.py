"""A few texts to choose from, each a button that looks like a link."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget


class Links(QWidget):
    """A heading and links below it; hidden while there are none."""

    chosen = Signal(str)
    """The value of the link chosen."""

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(8, 4, 8, 4)
        self._rows.setSpacing(0)
        if heading:
            label = QLabel(heading)
            label.setObjectName("heading")
            self._rows.addWidget(label)
        self._buttons: list[QPushButton] = []
        self.hide()

    def show_links(self, links: Sequence[tuple[str, str]]) -> None:
        """Show ``links``, each a value and the text to show for it."""
        for button in self._buttons:
            self._rows.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(value, text) for value, text in links]
        self.setVisible(bool(links))

    def texts(self) -> list[str]:
        """What is shown, from the top."""
        return [button.text() for button in self._buttons]

    def press(self, number: int) -> None:
        """Choose a link by its place."""
        self._buttons[number].click()

    def _button(self, value: str, text: str) -> QPushButton:
        button = QPushButton(text.replace("&", "&&"))
        button.setObjectName("link")
        button.setAutoDefault(True)  # Enter chooses it, as it does a link
        button.setAccessibleName(text)
        button.setCursor(QCursor(Qt.CursorShape.PointingHandCursor))
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.chosen.emit(value))
        self._rows.addWidget(button)
        return button
