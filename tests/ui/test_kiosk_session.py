"""A session at the kiosk ends when nobody is there, and leaves nothing to whoever comes next."""

import ctypes
import gc
import re
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kbviewer import urls
from kbviewer.policy import Policy
from kbviewer.ui.kiosk.clearing import forget
from kbviewer.ui.kiosk.countdown import Countdown
from kbviewer.ui.kiosk.idle import Idle
from kbviewer.ui.kiosk.kiosk import Kiosk
from kbviewer.ui.kiosk.visit import Visit
from kbviewer.ui.reader import Reader
from kbviewer.ui.web import Profile
from tests.ui.conftest import PATIENCE, Clock, OpenKiosk
from tests.ui.kiosk_watch import window_of

HEEL = urls.article("fod/hael")
MINUTES = 3
LIMIT = MINUTES * 60


@pytest.fixture
def kiosk(open_kiosk: OpenKiosk) -> Kiosk:
    return open_kiosk(Policy(kiosk=True, idle_minutes=MINUTES))


def here(kiosk: Kiosk) -> Visit:
    assert kiosk.visit is not None
    return kiosk.visit


def read(qtbot: QtBot, kiosk: Kiosk) -> None:
    """Search, and open what was found."""
    visit = here(kiosk)
    visit.search.setText("hæl")
    qtbot.waitUntil(lambda: visit.results.first() is not None, timeout=PATIENCE)
    with qtbot.waitSignal(visit.pane.loaded, timeout=PATIENCE):
        visit.open(HEEL)


def touch(kiosk: Kiosk) -> None:
    click(kiosk.frame)


def click(window: QWidget) -> None:
    """Where there is nothing to click."""
    QTest.mouseClick(window_of(window), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(1, 1))


def pass_time(kiosk: Kiosk, clock: Clock, seconds: float) -> None:
    """Let time pass, with a look every second."""
    end = clock.now + seconds
    while clock.now < end:
        clock.now = min(end, clock.now + 1)
        kiosk.idle.look()


def warned(kiosk: Kiosk) -> Countdown:
    assert kiosk.asking.countdown is not None
    return kiosk.asking.countdown


# --- idle -----------------------------------------------------------------------------------------


def test_nobody_is_warned_before_half_a_minute_is_left_and_everybody_then(kiosk: Kiosk, clock: Clock) -> None:
    touch(kiosk)
    pass_time(kiosk, clock, LIMIT - 30.25)
    assert kiosk.asking.countdown is None
    pass_time(kiosk, clock, 0.25)
    assert warned(kiosk).isVisible()
    assert "30" in texts(warned(kiosk))


def test_the_session_ends_at_the_second_and_not_before(kiosk: Kiosk, clock: Clock) -> None:
    first = here(kiosk)
    touch(kiosk)
    pass_time(kiosk, clock, LIMIT - 0.25)
    assert here(kiosk) is first
    assert "1" in texts(warned(kiosk))
    pass_time(kiosk, clock, 0.25)
    assert here(kiosk) is not first
    assert kiosk.asking.countdown is None


def test_a_start_page_that_nobody_touches_stays_as_it_is(kiosk: Kiosk, clock: Clock) -> None:
    first = here(kiosk)
    pass_time(kiosk, clock, 10 * LIMIT)
    assert here(kiosk) is first
    assert kiosk.asking.countdown is None


def test_whoever_has_asked_for_another_language_is_warned_in_it_and_the_next_patient_has_the_first(
    qtbot: QtBot, kiosk: Kiosk, clock: Clock
) -> None:
    button(here(kiosk), "English").click()
    qtbot.waitUntil(lambda: here(kiosk).words.language == "en", timeout=PATIENCE)
    pass_time(kiosk, clock, LIMIT - 20)
    assert "Are you still there?" in texts(warned(kiosk))
    pass_time(kiosk, clock, 20)
    assert here(kiosk).words.language == "da"


def test_a_key_a_wheel_and_a_finger_count_as_somebody_who_is_there(qtbot: QtBot, kiosk: Kiosk, clock: Clock) -> None:
    window, finger = window_of(kiosk.frame), QTest.createTouchDevice()
    first = here(kiosk)
    touch(kiosk)
    for act in (
        lambda: QTest.keyClick(window, Qt.Key.Key_Down),
        lambda: QTest.wheelEvent(window, QPoint(9, 9), QPoint(0, -120)),
        lambda: QTest.touchEvent(window, finger).press(0, QPoint(1, 1), window).commit(),
    ):
        pass_time(kiosk, clock, LIMIT - 40)
        act()
    pass_time(kiosk, clock, LIMIT - 40)
    assert here(kiosk) is first and kiosk.asking.countdown is None


def test_a_stray_touch_does_not_go_on_but_the_button_does(kiosk: Kiosk, clock: Clock) -> None:
    first = here(kiosk)
    touch(kiosk)
    pass_time(kiosk, clock, LIMIT - 20)
    click(warned(kiosk))
    touch(kiosk)
    warned(kiosk).close()
    assert warned(kiosk).isVisible()
    pass_time(kiosk, clock, 10)
    assert "10" in texts(warned(kiosk))
    warned(kiosk).stay.click()
    assert kiosk.asking.countdown is None
    pass_time(kiosk, clock, LIMIT - 31)
    assert kiosk.asking.countdown is None
    assert here(kiosk) is first


def test_enter_goes_on(kiosk: Kiosk, clock: Clock) -> None:
    touch(kiosk)
    pass_time(kiosk, clock, LIMIT - 20)
    assert warned(kiosk).stay.hasFocus() or warned(kiosk).focusWidget() is warned(kiosk).stay
    QTest.keyClick(warned(kiosk).stay, Qt.Key.Key_Return)
    assert kiosk.asking.countdown is None


def test_whoever_is_warned_can_end_at_once(qtbot: QtBot, kiosk: Kiosk, clock: Clock) -> None:
    first = here(kiosk)
    touch(kiosk)
    pass_time(kiosk, clock, LIMIT - 20)
    warned(kiosk).end.click()
    qtbot.waitUntil(lambda: here(kiosk) is not first, timeout=PATIENCE)
    assert kiosk.asking.countdown is None


def test_the_countdown_stands_before_a_dialog_and_an_open_menu_and_both_go_with_the_session(
    qtbot: QtBot, kiosk: Kiosk, clock: Clock
) -> None:
    touch(kiosk)
    dialog = QDialog(kiosk.frame, modal=True)
    dialog.open()
    menu = QMenu(dialog)
    menu.addAction("Kopiér")
    menu.popup(QPoint(10, 10))
    pass_time(kiosk, clock, LIMIT - 20)
    assert QApplication.activeModalWidget() is warned(kiosk)
    assert QApplication.activePopupWidget() is None
    pass_time(kiosk, clock, 20)
    assert shown_windows() == [kiosk.frame]


def test_after_sleep_there_is_a_fresh_start_page(qtbot: QtBot, kiosk: Kiosk, clock: Clock) -> None:
    read(qtbot, kiosk)
    first = here(kiosk)
    touch(kiosk)
    clock.now += 25  # less than the person had left, more than a computer that is awake
    kiosk.idle.look()
    assert here(kiosk) is not first
    assert here(kiosk).search.text() == ""


def test_a_window_that_had_to_be_made_anew_is_watched_as_the_first_was(kiosk: Kiosk, clock: Clock) -> None:
    before = kiosk.frame.effectiveWinId()
    kiosk.frame.destroy()
    kiosk.frame.create()
    kiosk.frame.show()
    assert kiosk.frame.effectiveWinId() != before
    touch(kiosk)
    pass_time(kiosk, clock, LIMIT - 30)
    assert warned(kiosk).isVisible()


def test_the_real_clock_warns_and_ends(qtbot: QtBot) -> None:
    idle = Idle(2 / 60, warning_s=1)
    seen: list[str] = []
    idle.warned.connect(lambda _left: seen.append("warned"))
    idle.ended.connect(lambda: seen.append("ended"))
    with qtbot.waitSignal(idle.ended, timeout=PATIENCE):
        idle.begin()
        idle.touch()
    idle.stop()
    assert seen[0] == "warned"
    assert seen[-1] == "ended"


# --- what is left ---------------------------------------------------------------------------------


def test_the_button_gives_the_next_patient_a_start_page_without_anything_of_the_last(
    qtbot: QtBot, kiosk: Kiosk
) -> None:
    read(qtbot, kiosk)
    first = here(kiosk)
    first.appearance.step_text_size(3)
    first.pane.find_bar.begin()
    first.pane.find_bar.field.setText("foden")
    first.messages.tell("Noget om den forrige")
    size = here(kiosk).appearance.text_size
    button(first, "Afslut og ryd").click()
    qtbot.waitUntil(lambda: here(kiosk) is not first, timeout=PATIENCE)
    fresh = here(kiosk)
    with qtbot.waitSignal(fresh.pane.loaded, timeout=PATIENCE):
        pass
    assert fresh.pane.reader.address() == urls.HOME
    assert fresh.pane.reader.can_go() == (False, False)
    assert fresh.search.text() == ""
    assert not fresh.search.isUndoAvailable()
    assert fresh.appearance.text_size < size
    assert fresh.messages.text() == ""
    assert fresh.pane.find_bar.field.text() == ""
    assert not fresh.pane.find_bar.isVisible()
    assert fresh.isVisible()
    assert first not in kiosk.frame.findChildren(Visit)


def test_what_was_copied_held_and_opened_is_let_go_of(kiosk: Kiosk) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("Ondt under hælen")
    QApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
    here(kiosk).search.grabMouse()
    asks = Stubborn(kiosk.frame)
    asks.open()
    kiosk.clear()
    assert clipboard.text() == ""
    assert QApplication.overrideCursor() is None
    assert QWidget.mouseGrabber() is None
    assert shown_windows() == [kiosk.frame]


def test_twelve_visits_leave_no_view_profile_thread_or_object_behind(qtbot: QtBot, kiosk: Kiosk) -> None:
    gone: list[weakref.ref[object]] = []
    threads = threading.active_count()
    for _number in range(12):
        read(qtbot, kiosk)
        visit = here(kiosk)
        gone += [weakref.ref(visit), weakref.ref(visit.pane.reader), weakref.ref(visit.searching.lane)]
        gone += [weakref.ref(one) for one in visit.pane.findChildren(Profile)]
        del visit
        kiosk.clear()
        with qtbot.waitSignal(here(kiosk).pane.loaded, timeout=PATIENCE):
            pass
    assert len(gone) >= 12 * 4
    qtbot.waitUntil(lambda: not alive(gone), timeout=PATIENCE)
    assert len(kiosk.frame.findChildren(Visit)) == 1
    assert len(kiosk.frame.findChildren(Reader)) == 1
    assert threading.active_count() <= threads + 1  # the search of the last


def test_what_a_session_leaves_in_memory_is_freed_by_the_kiosk(
    qtbot: QtBot, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kbviewer.ui.kiosk.kiosk.FORGET_AFTER_MS", 0)
    read(qtbot, kiosk)
    gone = weakref.ref(here(kiosk))
    gc.disable()
    try:
        kiosk.clear()
        qtbot.waitUntil(lambda: gone() is None, timeout=PATIENCE)
    finally:
        gc.enable()


def held_mib() -> float:
    found = re.search(r"^RssAnon:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return int(found[1]) / 1024


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="other systems do so by themselves"
)
def test_what_was_freed_is_given_back_to_the_system() -> None:
    memory = ctypes.CDLL(None)
    memory.malloc.restype = ctypes.c_void_p
    blocks = [memory.malloc(1000) for _block in range(50_000)]
    for block in blocks:
        ctypes.memset(block, 1, 1000)
    for block in blocks[:-1]:  # the last one holds on to what is below it
        memory.free(ctypes.c_void_p(block))
    before = held_mib()
    forget()
    assert before - held_mib() > 20
    memory.free(ctypes.c_void_p(blocks[-1]))


def test_a_session_that_cannot_end_in_order_gives_the_screen_back_all_the_same(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = here(kiosk)
    monkeypatch.setattr(first.searching, "stop", raising(OSError("disk")))
    with pytest.raises(OSError, match="disk"):
        kiosk.clear()
    assert here(kiosk) is not first
    assert here(kiosk).isVisible()
    assert not first.isVisible()


def test_a_session_that_cannot_begin_opens_nothing_and_is_begun_again(
    qtbot: QtBot, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(OSError, match="disk"):
        patch.setattr("kbviewer.ui.kiosk.kiosk.Visit", raising(OSError("disk")))
        kiosk.clear()
    dialog = QDialog()
    dialog.show()
    qtbot.waitUntil(lambda: shown_windows() == [kiosk.frame], timeout=PATIENCE)
    kiosk.begin_anew()
    assert here(kiosk).isVisible()


class Stubborn(QDialog):
    """Does not want to close."""

    def closeEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]


def raising(error: Exception) -> Callable[..., None]:
    def fail(*_how: object, **_more: object) -> None:
        raise error

    return fail


def alive(references: list["weakref.ref[object]"]) -> list[object]:
    gc.collect()
    return [one for reference in references if (one := reference()) is not None]


def shown_windows() -> list[object]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def texts(countdown: Countdown) -> set[str]:
    return {label.text() for label in countdown.findChildren(QLabel)}


def button(visit: Visit, text: str) -> QPushButton:
    return next(one for one in visit.findChildren(QPushButton) if one.text() == text)
