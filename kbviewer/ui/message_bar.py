"""Trouble and news told in one line above the article, with what to do."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from kbviewer.i18n import Catalogue

MOST = 5
"""Messages kept at once."""
MOST_FOR_BUTTON = 3
"""A button beside the text takes at most this part of the bar, one third."""


class _Message(NamedTuple):
    text: str
    label: str
    action: Callable[[], None] | None
    of_page: bool
    is_left: bool = False
    """Told of a page that another is on its way to replace."""


class MessageBar(QFrame):
    """Shows the newest message until it is acted on or closed, then the one before."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)  # may quote an article or a file
        self._act = QPushButton()
        self._act.hide()
        self._close = QPushButton("✕")
        self._close.setToolTip(words.text("window.close_message"))
        self._close.setAccessibleName(words.text("window.close_message"))
        self._messages: list[_Message] = []
        self._is_leaving = False
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        self._told = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._told.addWidget(self._text, 1)
        self._told.addWidget(self._act, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(self._told, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._act.clicked.connect(self._acted)
        self._close.clicked.connect(lambda: self.withdraw(self.text()))
        self._show_newest()

    def tell(
        self, text: str, label: str = "", action: Callable[[], None] | None = None, *, of_page: bool = False
    ) -> None:
        """Show ``text``, and have a screen reader say it, with a button ``label`` that does ``action`` when given.

        ``of_page``: it holds only until `leave_page`.
        """
        kept = [message for message in self._messages if message.text != text]
        self._messages = [*kept, _Message(text, label, action, of_page)][-MOST:]
        self._show_newest()
        _say(self, text)

    def clear(self) -> None:
        """Take everything back."""
        self._messages = []
        self._show_newest()

    def begin_leaving(self) -> None:
        """A page is on its way: what is told from now on belongs to that one, if it comes."""
        self._is_leaving = True
        self._messages = [message._replace(is_left=message.of_page) for message in self._messages]

    def leave_page(self) -> None:
        """The page is another one: take back what holds only for the one before."""
        gone = [message for message in self._messages if (message.is_left if self._is_leaving else message.of_page)]
        self._messages = [message for message in self._messages if message not in gone]
        self._is_leaving = False
        self._show_newest()

    def end_leaving(self) -> None:
        """What was on its way is here, or will not come."""
        self._is_leaving = False

    def withdraw(self, text: str) -> None:
        """Take a message back, if it is still there: it no longer holds."""
        self._messages = [message for message in self._messages if message.text != text]
        self._show_newest()

    def text(self) -> str:
        """The message shown now; empty when none is."""
        return self._messages[-1].text if self._messages else ""

    def act(self) -> None:
        """Do what the message's button does."""
        self._act.click()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The button stands below the text where beside it there is little room left for that."""
        is_narrow = self.width() < MOST_FOR_BUTTON * self._act.sizeHint().width()
        side = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._told.setDirection(side)

    def _acted(self) -> None:
        message = self._messages.pop()
        self._show_newest()
        if message.action:
            message.action()

    def _show_newest(self) -> None:
        self.setVisible(bool(self._messages))
        if self._messages:
            newest = self._messages[-1]
            self._text.setText(newest.text)
            self._text.setAccessibleName(newest.text)
            self._act.setText(newest.label)
            self._act.setVisible(newest.action is not None)
            self._fold()


def _say(bar: QWidget, text: str) -> None:
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415  # slow to name, and seldom told before a window is there

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(bar, text))
