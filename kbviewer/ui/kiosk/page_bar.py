"""The second bar of a visit: what can be done with the page below."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.render.theme import THEMES, Theme
from kbviewer.ui.kiosk.touch import touch_button


class PageBar(QWidget):
    """Buttons with whole words, in one row or, where the screen is narrow, in two."""

    back_asked = Signal()
    home_asked = Signal()
    sized = Signal(int)
    """Text is to be larger, 1, or smaller, -1."""
    theme_asked = Signal(str)
    """The name of the theme to show."""
    find_asked = Signal()
    aloud_asked = Signal()
    print_asked = Signal()
    language_asked = Signal(str)
    staff_asked = Signal()

    def __init__(self, words: Catalogue, *, languages: Iterable[str], prints: bool, staff: bool) -> None:
        """``prints``: pages can be printed. ``staff``: there is somebody who can sign in."""
        super().__init__()
        self.setObjectName("pageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(1)  # or its parts would make the kiosk wider than a narrow screen
        self._words = words
        text = words.text
        self.back = touch_button(f"← {text('action.back')}", self.back_asked.emit, name=text("action.back"))
        self.home = touch_button(text("action.home"), self.home_asked.emit)
        self.smaller = touch_button("A−", lambda: self.sized.emit(-1), name=text("action.smaller"), style="smaller")
        self.larger = touch_button("A+", lambda: self.sized.emit(1), name=text("action.larger"), style="larger")
        self.colours = touch_button(text("kiosk.colours"), self._ask_for_theme)
        self.find_in_page = touch_button(text("kiosk.find"), self.find_asked.emit)
        self.aloud = touch_button(text("action.read_aloud"), self.aloud_asked.emit)
        self.print = touch_button(text("kiosk.print"), self.print_asked.emit)
        self.staff = touch_button(text("kiosk.staff"), self.staff_asked.emit, style="quiet")
        self.languages = [self._language(code) for code in languages if code != words.language]
        self.aloud.hide()
        self.print.setVisible(prints)
        self.staff.setVisible(staff)
        self._next_theme = ""
        self._lay_out()

    def show_theme(self, theme: Theme) -> None:
        """Say which colours there are now, and which come next."""
        names = list(THEMES)
        self._next_theme = names[(names.index(theme.name) + 1) % len(names)]
        now, following = (self._words.text(f"action.theme_{name}") for name in (theme.name, self._next_theme))
        self.colours.setAccessibleName(self._words.text("kiosk.colours_now", now=now, next=following))

    def offer_aloud(self) -> None:
        """There is a voice."""
        self.aloud.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        needed = sum(group.sizeHint().width() for group in self._groups) + 48
        side = QBoxLayout.Direction.LeftToRight if self.width() >= needed else QBoxLayout.Direction.TopToBottom
        self._column.setDirection(side)

    def _lay_out(self) -> None:
        going = (self.back, self.home, self.find_in_page, self.aloud, self.print)
        looking = (self.smaller, self.larger, self.colours, *self.languages, self.staff)
        self._groups = [_group(going), _group(looking)]
        self._column = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._column.setContentsMargins(16, 6, 16, 6)
        self._column.setSpacing(4)
        self._column.addWidget(self._groups[0], 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        self._column.addWidget(self._groups[1], 0, Qt.AlignmentFlag.AlignRight)

    def _language(self, code: str) -> QPushButton:
        return touch_button(self._words.text(f"action.language_{code}"), lambda: self.language_asked.emit(code))

    def _ask_for_theme(self) -> None:
        self.theme_asked.emit(self._next_theme)


def _group(buttons: Iterable[QPushButton]) -> QWidget:
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    return group
