"""One patient's session: made when it begins and destroyed when it ends, so that there is nothing to forget."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kbviewer import urls
from kbviewer.articles.article import Article
from kbviewer.errors import ExpectedError
from kbviewer.i18n import Catalogue
from kbviewer.library.session import OpenTab
from kbviewer.render.page import Page
from kbviewer.search.hit import Hit
from kbviewer.settings import THEME, Setting, Settings, Value
from kbviewer.ui.appearance import Appearance
from kbviewer.ui.kiosk.keyboard import Keyboard
from kbviewer.ui.kiosk.page_bar import PageBar
from kbviewer.ui.kiosk.visit_bar import VisitBar
from kbviewer.ui.kiosk.visit_printing import VisitPrinting
from kbviewer.ui.message_bar import MessageBar
from kbviewer.ui.printing import Printing
from kbviewer.ui.reading import ReadingPane
from kbviewer.ui.results import ResultsPanel
from kbviewer.ui.rights import Rights
from kbviewer.ui.searching import Searching
from kbviewer.ui.voice import Voice
from kbviewer.workspace import Workspace


class Visit(QWidget):
    """What a patient sees: a search field, the start page with the body map, articles, and a way to end it all.

    ``settings`` are borrowed ones. ``printing`` outlives the visit, for paper on its way still comes out. ``staff``:
    there is somebody who can sign in.
    """

    end_asked = Signal()
    """The patient is done."""
    staff_asked = Signal()
    """Somebody of the clinic wants to sign in."""
    language_asked = Signal(str)
    home_lost = Signal()
    """What is shown first has crashed twice."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        words: Catalogue,
        rights: Rights,
        printing: Printing,
        *,
        staff: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("visit")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = words
        self.rights = rights
        self._workspace = workspace
        self.settings = settings
        self.home = _home(rights.policy.start, workspace)
        self.article: Article | None = None
        self._found = ""
        """The address that the results led to last."""
        self.appearance = Appearance(settings, workspace.places.resources, self._change, self)
        self.messages = MessageBar(words)
        self.bar = VisitBar(words)
        self.search = self.bar.search
        self.page_bar = PageBar(words, languages=rights.policy.languages, prints=rights.printing, staff=staff)
        self.results = ResultsPanel(words, self.appearance.theme, by_touch=True)
        self.searching = Searching(workspace, self.search, self.results, self._show_results, words, parent=self)
        self.paper = VisitPrinting(workspace, words, rights, printing, self)
        self.keyboard = Keyboard(words)
        self.pane = self._make_pane()
        self._build()
        self._connect()
        self._connect_bars()
        self._connect_keys()

    # --- beginning and end ------------------------------------------------------------------------

    def begin(self, url: str = "", search: str = "") -> None:
        """Show a `kb:` address, the start page when not told otherwise, ready to be typed in."""
        self.appearance.show_theme()
        self._size(self.appearance.text_size)
        self.searching.show_library()
        self.pane.restore([OpenTab(url, "")] if url else (), 0)
        self.search.setFocus()
        self.search.setText(search)

    def end(self) -> None:
        """Stop, and let go of the web view with everything it holds."""
        self.searching.stop()
        self.paper.stop()
        self.pane.tear_down()

    def set_voice(self, voice: Voice) -> None:
        """Offer to read aloud with this voice."""
        self.pane.aloud.set_voice(voice)
        self.page_bar.offer_aloud()

    # --- going ------------------------------------------------------------------------------------

    def open(self, url: str) -> None:
        """Show a `kb:` address."""
        self.keyboard.leave()
        self._stack.setCurrentWidget(self.pane)
        self.pane.open(url)

    def go_home(self) -> None:
        """Show the start page, and take the search back."""
        self.leave_results()
        if self.pane.find_bar.isVisible():
            self.pane.find_bar.leave()
        self.open(self.home)

    def go_back(self) -> None:
        """Show what was shown before: the page that was read, or the results that led to it."""
        if self._shows_results():
            self.leave_results()
            return
        is_found = str(self.pane.reader.address()) == self._found and bool(self.search.text().strip())
        self.pane.reader.back()
        if is_found:
            self._show_results(True)

    def leave_results(self) -> None:
        """Take the search back, and show the page that was read before."""
        self.search.clear()
        self.keyboard.leave()
        self.pane.setFocus()

    def show_library(self) -> None:
        """The articles have changed: list what there is now, and show the page anew."""
        self.searching.show_library()
        self.searching.repeat()
        self.pane.reload()

    def tell_error(self, _error: ExpectedError) -> None:
        """Tell of trouble in the message bar, without what only the owner of the computer can mend."""
        self.messages.tell(self.words.text("kiosk.trouble"))

    # --- putting together -------------------------------------------------------------------------

    def _make_pane(self) -> ReadingPane:
        return ReadingPane(
            self._answer(),
            self.appearance.theme,
            self.words,
            self._workspace.places.resources / "scripts",
            plain=self._workspace.plain_text_at,
            place_at=lambda _url: 0,
            home=self.home,
            has_tabs=False,
            lets_out=False,
        )

    def _build(self) -> None:
        self._stack = QStackedWidget()
        for layer in (self.pane, self.results):
            self._stack.addWidget(layer)
        self.results.setContentsMargins(16, 0, 16, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, self.page_bar, self.messages):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self.keyboard)
        for field in (self.search, self.pane.find_bar.field):
            field.setClearButtonEnabled(False)  # too small for a finger
            self.keyboard.serve(field)
        self.pane.find_bar.name_buttons("kiosk.find_previous", "kiosk.find_next", "kiosk.find_close")
        self.search.installEventFilter(self)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(True)  # Enter presses it, as it does a link

    def _connect(self) -> None:
        self.searching.opened.connect(self._open_hit)
        self.searching.failed.connect(self.tell_error)
        self.pane.opened.connect(self._page_opened)
        self.pane.loaded.connect(lambda _url: self._show_what_can_be_done())  # only now has it a page to go back to
        self.pane.leaving.connect(self.messages.begin_leaving)
        self.pane.loaded.connect(self.messages.end_leaving)
        self.pane.outside_asked.connect(lambda _address: self._tell_of_page("kiosk.link_outside"))
        self.pane.crashed.connect(lambda: self._tell_of_page("kiosk.page_crashed"))
        self.pane.stopped.connect(self._page_stopped)
        self.pane.zoomed.connect(self.appearance.follow_wheel)
        self.appearance.themed.connect(self.pane.set_theme)
        self.appearance.themed.connect(self.results.set_theme)
        self.appearance.themed.connect(self.page_bar.show_theme)
        self.appearance.sized.connect(self._size)
        self.paper.began.connect(self._tell_of_paper)
        self.paper.ended.connect(lambda: self.messages.withdraw(self.words.text("kiosk.printing")))
        self.paper.ended.connect(self._show_what_can_be_done)
        self.paper.told.connect(self.messages.tell)
        self.paper.failed.connect(self.tell_error)
        self.keyboard.searched.connect(self._search_typed)

    def _connect_bars(self) -> None:
        bar = self.page_bar
        self.bar.end_asked.connect(self.end_asked)
        self.bar.left.connect(self.leave_results)
        bar.back_asked.connect(self.go_back)
        bar.home_asked.connect(self.go_home)
        bar.sized.connect(self.appearance.step_text_size)
        bar.theme_asked.connect(partial(self._change, THEME))
        bar.find_asked.connect(self._find_by_touch)
        bar.aloud_asked.connect(self._read_aloud)
        bar.print_asked.connect(self._print)
        bar.language_asked.connect(self.language_asked)
        bar.staff_asked.connect(self.staff_asked)

    def _connect_keys(self) -> None:
        appearance = self.appearance
        slots: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+F", self._find),
            ("Ctrl++", lambda: appearance.step_text_size(1)),
            ("Ctrl+-", lambda: appearance.step_text_size(-1)),
            ("Ctrl+0", lambda: appearance.step_text_size(0)),
            ("Alt+Left", self.go_back),
        )
        for keys, slot in slots:
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.results)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave_results)

    # --- pages ------------------------------------------------------------------------------------

    def _answer(self) -> Callable[[str, str], Page]:
        return partial(self._workspace.pages(self.words, on_kiosk=True).page, outside=False)

    def _page_opened(self, address: urls.Address) -> None:
        self.messages.leave_page()
        self.article = self._workspace.article_at(address)
        self._show_what_can_be_done()

    def _page_stopped(self) -> None:
        self.messages.withdraw(self.words.text("kiosk.page_crashed"))
        self._show_what_can_be_done()
        if str(self.pane.reader.address()) == self.home:
            self.home_lost.emit()

    def _show_what_can_be_done(self) -> None:
        shows_page = not self._shows_results()
        bar = self.page_bar
        bar.back.setEnabled(not shows_page or self.pane.reader.can_go()[0])
        bar.print.setEnabled(shows_page and self.article is not None and not self.paper.is_busy)
        for button in (bar.find_in_page, bar.aloud):
            button.setEnabled(shows_page and not self.pane.reader.is_plain())

    def _tell_of_page(self, key: str) -> None:
        self.messages.tell(self.words.text(key), of_page=True)

    # --- searching --------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The field tapped again shows again what it found."""
        if watched is self.search and event.type() == QEvent.Type.MouseButtonPress and self.search.text().strip():
            self._show_results(True)
        return False

    def _open_hit(self, hit: Hit, query: str) -> None:
        self._found = urls.article(hit.id, hit.anchor, query)
        self.open(self._found)
        self.pane.setFocus()

    def _show_results(self, on: bool) -> None:
        if on and not self._shows_results():
            self.pane.aloud.stop()
            if self.pane.find_bar.isVisible():
                self.pane.find_bar.leave()
                self.search.setFocus()
        self._stack.setCurrentWidget(self.results if on else self.pane)
        self._show_what_can_be_done()

    def _shows_results(self) -> bool:
        return self._stack.currentWidget() is self.results

    def _search_typed(self, field: QLineEdit) -> None:
        if field is not self.search:
            self.pane.find_bar.step(1)

    # --- what the bars ask for --------------------------------------------------------------------

    def _find(self) -> None:
        if self.page_bar.find_in_page.isEnabled():
            self.pane.find_bar.begin()

    def _find_by_touch(self) -> None:
        self._find()
        self.keyboard.come(self.pane.find_bar.field)

    def _read_aloud(self) -> None:
        self.pane.aloud.begin(self.pane.reader.text)

    def _print(self) -> None:
        if self.article is not None:
            self.paper.print_article(self.article.id)

    def _tell_of_paper(self) -> None:
        self.messages.tell(self.words.text("kiosk.printing"))
        self._show_what_can_be_done()

    def _size(self, percent: int) -> None:
        self.pane.set_text_size(percent)
        self.results.set_text_size(percent)

    def _change(self, setting: Setting, value: Value) -> None:
        self.settings.change(setting, value)
        self.appearance.show(setting)


def _home(start: str, workspace: Workspace) -> str:
    """What is shown first: the article of the policy, unless it is known that there is no such article."""
    is_there = start and (not workspace.is_open or workspace.article(start))
    return urls.article(start) if is_there else str(urls.HOME)
