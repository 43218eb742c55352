"""The button that shows the colour of a bookmark, by its mark and its name, and lets the person choose another."""

from functools import partial

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton

from kbviewer.i18n import Catalogue
from kbviewer.library.bookmark import LABELS
from kbviewer.render.theme import Theme
from kbviewer.ui.bookmark_rows import MARK, paint_mark


class LabelButton(QToolButton):
    """Not a combo box, which the mouse wheel would change when the panel is scrolled."""

    chosen = Signal(str)
    """One of `LABELS`, or empty for none."""

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("label")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(words.text("note.label"))
        self._words = words
        self._theme = theme
        self._label = ""
        menu = QMenu(self)
        self._choices = {
            label: menu.addAction(self._name(label), partial(self.chosen.emit, label)) for label in ("", *LABELS)
        }
        self.setMenu(menu)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for label, choice in self._choices.items():
            choice.setIcon(mark_icon(label, theme))
        self.show_label(self._label)

    def show_label(self, label: str) -> None:
        """Show a colour that was chosen."""
        self._label = label
        self.setText(self._name(label))
        self.setIcon(mark_icon(label, self._theme))
        self.setAccessibleName(f"{self._words.text('note.label')}: {self._name(label)}")

    def _name(self, label: str) -> str:
        return self._words.text(f"label.{label or 'none'}")


def mark_icon(label: str, theme: Theme) -> QIcon:
    """The mark of a label as lists show it; empty for none."""
    if not label:
        return QIcon()
    picture = QPixmap(MARK + 2, MARK + 2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, QPointF(1, 1), label, theme)
    painter.end()
    return QIcon(picture)
