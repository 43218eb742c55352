"""The keys that a patient has. Every other one does nothing, be it Qt's, Chromium's or the desktop's."""

import sys

from PySide6.QtCore import Qt

_KEY = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier

_NO_MATTER = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
"""Where a key lies, and AltGr as Linux tells of it."""
_SHIFTS = frozenset(
    {_KEY.Key_Shift, _KEY.Key_Control, _KEY.Key_AltGr, _KEY.Key_CapsLock, _KEY.Key_NumLock, _KEY.Key_Mode_switch}
)
"""Keys that only change what others do. Alt by itself is none of them: it goes to menus."""
_MOVING = frozenset(
    {
        *(_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down),
        *(_KEY.Key_Home, _KEY.Key_End, _KEY.Key_PageUp, _KEY.Key_PageDown),
        *(_KEY.Key_Tab, _KEY.Key_Backtab, _KEY.Key_Return, _KEY.Key_Enter, _KEY.Key_Backspace),
    }
)
"""With Shift too."""
_PLAIN = frozenset({_KEY.Key_Escape, _KEY.Key_Delete})
"""Without: Shift+Delete would cut, and Shift+Escape is Chromium's."""
_COMMANDS = frozenset(
    {
        *((_CONTROL, key) for key in (_KEY.Key_F, _KEY.Key_Plus, _KEY.Key_Equal, _KEY.Key_Minus, _KEY.Key_0)),
        (_CONTROL | _SHIFT, _KEY.Key_Plus),
        *((_CONTROL, key) for key in (_KEY.Key_Z, _KEY.Key_Y)),
        (_CONTROL | _SHIFT, _KEY.Key_Z),
        *((_ALT, key) for key in (_KEY.Key_Left, _KEY.Key_Right)),
    }
)
"""Find, the size of the text, undo and redo in a field, back and forward."""


def may_be_pressed(key: int, modifiers: Qt.KeyboardModifier, text: str, platform: str = sys.platform) -> bool:
    """Whether a patient has this key. ``text`` is what it types, by itself."""
    held = modifiers & ~_NO_MATTER
    if key in _SHIFTS or (held, key) in _COMMANDS:
        return True
    if held in (_NONE, _SHIFT):
        return key in _MOVING or (key in _PLAIN and held == _NONE) or _types(key, text)
    return _types(key, text) and held & ~_SHIFT == _typing_modifier(platform)


def _types(key: int, text: str) -> bool:
    """Whether it is a letter or a sign, or an accent that waits for its letter."""
    return (bool(text) and text.isprintable()) or _KEY.Key_Dead_Grave <= key <= _KEY.Key_Dead_Longsolidusoverlay


def _typing_modifier(platform: str) -> Qt.KeyboardModifier:
    """What is told as held with a sign on the third level of a keyboard, such as @."""
    return {"win32": _CONTROL | _ALT, "darwin": _ALT}.get(platform, _NONE)
