"""The real web view keeps to our addresses, runs no script and recovers from a crash."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from kbviewer.ui.window import Window

PATIENCE = 20_000


def view_of(window: Window) -> QWebEngineView:
    assert window.reader is not None
    view = window.reader.findChild(QWebEngineView)
    assert view is not None
    return view


def test_the_page_is_off_the_record_without_script_or_storage(window: Window) -> None:
    page = view_of(window).page()
    assert page.profile().isOffTheRecord()
    for name in ("JavascriptEnabled", "LocalStorageEnabled", "PluginsEnabled", "NavigateOnDropEnabled"):
        assert not page.settings().testAttribute(getattr(QWebEngineSettings.WebAttribute, name)), name


def test_no_other_scheme_is_gone_to(qtbot: QtBot, window: Window, content: Path) -> None:
    view = view_of(window)
    with qtbot.waitSignal(view.loadFinished, timeout=PATIENCE):
        window.open_article("knae/knae")
    for url in ("https://eksempel.dk/", "data:text/html,x", (content / "fod" / "hael.md").as_uri(), "chrome://version"):
        view.setUrl(QUrl(url))
        qtbot.waitUntil(lambda: view.url().scheme() == "kb", timeout=PATIENCE)


def test_a_crashed_page_is_told_and_replaced(qtbot: QtBot, window: Window) -> None:
    page = view_of(window).page()
    page.renderProcessTerminated.emit(QWebEnginePage.RenderProcessTerminationStatus.CrashedTerminationStatus, 1)
    assert "gik i stå" in window.messages.text()
    qtbot.waitUntil(lambda: view_of(window).title() == "Forside", timeout=PATIENCE)
