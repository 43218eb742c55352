"""A keyboard on the screen, Danish, for a field that has been tapped."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.ui.kiosk.touch import touch_button

LETTERS = ("qwertyuiopå", "asdfghjklæø", "zxcvbnm")
NUMBERS = "1234567890-"
"""In place of the first row."""
WIDEST = 1100


class Keyboard(QWidget):
    """Comes when a field is tapped, and goes when somebody types on a real keyboard. Takes no focus.

    It stands in the layout below the field and so never covers it.
    """

    searched = Signal(object)
    """Done: the `QLineEdit` that has been typed in."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self.setObjectName("keyboard")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(words.text("kiosk.keyboard"))
        self.setMinimumWidth(1)
        self._words = words
        self._field: QLineEdit | None = None
        self._first_row = [self._letter(letter) for letter in LETTERS[0]]
        self._other_row = touch_button("", self._turn)
        self._has_numbers = False
        self._lay_out()
        self._show_first_row()
        self.hide()

    def serve(self, field: QLineEdit) -> None:
        """Come when this field is tapped."""
        field.installEventFilter(self)

    def come(self, field: QLineEdit) -> None:
        """Be there, and type into this field."""
        self._field = field
        self.show()

    def leave(self) -> None:
        """Go; letters come first next time."""
        self.hide()
        self._has_numbers = False
        self._show_first_row()

    def key(self, name: str) -> QPushButton:
        """The key that is spoken of by a name, a letter as a rule."""
        return next(key for key in self.findChildren(QPushButton) if key.accessibleName() == name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(watched, QLineEdit):
            if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
                self.come(watched)
            elif event.type() in (QEvent.Type.KeyPress, QEvent.Type.Hide):
                self.leave()
        return False

    def _lay_out(self) -> None:
        text = self._words.text
        delete = touch_button("⌫", lambda: None, name=text("kiosk.key_delete"))
        delete.setAutoRepeat(True)
        delete.pressed.connect(lambda: self._do(QLineEdit.backspace))
        space = touch_button(text("kiosk.key_space"), lambda: self._type(" "), style="space")
        hide = touch_button(text("kiosk.key_hide"), self.leave)
        search = touch_button(text("kiosk.key_search"), self._search, style="primary")
        middle = [self._letter(letter) for letter in LETTERS[1]]
        last = [self._letter(letter) for letter in LETTERS[2]]
        rows: tuple[list[tuple[QPushButton, int]], ...] = (
            [(key, 2) for key in self._first_row],
            [(key, 2) for key in middle],
            [(self._other_row, 4), *((key, 2) for key in last), (delete, 4)],
            [(hide, 4), (space, 13), (search, 5)],
        )
        board = QWidget()
        board.setMaximumWidth(WIDEST)
        column = QVBoxLayout(board)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        for keys in rows:
            column.addLayout(_row(keys))
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(board)

    def _letter(self, letter: str) -> QPushButton:
        key = touch_button(letter, lambda: self._type(key.text()))
        return key

    def _type(self, text: str) -> None:
        self._do(lambda field: field.insert(text))

    def _do(self, what: Callable[[QLineEdit], None]) -> None:
        if self._field is not None:
            what(self._field)

    def _search(self) -> None:
        self.leave()
        self.searched.emit(self._field)

    def _turn(self) -> None:
        self._has_numbers = not self._has_numbers
        self._show_first_row()

    def _show_first_row(self) -> None:
        for key, letter in zip(self._first_row, NUMBERS if self._has_numbers else LETTERS[0], strict=True):
            key.setText(letter)
            key.setAccessibleName(letter)
        self._other_row.setText("abc" if self._has_numbers else "123")
        name = self._words.text("kiosk.key_letters" if self._has_numbers else "kiosk.key_numbers")
        self._other_row.setAccessibleName(name)


def _row(keys: list[tuple[QPushButton, int]]) -> QHBoxLayout:
    """Keys, each with how broad it is beside the others."""
    row = QHBoxLayout()
    row.setSpacing(6)
    for key, breadth in keys:
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setMinimumWidth(1)
        row.addWidget(key, breadth)
    return row
