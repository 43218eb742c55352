"""The left panel: search results, topics A–Å and bookmarks, each a list under its tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from kbviewer.i18n import collation_key, initial
from kbviewer.ui.look import tooltip
from kbviewer.ui.nobody import Nobody
from kbviewer.ui.results import ResultsPanel
from kbviewer.ui.tab_keys import MiddleChooses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kbviewer.i18n import Catalogue
    from kbviewer.render.overview import Listed
    from kbviewer.render.theme import Theme
    from kbviewer.ui.bookmarks_panel import BookmarksPanel

IdRole = Qt.ItemDataRole.UserRole
RESULTS, TOPICS, BOOKMARKS = range(3)
LEAST_WIDTH = 244
"""Pixels of the lists. The names of the tabs may need more, and are shortened where it is not there."""
MARGIN = 8
OF_BOLD = 8
"""Pixels that the tab in front is wider than the others."""


class TopicsList(QListView):
    """All articles in Danish order under their letters."""

    chosen = Signal(str)
    """The id of the article to open."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setAccessibleName(words.text("window.topics"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        MiddleChooses(self)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_articles(self, articles: Iterable[Listed]) -> None:
        """List ``articles`` by title."""
        self._model.clear()
        letter = ""
        for article in sorted(articles, key=lambda each: collation_key(each.title)):
            if initial(article.title) != letter:
                letter = initial(article.title)
                self._model.appendRow(_letter_row(letter))
            row = QStandardItem(article.title)
            row.setData(article.id, IdRole)
            row.setToolTip(tooltip(article.title))
            self._model.appendRow(row)

    def titles(self) -> list[str]:
        """What is listed, letters included, from the top."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def _choose(self, index: QModelIndex) -> None:
        article_id = index.data(IdRole)
        if article_id:
            self.chosen.emit(article_id)


def _letter_row(letter: str) -> QStandardItem:
    row = QStandardItem(letter)
    font = row.font()
    font.setBold(True)
    row.setFont(font)
    row.setFlags(Qt.ItemFlag.NoItemFlags)
    return row


class BrowsePanel(QWidget):
    """The three lists behind their tabs; in place of the bookmarks a hint while it is not known whose."""

    def __init__(self, words: Catalogue, theme: Theme, bookmarks: BookmarksPanel) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.results = ResultsPanel(words, theme)
        self.topics = TopicsList(words)
        self.bookmarks = bookmarks
        self.nobody = Nobody(words)
        self._whose = QStackedWidget()
        self._whose.addWidget(self.bookmarks)
        self._whose.addWidget(self.nobody)
        self._tabs = QTabBar(
            drawBase=False, expanding=False, usesScrollButtons=False, elideMode=Qt.TextElideMode.ElideRight
        )
        self._tabs.setAccessibleName(words.text("window.panel"))
        self._stack = QStackedWidget()
        for label, part in (
            ("window.tab_results", self.results),
            ("window.topics", self.topics),
            ("window.bookmarks", self._whose),
        ):
            self._tabs.setTabToolTip(self._tabs.addTab(words.text(label)), words.text(label))
            self._stack.addWidget(part)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 4, MARGIN, 0)
        layout.addStrut(LEAST_WIDTH)
        layout.addWidget(self._tabs)
        layout.addWidget(self._stack, 1)
        self.show_tab(TOPICS)

    def show_tab(self, tab: int) -> None:
        """Bring one of RESULTS, TOPICS, BOOKMARKS to the front."""
        self._tabs.setCurrentIndex(tab)

    def show_results(self, on: bool) -> None:
        """Bring the results to the front, or the topics in their place."""
        self.show_tab(RESULTS if on else TOPICS)

    def show_nobody(self, nobody: bool) -> None:
        """Ask for a name in place of the bookmarks."""
        self._whose.setCurrentWidget(self.nobody if nobody else self.bookmarks)

    def hide_bookmarks(self) -> None:
        """Have no list of bookmarks."""
        self._tabs.setTabVisible(BOOKMARKS, False)

    def full_width(self) -> int:
        """Pixels in which every tab has its whole name."""
        self._tabs.ensurePolished()
        return self._tabs.sizeHint().width() + 2 * MARGIN + OF_BOLD

    def tab(self) -> int:
        return self._tabs.currentIndex()

    def focus_list(self) -> None:
        """Move the keyboard to the list in front."""
        lists = [view for view in self._stack.findChildren(QAbstractItemView) if view.isVisible()]
        (lists[0] if lists else self._tabs).setFocus()
