"""Keeps the index in line with the files while the window is open."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from kbviewer.errors import Cancelled, ExpectedError
from kbviewer.ui.background import Lane, Result

if TYPE_CHECKING:
    from kbviewer.search.update import IndexReport

LOOK_EVERY_MS = 3000
"""A stat scan of 650 files takes 9 ms. File system watchers lose a file after an atomic replace and see
nothing on many network shares, so the keeper looks by itself."""


class Update(Protocol):
    """`kbviewer.workspace.Workspace.update_index`."""

    def __call__(
        self, *, rebuild: bool, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> IndexReport: ...


class IndexKeeper(QObject):
    """The one writer lane of the index."""

    progressed = Signal(int, int)
    ended = Signal()
    """A look has ended, however it did."""
    finished = Signal(object)
    """An `IndexReport`."""
    failed = Signal(object)
    """An `ExpectedError`, told once while it lasts; `Cancelled` when the person stopped the work."""

    def __init__(self, update: Update, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._update = update
        self._lane = Lane("index", self)
        self._stop = Event()
        self._running = False
        self._asked: bool | None = None
        """Whether to rebuild at the look that was asked for while another was under way; None: none was."""
        self._told = ""
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)

    def begin(
        self, job: Callable[[], Result], done: Callable[[Result], None], failed: Callable[[ExpectedError], None]
    ) -> None:
        """Do something with the index before the first look, in the same lane; told as by `Lane.run`."""
        self._lane.run(job, done, failed)

    def start(self, *, rebuild: bool = False) -> None:
        """Look now, from scratch when ``rebuild``, or as soon as the look under way has ended; then go on looking."""
        self._told = ""
        self._clock.start()
        if self._running:
            self._asked = rebuild or bool(self._asked)
        else:
            self.look(rebuild=rebuild)

    def restart(self) -> None:
        """Drop the look under way, which is at a library no longer shown, and look anew."""
        self.cancel()
        self.start()

    def look(self, *, rebuild: bool = False) -> None:
        """Bring the index in line with the files, unless that is under way already."""
        if self._running:
            return
        self._running = True
        self._stop.clear()
        update = self._update
        self._lane.run(
            lambda: update(rebuild=rebuild, progress=self.progressed.emit, cancelled=self._stop.is_set),
            self._done,
            self._failed,
            self._ended,
        )

    def cancel(self) -> None:
        """Stop the work under way; the index stays as it was, and no new look is taken until asked for."""
        self._clock.stop()
        self._asked = None
        self._stop.set()

    def stop(self) -> None:
        """End for good."""
        self.cancel()
        self._lane.stop()

    def _ended(self) -> None:
        self._running = False
        if self._asked is not None:
            rebuild, self._asked = self._asked, None
            self.look(rebuild=rebuild)
        self.ended.emit()

    def _done(self, report: IndexReport) -> None:
        self._told = ""
        self.finished.emit(report)

    def _failed(self, error: ExpectedError) -> None:
        if isinstance(error, Cancelled) and self._running:  # dropped for the look that has just begun
            return
        if str(error) != self._told:
            self._told = str(error)
            self.failed.emit(error)
