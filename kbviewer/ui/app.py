"""Starting the window: environment of the web engine, application, window, event loop."""

from __future__ import annotations

import gc
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from kbviewer.errors import InputError
from kbviewer.policy import FREE, Policy
from kbviewer.settings import GRAPHICS, Settings
from kbviewer.ui import graphics
from kbviewer.ui.rights import Rights
from kbviewer.ui.single_instance import FirstInstance, knock
from kbviewer.ui.voice import find_voice
from kbviewer.ui.window import Window

if TYPE_CHECKING:
    from kbviewer.i18n import Catalogue
    from kbviewer.workspace import Workspace

VOICE_AFTER_MS = 2000
"""Asking the system for its voices can wait until the first page is there."""

GARBAGE_AFTER_MS = 5000
"""Milliseconds after which garbage is collected, when the first page has been painted or will not come."""

log = logging.getLogger("kbviewer")

IN_FULL = logging.Formatter("%(asctime)s %(levelname)s %(message)s")

CHROMIUM_FLAGS = '--host-resolver-rules="MAP * ~NOTFOUND" --disable-background-networking --no-pings'
"""No name is ever looked up: `<link rel=preconnect>` alone would do so despite policy and interceptor."""


def prepare_environment() -> None:
    """What the web engine reads from the environment; must come before it is loaded.

    Raises:
        InputError: running as root, where Chromium refuses to start with its sandbox on.
    """
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    if CHROMIUM_FLAGS not in flags:
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{flags} {CHROMIUM_FLAGS}".strip()
    os.environ.pop("QTWEBENGINE_REMOTE_DEBUGGING", None)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if as_root and os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") != "1":
        raise InputError("root_sandbox")


def make_application(words: Catalogue, resources: Path) -> QApplication:
    """The Qt application, speaking the catalogue's language in its own dialogs too."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication([sys.argv[0]])
    app.setApplicationName("kbviewer")
    app.setApplicationDisplayName("kbviewer")
    app.setDesktopFileName("io.github.kbviewer.kbviewer")  # as in packaging/linux: the icon of the window on Wayland
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(str(resources / "icons" / "kbviewer.svg")))
    locale = QLocale("da_DK" if words.language == "da" else "en_GB")
    QLocale.setDefault(locale)
    qt_s_own = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt_s_own), ("qt", str(resources / "qt"))):  # ours has what Qt's lacks
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)
    return app


def run_window(
    workspace: Workspace, settings: Settings, words: Catalogue, policy: Policy = FREE, file: Path | None = None
) -> int:
    """Open the window and stay until it is closed; only knock when one is open already. Exit code.

    ``file`` holds bookmarks that the person wants to have, and is shown in the window, whichever it is.
    """
    prepare_environment()
    app = make_application(words, workspace.places.resources)
    if knock(workspace.places.data, file=file):
        return 0
    first = FirstInstance(workspace.places.data, app)
    failed_before = graphics.begin(workspace.places.data, settings)
    log_file = workspace.places.data / "kbviewer.log"
    log_bugs(log_file)
    window = Window(workspace, settings, words, Rights(policy))
    first.knocked.connect(lambda given: come_forward(window, given))
    window.closed.connect(first.end)
    _tell_bugs(window, log_file)
    painted = FirstPaint(window).done
    painted.connect(window.start)
    if file is not None:
        painted.connect(lambda: window.exchanging.take(file))
    window.show()
    watch_graphics(window, failed_before=failed_before)
    QTimer.singleShot(VOICE_AFTER_MS, lambda: find_voice(window, window.set_voice))
    QTimer.singleShot(GARBAGE_AFTER_MS, gc.enable)
    code = app.exec()
    graphics.succeeded(workspace.places.data)
    return code


class FirstPaint(QObject):
    """Waits until a window has been drawn for the first time: what comes before that keeps a person waiting for it."""

    done = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.done.emit)  # by then its children are drawn too
        return False


def watch_graphics(window: Window, *, failed_before: bool) -> None:
    """Note when the first page is there; say so when the last start never came that far."""
    window.page_shown.connect(lambda: graphics.succeeded(window.workspace.places.data))
    if failed_before:
        told = window.words.text("window.graphics_off")
        if window.rights.may_change(GRAPHICS, "auto"):
            again = window.words.text("window.graphics_again")
            window.messages.tell(told, again, lambda: window.change(GRAPHICS, "auto"))
        else:
            window.messages.tell(told)


def come_forward(window: Window, file: Path | None = None) -> None:
    """Bring the window to the front, and show in it what is in a file of bookmarks."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    if file is not None:
        window.exchanging.take(file)


class _LogFile(logging.Handler):
    """The log, begun when there is something to write: what writes it is loaded then, not by every start."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._begun: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._begun is None:
            from logging.handlers import RotatingFileHandler  # noqa: PLC0415

            self._begun = RotatingFileHandler(self._file, maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True)
            self._begun.setFormatter(self.formatter)
        self._begun.handle(record)


def log_bugs(file: Path, form: logging.Formatter = IN_FULL) -> None:
    """Log every uncaught exception with its traceback, or in another form; the program goes on."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
    handler = _LogFile(file)
    handler.setFormatter(form)
    log.addHandler(handler)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
        else:
            log.error("uncaught", exc_info=(kind, error, trace))

    sys.excepthook = hook


def _tell_bugs(window: Window, file: Path) -> None:
    """Say in the window what `log_bugs` logs."""
    logged = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logged(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            window.messages.tell(window.words.text("window.crash", path=file))

    sys.excepthook = hook
