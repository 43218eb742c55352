"""Find in the article: a field below the page, every hit coloured, "3 af 12"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.library.passage import Span
from kbviewer.ui.page_text import FOUND, FOUND_NOW, PageText

if TYPE_CHECKING:
    from kbviewer.search.finding import Finding

MOST = 2000
"""Hits that are coloured and gone through."""


class FindBar(QWidget):
    """Finds in the page that it was last given."""

    left = Signal()
    """The person is done finding."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = words
        self._page: PageText | None = None
        self._spans: list[Span] = []
        self._total = 0
        self._apart = False
        self._now = 0
        self.field = QLineEdit(clearButtonEnabled=True)
        self.field.setObjectName("find")
        self.field.setPlaceholderText(words.text("find.field"))
        self.field.setAccessibleName(words.text("find.field"))
        self.field.setMaxLength(200)
        self.field.setFixedWidth(280)
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.count = QLabel()
        self._previous = self._button("↑", -1)
        self._next = self._button("↓", 1)
        self._close = QPushButton("✕")
        self._close.clicked.connect(self.leave)
        self.name_buttons("find.previous", "find.next", "find.close")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        for part in (self.field, self._previous, self._next, self.count):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self._close)
        self.hide()

    def name_buttons(self, *keys: str) -> None:
        """Speak of previous, next and close by these sentences of the catalogue."""
        for button, key in zip((self._previous, self._next, self._close), keys, strict=True):
            button.setToolTip(self._words.text(key))
            button.setAccessibleName(self._words.text(key))

    def look_in(self, page: PageText) -> None:
        """Find in another page, or in this one anew: it has changed."""
        if self._page and self._page is not page and not self.isHidden():
            self._page.clear(FOUND, FOUND_NOW)
        self._page = page
        self._keep(None)
        if not self.isHidden():
            self._look()

    def begin(self) -> None:
        """Open the field."""
        was_open = not self.isHidden()
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        if not was_open:
            self._look()

    def leave(self) -> None:
        """Close the field; nothing stays coloured."""
        self.hide()
        if self._page:
            self._page.clear(FOUND, FOUND_NOW)
        self.left.emit()

    def step(self, by: int) -> None:
        """Go to the next hit, or the one before; round and round. Opens the field if nothing is looked for yet."""
        if self.isHidden() or not self.field.text():
            self.begin()
        elif self._spans:
            self._go((self._now + by) % len(self._spans))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter goes on, Shift+Enter back."""
        enters = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in enters:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        page, query = self._page, self.field.text()
        if page is None:
            return
        if query.strip():
            page.read(lambda texts: self._found(page, query, texts))
        else:
            page.clear(FOUND, FOUND_NOW)
            self._keep(None)

    def _found(self, page: PageText, query: str, texts: Sequence[str]) -> None:
        if page is self._page and query == self.field.text() and not self.isHidden():
            from kbviewer.search.finding import find  # noqa: PLC0415  # the tables of stems: when something is looked for

            self._keep(find(query, texts))
            page.clear(FOUND_NOW)
            spans = self._spans
            page.colour(FOUND, spans, lambda first: self._go(first) if spans is self._spans else None)

    def _keep(self, finding: Finding | None) -> None:
        hits = finding.hits if finding else ()
        self._spans = [Span(*found) for found in hits[:MOST]]
        self._total = len(hits)
        self._apart = finding is not None and finding.apart
        self._now = 0
        self._tell()

    def _go(self, number: int) -> None:
        if self._page and number < len(self._spans):
            self._now = number
            self._page.show(FOUND_NOW, self._spans[number])
            self._tell()

    def _tell(self) -> None:
        some = bool(self._spans)
        told = self._words.text("find.count", number=self._now + 1, total=self._total) if some else ""
        if some and self._apart:
            told = self._words.text("find.apart", count=told)
        if not some and self.field.text().strip():
            told = self._words.text("find.none")
        self.count.setText(told)
        self.count.setAccessibleName(told)
        self._previous.setEnabled(some)
        self._next.setEnabled(some)

    def _button(self, sign: str, by: int) -> QPushButton:
        button = QPushButton(sign)
        button.clicked.connect(lambda: self.step(by))
        return button
