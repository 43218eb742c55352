"""Small parts that the boxes of the handout window are made of."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QSpinBox, QWidget


def heading(text: str) -> QLabel:
    """The quiet heading of a box."""
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setObjectName("heading")
    return label


def hint(text: str) -> QLabel:
    """A quiet sentence."""
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setObjectName("hint")
    return label


def add_field(form: QFormLayout, label: str, field: QWidget) -> None:
    """A field beside its label, which is also its name."""
    shown = QLabel(label)
    shown.setObjectName("field")
    shown.setBuddy(field)  # what a screen reader on Linux goes by where a field has a text of its own
    field.setAccessibleName(label)
    form.addRow(shown, field)


def small_button(text: str, name: str = "") -> QPushButton:
    """A quiet button; ``name`` says in words what it does when its text is too short for that."""
    button = QPushButton(text)
    button.setObjectName("small")
    button.setAccessibleName((name or text).removesuffix(" …"))
    if name:
        button.setToolTip(name)
    return button


def number_field(low: int, high: int) -> QSpinBox:
    """A field for a number within bounds, both included."""
    field = QSpinBox(minimum=low, maximum=high)
    field.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet's padding is lost on it
    return field


class Calm(QObject):
    """Keeps a field from what happens in passing: the wheel scrolls what lies around it, and Enter prints nothing."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return super().eventFilter(watched, event)
