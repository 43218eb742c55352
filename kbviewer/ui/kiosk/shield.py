"""Stands before everything that is done to the kiosk."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDrag, QDropEvent, QGuiApplication, QKeyEvent, QMouseEvent, QScreen
from PySide6.QtWidgets import QWidget

from kbviewer.ui.kiosk.keys import may_be_pressed
from kbviewer.ui.kiosk.strangers import close, strangers, windows

LOOK_EVERY_MS = 200
"""For windows that nobody is in yet."""
SETTLED_MS = 50
"""After which a window that was moved is moved back; more than once in this time would be a fight with the desktop."""

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
_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_BUTTONS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick})
_DRAGS = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})
_STRAYS = frozenset({QEvent.Type.WindowStateChange, QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide})

log = logging.getLogger(__name__)


class Shield(QObject):
    """An event filter of every window there is, for all that a person does comes in through one.

    While ``is_patient``, which is whenever no staff are there, it lets through what a patient needs and nothing else,
    and closes every window that is not the kiosk's own. Staff have been let in with a PIN: of them it only notices that
    they are there.

    Not a filter of the application: PySide would wrap each object that an event is for, and takes the program with it
    at one that is still being made (`QWebEngineUrlRequestJob`, told of by its parent's ``ChildAdded``).
    """

    touched = Signal()
    """Somebody has done something."""
    strayed = Signal()
    """The frame no longer lies over the screen."""
    shown = Signal()
    """A window can be seen, and so be given the focus."""
    closed = Signal(str)
    """A window of this kind, which is not ours, had come up."""

    def __init__(self, is_patient: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_patient = is_patient
        self._frame: QWidget | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.look)
        self._looks = QTimer(self, interval=LOOK_EVERY_MS)
        self._looks.timeout.connect(self.look)
        self._settled = QTimer(self, interval=SETTLED_MS, singleShot=True)
        self._settled.timeout.connect(self._tell_stray)

    def begin(self, frame: QWidget) -> None:
        """Stand before the frame, and from now on before every window that comes."""
        self._frame = frame
        frame.installEventFilter(self)
        self.look()
        self._looks.start()

    def stop(self) -> None:
        """Stand before nothing any more."""
        self._looks.stop()
        for watched in (self._frame, *windows()):
            if watched is not None:
                watched.removeEventFilter(self)
        self._frame = None

    def look(self, *_focus: object) -> None:
        """See what windows there are."""
        if self._frame is None:
            return
        if self._is_patient():
            for stranger in strangers():
                kind = close(stranger)
                log.warning("closed a window that is not the kiosk's: %s", kind)
                self.closed.emit(kind)
        for window in windows():
            window.installEventFilter(self)  # installed again, it is moved and not doubled

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        kind = event.type()
        if watched is self._frame:
            if kind in _STRAYS:
                self._settled.start()
            return False
        if kind == QEvent.Type.Expose:
            self.shown.emit()
        if kind in _TOUCHES:
            self.touched.emit()
        return self._is_patient() and self._keeps_out(kind, event)

    def _keeps_out(self, kind: QEvent.Type, event: QEvent) -> bool:
        """Whether a patient may not do this. What is kept out counts as done, so that Qt looks for no other taker."""
        if kind in _KEYS:
            assert isinstance(event, QKeyEvent)
            is_out = not may_be_pressed(event.key(), event.modifiers(), event.text())
            event.setAccepted(is_out or event.isAccepted())
            return is_out
        if kind in _BUTTONS:
            assert isinstance(event, QMouseEvent)
            return event.button() != Qt.MouseButton.LeftButton
        if kind in _DRAGS:
            assert isinstance(event, QDropEvent)
            event.ignore()  # or it would count as taken
            if event.source() is not None:
                QDrag.cancel()
            return True
        return kind == QEvent.Type.ContextMenu

    def _tell_stray(self) -> None:
        frame = self._frame
        if frame is None:
            return
        screen: QScreen | None = QGuiApplication.primaryScreen()
        if frame.isMinimized() or not frame.isVisible() or (screen and frame.geometry() != screen.geometry()):
            self.strayed.emit()
