"""Background work: one lane is one thread; results and errors come back on the window's thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from kbviewer.errors import ExpectedError

Result = TypeVar("Result")


class Lane(QObject):
    """A queue of jobs, done one after another off the window's thread.

    An expected error goes to the job's ``failed``; any other exception is a bug and is raised again on
    the window's thread, where the program's one exception hook logs it.
    """

    _finished = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._has_ended = False
        self._finished.connect(self._deliver)

    def run(
        self,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[ExpectedError], None],
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        """Queue ``job``; on the window's thread ``ended`` is called in any case, then ``done`` or ``failed``."""
        future = self._threads.submit(job)

        def deliver() -> None:
            ended()
            try:
                result = future.result()
            except ExpectedError as error:
                failed(error)
                return
            done(result)

        def told(job: Future[Result]) -> None:
            if not job.cancelled() and not self._has_ended:  # after which the lane itself may have gone
                self._finished.emit(deliver)

        future.add_done_callback(told)

    def wait(self) -> None:
        """Wait until everything queued is done; it is told later, as ever."""
        self._threads.submit(lambda: None).result()

    def stop(self) -> None:
        """Drop what is queued and wait for the running job."""
        self._has_ended = True
        self._threads.shutdown(wait=True, cancel_futures=True)

    def finish(self) -> None:
        """Wait until everything queued is done; what comes of it is told no more."""
        self._has_ended = True
        self._threads.shutdown(wait=True)

    def _deliver(self, deliver: Callable[[], Any]) -> None:
        if not self._has_ended:  # disconnecting would not stop what is on its way
            deliver()
