"""Search-as-you-type: the newest request wins, whatever came before it is dropped."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from kbviewer.errors import ExpectedError
from kbviewer.ui.background import Lane


class SearchLane(QObject):
    """Asks ``search`` off the window's thread and tells of the answer to the newest question only."""

    answered = Signal(object)
    """What ``search`` gave."""
    failed = Signal(object)
    """An `ExpectedError`."""

    def __init__(self, search: Callable[[Any], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._lane = Lane("search", self)
        self._newest = 0

    def ask(self, question: object) -> None:
        """Search; an answer still on its way to an earlier question will not be told."""
        self._newest += 1
        number = self._newest

        def job() -> object:
            return self._search(question) if number == self._newest else None

        def done(answer: object) -> None:
            if answer is not None and number == self._newest:
                self.answered.emit(answer)

        def failed(error: ExpectedError) -> None:
            if number == self._newest:
                self.failed.emit(error)

        self._lane.run(job, done, failed)

    def prepare(self, job: Callable[[], bool], done: Callable[[bool], None]) -> None:
        """Do something between two searches, in their thread; ``done`` is told what came of it."""
        self._lane.run(job, done, self.failed.emit)

    def drop(self) -> None:
        """Forget the question asked; its answer will not be told."""
        self._newest += 1

    def stop(self) -> None:
        """Wait for the search under way and answer no more."""
        self.drop()
        self._lane.stop()
