"""Search results as cards: a list model, and a delegate that paints title, section and marked snippet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextDocument
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kbviewer.search.hit import Hit, Origin
from kbviewer.ui.look import tooltip
from kbviewer.ui.note_search import FoundNote, FoundNotes
from kbviewer.wording import readings, why_sentence

if TYPE_CHECKING:
    from kbviewer.i18n import Catalogue
    from kbviewer.render.theme import Theme
    from kbviewer.search.snippets import Snippet

RowRole = Qt.ItemDataRole.UserRole
NoteRole = Qt.ItemDataRole.UserRole + 1
"""The `FoundNote` told on the card of a hit, if any."""

Index = QModelIndex | QPersistentModelIndex

PADDING = 12
GAP = 4
LONGEST_TITLE = 120


Row = FoundNote | Hit


class HitModel(QAbstractListModel):
    """What the newest search found: notes of the person's own, then the hits."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: tuple[Row, ...] = ()
        self._notes = FoundNotes()

    def show(self, hits: Sequence[Hit], notes: FoundNotes) -> None:
        """Replace what is shown; what is the same already keeps its place under the eye."""
        rows: tuple[Row, ...] = (*notes.above, *hits)
        if (rows, notes) == (self._rows, self._notes):
            return
        self.beginResetModel()
        self._rows, self._notes = rows, notes
        self.endResetModel()

    def rows(self) -> Sequence[Row]:
        """What is shown, from the top."""
        return self._rows

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return row
        return self._of_note(row, role) if isinstance(row, FoundNote) else self._of_hit(row, role)

    def _of_hit(self, hit: Hit, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = (hit.title, hit.section, hit.snippet.text, self._why(hit), self._own(hit))
            return _spoken(told)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._why(hit)) if self._why(hit) else None
        if role == NoteRole:
            return self._notes.on_hits.get(hit.id)
        return None

    def _of_note(self, note: FoundNote, role: int) -> str | None:
        bookmark = note.bookmark
        if role == Qt.ItemDataRole.DisplayRole:
            return bookmark.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            folder = self._words.text("results.in_folder", folder=note.folder) if note.folder else ""
            told = (self._words.text("results.note"), bookmark.title, bookmark.heading, note.snippet.text, folder)
            return _spoken(told)
        return None

    def _own(self, hit: Hit) -> str:
        note = self._notes.on_hits.get(hit.id)
        return f"{self._words.text('results.note')}: {note.snippet.text}" if note else ""

    def _why(self, hit: Hit) -> str:
        return why_sentence(hit, self._words)


class CardDelegate(QStyledItemDelegate):
    """Paints a hit as in the window's design: title, section, snippet with the found words marked; a note likewise."""

    def __init__(self, theme: Theme, words: Catalogue, parent: QWidget, *, is_framed: bool = False) -> None:
        """``is_framed``: every card has its frame, not only the one pointed at."""
        super().__init__(parent)
        self.theme = theme
        self.scale = 1.0
        """How large a card is, 1 being the ordinary size."""
        self._words = words
        self._is_framed = is_framed

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, option, is_note=isinstance(index.data(RowRole), FoundNote))
        text = self._document(index, option.rect.width())
        painter.translate(QPointF(option.rect.topLeft()) + QPointF(PADDING, PADDING + GAP / 2) * self.scale)
        painter.scale(self.scale, self.scale)
        text.drawContents(painter)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        view = self.parent()
        assert isinstance(view, QWidget)
        width = option.rect.width() if option.rect.width() > 0 else view.width()
        height = self._document(index, width).size().height()
        return QSize(width, int((height + 2 * PADDING + GAP) * self.scale))

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, *, is_note: bool) -> None:
        from PySide6.QtWidgets import QStyle  # noqa: PLC0415  # see `docs/starting.md`: slow to name

        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        edge = GAP / 2 * self.scale
        card = QRectF(option.rect).adjusted(1, edge, -1, -edge)
        if chosen or hovered or is_note or self._is_framed:
            painter.setPen(QPen(QColor(self.theme.accent if chosen else self.theme.line), 2 if chosen else 1))
            painter.setBrush(QColor(self.theme.accent_soft if is_note else self.theme.raised))
            painter.drawRoundedRect(card, 10, 10)

    def _document(self, index: Index, width: int) -> QTextDocument:
        text = QTextDocument()
        text.setDocumentMargin(0)
        row = index.data(RowRole)
        if isinstance(row, FoundNote):
            text.setHtml(note_html(row, self.theme, self._words))
        else:
            text.setHtml(card_html(row, self.theme, self._words, index.data(NoteRole)))
        text.setTextWidth(max(120, width / self.scale - 2 * PADDING))
        return text


def card_html(hit: Hit, theme: Theme, words: Catalogue, note: FoundNote | None = None) -> str:
    """A hit as the small HTML that `QTextDocument` knows; everything from articles and notes is escaped."""
    own = f"<b>{escape(words.text('results.note'))}:</b> {_marked(note.snippet, theme)}" if note else ""
    return (
        _head(hit.title, hit.section, theme)
        + _line(_marked(hit.snippet, theme), theme.muted)
        + _readings(hit, theme, words)
        + _line(own, theme.ink)
    )


def note_html(note: FoundNote, theme: Theme, words: Catalogue) -> str:
    """A note found, as `card_html` has a hit: that it is one, what it says, and where it belongs."""
    folder = escape(_short(words.text("results.in_folder", folder=note.folder))) if note.folder else ""
    return (
        _line(f"<b>{escape(words.text('results.note'))}</b>", theme.accent)
        + _head(note.bookmark.title, note.bookmark.heading, theme)
        + _line(_marked(note.snippet, theme), theme.ink)
        + _line(folder, theme.muted)
    )


def _spoken(parts: Iterable[str]) -> str:
    return ". ".join(part.rstrip(".") for part in parts if part)


def _head(title: str, section: str, theme: Theme) -> str:
    head = f'<div style="color:{theme.ink};font-size:15px;font-weight:600">{escape(_short(title))}</div>'
    return head + _line(escape(_short(section)), theme.accent)


def _line(html: str, colour: str) -> str:
    return f'<div style="color:{colour};font-size:13px">{html}</div>' if html else ""


def _readings(hit: Hit, theme: Theme, words: Catalogue) -> str:
    """How words of the search were taken, where the article does not hold them as typed."""
    told = escape(_short(" ".join(readings(hit, words, without=Origin.CORRECTED))))  # told once above the list
    return f'<div style="color:{theme.muted};font-size:12px"><i>{told}</i></div>' if told else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE].rstrip()} …"


def _marked(snippet: Snippet, theme: Theme) -> str:
    text, html, place = snippet.text, "", 0
    for start, end in snippet.marks:
        html += escape(text[place:start])
        html += f'<span style="background-color:{theme.mark};color:{theme.on_mark}">{escape(text[start:end])}</span>'
        place = end
    return html + escape(text[place:])
