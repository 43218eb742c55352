"""The main window: puts the parts together and passes what happens in one to the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QVBoxLayout, QWidget

from kbviewer import paths, urls
from kbviewer.articles.body_regions import REGIONS
from kbviewer.errors import ExpectedError
from kbviewer.handouts.day_count import day_count
from kbviewer.library.bookmarks import FILE_NAME, BookmarkStore
from kbviewer.settings import BOOKMARK_ORDER, LANGUAGE, PRINTER, SEARCH_MARKS, SESSION, THEME, Setting, Settings, Value
from kbviewer.ui import commands
from kbviewer.ui.actions import make_actions
from kbviewer.ui.appearance import Appearance
from kbviewer.ui.background import Lane
from kbviewer.ui.bookmarking import Bookmarking
from kbviewer.ui.bookmarks_panel import BookmarksPanel
from kbviewer.ui.browse import BrowsePanel
from kbviewer.ui.exchanging import Exchanging
from kbviewer.ui.foot import Foot
from kbviewer.ui.handing_out import HandingOut
from kbviewer.ui.keeper import IndexKeeper
from kbviewer.ui.locks import Locks
from kbviewer.ui.message_bar import MessageBar
from kbviewer.ui.notebook import Notebook
from kbviewer.ui.printing import Printing
from kbviewer.ui.rights import ALL, Rights
from kbviewer.ui.searching import Searching
from kbviewer.ui.session_keeper import SessionKeeper
from kbviewer.ui.shown_library import ShownLibrary
from kbviewer.ui.shown_person import ShownPerson
from kbviewer.ui.signing_in import SigningIn
from kbviewer.ui.tab_keys import is_tab_asked
from kbviewer.ui.top_bar import TopBar
from kbviewer.ui.typing_pause import TypingPause

if TYPE_CHECKING:
    from kbviewer.articles.article import Article
    from kbviewer.i18n import Catalogue
    from kbviewer.library.session import OpenTab
    from kbviewer.render.theme import Theme
    from kbviewer.search.hit import Hit
    from kbviewer.ui.reader import Reader
    from kbviewer.ui.reading import ReadingPane
    from kbviewer.ui.voice import Voice
    from kbviewer.workspace import Workspace

OF_ARTICLE = (
    "bookmark", "bookmark_section", "edit_note", "highlight", "print", "save_pdf", "show_contents", "read_aloud",
    "own_copy",
)  # fmt: skip
"""Actions that take an article."""
SMALLEST = (800, 480)
"""The window's least width and height in pixels."""


class Window(QMainWindow):
    """The program's window on one library. What ``rights`` do not allow is locked in it."""

    shown_article = Signal(object)
    """The `Article` now shown, or None for another page."""
    page_shown = Signal(str)
    """The address of a page that has arrived."""
    closed = Signal()
    """Everything has been kept and stopped."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        words: Catalogue,
        rights: Rights = ALL,
        *,
        keeps_session: bool = True,
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.settings = settings
        self.words = words
        self.rights = rights
        policy = rights.policy
        self.home = urls.article(policy.start) if policy.start else str(urls.HOME)
        """The address of what is shown first, and at "Forside"."""
        self.article: Article | None = None
        self.appearance = Appearance(settings, workspace.places.resources, self.change, self)
        self._asked_to_close = False
        self._has_ended = False
        self.language_told = "dialog.restart_language"
        """The sentence that tells when another language begins."""
        self._waiting = ""
        self.address = urls.HOME
        self.marks = Bookmarking(lambda folder: BookmarkStore(folder / FILE_NAME), self)
        self.people = SigningIn(workspace.places.data, self.marks, self, self.rights)
        self.session = SessionKeeper(
            workspace.places.data / "session.json" if keeps_session else None,
            lambda: tuple(paths.kept(folder, workspace.places.data) for folder in workspace.places.content),
            lambda: settings.text(SESSION) == "on" and not self.people.are_used,
            self,
        )
        self.person = ShownPerson(self)
        self.keeper = IndexKeeper(workspace.update_index, self)
        self.papers = Lane("paper", self)
        count = day_count(workspace.places.data, policy.pages_a_day)
        self.printing = Printing(lambda: settings.text(PRINTER), words, self, self.rights, count)
        self.messages = MessageBar(words)
        self.exchanging = Exchanging(self.marks, workspace.find_article, words, self.messages, self, rights=self.rights)
        self.notebook = Notebook(self)
        self.handing_out = HandingOut(self)
        self.locks = Locks(self.rights, words, workspace.places.resources, self)
        self.actions_by_name = make_actions(self, words, commands.slots(self), self.locks)
        self._build()
        self._connect()
        self.library = ShownLibrary(self)
        self._tick_settings()
        self.appearance.show_theme()
        self.splitter.setSizes([max(324, self.browse.full_width()), 700, 256])
        self._show_title(words.text("window.home"))

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self.bar = TopBar(self.words, self.actions_by_name, self.locks)
        bookmarks = BookmarksPanel(
            self.marks,
            self.words,
            self.appearance.theme,
            self.settings.text(BOOKMARK_ORDER),
            rights=self.rights,
        )
        self.browse = BrowsePanel(self.words, self.appearance.theme, bookmarks)
        if not self.rights.bookmarks:
            self.browse.hide_bookmarks()
        browse = self.browse
        self.searching = Searching(
            self.workspace, self.bar.search, browse.results, browse.show_results, self.words, parent=self
        )
        self.foot = Foot(self.words, self.actions_by_name, self.locks)
        self.pane: ReadingPane | None = None
        self._made: ReadingPane | None = None
        self._place = QWidget()
        self._place_layout = QVBoxLayout(self._place)
        self._place_layout.setContentsMargins(0, 0, 0, 0)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self._place, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for part in (self.browse, middle, self.notebook.side):
            self.splitter.addWidget(part)
        middle.setMinimumWidth(320)
        self.notebook.side.setMinimumWidth(200)
        self.splitter.setStretchFactor(1, 1)
        self._stack_rows()

    def _stack_rows(self) -> None:
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addWidget(self.splitter, 1)
        rows.addWidget(self.foot)
        self.setCentralWidget(whole)
        self.resize(QSize(1280, 800))
        self.setMinimumSize(QSize(*SMALLEST))
        self.bar.search.setFocus()

    def _connect(self) -> None:
        self.searching.opened.connect(self.open_hit)
        self.searching.failed.connect(self.tell_error)
        self.browse.topics.chosen.connect(self.open_article)
        self.browse.bookmarks.ordered.connect(lambda order: self.change(BOOKMARK_ORDER, order))
        self.browse.nobody.asked.connect(self.person.ask)
        self.marks.failed.connect(self.tell_error)
        self.handing_out.remembered.connect(self.actions_by_name["reprint"].setEnabled)
        self.printing.progressed.connect(self.foot.printing.show_pages)
        self.printing.ended.connect(self.foot.printing.hide)
        self.printing.told.connect(self.handing_out.tell)
        self.foot.printing.cancelled.connect(self.printing.cancel)
        self.appearance.themed.connect(self._show_theme)
        self.notebook.begin()

    # --- starting ---------------------------------------------------------------------------------

    def start(self) -> None:
        """After the window is on the screen: load the web engine while the index is opened, then look for changes."""
        if self._has_ended:  # closed before it was drawn
            return
        self.library.start()
        QTimer.singleShot(0, self, self._load_engine)
        self.people.start()
        if self.settings.damaged:
            self.messages.tell(self.words.text("window.settings_damaged"))

    def _load_engine(self) -> None:
        """Load the web engine, which takes a second, and show the page when nobody types.

        A web view makes the window that it comes into anew, and keys on their way to the old one are lost.
        """
        if self._has_ended:
            return
        self._made = self._make_pane()
        TypingPause(self.bar.search).came.connect(self.load_reader)

    def load_reader(self) -> None:
        """Show the page waited for, beside what was open last, with the web engine loaded if it is not."""
        if self.pane is not None or self._has_ended:
            return
        pane, self._made = self._made or self._make_pane(), None
        pane.opened.connect(self._page_opened)
        pane.loaded.connect(lambda _url: self._show_history())
        pane.loaded.connect(self.page_shown)
        self.pane = pane
        if self.library.is_opening:
            pane.hold()
        self.notebook.add_highlighting(pane)
        self._place_layout.addWidget(pane)
        tabs, current = self._tabs_before()
        pane.restore(tabs, current)
        self.session.watch(pane.tabs)
        if self._waiting and tabs:
            pane.open_tab(self._waiting, in_front=True)
        elif self._waiting:
            pane.open(self._waiting)

    def _make_pane(self) -> ReadingPane:
        from kbviewer.ui.window_pane import make_pane  # noqa: PLC0415  # the slow import: after the window is shown

        return make_pane(self)

    def _tabs_before(self) -> tuple[Sequence[OpenTab], int]:
        before = self.session.before()
        return ((), 0) if self.rights.policy.start else (before.tabs, before.current)

    @property
    def first_page(self) -> str:
        """The address of the page that a start shows."""
        tabs, current = self._tabs_before()
        return self._waiting or (tabs[current].url if tabs else self.home)

    @property
    def reader(self) -> Reader | None:
        """The web view in front, once the web engine is there."""
        return self.pane.reader if self.pane else None

    def set_voice(self, voice: Voice) -> None:
        """Offer to read aloud with this voice."""
        self.actions_by_name["read_aloud"].setVisible(True)
        if pane := self.pane or self._made:
            pane.aloud.set_voice(voice)

    # --- opening ----------------------------------------------------------------------------------

    def open(self, url: str) -> None:
        """Show a `kb:` address, or remember it until the web engine is there."""
        self._waiting = url
        if self.pane is not None:
            self.pane.open(url)

    def go_back(self) -> None:
        """Show the page before, where reading stopped."""
        if self.reader is not None:
            self.reader.back()

    def go_forward(self) -> None:
        """Show the page that `go_back` left."""
        if self.reader is not None:
            self.reader.forward()

    def open_hit(self, hit: Hit, query: str) -> None:
        """Show the section that a hit points to, with the words of the search marked."""
        self.go(urls.article(hit.id, hit.anchor, query))

    def open_article(self, article_id: str) -> None:
        """Show an article from its top, or from where reading stopped."""
        self.go(urls.article(article_id))

    def go(self, url: str) -> None:
        """As a link does: with Ctrl or the middle button in a tab of its own."""
        if self.pane is not None and is_tab_asked():
            self.pane.open_tab(url)
        else:
            self.open(url)

    def follow(self, moved: Mapping[str, str]) -> None:
        """Articles have gone from one id to another: show the one that was shown where it is now."""
        at = self.address
        if at.kind == "article" and at.path in moved and not self.workspace.has_article(at.path):
            self.open(urls.article(moved[at.path], at.anchor, at.mark))

    def go_to_section(self, anchor: str) -> None:
        """Show a section of the article shown."""
        if self.article is not None:
            self.open(urls.article(self.article.id, anchor, self.address.mark))

    def _page_opened(self, address: urls.Address) -> None:
        if address != self.address:
            self.messages.leave_page()
        self.address = address
        is_article = address.kind == "article"
        if not (is_article and self.article is not None and self.article.id == address.path):
            self.show_article(self.workspace.article_at(address))
        self._show_history()

    def show_article(self, article: Article | None) -> None:
        """Have this article in all parts of the window, or none; its page is another's doing."""
        self.article = article
        for name in OF_ARTICLE:
            self.actions_by_name[name].setEnabled(article is not None)
        self._show_title(article.title if article else self._page_title())
        self.shown_article.emit(article)

    def _show_history(self) -> None:
        back, forward = self.reader.can_go() if self.reader else (False, False)
        self.actions_by_name["back"].setEnabled(back)
        self.actions_by_name["forward"].setEnabled(forward)

    def _page_title(self) -> str:
        if self.address.kind == "topic":
            return self.address.path
        if self.address.kind == "region" and self.address.path in REGIONS:
            return self.words.text(f"body.{self.address.path}")
        return self.words.text("page.not_found" if self.address.kind == "article" else "window.home")

    def _show_title(self, title: str) -> None:
        self.setWindowTitle(self.words.text("window.title_of", title=title))

    def tell_outside(self, address: str) -> None:
        """Tell of an address that is not opened here."""
        if not self.rights.links:
            self.messages.tell(self.words.text("lock.link_outside"), of_page=True)
            return
        clipboard = QGuiApplication.clipboard()
        told = self.words.text("window.link_outside", address=address[:200])
        copy = self.words.text("window.copy_address")
        self.messages.tell(told, copy, lambda: clipboard.setText(address), of_page=True)

    # --- looks ------------------------------------------------------------------------------------

    def _show_theme(self, theme: Theme) -> None:
        backdrop = QPalette()
        backdrop.setColor(QPalette.ColorRole.Window, QColor(theme.paper))
        self._place.setPalette(backdrop)
        self._place.setAutoFillBackground(True)
        self.locks.show_theme(theme)
        self.browse.results.set_theme(theme)
        self.browse.bookmarks.set_theme(theme)
        if pane := self.pane or self._made:
            pane.set_theme(theme)

    def change(self, setting: Setting, value: Value) -> None:
        """Change a setting and show its effect, unless the owner of the computer has fixed it."""
        if not self.rights.may_change(setting, value):
            self.messages.tell(self.locks.why)
            return
        try:
            self.settings.change(setting, value)
        except ExpectedError as error:
            self.tell_error(error)
        self.appearance.show(setting)
        if setting is SEARCH_MARKS and self.pane:
            self.pane.reload()
            self.pane.reload_behind()
        if setting is SESSION:
            self.session.keep()
        if setting is LANGUAGE:
            self.messages.tell(self.words.text(self.language_told))

    def _tick_settings(self) -> None:
        for setting in (THEME, LANGUAGE):
            self.actions_by_name[f"{setting.name}_{self.settings.text(setting)}"].setChecked(True)
        for setting in (SEARCH_MARKS, SESSION):
            self.actions_by_name[setting.name].setChecked(self.settings.text(setting) == "on")

    def step_part(self, by: int) -> None:
        """Move the keyboard to the next part of the window, or the one before."""
        parts = {self.bar: self.bar.search.setFocus, self.browse: self.browse.focus_list}
        if self.pane:
            parts[self.pane] = self.pane.reader.setFocus
        parts[self.notebook.side] = self.notebook.side.focus_list
        shown = [part for part in parts if part.isVisible()]
        focus = QApplication.focusWidget()
        here = next((number for number, part in enumerate(shown) if focus and part.isAncestorOf(focus)), 0)
        parts[shown[(here + by) % len(shown)]]()

    def resizeEvent(self, event: object) -> None:  # noqa: N802
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.notebook.side.fit(self.width())

    def tell_error(self, error: ExpectedError) -> None:
        """Tell of trouble in the message bar."""
        self.messages.tell(self.words.explain(error))

    # --- ending -----------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if not self.marks.keeps_all(self.notebook.save) and not self._asked_to_close:
            self._asked_to_close = True  # the reason is told, and what was written is back in its field
            event.ignore()
            return
        self._has_ended = True
        self.handing_out.close()
        self.marks.close()  # before those who do something whenever the shelf changes
        self.notebook.stop()
        self.searching.stop()
        self.library.stop()
        self.keeper.stop()
        self.papers.stop()
        self.printing.stop()
        self.people.stop()
        if self.pane:
            self.session.keep()
            self.notebook.stop_highlighting()
            self.pane.tear_down()
            self.pane = None
        elif self._made:
            self._made.tear_down()
            self._made = None
        self.exchanging.stop()
        self.workspace.close()
        super().closeEvent(event)
        event.accept()
        self.closed.emit()
