"""The headings of the article shown: "På denne side"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from kbviewer.ui.look import tooltip

if TYPE_CHECKING:
    from kbviewer.articles.article import Section
    from kbviewer.i18n import Catalogue

AnchorRole = Qt.ItemDataRole.UserRole
DEEPEST = 3


class ContentsPanel(QWidget):
    """Lists headings down to level `DEEPEST`."""

    chosen = Signal(str)
    """The anchor to go to."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        heading = QLabel(words.text("window.contents"))
        heading.setObjectName("heading")
        self.view = QListView()
        self.view.setObjectName("plain")
        self.view.setAccessibleName(words.text("window.contents"))
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setSizeAdjustPolicy(QListView.SizeAdjustPolicy.AdjustToContents)
        self._model = QStandardItemModel(self)
        self.view.setModel(self._model)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(heading)
        layout.addWidget(self.view, 1)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """List the headings of ``sections``."""
        self._model.clear()
        for section in sections:
            if section.anchor and section.level <= DEEPEST:
                indent = "    " * max(0, section.level - 2)
                row = QStandardItem(f"{indent}{section.title}")
                row.setData(section.anchor, AnchorRole)
                row.setAccessibleText(section.title)
                row.setToolTip(tooltip(section.title))
                self._model.appendRow(row)
        self.setVisible(self._model.rowCount() > 0)

    def titles(self) -> list[str]:
        """What is listed, from the top."""
        return [self._model.item(row).text().strip() for row in range(self._model.rowCount())]

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(AnchorRole))
