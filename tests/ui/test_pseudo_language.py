"""In a language longer than Danish everything is translated, and nothing is cut in window, dialogs, kiosk or page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QPointF, QRectF
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kbviewer import urls
from kbviewer.handouts.handout import Patient
from kbviewer.handouts.letterhead import Letterhead
from kbviewer.handouts.press import Press
from kbviewer.i18n import Catalogue
from kbviewer.library.pin import hash_pin
from kbviewer.paths import resources
from kbviewer.policy import Policy
from kbviewer.settings import THEME, Settings
from kbviewer.ui.app import prepare_environment
from kbviewer.ui.kiosk.kiosk import Kiosk, Surroundings
from kbviewer.ui.window import SMALLEST, Window
from kbviewer.workspace import Places, Workspace
from tests.pseudo.catalogue import GROWTH, load_pseudo, longer
from tests.pseudo.cut import cut
from tests.pseudo.surfaces import Told, kiosk_tour, shown, window_tour

PATIENCE = 20_000
WORDS = load_pseudo(resources())
TOLD = Told("fod/hael")
SIZES = ((1280, 800), SMALLEST)
MARGIN = 28
"""Points, a centimetre, at either side of paper, which printers leave white."""
OVERFLOW = "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"


@pytest.fixture
def places(content: Path, tmp_path: Path) -> Places:
    made = Places((content,), tmp_path / "data", resources())
    Workspace(made, WORDS).update_index()
    return made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(tmp_path / "data" / "settings.json")
    made.hold(THEME, "light")
    return made


@pytest.fixture
def window(qtbot: QtBot, places: Places, settings: Settings) -> Iterator[Window]:
    prepare_environment()
    made = Window(Workspace(places, WORDS), settings, WORDS)
    qtbot.addWidget(made)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: made.reader is not None and made.reader.title() != "", timeout=PATIENCE)
    yield made
    made.close()


@pytest.fixture
def kiosk(qtbot: QtBot, places: Places, settings: Settings) -> Iterator[Kiosk]:
    prepare_environment()
    policy = Policy(kiosk=True, exit_pin=hash_pin("271828"))
    made = Kiosk(Surroundings(lambda spoken: Workspace(places, spoken), settings, policy), WORDS)
    made.start()
    visit = made.visit
    assert visit is not None
    qtbot.waitUntil(lambda: visit.pane.reader.title() != "", timeout=PATIENCE)
    yield made
    made.stop()


def cut_at(widget: QWidget, *sizes: tuple[int, int]) -> list[str]:
    """What is cut when a widget has each of these sizes; without any, when it is as it came."""
    found = []
    for size in sizes or (widget.size().toTuple(),):
        widget.resize(*size)
        for _ in range(3):  # a widget that wraps tells its height only when it knows its width
            QApplication.processEvents()
        found += [f"{size}: {line}" for line in cut(widget)]
    return found


def test_the_pseudo_language_is_longer_and_keeps_what_is_filled_in() -> None:
    danish = Catalogue.load("da", resources())
    for key, sentence in danish.sentences.items():
        if not key.startswith("argparse."):
            made = WORDS.sentences[key]
            assert len(made) >= GROWTH * len(sentence) - 2, key
            assert re.findall("{[^}]*}", made) == re.findall("{[^}]*}", sentence), key
    assert longer("Gem »{name}« …") == "⟦Géém »{name}«~~⟧ …"


def test_nothing_is_cut_in_the_window_and_its_dialogs(window: Window) -> None:
    found = []
    for name, widget in window_tour(window, TOLD):
        sizes = SIZES if widget is window else ()
        found += [f"{name} {line}" for line in cut_at(widget, *sizes)]
    assert "\n".join(found) == ""


def test_nothing_is_cut_in_the_kiosk(kiosk: Kiosk) -> None:
    found = []
    for name, widget in kiosk_tour(kiosk, TOLD, (1280, 800)):
        found += [f"{name} {line}" for line in cut_at(widget)]
    assert "\n".join(found) == ""


def test_no_page_is_wider_than_its_window(qtbot: QtBot, window: Window) -> None:
    window.resize(*SMALLEST)
    view = window.findChild(QWebEngineView)
    assert isinstance(view, QWebEngineView)

    def overflow() -> Any:
        given: list[Any] = []
        view.page().runJavaScript(OVERFLOW, QWebEngineScript.ScriptWorldId.ApplicationWorld.value, given.append)
        qtbot.waitUntil(lambda: bool(given), timeout=PATIENCE)
        return given[0]

    pages = (str(urls.HOME), urls.article(TOLD.article), urls.topic("Knæ"), urls.region("knae"), urls.article("væk"))
    for url in pages:
        shown(window, url)
        assert overflow() == 0, url


@pytest.mark.parametrize("size", [12, 18])
def test_nothing_on_paper_reaches_into_its_margins(places: Places, qtbot: QtBot, size: int) -> None:
    workspace = Workspace(places, WORDS)
    workspace.open_index()
    letterhead = Letterhead("Klinikken ved Søndre Fælled", "Bakken 3\n8600 Silkeborg", therapist="Åse Bøgh-Sørensen")
    handout = replace(workspace.suggest([TOLD.article, "oevelser/aalestraek"]), text_size=size, weeks=6)
    patient = Patient("Else Hansen", "1.2.1970", "Åse", "3. december kl. 12", "Husk pausen.")
    pdf = Press(workspace.image, WORDS, letterhead).pdf(handout, date(2026, 11, 29), patient).pdf
    buffer = QBuffer()
    buffer.setData(pdf)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument(buffer)
    document.load(buffer)
    for page in range(document.pageCount()):
        paper = QRectF(QPointF(), document.pagePointSize(page))
        text = document.getAllText(page).boundingRectangle()
        assert paper.adjusted(MARGIN, 0, -MARGIN, 0).contains(text), (page, text)
    document.close()
    workspace.close()


def test_what_is_cut_is_found(qtbot: QtBot) -> None:
    button = QPushButton("Et langt ord på en knap")
    qtbot.addWidget(button)
    button.show()
    assert cut_at(button) == []
    assert cut_at(button, (60, 30)) != []
