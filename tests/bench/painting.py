"""From a click to the first paint of an article, for every article of a library, in the real web view.

The page's clock tells when it was first painted (Paint Timing, first contentful paint). Beside it: how much of that
time went into making the page, and how much of that into Markdown and sanitising. Articles are opened once, unread.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from PySide6.QtCore import QEventLoop
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

from kbviewer import urls
from kbviewer.articles import frontmatter
from kbviewer.articles.markup import to_html
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.search.evaluate import percentile
from kbviewer.search.manifest import Record
from kbviewer.settings import THEME, Settings
from kbviewer.ui.app import make_application, prepare_environment
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace

PAINTED = """
    (performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0)
    && performance.timeOrigin + performance.getEntriesByName("first-contentful-paint")[0].startTime
"""


class Painted(NamedTuple):
    """Milliseconds."""

    click_to_paint: float
    page: float
    markdown: float


def bench(content: Path) -> None:
    """Open every article and print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        measured = _measure(content, Path(scratch))
    print(f"\n{len(measured)} articles: from a click to the first paint, ms\n")
    print(f"{'':24}{'median':>9}{'p95':>9}{'max':>9}")
    for name, values in zip(Painted._fields, zip(*measured, strict=True), strict=True):
        ordered = sorted(values)
        print(f"{name:24}{median(ordered):9.1f}{percentile(ordered, 0.95):9.1f}{ordered[-1]:9.1f}")
    share = sum(one.markdown for one in measured) / sum(one.click_to_paint for one in measured)
    print(f"\nMarkdown and sanitising: {share:.0%} of the time to the first paint")


def _measure(content: Path, scratch: Path) -> list[Painted]:
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    words = Catalogue.load("da", resources())
    prepare_environment()
    app = make_application(words, resources())
    workspace = Workspace(Places((content.resolve(),), scratch, resources()), words)
    workspace.update_index()
    reading = _Reading(app, workspace, words)
    measured = []
    for record in workspace.listed():
        painted = reading.open(urls.article(record.id))
        measured.append(Painted(painted, _page_ms(workspace, words, record.id), _markdown_ms(record)))
    reading.window.close()
    return measured


def _page_ms(workspace: Workspace, words: Catalogue, article_id: str) -> float:
    """How long the whole page takes that nobody has asked for yet."""
    workspace.article(next(record.id for record in workspace.every() if record.id != article_id))
    pages = workspace.pages(words)
    started = time.perf_counter()
    pages.page(urls.article(article_id))
    return (time.perf_counter() - started) * 1000


def _markdown_ms(record: Record) -> float:
    text = Path(record.folder, record.relative).read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    _, body, _ = frontmatter.split(text)
    started = time.perf_counter()
    to_html(body)
    return (time.perf_counter() - started) * 1000


class _Reading:
    """A window, and a watch."""

    def __init__(self, app: QApplication, workspace: Workspace, words: Catalogue) -> None:
        self._app = app
        settings = Settings(workspace.places.data / "settings.json")
        settings.hold(THEME, "light")
        self.window = Window(workspace, settings, words)
        self._arrived: set[str] = set()
        self.window.page_shown.connect(self._arrived.add)
        self.window.show()
        self.window.load_reader()
        self._wait(lambda: str(urls.HOME) in self._arrived)

    def open(self, url: str) -> float:
        """Milliseconds from a click to the first paint."""
        clicked = time.time() * 1000
        self.window.open(url)
        self._wait(lambda: url in self._arrived)
        painted = 0.0
        while not painted:
            painted = self._ask(PAINTED)
        return painted - clicked

    def _ask(self, script: str) -> float:
        assert self.window.reader is not None
        answers: list[float] = []
        view = self.window.reader.findChild(QWebEngineView)
        assert view is not None
        world = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
        view.page().runJavaScript(script, world, lambda answer: answers.append(float(answer or 0)))
        self._wait(lambda: bool(answers))
        return answers[0]

    def _wait(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
