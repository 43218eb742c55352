"""Search results as cards: a list model, and a delegate that paints title, section and marked snippet."""

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextDocument
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.render.theme import Theme
from kbviewer.search.hit import Hit
from kbviewer.search.plan import Origin
from kbviewer.ui.look import tooltip
from kbviewer.wording import readings, why_sentence

HitRole = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex

PADDING = 12
GAP = 4
LONGEST_TITLE = 120


class HitModel(QAbstractListModel):
    """The hits of the newest search."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._hits: tuple[Hit, ...] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def hit(self, row: int) -> Hit:
        return self._hits[row]

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (hit.title, hit.section, hit.snippet.text, self._why(hit)) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._why(hit)) if self._why(hit) else None
        if role == HitRole:
            return hit
        return None

    def _why(self, hit: Hit) -> str:
        return why_sentence(hit, self._words)


class CardDelegate(QStyledItemDelegate):
    """Paints a hit as in the window's design: title, section, snippet with the found words marked."""

    def __init__(self, theme: Theme, words: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._words = words

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, option)
        text = self._document(index, option.rect.width())
        painter.translate(QPointF(option.rect.left() + PADDING, option.rect.top() + PADDING + GAP / 2))
        text.drawContents(painter)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        view = self.parent()
        assert isinstance(view, QWidget)
        width = option.rect.width() if option.rect.width() > 0 else view.width()
        height = self._document(index, width).size().height()
        return QSize(width, int(height) + 2 * PADDING + GAP)

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        card = QRectF(option.rect).adjusted(1, GAP / 2, -1, -GAP / 2)
        if chosen or hovered:
            painter.setPen(QPen(QColor(self.theme.accent if chosen else self.theme.line), 2 if chosen else 1))
            painter.setBrush(QColor(self.theme.raised))
            painter.drawRoundedRect(card, 10, 10)

    def _document(self, index: Index, width: int) -> QTextDocument:
        text = QTextDocument()
        text.setDocumentMargin(0)
        text.setHtml(card_html(index.data(HitRole), self.theme, self._words))
        text.setTextWidth(max(120, width - 2 * PADDING))
        return text


def card_html(hit: Hit, theme: Theme, words: Catalogue) -> str:
    """A hit as the small HTML that `QTextDocument` knows; everything from articles is escaped."""
    section = (
        f'<div style="color:{theme.accent};font-size:13px">{escape(_short(hit.section))}</div>' if hit.section else ""
    )
    return (
        f'<div style="color:{theme.ink};font-size:15px;font-weight:600">{escape(_short(hit.title))}</div>{section}'
        f'<div style="color:{theme.muted};font-size:13px">{_marked(hit, theme)}</div>{_readings(hit, theme, words)}'
    )


def _readings(hit: Hit, theme: Theme, words: Catalogue) -> str:
    """How words of the search were taken, where the article does not hold them as typed."""
    told = escape(_short(" ".join(readings(hit, words, without=Origin.CORRECTED))))  # told once above the list
    return f'<div style="color:{theme.muted};font-size:12px"><i>{told}</i></div>' if told else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE].rstrip()} …"


def _marked(hit: Hit, theme: Theme) -> str:
    text, html, place = hit.snippet.text, "", 0
    for start, end in hit.snippet.marks:
        html += escape(text[place:start])
        html += f'<span style="background-color:{theme.mark};color:{theme.on_mark}">{escape(text[start:end])}</span>'
        place = end
    return html + escape(text[place:])
