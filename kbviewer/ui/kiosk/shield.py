"""Stands before everything that is done to the kiosk."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TabletPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.Wheel,
    }
)


class Shield(QObject):
    """An event filter of every window there is, for all that a person does comes in through one.

    Not of the application: PySide would wrap each object that an event is for, and takes the program with it at one
    that is still being made (`QWebEngineUrlRequestJob`, told of by its parent's ``ChildAdded``).
    """

    touched = Signal()
    """Somebody has done something."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.watch)

    def watch(self, window: QWindow | None) -> None:
        """Stand before a window too, from now until it is gone."""
        if window is not None:
            window.installEventFilter(self)  # installed again, it is moved and not doubled

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in _TOUCHES:
            self.touched.emit()
        return False
