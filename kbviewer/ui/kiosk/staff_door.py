"""Who are you? Where somebody of the clinic signs in, in the middle of a patient's session."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kbviewer.errors import ExpectedError, StorageError
from kbviewer.i18n import Catalogue
from kbviewer.library.profiles import Profile, Profiles
from kbviewer.library.tries import ExitPin
from kbviewer.ui.background import Lane
from kbviewer.ui.kiosk.pin_pad import PinPad
from kbviewer.ui.swiping import let_swipe

UNTOUCHED_MS = 30_000
"""After so long the door closes by itself."""
WIDTH = 520
"""Pixels of what stands in the middle."""
AROUND_TEXT = 64
"""Pixels of a button that its text does not have; a scroll bar may need some."""


@dataclass(frozen=True, slots=True)
class Pins:
    """What opens the door: the PINs of people, and that of the computer's owner; None where there are none."""

    people: Profiles | None
    owner: ExitPin | None

    def are_there(self) -> bool:
        """Whether anybody can be let in; also when that cannot be told, for the door tells why."""
        if self.owner:
            return True
        try:
            return bool(self.people and any(one.has_pin for one in self.people.all()))
        except StorageError:
            return True


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody who has shown who they are: one of the profiles, with its folder, or else the owner."""

    profile: Profile | None = None
    folder: Path | None = None


class StaffDoor(QWidget):
    """Names first, then the PIN of the one chosen. ``pins`` are used in a thread of the door's own.

    ``admitted`` and ``left`` come at most once, and one of them.
    """

    admitted = Signal(object)
    """An `Admitted`."""
    left = Signal()
    """Nobody signs in after all."""

    def __init__(self, pins: Pins, words: Catalogue) -> None:
        super().__init__()
        self.setObjectName("door")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pins, self._words = pins, words
        self._lane = Lane("door", self)
        self._untouched = QTimer(self, interval=UNTOUCHED_MS, singleShot=True)
        self._untouched.timeout.connect(self.left)
        self.pad: PinPad | None = None
        self.names: list[QPushButton] = []
        self.cancel = self._button(words.text("kiosk.staff_cancel"), self.left.emit, "door_cancel")
        self._card = QVBoxLayout()
        self._card.setSpacing(16)
        self._build()

    def begin(self) -> None:
        """Ask for the names."""
        self._untouched.start()
        self.cancel.setFocus()
        if self._pins.people:
            self._lane.run(self._pins.people.all, self._show_names, self._tell)
        else:
            self._show_names(())

    def touch(self) -> None:
        """Somebody is there."""
        self._untouched.start()

    def end(self) -> None:
        """Stop; a PIN that is being looked at lets nobody in any more."""
        self._untouched.stop()
        self._lane.stop()

    def _build(self) -> None:
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addLayout(self._card)
        middle.addSpacing(16)
        middle.addWidget(self.cancel)
        middle.addStretch(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.addStretch()
        row.addLayout(middle)
        row.addStretch()

    def _button(self, text: str, act: Callable[[], None], name: str = "door_name") -> QPushButton:
        button = QPushButton(autoDefault=True)  # Enter presses it
        button.setObjectName(name)
        button.setFixedWidth(WIDTH)
        button.ensurePolished()
        short = button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, WIDTH - AROUND_TEXT)
        button.setText(short.replace("&", "&&"))
        button.setAccessibleName(text)
        button.clicked.connect(act)
        return button

    # --- names ------------------------------------------------------------------------------------

    def _show_names(self, profiles: Sequence[Profile]) -> None:
        self._clear()
        self._say(self._words.text("profile.who"), "door_title")
        people = [one for one in profiles if one.has_pin]
        self.names = [self._button(one.name, partial(self._ask_pin, one)) for one in people]
        if self.names:
            self._card.addWidget(_scrolling(self.names))
        if self._pins.owner:
            self.names.append(self._button(self._words.text("kiosk.owner_enters"), partial(self._ask_pin, None)))
            self._card.addWidget(self.names[-1])
        if self.names:
            self.names[0].setFocus()
        else:
            self._say(self._words.text("kiosk.nobody_enters"), "door_told")

    def _say(self, text: str, name: str) -> QLabel:
        label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        label.setObjectName(name)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setFixedWidth(WIDTH)
        self._card.addWidget(label)
        return label

    def _tell(self, error: ExpectedError) -> None:
        self._show_names(())
        self._say(self._words.explain(error), "door_told")

    def _clear(self) -> None:
        self.pad = None
        self.names = []
        while item := self._card.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    # --- the PIN ----------------------------------------------------------------------------------

    def _ask_pin(self, profile: Profile | None) -> None:
        self._clear()
        pad = self.pad = PinPad(self._words, profile.name if profile else self._words.text("kiosk.owner_enters"))
        pad.setFixedWidth(WIDTH)
        pad.entered.connect(partial(self._look_at, pad, profile))
        self._card.addWidget(pad)
        pad.show()  # or it cannot have the focus yet
        pad.setFocus()
        self._lane.run(partial(self._wait_of, profile), pad.wait, pad.failed)

    def _wait_of(self, profile: Profile | None) -> float:
        """In the lane's thread."""
        pins = self._pins
        if profile and pins.people:
            return pins.people.wait(profile)
        return pins.owner.wait() if pins.owner else 0.0

    def _look_at(self, pad: PinPad, profile: Profile | None, pin: str) -> None:
        def enter() -> Admitted:
            if profile and self._pins.people:
                return Admitted(profile, self._pins.people.sign_in(profile, pin))
            assert self._pins.owner
            self._pins.owner.check(pin)
            return Admitted()

        self._lane.run(enter, self.admitted.emit, pad.failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _scrolling(buttons: Sequence[QPushButton]) -> QScrollArea:
    """Buttons one below the other; those that do not fit are reached by scrolling, with a finger too."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for button in buttons:
        button.setMinimumWidth(0)  # beside the scroll bar, where there is one
        column.addWidget(button)
    area = QScrollArea(widgetResizable=True)
    area.setFixedWidth(WIDTH)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    let_swipe(area)
    return area
