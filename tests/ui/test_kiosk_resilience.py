"""Whatever goes wrong, a kiosk comes back to its start page by itself, and says so in plain words without a path."""

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from kbviewer import urls
from kbviewer.errors import StorageError
from kbviewer.policy import Policy
from kbviewer.ui import printers
from kbviewer.ui.kiosk.kiosk import ANEW_EVERY_S, Kiosk
from kbviewer.ui.kiosk.staff_door import Admitted
from kbviewer.ui.kiosk.start import begin_anew_after_bugs
from kbviewer.ui.kiosk.visit import Visit
from tests.ui.conftest import PATIENCE, Clock, OpenKiosk

HEEL = urls.article("fod/hael")
AWAY = "Artiklerne kan ikke hentes lige nu. Spørg personalet."
NONE = "Her er ingen artikler lige nu. Spørg personalet."


@pytest.fixture
def kiosk(open_kiosk: OpenKiosk) -> Kiosk:
    return open_kiosk(Policy(kiosk=True))


def here(kiosk: Kiosk) -> Visit:
    assert kiosk.visit is not None
    return kiosk.visit


def renderer(kiosk: Kiosk) -> int:
    view = kiosk.frame.findChild(QWebEngineView)
    assert view is not None
    return int(view.page().renderProcessPid())


def read(qtbot: QtBot, kiosk: Kiosk) -> None:
    with qtbot.waitSignal(here(kiosk).pane.loaded, timeout=PATIENCE):
        here(kiosk).open(HEEL)


def wait_for_start_page(qtbot: QtBot, kiosk: Kiosk) -> None:
    with qtbot.waitSignal(here(kiosk).pane.loaded, timeout=PATIENCE):
        pass
    assert here(kiosk).pane.reader.address() == urls.HOME


# --- the process of the page ----------------------------------------------------------------------


def test_a_page_whose_process_dies_comes_back(qtbot: QtBot, kiosk: Kiosk) -> None:
    read(qtbot, kiosk)
    with qtbot.waitSignal(here(kiosk).pane.crashed, timeout=PATIENCE):
        os.kill(renderer(kiosk), signal.SIGTERM)
    with qtbot.waitSignal(here(kiosk).pane.loaded, timeout=PATIENCE):
        pass
    assert here(kiosk).pane.reader.address() == urls.parse(HEEL)


def test_a_start_page_that_crashes_twice_is_told_of_and_an_article_is_not(qtbot: QtBot, kiosk: Kiosk) -> None:
    lost: list[str] = []
    kiosk.page_lost.connect(lambda: lost.append("start page"))
    read(qtbot, kiosk)
    crash_twice(qtbot, kiosk)
    assert lost == []
    kiosk.clear()
    wait_for_start_page(qtbot, kiosk)
    crash_twice(qtbot, kiosk)
    assert lost == ["start page"]


def crash_twice(qtbot: QtBot, kiosk: Kiosk) -> None:
    with qtbot.waitSignal(here(kiosk).pane.loaded, timeout=PATIENCE):
        os.kill(renderer(kiosk), signal.SIGTERM)
    with qtbot.waitSignal(here(kiosk).pane.stopped, timeout=PATIENCE):
        os.kill(renderer(kiosk), signal.SIGTERM)


def test_a_session_may_end_in_the_middle_of_a_crash(qtbot: QtBot, kiosk: Kiosk) -> None:
    read(qtbot, kiosk)
    view = kiosk.frame.findChild(QWebEngineView)
    assert view is not None
    first = here(kiosk)
    steps: list[str] = []

    def tear_down() -> None:
        first.pane.tear_down()  # the first thing that an end does; the reader is about to load the page again
        QTimer.singleShot(0, kiosk, end)

    def end() -> None:
        kiosk.clear()
        steps.append("ended")

    view.page().renderProcessTerminated.connect(lambda *_how: tear_down(), Qt.ConnectionType.QueuedConnection)
    os.kill(renderer(kiosk), signal.SIGTERM)
    qtbot.waitUntil(lambda: bool(steps), timeout=PATIENCE)
    wait_for_start_page(qtbot, kiosk)
    assert here(kiosk) is not first


@pytest.mark.skipif(sys.platform == "win32", reason="no signal stops a process there")
def test_a_page_that_hangs_is_not_waited_for(qtbot: QtBot, kiosk: Kiosk) -> None:
    read(qtbot, kiosk)
    hung = renderer(kiosk)
    os.kill(hung, signal.SIGSTOP)
    kiosk.clear()
    wait_for_start_page(qtbot, kiosk)
    assert renderer(kiosk) != hung
    qtbot.waitUntil(lambda: not is_there(hung), timeout=PATIENCE)


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


# --- articles and index ---------------------------------------------------------------------------


def test_articles_that_are_away_are_told_of_and_their_return_shows_the_page_again(
    qtbot: QtBot, kiosk: Kiosk, content: Path
) -> None:
    read(qtbot, kiosk)
    away = content.with_name("væk")
    content.rename(away)
    with qtbot.waitSignal(kiosk.keeper.failed, timeout=PATIENCE):
        kiosk.keeper.look()
    assert here(kiosk).messages.text() == AWAY
    kiosk.clear()
    wait_for_start_page(qtbot, kiosk)
    assert here(kiosk).messages.text() == AWAY
    away.rename(content)
    with qtbot.waitSignals([kiosk.keeper.finished, here(kiosk).pane.loaded], timeout=PATIENCE):
        kiosk.keeper.look()
    assert here(kiosk).messages.text() == ""
    read(qtbot, kiosk)


def test_a_kiosk_that_starts_without_its_articles_shows_them_once_they_are_there(
    qtbot: QtBot, open_kiosk: OpenKiosk, content: Path, tmp_path: Path
) -> None:
    kiosk = open_kiosk(Policy(kiosk=True))
    kiosk.stop()
    shutil.rmtree(tmp_path / "data")
    away = content.with_name("væk")
    content.rename(away)
    again = Kiosk(kiosk.around, kiosk.workspace.words)
    with qtbot.waitSignal(again.keeper.failed, timeout=PATIENCE):
        again.start()
    assert here(again).messages.text() == AWAY
    page = here(again).findChild(QWebEngineView)
    assert isinstance(page, QWebEngineView)
    texts: list[str] = []

    def says_the_same() -> bool:
        page.page().toPlainText(texts.append)
        return any(NONE in text for text in texts)

    qtbot.waitUntil(says_the_same, timeout=PATIENCE)
    here(again).search.setText("hæl")
    qtbot.waitUntil(lambda: here(again).results.hint.text() == NONE, timeout=PATIENCE)
    away.rename(content)
    with qtbot.waitSignal(again.keeper.finished, timeout=PATIENCE):
        again.keeper.look()
    qtbot.waitUntil(lambda: here(again).messages.text() == "", timeout=PATIENCE)
    qtbot.waitUntil(lambda: here(again).results.first() is not None, timeout=PATIENCE)
    again.stop()


def test_a_full_disk_is_no_matter_to_a_patient_as_long_as_there_is_an_index(
    qtbot: QtBot, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_how: object) -> None:
        raise StorageError("index_not_writable", path="/var/lib/kbviewer")

    monkeypatch.setattr(kiosk.keeper, "_update", full)
    with qtbot.waitSignal(kiosk.keeper.failed, timeout=PATIENCE):
        kiosk.keeper.look()
    assert here(kiosk).messages.text() == ""
    here(kiosk).search.setText("hæl")
    qtbot.waitUntil(lambda: here(kiosk).results.first() is not None, timeout=PATIENCE)


def test_an_index_that_somebody_destroys_is_made_again(qtbot: QtBot, kiosk: Kiosk, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "data" / "index")
    with qtbot.waitSignal(kiosk.keeper.finished, timeout=PATIENCE):
        kiosk.keeper.look()
    here(kiosk).search.setText("knæ")
    qtbot.waitUntil(lambda: here(kiosk).results.first() is not None, timeout=PATIENCE)
    assert here(kiosk).messages.text() == ""


# --- printer --------------------------------------------------------------------------------------


@pytest.mark.skipif(not printers.takes_pdf(), reason="printers of CUPS")
def test_a_printer_that_is_gone_is_told_of_in_one_plain_sentence(
    qtbot: QtBot, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printers, "send", _gone)
    printing = kiosk.printing(here(kiosk).words)
    with qtbot.waitSignal(printing.told, timeout=PATIENCE) as told:
        printing.print_now(b"%PDF-", "")
    assert told.args == ["Der kan ikke udskrives lige nu. Spørg i receptionen.", "", None]


@pytest.mark.skipif(not printers.takes_pdf(), reason="printers of CUPS")
def test_the_next_patient_hears_nothing_of_the_last_ones_paper(
    qtbot: QtBot, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    goes_on, sent, told = Event(), Event(), list[object]()

    def slow(*_asked: object) -> str:
        goes_on.wait(PATIENCE / 1000)
        sent.set()
        return "Stue 1"

    monkeypatch.setattr(printers, "send", slow)
    printing = kiosk.printing(here(kiosk).words)
    printing.told.connect(lambda *news: told.append(news))
    printing.print_now(b"%PDF-", "")
    kiosk.clear()
    with qtbot.waitSignal(printing.ended, timeout=PATIENCE):
        goes_on.set()
    assert sent.is_set()
    assert told == []


def _gone(*_asked: object) -> str:
    raise StorageError("printer_gone", printer="Stue 1")


# --- bugs -----------------------------------------------------------------------------------------


def test_a_bug_gives_a_patient_a_fresh_session_and_a_plain_sentence_but_not_without_end(
    qtbot: QtBot, kiosk: Kiosk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: logged.append(kind))
    begin_anew_after_bugs(kiosk)
    first = here(kiosk)
    first.search.setText("hæl")
    fail(ZeroDivisionError("hæl"))
    qtbot.waitUntil(lambda: kiosk.visit is not first, timeout=PATIENCE)
    wait_for_start_page(qtbot, kiosk)
    second = here(kiosk)
    assert second.search.text() == ""
    assert second.messages.text() == "Noget gik galt, så vi er begyndt forfra. Sker det igen, så spørg personalet."
    fail(ZeroDivisionError("hæl"))
    QTimer.singleShot(0, kiosk, lambda: fail(KeyError()))
    qtbot.waitUntil(lambda: len(logged) == 3, timeout=PATIENCE)
    assert kiosk.visit is second
    clock.now += ANEW_EVERY_S
    fail(ZeroDivisionError("hæl"))
    qtbot.waitUntil(lambda: kiosk.visit is not second, timeout=PATIENCE)


def fail(error: Exception) -> None:
    """As PySide tells of an error in a slot."""
    sys.excepthook(type(error), error, None)


def test_a_session_of_staff_that_cannot_begin_gives_the_screen_back(
    qtbot: QtBot, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: logged.append(kind))
    begin_anew_after_bugs(kiosk)
    monkeypatch.setattr("kbviewer.ui.kiosk.kiosk.Staff", broken)
    QTimer.singleShot(0, kiosk, lambda: kiosk._seat_staff(Admitted()))
    qtbot.waitUntil(lambda: bool(logged), timeout=PATIENCE)
    qtbot.waitUntil(lambda: kiosk.visit is not None and kiosk.visit.isVisible(), timeout=PATIENCE)
    wait_for_start_page(qtbot, kiosk)
    assert logged == [ZeroDivisionError]


def test_a_session_that_cannot_begin_is_begun_again_and_again(
    qtbot: QtBot, kiosk: Kiosk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: logged.append(kind))
    monkeypatch.setattr("kbviewer.ui.kiosk.kiosk.ANEW_EVERY_S", 0.01)
    begin_anew_after_bugs(kiosk)
    with monkeypatch.context() as patch:
        patch.setattr("kbviewer.ui.kiosk.kiosk.Visit", broken)
        QTimer.singleShot(0, kiosk, kiosk.clear)
        qtbot.waitUntil(lambda: len(logged) == 2, timeout=PATIENCE)
        assert kiosk.visit is None
    clock.now += 1
    qtbot.waitUntil(lambda: kiosk.visit is not None, timeout=PATIENCE)
    wait_for_start_page(qtbot, kiosk)


def broken(*_given: object, **_named: object) -> None:
    raise ZeroDivisionError
