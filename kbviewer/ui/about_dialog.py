""" "Om kbviewer": which version this is, what can be expected of it, and what it is made of."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from kbviewer import __version__
from kbviewer.i18n import Catalogue
from kbviewer.ui.licences_page import LicencesPage
from kbviewer.workspace import Places

PARAGRAPHS = ("articles", "network", "free")
"""What is told of the program, each under a heading of its own."""


class AboutDialog(QDialog):
    """Two pages, "Om" and "Licenser". Closes with its window."""

    def __init__(self, places: Places, words: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.text("action.about"))
        self.resize(760, 680)
        title = QLabel(words.text("program.title", version=__version__))
        title.setObjectName("title")
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.tabs.setAccessibleName(words.text("action.about"))
        self.licences = LicencesPage(words, places.resources)
        self._pages = QStackedWidget()
        for label, page in (("about", _facts(words, places.data)), ("licences", self.licences)):
            self.tabs.addTab(words.text(f"program.tab_{label}"))
            self._pages.addWidget(page)
        self.close_button = QPushButton(words.text("window.problems_close"), autoDefault=False)
        self.close_button.setObjectName("framed")
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.close_button.clicked.connect(self.close)
        self._lay_out(title)
        parent.window().installEventFilter(self)

    def _lay_out(self, title: QLabel) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Close:
            self.close()
        return super().eventFilter(watched, event)


def _facts(words: Catalogue, data: Path) -> QWidget:
    """What the program is and is not, and where it keeps what a person makes."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 12, 0, 0)
    column.setSpacing(4)
    for name in PARAGRAPHS:
        _add(column, words, name)
        column.addSpacing(12)
    _add(column, words, "data")
    folder = QLineEdit(str(data), readOnly=True)
    folder.setAccessibleName(words.text("program.data_title"))
    folder.setCursorPosition(0)
    column.addWidget(folder)
    column.addStretch(1)
    return page


def _add(column: QVBoxLayout, words: Catalogue, name: str) -> None:
    heading = QLabel(words.text(f"program.{name}_title"))
    heading.setObjectName("heading")
    column.addWidget(heading)
    column.addWidget(QLabel(words.text(f"program.{name}"), wordWrap=True))
