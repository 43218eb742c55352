"""Theme and text size: what the settings say, and what a person does with keys, menu and wheel."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kbviewer.render.theme import Theme
from kbviewer.settings import TEXT_SIZE, THEME, Setting, Settings, Value
from kbviewer.ui.look import chosen_theme, palette, style_sheet

SIZE_STEP = 10
"""Percent."""


class Appearance(QObject):
    """Colours the whole program; ``change`` keeps a setting and comes back with `show`."""

    themed = Signal(object)
    """The `Theme` now in force."""
    sized = Signal(int)
    """The text size now in force, in percent."""

    def __init__(
        self, settings: Settings, resources: Path, change: Callable[[Setting, Value], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._resources = resources
        self._change = change
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.show_theme)

    @property
    def theme(self) -> Theme:
        """The theme chosen."""
        return chosen_theme(self._settings.text(THEME))

    @property
    def text_size(self) -> int:
        """The text size chosen, in percent."""
        return self._settings.number(TEXT_SIZE)

    def show(self, setting: Setting) -> None:
        """Show the effect of a setting that has changed, if it is one of ours."""
        if setting is THEME:
            self.show_theme()
        if setting is TEXT_SIZE:
            self.sized.emit(self.text_size)

    def show_theme(self) -> None:
        """Colour the program."""
        theme = self.theme
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(palette(theme))
        app.setStyleSheet(style_sheet(theme, self._resources))
        self.themed.emit(theme)

    def step_text_size(self, steps: int) -> None:
        """Make text larger or smaller by ``steps`` of `SIZE_STEP`; 0 makes it normal."""
        self._change(TEXT_SIZE, TEXT_SIZE.nearest(self.text_size + steps * SIZE_STEP) if steps else 100)

    def follow_wheel(self, percent: int) -> None:
        """A page has been scaled with the wheel: all others follow."""
        if percent != self.text_size:
            self._change(TEXT_SIZE, TEXT_SIZE.nearest(percent))
