"""What the person keeps of the article shown: their note, the sections they bookmarked, the passages they marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from kbviewer.library.edits import Target
from kbviewer.ui.label_button import mark_icon
from kbviewer.ui.look import tooltip
from kbviewer.ui.note_card import NoteCard, Place
from kbviewer.wording import SHOWN_QUOTE, shown_name

if TYPE_CHECKING:
    from kbviewer.articles.article import Article
    from kbviewer.i18n import Catalogue
    from kbviewer.library.bookmark import Highlight
    from kbviewer.render.theme import Theme
    from kbviewer.ui.bookmarking import Bookmarking
    from kbviewer.ui.following import Following

Drafts = dict[Place, tuple[str, str]]
"""What could not be kept and is nowhere to be seen: a note, and what it was to take the place of."""

_UID = Qt.ItemDataRole.UserRole


class NotePanel(QScrollArea):
    """``target`` tells what a bookmark of a place is to point to, see `NoteCard`."""

    section_chosen = Signal(str)
    """The anchor of a bookmarked section to go to."""
    highlight_chosen = Signal(str)
    """The uid of a highlight to go to."""
    followed = Signal(str)
    """The address of a link in a note."""
    settling_asked = Signal(object)
    """The `Bookmark` whose change the person wants to see."""
    joined = Signal()
    """Another window had changed a note meanwhile, and both texts are kept."""

    def __init__(
        self,
        target: Callable[[Article, str], Target],
        marks: Bookmarking,
        following: Following,
        words: Catalogue,
        theme: Theme,
    ) -> None:
        super().__init__()
        self._target = target
        self._marks = marks
        self._following = following
        self._words = words
        self._theme = theme
        self._article: Article | None = None
        self._cards: dict[str, NoteCard] = {}
        """By the anchor of the section; that of the article has none."""
        self._listed: Sequence[Highlight] = ()
        """The highlights that are listed; the list stays as it is, and the keyboard in it, while they do."""
        self._drafts: Drafts = {}
        self._build()
        marks.changed.connect(self.refresh)
        marks.leaving.connect(self.forget)
        following.changed.connect(self.refresh)

    def _build(self) -> None:
        self.setObjectName("notes")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("notes")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 8)
        self._column.setSpacing(4)
        self.hint = QLabel(self._words.text("note.nobody"), wordWrap=True)
        self.hint.setObjectName("hint")
        self.sections = QLabel(self._words.text("note.sections"))
        self.passages = QLabel(self._words.text("note.highlights"))
        for heading in (self.sections, self.passages):
            heading.setObjectName("heading")
        self.highlights = QListWidget()
        self.highlights.setObjectName("plain")
        self.highlights.setAccessibleName(self._words.text("note.highlights"))
        self.highlights.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.highlights.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.highlights.itemClicked.connect(lambda item: self.highlight_chosen.emit(item.data(_UID)))
        self.highlights.itemActivated.connect(lambda item: self.highlight_chosen.emit(item.data(_UID)))
        for part in (self.hint, self.sections, self.passages, self.highlights):
            self._column.addWidget(part)
            part.hide()
        self._column.addStretch(1)
        self.setWidget(inside)

    # --- what is shown ----------------------------------------------------------------------------

    def show_article(self, article: Article | None) -> None:
        """Show what is kept of an article; what is being written to the one before is kept first."""
        self.save()
        is_other = self._article is None or article is None or self._article.id != article.id
        self._article = article
        if is_other:
            for anchor in list(self._cards):
                self._drop(anchor)
        self.refresh()

    def refresh(self) -> None:
        """Show what is kept by now."""
        article, shelf = self._article, self._marks.shelf
        is_used = self._marks.is_used and article is not None
        self.hint.setVisible(not self._marks.is_used)
        article_id = article.id if article and is_used else ""
        kept = shelf.sections_in(article_id)
        wanted = ["", *(bookmark.section for bookmark in kept)] if is_used else []
        for anchor in [each for each in self._cards if each not in wanted and not self._cards[each].is_writing]:
            self._drop(anchor)
        for anchor in wanted:
            card = self._cards.get(anchor) or self._add_card(article_id, anchor)
            bookmark = shelf.bookmark_of(article_id, anchor)
            card.show_bookmark(bookmark, self._following.state(bookmark.uid) if bookmark else None)
            if card.place in self._drafts:
                card.resume(*self._drafts.pop(card.place))
        self.sections.setVisible(bool(kept))
        self._show_highlights(article_id)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for card in self._cards.values():
            card.label.set_theme(theme)
        self._listed = ()
        self.refresh()

    def _add_card(self, article_id: str, anchor: str) -> NoteCard:
        place = (article_id, anchor)
        lost = partial(self._lose, self._drafts)
        card = NoteCard(place, self._marks, self._words, self._theme, target=lambda: self._target_of(place), lost=lost)
        card.chosen.connect(lambda: self.section_chosen.emit(anchor))
        card.followed.connect(self.followed)
        card.settling_asked.connect(self.settling_asked)
        card.joined.connect(self.joined)
        # The article's own card stands first, those of sections below their heading.
        before = self._column.indexOf(self.passages) if anchor else self._column.indexOf(self.sections)
        self._column.insertWidget(before, card)
        self._cards[anchor] = card
        return card

    def _drop(self, anchor: str) -> None:
        card = self._cards.pop(anchor)
        card.save()
        card.hide()
        card.deleteLater()

    def _target_of(self, place: Place) -> Target:
        held = self._marks.shelf.bookmark_of(*place)
        if held is None and self._article is not None and self._article.id == place[0]:
            return self._target(self._article, place[1])
        return Target(*place) if held is None else Target(held.id, held.title, held.section, held.heading)

    def _show_highlights(self, article_id: str) -> None:
        rows = self._marks.shelf.highlights_in(article_id)
        if rows == self._listed:
            return
        self._listed = rows
        self.highlights.clear()
        for row in rows:
            self.highlights.addItem(self._item(row))
        self.highlights.setMaximumHeight(self.highlights.sizeHintForRow(0) * len(rows) + 4)
        self.passages.setVisible(bool(rows))
        self.highlights.setVisible(bool(rows))

    def _item(self, row: Highlight) -> QListWidgetItem:
        shown = shown_name(row.quote, SHOWN_QUOTE)
        item = QListWidgetItem(mark_icon(row.label, self._theme), shown)
        item.setData(_UID, row.uid)
        item.setToolTip(tooltip(" ".join(row.quote.split())))
        colour = self._words.text(f"label.{row.label}") if row.label else ""
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ". ".join(filter(None, (shown, colour))))
        return item

    # --- writing ----------------------------------------------------------------------------------

    def write(self, anchor: str = "") -> None:
        """Begin to write the note of the article shown, or of one of its bookmarked sections."""
        card = self._cards.get(anchor)
        if card is not None and not card.is_writing:
            card.begin()
            self.ensureWidgetVisible(card.field)

    def save(self) -> None:
        """Keep what is being written."""
        for card in self._cards.values():
            card.save()

    def forget(self) -> None:
        """Keep what is being written and show nothing more of it: the person leaves."""
        self.save()
        for anchor in list(self._cards):
            self._drop(anchor)
        self._drafts = {}

    def _lose(self, drafts: Drafts, place: Place, note: str, seen: str) -> None:
        """``drafts`` are those of whoever wrote the note, who may have left by now."""
        card = self._cards.get(place[1])
        if card is not None and card.place == place and drafts is self._drafts:
            card.resume(note, seen)
        else:
            drafts[place] = (note, seen)
