"""The reading pane: articles in tabs, find in the article and reading aloud below them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from kbviewer import urls
from kbviewer.errors import InputError
from kbviewer.library.session import MOST_TABS, OpenTab
from kbviewer.ui.aloud_bar import AloudBar
from kbviewer.ui.find_bar import FindBar
from kbviewer.ui.look import tooltip
from kbviewer.ui.reader import PlainText, Reader
from kbviewer.ui.web import Profile

if TYPE_CHECKING:
    from kbviewer.i18n import Catalogue
    from kbviewer.library.passage import Span
    from kbviewer.render.page import Page
    from kbviewer.render.theme import Theme

TITLE_LETTERS = 32
"""Letters of a title that a tab shows."""


@dataclass(slots=True, eq=False)
class _Tab:
    """A tab; ``reader`` is made when the tab is first looked at."""

    url: str
    title: str = ""
    reader: Reader | None = None


class ReadingPane(QWidget):
    """One web view a tab. What its signals tell is of the tab in front."""

    opened = Signal(object)
    """The `urls.Address` now shown."""
    leaving = Signal()
    """A page is on its way."""
    loaded = Signal(str)
    """The address of a page that has arrived."""
    outside_asked = Signal(str)
    crashed = Signal()
    stopped = Signal()
    """A page has crashed again and is shown as plain text."""
    too_many = Signal()
    """`MOST_TABS` are open already."""
    read_to = Signal(str, int)
    """An article's id and how far it has been read, in any tab."""
    resumed = Signal()
    """The page was opened where reading had stopped."""
    zoomed = Signal(int)
    """The person has scaled a page with the wheel, to so many percent."""
    page_read = Signal(object, str)
    """The `PageText` and the address of a page that has arrived, in any tab."""
    menu_opening = Signal(object, object, object, bool)
    """A context menu about to open, for others to add to: the `QMenu`, the `PageText`, the letter under it, a `Span`
    or None, and whether there is text selected."""
    tabs_changed = Signal()

    def __init__(
        self,
        answer: Callable[[str, str], Page],
        theme: Theme,
        words: Catalogue,
        scripts: Path,
        *,
        plain: PlainText,
        place_at: Callable[[str], int],
        home: str = str(urls.HOME),
        has_tabs: bool = True,
        lets_out: bool = True,
    ) -> None:
        """``answer`` gives the page of an address and a theme's name, ``place_at`` how far it has been read.

        ``home`` is what the last tab shows in place of closing. ``has_tabs``: there may be more than one tab.
        ``lets_out``: what a page shows can be taken out of it, by a context menu or by dragging.
        """
        super().__init__()
        self._home, self._has_tabs, self._lets_out = home, has_tabs, lets_out
        self._place_at = place_at
        self._theme = theme
        self._words = words
        self._size = 100
        self._script = (scripts / "page.js").read_text(encoding="utf-8")
        self._plain = plain
        self._profile = Profile(lambda url: answer(url, self._theme.name), self)
        self._tabs: list[_Tab] = []
        self._closed: list[OpenTab] = []
        self._opened_beside = 0
        """Tabs opened from the one in front since it came there: the next opens after them."""
        self._bar = self._tab_bar()
        self._stack = QStackedWidget()
        self.find_bar = FindBar(words)
        self.aloud = AloudBar(words)
        self.find_bar.left.connect(self._stack.setFocus)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.find_bar.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.find_bar)
        column.addWidget(self.aloud)

    def _tab_bar(self) -> QTabBar:
        bar = QTabBar(movable=True, expanding=False, drawBase=False, autoHide=True)
        bar.setObjectName("tabs")
        bar.setElideMode(Qt.TextElideMode.ElideRight)
        bar.setAccessibleName(self._words.text("window.tabs"))
        bar.currentChanged.connect(self._to_front)
        bar.tabMoved.connect(self._moved)
        bar.installEventFilter(self)
        return bar

    def hold(self) -> None:
        """Let pages wait for `release`: what they are made of is not there yet."""
        self._profile.hold()

    def release(self) -> None:
        """Show the pages that have waited."""
        self._profile.release()

    # --- what is in front -------------------------------------------------------------------------

    @property
    def reader(self) -> Reader:
        """The view of the tab in front."""
        return self._made(self._tabs[self._bar.currentIndex()])

    def open(self, url: str) -> None:
        """Go to a `kb:` address, in the tab in front."""
        self.reader.open(url, self._place_at(url))

    def reload(self) -> None:
        """Fetch the page in front again; its scroll position stays."""
        self.reader.reload()

    def reload_behind(self) -> None:
        """Fetch the pages of the tabs behind again."""
        for reader in self._readers():
            if reader is not self.reader:
                reader.reload()

    def set_text_size(self, percent: int) -> None:
        """Scale the pages of every tab."""
        self._size = percent
        for reader in self._readers():
            reader.set_text_size(percent)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours of every tab in place."""
        self._theme = theme
        for reader in self._readers():
            reader.set_theme(theme)

    # --- tabs -------------------------------------------------------------------------------------

    def open_tab(self, url: str, title: str = "", *, in_front: bool = False) -> None:
        """Open an address in a tab of its own, next to the one in front; in that one, where there is but one."""
        if not self._has_tabs:
            self.open(url)
            return
        if len(self._tabs) >= MOST_TABS:
            self.too_many.emit()
            return
        try:
            urls.parse(url)
        except InputError:
            return
        self._opened_beside += 1
        place = self._bar.currentIndex() + self._opened_beside
        tab = _Tab(url, title)
        self._insert(place, tab)
        if in_front:
            self._bar.setCurrentIndex(place)
        else:
            self._made(tab)  # begins to load behind
        self.tabs_changed.emit()

    def close_tab(self, place: int | None = None) -> None:
        """Close a tab, the one in front if not told otherwise. The last one goes home instead."""
        place = self._bar.currentIndex() if place is None else place
        if len(self._tabs) == 1:
            self.open(self._home)
            return
        was_in_front = place == self._bar.currentIndex()
        tab = self._tabs.pop(place)
        self._closed = [*self._closed, self._kept(tab)][-MOST_TABS:]
        self._bar.blockSignals(True)
        self._bar.removeTab(place)
        self._bar.blockSignals(False)
        if was_in_front:
            self._to_front(self._bar.currentIndex())
        self._discard(tab)
        self.tabs_changed.emit()

    def reopen_tab(self) -> None:
        """Open the tab again that was closed last."""
        if self._closed and len(self._tabs) < MOST_TABS:
            tab = self._closed.pop()
            self.open_tab(tab.url, tab.title, in_front=True)

    def step_tab(self, by: int) -> None:
        """Bring the next tab to the front, or the one before."""
        self._bar.setCurrentIndex((self._bar.currentIndex() + by) % len(self._tabs))

    def tabs(self) -> tuple[Sequence[OpenTab], int]:
        """What is open, from the left, and which is in front."""
        return [self._kept(tab) for tab in self._tabs], self._bar.currentIndex()

    def restore(self, tabs: Sequence[OpenTab], current: int) -> None:
        """Have these tabs open and no others, home if there is none; each loads when it is looked at."""
        if tabs and not self._has_tabs:
            tabs, current = [tabs[current]], 0
        tabs = tabs or [OpenTab(self._home, self._words.text("window.home"))]
        self._bar.blockSignals(True)
        while self._bar.count():
            self._bar.removeTab(0)
        for old in self._tabs:
            self._discard(old)
        self._tabs, self._closed = [], []
        for place, tab in enumerate(tabs):
            self._insert(place, _Tab(tab.url, tab.title))
        self._bar.setCurrentIndex(current)
        self._bar.blockSignals(False)
        self._to_front(self._bar.currentIndex())

    def _insert(self, place: int, tab: _Tab) -> None:
        self._tabs.insert(place, tab)
        self._bar.insertTab(place, "")
        close = QToolButton()
        close.setText("✕")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(lambda: self.close_tab(self._tabs.index(tab)))
        self._bar.setTabButton(place, QTabBar.ButtonPosition.RightSide, close)
        self._label(place)

    def _made(self, tab: _Tab) -> Reader:
        if tab.reader is None:
            reader = Reader(
                self._profile,
                self._theme,
                self._words,
                self._script,
                plain=self._plain,
                place_at=self._place_at,
                home=self._home,
                offers_tabs=self._has_tabs,
                lets_out=self._lets_out,
            )
            tab.reader = reader
            reader.set_text_size(self._size)
            reader.opened.connect(lambda address: self._shown(tab, address))
            reader.leaving.connect(lambda: self.leaving.emit() if self._is_in_front(tab) else None)
            reader.titled.connect(lambda title: self._titled(tab, title))
            reader.loaded.connect(lambda url: self._arrived(tab, url))
            reader.menu_opening.connect(lambda *menu: self._opens_menu(reader, *menu))
            reader.outside_asked.connect(self.outside_asked)
            reader.crashed.connect(self.crashed)
            reader.stopped.connect(self._stopped)
            reader.tab_asked.connect(self.open_tab)
            reader.read_to.connect(self.read_to)
            reader.resumed.connect(lambda: self.resumed.emit() if self._is_in_front(tab) else None)
            reader.zoomed.connect(self.zoomed)
            self._stack.addWidget(reader)
            reader.open(tab.url, self._place_at(tab.url))
        return tab.reader

    def _to_front(self, place: int) -> None:
        self._opened_beside = 0
        tab = self._tabs[place]
        was_made = tab.reader is not None
        self.aloud.stop()
        reader = self._made(tab)
        self._stack.setCurrentWidget(reader)
        self._stack.setFocusProxy(reader)
        self.find_bar.look_in(reader.text)
        if was_made:
            self.opened.emit(urls.parse(tab.url))
        self.tabs_changed.emit()

    def _shown(self, tab: _Tab, address: urls.Address) -> None:
        tab.url = str(address)
        if self._is_in_front(tab):
            self.opened.emit(address)
        self.tabs_changed.emit()

    def _titled(self, tab: _Tab, title: str) -> None:
        if tab in self._tabs and title and not title.startswith(f"{urls.SCHEME}:"):
            tab.title = title
            self._label(self._tabs.index(tab))

    def _opens_menu(self, reader: Reader, menu: QMenu, letter: Span | None, has_selection: bool) -> None:
        self.menu_opening.emit(menu, reader.text, letter, has_selection)

    def _arrived(self, tab: _Tab, url: str) -> None:
        if tab.reader:
            self.page_read.emit(tab.reader.text, url)
        if self._is_in_front(tab) and tab.reader:
            self.aloud.stop()
            self.find_bar.look_in(tab.reader.text)
            self.loaded.emit(url)

    def _stopped(self) -> None:
        self.find_bar.leave()
        self.aloud.stop()
        self.stopped.emit()

    def _is_in_front(self, tab: _Tab) -> bool:
        return tab is self._tabs[self._bar.currentIndex()]

    def _label(self, place: int) -> None:
        title = self._tabs[place].title or urls.parse(self._tabs[place].url).path
        short = title if len(title) <= TITLE_LETTERS else f"{title[:TITLE_LETTERS].rstrip()}…"
        self._bar.setTabText(place, short.replace("&", "&&"))
        self._bar.setTabToolTip(place, tooltip(title))
        self._bar.setAccessibleTabName(place, title)
        close = self._bar.tabButton(place, QTabBar.ButtonPosition.RightSide)
        if close:
            name = self._words.text("window.close_tab_of", title=title)
            close.setAccessibleName(name)
            close.setToolTip(tooltip(name))

    def _moved(self, start: int, end: int) -> None:
        self._tabs.insert(end, self._tabs.pop(start))
        self.tabs_changed.emit()

    def _kept(self, tab: _Tab) -> OpenTab:
        return OpenTab(tab.url, tab.title)

    def _discard(self, tab: _Tab) -> None:
        if tab.reader:
            self._stack.removeWidget(tab.reader)
            tab.reader.tear_down()
            tab.reader.deleteLater()

    def _readers(self) -> list[Reader]:
        return [tab.reader for tab in self._tabs if tab.reader]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A middle click on a tab closes it."""
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.MiddleButton
            and self._bar.tabAt(event.position().toPoint()) >= 0
        ):
            self.close_tab(self._bar.tabAt(event.position().toPoint()))
            return True
        return super().eventFilter(watched, event)

    def tear_down(self) -> None:
        """Let go of every page, then of their profile."""
        self.aloud.stop()
        for reader in self._readers():
            reader.tear_down()
        if shiboken6.isValid(self._profile):
            shiboken6.delete(self._profile)
