"""Keys for a PIN, large enough for a finger; a keyboard does as well."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kbviewer.errors import ExpectedError
from kbviewer.i18n import Catalogue
from kbviewer.library.pin import LONGEST, SHORTEST
from kbviewer.library.tries import too_soon

LOOK_EVERY_MS = 250
DIGITS = "1234567890"


class PinPad(QWidget):
    """Takes a PIN and shows a dot for each of its digits, never a digit.

    ``now`` gives seconds, for the wait after wrong tries.
    """

    entered = Signal(str)
    """The PIN to look at. The pad takes nothing until `failed` or `wait`."""

    def __init__(self, words: Catalogue, title: str, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setObjectName("pad")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words, self._now = words, now
        self._pin = ""
        self._is_busy = False
        self._until: float | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self.title = QLabel(title, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.title.setObjectName("door_title")
        self.dots = QLabel()
        self.dots.setObjectName("dots")
        self.told = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.told.setObjectName("door_told")
        self.keys = {digit: self._key(digit, partial(self._add, digit)) for digit in DIGITS}
        self.back = self._key("⌫", self._take_back)
        self.back.setAccessibleName(words.text("kiosk.pin_back"))
        self.go_on = self._key(words.text("kiosk.pin_done"), self._enter)
        self.go_on.setObjectName("key_done")
        self.setAccessibleName(f"{title}: {words.text('profile.pin')}")
        self._lay_out()
        self._tell(words.text("kiosk.pin_ask"))
        self._show()

    def wait(self, seconds: float) -> None:
        """Take nothing for so long, and show how long it still is; 0 is no wait."""
        if seconds > 0:
            self._until = self._now() + seconds
            self._timer.start()
            self.look()
            self._speak()

    def failed(self, error: ExpectedError) -> None:
        """The PIN entered let nobody in."""
        self._pin = ""
        self._is_busy = False
        seconds = error.values.get("seconds")
        if isinstance(seconds, float):
            self.wait(seconds)
        else:
            self._tell(self._words.explain(error))
            self._speak()
            self._show()

    def look(self) -> None:
        """Show how much of a wait is left."""
        left = self._until - self._now() if self._until is not None else 0.0
        if left <= 0:
            self._until = None
            self._timer.stop()
        self._tell(self._words.explain(too_soon(left)) if left > 0 else self._words.text("kiosk.pin_ask"))
        self._show()

    def _key(self, text: str, act: Callable[[], None]) -> QPushButton:
        key = QPushButton(text)
        key.setObjectName("key")
        key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        key.clicked.connect(act)
        return key

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, digit in enumerate(DIGITS[:9]):
            grid.addWidget(self.keys[digit], place // 3, place % 3)
        for column, key in enumerate((self.back, self.keys["0"], self.go_on)):
            grid.addWidget(key, 3, column)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(12)
        for label in (self.title, self.told, self.dots):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column_of_all.addWidget(label)
        column_of_all.addLayout(grid)

    def _add(self, digit: str) -> None:
        if self._takes() and len(self._pin) < LONGEST:
            self._pin += digit
            self._show()

    def _take_back(self) -> None:
        if self._takes():
            self._pin = self._pin[:-1]
            self._show()

    def _enter(self) -> None:
        if self._takes() and len(self._pin) >= SHORTEST:
            self._is_busy = True
            self._tell(self._words.text("kiosk.pin_looking"))
            self.setFocus()  # or the key pressed, disabled, would pass it on to whatever is next
            self._show()
            self.entered.emit(self._pin)

    def _takes(self) -> bool:
        return not self._is_busy and self._until is None

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setAccessibleName(text)

    def _speak(self) -> None:
        QAccessible.updateAccessibility(QAccessibleEvent(self.told, QAccessible.Event.Alert))

    def _show(self) -> None:
        count = len(self._pin)
        self.dots.setText("●" * count)
        self.dots.setAccessibleName(self._words.text("kiosk.pin_digits", n=count))
        for key in self.keys.values():
            key.setEnabled(self._takes() and count < LONGEST)
        self.back.setEnabled(self._takes() and count > 0)
        self.go_on.setEnabled(self._takes() and count >= SHORTEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.text() and event.text() in DIGITS:
            self._add(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._take_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)
