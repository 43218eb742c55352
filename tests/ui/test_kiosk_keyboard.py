"""The keyboard on the screen: there for a field that is tapped, out of the way otherwise."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.policy import Policy
from kbviewer.ui.kiosk.keyboard import Keyboard
from tests.ui.conftest import PATIENCE, OpenKiosk
from tests.ui.test_kiosk_visit import press, read, visit_of

LEFT = Qt.MouseButton.LeftButton


class Desk(QWidget):
    """A field with the keyboard below it."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.keyboard = Keyboard(Catalogue.load("da", resources()))
        self.keyboard.serve(self.field)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addStretch()
        column.addWidget(self.keyboard)

    def type(self, *names: str) -> None:
        for name in names:
            press(self.keyboard.key(name))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.field.setFocus()
    yield made


def test_it_comes_when_the_field_is_tapped_and_not_before(desk: Desk) -> None:
    assert desk.keyboard.isHidden()
    QTest.mouseClick(desk.field, LEFT)
    assert desk.keyboard.isVisible()
    assert desk.keyboard.geometry().top() >= desk.field.geometry().bottom()


def test_it_types_danish_where_the_cursor_is_and_leaves_the_focus_there(desk: Desk) -> None:
    QTest.mouseClick(desk.field, LEFT)
    desk.type("b", "l", "å", "Mellemrum", "æ", "ø", "x", "Slet")
    assert desk.field.text() == "blå æø"
    desk.field.setCursorPosition(0)
    desk.type("q")
    assert desk.field.text() == "qblå æø"
    assert desk.focusWidget() is desk.field


def test_numbers_stand_in_the_first_row_when_asked_for_and_letters_come_first_next_time(desk: Desk) -> None:
    QTest.mouseClick(desk.field, LEFT)
    desk.type("l", "Tal", "5")
    assert desk.field.text() == "l5"
    desk.type("Bogstaver", "q", "Tal", "Skjul")
    assert desk.keyboard.isHidden()
    QTest.mouseClick(desk.field, LEFT)
    desk.type("w")
    assert desk.field.text() == "l5qw"


def test_it_goes_when_somebody_types_on_a_real_keyboard(qtbot: QtBot, desk: Desk) -> None:
    QTest.mouseClick(desk.field, LEFT)
    qtbot.keyClick(desk.field, Qt.Key.Key_K)
    assert desk.keyboard.isHidden() and desk.field.text() == "k"


def test_every_key_has_a_name_and_the_alphabet_is_whole(desk: Desk) -> None:
    names = [key.accessibleName() for key in desk.keyboard.findChildren(QPushButton)]
    assert set("abcdefghijklmnopqrstuvwxyzæøå") <= set(names)
    assert {"Mellemrum", "Slet", "Tal", "Skjul", "Søg"} <= set(names)
    assert all(names) and len(names) == len(set(names))


def test_no_key_takes_the_focus_by_tab_either(desk: Desk) -> None:
    keys = desk.keyboard.findChildren(QPushButton)
    assert {key.focusPolicy() for key in keys} == {Qt.FocusPolicy.NoFocus}


def test_in_a_visit_it_finds_as_one_types_and_search_leaves_the_results_to_see(
    qtbot: QtBot, open_kiosk: OpenKiosk
) -> None:
    visit = visit_of(open_kiosk(Policy(kiosk=True)))
    QTest.mouseClick(visit.search, LEFT)
    for letter in "hæl":
        press(visit.keyboard.key(letter))
    qtbot.waitUntil(lambda: visit.results.query() == "hæl", timeout=PATIENCE)
    below = visit.results.mapTo(visit, QPoint(0, visit.results.height())).y()
    assert below <= visit.keyboard.y()
    press(visit.keyboard.key("Søg"))
    assert visit.keyboard.isHidden() and visit.results.isVisible()


def test_it_goes_when_something_is_opened(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    visit = visit_of(open_kiosk(Policy(kiosk=True)))
    QTest.mouseClick(visit.search, LEFT)
    assert visit.keyboard.isVisible()
    read(qtbot, visit)
    assert visit.keyboard.isHidden()


def test_it_serves_finding_on_the_page_too(qtbot: QtBot, open_kiosk: OpenKiosk) -> None:
    visit = visit_of(open_kiosk(Policy(kiosk=True)))
    read(qtbot, visit)
    press(visit.page_bar.find_in_page)
    find = visit.pane.find_bar
    QTest.mouseClick(find.field, LEFT)
    for letter in "hæl":
        press(visit.keyboard.key(letter))
    qtbot.waitUntil(lambda: find.count.text().startswith("1 af"), timeout=PATIENCE)
    press(visit.keyboard.key("Søg"))
    qtbot.waitUntil(lambda: find.count.text().startswith("2 af"), timeout=PATIENCE)
    find.leave()
    assert visit.keyboard.isHidden() and visit.search.text() == ""
