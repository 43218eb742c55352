"""The keys for a PIN: by finger and by keyboard, never a digit to be seen, and a wait that counts down."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kbviewer.errors import InputError
from kbviewer.i18n import Catalogue
from kbviewer.library.tries import too_soon
from kbviewer.paths import resources
from kbviewer.render.theme import LIGHT
from kbviewer.ui.kiosk.pin_pad import PinPad
from kbviewer.ui.look import style_sheet
from tests.ui.conftest import Clock

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def pad(qtbot: QtBot, clock: Clock) -> PinPad:
    made = PinPad(Catalogue.load("da", resources()), "Anna Holm", clock)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def tap(qtbot: QtBot, pad: PinPad, digits: str) -> None:
    for digit in digits:
        qtbot.mouseClick(pad.keys[digit], LEFT)


def test_a_pin_is_tapped_and_handed_on(qtbot: QtBot, pad: PinPad) -> None:
    tap(qtbot, pad, "27182")
    qtbot.mouseClick(pad.back, LEFT)
    with qtbot.waitSignal(pad.entered) as entered:
        qtbot.mouseClick(pad.go_on, LEFT)
    assert entered.args == ["2718"]


def test_a_pin_has_at_most_12_digits(qtbot: QtBot, pad: PinPad) -> None:
    qtbot.keyClicks(pad, "1234567890123")
    with qtbot.waitSignal(pad.entered) as entered:
        qtbot.keyClick(pad, Qt.Key.Key_Return)
    assert entered.args == ["123456789012"]


def test_a_pin_is_typed_on_a_keyboard(qtbot: QtBot, pad: PinPad) -> None:
    qtbot.keyClicks(pad, "2x7æ1 89")
    qtbot.keyClick(pad, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(pad.entered) as entered:
        qtbot.keyClick(pad, Qt.Key.Key_Return)
    assert entered.args == ["2718"]


def test_no_digit_is_ever_seen_or_spoken(qtbot: QtBot, pad: PinPad) -> None:
    tap(qtbot, pad, "9047")
    assert pad.dots.text() == "●●●●" and pad.dots.accessibleName() == "4 cifre skrevet"
    shown = [label.text() + label.accessibleName() for label in pad.findChildren(QLabel)]
    assert not any(digit in " ".join(shown).replace("4 cifre", "") for digit in "9047")


def test_it_is_handed_on_from_4_to_12_digits(qtbot: QtBot, pad: PinPad) -> None:
    tap(qtbot, pad, "123")
    assert not pad.go_on.isEnabled()
    with qtbot.assertNotEmitted(pad.entered):
        qtbot.keyClick(pad, Qt.Key.Key_Return)
    tap(qtbot, pad, "4567890123")
    assert len(pad.dots.text()) == 12 and pad.go_on.isEnabled()


def test_while_one_is_looked_at_no_other_is_taken(qtbot: QtBot, pad: PinPad) -> None:
    tap(qtbot, pad, "1234")
    qtbot.mouseClick(pad.go_on, LEFT)
    with qtbot.assertNotEmitted(pad.entered):
        qtbot.keyClicks(pad, "5")
        qtbot.keyClick(pad, Qt.Key.Key_Return)
    assert len(pad.dots.text()) == 4


def test_a_wrong_one_is_told_and_must_be_typed_anew(qtbot: QtBot, pad: PinPad) -> None:
    tap(qtbot, pad, "1234")
    qtbot.mouseClick(pad.go_on, LEFT)
    pad.failed(InputError("pin_wrong", n=4))
    assert pad.told.text() == "PIN-koden er forkert. Du har 4 forsøg mere, før du skal vente."
    assert pad.dots.text() == "" and pad.hasFocus()
    qtbot.keyClicks(pad, "1")
    assert pad.dots.text() == "●"


def test_a_wait_counts_down_and_takes_nothing_until_it_is_over(qtbot: QtBot, pad: PinPad, clock: Clock) -> None:
    pad.failed(too_soon(30.0))
    seen = []
    for _ in range(3):
        seen.append(pad.told.text())
        qtbot.keyClicks(pad, "1234")
        clock.now += 10
        pad.look()
    assert [text.rpartition("om ")[2] for text in seen] == ["30 sekunder.", "20 sekunder.", "10 sekunder."]
    assert pad.told.text() == "Skriv PIN-koden"
    assert pad.dots.text() == ""
    qtbot.keyClicks(pad, "1")
    assert pad.dots.text() == "●"


def test_every_key_is_as_large_as_a_finger(qtbot: QtBot, pad: PinPad) -> None:
    pad.setStyleSheet(style_sheet(LIGHT, resources()))
    pad.adjustSize()
    assert min(min(key.width(), key.height()) for key in pad.findChildren(QPushButton)) >= 56


def test_every_key_has_a_spoken_name(pad: PinPad) -> None:
    keys = pad.findChildren(QPushButton)
    names = [QAccessible.queryAccessibleInterface(key).text(QAccessible.Text.Name) for key in keys]
    assert sorted(names) == sorted([*"1234567890", "Slet det sidste ciffer", "Fortsæt"])
    assert QAccessible.queryAccessibleInterface(pad).text(QAccessible.Text.Name) == "Anna Holm: PIN-kode"
