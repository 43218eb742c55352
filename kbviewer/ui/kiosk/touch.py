"""A button for a finger."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton


def touch_button(text: str, pressed: Callable[[], object], *, name: str = "", style: str = "") -> QPushButton:
    """A button that shows ``text`` and is spoken of as ``name``; ``style`` is what the style sheet knows it by."""
    button = QPushButton(text)
    button.setAccessibleName(name or text)
    button.setObjectName(style)
    button.setAutoDefault(True)  # Enter presses it, as it does a link
    button.clicked.connect(lambda _on: pressed())
    return button
