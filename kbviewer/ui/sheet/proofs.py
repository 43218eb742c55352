"""Proofs of a handout: made off the window's thread, a moment after the last change; only the newest counts."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from kbviewer.errors import ExpectedError
from kbviewer.handouts.handout import Handout, Patient
from kbviewer.handouts.press import Printed
from kbviewer.ui.background import Lane

PAUSE_MS = 200
"""Milliseconds without a change after which a proof is made."""

Make = Callable[[Handout, Patient], Printed]
"""Prints a handout; raises an `ExpectedError` when it cannot."""


class Proofs(QObject):
    """At most one is in the making; what has been overtaken meanwhile is dropped."""

    working = Signal(bool)
    made = Signal(object)
    """The `Printed` of what was asked for last."""
    failed = Signal(object)
    """The `ExpectedError` that kept it from being made."""

    def __init__(self, lane: Lane, make: Make, parent: QObject) -> None:
        super().__init__(parent)
        self._lane, self._make = lane, make
        self._wanted: tuple[Handout, Patient] | None = None
        self._newest = 0
        self._is_busy = False
        self._is_over = False
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._begin)

    def ask(self, handout: Handout, patient: Patient) -> None:
        """Make a proof of this, once nothing else has been asked for in a while."""
        self._wanted = (handout, patient)
        self._newest += 1
        self._pause.start()

    def withdraw(self) -> None:
        """Nothing is wanted any more."""
        self._wanted = None
        self._newest += 1
        self._pause.stop()

    def hurry(self) -> None:
        """Do not wait for more changes."""
        if self._pause.isActive():
            self._pause.stop()
            self._begin()

    def stop(self) -> None:
        """Forget everything for good; what is in the making is told no more."""
        self._is_over = True
        self.withdraw()

    def _begin(self) -> None:
        if self._wanted is None or self._is_busy:
            return
        number, (handout, patient) = self._newest, self._wanted
        self._is_busy = True
        self.working.emit(True)

        def is_wanted() -> bool:
            return number == self._newest and not self._is_over

        def done(printed: Printed) -> None:
            if is_wanted():
                self.made.emit(printed)

        def failed(error: ExpectedError) -> None:
            if is_wanted():
                self.failed.emit(error)

        self._lane.run(lambda: self._make(handout, patient), done, failed, lambda: self._ended(is_wanted()))

    def _ended(self, is_newest: bool) -> None:
        self._is_busy = False
        if self._is_over:
            return
        self.working.emit(False)
        if not is_newest and not self._pause.isActive():
            self._begin()
