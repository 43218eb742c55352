"""What of a session lies outside its own widgets, cleared away."""

import ctypes
import gc
import sys
from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget


def clear_away(kept: Collection[QWidget]) -> None:
    """Leave nothing open or held but the windows ``kept``, nor anything on the clipboard."""
    _let_go()
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and window not in kept:
            window.close()
            window.hide()  # one that asks before it closes
    _clear_clipboard()


def forget() -> None:
    """Free what a session has left that holds itself, words and all: Python alone takes its time.

    Then give the system what has been freed: it is wiped before anybody gets it.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it
        if trim is not None:
            trim(0)


def destroy_waiting() -> None:
    """Destroy now what waits for an event loop that is not coming any more."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _let_go() -> None:
    for holder in (QWidget.mouseGrabber(), QWidget.keyboardGrabber()):
        if holder is not None:
            holder.releaseMouse()
            holder.releaseKeyboard()
    while QApplication.overrideCursor() is not None:
        QApplication.restoreOverrideCursor()


def _clear_clipboard() -> None:
    """Whoever filled it: there is nobody else on a kiosk, and not every system tells whose it is."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
