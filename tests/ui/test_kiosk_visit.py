"""What a patient sees and does at the shared PC: large, calm, one page at a time, and gone afterwards."""

import json
import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QScroller, QWidget
from pytestqt.qtbot import QtBot

from kbviewer import urls
from kbviewer.errors import StorageError
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.policy import Policy
from kbviewer.settings import Settings
from kbviewer.ui.kiosk.kiosk import Kiosk
from kbviewer.ui.kiosk.visit import Visit
from tests.ui.conftest import PATIENCE, OpenKiosk
from tests.ui.kiosk_watch import window_of
from tests.ui.test_page import asked
from tests.ui.test_printing import Cups

FINGER = 48
SMALLEST_TEXT = 18
LEFT = Qt.MouseButton.LeftButton

PLAIN = Policy(kiosk=True)


def visit_of(kiosk: Kiosk) -> Visit:
    assert kiosk.visit is not None
    return kiosk.visit


def view_of(visit: Visit) -> QWebEngineView:
    view = visit.pane.reader.findChild(QWebEngineView)
    assert isinstance(view, QWebEngineView)
    return view


def waited(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=PATIENCE)


def read(qtbot: QtBot, visit: Visit, article: str = "fod/hael") -> None:
    """Open an article and wait until it is there."""
    with qtbot.waitSignal(visit.pane.loaded, timeout=PATIENCE):
        visit.open(urls.article(article))


def key(visit: Visit, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key, wherever the focus is."""
    QTest.keyClick(window_of(visit), key, modifier)


def searched(qtbot: QtBot, visit: Visit, text: str) -> None:
    """Type a search and wait for its results."""
    for letter in text:
        qtbot.keyClicks(visit.window().focusWidget(), letter)  # it may move with each letter
    assert visit.search.text() == text
    waited(qtbot, lambda: visit.results.query() == text)


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, LEFT)


# --- the beginning ----------------------------------------------------------------------------------


def test_a_visit_begins_at_the_start_page_with_the_search_field_ready(open_kiosk: OpenKiosk) -> None:
    visit = visit_of(open_kiosk(PLAIN))
    assert str(visit.pane.reader.address()) == str(urls.HOME)
    assert visit.focusWidget() is visit.search
    assert visit.pane.isVisible() and not visit.results.isVisible() and not visit.keyboard.isVisible()
    assert not visit.page_bar.back.isEnabled() and not visit.page_bar.print.isEnabled()


def test_the_start_page_needs_no_scrolling_for_body_and_topics(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk(PLAIN)
    view = view_of(visit_of(kiosk))
    parts = "[...document.querySelectorAll('.body, .start .tiles a')]"
    bottom = f"Math.max(...{parts}.map(part => part.getBoundingClientRect().bottom))"
    for width, height in ((1280, 800), (1920, 1080)):
        resized(kiosk, width, height)
        fits = f"innerWidth === {width} && {bottom} <= innerHeight"  # the page hears of each step of the layout
        waited(qtbot, partial(holds, qtbot, view, fits))


def holds(qtbot: QtBot, view: QWebEngineView, script: str) -> bool:
    return asked(qtbot, view, script) is True


def test_pages_are_larger_than_in_the_window_and_nothing_can_be_selected_or_dragged(
    qtbot: QtBot, open_kiosk: OpenKiosk
) -> None:
    visit = visit_of(open_kiosk(PLAIN))
    read(qtbot, visit)
    view = view_of(visit)
    style = "(s => [s.fontSize, s.userSelect])(getComputedStyle(document.documentElement))"
    assert asked(qtbot, view, style) == ["20px", "none"]
    drag = "getComputedStyle(document.querySelector('main a')).webkitUserDrag"
    assert asked(qtbot, view, drag) == "none"


def resized(kiosk: Kiosk, width: int, height: int) -> None:
    """Give the kiosk the size of another screen, and keep it from filling its own again."""
    kiosk.shield.stop()
    kiosk.frame.resize(width, height)


def targets(visit: Visit) -> Sequence[QWidget]:
    return [part for kind in (QPushButton, QLineEdit) for part in visit.findChildren(kind) if part.isVisible()]


def test_every_target_is_large_enough_for_a_finger_and_has_a_spoken_name(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk(Policy(kiosk=True, start="fod/hael"))
    visit = visit_of(kiosk)
    resized(kiosk, 1280, 800)
    read(qtbot, visit)
    press(visit.page_bar.find_in_page)
    QTest.mouseClick(visit.pane.find_bar.field, LEFT)
    visit.messages.tell("Prøve")
    waited(qtbot, lambda: len(targets(visit)) > 45)
    small = {part.accessibleName(): (part.width(), part.height()) for part in targets(visit)}
    assert {name: size for name, size in small.items() if min(size) < FINGER} == {}
    letters = {part.accessibleName(): part.fontInfo().pixelSize() for part in targets(visit)}
    assert "" not in letters
    assert {name: size for name, size in letters.items() if size < SMALLEST_TEXT} == {}
    assert kiosk.frame.height() == 800  # find bar, message and keyboard together make no window higher than its screen


# --- searching --------------------------------------------------------------------------------------


def test_results_stand_in_place_of_the_page_and_escape_brings_it_back(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    visit = visit_of(open_kiosk(PLAIN))
    searched(qtbot, visit, "knæet")
    assert visit.results.isVisible() and not visit.pane.isVisible()
    assert visit.results.view.width() > visit.width() * 0.9
    assert not visit.page_bar.find_in_page.isEnabled()
    key(visit, Qt.Key.Key_Down)
    assert visit.focusWidget() is visit.results.view
    key(visit, Qt.Key.Key_Escape)
    assert visit.pane.isVisible() and not visit.results.isVisible()
    assert visit.search.text() == ""
    assert str(visit.pane.reader.address()) == str(urls.HOME)


def test_a_line_of_a_result_is_never_too_long_to_read(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk(Policy(kiosk=True))
    resized(kiosk, 1920, 1080)
    visit = visit_of(kiosk)
    searched(qtbot, visit, "hæl")
    view = visit.results.view
    font = QFont(view.font())
    font.setPixelSize(18)
    assert view.viewport().width() / QFontMetricsF(font).averageCharWidth() < 95  # letters
    assert abs(view.mapTo(visit, view.rect().center()).x() - visit.width() / 2) < 24


def test_the_way_back_from_a_hit_goes_through_the_results(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    visit = visit_of(open_kiosk(PLAIN))
    searched(qtbot, visit, "hælen")
    with qtbot.waitSignal(visit.pane.loaded, timeout=PATIENCE):
        key(visit, Qt.Key.Key_Return)
    assert visit.article is not None and visit.article.id == "fod/hael" and visit.pane.isVisible()
    press(visit.page_bar.back)
    assert visit.results.isVisible() and visit.search.text() == "hælen"
    press(visit.page_bar.back)
    assert visit.pane.isVisible() and visit.search.text() == ""
    waited(qtbot, lambda: str(visit.pane.reader.address()) == str(urls.HOME))


def is_moving(surface: QWidget) -> bool:
    return QScroller.scroller(surface).state() != QScroller.State.Inactive


def test_a_tap_on_a_hit_opens_it_and_a_swipe_moves_the_list(qtbot: QtBot, open_kiosk: OpenKiosk, content: Path) -> None:
    for number in range(20):
        (content / f"ankel{number}.md").write_text(f"---\ntitle: Ankel {number}\n---\nOm anklen.", encoding="utf-8")
    visit = visit_of(open_kiosk(PLAIN))
    searched(qtbot, visit, "anklen")
    surface, bar = visit.results.view.viewport(), visit.results.view.verticalScrollBar()
    waited(qtbot, lambda: bar.maximum() > 100)
    QTest.mousePress(surface, LEFT, pos=QPoint(200, 200))
    for y in range(190, 40, -15):
        QTest.mouseMove(surface, QPoint(200, y))
    waited(qtbot, lambda: bar.value() > 0)
    QTest.mouseRelease(surface, LEFT, pos=QPoint(200, 40))
    assert visit.results.isVisible() and visit.article is None
    waited(qtbot, lambda: not is_moving(surface))
    with qtbot.waitSignal(visit.pane.loaded, timeout=PATIENCE):
        QTest.mouseClick(surface, LEFT, pos=QPoint(200, 60))
    assert visit.article is not None and visit.article.title.startswith("Ankel")


def test_a_whole_visit_by_touch_alone(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    kiosk, finger = open_kiosk(PLAIN), QTest.createTouchDevice()
    visit, window = visit_of(kiosk), window_of(kiosk.frame)

    def tap(part: QWidget, point: QPoint) -> None:
        place = part.mapTo(kiosk.frame, point)
        QTest.touchEvent(window, finger).press(0, place, window)
        QTest.touchEvent(window, finger).release(0, place, window)

    def press_key(name: str) -> None:
        tap(visit.keyboard.key(name), visit.keyboard.key(name).rect().center())

    tap(visit.search, visit.search.rect().center())
    waited(qtbot, lambda: visit.keyboard.isVisible() and visit.keyboard.key("a").width() > FINGER)
    for letter in "knæet":
        press_key(letter)
    waited(qtbot, lambda: visit.results.query() == "knæet")
    press_key("Søg")
    surface = visit.results.view.viewport()
    waited(qtbot, lambda: visit.keyboard.isHidden() and visit.results.isVisible())
    with qtbot.waitSignal(visit.pane.loaded, timeout=PATIENCE):
        tap(surface, QPoint(200, 60))
    assert visit.article is not None and visit.article.id == "knae/knae"
    tap(visit.bar.end, visit.bar.end.rect().center())
    waited(qtbot, lambda: kiosk.visit is not None and kiosk.visit is not visit)


def test_a_slip_of_the_keyboard_is_mended_with_a_tap(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    visit = visit_of(open_kiosk(PLAIN))
    searched(qtbot, visit, "hælem")
    waited(qtbot, lambda: bool(visit.results.instead.texts()))
    link = next(one for one in visit.results.instead.findChildren(QPushButton) if one.isVisible())
    assert link.height() >= FINGER
    asked_for = visit.results.hint.text()
    press(link)
    waited(qtbot, lambda: visit.results.hint.text() != asked_for)


def test_nothing_found_is_told_without_what_is_not_there(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    visit = visit_of(open_kiosk(PLAIN))
    searched(qtbot, visit, "xqzvw")
    assert "trykke på Forside" in visit.results.hint.text()
    assert "Emner A–Å" not in visit.results.hint.text()
    assert not any(box.isVisible() for box in visit.results.findChildren(QComboBox))


def test_a_tap_on_the_field_shows_again_what_it_found(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    visit = visit_of(open_kiosk(PLAIN))
    searched(qtbot, visit, "hælen")
    read(qtbot, visit)
    assert visit.pane.isVisible()
    QTest.mouseClick(visit.search, LEFT)
    assert visit.results.isVisible()


# --- reading ----------------------------------------------------------------------------------------


def test_the_keys_that_people_know_find_enlarge_and_go_back(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    visit = visit_of(open_kiosk(PLAIN))
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    read(qtbot, visit)
    key(visit, Qt.Key.Key_Plus, control)
    assert visit.appearance.text_size == 110
    key(visit, Qt.Key.Key_0, control)
    assert visit.appearance.text_size == 100
    key(visit, Qt.Key.Key_F, control)
    assert visit.pane.find_bar.isVisible()
    key(visit, Qt.Key.Key_Left, alt)
    waited(qtbot, lambda: str(visit.pane.reader.address()) == str(urls.HOME))


def test_text_size_and_colours_are_the_visit_s_alone(qtbot: QtBot, open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    kiosk = open_kiosk(PLAIN)
    first = visit_of(kiosk)
    card = first.results.delegate.scale
    press(first.page_bar.larger)
    press(first.page_bar.colours)
    view = view_of(first)
    waited(qtbot, lambda: asked(qtbot, view, "document.documentElement.dataset.theme") == "dark")
    assert view.zoomFactor() == pytest.approx(1.1) and first.results.delegate.scale > card
    assert first.page_bar.colours.accessibleName() == "Farver: Mørkt. Skift til: Høj kontrast"
    press(first.bar.end)
    waited(qtbot, lambda: kiosk.visit is not None and kiosk.visit is not first)
    second = visit_of(kiosk)
    assert (second.appearance.text_size, second.appearance.theme.name) == (100, "light")
    assert not (tmp_path / "data" / "settings.json").exists()


def test_a_link_out_is_no_link_and_a_crash_is_told_in_plain_words(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    visit = visit_of(open_kiosk(PLAIN))
    read(qtbot, visit)
    assert asked(qtbot, view_of(visit), "document.querySelectorAll('main a[href^=http]').length") == 0
    visit.pane.crashed.emit()
    assert visit.messages.text() == "Siden måtte hentes igen."
    visit.messages.clear()
    visit.tell_error(StorageError("settings_not_writable", path="/hemmelig/sti"))
    assert visit.messages.text() == "Det lykkedes ikke lige nu. Prøv igen, eller spørg personalet."


class Reader:
    """A voice that says nothing, and never comes to the end of it."""

    def say(self, sentence: str, then: Callable[[], None]) -> None:
        self.said = sentence

    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def stop(self) -> None: ...


def test_reading_aloud_is_offered_where_there_is_a_voice_and_ends_with_the_visit(
    qtbot: QtBot, open_kiosk: OpenKiosk
) -> None:
    kiosk, voice = open_kiosk(PLAIN), Reader()
    assert not visit_of(kiosk).page_bar.aloud.isVisible()
    kiosk.take_voice(voice)
    kiosk.clear()
    visit = visit_of(kiosk)
    read(qtbot, visit)
    press(visit.page_bar.aloud)
    waited(qtbot, lambda: hasattr(voice, "said"))
    assert visit.pane.aloud.isVisible()


# --- the bars ---------------------------------------------------------------------------------------


def test_another_language_holds_until_the_visit_ends(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk(PLAIN)
    (english,) = visit_of(kiosk).page_bar.languages
    assert english.text() == "English"
    press(english)
    waited(qtbot, lambda: visit_of(kiosk).words.language == "en")
    assert visit_of(kiosk).bar.end.text() == "Finish and clear"
    kiosk.clear()
    assert visit_of(kiosk).words.language == "da"


def test_with_one_language_there_is_none_to_choose(open_kiosk: OpenKiosk) -> None:
    assert visit_of(open_kiosk(Policy(kiosk=True, languages=("da",)))).page_bar.languages == []


def test_staff_are_asked_for_only_where_somebody_can_sign_in(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    kiosk = open_kiosk(PLAIN)
    words = Catalogue.load("da", resources())
    shown = {}
    for staff in (True, False):
        visit = Visit(
            kiosk.workspace,
            Settings(tmp_path / "andre.json", keeps=False),
            words,
            kiosk.rights,
            kiosk.printing(words),
            staff=staff,
        )
        shown[staff] = not visit.page_bar.staff.isHidden()
        visit.end()
        visit.deleteLater()
    assert shown == {True: True, False: False}


def test_on_a_narrow_screen_the_way_out_stays_and_the_buttons_fold(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk(PLAIN)
    visit = visit_of(kiosk)
    resized(kiosk, 800, 1280)
    waited(qtbot, lambda: visit.width() == 800)
    for part in (visit.bar.end, visit.page_bar.languages[0], visit.page_bar.back):
        corner = part.mapTo(visit, QPoint(part.width(), part.height()))
        assert corner.x() <= 800, part.text()
    assert visit.page_bar.larger.mapTo(visit, QPoint()).y() > visit.page_bar.back.mapTo(visit, QPoint()).y()


# --- printing ---------------------------------------------------------------------------------------


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    made = Cups(tmp_path / "cups")
    made.has("modtagelse", default="modtagelse")
    monkeypatch.setenv("PATH", str(made.folder), prepend=os.pathsep)
    return made


def test_an_article_is_printed_once_and_told_where(qtbot: QtBot, open_kiosk: OpenKiosk, cups: Cups) -> None:
    visit = visit_of(open_kiosk(Policy(kiosk=True, printer="modtagelse")))
    read(qtbot, visit)
    press(visit.page_bar.print)
    assert visit.messages.text() == "Siden bliver gjort klar til printeren …"
    assert not visit.page_bar.print.isEnabled()
    waited(qtbot, lambda: visit.messages.text().startswith("Sendt til printeren »modtagelse"))
    assert cups.pdf.startswith(b"%PDF") and "-n" in cups.asked and "1" in cups.asked
    assert visit.page_bar.print.isEnabled()


def test_a_day_s_pages_used_up_are_told_and_nothing_is_offered_instead(
    qtbot: QtBot, open_kiosk: OpenKiosk, cups: Cups, tmp_path: Path
) -> None:
    visit = visit_of(open_kiosk(Policy(kiosk=True, pages_a_day=1)))
    today = json.dumps({"date": date.today().isoformat(), "pages": 1})
    (tmp_path / "data" / "pages-today.json").write_text(today, encoding="utf-8")
    read(qtbot, visit)
    press(visit.page_bar.print)
    waited(qtbot, visit.page_bar.print.isEnabled)
    assert visit.messages.text().startswith("Der kan ikke udskrives mere i dag.")
    offers = [button.text() for button in visit.messages.findChildren(QPushButton) if button.isVisible()]
    assert offers == ["✕"]
    assert not (cups.folder / "asked").exists()


def test_where_printing_is_forbidden_it_is_not_there(open_kiosk: OpenKiosk) -> None:
    visit = visit_of(open_kiosk(Policy(kiosk=True, printing=False)))
    assert not visit.page_bar.print.isVisible()
