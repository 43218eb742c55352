"""The moment when nobody is typing in a field."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

PAUSE_MS = 500
"""Milliseconds after a letter in which the next one is still expected."""

WAITING_MS = 10
"""Milliseconds in which keys on their way arrive: twice, for a timer that is due may go off before any of them."""


class TypingPause(QObject):
    """Comes once: at once, after the keys already on their way, or when typing in a field has stopped."""

    came = Signal()

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._come)
        field.textChanged.connect(self._wait)
        self._goes_on = True
        self._timer.start(WAITING_MS)

    def _wait(self) -> None:
        self._goes_on = False
        self._timer.start(PAUSE_MS)

    def _come(self) -> None:
        if self._goes_on:
            self._goes_on = False
            self._timer.start(WAITING_MS)
            return
        self.came.emit()
        self.deleteLater()
