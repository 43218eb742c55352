"""What a page does in the real web view without any script of its own."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from kbviewer import urls
from kbviewer.ui.window import Window

PATIENCE = 20_000
OURS = QWebEngineScript.ScriptWorldId.ApplicationWorld.value

ARTICLE = f"""---
title: Prøve
---
{"Noget tekst om at gå. " * 200}

En sene kan blive øm, og en menisk kan drille.

## Spørgsmål og svar

### Må jeg løbe?

Ja, begynd roligt.

### Skal jeg opereres?

Næsten aldrig.
"""


@pytest.fixture
def content(content: Path) -> Path:
    """The small library with one article more."""
    (content / "proeve.md").write_text(ARTICLE, encoding="utf-8")
    return content


def asked(qtbot: QtBot, view: QWebEngineView, code: str) -> object:
    """What an expression gives in the page, asked for from the program's side."""
    answers: list[object] = []
    view.page().runJavaScript(f"JSON.stringify({code})", OURS, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    return json.loads(str(answers[0]))


def opened(qtbot: QtBot, window: Window, anchor: str = "") -> QWebEngineView:
    """The web view, gone to the article."""
    assert window.reader is not None
    view = window.reader.findChild(QWebEngineView)
    assert isinstance(view, QWebEngineView)
    window.reader.open(urls.article("proeve", anchor))
    qtbot.waitUntil(lambda: view.title() == "Prøve", timeout=PATIENCE)
    qtbot.waitUntil(lambda: asked(qtbot, view, "document.readyState") == "complete", timeout=PATIENCE)
    return view


def test_the_address_of_a_question_opens_it_and_no_other(qtbot: QtBot, window: Window) -> None:
    view = opened(qtbot, window, "skal-jeg-opereres")
    folds = "[...document.querySelectorAll('details.faq')].map(one => one.open)"
    qtbot.waitUntil(lambda: asked(qtbot, view, folds) == [False, True], timeout=PATIENCE)
    top = "document.querySelector('details[open] > summary').getBoundingClientRect().top"
    qtbot.waitUntil(lambda: 0 <= float(str(asked(qtbot, view, top))) < view.height(), timeout=PATIENCE)


def test_going_on_to_another_question_opens_it_too(qtbot: QtBot, window: Window) -> None:
    view = opened(qtbot, window)
    folds = "[...document.querySelectorAll('details.faq')].map(one => one.open)"
    assert asked(qtbot, view, folds) == [False, False]
    view.setUrl(QUrl(urls.article("proeve", "må-jeg-løbe")))
    qtbot.waitUntil(lambda: asked(qtbot, view, folds) == [True, False], timeout=PATIENCE)


def test_a_word_is_explained_when_the_keyboard_reaches_it_and_no_longer(qtbot: QtBot, window: Window) -> None:
    view = opened(qtbot, window)
    shown = "[...document.querySelectorAll('.explanation')].map(one => getComputedStyle(one).display)"
    assert asked(qtbot, view, shown) == ["none", "none"]
    view.setFocus()
    target = view.focusProxy() or view
    qtbot.keyClick(target, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: asked(qtbot, view, shown) == ["block", "none"], timeout=PATIENCE)
    box = "(r => [r.left, innerWidth - r.right, r.top, innerHeight - r.bottom])"
    inside = f"{box}(document.querySelector('.explanation').getBoundingClientRect()).every(gap => gap >= 0)"
    qtbot.waitUntil(lambda: asked(qtbot, view, inside) is True, timeout=PATIENCE)
    qtbot.keyClick(target, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: asked(qtbot, view, shown) == ["none", "block"], timeout=PATIENCE)


def test_paper_shows_every_answer_and_no_explanation(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    view = opened(qtbot, window)
    file = tmp_path / "side.pdf"
    with qtbot.waitSignal(view.page().pdfPrintingFinished, timeout=PATIENCE):
        view.page().printToPdf(str(file))
    text = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert "begynd roligt" in text and "Næsten aldrig" in text
    assert "binder en muskel sammen" not in text
