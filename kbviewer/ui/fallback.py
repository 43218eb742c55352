"""What is shown where the web engine cannot: the plain text of the page, without it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTextEdit, QVBoxLayout, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.ui.swiping import let_swipe


class FallbackPage(QWidget):
    """A page that has stopped twice, as text."""

    retried = Signal()
    home_asked = Signal()

    def __init__(self, words: Catalogue, *, lets_out: bool = True) -> None:
        """``lets_out``: text can be selected; otherwise a swipe moves it."""
        super().__init__()
        told = QLabel(words.text("window.page_plain"), wordWrap=True)
        self._title = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._title.setObjectName("heading")
        self._text = QTextEdit(readOnly=True, acceptRichText=False)  # the plain one scrolls by lines, not pixels
        self._text.setAccessibleName(words.text("window.article"))
        if not lets_out:
            self._text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            let_swipe(self._text)
        again = QPushButton(words.text("window.page_again"))
        home = QPushButton(words.text("page.to_home"))
        again.clicked.connect(self.retried)
        home.clicked.connect(self.home_asked)
        buttons = QHBoxLayout()
        buttons.addWidget(again)
        buttons.addWidget(home)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 40)
        column.setSpacing(16)
        column.addWidget(told)
        column.addLayout(buttons)
        column.addWidget(self._title)
        column.addWidget(self._text, 1)
        self.setFocusProxy(self._text)

    def show_text(self, title: str, text: str) -> None:
        """Show what the page says."""
        self._title.setText(title)
        self._text.setPlainText(text)

    def text(self) -> str:
        """The text shown."""
        return self._text.toPlainText()
