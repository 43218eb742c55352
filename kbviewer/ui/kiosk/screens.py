"""The screens of the computer: the frame lies over the first of them, and nothing is to be seen on any other."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


def lie_over(window: QWidget, screen: QScreen | None) -> None:
    """Show a window over a whole screen, be there a window manager that heeds the wish or none."""
    if screen is not None:
        window.setScreen(screen)
        window.setGeometry(screen.geometry())
    window.setWindowState(Qt.WindowState.WindowFullScreen)
    window.show()
    if screen is not None and window.geometry() != screen.geometry():
        window.setGeometry(screen.geometry())  # the screen has another size since the window filled it


def bare(first: QRect, others: Sequence[QRect]) -> list[QRect]:
    """Which other screens show something that the first does not: not those that mirror it."""
    return [one for one in others if not one.intersects(first)]


class Cover(QWidget):
    """Nothing, over a whole screen. It takes neither focus nor commands, and lets nothing through."""

    def __init__(self) -> None:
        flag = Qt.WindowType
        super().__init__(None, flag.Window | flag.FramelessWindowHint | flag.WindowDoesNotAcceptFocus)
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setCursor(Qt.CursorShape.BlankCursor)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        event.ignore()


class Screens(QObject):
    """Keeps ``frame`` over the first screen and a cover over each other one, whatever is plugged in or out."""

    changed = Signal()
    """A screen has come, gone, or got another size or place; the frame lies over the first one again."""

    def __init__(self, frame: QWidget, watch: Callable[[], None], parent: QObject | None = None) -> None:
        """``watch`` is called when a cover has come."""
        super().__init__(parent)
        self._frame = frame
        self._watch = watch
        self.covers: list[Cover] = []
        self._soon = QTimer(self, interval=0, singleShot=True)  # one change comes as several signals, some too early
        self._soon.timeout.connect(self._change)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._add)
        app.screenRemoved.connect(self._soon.start)
        app.primaryScreenChanged.connect(self._soon.start)
        for screen in app.screens():
            screen.geometryChanged.connect(self._soon.start)

    def cover(self) -> None:
        """Cover every screen there is now."""
        first = QGuiApplication.primaryScreen()
        lie_over(self._frame, first)
        for old in self.covers:
            old.hide()
            old.deleteLater()
        geometries = [one.geometry() for one in QGuiApplication.screens() if one is not first]
        wanted = bare(first.geometry(), geometries) if first else []
        self.covers = [self._covered(screen) for screen in QGuiApplication.screens() if screen.geometry() in wanted]
        self._frame.activateWindow()

    def bring_back(self) -> None:
        """Lay the frame over the first screen again: somebody has moved it, or made it small."""
        lie_over(self._frame, QGuiApplication.primaryScreen())

    def stop(self) -> None:
        """Take the covers away."""
        self._soon.stop()
        for cover in self.covers:
            cover.hide()
            cover.deleteLater()
        self.covers = []

    def _covered(self, screen: QScreen) -> Cover:
        cover = Cover()
        lie_over(cover, screen)
        self._watch()
        return cover

    def _add(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._soon.start)
        self._soon.start()

    def _change(self) -> None:
        self.cover()
        self.changed.emit()
