"""Looks at a kiosk from all sides after somebody has tried to get out: everything that an escape would change."""

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QWidget

from kbviewer.ui.kiosk.kiosk import Kiosk
from kbviewer.ui.kiosk.strangers import strangers, windows

BEFORE = "lå der før"
"""On the clipboard: what is copied takes its place."""


_TRIAL = ".org.chromium."
"""So begins a file of one byte that the engine makes where downloads would go, and at once removes."""


class Watch:
    """``folders``: where files would appear; ``requests``: every address that the engine is asked for."""

    def __init__(self, kiosk: Kiosk, folders: tuple[Path, ...], requests: list[str]) -> None:
        self.kiosk = kiosk
        self.requests = requests
        self.windows: list[str] = []
        self._folders = folders
        self._ended = False
        kiosk.shield.closed.connect(self.windows.append)
        kiosk.ended.connect(self._end)
        self.begin()

    def begin(self) -> None:
        """Take note of how things are now."""
        QGuiApplication.clipboard().setText(BEFORE)
        self.requests.clear()
        self.windows.clear()
        self._files = dict(self._all_files())
        self._programs = set(_programs())

    def breaches(self) -> list[str]:
        """What an escape has brought about; empty when nobody is out."""
        found = {
            "the frame lets the screen be seen": not self.covers(),
            "another window has been there": bool(self.windows),
            "another window is there": bool(strangers()),
            "a menu or dialog is open": bool(QApplication.activePopupWidget() or QApplication.activeModalWidget()),
            "the page is none of ours": not is_ours(self.view().url()),
            "a program was started": bool(set(_programs()) - self._programs),
            "a file was written": dict(self._all_files()) != self._files,
            "something was asked for outside": any(not each.startswith("kb://") for each in self.requests),
            "the clipboard was filled": QGuiApplication.clipboard().text() != BEFORE,
            "it is no patient's session": self.kiosk.visit is None,
            "the program has ended": self._ended,
        }
        return [told for told, holds in found.items() if holds]

    def covers(self) -> bool:
        """Whether the frame lies over the whole screen."""
        frame = self.kiosk.frame
        is_small = frame.windowState() & Qt.WindowState.WindowMinimized
        return frame.isVisible() and not is_small and frame.geometry() == QGuiApplication.primaryScreen().geometry()

    def view(self) -> QWebEngineView:
        """The web view of the patient who is there, or was last."""
        found = self.kiosk.frame.findChild(QWebEngineView)
        assert found is not None
        return found

    def _end(self) -> None:
        self._ended = True

    def _all_files(self) -> Iterator[tuple[Path, tuple[int, int]]]:
        for folder in self._folders:
            for file in folder.rglob("*"):
                if file.name.startswith(_TRIAL):
                    continue
                seen = file.stat()
                yield file, (seen.st_mtime_ns if file.is_file() else 0, seen.st_size if file.is_file() else 0)


def window_of(widget: QWidget) -> QWindow:
    """The window that a widget is in; ``windowHandle()`` may not be asked for, see `strangers`."""
    number = widget.window().effectiveWinId()
    return next(window for window in windows() if window.winId() == number)


def is_ours(url: QUrl) -> bool:
    """Whether a person may read what is at this address."""
    return url.scheme() == "kb" and url.host() in ("page", "topic", "region", "article")


def _programs() -> Iterator[int]:
    """The processes that this one has started, but for those of the web engine. Only Linux tells."""
    if sys.platform != "linux":
        return
    for tasks in Path("/proc/self/task").glob("*/children"):
        for child in tasks.read_text().split():
            name = Path(f"/proc/{child}/comm")
            if name.exists() and not name.read_text().startswith("QtWebEngine"):
                yield int(child)
