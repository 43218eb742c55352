"""Everything that kbviewer is made of, to look through: a list with a filter, and the licence of the chosen row."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import Catalogue
from kbviewer.licences import Component, licence_text, read_components

NAME, VERSION, LICENCE = range(3)


class LicencesPage(QWidget):
    """The list above, the words of the licence below. The first row is chosen from the start."""

    def __init__(self, words: Catalogue, resources: Path) -> None:
        super().__init__()
        self._words, self._resources = words, resources
        self._components = read_components(resources)
        self.rows = [QTreeWidgetItem([one.name, one.version, one.licence]) for one in self._components]
        self.filter = QLineEdit(placeholderText=words.text("program.filter"), clearButtonEnabled=True)
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName(words.text("program.filter"))
        self.tree = self._make_tree()
        self.note = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.note.setObjectName("hint")
        self.text = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.text.setObjectName("text")
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._lay_out()
        self.filter.textChanged.connect(self._narrow)
        self.tree.currentItemChanged.connect(self._show)
        self.tree.setCurrentItem(self.rows[0])

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAccessibleName(self._words.text("program.components"))
        tree.setHeaderLabels([self._words.text(f"program.{column}") for column in ("name", "version", "licence")])
        tree.addTopLevelItems(self.rows)
        header = tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(VERSION, QHeaderView.ResizeMode.ResizeToContents)
        return tree

    def _lay_out(self) -> None:
        below = QWidget()
        reading = QVBoxLayout(below)
        reading.setContentsMargins(0, 8, 0, 0)
        reading.setSpacing(8)
        reading.addWidget(self.note)
        reading.addWidget(self.text, 1)
        parts = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        parts.addWidget(self.tree)
        parts.addWidget(below)
        parts.setSizes([200, 260])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(parts, 1)

    def _narrow(self, typed: str) -> None:
        """Leave the rows that hold every word typed, and choose the first of them."""
        wanted = typed.casefold().split()
        for row in self.rows:
            told = " ".join(row.text(column) for column in (NAME, VERSION, LICENCE)).casefold()
            row.setHidden(not all(word in told for word in wanted))
        left = [row for row in self.rows if not row.isHidden()]
        if left:
            self.tree.setCurrentItem(left[0])
        else:
            self.tree.setCurrentIndex(QModelIndex())

    def _show(self, row: QTreeWidgetItem | None) -> None:
        if row is None:
            self.note.setText(self._words.text("program.none"))
            self.text.clear()
            return
        component = self._components[self.rows.index(row)]
        self.note.setText(self._told(component))
        self.text.setPlainText(licence_text(component, self._resources))
        self.text.setAccessibleName(self._words.text("program.text", name=component.name))

    def _told(self, component: Component) -> str:
        """Where its source is to be had, and that it may be replaced, in one line each."""
        lines = [self._words.text("program.source", address=component.source)] if component.source else []
        if component.is_replaceable:
            lines.append(self._words.text("program.replaceable"))
        return "\n".join(lines)
