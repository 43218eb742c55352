"""One patient's session: made when it begins and destroyed when it ends, so that there is nothing to forget."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kbviewer import urls
from kbviewer.articles.article import Article, plain_text
from kbviewer.errors import ExpectedError
from kbviewer.i18n import Catalogue
from kbviewer.render.page import Page
from kbviewer.search.hit import Hit
from kbviewer.settings import Setting, Settings, Value
from kbviewer.ui.appearance import Appearance
from kbviewer.ui.message_bar import MessageBar
from kbviewer.ui.printing import Printing
from kbviewer.ui.reading import ReadingPane
from kbviewer.ui.results import ResultsPanel
from kbviewer.ui.rights import Rights
from kbviewer.ui.search_field import SearchField
from kbviewer.ui.searching import Searching
from kbviewer.workspace import Workspace


class Visit(QWidget):
    """What a patient sees: a search field, the start page with the body map, articles, and a way to end it all.

    ``settings`` are borrowed ones. ``printing`` outlives the visit, for paper on its way still comes out.
    """

    end_asked = Signal()
    """The patient is done."""
    staff_asked = Signal()
    """Somebody of the clinic wants to sign in."""
    language_asked = Signal(str)

    def __init__(
        self, workspace: Workspace, settings: Settings, words: Catalogue, rights: Rights, printing: Printing
    ) -> None:
        super().__init__()
        self.setObjectName("visit")
        self.words = words
        self.rights = rights
        self._workspace = workspace
        self._settings = settings
        self._printing = printing
        self.home = urls.article(rights.policy.start) if rights.policy.start else str(urls.HOME)
        self.article: Article | None = None
        self.appearance = Appearance(settings, workspace.places.resources, self._change, self)
        self.messages = MessageBar(words)
        self.search = SearchField(words, words.text("kiosk.search"))
        self.results = ResultsPanel(words, self.appearance.theme)
        self.searching = Searching(workspace, self.search, self.results, self._show_results, words, parent=self)
        self.pane = ReadingPane(
            self._answer(),
            self.appearance.theme,
            words,
            workspace.places.resources / "scripts",
            plain=self._plain_text,
            place_at=lambda _url: 0,
            home=self.home,
            has_tabs=False,
            lets_out=False,
        )
        self._build()
        self._connect()

    def begin(self) -> None:
        """Show the start page, ready to be typed in."""
        self.appearance.show_theme()
        self.pane.set_text_size(self.appearance.text_size)
        self.searching.show_library()
        self.pane.restore((), 0)
        self.search.setFocus()

    def end(self) -> None:
        """Stop, and let go of the web view with everything it holds."""
        self.searching.stop()
        self.pane.tear_down()

    def open(self, url: str) -> None:
        """Show a `kb:` address."""
        self._stack.setCurrentWidget(self.pane)
        self.pane.open(url)

    def show_library(self) -> None:
        """The articles have changed: list what there is now, and show the page anew."""
        self.searching.show_library()
        self.searching.repeat()
        self.pane.reload()

    def tell_error(self, error: ExpectedError) -> None:
        """Tell of trouble in the message bar."""
        self.messages.tell(self.words.explain(error))

    def _build(self) -> None:
        end = QPushButton(self.words.text("kiosk.end"))
        end.clicked.connect(self.end_asked)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(end)
        self._stack = QStackedWidget()
        for layer in (self.pane, self.results):
            self._stack.addWidget(layer)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.searching.opened.connect(self._open_hit)
        self.searching.failed.connect(self.tell_error)
        self.pane.opened.connect(self._page_opened)
        self.pane.outside_asked.connect(lambda _address: self.messages.tell(self.words.text("kiosk.link_outside")))
        self.appearance.themed.connect(self.pane.set_theme)
        self.appearance.themed.connect(self.results.set_theme)
        self.appearance.sized.connect(self.pane.set_text_size)
        self.pane.zoomed.connect(self.appearance.follow_wheel)

    def _answer(self) -> Callable[[str, str], Page]:
        return partial(self._workspace.pages(self.words).page, outside=False)

    def _plain_text(self, address: urls.Address) -> tuple[str, str]:
        article = self._article_at(address)
        return (article.title, plain_text(article)) if article else ("", "")

    def _article_at(self, address: urls.Address) -> Article | None:
        return self._workspace.article(address.path) if address.kind == "article" else None

    def _page_opened(self, address: urls.Address) -> None:
        self.article = self._article_at(address)

    def _open_hit(self, hit: Hit, query: str) -> None:
        self.open(urls.article(hit.id, hit.anchor, query))

    def _show_results(self, on: bool) -> None:
        self._stack.setCurrentWidget(self.results if on else self.pane)

    def _change(self, setting: Setting, value: Value) -> None:
        self._settings.change(setting, value)
        self.appearance.show(setting)
