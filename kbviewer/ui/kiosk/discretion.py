"""What a kiosk tells of its own trouble: where in the program it was, never what somebody typed or read."""

import atexit
import faulthandler
import logging
import os
import sys
import threading
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from kbviewer.ui.app import log

_GRAVE = {QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL}
"""What of Qt's messages is logged; it warns at every start, and of nothing that an owner could mend."""
_NO_ERROR_BOXES = 0x0001 | 0x0002
"""SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX of Windows."""


def where(error: BaseException) -> str:
    """An error and what led to it: types, files, lines and functions; no message and no value."""
    return "\n".join(
        f"{type(one).__module__}.{type(one).__qualname__}\n"
        + "".join(f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in _frames(one.__traceback__))
        for one in _chain(error)
    )


class Discreet(logging.Formatter):
    """Shows of a record the sentence that stands in the program, unfilled, and of an error `where` it was."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.message = str(record.msg)
        record.asctime = self.formatTime(record)
        error = record.exc_info[1] if record.exc_info else None
        return self.formatMessage(record) + (f"\n{where(error)}" if error else "")


def be_discreet() -> None:
    """Keep everything that a session is about out of logs, out of what the system reads on standard error (systemd
    keeps that on disk), and out of core dumps. Must come before the web engine's processes are there, which inherit it.

    What the program tells of itself with `log` still comes there, `Discreet`.
    """
    kept = _take_standard_error()
    if kept is not None:
        handler = logging.StreamHandler(kept)
        handler.setFormatter(Discreet())
        log.addHandler(handler)
        faulthandler.enable(kept)  # tells files, lines and functions
    threading.excepthook = lambda told: _log_error("uncaught in a thread", told.exc_value)
    sys.unraisablehook = lambda told: _log_error("uncaught where nobody can catch it", told.exc_value)
    qInstallMessageHandler(_hear_qt)
    atexit.register(qInstallMessageHandler, None)  # Qt still speaks when Python has gone
    _dump_no_core()


def _frames(trace: TracebackType | None) -> traceback.StackSummary:
    return traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _log_error(sentence: str, error: BaseException | None) -> None:
    log.error(sentence, exc_info=error)


def _hear_qt(kind: QtMsgType, context: QMessageLogContext, _text: str) -> None:
    """Of what Qt and the web engine say only about what it is: the text may hold addresses and words of a page."""
    if kind in _GRAVE:
        log.log(_GRAVE[kind], f"Qt: {context.category}")


def _take_standard_error() -> TextIO | None:
    """The way to standard error, now ours alone: whoever else writes there, also other processes, writes nowhere."""
    try:
        kept = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="replace", buffering=1)
    except OSError:  # a program of Windows without a console
        return None
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return kept


def _dump_no_core() -> None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        ctypes.windll.kernel32.SetErrorMode(_NO_ERROR_BOXES)
    else:
        import resource  # noqa: PLC0415  # not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
