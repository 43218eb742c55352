"""The real web view keeps to our addresses, runs no script and recovers from a crash."""

import os
import signal
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QObject, QUrl
from PySide6.QtWebEngineCore import QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kbviewer.ui import web
from kbviewer.ui.fallback import FallbackPage
from kbviewer.ui.window import Window

PATIENCE = 20_000


def view_of(window: Window) -> QWebEngineView:
    assert window.reader is not None
    view = window.reader.findChild(QWebEngineView)
    assert view is not None
    return view


def profile_of(window: Window) -> web.Profile:
    assert window.pane is not None
    profile = window.pane.findChild(web.Profile)
    assert profile is not None
    return profile


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


def crash(window: Window) -> None:
    os.kill(view_of(window).page().renderProcessPid(), signal.SIGKILL)


def test_a_page_that_crashes_is_shown_again_and_told_of(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(view_of(window).loadFinished, timeout=PATIENCE):
        window.open_article("knae/knae")
    with qtbot.waitSignal(view_of(window).loadFinished, timeout=PATIENCE):
        crash(window)
    assert "gik i stå" in window.messages.text()
    assert view_of(window).title() == "Ondt i knæet"


def test_a_page_that_crashes_twice_is_shown_as_plain_text_until_asked_for_again(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(view_of(window).loadFinished, timeout=PATIENCE):
        window.open_article("knae/knae")
    with qtbot.waitSignal(view_of(window).loadFinished, timeout=PATIENCE):
        crash(window)
    assert window.reader is not None
    plain = window.reader.findChild(FallbackPage)
    assert plain is not None and not plain.isVisible()
    crash(window)
    qtbot.waitUntil(plain.isVisible, timeout=PATIENCE)
    assert "Knæet kan gøre ondt" in plain.text()
    assert "Årsager" in plain.text()
    again = next(button for button in plain.findChildren(QPushButton) if button.text() == "Vis siden igen")
    with qtbot.waitSignal(view_of(window).loadFinished, timeout=PATIENCE):
        again.click()
    assert view_of(window).isVisible() and view_of(window).title() == "Ondt i knæet"


class Job(QObject):
    """What the engine hands to the scheme handler, as far as it is used."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = QUrl(url)
        self.headers: dict[bytes, bytes] = {}
        self.body = b""

    def requestUrl(self) -> QUrl:
        return self.url

    def setAdditionalResponseHeaders(self, headers: dict[QByteArray, list[QByteArray]]) -> None:
        self.headers = {bytes(name.data()): bytes(value.data()) for name, (value,) in headers.items()}

    def reply(self, _mime: QByteArray, body: QBuffer) -> None:
        self.body = bytes(body.data().data())


class Request:
    """What the engine hands to the interceptor."""

    def __init__(self, url: str) -> None:
        self.url = QUrl(url)
        self.blocked = False

    def requestUrl(self) -> QUrl:
        return self.url

    def block(self, blocked: bool) -> None:
        self.blocked = blocked


def test_every_answer_carries_the_policy_that_forbids_script(window: Window) -> None:
    handler = profile_of(window)._handler
    for url in ("kb://page/home", "kb://article/fod/hael", "kb://article/findes/ikke", "kb://style/page.css"):
        job = Job(url)
        handler.requestStarted(job)  # type: ignore[arg-type]
        assert job.body
        assert job.headers[b"Content-Security-Policy"].startswith(b"default-src 'none'")
        assert job.headers[b"X-Content-Type-Options"] == b"nosniff"


def test_every_request_but_ours_is_blocked(window: Window) -> None:
    interceptor = profile_of(window)._interceptor
    for url, blocked in (("kb://page/home", False), ("https://eksempel.dk/a.png", True), ("file:///etc/passwd", True),
                         ("data:image/png;base64,AA", True), ("ws://eksempel.dk", True)):  # fmt: skip
        request = Request(url)
        interceptor.interceptRequest(request)  # type: ignore[arg-type]
        assert request.blocked is blocked, url


def test_the_engine_is_told_to_look_up_no_name(window: Window) -> None:
    assert "MAP * ~NOTFOUND" in os.environ["QTWEBENGINE_CHROMIUM_FLAGS"]
