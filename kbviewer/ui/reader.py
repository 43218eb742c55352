"""The reading pane: shows `kb:` pages, keeps history, size and theme."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kbviewer import urls
from kbviewer.errors import InputError
from kbviewer.i18n import Catalogue
from kbviewer.render.page import Page
from kbviewer.render.theme import Theme
from kbviewer.ui.web import Profile, ReaderPage


class Reader(QWidget):
    """A web view on the library. ``answer`` gives the page of an address and a theme's name."""

    opened = Signal(object)
    """The `urls.Address` now shown."""
    outside_asked = Signal(str)
    crashed = Signal()
    loaded = Signal(str)
    """The address of a page that has arrived."""

    def __init__(self, answer: Callable[[str, str], Page], theme: Theme, words: Catalogue) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._profile = Profile(lambda url: answer(url, self._theme.name), self)
        self._view = QWebEngineView(self)
        self._page = ReaderPage(self._profile, self)
        self._page.setBackgroundColor(QColor(theme.paper))
        self._view.setPage(self._page)
        self._view.setAccessibleName(words.text("window.article"))
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self.setFocusProxy(self._view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self._view.urlChanged.connect(self._url_changed)
        self._view.loadFinished.connect(lambda _ok: self.loaded.emit(_encoded(self._view.url())))
        self._page.outside_asked.connect(self.outside_asked)
        self._page.renderProcessTerminated.connect(self._recover)

    def open(self, url: str) -> None:
        """Go to a `kb:` address."""
        self._view.setUrl(QUrl(url))

    def reload(self) -> None:
        """Fetch the page again; the scroll position stays."""
        self._page.triggerAction(QWebEnginePage.WebAction.Reload)

    def back(self) -> None:
        self._view.back()

    def forward(self) -> None:
        self._view.forward()

    def can_go(self) -> tuple[bool, bool]:
        """Whether there is something to go back to, and forward to."""
        history = self._page.history()
        return history.canGoBack(), history.canGoForward()

    def set_text_size(self, percent: int) -> None:
        """Scale the page."""
        self._view.setZoomFactor(percent / 100)

    def set_theme(self, theme: Theme) -> None:
        """Change colours in place, without loading again."""
        self._theme = theme
        self._page.setBackgroundColor(QColor(theme.paper))
        self._page.runJavaScript(
            f"document.documentElement.dataset.theme = '{theme.name}'",
            QWebEngineScript.ScriptWorldId.ApplicationWorld.value,
        )

    def title(self) -> str:
        """The title of the page shown."""
        return self._view.title()

    def tear_down(self) -> None:
        """Destroy page and profile in the order the engine wants, or Qt warns."""
        if shiboken6.isValid(self._page):
            self._view.setPage(None)  # type: ignore[arg-type]  # documented to take none
            for part in (self._view, self._page, self._profile):
                shiboken6.delete(part)

    def _url_changed(self, url: QUrl) -> None:
        try:
            address = urls.parse(_encoded(url))
        except InputError:
            return
        self.opened.emit(address)

    def _recover(self, *_how: object) -> None:
        # Not at once: while the engine is still letting go of the process, loading a page takes the program with it.
        QTimer.singleShot(0, self, self._show_home_after_crash)

    def _show_home_after_crash(self) -> None:
        self.crashed.emit()
        self._view.setUrl(QUrl(str(urls.HOME)))

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        back, forward = self.can_go()
        menu.addAction(self._words.text("action.back"), self.back).setEnabled(back)
        menu.addAction(self._words.text("action.forward"), self.forward).setEnabled(forward)
        menu.addSeparator()
        copy = menu.addAction(self._words.text("action.copy"))
        copy.setEnabled(self._page.hasSelection())
        copy.triggered.connect(lambda: self._page.triggerAction(QWebEnginePage.WebAction.Copy))
        menu.exec(self._view.mapToGlobal(place))


def _encoded(url: QUrl) -> str:
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
