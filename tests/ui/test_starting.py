"""A start: what it loads before the window is drawn, and what a person may do while the index is still on its way."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kbviewer import urls
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.render.theme import CONTRAST
from kbviewer.settings import THEME, Settings
from kbviewer.ui.app import prepare_environment
from kbviewer.ui.reading import ReadingPane
from kbviewer.ui.typing_pause import TypingPause
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace

PATIENCE = 20_000

DRAWN = """
import os, sys
from kbviewer import cli
from kbviewer.ui.window import Window

def drawn(window):
    print(window.isVisible(), *sys.modules, flush=True)
    os._exit(0)

Window.start = drawn
cli.main()
"""
"""Starts the program and tells what is loaded as soon as its window has been drawn."""

NEEDED = {"PySide6", "shiboken6", "shibokensupport", "platformdirs", "kbviewer"}
"""What is not the standard library's and is there before the window is."""

LATER = {"QtWebEngineCore", "QtWebEngineWidgets", "QtWebChannel", "QtPdf", "QtPrintSupport", "QtTextToSpeech"}
"""Parts of Qt."""


SLOW = {
    "tomllib",
    "uuid",
    "_hashlib",
    "logging.handlers",
    "xml.etree.ElementTree",
    "difflib",
    "kbviewer.ui.about_dialog",
}
"""What the window can do without until it is drawn, and takes a millisecond or more each."""


def test_the_window_is_drawn_before_web_engine_and_libraries_are_loaded(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", DRAWN, "--data", str(tmp_path)]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    visible, *loaded = told.stdout.split()
    assert visible == "True"
    assert not ({f"PySide6.{name}" for name in LATER} | SLOW) & set(loaded)
    ours = {name.split(".")[0] for name in loaded if not name.startswith(("__", "_distutils"))}
    assert ours - set(sys.stdlib_module_names) - NEEDED <= {"signature_bootstrap", "cython_runtime"}


FIRST_PAGE = """
import sys
from pathlib import Path
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.workspace import Places, Workspace

words = Catalogue.load("da", resources())
workspace = Workspace(Places((Path(sys.argv[1]),), Path(sys.argv[2]), resources()), words)
workspace.open_index()
print(workspace.pages(words).page("kb://article/fod/hael").found, *sys.modules)
"""
"""Makes the page that a start shows, and tells what that has loaded."""

SLOW = {"numpy", "rapidfuzz", "markdown", "pymdownx.magiclink", "yaml", "nh3", "whoosh.index"}
"""Libraries that only searching, writing an index or reading a file needs."""


def test_the_first_article_waits_for_no_library_that_its_page_does_not_need(content: Path, tmp_path: Path) -> None:
    words = Catalogue.load("da", resources())
    Workspace(Places((content,), tmp_path, resources()), words).update_index()
    command = [sys.executable, "-W", "ignore", "-c", FIRST_PAGE, str(content), str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    found, *loaded = told.stdout.split()
    assert found == "True"
    assert not SLOW & set(loaded)


PLACE = """
import sys
import kbviewer.ui.window_pane, kbviewer.ui.highlighting
print(*sys.modules)
"""
"""Loads what the first page is shown with."""


def test_the_place_of_the_first_article_waits_for_nothing_that_only_finding_needs() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-W", "ignore", "-c", PLACE]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert not (SLOW | {"kbviewer.search.analysis"}) & set(told.stdout.split())


@pytest.fixture
def opened() -> Iterator[Event]:
    """Lets the index be opened."""
    event = Event()
    yield event
    event.set()


@pytest.fixture
def window(qtbot: QtBot, content: Path, tmp_path: Path, opened: Event, monkeypatch: pytest.MonkeyPatch) -> Window:
    """A started window whose index is there and takes until ``opened`` to be opened."""
    prepare_environment()
    words = Catalogue.load("da", resources())
    places = Places((content,), tmp_path / "data", resources())
    Workspace(places, words).update_index()
    workspace = Workspace(places, words)
    open_index = workspace.open_index

    def slowly() -> None:
        assert opened.wait(PATIENCE / 1000)
        open_index()

    monkeypatch.setattr(workspace, "open_index", slowly)
    settings = Settings(tmp_path / "data" / "settings.json")
    settings.hold(THEME, "light")
    made = Window(workspace, settings, words)

    def close(window: Window) -> None:
        opened.set()
        window.close()

    qtbot.addWidget(made, before_close_func=close)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: made.pane is not None, timeout=PATIENCE)
    return made


def test_what_is_typed_while_the_index_is_opened_is_found_and_opened_once_it_is(
    qtbot: QtBot, window: Window, opened: Event
) -> None:
    with qtbot.waitSignal(window.searching.lane.answered, timeout=PATIENCE):
        qtbot.keyClicks(window.bar.search, "ålestræk")
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.article is None
    opened.set()
    qtbot.waitUntil(lambda: window.article is not None, timeout=PATIENCE)
    assert window.browse.results.query() == "ålestræk"
    assert window.article is not None and window.article.id == "oevelser/aalestraek"


def test_an_article_asked_for_while_the_index_is_opened_is_shown_once_it_is(
    qtbot: QtBot, window: Window, opened: Event
) -> None:
    arrived: list[str] = []
    window.page_shown.connect(arrived.append)
    pane = window.pane
    assert pane is not None
    qtbot.waitUntil(lambda: bool(pane._profile._handler._waiting), timeout=PATIENCE)
    window.open(urls.article("fod/hael"))
    assert not arrived
    opened.set()
    qtbot.waitUntil(lambda: urls.article("fod/hael") in arrived, timeout=PATIENCE)
    assert window.article is not None and window.article.id == "fod/hael"
    assert window.reader is not None and window.reader.title() == window.article.title


def test_a_window_can_be_closed_while_the_index_is_opened(window: Window, opened: Event) -> None:
    window.open(urls.article("fod/hael"))
    opened.set()
    window.close()
    assert window.pane is None


def made(content: Path, folder: Path) -> Window:
    """A window that has not started yet."""
    prepare_environment()
    words, data = Catalogue.load("da", resources()), folder / "data"
    return Window(Workspace(Places((content,), data, resources()), words), Settings(data / "settings.json"), words)


def test_letters_typed_while_the_engine_is_loaded_are_in_the_field_before_the_page_comes(
    qtbot: QtBot, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = made(content, tmp_path)
    qtbot.addWidget(window, before_close_func=lambda window: window.close())
    make, load = window._make_pane, window.load_reader
    there: list[str] = []

    def slowly() -> ReadingPane:
        pane = make()
        QTimer.singleShot(0, lambda: window.bar.search.insert("fod"))  # the keys that waited
        return pane

    def then() -> None:
        there.append(window.bar.search.text())
        window.change(THEME, "contrast")
        load()

    monkeypatch.setattr(window, "_make_pane", slowly)
    monkeypatch.setattr(window, "load_reader", then)
    window.show()
    window.start()
    qtbot.waitUntil(lambda: window.pane is not None, timeout=PATIENCE)
    assert there == ["fod"]
    assert window.pane is not None
    page = window.pane.findChild(QWebEnginePage)
    assert page is not None and page.backgroundColor().name() == CONTRAST.paper.lower()


def test_a_window_closed_while_someone_types_shows_no_page_any_more(
    qtbot: QtBot, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = made(content, tmp_path)
    qtbot.addWidget(window)
    seat = window.load_reader
    seated: list[bool] = []

    def then() -> None:
        window.close()
        seat()
        seated.append(window.pane is not None)

    monkeypatch.setattr(window, "load_reader", then)
    window.show()
    window.start()
    qtbot.waitUntil(lambda: bool(seated), timeout=PATIENCE)
    assert seated == [False]
    assert not window.isVisible()


def test_a_pause_comes_at_once_where_nobody_types_and_waits_for_one_who_does(qtbot: QtBot) -> None:
    quiet, busy = QLineEdit(), QLineEdit()
    qtbot.addWidget(quiet)
    qtbot.addWidget(busy)
    came: list[str] = []
    TypingPause(busy).came.connect(lambda: came.append("busy"))
    TypingPause(quiet).came.connect(lambda: came.append("quiet"))
    busy.setText("ondt")
    qtbot.waitUntil(lambda: len(came) == 2, timeout=PATIENCE)
    assert came == ["quiet", "busy"]


@pytest.mark.parametrize("before", ["it is drawn", "the web engine is loaded"])
def test_a_window_closed_at_once_starts_nothing_any_more(
    before: str, qtbot: QtBot, content: Path, tmp_path: Path
) -> None:
    window = made(content, tmp_path)
    qtbot.addWidget(window)
    window.show()
    if before == "the web engine is loaded":
        window.start()
    window.close()
    window.start()
    window.load_reader()
    assert window.pane is None
