"""Asks whether anybody is still there, while the seconds run out."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.ui.kiosk.idle import Idle
from kbviewer.ui.kiosk.screens import lie_over

CARD_WIDTH = 760
"""Pixels; long words may need more."""
TOLD_AT = (20, 10, 5)
"""Seconds at which a screen reader says how many are left, besides the beginning."""


class Asking(QObject):
    """Asks for as long as the warning of ``idle`` lasts, in the language of ``words``, and for each anew."""

    stayed = Signal()
    """Whoever is there goes on."""
    end_asked = Signal()

    def __init__(self, idle: Idle, words: Catalogue, watch: Callable[[], None], parent: QObject | None = None) -> None:
        """``watch`` is told of the window of each countdown."""
        super().__init__(parent)
        self.words = words
        self.countdown: Countdown | None = None
        self._idle = idle
        self._watch = watch
        idle.warned.connect(self._ask)

    def cover_screen(self) -> None:
        """The screen has changed."""
        if self.countdown is not None:
            self.countdown.cover_screen()

    def stop(self) -> None:
        """Ask no more, and leave nothing of it."""
        if self.countdown is not None:
            self.countdown.hide()
            self.countdown.deleteLater()
            self.countdown = None

    def _ask(self, seconds: int) -> None:
        if self.countdown is None:
            self.countdown = Countdown(self.words)
            self.countdown.stayed.connect(self._stay)
            self.countdown.end_asked.connect(self.end_asked)
            self.countdown.begin(seconds)
            self._watch()
        self.countdown.show_left(seconds)

    def _stay(self) -> None:
        self.stop()
        self._idle.stay()
        self.stayed.emit()


class Countdown(QWidget):
    """A window of its own over the whole screen and all that is open there, dialogs too.

    Nothing but its two buttons does anything: neither a stray touch, nor the desktop's wish to close it.
    """

    stayed = Signal()
    """Whoever is there goes on."""
    end_asked = Signal()

    def __init__(self, words: Catalogue) -> None:
        flag = Qt.WindowType
        super().__init__(None, flag.Window | flag.FramelessWindowHint | flag.WindowStaysOnTopHint)
        self.setObjectName("countdown")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setWindowTitle(words.text("kiosk.still_there"))
        self._words = words
        self._left = 0
        self.stay = self._button("kiosk.stay", "primary", self.stayed)
        self.end = self._button("kiosk.end", "framed", self.end_asked)
        self._seconds = _label("", "countdown_seconds")
        self._unit = _label("", "countdown_text")
        self._build()

    def begin(self, seconds: int) -> None:
        """Come forward with so many seconds left."""
        while popup := QApplication.activePopupWidget():
            popup.hide()  # it has grabbed mouse and keyboard
        self.show_left(seconds)
        self.cover_screen()
        self._tell(seconds, f"{self.windowTitle()} ")

    def cover_screen(self) -> None:
        """Lie over the whole screen as it is now, before everything else."""
        lie_over(self, QGuiApplication.primaryScreen())
        self.raise_()
        self.activateWindow()
        self.stay.setFocus()

    def show_left(self, seconds: int) -> None:
        """Show how many seconds are left."""
        if seconds == self._left:
            return
        self._left = seconds
        self._seconds.setText(str(seconds))
        self._unit.setText(self._words.text("kiosk.seconds", n=seconds))
        if seconds in TOLD_AT:
            self._tell(seconds)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        event.ignore()

    def _build(self) -> None:
        card = QFrame()
        card.setObjectName("countdown_card")
        column = QVBoxLayout(card)
        column.setContentsMargins(48, 48, 48, 48)
        column.setSpacing(16)
        column.addWidget(_label(self._words.text("kiosk.still_there"), "countdown_title"))
        column.addWidget(self._seconds)
        column.addWidget(self._unit)
        column.addWidget(_label(self._words.text("kiosk.still_there_why"), "countdown_text"))
        column.addSpacing(24)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.stay, 2)
        row.addWidget(self.end, 1)
        column.addLayout(row)
        around = QVBoxLayout(self)
        around.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        card.setMinimumWidth(CARD_WIDTH)

    def _button(self, key: str, name: str, pressed: object) -> QPushButton:
        button = QPushButton(self._words.text(key), autoDefault=True)
        button.setObjectName(name)
        button.clicked.connect(pressed)
        return button

    def _tell(self, seconds: int, before: str = "") -> None:
        """Have a screen reader say how long is left. It hears of no other second: the name of the digits stays."""
        sentence = self._words.text("kiosk.left", n=seconds)
        self._seconds.setAccessibleName(sentence)
        event = QAccessibleAnnouncementEvent(self, before + sentence)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setObjectName(name)
    return label
