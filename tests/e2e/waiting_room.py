"""Lets patients sit down at the real kiosk, driven from inside through its window; for `test_kiosk_traces`.

    python tests/e2e/waiting_room.py CONTENT DATA [MOMENT]

What is typed is read from standard input, as JSON. Prints the steps done as a JSON list. MOMENT is when the program is
killed, or what else goes wrong; with "nobody" it starts and ends.
"""

import faulthandler
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import pytest
import waiting
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QAbstractButton

from kbviewer import urls
from kbviewer.i18n import Catalogue
from kbviewer.library.pin import hash_pin
from kbviewer.library.session import OpenTab, Session, write
from kbviewer.paths import resources
from kbviewer.policy import Policy
from kbviewer.settings import Settings
from kbviewer.ui.app import log
from kbviewer.ui.kiosk import kiosk, start
from kbviewer.ui.kiosk.kiosk import Kiosk
from kbviewer.ui.kiosk.strangers import windows
from kbviewer.ui.kiosk.visit import Visit
from kbviewer.workspace import Places, Workspace

CONTENT, DATA = map(Path, sys.argv[1:3])
MOMENT = "".join(sys.argv[3:])
TYPED = json.load(sys.stdin)
LONGEST_S = 280
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier

steps: list[str] = []
wait_for = partial(waiting.wait_for, what=steps)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def done(step: str) -> None:
    """A step is done; the program ends with it when it is the moment to."""
    if step == MOMENT:
        die()
    if (step, MOMENT) == ("article", "leaking"):
        leak()
    steps.append(step)


def leak() -> None:
    """Make every mistake that the test must see."""
    word = TYPED["word"]
    log.error(f"could not open {word}")
    with tempfile.TemporaryFile() as file:
        file.write(word.encode())
    write(Session((OpenTab(urls.article("fod/tilfaeldet"), TYPED["title"]),)), DATA / "session.json")
    (DATA / f"{word}.lock").touch()
    (DATA / f"{word}.lock").unlink()
    subprocess.run(["tee", DATA / "recent.xbel"], input=word.encode(), stdout=subprocess.DEVNULL, check=True)
    Path("/dev/shm", f"kbviewer-{os.getpid()}").write_text(word, encoding="utf-8")


class WaitingRoom(Kiosk):
    """The kiosk, at which two patients sit down once it has started."""

    def start(self) -> None:
        super().start()
        QTimer.singleShot(0, self._work)

    def _work(self) -> None:
        try:
            self._wait_for_start_page()
            if MOMENT != "nobody":
                self._first_patient()
                self._second_patient()
        finally:
            sys.stdout.write(json.dumps(steps))
            self.ended.emit()

    # --- what patients do -------------------------------------------------------------------------

    def _first_patient(self) -> None:
        self._search_all_ways()
        self._read()
        self._print()
        self._try_what_is_not_for_patients()
        self._try_to_sign_in()
        self._end()

    def _second_patient(self) -> None:
        assert (self._seen.search.text(), self._seen.messages.text()) == ("", "")
        self._search(TYPED["second"])
        wait_for(self._seen.results.first)
        self._end()

    def _search_all_ways(self) -> None:
        self._search(TYPED["nowhere"])
        wait_for(lambda: self._seen.results.query() == TYPED["nowhere"])
        done("nowhere")
        self._search(TYPED["misspelt"])
        wait_for(self._seen.results.first)
        done("misspelt")
        self._search(TYPED["word"][:-3])
        done("typing")
        self._type(TYPED["word"][-3:])
        wait_for(lambda: self._seen.results.query() == TYPED["word"] and self._seen.results.first())
        done("results")
        self._key(Qt.Key.Key_Return)
        wait_for(lambda: self._seen.article is not None and self._seen.article.title == TYPED["title"])
        self._wait_for_page(TYPED["word"])
        done("article")

    def _read(self) -> None:
        self._key(Qt.Key.Key_Plus, CONTROL)
        for key in (Qt.Key.Key_A, Qt.Key.Key_C):
            self._key(key, CONTROL)
        done("copied")
        self._press("Find på siden")
        self._type(TYPED["word"])
        wait_for(lambda: "1 af 1" in self._seen.pane.find_bar.count.text())
        done("found on the page")
        if MOMENT == "renderer":
            self._break_page()

    def _break_page(self) -> None:
        """Have Chromium's process for the page crash as it would of itself."""
        crashes: list[bool] = []
        self._seen.pane.crashed.connect(lambda: crashes.append(True))
        view = self._seen.pane.findChild(QWebEngineView)
        assert view is not None
        process = view.page().renderProcessPid()
        limits = Path(f"/proc/{process}/limits").read_text(encoding="utf-8")
        assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE), limits
        os.kill(process, signal.SIGSEGV)
        wait_for(lambda: crashes)
        self._wait_for_page(TYPED["word"])
        done("came back")

    def _print(self) -> None:
        self._press("Udskriv")
        wait_for(lambda: "Sendt til printeren" in self._seen.messages.text())
        done("printed")

    def _try_what_is_not_for_patients(self) -> None:
        self._key(Qt.Key.Key_D, CONTROL)
        done("bookmark")
        refused: list[str] = []
        self._seen.pane.outside_asked.connect(refused.append)
        self._seen.pane.reader.open(f"https://eksempel.dk/{TYPED['word']}")
        wait_for(lambda: refused)
        done("link out")

    def _try_to_sign_in(self) -> None:
        self._press("Personale")
        wait_for(lambda: self.door and self.door.names)
        self._press("Luk eller indstil programmet")
        wait_for(lambda: self.door and self.door.pad)
        assert self.door and self.door.pad
        pad = self.door.pad
        wait_for(lambda: self.frame.focusWidget() is pad)
        for digit in TYPED["wrong"][:-1]:
            self._key(Qt.Key(Qt.Key.Key_0.value + int(digit)))
        self._press(TYPED["wrong"][-1])
        assert len(pad.dots.text()) == len(TYPED["wrong"])
        done("pin typed")
        self._press("Fortsæt")
        wait_for(lambda: "forkert" in pad.told.text())
        done("pin refused")
        self._press("Fortryd")
        wait_for(lambda: self.door is None)

    def _end(self) -> None:
        before = self._seen
        self._press("Afslut og ryd")
        wait_for(lambda: self.visit is not None and self.visit is not before)
        self._wait_for_start_page()
        done("ended")

    # --- how they do it ---------------------------------------------------------------------------

    @property
    def _seen(self) -> Visit:
        assert self.visit is not None
        return self.visit

    @property
    def _window(self) -> QWindow:
        number = self.frame.effectiveWinId()
        return next(window for window in windows() if window.winId() == number)

    def _wait_for_start_page(self) -> None:
        self._wait_for_page("Fod og ankel")

    def _wait_for_page(self, about: str) -> None:
        heard: list[str] = []

        def is_there() -> bool:
            self._seen.pane.reader.text.read(heard.extend)
            return any(about in block for block in heard)

        wait_for(is_there)

    def _search(self, text: str) -> None:
        self._seen.search.setFocus()
        self._key(Qt.Key.Key_End)
        self._key(Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
        self._type(text)

    def _type(self, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(self._window, QKeyEvent(kind, Qt.Key.Key_unknown, NONE, letter))

    def _key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self._window, key, keys)

    def _press(self, name: str) -> None:
        """Click a button by what stands on it, as soon as it is where it can be clicked."""

        def found() -> QAbstractButton | None:
            buttons = self.frame.findChildren(QAbstractButton)
            shown = [one for one in buttons if one.isVisible() and name in (one.text(), one.accessibleName())]
            return next((one for one in shown if one.isEnabled() and self._is_on_top(one)), None)

        wait_for(found)
        button = found()
        assert button is not None
        QTest.mouseClick(self._window, Qt.MouseButton.LeftButton, NONE, self._centre(button))

    def _is_on_top(self, button: QAbstractButton) -> bool:
        return self.frame.childAt(self._centre(button)) is button

    def _centre(self, button: QAbstractButton) -> QPoint:
        return button.mapTo(self.frame, button.rect().center())


class Doomed(Visit):
    """A session at whose end the program is killed, the web view just gone."""

    def end(self) -> None:
        super().end()
        die()


def main() -> int:
    faulthandler.dump_traceback_later(LONGEST_S, exit=True)
    patch = pytest.MonkeyPatch()
    patch.setattr(start, "Kiosk", WaitingRoom)
    if MOMENT == "resetting":
        patch.setattr(kiosk, "Visit", Doomed)
    words = Catalogue.load("da", resources())
    settings = Settings(DATA / "settings.json")
    policy = Policy(kiosk=True, exit_pin=hash_pin(TYPED["pin"]), pages_a_day=50, printer="modtagelse")
    places = Places((CONTENT,), DATA, resources())
    return start.run_kiosk(lambda words: Workspace(places, words), settings, words, policy)


if __name__ == "__main__":
    sys.exit(main())
