"""The left panel: search results, topics A–Å and bookmarks, each a list under its tab."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from kbviewer.i18n import Catalogue, collation_key, initial
from kbviewer.library.bookmark import Bookmark
from kbviewer.render.overview import Listed
from kbviewer.render.theme import Theme
from kbviewer.ui.look import tooltip
from kbviewer.ui.results import ResultsPanel
from kbviewer.ui.tab_keys import MiddleChooses

IdRole = Qt.ItemDataRole.UserRole
RESULTS, TOPICS, BOOKMARKS = range(3)


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


class BookmarksList(QWidget):
    """A person's bookmarks, newest last, with a way to remove one."""

    chosen = Signal(object)
    """The `Bookmark` to open."""
    removed = Signal(object)
    """The `Bookmark` to remove."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._bookmarks: tuple[Bookmark, ...] = ()
        self.empty = QLabel(words.text("window.bookmarks_empty"), wordWrap=True)
        self.empty.setObjectName("hint")
        self.empty.setContentsMargins(12, 12, 12, 12)
        self.view = QListView()
        self.view.setObjectName("plain")
        self.view.setAccessibleName(words.text("window.bookmarks"))
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._model = QStringListModel(self)
        self.view.setModel(self._model)
        MiddleChooses(self.view)
        self.remove = QPushButton(words.text("window.remove"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.addWidget(self.empty)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.remove)
        layout.addStretch()
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        self.remove.clicked.connect(self._remove)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)

    def show_bookmarks(self, bookmarks: Sequence[Bookmark], known: Iterable[str]) -> None:
        """List ``bookmarks``; one whose article is not among the ids ``known`` says so."""
        here = set(known)
        gone = self._words.text("window.bookmark_gone")
        self._bookmarks = tuple(bookmarks)
        self._model.setStringList([b.name if b.id in here else f"{b.name} ({gone})" for b in bookmarks])
        self.empty.setVisible(not bookmarks)
        self.view.setVisible(bool(bookmarks))
        self.remove.setVisible(bool(bookmarks))

    def titles(self) -> list[str]:
        """What is listed, from the top."""
        return self._model.stringList()

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._bookmarks[index.row()])

    def _remove(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.removed.emit(self._bookmarks[index.row()])


class BrowsePanel(QWidget):
    """The three lists behind their tabs."""

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.results = ResultsPanel(words, theme)
        self.topics = TopicsList(words)
        self.bookmarks = BookmarksList(words)
        self._tabs = QTabBar(drawBase=False, expanding=False)
        self._tabs.setAccessibleName(words.text("window.panel"))
        self._stack = QStackedWidget()
        for label, part in (
            ("window.tab_results", self.results),
            ("window.topics", self.topics),
            ("window.bookmarks", self.bookmarks),
        ):
            self._tabs.addTab(words.text(label))
            self._stack.addWidget(part)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 0)
        layout.addWidget(self._tabs)
        layout.addWidget(self._stack, 1)
        self.show_tab(TOPICS)

    def show_tab(self, tab: int) -> None:
        """Bring one of RESULTS, TOPICS, BOOKMARKS to the front."""
        self._tabs.setCurrentIndex(tab)

    def tab(self) -> int:
        return self._tabs.currentIndex()

    def focus_list(self) -> None:
        """Move the keyboard to the list in front."""
        lists = [view for view in self._stack.findChildren(QListView) if view.isVisible()]
        (lists[0] if lists else self._tabs).setFocus()
