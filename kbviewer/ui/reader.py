"""The web view on `kb:` pages, with its history; one for each tab."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import QWebEngineNewWindowRequest, QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from kbviewer import urls
from kbviewer.errors import InputError
from kbviewer.ui.fallback import FallbackPage
from kbviewer.ui.page_text import PageText
from kbviewer.ui.web import Profile, ReaderPage, undraggable

if TYPE_CHECKING:
    from kbviewer.i18n import Catalogue
    from kbviewer.library.passage import Span
    from kbviewer.render.theme import Theme

SETTLED_MS = 300
"""Milliseconds without scrolling after which the place reached is worth keeping."""

_BLANK = QUrl("about:blank")
"""The one address not ours that the engine goes to without asking, when a page leads there."""

TWICE_S = 60
"""Seconds in which a second crash at the same address means that the page itself is to blame."""

PlainText = Callable[[urls.Address], tuple[str, str]]
"""Title and plain text of what an address shows."""


class Reader(QWidget):
    """A web view on the library."""

    opened = Signal(object)
    """The `urls.Address` now shown."""
    leaving = Signal()
    """A page is on its way; it has arrived with `loaded`."""
    loaded = Signal(str)
    """The address of a page that has arrived."""
    titled = Signal(str)
    outside_asked = Signal(str)
    tab_asked = Signal(str)
    """An address to open in a tab of its own."""
    crashed = Signal()
    stopped = Signal()
    """The page has crashed again and is shown as plain text."""
    resumed = Signal()
    """The page was opened where reading had stopped."""
    zoomed = Signal(int)
    """The percent that the page is now scaled to."""
    menu_opening = Signal(object, object, bool)
    """A context menu about to open, for others to add to: the `QMenu`, the letter under it, a `Span` or None, and
    whether there is text selected."""
    read_to = Signal(str, int)
    """An article's id and how far it has been read; see `PageText.place`."""

    def __init__(
        self,
        profile: Profile,
        theme: Theme,
        words: Catalogue,
        script: str,
        *,
        plain: PlainText,
        place_at: Callable[[str], int],
        home: str = str(urls.HOME),
        offers_tabs: bool = True,
        lets_out: bool = True,
    ) -> None:
        super().__init__()
        self._home, self._offers_tabs = home, offers_tabs
        self._words = words
        self._theme = theme
        self._plain = plain
        self._place_at = place_at
        self._go_to = 0
        self._crashed_at: tuple[str, float] = ("", 0.0)
        self._view = QWebEngineView(self)
        self._page = ReaderPage(profile, self)
        self._page.setBackgroundColor(QColor(theme.paper))
        self._view.setPage(self._page)
        self._view.setAccessibleName(words.text("window.article"))
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        if not lets_out:
            self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
            self._page.scripts().insert(undraggable())
        self._fallback = FallbackPage(words, lets_out=lets_out)
        self._fallback.setMinimumHeight(1)  # not shown as a rule, and no reason for a window to be any higher
        self._layers = QStackedLayout(self)
        for layer in (self._view, self._fallback):
            self._layers.addWidget(layer)
        self.setFocusProxy(self._view)
        self.text = PageText(self._page, script)
        self._settled = QTimer(self, interval=SETTLED_MS, singleShot=True)
        self._connect()

    def _connect(self) -> None:
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._view.urlChanged.connect(self._url_changed)
        self._view.titleChanged.connect(self.titled)
        self._view.loadStarted.connect(self.leaving)
        self._view.loadFinished.connect(self._arrived)
        self._page.followed.connect(self._follow)
        self._page.zoomFactorChanged.connect(lambda factor: self.zoomed.emit(round(factor * 100)))
        self._page.outside_asked.connect(self.outside_asked)
        self._page.newWindowRequested.connect(self._ask_for_tab)
        self._page.renderProcessTerminated.connect(self._recover)
        self._page.scrollPositionChanged.connect(lambda _place: self._settled.start())
        self._settled.timeout.connect(self._tell_place)
        self._fallback.retried.connect(self.reload)
        self._fallback.home_asked.connect(lambda: self.open(self._home))

    def open(self, url: str, go_to: int = 0) -> None:
        """Go to a `kb:` address; ``go_to`` is the block of its text to begin reading at."""
        self._give_up_what_comes()
        self._go_to = go_to
        self._layers.setCurrentWidget(self._view)
        self._view.setUrl(QUrl(url))

    def reload(self) -> None:
        """Fetch the page again; the scroll position stays."""
        self._layers.setCurrentWidget(self._view)
        self._page.triggerAction(QWebEnginePage.WebAction.Reload)

    def back(self) -> None:
        self._give_up_what_comes()
        self._view.back()

    def forward(self) -> None:
        self._give_up_what_comes()
        self._view.forward()

    def can_go(self) -> tuple[bool, bool]:
        """Whether there is something to go back to, and forward to."""
        history = self._page.history()
        return history.canGoBack(), history.canGoForward()

    def address(self) -> urls.Address:
        """What is shown; home before anything is."""
        try:
            return urls.parse(_encoded(self._view.url()))
        except InputError:
            return urls.HOME

    def set_text_size(self, percent: int) -> None:
        """Scale the page."""
        self._view.setZoomFactor(percent / 100)

    def set_theme(self, theme: Theme) -> None:
        """Change colours in place, without loading again."""
        self._theme = theme
        self._page.setBackgroundColor(QColor(theme.paper))
        self.text.set_theme(theme.name)

    def is_plain(self) -> bool:
        """Whether the page has stopped, and its text stands in its place."""
        return self._layers.currentWidget() is self._fallback

    def title(self) -> str:
        """The title of the page shown."""
        return self._view.title()

    def tear_down(self) -> None:
        """Destroy view and page in the order the engine wants, before their profile, or Qt warns."""
        if shiboken6.isValid(self._page):
            self._settled.stop()
            self.text.end()
            self._view.setPage(None)  # type: ignore[arg-type]  # documented to take none
            for part in (self._view, self._page):
                shiboken6.delete(part)

    def _url_changed(self, url: QUrl) -> None:
        try:
            address = urls.parse(_encoded(url))
        except InputError:
            return
        self._settled.stop()
        self.opened.emit(address)

    def _arrived(self, _whole: bool) -> None:
        if self._view.url() == _BLANK:
            self.open(self._home)
        if self._view.url().scheme() != urls.SCHEME:  # refused, and with nothing shown before it
            return
        self.text.begin()
        self.text.set_theme(self._theme.name)  # it may have changed on the way
        if self._go_to:
            self.text.go_to(self._go_to)
            self._go_to = 0
            self.resumed.emit()
        self.loaded.emit(_encoded(self._view.url()))

    def _give_up_what_comes(self) -> None:
        """The engine tells of no second start when another page is asked for while one is on its way."""
        if self._page.isLoading():
            self.leaving.emit()

    def _follow(self, url: str) -> None:
        self._give_up_what_comes()
        self._go_to = self._place_at(url)

    def _tell_place(self) -> None:
        shown = self.address()
        if shown.kind == "article":
            self.text.place(lambda place: self.read_to.emit(shown.path, place))

    def _ask_for_tab(self, request: QWebEngineNewWindowRequest) -> None:
        if request.requestedUrl().scheme() == urls.SCHEME:
            self.tab_asked.emit(_encoded(request.requestedUrl()))
        else:
            self.outside_asked.emit(request.requestedUrl().toString())

    def _recover(self, *_how: object) -> None:
        # Not at once: while the engine is still letting go of the process, loading a page takes the program with it.
        # And not when the page has gone meanwhile.
        QTimer.singleShot(0, self._page, self._show_after_crash)

    def _show_after_crash(self) -> None:
        url = _encoded(self._view.url()) or str(urls.HOME)
        before, when = self._crashed_at
        self._crashed_at = (url, monotonic())
        if url == before and monotonic() - when < TWICE_S:
            self._fallback.show_text(*self._plain(self.address()))
            self._layers.setCurrentWidget(self._fallback)
            self._fallback.setFocus()
            self.stopped.emit()
        else:
            self._view.setUrl(QUrl(url))
            self.crashed.emit()

    def _show_menu(self, place: QPoint) -> None:
        link = self._view.lastContextMenuRequest().linkUrl()
        point = QPointF(place) / self._view.zoomFactor()
        self.text.letter_at(point.x(), point.y(), lambda letter: self._open_menu(place, link, letter))

    def _open_menu(self, place: QPoint, link: QUrl, letter: Span | None) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._offers_tabs and link.scheme() == urls.SCHEME:
            menu.addAction(self._words.text("action.open_in_tab"), lambda: self.tab_asked.emit(_encoded(link)))
            menu.addSeparator()
        back, forward = self.can_go()
        menu.addAction(self._words.text("action.back"), self.back).setEnabled(back)
        menu.addAction(self._words.text("action.forward"), self.forward).setEnabled(forward)
        menu.addSeparator()
        copy = menu.addAction(self._words.text("action.copy"))
        copy.setEnabled(self._page.hasSelection())
        copy.triggered.connect(lambda: self._page.triggerAction(QWebEnginePage.WebAction.Copy))
        menu.addSeparator()
        self.menu_opening.emit(menu, letter, self._page.hasSelection())
        menu.popup(self._view.mapToGlobal(place))


def _encoded(url: QUrl) -> str:
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
