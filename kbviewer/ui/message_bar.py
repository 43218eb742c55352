"""Trouble and news told in one line above the article, with what to do."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from kbviewer.i18n import Catalogue


class MessageBar(QFrame):
    """Shows the newest message until it is acted on or closed."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._text = QLabel(wordWrap=True)
        self._act = QPushButton()
        self._close = QPushButton("✕")
        self._close.setToolTip(words.text("window.close_message"))
        self._close.setAccessibleName(words.text("window.close_message"))
        self._action: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.addWidget(self._text, 1)
        row.addWidget(self._act)
        row.addWidget(self._close)
        self._act.clicked.connect(self._acted)
        self._close.clicked.connect(self.hide)
        self.hide()

    def tell(self, text: str, label: str = "", action: Callable[[], None] | None = None) -> None:
        """Show ``text``, with a button ``label`` that does ``action`` when given."""
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._act.setText(label)
        self._act.setVisible(action is not None)
        self._action = action
        self.show()

    def text(self) -> str:
        """The message shown now; empty when none is."""
        return "" if self.isHidden() else self._text.text()

    def act(self) -> None:
        """Do what the message's button does."""
        self._act.click()

    def _acted(self) -> None:
        self.hide()
        if self._action:
            self._action()
