"""How a line of the bookmarks tree is painted: a mark of its colour, its name, and below it what there is to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kbviewer.library.bookmark import Folder
from kbviewer.ui.bookmark_model import EntryRole

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from kbviewer.render.theme import Theme
    from kbviewer.ui.bookmark_model import Entry, Index

PADDING = 6
MARK = 10
"""Pixels a mark is wide and high."""

SHAPES = {
    "red": ((0.5, 0.0), (1.0, 1.0), (0.0, 1.0)),
    "yellow": (),
    "green": ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),
    "blue": ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    "purple": ((0.0, 0.0), (1.0, 0.0), (0.5, 1.0)),
}
"""Corners of the mark of each label, for nobody should have to tell colours apart; none make it round."""


class BookmarkDelegate(QStyledItemDelegate):
    """Two lines, all equally high, so that ten thousand need not be measured."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        lines = QFontMetrics(_first(option.font)).height() + QFontMetrics(_second(option.font)).height()
        return QSize(80, lines + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(EntryRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        place = QRectF(option.rect).adjusted(PADDING, PADDING, -PADDING, -PADDING)
        if not (entry.status or entry.detail):
            place.translate(0, QFontMetrics(_second(option.font)).height() / 2)
        if entry.label:
            paint_mark(painter, QPointF(place.left(), place.top() + 4), entry.label, self.theme)
            place.setLeft(place.left() + MARK + 6)
        self._paint_lines(painter, place, entry, option.font)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        from PySide6.QtWidgets import QStyle  # noqa: PLC0415  # see `docs/starting.md`: slow to name

        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = QRectF(option.rect).adjusted(1, 1, -1, -1)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.accent_soft))
            painter.drawRoundedRect(ground, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self.theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 6, 6)

    def _paint_lines(self, painter: QPainter, place: QRectF, entry: Entry, font: QFont) -> None:
        first = _first(font)
        first.setBold(isinstance(entry.row, Folder) or entry.is_heading or entry.is_list)
        below = self._paint_line(painter, place, entry.name, first, self.theme.ink)
        status_font = _second(font)
        if entry.status:
            status_font.setItalic(True)
            status = f"{entry.status} · {entry.detail}" if entry.detail else entry.status
            self._paint_line(painter, below, status, status_font, self.theme.accent)
        else:
            self._paint_line(painter, below, entry.detail, status_font, self.theme.muted)

    def _paint_line(self, painter: QPainter, place: QRectF, text: str, font: QFont, colour: str) -> QRectF:
        """Paint one line at the top of ``place``; what is left of it below."""
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine), shown)
        return place.adjusted(0, metrics.height(), 0, 0)


def paint_mark(painter: QPainter, corner: QPointF, label: str, theme: Theme) -> None:
    """Paint the mark of a label with its upper left at ``corner``."""
    painter.setPen(QPen(QColor(theme.label(label)), 2))
    painter.setBrush(QColor(theme.label_soft(label)))
    if SHAPES[label]:
        painter.drawPolygon(QPolygonF([corner + QPointF(x * MARK, y * MARK) for x, y in SHAPES[label]]))
    else:
        painter.drawEllipse(QRectF(corner.x(), corner.y(), MARK, MARK))


def _first(font: QFont) -> QFont:
    return _sized(font, 14)


def _second(font: QFont) -> QFont:
    return _sized(font, 12)


def _sized(font: QFont, pixels: int) -> QFont:
    from PySide6.QtGui import QFont  # noqa: PLC0415  # slow to name

    made = QFont(font)
    made.setPixelSize(pixels)
    return made
