"""What a window shows of its library, kept in line with the index."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from kbviewer.errors import Cancelled, ExpectedError

if TYPE_CHECKING:
    from kbviewer.search.update import IndexReport
    from kbviewer.ui.window import Window
    from kbviewer.workspace import Places


LOOK_AFTER_MS = 3000
"""A look for changes can wait so long for the first page, which it would hold up."""

PAINTED_MS = 300
"""Milliseconds from a page's arrival until it has surely been painted."""


class ShownLibrary(QObject):
    """Shows what the index holds in the lists of a window, and how the reading of the files goes at its foot."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._is_read = False
        self._looks = False
        self.is_opening = False
        """Whether the index is on its way, and pages had better wait for it."""
        self._trouble = ""
        keeper, foot = window.keeper, window.foot
        keeper.progressed.connect(foot.show_progress)
        keeper.finished.connect(self._ready)
        keeper.failed.connect(self._failed)
        foot.cancelled.connect(keeper.cancel)

    def start(self) -> None:
        """Open the index, if there is one, and begin to look for changes once the first page is there."""
        self.is_opening = True
        self._window.keeper.begin(self._open, self._opened, self._not_there)

    def _open(self) -> None:
        """Off the window's thread: the index, and whatever making the first page loads."""
        window = self._window
        window.workspace.open_index()
        window.workspace.pages(window.words).page(window.first_page)

    def _opened(self, _none: None) -> None:
        window = self._window
        self._is_read = True
        self.show()
        self._let_go()
        window.searching.repeat()
        if window.article is None:
            window.show_article(window.workspace.article_at(window.address))
        window.page_shown.connect(lambda _url: QTimer.singleShot(PAINTED_MS, self, self._begin_to_look))
        QTimer.singleShot(LOOK_AFTER_MS, self, self._begin_to_look)

    def _not_there(self, _error: ExpectedError) -> None:
        self._window.browse.results.show_unread(is_vain=False)
        self._let_go()
        self._begin_to_look()

    def _let_go(self) -> None:
        self.is_opening = False
        if self._window.pane:
            self._window.pane.release()

    def _begin_to_look(self) -> None:
        if not self._looks:
            self._looks = True
            self._window.notebook.show_lists()
            self._window.keeper.begin(self._window.workspace.get_ready, lambda _none: None, self._window.tell_error)
            self._window.keeper.start()

    def stop(self) -> None:
        """The window is closing, perhaps before the first look: begin none."""
        self._looks = True

    def show(self) -> None:
        """List what the open index holds."""
        window, listed = self._window, self._window.workspace.listed()
        window.browse.topics.show_articles(listed)
        window.searching.show_library()
        window.foot.show_ready(len(listed))
        window.notebook.following.begin_anew()

    def move(self, places: Places) -> None:
        """Change to another library; what was shown of the old one is forgotten."""
        window = self._window
        window.workspace.move(places)
        self._is_read = False
        window.handing_out.forget()
        window.bar.search.clear()
        self.show()
        window.notebook.show_lists()
        window.foot.show_idle()
        if window.pane:
            window.pane.restore((), 0)
        for dialog in window.findChildren(QDialog):
            dialog.close()
        window.keeper.restart()

    def _ready(self, report: IndexReport) -> None:
        window = self._window
        window.foot.show_ready(len(window.workspace.listed()))
        window.notebook.show_lists()
        window.messages.withdraw(self._trouble)
        lost = window.article is None and window.workspace.article_at(window.address) is not None
        if lost or report.changed or report.removed or not self._is_read:
            self._is_read = True
            self.show()
            self._refresh_page()
            if window.pane:
                window.pane.reload_behind()
            window.searching.repeat()

    def _refresh_page(self) -> None:
        """Show the page anew if what it shows has changed."""
        window = self._window
        shown = window.article
        fresh = window.workspace.article_at(window.address)
        if shown and fresh and replace(fresh, source=shown.source) == shown:
            return
        if window.pane:
            window.pane.reload()
        if fresh is not shown:
            window.show_article(fresh)
        if shown and fresh:
            window.messages.tell(window.words.text("window.article_updated"), of_page=True)

    def _failed(self, error: ExpectedError) -> None:
        window = self._window
        window.foot.show_idle()
        window.messages.withdraw(self._trouble)
        is_stopped = isinstance(error, Cancelled)
        self._trouble = window.words.text("window.index_cancelled") if is_stopped else window.words.explain(error)
        if window.pane and not window.workspace.is_open and not is_stopped:
            window.pane.reload()  # it says that the articles are being read
        window.messages.tell(self._trouble, window.words.text("window.index_retry"), window.keeper.start)
