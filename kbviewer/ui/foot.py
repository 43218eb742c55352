"""The line at the bottom: how many articles, what the index and the printer do, offline, and on a shared computer who
is there.
"""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QToolButton, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.ui.actions import fill_menu
from kbviewer.ui.locks import Locks
from kbviewer.ui.short_line import ShortLine


class Progress(QWidget):
    """How far some work has come, with a way to cancel it; hidden while there is none."""

    cancelled = Signal()

    def __init__(self, words: Catalogue, text: str) -> None:
        super().__init__()
        self._words = words
        self.label = ShortLine()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedHeight(6)
        self._bar.setMinimumWidth(24)
        self._bar.setMaximumWidth(160)
        self.button = QPushButton(words.text("window.index_cancel"))
        self.button.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for part in (self.label, self._bar, self.button):
            row.addWidget(part)
        self._say(text)
        self.hide()

    def show_at(self, text: str, done: int, total: int) -> None:
        """Tell how far it is; 0 of 0 while nobody knows."""
        self._say(text)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.show()

    def show_pages(self, done: int, total: int) -> None:
        """Tell how many pages are printed; 0 of 0 while nobody knows."""
        key = "printing.page" if total else "printing.sending"
        self.show_at(self._words.text(key, done=done + 1, total=total), done, total)

    def _say(self, text: str) -> None:
        self.label.tell(text)
        self._bar.setAccessibleName(text)
        self.button.setAccessibleName(f"{self.button.text()}: {text}")


class Foot(QWidget):
    """Shows progress of the index and of printing, each with a way to cancel it."""

    cancelled = Signal()
    """The index is to stop."""

    def __init__(self, words: Catalogue, actions: Mapping[str, QAction], locks: Locks) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = words
        self.count = QLabel()
        self.state = QLabel()
        self.index = Progress(words, words.text("window.index_running", done=0, total=0))
        self.printing = Progress(words, words.text("printing.sending"))
        self.index.cancelled.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 2)
        row.setSpacing(16)
        for part in (self.count, self.state, self.index, self.printing):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(QLabel(words.text("window.offline")), 0, Qt.AlignmentFlag.AlignRight)
        self.person = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self._person_menu = QMenu(self.person)
        fill_menu(self._person_menu, actions, words, locks, "menu.profile")
        self.person.clicked.connect(actions["choose_profile"].trigger)
        self.person.hide()
        row.addWidget(self.person)
        self.setFixedHeight(34)

    def show_progress(self, done: int, total: int) -> None:
        """Tell how far the index has come."""
        self.state.clear()
        self.index.show_at(self._words.text("window.index_running", done=done, total=total), done, total)

    def show_ready(self, articles: int) -> None:
        """Tell that the index is in line with the files."""
        self.index.hide()
        self.count.setText(self._words.text("window.article_count", n=articles))
        self.state.setText(self._words.text("window.index_ready"))

    def show_idle(self) -> None:
        """The index does nothing."""
        self.index.hide()
        self.count.clear()
        self.state.clear()

    def show_person(self, name: str, shared: bool) -> None:
        """Tell who is signed in on a computer that several share; "" is nobody, and the button asks who it is."""
        text = name or self._words.text("profile.choose")
        self.person.setVisible(shared)
        self.person.setText(text.replace("&", "&&"))
        self.person.setAccessibleName(self._words.text("profile.signed_in", name=name) if name else text)
        self.person.setMenu(self._person_menu if name else None)  # type: ignore[arg-type]
