"""How a person asks for a tab of its own: Ctrl with a click or Enter, or the middle button."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView


def is_tab_asked() -> bool:
    """Whether what is being done now is done so."""
    control = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
    middle = QGuiApplication.mouseButtons() & Qt.MouseButton.MiddleButton
    return bool(control or middle)


class MiddleChooses(QObject):
    """Lets the middle button choose an entry of a list, which Qt leaves to the left one."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonPress
            and event.button() == Qt.MouseButton.MiddleButton
        ):
            index = self._view.indexAt(event.position().toPoint())
            if index.isValid():
                self._view.clicked.emit(index)
            return True
        return super().eventFilter(watched, event)
