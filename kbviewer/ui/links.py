"""A few texts to choose from, each a button that looks like a link."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

MOST = 6
MOST_IN_A_ROW = 4


class Links(QWidget):
    """A heading and links below it, or all of it in one row; hidden while there are none."""

    chosen = Signal(str)
    """The value of the link chosen."""

    def __init__(self, heading: str = "", *, in_a_row: bool = False) -> None:
        super().__init__()
        self._in_a_row = in_a_row
        self._rows = QHBoxLayout(self) if in_a_row else QVBoxLayout(self)
        self._rows.setContentsMargins(8, 4, 8, 4)
        self._rows.setSpacing(8 if in_a_row else 0)
        if heading:
            label = QLabel(heading)
            label.setObjectName("heading")
            self._rows.addWidget(label)
        most = MOST_IN_A_ROW if in_a_row else MOST
        self._values = [""] * most
        self._buttons = [self._button(number) for number in range(most)]
        if in_a_row:
            self._rows.addStretch()
            self.setMinimumWidth(1)  # or long links would make a window wider than its screen
        self.hide()

    def show_links(self, links: Sequence[tuple[str, str]]) -> None:
        """Show as many links as there is room for, each a value and the text to show for it."""
        for number, button in enumerate(self._buttons):
            self._values[number], text = links[number] if number < len(links) else ("", "")
            button.setText(text.replace("&", "&&"))
            button.setAccessibleName(text)
            button.setVisible(number < len(links))
        self.setVisible(bool(links))

    def texts(self) -> list[str]:
        """What is shown, from the top."""
        return [button.accessibleName() for button in self._buttons if not button.isHidden()]

    def press(self, number: int) -> None:
        """Choose a link by its place."""
        self._buttons[number].click()

    def _button(self, number: int) -> QPushButton:
        """Made once, for a new button would come last when a person moves on with Tab, after the whole article."""
        button = QPushButton()
        button.setObjectName("link")
        button.setAutoDefault(True)  # Enter chooses it, as it does a link
        button.setCursor(QCursor(Qt.CursorShape.PointingHandCursor))
        if not self._in_a_row:
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.chosen.emit(self._values[number]))
        self._rows.addWidget(button)
        return button
