"""Which keys a patient has: letters of every kind, moving about, and a handful of commands."""

import pytest
from PySide6.QtCore import Qt

from kbviewer.ui.kiosk.keys import may_be_pressed

KEY = Qt.Key
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL, ALT, META = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)
ALT_GR, PAD = Qt.KeyboardModifier.GroupSwitchModifier, Qt.KeyboardModifier.KeypadModifier


@pytest.mark.parametrize(
    ("key", "held", "text"),
    [
        (KEY.Key_A, NONE, "a"), (KEY.Key_A, SHIFT, "A"), (KEY.Key_AE, NONE, "æ"), (KEY.Key_Ooblique, SHIFT, "Ø"),
        (KEY.Key_Aring, NONE, "å"), (KEY.Key_Space, NONE, " "), (KEY.Key_5, PAD, "5"), (KEY.Key_Slash, SHIFT, "/"),
        (KEY.Key_At, ALT_GR, "@"), (KEY.Key_Dead_Acute, NONE, ""), (KEY.Key_Dead_Diaeresis, SHIFT, ""),
        (KEY.Key_Eacute, NONE, "é"), (KEY.Key_unknown, NONE, "ж"), (KEY.Key_Left, NONE, ""), (KEY.Key_Right, SHIFT, ""),
        (KEY.Key_Backtab, SHIFT, ""), (KEY.Key_Return, NONE, "\r"), (KEY.Key_Enter, PAD, "\r"),
        (KEY.Key_Backspace, NONE, "\b"), (KEY.Key_Delete, NONE, "\x7f"), (KEY.Key_Escape, NONE, "\x1b"),
        (KEY.Key_PageDown, NONE, ""), (KEY.Key_F, CONTROL, "\x06"), (KEY.Key_Plus, CONTROL, "+"),
        (KEY.Key_Minus, CONTROL | PAD, "-"), (KEY.Key_0, CONTROL, ""), (KEY.Key_Left, ALT, ""),
        (KEY.Key_Z, CONTROL, "\x1a"), (KEY.Key_Shift, NONE, ""), (KEY.Key_AltGr, NONE, ""),
    ],
)  # fmt: skip
def test_a_patient_can_write_and_move(key: Qt.Key, held: Qt.KeyboardModifier, text: str) -> None:
    assert may_be_pressed(key, held, text, "linux")


@pytest.mark.parametrize(
    ("key", "held", "text"),
    [
        (KEY.Key_F1, NONE, ""), (KEY.Key_F12, NONE, ""), (KEY.Key_C, CONTROL, "\x03"), (KEY.Key_A, ALT, "a"),
        (KEY.Key_Delete, SHIFT, "\x7f"), (KEY.Key_Insert, SHIFT, ""), (KEY.Key_Escape, SHIFT, "\x1b"),
        (KEY.Key_Alt, NONE, ""), (KEY.Key_Meta, NONE, ""), (KEY.Key_Menu, NONE, ""), (KEY.Key_L, META, "l"),
        (KEY.Key_T, CONTROL | ALT, "t"), (KEY.Key_F, CONTROL | SHIFT, "\x06"), (KEY.Key_Right, CONTROL | ALT, ""),
        (KEY.Key_Tab, CONTROL, "\t"), (KEY.Key_F4, ALT, ""), (KEY.Key_Back, NONE, ""), (KEY.Key_HomePage, NONE, ""),
        (KEY.Key_Print, NONE, ""), (KEY.Key_Return, ALT, "\r"), (KEY.Key_Space, ALT, " "), (KEY.Key_Home, ALT, ""),
    ],
)  # fmt: skip
def test_a_patient_has_no_other(key: Qt.Key, held: Qt.KeyboardModifier, text: str) -> None:
    assert not may_be_pressed(key, held, text, "linux")


def test_the_third_level_of_a_keyboard_is_told_otherwise_elsewhere() -> None:
    assert may_be_pressed(KEY.Key_At, CONTROL | ALT, "@", "win32")
    assert may_be_pressed(KEY.Key_Backslash, ALT | SHIFT, "\\", "darwin")
    assert not may_be_pressed(KEY.Key_At, CONTROL | ALT, "@", "linux")
    assert not may_be_pressed(KEY.Key_Delete, CONTROL | ALT, "", "win32")
    assert not may_be_pressed(KEY.Key_A, ALT, "a", "win32")
