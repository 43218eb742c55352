"""Windows that are not the kiosk's own: menus, dialogs, drop-down lists, whoever opened them.

Nothing in the program asks a widget for its ``windowHandle()`` or its ``screen()``: PySide then ties the two together,
takes the window or screen for gone when the widget goes, and gives that same dead object for the next one in its place
in memory, which nobody could then look at. A screen lost so has crashed the program at its next widget.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_OWN = __name__.rpartition(".")[0]
"""The package whose windows may be there: the frame, and what lies over it or over other screens."""
_TIP = Qt.WindowType.ToolTip


def windows() -> Iterator[QWindow]:
    """Every window there is, on a screen or not."""
    return filter(isValid, QGuiApplication.topLevelWindows())


def strangers() -> list[QWidget | QWindow]:
    """Every window of a class that the kiosk does not define. Tool tips are none, for they take no click and no key."""
    widgets = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    numbers = {widget.effectiveWinId() for widget in widgets}
    visible = [window for window in windows() if window.isVisible() and window.type() != _TIP]
    others = [window for window in visible if window.winId() not in numbers]
    return [*(widget for widget in widgets if widget.windowType() != _TIP and not _is_ours(widget)), *others]


def _is_ours(widget: QWidget) -> bool:
    return type(widget).__module__.startswith(_OWN)


def close(stranger: QWidget | QWindow) -> str:
    """Close it, whatever it says. Gives what kind of window it is, without a word of what it shows."""
    stranger.close()
    if stranger.isVisible():
        stranger.hide()
    return type(stranger).__name__
