"""Ways out of the kiosk, tried one by one on the real one: none leads out.

After each `Watch` looks at the screen, windows, page, programs, files, requests, clipboard and session. The last part
plants an escape of every kind, and shows that it is seen. What takes an X server is in `tests/e2e/test_kiosk_on_x.py`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeySequence,
    QWindow,
)
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript, QWebEngineUrlRequestInfo
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QComboBox,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)
from waiting import wait_for

from kbviewer import urls
from kbviewer.i18n import Catalogue
from kbviewer.library.pin import hash_pin
from kbviewer.paths import resources
from kbviewer.policy import Policy
from kbviewer.render.page import Page
from kbviewer.render.pages import Pages
from kbviewer.settings import THEME, Settings
from kbviewer.ui import reader, web
from kbviewer.ui.actions import ACTIONS
from kbviewer.ui.app import prepare_environment
from kbviewer.ui.kiosk.kiosk import Kiosk, Surroundings
from kbviewer.ui.kiosk.staff_door import StaffDoor
from kbviewer.ui.kiosk.strangers import strangers
from kbviewer.workspace import Places, Workspace
from tests.ui.kiosk_watch import Watch, is_ours, window_of

LONG_PRESS_MS = 900
"""Longer than the finger must rest for Chromium to open a menu."""
OUTSIDE = "https://ond.example"
ARTICLE_URL = "kb://article/fod/hael"
HOSTILE = "kb://article/ond"
"""The article whose HTML the tests choose: as if the sanitiser had failed."""


# --- the kiosk that is to be left -------------------------------------------------------------------


@dataclass(slots=True)
class Stage:
    """A kiosk, with a patient in front of it who tries everything."""

    kiosk: Kiosk
    watch: Watch
    html: dict[str, str] = field(default_factory=dict)

    @property
    def window(self) -> QWindow:
        return window_of(self.kiosk.frame)

    @property
    def view(self) -> QWebEngineView:
        view: QWebEngineView = self.watch.view()
        return view

    @property
    def search(self) -> QLineEdit:
        assert self.kiosk.visit is not None
        return self.kiosk.visit.search

    def show(self, url: str) -> None:
        """Go to a page, and wait until it is there, and on the screen: before that the engine drops clicks."""
        loaded: list[bool] = []
        view = self.view
        view.loadFinished.connect(loaded.append)
        assert self.kiosk.visit is not None
        self.kiosk.visit.open(url)
        wait_for(lambda: bool(loaded), url)
        view.loadFinished.disconnect(loaded.append)
        self.run("painted = false; requestAnimationFrame(() => requestAnimationFrame(() => painted = true)); ''")
        wait_for(lambda: self.run("painted"), f"{url} on the screen")

    def show_raw(self, html: str) -> None:
        """Show an article of this HTML."""
        self.html["now"] = html
        self.show(HOSTILE)

    def run(
        self, code: str, world: QWebEngineScript.ScriptWorldId = QWebEngineScript.ScriptWorldId.ApplicationWorld
    ) -> object:
        """What a script gives, in the program's own world or another."""
        given: list[object] = []
        self.view.page().runJavaScript(code, world.value, given.append)
        wait_for(lambda: bool(given), code[:60])
        return given[0]

    def settle(self) -> None:
        """Let everything happen that has been set going: in the page, which answers in turn, and in the window."""
        for _round in range(3):
            self.run("document.title")
            QTest.qWait(1)

    def spot(self, css: str = "body") -> QPoint:
        """The middle of an element, in the frame."""
        place = self.run(
            f"(() => {{ const b = document.querySelector({css!r}).getBoundingClientRect();"
            f"return JSON.stringify([b.x + Math.min(b.width, 300) / 2, b.y + Math.min(b.height, 200) / 2]) }})()"
        )
        assert isinstance(place, str)
        x, y = json.loads(place)
        scale = self.view.zoomFactor()
        return self.view.mapTo(self.kiosk.frame, QPoint(round(x * scale), round(y * scale)))

    def click(
        self,
        at: QPoint,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        QTest.mouseClick(self.window, button, held, at)

    def focus_page(self) -> None:
        self.view.setFocus()
        assert self.view.focusProxy() is not None

    def at_search(self) -> QPoint:
        return self.search.mapTo(self.kiosk.frame, self.search.rect().center())


@pytest.fixture(scope="module")
def stage(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    prepare_environment()
    base = tmp_path_factory.mktemp("kiosk")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
            (base / "home" / name).mkdir(parents=True)
            patch.setenv(name, str(base / "home" / name))
        (base / "home" / "HOME" / "Downloads").mkdir()
        patch.chdir(base / "home")
        requests: list[str] = []
        note_requests(patch, requests)
        html: dict[str, str] = {}
        answer_raw(patch, html)
        kiosk = open_kiosk(base)
        watch = Watch(kiosk, (base,), requests)
        made = Stage(kiosk, watch, html)
        made.settle()
        yield made
        kiosk.stop()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def open_kiosk(base: Path) -> Kiosk:
    words = Catalogue.load("da", resources())
    folder = base / "artikler"
    (folder / "fod").mkdir(parents=True)
    (folder / "tegning.svg").write_text(PICTURE, encoding="utf-8")
    (folder / "fod" / "hael.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "fod" / "knae.md").write_text("---\ntitle: Ondt i knæet\n---\nTekst", encoding="utf-8")
    settings = Settings(base / "data" / "settings.json")
    settings.hold(THEME, "light")

    def library(words: Catalogue) -> Workspace:
        return Workspace(Places((folder,), base / "data", resources()), words)

    library(words).update_index()
    made = Kiosk(Surroundings(library, settings, Policy(kiosk=True, exit_pin=hash_pin("836194027515"))), words)
    looked: list[object] = []
    made.keeper.finished.connect(looked.append)
    made.start()
    wait_for(lambda: bool(looked), "index")
    return made


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="90"><rect width="200" height="90"/></svg>'
ARTICLE = f"""---
title: Ondt under hælen
bodyParts: [Fod og ankel]
---
Læs om [knæet](/fod/knae), se [kortet]({OUTSIDE}/kort), [skriv](mailto:a@ond.example) eller [ring](tel:+4512345678).

![tegning](/tegning.svg)
"""


def note_requests(patch: pytest.MonkeyPatch, seen: list[str]) -> None:
    guard = web._Interceptor.interceptRequest

    def noting(self: web._Interceptor, info: QWebEngineUrlRequestInfo) -> None:
        seen.append(info.requestUrl().toString())
        guard(self, info)

    patch.setattr(web._Interceptor, "interceptRequest", noting)


def answer_raw(patch: pytest.MonkeyPatch, html: dict[str, str]) -> None:
    ordinary = Pages.page

    def page(self: Pages, url: str, theme: str = "light", **how: bool) -> Page:
        if url == HOSTILE:
            return Page("text/html; charset=utf-8", f"<!doctype html><title>ond</title>{html['now']}".encode())
        return ordinary(self, url, theme, **how)

    patch.setattr(Pages, "page", page)


@pytest.fixture
def patient(stage: Stage) -> Iterator[Stage]:
    """The kiosk with an article open, and a look at it before and after."""
    if stage.watch.breaches():
        stage.kiosk.clear()
    if stage.kiosk.door is not None:  # opened by whoever tried to close the window
        stage.kiosk.door.cancel.click()
    stage.search.clear()
    stage.search.setFocus()
    stage.show(ARTICLE_URL)
    stage.settle()
    stage.watch.begin()
    yield stage


def assert_nobody_is_out(stage: Stage) -> None:
    stage.settle()
    wait_for(lambda: is_ours(stage.view.url()), "a page that the engine left has given way to the start page")
    assert stage.watch.breaches() == []


def assert_it_was_closed(stage: Stage) -> None:
    """A window had to come up, and no longer is there."""
    wait_for(lambda: stage.watch.windows, "the window is seen")
    wait_for(lambda: not strangers(), "the window is closed")
    stage.watch.windows.clear()
    assert_nobody_is_out(stage)


# --- keys -------------------------------------------------------------------------------------------

STANDARD = [each for each in QKeySequence.StandardKey if each.name != "UnknownKey"]

CHROMIUM = (
    "Ctrl+N", "Ctrl+Shift+N", "Ctrl+T", "Ctrl+Shift+T", "Ctrl+W", "Ctrl+Shift+W", "Ctrl+Q", "Ctrl+Shift+Q", "Ctrl+O",
    "Ctrl+S", "Ctrl+Shift+S", "Ctrl+P", "Ctrl+Shift+P", "Ctrl+U", "Ctrl+J", "Ctrl+H", "Ctrl+D", "Ctrl+Shift+D",
    "Ctrl+Shift+B", "Ctrl+Shift+O", "Ctrl+L", "Ctrl+K", "Ctrl+E", "Ctrl+G", "Ctrl+Shift+G", "Ctrl+R", "Ctrl+Shift+R",
    "Ctrl+Shift+I", "Ctrl+Shift+J", "Ctrl+Shift+C", "Ctrl+Shift+K", "Ctrl+Shift+M", "Ctrl+Shift+Y", "Ctrl+Shift+A",
    "Ctrl+Shift+Del", "Ctrl+Tab", "Ctrl+Shift+Tab", "Ctrl+PgUp", "Ctrl+PgDown", "Ctrl+1", "Ctrl+9", "Ctrl+F4",
    "Ctrl+A", "Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+Shift+V", "Ctrl+Ins", "Shift+Ins", "Shift+Del", "Ctrl+Return",
    "Shift+Return", "Alt+Return", "Alt+D", "Alt+E", "Alt+F", "Alt+Home", "Shift+Esc", "Ctrl+M", "Ctrl+B", "Ctrl+I",
)  # fmt: skip
DESKTOP = (
    "Alt+F4", "Alt+Space", "Alt+Tab", "Alt+Shift+Tab", "Alt+Esc", "Ctrl+Esc", "Ctrl+Alt+T", "Ctrl+Alt+L", "Ctrl+Alt+D",
    "Ctrl+Alt+Del", "Ctrl+Alt+Backspace", "Ctrl+Alt+F1", "Ctrl+Alt+F2", "Ctrl+Alt+Tab", "Ctrl+Alt+Up", "Ctrl+Shift+Esc",
    "Meta+D", "Meta+E", "Meta+L", "Meta+M", "Meta+R", "Meta+X", "Meta+Tab", "Meta+Space", "Meta+.", "Meta+Up",
    "Meta+Down", "Meta+Return", "Alt+F1", "Alt+F2", "Alt+F7", "Alt+F8", "Alt+F9", "Alt+F10", "Alt+Print", "Print",
    "Shift+F10", "Menu", "Shift+F1", "F1", "Home Page", "Search", "Launch Mail", "Launch Media", "Back", "Forward",
    "Refresh", "Stop", "Favorites", "Calculator", "Power Off", "Sleep", "Help", "Open", "Close", "My Computer",
    "Context1", "Alt", "Meta", "Pause", "Cancel", "Copy", "Cut", "Paste", "New", "Save", "Print Screen",
)  # fmt: skip
HELD = [
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
]


def hit(
    stage: Stage,
    key: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    window: QWindow | None = None,
) -> None:
    """Press a key as a keyboard does: with another key held it types nothing. ``window`` is the frame's or another."""
    shifted = held & ~Qt.KeyboardModifier.ShiftModifier
    types = not shifted and Qt.Key.Key_Space <= key <= Qt.Key.Key_ydiaeresis
    text = (
        chr(key) if types else {Qt.Key.Key_Backspace: "\b", Qt.Key.Key_Return: "\r", Qt.Key.Key_Tab: "\t"}.get(key, "")
    )
    QTest.sendKeyEvent(QTest.KeyAction.Click, window or stage.window, key, text, held)


def press(stage: Stage, sequence: QKeySequence) -> None:
    """Press keys in the search field, with words selected in it, and then in the page."""
    for number in range(sequence.count()):
        pressed = sequence[number]  # type: ignore[index]  # PySide has it, its types do not
        stage.search.setText("hæl")
        stage.search.setFocus()
        stage.search.selectAll()
        hit(stage, pressed.key(), pressed.keyboardModifiers())
        stage.search.clear()
        stage.focus_page()
        stage.run("getSelection().selectAllChildren(document.body)")
        hit(stage, pressed.key(), pressed.keyboardModifiers())


def press_all(stage: Stage, keys: Iterable[QKeySequence]) -> None:
    """Press them all, one after another in front of the article, and see who is out."""
    for each in keys:
        press(stage, each)
        if stage.view.url() != QUrl(ARTICLE_URL):  # some go back
            stage.show(ARTICLE_URL)
        assert stage.watch.breaches() == [], f"with {each.toString()}, or the one before"
    assert_nobody_is_out(stage)


def test_no_shortcut_that_qt_knows(patient: Stage) -> None:
    press_all(patient, [keys for key in STANDARD for keys in QKeySequence.keyBindings(key)])


def test_no_shortcut_of_the_window_for_staff(patient: Stage) -> None:
    press_all(patient, [QKeySequence(keys) for each in ACTIONS for keys in each.shortcuts])


def test_no_shortcut_that_chromium_knows(patient: Stage) -> None:
    press_all(patient, map(QKeySequence, CHROMIUM))


def test_no_key_of_a_desktop_or_a_keyboard_with_many(patient: Stage) -> None:
    assert [keys for keys in DESKTOP if not QKeySequence(keys).count()] == [], "Qt knows no such key"
    press_all(patient, map(QKeySequence, DESKTOP))


@pytest.mark.parametrize("held", HELD, ids=str)
def test_no_f_key_whatever_is_held_with_it(patient: Stage, held: Qt.KeyboardModifier) -> None:
    numbers = range(Qt.Key.Key_F1.value, Qt.Key.Key_F35.value + 1)
    press_all(patient, [QKeySequence(number | held.value) for number in numbers])


def find_field(stage: Stage) -> QWidget:
    assert stage.kiosk.visit is not None
    bar = stage.kiosk.visit.pane.find_bar
    bar.begin()
    bar.field.setText("hæl")
    bar.field.selectAll()
    return bar.field


def door(stage: Stage) -> StaffDoor:
    assert stage.kiosk.visit is not None
    stage.kiosk.visit.staff_asked.emit()
    assert stage.kiosk.door is not None
    return stage.kiosk.door


def names(stage: Stage) -> QWidget:
    at = door(stage)
    wait_for(lambda: at.names, "who can sign in")
    return at


def pin_pad(stage: Stage) -> QWidget:
    at = names(stage)
    assert isinstance(at, StaffDoor)
    at.names[-1].click()
    assert at.pad is not None
    return at.pad


def countdown(stage: Stage) -> QWidget:
    stage.kiosk.idle.warned.emit(25)
    assert stage.kiosk.asking.countdown is not None
    return stage.kiosk.asking.countdown


PRESSES = "Shift+Return"
"""Presses the button in front, as Return does, and may."""


@pytest.mark.parametrize("place", [find_field, names, pin_pad, countdown], ids=lambda place: str(place.__name__))
def test_no_key_where_else_a_patient_can_come(patient: Stage, place: Callable[[Stage], QWidget]) -> None:
    visit = patient.kiosk.visit
    at = place(patient)
    for keys in sorted({*CHROMIUM, *DESKTOP, *map("F{}".format, range(1, 36))} - {PRESSES}):
        pressed = QKeySequence(keys)[0]  # type: ignore[index]  # PySide has it, its types do not
        hit(patient, pressed.key(), pressed.keyboardModifiers(), window_of(at))
        assert at.isVisible(), keys
    patient.kiosk.asking.stop()
    patient.kiosk._close_door()
    assert patient.kiosk.visit is visit
    assert_nobody_is_out(patient)


# --- mouse, touch, menus ----------------------------------------------------------------------------


def over(stage: Stage) -> dict[str, QPoint]:
    """Places worth clicking at."""
    return {
        "search": stage.at_search(),
        "text": stage.spot("h1"),
        "link": stage.spot("main a"),
        "picture": stage.spot("img"),
    }


BUTTONS = [
    each for each in Qt.MouseButton if each.name not in ("NoButton", "AllButtons", "LeftButton", "MouseButtonMask")
]


@pytest.mark.parametrize("place", ["search", "text", "link", "picture"])
@pytest.mark.parametrize("button", BUTTONS[:6], ids=lambda button: str(button.name))
def test_no_button_of_the_mouse_but_the_left(patient: Stage, button: Qt.MouseButton, place: str) -> None:
    patient.click(over(patient)[place], button)
    QTest.mouseDClick(patient.window, button, Qt.KeyboardModifier.NoModifier, over(patient)[place])
    assert_nobody_is_out(patient)


@pytest.mark.parametrize("held", HELD[1:], ids=str)
def test_no_click_with_a_key_held(patient: Stage, held: Qt.KeyboardModifier) -> None:
    for at in over(patient).values():
        patient.click(at, held=held)
    assert_nobody_is_out(patient)


@pytest.mark.parametrize("place", ["search", "text", "link", "picture"])
@pytest.mark.parametrize("reason", list(QContextMenuEvent.Reason), ids=lambda reason: str(reason.name))
def test_no_context_menu(patient: Stage, reason: QContextMenuEvent.Reason, place: str) -> None:
    at = over(patient)[place]
    QApplication.sendEvent(patient.window, QContextMenuEvent(reason, at, patient.kiosk.frame.mapToGlobal(at)))
    assert_nobody_is_out(patient)


@pytest.mark.parametrize("place", ["search", "link", "picture"])
def test_no_finger_that_rests(patient: Stage, place: str) -> None:
    rest_finger(patient, over(patient)[place])
    assert_nobody_is_out(patient)


def test_no_finger_that_rests_on_words_that_can_be_selected(patient: Stage) -> None:
    """The engine offers to copy them, in a window of its own."""
    patient.show_raw(SELECTABLE)
    rest_finger(patient, patient.spot("#x"), selects=True)
    assert_it_was_closed(patient)


SELECTABLE = "<p id=x style='user-select: text; font-size: 40px'>Ord, der kan vælges"


def rest_finger(stage: Stage, at: QPoint, *, selects: bool = False) -> None:
    """Rest a finger there for long enough, on words that it ``selects`` until it has."""
    device = QTest.createTouchDevice()
    QTest.touchEvent(stage.window, device).press(0, at, stage.window)
    QTest.qWait(LONG_PRESS_MS)
    if selects:
        wait_for(lambda: stage.run("String(getSelection())"), "a word is selected")
    QTest.touchEvent(stage.window, device).release(0, at, stage.window)


# --- drag and drop ----------------------------------------------------------------------------------


def dragged(kind: str) -> QMimeData:
    data = QMimeData()
    if kind == "a file":
        data.setUrls([QUrl.fromLocalFile("/etc/passwd")])
    elif kind == "a link":
        data.setUrls([QUrl(OUTSIDE)])
    elif kind == "a page":
        data.setHtml(f"<a href={OUTSIDE}>x</a>")
    else:
        data.setText("javascript:1")
    return data


@pytest.mark.parametrize("place", ["search", "text"])
@pytest.mark.parametrize("kind", ["a file", "a link", "a page", "text"])
def test_nothing_can_be_dropped(patient: Stage, kind: str, place: str) -> None:
    data, at = dragged(kind), QPointF(over(patient)[place])
    action, button, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(at.toPoint(), action, data, button, held),
        QDragMoveEvent(at.toPoint(), action, data, button, held),
        QDropEvent(at, action, data, button, held),
    ):
        QApplication.sendEvent(patient.window, event)
        assert not event.isAccepted()
    assert patient.search.text() == ""
    assert_nobody_is_out(patient)


@pytest.mark.parametrize("place", ["link", "picture", "selection", "words in the search field"])
def test_nothing_can_be_dragged(patient: Stage, place: str) -> None:
    assert not drag_out(patient, place)
    assert_nobody_is_out(patient)


A = "<a id=x style='display:block;height:60px' "
DRAGGABLE = f"""<main>{A} href=kb://page/home>link</a><img src=kb://image/tegning.svg width=200 height=60>
<p style='font-size: 40px'>Ord, der kan vælges</p></main>"""


def drag_out(stage: Stage, place: str) -> bool:
    """Try to drag something; whether a drag has begun."""
    if place == "words in the search field":
        stage.search.setText("hæl " * 40)
        stage.search.selectAll()
        start = stage.at_search()
    else:
        stage.run(
            "getSelection().selectAllChildren(document.body)" if place == "selection" else "getSelection().empty()"
        )
        start = stage.spot({"link": "main a", "picture": "img"}.get(place, "p"))
    stage.run("dragged = false; addEventListener('dragstart', (event) => dragged = !event.defaultPrevented)")
    begun: list[QDrag] = []
    looks = QTimer(interval=20)
    looks.timeout.connect(lambda: begun.extend(drags()))
    looks.timeout.connect(lambda: QDrag.cancel() if begun else None)
    looks.start()
    QTest.mousePress(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 12):
        QTest.mouseMove(stage.window, start + QPoint(step * 6, step * 4))
        stage.settle()
    QTest.mouseRelease(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    looks.stop()
    stage.search.clear()
    return bool(begun) or stage.run("String(dragged)") == "true"


@pytest.mark.parametrize("place", ["picture", "selection"])
def test_nothing_can_be_dragged_from_a_page_that_forbids_none_of_it(patient: Stage, place: str) -> None:
    patient.show_raw(DRAGGABLE)
    patient.watch.requests.clear()
    assert not drag_out(patient, place)
    assert_nobody_is_out(patient)


def drags() -> list[QDrag]:
    return [drag for widget in QApplication.allWidgets() for drag in widget.findChildren(QDrag)]


# --- what a page can hold, as if the sanitiser had failed -------------------------------------------

SCHEMES = (
    "https://ond.example/a", "http://ond.example", "//ond.example/a", "ftp://ond.example", "wss://ond.example",
    "mailto:a@ond.example", "tel:+4512345678", "sms:12345678", "file:///etc/passwd", "file:///", "data:text/html,x",
    "data:application/octet-stream,x", "blob:kb://article/x", "filesystem:kb://article/x", "javascript:open('/x')",
    "view-source:kb://page/home", "chrome://version", "chrome://gpu", "chrome://settings", "chrome://crash",
    "chrome-extension://x", "devtools://devtools/bundled/inspector.html", "about:blank", "about:srcdoc", "qrc:///x",
    "kb://style/page.css", "kb://image/tegning.svg", "kb://ond.example/x", "kb:x", "ms-settings:", "ms-word:ofe|u|x",
    "search-ms:query=a", "shell:startup", "calculator:", "intent://x#Intent;end", "steam://run/1", "x-ond:1", "ssh://x",
)  # fmt: skip
LINKS = (
    "",
    "target=_blank",
    "target=_top",
    "target=ond",
    "download=a.exe",
    f"ping={OUTSIDE}/ping",
    "rel=opener target=a",
)

ELEMENTS = {
    "area": "<img id=x src=kb://image/tegning.svg usemap=#m width=200 height=200><map name=m><area shape=default "
    f"href={OUTSIDE}></map>",
    "svg link": f"<svg id=x width=200 height=200><a href={OUTSIDE}><rect width=200 height=200 /></a></svg>",
    "svg xlink": f"<svg id=x width=200 height=200><a xlink:href={OUTSIDE}><rect width=200 height=200 /></a></svg>",
    "svg top": f"<svg id=x width=200 height=200><a href={OUTSIDE} target=_top><rect width=200 height=200 /></a></svg>",
    "math link": f"<math><mtext id=x href={OUTSIDE}>x</mtext></math>",
    "form get": f"<form action={OUTSIDE}><input name=a value=b><button id=x>Send</button></form>",
    "form post": f"<form action={OUTSIDE} method=post target=_blank><button id=x>Send</button></form>",
    "form mail": "<form action=mailto:a@ond.example method=post><button id=x>Send</button></form>",
    "form here": "<form action=kb://style/page.css><button id=x>Send</button></form>",
    "form action": f"<form><button id=x formaction={OUTSIDE} formtarget=_blank>Send</button></form>",
    "form image": f"<form action={OUTSIDE}><input id=x type=image alt=Send width=200 height=60></form>",
    "file field": "<input id=x type=file>",
    "files field": "<input id=x type=file multiple webkitdirectory>",
    "password": "<form><input name=user><input id=x type=password autocomplete=current-password></form>",
    "search field": "<input id=x type=search autofocus>",
    "text area": "<textarea id=x>fejll i orddene</textarea>",
    "editable": "<div id=x contenteditable spellcheck=true>fejll i orddene</div>",
    "video": f"<video id=x controls width=300 height=200 src={OUTSIDE}/v.mp4></video>",
    "audio": f"<audio id=x controls src={OUTSIDE}/v.mp3></audio>",
    "frame": f"<iframe id=x src={OUTSIDE}></iframe>",
    "frame inside": f"<iframe id=x srcdoc='<a href={OUTSIDE} target=_top>x</a>'></iframe>",
    "frame of ours": "<iframe id=x src=kb://page/home></iframe>",
    "object": f"<object id=x data={OUTSIDE}/a.pdf type=application/pdf></object>",
    "embed": "<embed id=x src=data:application/pdf;base64,JVBERi0= type=application/pdf>",
    "refresh": f"<meta http-equiv=refresh content='0;url={OUTSIDE}'><p id=x>x",
    "refresh file": "<meta http-equiv=refresh content='0;url=file:///etc/passwd'><p id=x>x",
    "base": f"<base href={OUTSIDE} target=_blank><a id=x href=a>x</a>",
    "script": f"<p id=x>x<script>window.open('{OUTSIDE}'); location='{OUTSIDE}'; print(); alert(1)</script>",
    "handler": f"<p id=x onclick=\"window.open('{OUTSIDE}')\">x",
    "dialog": "<button id=x popovertarget=p>x</button><div id=p popover><iframe src=about:blank></iframe></div>",
    "preconnect": f"<link rel=preconnect href={OUTSIDE}><link rel=prefetch href={OUTSIDE}/a><p id=x>x",
    "speculation": f"<script type=speculationrules>{{\"prefetch\":[{{\"urls\":[\"{OUTSIDE}\"]}}]}}</script><p id=x>x",
    "draggable": "<p id=x draggable=true>x",
    "access key": f"<a id=x accesskey=q href={OUTSIDE}>x</a>",
    "details": f"<details id=x><summary>x</summary><a href={OUTSIDE}>x</a></details>",
}  # fmt: skip
POPUPS = {
    "colour field": "<input id=x type=color>",
    "list": "<select id=x><option>a<option>b</select>",
    "suggestions": "<input id=x list=l><datalist id=l><option>a<option>b</datalist>",
}
"""Elements for which the engine opens a window. No article has them; here it is the shield that sees to it."""


def use(stage: Stage, html: str) -> None:
    """Open a page, click at the element ``x`` in it and press the keys that would work on it."""
    stage.show_raw(html)
    stage.watch.requests[:] = [each for each in stage.watch.requests if each != HOSTILE]
    at = stage.spot("#x")
    stage.click(at)
    stage.settle()
    stage.click(at, Qt.MouseButton.MiddleButton)
    stage.click(at, held=Qt.KeyboardModifier.ControlModifier)
    stage.click(at, held=Qt.KeyboardModifier.ShiftModifier)
    stage.run("document.querySelector('#x').focus()")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down):
        hit(stage, key)
    hit(stage, Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)


@pytest.mark.parametrize("address", SCHEMES)
def test_no_link_wherever_it_points(patient: Stage, address: str) -> None:
    use(patient, f'{A} href="{address}">link</a>')
    assert_nobody_is_out(patient)


@pytest.mark.parametrize("how", LINKS[1:])
@pytest.mark.parametrize("address", ["https://ond.example/a", "data:text/html,x", "kb://image/tegning.svg"])
def test_no_link_whatever_it_says_of_itself(patient: Stage, address: str, how: str) -> None:
    use(patient, f"{A} {how} href='{address}'>link</a>")
    assert_nobody_is_out(patient)


@pytest.mark.parametrize("name", ELEMENTS)
def test_no_element(patient: Stage, name: str) -> None:
    use(patient, ELEMENTS[name])
    assert_nobody_is_out(patient)


def test_no_refresh_to_an_empty_page(patient: Stage) -> None:
    patient.show_raw("<meta http-equiv=refresh content='0;url=about:blank'><p id=x>x")
    patient.settle()
    patient.watch.requests.clear()
    wait_for(lambda: patient.view.url() == QUrl(str(urls.HOME)), "the start page in its place")
    assert_nobody_is_out(patient)


@pytest.mark.parametrize("name", POPUPS)
@pytest.mark.qt_log_ignore("grabbing the keyboard")  # the offscreen platform, of lists that drop down
def test_no_element_with_a_window_of_its_own(patient: Stage, name: str) -> None:
    patient.show_raw(POPUPS[name])
    patient.watch.requests.clear()
    patient.click(patient.spot("#x"))
    assert_it_was_closed(patient)


NOWHERE = ("chrome://crash", "javascript:open('/x')", "view-source:kb://page/home")
"""To these the engine goes nowhere at all, and still tells them as the address of the page."""


@pytest.mark.parametrize("address", [each for each in SCHEMES if each not in NOWHERE])
def test_no_address_that_the_page_is_sent_to(patient: Stage, address: str) -> None:
    patient.view.setUrl(QUrl(address))
    assert_nobody_is_out(patient)


SCRIPTS = ("window.open('https://ond.example')", "location = 'https://ond.example'", "print()", "alert(1)",
           "document.title = 'ude'", "navigator.clipboard.writeText('ude')")  # fmt: skip


@pytest.mark.parametrize("code", SCRIPTS)
def test_no_script_of_a_page_runs(patient: Stage, code: str) -> None:
    assert patient.run(f"{code}; 'ran'", QWebEngineScript.ScriptWorldId.MainWorld) == ""  # nothing
    assert_nobody_is_out(patient)


ACTS = (
    "ViewSource", "SavePage", "InspectElement", "OpenLinkInNewWindow", "OpenLinkInNewTab", "OpenLinkInThisWindow",
    "OpenLinkInNewBackgroundTab", "DownloadLinkToDisk", "DownloadImageToDisk", "DownloadMediaToDisk", "RequestClose",
    "ToggleMediaControls", "ExitFullScreen", "PasteAndMatchStyle", "Stop",
)  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_nothing_that_the_engine_offers_to_menus(patient: Stage, name: str) -> None:
    patient.click(patient.spot("main a"), Qt.MouseButton.RightButton)
    patient.view.page().triggerAction(getattr(QWebEnginePage.WebAction, name))
    assert_nobody_is_out(patient)


@pytest.mark.parametrize("address", ["kb://article/fod/hael", "data:text/plain,x", "https://ond.example/a.exe"])
def test_no_download(patient: Stage, address: str) -> None:
    patient.view.page().download(QUrl(address), "ude.txt")
    patient.settle()
    patient.watch.requests[:] = [each for each in patient.watch.requests if each != address]  # asked for, and blocked
    assert_nobody_is_out(patient)


# --- the window and others beside it ----------------------------------------------------------------

WINDOW: dict[str, Callable[[Stage], object]] = {
    "close": lambda stage: stage.kiosk.frame.close(),
    "close from the desktop": lambda stage: stage.window.close(),
    "quit": lambda stage: QApplication.sendEvent(stage.kiosk.frame, QEvent(QEvent.Type.Close)),
    "minimise": lambda stage: stage.kiosk.frame.showMinimized(),
    "minimise from the desktop": lambda stage: stage.window.setWindowStates(Qt.WindowState.WindowMinimized),
    "leave full screen": lambda stage: stage.kiosk.frame.showNormal(),
    "maximise": lambda stage: stage.kiosk.frame.showMaximized(),
    "hide": lambda stage: stage.kiosk.frame.hide(),
    "hide from the desktop": lambda stage: stage.window.hide(),
    "move": lambda stage: stage.window.setPosition(300, 200),
    "make small": lambda stage: stage.window.resize(200, 100),
    "move and make small": lambda stage: stage.kiosk.frame.setGeometry(400, 300, 50, 50),
    "roll up": lambda stage: stage.window.setGeometry(0, 0, 800, 1),
}


@pytest.mark.parametrize("name", WINDOW)
def test_the_frame_stays_where_it_is_or_comes_back(patient: Stage, name: str) -> None:
    WINDOW[name](patient)
    patient.settle()
    wait_for(patient.watch.covers, "covers the screen again")
    assert_nobody_is_out(patient)


def filled_menu() -> QMenu:
    menu = QMenu()
    menu.addAction("Gem som …")
    return menu


STRANGERS: dict[str, Callable[[], QWidget]] = {
    "window": QWidget,
    "dialog": QDialog,
    "file dialog": lambda: QFileDialog(options=QFileDialog.Option.DontUseNativeDialog),
    "print dialog": QPrintDialog,
    "colour dialog": lambda: QColorDialog(options=QColorDialog.ColorDialogOption.DontUseNativeDialog),
    "question": QInputDialog,
    "message": QMessageBox,
    "web view": QWebEngineView,
    "menu": filled_menu,
}


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_a_window_that_is_not_the_kiosks_goes_at_once(
    patient: Stage, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = STRANGERS[name]()
    stranger.setWindowTitle("Hemmelig overskrift")
    stranger.show()
    wait_for(lambda: not stranger.isVisible(), f"{name} is closed")
    stranger.deleteLater()
    patient.settle()
    assert type(stranger).__name__ in caplog.text
    assert "Hemmelig" not in caplog.text
    Path(os.environ["XDG_CONFIG_HOME"], "QtProject.conf").unlink(missing_ok=True)  # Qt's own, of the file dialog
    assert_it_was_closed(patient)


def test_a_dialog_that_waits_for_an_answer_goes_at_once(patient: Stage) -> None:
    assert QDialog().exec() == QDialog.DialogCode.Rejected
    assert_it_was_closed(patient)


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_a_list_that_drops_down_goes_at_once(patient: Stage) -> None:
    box = QComboBox(patient.kiosk.frame)
    box.addItems(["a", "b"])
    box.show()
    box.showPopup()
    wait_for(lambda: not box.view().isVisible(), "the list is closed")
    box.deleteLater()
    assert_it_was_closed(patient)


# --- what a patient has -----------------------------------------------------------------------------


def test_words_can_be_typed_changed_and_searched_for(patient: Stage) -> None:
    for letter, key in (("h", Qt.Key.Key_H), ("Æ", Qt.Key.Key_AE), ("@", Qt.Key.Key_At), ("x", Qt.Key.Key_X)):
        QTest.sendKeyEvent(QTest.KeyAction.Click, patient.window, key, letter, Qt.KeyboardModifier.NoModifier)
    hit(patient, Qt.Key.Key_Backspace)
    assert patient.search.text() == "hÆ@"
    hit(patient, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert patient.search.text() == "hÆ@x"


def test_links_between_articles_can_be_followed_by_key_and_finger(patient: Stage) -> None:
    patient.show_raw(f"{A} href=kb://article/fod/hael>link</a>")
    patient.click(patient.spot("#x"))
    wait_for(lambda: patient.view.title() == "Ondt under hælen", "the other article")
    hit(patient, Qt.Key.Key_Tab)
    assert_nobody_is_out(patient)


# --- an escape would be seen ------------------------------------------------------------------------


@pytest.fixture
def bare(patient: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A kiosk whose shield has been taken away, and what else lets nothing out of its pages."""
    monkeypatch.setattr(reader, "undraggable", QWebEngineScript)
    patient.kiosk.clear()
    patient.show(ARTICLE_URL)
    patient.settle()
    patient.watch.begin()
    monkeypatch.setattr(patient.kiosk.shield, "_is_patient", lambda: False)
    monkeypatch.setattr(patient.kiosk.shield, "_tell_stray", lambda: None)
    return patient


def planted(stage: Stage) -> list[str]:
    stage.settle()
    told: list[str] = stage.watch.breaches()
    return told


def test_without_the_shield_copying_is_seen(bare: Stage) -> None:
    press(bare, QKeySequence("Ctrl+C"))
    assert planted(bare) == ["the clipboard was filled"]


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_without_the_shield_a_menu_is_seen(bare: Stage) -> None:
    bare.click(bare.at_search(), Qt.MouseButton.RightButton)
    assert planted(bare) == ["another window is there", "a menu or dialog is open"]
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_a_window_that_came_and_went_is_seen(patient: Stage) -> None:
    dialog = QDialog()
    dialog.show()
    wait_for(lambda: not dialog.isVisible(), "closed")
    assert planted(patient) == ["another window has been there"]
    dialog.deleteLater()


def test_a_frame_out_of_place_is_seen(bare: Stage) -> None:
    bare.kiosk.frame.showMinimized()
    assert planted(bare) == ["the frame lets the screen be seen"]
    bare.kiosk.screens.bring_back()


def test_a_page_that_leads_out_is_seen(patient: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urls, "READABLE", (*urls.READABLE, "style"))
    patient.show("kb://style/page.css")
    assert planted(patient) == ["the page is none of ours"]


def test_a_request_is_seen(patient: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_HEADERS", {})
    patient.show_raw(f"<img src={OUTSIDE}/a.png>")
    assert planted(patient) == ["something was asked for outside"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process its children")
def test_a_program_is_seen(patient: Stage) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as started:
        assert planted(patient) == ["a program was started"]
        assert started.stdin is not None
        started.stdin.close()


def test_a_file_is_seen(patient: Stage) -> None:
    file = Path.cwd() / "ude.txt"
    file.write_text("ude")
    assert planted(patient) == ["a file was written"]
    file.unlink()


def test_another_session_and_an_end_are_seen(patient: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient.watch, "_ended", True)
    visit = patient.kiosk.visit
    patient.kiosk.visit = None
    assert patient.watch.breaches() == ["it is no patient's session", "the program has ended"]
    patient.kiosk.visit = visit


def test_without_the_shield_a_finger_that_rests_is_seen(bare: Stage) -> None:
    bare.show_raw(SELECTABLE)
    bare.watch.begin()
    rest_finger(bare, bare.spot("#x"), selects=True)
    wait_for(strangers, "the engine's offer to copy")
    assert planted(bare) == ["another window is there"]


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_without_the_shield_the_menu_of_a_page_is_seen(bare: Stage) -> None:
    bare.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    bare.click(bare.spot("main a"), Qt.MouseButton.RightButton)
    wait_for(QApplication.activePopupWidget, "the menu")
    assert planted(bare) == ["another window is there", "a menu or dialog is open"]
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


@pytest.mark.parametrize("place", ["link", "picture", "selection"])
@pytest.mark.qt_log_ignore("Unimplemented code")  # the offscreen platform, of a drag that is called off
def test_without_the_shield_a_drag_is_seen(bare: Stage, place: str) -> None:
    bare.show_raw(DRAGGABLE)
    assert drag_out(bare, place)
