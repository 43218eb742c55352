"""Whoever has poor sight, thick fingers, a screen reader or little Danish gets along with the kiosk, too."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from kbviewer import urls
from kbviewer.policy import Policy
from kbviewer.ui.fallback import FallbackPage
from kbviewer.ui.kiosk.kiosk import Kiosk
from kbviewer.ui.kiosk.visit import Visit
from tests.ui.conftest import PATIENCE, OpenKiosk

LEFT = Qt.MouseButton.LeftButton
LONG = "\n".join(f"Linje {number}" for number in range(200))


@pytest.fixture
def kiosk(open_kiosk: OpenKiosk) -> Kiosk:
    return open_kiosk(Policy(kiosk=True))


def here(kiosk: Kiosk) -> Visit:
    assert kiosk.visit is not None
    return kiosk.visit


def waited(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=PATIENCE)


def read(qtbot: QtBot, visit: Visit, article: str = "fod/hael") -> None:
    with qtbot.waitSignal(visit.pane.loaded, timeout=PATIENCE):
        visit.open(urls.article(article))


def stopped(visit: Visit) -> QTextEdit:
    """The plain text of a page that has crashed twice."""
    reader = visit.pane.reader
    plain = reader.findChild(FallbackPage)
    assert plain is not None
    reader._show_after_crash()
    reader._show_after_crash()
    text = plain.findChild(QTextEdit)
    assert text is not None and text.isVisible()
    return text


# --- another language -------------------------------------------------------------------------------


def test_another_language_keeps_the_page_the_size_and_the_colours(qtbot: QtBot, kiosk: Kiosk) -> None:
    first = here(kiosk)
    read(qtbot, first)
    first.page_bar.larger.click()
    first.page_bar.colours.click()
    first.page_bar.languages[0].click()
    waited(qtbot, lambda: here(kiosk) is not first)
    second = here(kiosk)
    with qtbot.waitSignal(second.pane.loaded, timeout=PATIENCE):
        pass
    assert second.words.language == "en" and second.article is not None and second.article.id == "fod/hael"
    assert (second.appearance.text_size, second.appearance.theme.name) == (110, "dark")
    kiosk.clear()
    third = here(kiosk)
    assert (third.appearance.text_size, third.appearance.theme.name) == (100, "light")
    assert third.article is None


def test_another_language_keeps_what_was_searched_for(qtbot: QtBot, kiosk: Kiosk) -> None:
    first = here(kiosk)
    first.search.setText("hælen")
    first.page_bar.languages[0].click()
    waited(qtbot, lambda: here(kiosk) is not first)
    waited(qtbot, lambda: here(kiosk).results.query() == "hælen")
    assert here(kiosk).results.isVisible()
    kiosk.clear()
    assert here(kiosk).search.text() == ""


# --- a page that crashes ------------------------------------------------------------------------------


def test_a_page_shown_as_text_is_moved_by_a_swipe_and_by_keys(qtbot: QtBot, kiosk: Kiosk) -> None:
    visit = here(kiosk)
    read(qtbot, visit)
    text = stopped(visit)
    text.setPlainText(LONG)
    bar, surface = text.verticalScrollBar(), text.viewport()
    waited(qtbot, lambda: bar.maximum() > 100)
    QTest.mousePress(surface, LEFT, pos=QPoint(200, 200))
    for y in range(190, 40, -15):
        QTest.mouseMove(surface, QPoint(200, y))
    waited(qtbot, lambda: bar.value() > 0)
    QTest.mouseRelease(surface, LEFT, pos=QPoint(200, 40))
    assert bar.value() < bar.maximum() / 2  # as far as the finger went, not a line for each of its pixels
    assert not text.textCursor().hasSelection()
    QTest.keyClick(text, Qt.Key.Key_End)
    waited(qtbot, lambda: bar.value() == bar.maximum())


def test_a_page_shown_as_text_is_not_told_to_have_come_again(qtbot: QtBot, kiosk: Kiosk) -> None:
    visit = here(kiosk)
    read(qtbot, visit)
    stopped(visit)
    assert visit.messages.text() == ""


def test_what_is_told_of_a_page_on_its_way_stays_when_it_comes(qtbot: QtBot, kiosk: Kiosk) -> None:
    visit = here(kiosk)
    visit.pane.leaving.emit()
    visit.pane.crashed.emit()
    visit.pane.opened.emit(urls.parse(urls.article("fod/hael")))
    assert visit.messages.text() == "Siden måtte hentes igen."


def test_a_page_shown_as_text_offers_nothing_that_needs_the_page(qtbot: QtBot, kiosk: Kiosk) -> None:
    visit = here(kiosk)
    read(qtbot, visit)
    stopped(visit)
    assert not visit.page_bar.find_in_page.isEnabled() and not visit.page_bar.aloud.isEnabled()
    assert visit.page_bar.print.isEnabled()
    with qtbot.waitSignal(visit.pane.loaded, timeout=PATIENCE):
        visit.go_home()
    assert visit.page_bar.find_in_page.isEnabled()


# --- by touch alone ----------------------------------------------------------------------------------


def test_finding_on_the_page_brings_the_keyboard_and_the_start_page_takes_both_away(qtbot: QtBot, kiosk: Kiosk) -> None:
    visit = here(kiosk)
    read(qtbot, visit)
    visit.page_bar.find_in_page.click()
    assert visit.pane.find_bar.isVisible() and visit.keyboard.isVisible()
    for letter in "hæl":
        visit.keyboard.key(letter).click()
    assert visit.pane.find_bar.field.text() == "hæl"
    visit.page_bar.home.click()
    assert visit.pane.find_bar.isHidden() and visit.keyboard.isHidden()


# --- by keyboard alone -------------------------------------------------------------------------------


def test_enter_presses_each_button_of_a_patient(qtbot: QtBot, kiosk: Kiosk) -> None:
    visit = here(kiosk)
    read(qtbot, visit)
    visit.messages.tell("Prøve")
    visit.page_bar.find_in_page.click()
    buttons = [one for one in visit.findChildren(QPushButton) if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert [one.accessibleName() for one in buttons if not one.autoDefault() and one.isVisible()] == []
    close = next(one for one in visit.messages.findChildren(QPushButton) if one.isVisible())
    QTest.keyClick(close, Qt.Key.Key_Return)
    assert visit.messages.text() == ""


# --- spoken -----------------------------------------------------------------------------------------


def test_no_button_of_a_patient_speaks_of_keys(qtbot: QtBot, kiosk: Kiosk) -> None:
    visit = here(kiosk)
    read(qtbot, visit)
    visit.page_bar.find_in_page.click()
    buttons = visit.findChildren(QPushButton)
    told = [f"{button.accessibleName()} {button.toolTip()}" for button in buttons]
    assert [one for one in told if "F3" in one or "Esc" in one or "Enter" in one or "Ctrl" in one] == []
    assert "Næste sted Næste sted" in told


def test_what_the_message_bar_tells_is_spoken(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            spoken.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    here(kiosk).messages.tell("Siden er printet.")
    assert spoken == ["Siden er printet."]
