"""The smallest window that shows a page and loads the web engine only once it is on the screen."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget


def load() -> None:
    """The slow import and the page."""
    from PySide6.QtWebEngineWidgets import QWebEngineView

    view = QWebEngineView()
    layout.addWidget(view)
    view.setHtml(Path(sys.argv[1]).read_text(encoding="utf-8"))


QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
app = QApplication(sys.argv)
window = QWidget()
layout = QVBoxLayout(window)
window.resize(1280, 800)
window.show()
QTimer.singleShot(0, load)
sys.exit(app.exec())
