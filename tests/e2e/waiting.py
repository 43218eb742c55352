"""Waiting for something in a program that goes on meanwhile: for tests in its process, and for those that drive it."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest

PATIENCE_MS = 60_000


def wait_for(condition: Callable[[], object], what: object) -> None:
    """Let events be handled until something is so. Raises TimeoutError, which tells ``what`` was waited for."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not condition():
        if deadline.hasExpired():
            raise TimeoutError(str(what))
        QTest.qWait(1)
