"""When nobody has touched the kiosk for so long that whoever was there has gone."""

import math
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

WARNING_S = 30.0
"""How long before the end the person is warned."""
ASLEEP_S = 20.0
"""Two looks farther apart than this: the computer has slept, or the program hung, and nobody knows who is there now."""
LOOK_EVERY_MS = 250


def clock() -> float:
    """Seconds that go on while the computer sleeps, and that nobody can put back."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)  # `time.monotonic` stands still there
    return time.monotonic()


class Idle(QObject):
    """Ends a session that has not been touched for ``minutes``. One that nobody has begun never ends of itself.

    ``now`` gives seconds; the warning comes ``warning_s`` of them before the end.
    """

    warned = Signal(int)
    """So many whole seconds are left, at least 1; told at every look."""
    ended = Signal()

    def __init__(
        self,
        minutes: float,
        now: Callable[[], float] = clock,
        parent: QObject | None = None,
        *,
        warning_s: float = WARNING_S,
    ) -> None:
        super().__init__(parent)
        self._limit = minutes * 60.0
        self._warning = warning_s
        self._now = now
        self._touched: float | None = None
        self._looked = now()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """A new session, which nobody has touched yet."""
        self._touched = None
        self._looked = self._now()
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody has done something. Once they are warned, only `stay` counts: it may be somebody else."""
        if self._touched is None or not self._is_warning():
            self._touched = self._now()

    def stay(self) -> None:
        """Whoever is there goes on."""
        self._touched = self._now()

    def look(self) -> None:
        """See how long it has been."""
        now, before = self._now(), self._looked
        self._looked = now
        if now - before > ASLEEP_S or (self._touched is not None and self._left() <= 0):
            self.ended.emit()
        elif self._is_warning():
            self.warned.emit(math.ceil(self._left()))

    def _left(self) -> float:
        assert self._touched is not None
        return self._touched + self._limit - self._now()

    def _is_warning(self) -> bool:
        return self._touched is not None and self._left() <= self._warning
