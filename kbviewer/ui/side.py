"""The right column: "På denne side" and, below it, what the person keeps of the article shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kbviewer import urls
from kbviewer.errors import InputError
from kbviewer.ui.contents import ContentsPanel
from kbviewer.ui.note_panel import NotePanel

if TYPE_CHECKING:
    from kbviewer.articles.article import Article
    from kbviewer.i18n import Catalogue
    from kbviewer.render.theme import Theme
    from kbviewer.ui.bookmarking import Bookmarking
    from kbviewer.ui.following import Following
    from kbviewer.workspace import Workspace

FOLD_BELOW = 1080
"""Window width in pixels below which the column folds away, unless the person has asked for it."""

LEAST_NOTES = 160
"""Pixels that are left for notes below a long list of headings."""


class Side(QWidget):
    """There for as long as an article is shown."""

    opened = Signal(str)
    """The `kb:` address of a link in a note."""
    outside_asked = Signal(str)
    """Another address of a link in a note."""
    section_chosen = Signal(str)
    """The anchor of a section to go to."""

    def __init__(
        self, workspace: Workspace, marks: Bookmarking, following: Following, words: Catalogue, theme: Theme
    ) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._is_asked: bool | None = None
        self._is_wide = True
        self._has_article = False
        self.contents = ContentsPanel(words)
        self.notes = NotePanel(workspace.target, marks, following, words, theme)
        self.notes.setMinimumHeight(LEAST_NOTES)
        self.contents.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 20, 8, 8)
        column.setSpacing(16)
        column.addWidget(self.contents)
        column.addWidget(self.notes, 1)
        self.contents.chosen.connect(self.section_chosen)
        self.notes.section_chosen.connect(self.section_chosen)
        self.notes.followed.connect(self._follow)
        self.hide()

    def show_article(self, article: Article | None) -> None:
        """Show what belongs to an article."""
        self._has_article = article is not None
        self.contents.show_sections(article.sections if article else ())
        self.notes.show_article(article)
        self._fold()

    def fit(self, width: int) -> None:
        """The window is so many pixels wide now."""
        self._is_wide = width >= FOLD_BELOW
        self._fold()

    def toggle(self) -> None:
        """Show the column, or hide it, however wide the window is."""
        self._is_asked = self.isHidden()
        self._fold()

    def write_note(self, anchor: str = "") -> None:
        """Begin to write a note, however wide the window is; see `NotePanel.write`."""
        self._is_asked = True
        self._fold()
        self.notes.write(anchor)

    def hide_notes(self) -> None:
        """Have no notes, but room in their place."""
        self.notes.hide()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addStretch(1)

    def focus_list(self) -> None:
        """Move the keyboard here."""
        if self.contents.isVisible():
            self.contents.view.setFocus()
        else:
            self.notes.focusNextChild()

    def _fold(self) -> None:
        self.setVisible(self._has_article and (self._is_wide if self._is_asked is None else self._is_asked))

    def _follow(self, address: str) -> None:
        try:
            self.opened.emit(str(urls.parse(address)))
        except InputError:
            self.outside_asked.emit(address)
