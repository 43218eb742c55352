"""The body map in the real web view: by keyboard, by pointer, and large enough for a finger."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kbviewer.ui.window import Window
from tests.ui.test_page import PATIENCE, asked

NAME = "document.activeElement.getAttribute('aria-label')"
FINGER = 44


@pytest.fixture
def content(content: Path) -> Path:
    """The small library and an article for every region."""
    parts = "[hoved, nakke, skulder, arm, ryg, hofte, ben, knæ, fod, hele kroppen]"
    (content / "alt.md").write_text(f"---\ntitle: Alt\nbodyParts: {parts}\n---\nTekst.", encoding="utf-8")
    return content


@pytest.fixture
def view(qtbot: QtBot, window: Window) -> QWebEngineView:
    """The start page on the screen of a shared PC."""
    window.resize(1280, 800)
    assert window.reader is not None
    found = window.reader.findChild(QWebEngineView)
    assert isinstance(found, QWebEngineView)
    waited(qtbot, found, "document.querySelectorAll('.body a').length", 13)
    return found


def surface(view: QWebEngineView) -> QWidget:
    """The part of the view that takes keys and the pointer."""
    return view.focusProxy() or view


def waited(qtbot: QtBot, view: QWebEngineView, code: str, answer: object) -> None:
    """Wait until an expression gives this in the page."""
    qtbot.waitUntil(lambda: asked(qtbot, view, code) == answer, timeout=PATIENCE)


def test_tab_goes_from_head_to_foot_and_enter_opens_the_articles(
    qtbot: QtBot, window: Window, view: QWebEngineView
) -> None:
    view.setFocus()
    for name in ("Hoved og kæbe, 1 artikel", "Nakke, 1 artikel", "Skulder, 1 artikel"):
        qtbot.keyClick(surface(view), Qt.Key.Key_Tab)
        waited(qtbot, view, NAME, name)
    ring = "getComputedStyle(document.activeElement.querySelector('.part')).strokeWidth"
    assert asked(qtbot, view, ring) == "10px"
    said = "[...document.querySelectorAll('.name')].filter(one => getComputedStyle(one).visibility == 'visible')"
    assert asked(qtbot, view, f"{said}.map(one => one.textContent)") == ["Skulder · 1 artikel"]
    qtbot.keyClick(surface(view), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.title() == "Skulder", timeout=PATIENCE)
    assert window.windowTitle().startswith("Skulder")


def test_a_click_beside_a_narrow_arm_still_meets_it(qtbot: QtBot, view: QWebEngineView) -> None:
    edge = "document.querySelector('[href$=underarm] .part').getBoundingClientRect()"
    right, middle = _numbers(asked(qtbot, view, f"(r => [r.right, r.top + r.height / 4])({edge})"))
    qtbot.mouseClick(surface(view), Qt.MouseButton.LeftButton, pos=QPoint(right - 6, middle))
    qtbot.waitUntil(lambda: view.title() == "Underarm og hånd", timeout=PATIENCE)


def test_every_region_is_large_enough_for_a_finger(qtbot: QtBot, view: QWebEngineView) -> None:
    boxes = asked(
        qtbot,
        view,
        """Object.fromEntries([...document.querySelectorAll('.body a')].map(a => {
            const parts = [...a.querySelectorAll('g:last-of-type path')].map(part => part.getBoundingClientRect());
            const all = parts.length ? parts : [a.getBoundingClientRect()];
            const span = (from, to) => Math.max(...all.map(r => r[to])) - Math.min(...all.map(r => r[from]));
            return [a.getAttribute('href'), [span('left', 'right'), span('top', 'bottom')]];
        }))""",
    )
    assert isinstance(boxes, dict) and len(boxes) == 13
    assert {region: box for region, box in boxes.items() if min(box) < FINGER} == {}


def test_find_and_reading_aloud_meet_no_name_that_is_not_seen(qtbot: QtBot, view: QWebEngineView) -> None:
    texts = str(asked(qtbot, view, "kb.texts()"))
    assert "Hvad vil du læse om?" in texts and "Lænd og mave" not in texts


def test_the_page_needs_no_scrolling_sideways_at_the_largest_text(qtbot: QtBot, view: QWebEngineView) -> None:
    view.setZoomFactor(2.5)
    stacked = "getComputedStyle(document.querySelector('.start')).display"
    waited(qtbot, view, stacked, "block")
    assert asked(qtbot, view, "document.documentElement.scrollWidth <= innerWidth") is True


def _numbers(answer: object) -> Sequence[int]:
    assert isinstance(answer, list)
    return [round(number) for number in answer]
