"""The one window of the kiosk, over the whole screen."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kbviewer.i18n import Catalogue


class Frame(QWidget):
    """Holds the session of whoever is there. Nobody closes it by hand."""

    close_asked = Signal()
    """The desktop, or a key of it, has asked the window to close."""
    windowed = Signal()
    """It has another `QWindow` from now on: the first web view may bring another kind of one."""

    def __init__(self, words: Catalogue) -> None:
        # A Wayland compositor may give even a window that asks for the whole screen a title bar, with buttons in it.
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(words.text("kiosk.title"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._may_close = False

    def seat(self, session: QWidget) -> None:
        """Show a session, in place of none."""
        self._column.addWidget(session)
        session.show()

    def unseat(self, session: QWidget) -> None:
        """Take a session away at once, and destroy it as soon as nothing of it is at work any more."""
        self._column.removeWidget(session)
        session.hide()
        session.deleteLater()

    def leave(self) -> None:
        """Close for good."""
        self._may_close = True
        self.close()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WinIdChange and self.effectiveWinId():
            self.windowed.emit()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if not self._may_close:
            event.ignore()
            self.close_asked.emit()
