"""A picture of the window, with or without a display."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize, QTimer
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QWidget

from kbviewer import urls
from kbviewer.errors import InputError, StorageError
from kbviewer.i18n import Catalogue
from kbviewer.policy import FREE, Policy
from kbviewer.settings import THEME, Settings
from kbviewer.ui.app import make_application, prepare_environment
from kbviewer.ui.rights import Rights
from kbviewer.ui.window import Window
from kbviewer.workspace import Workspace

PATIENCE_MS = 30_000


@dataclass(frozen=True, slots=True)
class Shot:
    """What to show: a search, an article's id, the window's size in pixels, a theme's name."""

    search: str = ""
    open: str = ""
    size: tuple[int, int] = (1280, 800)
    theme: str = "light"


def take_screenshot(
    file: Path, shot: Shot, workspace: Workspace, settings: Settings, words: Catalogue, *, policy: Policy = FREE
) -> None:
    """Write a PNG of the window showing ``shot``. Settings and session are left alone.

    Raises:
        InputError: there is no such article.
        StorageError: the picture cannot be written.
    """
    prepare(shot, workspace, words)
    settings.hold(THEME, shot.theme)
    window = Window(workspace, settings, words, Rights(policy), keeps_session=False)
    window.resize(QSize(*shot.size))
    window.show()
    image = _picture(window, shot)
    window.close()
    QApplication.processEvents()
    write(file, image)


def prepare(shot: Shot, workspace: Workspace, words: Catalogue) -> None:
    """Have an application to take a picture of. Raises InputError: there is no such article."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    prepare_environment()
    if shot.open and not workspace.has_article(shot.open):
        raise InputError("article_unknown", id=shot.open)
    make_application(words, workspace.places.resources).setCursorFlashTime(0)  # a blinking cursor never settles


def write(file: Path, image: QImage) -> None:
    """Write a picture. Raises StorageError: it cannot be written."""
    if not QImageWriter(str(file), b"png").write(image):
        raise StorageError("file_not_writable", path=file)


def _picture(window: Window, shot: Shot) -> QImage:
    window.people.start()
    window.library.show()
    window.load_reader()
    assert window.reader is not None
    if shot.search:
        window.bar.search.setText(shot.search)
        wait_for(lambda: window.browse.results.query() == window.bar.search.text())
    _show(window, urls.article(shot.open, mark=shot.search) if shot.open else str(urls.HOME))
    return settled(window)


def _show(window: Window, url: str) -> None:
    assert window.reader is not None
    loaded: list[str] = []
    window.reader.loaded.connect(loaded.append)
    window.open(url)
    wait_for(lambda: url in loaded)


def settled(window: QWidget) -> QImage:
    """The window's picture once two in a row are equal and the page has been painted."""
    last = window.grab().toImage()
    deadline = QDeadlineTimer(PATIENCE_MS)
    same = 0
    while same < 4 and not deadline.hasExpired():
        _pause(120)
        now = window.grab().toImage()
        same = same + 1 if now == last else 0
        last = now
    return last


def wait_for(condition: Callable[[], bool]) -> None:
    """Let the window go on until something is so, or patience ends."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not condition() and not deadline.hasExpired():
        _pause(20)


def _pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
