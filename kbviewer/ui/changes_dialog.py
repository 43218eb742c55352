"""Shows what has been taken from and put into a bookmarked text since it was saved."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.library.differences import Differences, Kind
from kbviewer.render.theme import Theme

LONGEST_DESCRIPTION = 8000
"""Letters of the changes that are told to a screen reader in one go."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A bookmark's name, the day it was made in words, and what has changed since: None if that cannot be told."""

    name: str
    day: str
    found: Differences | None


class ChangesDialog(QDialog):
    """Lets the person read the changes, and say that they have."""

    accepted_text = Signal()
    """The person has seen the changes."""

    def __init__(self, changed: Changed, words: Catalogue, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.text("changes.title"))
        self.resize(640, 520)
        title = QLabel(changed.name, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        title.setObjectName("heading")
        told = QLabel(words.text("changes.legend", date=changed.day), wordWrap=True)
        told.setObjectName("hint")
        self.view = QTextBrowser()
        self.view.setObjectName("text")
        self.view.setOpenLinks(False)
        self.view.setAccessibleName(words.text("changes.title"))
        self._show(changed.found)
        self.seen = QPushButton(words.text("changes.seen"))
        self.seen.setObjectName("primary")
        self.close_button = QPushButton(words.text("changes.close"))
        self._lay_out(title, told)
        self.seen.clicked.connect(self._accept)
        self.close_button.clicked.connect(self.close)

    def _lay_out(self, title: QLabel, told: QLabel) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.seen)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(told)
        column.addWidget(self.view, 1)
        column.addLayout(buttons)

    def _accept(self) -> None:
        self.accepted_text.emit()
        self.close()

    def _show(self, found: Differences | None) -> None:
        text = self._words.text
        if found is None:
            self.view.setPlainText(text("changes.not_kept"))
        elif not found.blocks:
            self.view.setPlainText(text("changes.none"))
        else:
            self._write(found)
            self.view.setAccessibleDescription(self._told(found))

    def _write(self, found: Differences) -> None:
        cursor = QTextCursor(self.view.document())
        spaced = QTextBlockFormat()
        spaced.setBottomMargin(12)
        spaced.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(spaced)
        for number, block in enumerate(found.blocks):
            if number:
                cursor.insertBlock(spaced)
            for place, piece in enumerate(block):
                cursor.insertText(" " if place else "", QTextCharFormat())
                cursor.insertText(piece.text, self._format(piece.kind))
        if found.left_out:
            cursor.insertBlock(spaced)
            cursor.insertText(self._words.text("changes.left_out", n=found.left_out), QTextCharFormat())
        self.view.moveCursor(QTextCursor.MoveOperation.Start)

    def _format(self, kind: Kind) -> QTextCharFormat:
        """New is underlined and bold, what is gone is struck through; the colour only comes to it."""
        made = QTextCharFormat()
        if kind is Kind.ADDED:
            made.setFontUnderline(True)
            made.setFontWeight(QFont.Weight.DemiBold)
            made.setForeground(QColor(self._theme.accent))
        elif kind is Kind.REMOVED:
            made.setFontStrikeOut(True)
            made.setForeground(QColor(self._theme.muted))
        return made

    def _told(self, found: Differences) -> str:
        """The changes in words."""
        lines = []
        for block in found.blocks:
            for piece in block:
                if piece.kind is Kind.SAME:
                    lines.append(piece.text)
                else:
                    lines.append(self._words.text(f"changes.{piece.kind.value}", text=piece.text))
        return "\n".join(lines)[:LONGEST_DESCRIPTION]
