"""What a kiosk takes over from the environment it is started in, before Qt and the web engine read that."""

import os
import shlex

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kbviewer.ui.app import CHROMIUM_FLAGS

KNOWN_FLAGS = frozenset({"--disable-gpu", "--disable-gpu-compositing", "--in-process-gpu"})
"""Of `QTWEBENGINE_CHROMIUM_FLAGS`: how pages are drawn on an odd graphics card. All others go, for one opens a port
for developers, another starts programs, a third lets pages read files."""
REFUSED = (
    "QTWEBENGINE_REMOTE_DEBUGGING",
    "QTWEBENGINEPROCESS_PATH",
    "QTWEBENGINE_DICTIONARIES_PATH",
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QT_STYLE_OVERRIDE",
    "QML_IMPORT_TRACE",
    "QT_LOGGING_RULES",
    "QT_LOGGING_CONF",
)
"""What lets others' code in, or puts what a page holds on the terminal. Whoever owns the account can do so anyhow."""


def shut_environment() -> None:
    """Forget everything that is not known to be harmless; dialogs are Qt's own, where the shield sees them."""
    for name in REFUSED:
        os.environ.pop(name, None)
    try:
        flags = shlex.split(os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", ""))
    except ValueError:
        flags = []
    kept = [flag for flag in dict.fromkeys(flags) if flag in KNOWN_FLAGS]
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join([*kept, CHROMIUM_FLAGS])
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
