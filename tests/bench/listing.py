"""``dev.py bench --bookmarks``, the window's part: the panel with 10,000 bookmarks beside 100, until it is painted.

The window is the real one, with the shipped articles. "Stall" is the longest time between two turns of its event loop
while it starts and looks up what has become of all bookmarks: for so long it does not answer a person.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from kbviewer.i18n import Catalogue
from kbviewer.library import edits
from kbviewer.library.bookmarks import FILE_NAME, BookmarkStore
from kbviewer.library.edits import Target
from kbviewer.paths import resources, shipped_content
from kbviewer.settings import THEME, Settings
from kbviewer.ui.app import make_application, prepare_environment
from kbviewer.ui.browse import BOOKMARKS, TOPICS
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace
from tests.bench.keeping import FEW, MANY, TIMES, filled

TURN_MS = 5


def bench() -> None:
    """Print a table of medians in milliseconds."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    words = Catalogue.load("da", resources())
    prepare_environment()
    app = make_application(words, resources())
    with tempfile.TemporaryDirectory() as scratch:
        few, many = (_measured(app, words, Path(scratch) / str(count), count) for count in (FEW, MANY))
    print(f"\n| the window, ms, median of {TIMES} | {FEW:,} | {MANY:,} | ratio |\n|---|---|---|---|")
    for name, small in few.items():
        print(f"| {name} | {small:.1f} | {many[name]:.1f} | {many[name] / small:.1f} |")


def _measured(app: QApplication, words: Catalogue, data: Path, count: int) -> dict[str, float]:
    with closing(BookmarkStore(data / FILE_NAME)) as store:
        store.edit(lambda _shelf: filled(count))
    settings = Settings(data / "settings.json")
    settings.hold(THEME, "light")
    workspace = Workspace(Places((shipped_content(),), data, resources()), words)
    workspace.update_index()
    window = Window(workspace, settings, words)
    try:
        return _Listing(app, window, count).measured()
    finally:
        window.close()


class _Listing:
    """A window, and a watch."""

    def __init__(self, app: QApplication, window: Window, count: int) -> None:
        self._app = app
        self._window = window
        self._panel = window.browse.bookmarks
        self._count = count
        self._stall = 0.0

    def measured(self) -> dict[str, float]:
        stall = self._started()
        panel, numbers = self._panel, iter(range(1_000_000))
        times = {
            "longest stall while it starts": stall,
            "open the panel": self._median(self._open, before=self._leave),
            "filter, first time": self._timed(lambda: self._ask("gange")),
            "filter, everything found": self._median(lambda: self._ask("gange"), before=lambda: self._ask("")),
            "filter, one letter more": self._median(lambda: self._ask("artikel 99"), before=lambda: self._ask("arti")),
            "filter, nothing found": self._median(lambda: self._ask("xyzzy"), before=lambda: self._ask("arti")),
            "clear the filter": self._median(lambda: self._ask(""), before=lambda: self._ask("arti")),
            "fold out all folders": self._median(self._fold_out, before=panel.view.collapseAll),
            "go to the last line": self._median(panel.view.scrollToBottom, before=panel.view.scrollToTop),
            "add a bookmark, until it is shown": self._median(lambda: self._add(f"ny/{next(numbers)}")),
        }
        assert len(self._window.marks.shelf.bookmarks) == self._count + TIMES
        return times

    def _started(self) -> float:
        """Milliseconds; the longest that the window has not answered."""
        turned = [time.perf_counter()]

        def turn() -> None:
            now = time.perf_counter()
            self._stall = max(self._stall, now - turned[0])
            turned[0] = now

        clock = QTimer(interval=TURN_MS)
        clock.timeout.connect(turn)
        window = self._window
        window.show()
        self._open()
        turned[0] = time.perf_counter()
        clock.start()
        window.start()
        self._wait(lambda: window.reader is not None and len(window.marks.shelf.bookmarks) == self._count)
        self._wait(lambda: len(window.notebook.following.standings) >= self._count)
        clock.stop()
        return self._stall * 1000

    def _leave(self) -> None:
        self._window.browse.show_tab(TOPICS)
        self._panel.refresh()  # as when something has been changed meanwhile

    def _open(self) -> None:
        self._window.browse.show_tab(BOOKMARKS)

    def _ask(self, text: str) -> None:
        self._panel.filter.setText(text)

    def _fold_out(self) -> None:
        self._panel.view.expandAll()

    def _add(self, article_id: str) -> None:
        self._window.marks.edit(edits.add(Target(article_id, "Ny")))
        self._wait(lambda: self._window.marks.shelf.bookmark_of(article_id) is not None)

    def _median(self, job: Callable[[], None], before: Callable[[], None] = lambda: None) -> float:
        """Milliseconds."""
        times = []
        for _ in range(TIMES):
            before()
            self._paint()
            times.append(self._timed(job))
        return statistics.median(times)

    def _timed(self, job: Callable[[], None]) -> float:
        """Milliseconds until what a job changes is painted."""
        started = time.perf_counter()
        job()
        self._paint()
        return (time.perf_counter() - started) * 1000

    def _paint(self) -> None:
        self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        self._panel.view.viewport().repaint()

    def _wait(self, condition: Callable[[], bool]) -> None:
        while not condition():
            loop = QEventLoop()
            QTimer.singleShot(TURN_MS, loop.quit)
            loop.exec()  # lets other threads work meanwhile
