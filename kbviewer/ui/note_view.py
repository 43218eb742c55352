"""Notes as they are read: Markdown that may come from anywhere, so that nothing it names is ever fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from kbviewer.library.bookmark import LONGEST_NOTE

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

MOST_BARS = 600
"""The "|" of a note that is shown as written: Qt takes seconds to lay out a table of thousands of cells."""

MARGIN = 9
"""Pixels around the text."""

INDENT = 16
"""Pixels that each level of a list is moved in."""

_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class NoteView(QTextBrowser):
    """Shows a note, as high as it is. Opens no link by itself."""

    followed = Signal(str)
    """The address of a link."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(MARGIN)
        self.document().setIndentWidth(INDENT)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))

    def show_note(self, note: str) -> None:
        """Show a note in Markdown."""
        shown = note[:LONGEST_NOTE]
        if shown.count("|") > MOST_BARS:
            self.document().setPlainText(shown)
        else:
            self.document().setMarkdown(shown, _FEATURES)
        self._fit()

    def loadResource(self, kind: int, _address: QUrl | str) -> object:  # noqa: N802
        """An empty picture for any: without one Qt would look for a file of that name by itself."""
        from PySide6.QtGui import QImage  # noqa: PLC0415  # slow to name

        picture = QImage(1, 1, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        return picture if kind == QTextDocument.ResourceType.ImageResource.value else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().sizeHint().width(), self.height())

    def _fit(self) -> None:
        self.setFixedHeight(round(self.document().size().height()) + 2 * self.frameWidth())
