"""The bar at the top of a visit: where one is, the search field, and the way to end it all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.ui.kiosk.touch import touch_button
from kbviewer.ui.search_field import SearchField

ROOMY = 1000
"""Pixels of width in which the name of the place stands beside the field."""
CLEAR_WIDTH = 56


class VisitBar(QWidget):
    """Stays the same whatever is shown below."""

    end_asked = Signal()
    left = Signal()
    """The search is to be taken back."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self.setObjectName("visitBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(1)  # or its parts would make the kiosk wider than a narrow screen
        self._place = QLabel(words.text("kiosk.title"))
        self._place.setObjectName("place")
        self.search = SearchField(words, words.text("kiosk.search"))
        self._clear = touch_button("✕", self.left.emit, name=words.text("kiosk.clear_search"), style="clear")
        self._put_clear_into_field()
        end = touch_button(words.text("kiosk.end"), self.end_asked.emit, style="end")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(24)
        row.addWidget(self._place)
        row.addWidget(self.search, 1)
        row.addWidget(end)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place.setVisible(self.width() >= ROOMY)

    def _put_clear_into_field(self) -> None:
        self._clear.setFixedWidth(CLEAR_WIDTH)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.hide()
        inside = QHBoxLayout(self.search)
        inside.setContentsMargins(0, 0, 2, 0)
        inside.addStretch()
        inside.addWidget(self._clear)
        self.search.setTextMargins(0, 0, CLEAR_WIDTH, 0)
        self.search.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
