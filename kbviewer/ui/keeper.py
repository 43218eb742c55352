"""Keeps the index in line with the files while the window is open."""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from kbviewer.errors import Cancelled, ExpectedError
from kbviewer.search.update import IndexReport
from kbviewer.ui.background import Lane

LOOK_EVERY_MS = 3000
"""A stat scan of 650 files takes 9 ms. File system watchers lose a file after an atomic replace and see
nothing on many network shares, so the keeper looks by itself."""

Progress = Callable[[int, int], None]
Update = Callable[[bool, Progress, Callable[[], bool]], IndexReport]


class IndexKeeper(QObject):
    """The one writer lane of the index."""

    progressed = Signal(int, int)
    finished = Signal(object)
    """An `IndexReport`."""
    failed = Signal(object)
    """An `ExpectedError`; `Cancelled` when the person stopped it."""

    def __init__(self, update: Update, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._update = update
        self._lane = Lane("index", self)
        self._stop = Event()
        self._running = False
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)

    def start(self, *, rebuild: bool = False) -> None:
        """Look now, from scratch when ``rebuild``, and again every `LOOK_EVERY_MS`."""
        self.look(rebuild=rebuild)
        self._clock.start()

    def look(self, *, rebuild: bool = False) -> None:
        """Bring the index in line with the files, unless that is under way already."""
        if self._running:
            return
        self._running = True
        self._stop.clear()
        self._lane.run(lambda: self._update(rebuild, self.progressed.emit, self._stop.is_set), self._done, self._failed)

    def cancel(self) -> None:
        """Stop the work under way; the index stays as it was, and no new look is taken until asked for."""
        self._clock.stop()
        self._stop.set()

    def stop(self) -> None:
        """End for good."""
        self.cancel()
        self._lane.stop()

    def _done(self, report: IndexReport) -> None:
        self._running = False
        self.finished.emit(report)

    def _failed(self, error: ExpectedError) -> None:
        self._running = False
        if not isinstance(error, Cancelled):
            self._clock.start()
        self.failed.emit(error)
