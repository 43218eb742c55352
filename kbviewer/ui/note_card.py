"""What a person has noted to an article or a section: the note, its colour, and whether the text has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kbviewer.library import edits
from kbviewer.library.standing import State
from kbviewer.ui.flow_layout import FlowLayout
from kbviewer.ui.label_button import LabelButton
from kbviewer.ui.look import tooltip
from kbviewer.ui.note_field import NoteField
from kbviewer.ui.note_view import NoteView

if TYPE_CHECKING:
    from kbviewer.i18n import Catalogue
    from kbviewer.library.bookmark import Bookmark
    from kbviewer.library.edits import Target
    from kbviewer.render.theme import Theme
    from kbviewer.ui.bookmarking import Bookmarking

HEADING_PADDING = 24
"""Pixels that a heading to press needs beside its text."""

Place = tuple[str, str]
"""An article's id and a section's anchor."""

Lost = Callable[[Place, str, str], None]
"""Is given a note that could not be kept, and the one that it was to take the place of."""


class NoteCard(QWidget):
    """The note of one place. ``target`` tells what a bookmark of the place is to point to."""

    chosen = Signal()
    """The person wants to go to the place."""
    followed = Signal(str)
    """The address of a link in the note."""
    settling_asked = Signal(object)
    """The `Bookmark` whose change the person wants to see."""
    joined = Signal()
    """Another window had changed the note meanwhile, and both texts are kept."""

    def __init__(
        self,
        place: Place,
        marks: Bookmarking,
        words: Catalogue,
        theme: Theme,
        *,
        target: Callable[[], Target],
        lost: Lost,
    ) -> None:
        super().__init__()
        self._under_way = 0
        """Notes handed on of which it is not known yet whether they are kept."""
        self.place = place
        self._target = target
        self._marks = marks
        self._words = words
        self._theme = theme
        self._lost = lost
        self.bookmark: Bookmark | None = None
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        text = self._words.text
        self.heading: QLabel | QPushButton = QPushButton() if self.place[1] else QLabel(text("note.mine"))
        self.heading.setObjectName("link" if self.place[1] else "heading")
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.label = LabelButton(self._words, self._theme)
        self.view = NoteView()
        self.view.setAccessibleName(text("note.mine"))
        self.field = NoteField()
        self.field.setAccessibleName(text("note.mine"))
        self.field.setPlaceholderText(text("note.placeholder"))
        self.write = QPushButton()
        self.write.setObjectName("small")
        self.write.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click on it must not leave the field before it is told
        self.change = QLabel(wordWrap=True)
        self.change.setObjectName("status")
        self.show_change = QPushButton()
        self.show_change.setObjectName("small")
        self.field.hide()

    def _lay_out(self) -> None:
        bottom = FlowLayout(spacing=8)
        bottom.addWidget(self.write)
        bottom.addWidget(self.label)
        change = QHBoxLayout()
        change.addWidget(self.show_change)
        change.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self.change)
        column.addLayout(change)
        column.addWidget(self.view)
        column.addWidget(self.field)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self.view.followed.connect(self.followed)
        self.label.chosen.connect(self._put_label)
        self.write.clicked.connect(self.begin)
        self.show_change.clicked.connect(lambda: self.settling_asked.emit(self.bookmark))
        self.field.written.connect(self.save)
        self.field.left.connect(self._leave)
        self.field.ended.connect(self._end)
        if isinstance(self.heading, QPushButton):
            self.heading.clicked.connect(self.chosen)

    # --- what is shown ----------------------------------------------------------------------------

    def show_bookmark(self, bookmark: Bookmark | None, state: State | None) -> None:
        """Show the bookmark of the place and what has become of its text; what is being written is left alone."""
        self.bookmark = bookmark
        note = bookmark.note if bookmark else ""
        if self.is_writing and self.field.is_kept and not self._under_way and self.field.seen != note:
            self.field.begin(note, note)
        if bookmark and isinstance(self.heading, QPushButton):
            self.heading.setToolTip(tooltip(bookmark.heading))
            self.heading.setAccessibleName(bookmark.heading)
            self._shorten_heading()
        self.label.show_label(bookmark.label if bookmark else "")
        self.view.show_note(note)
        self._show_state(state)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._shorten_heading()

    def _shorten_heading(self) -> None:
        if self.bookmark and isinstance(self.heading, QPushButton):
            room = self.width() - HEADING_PADDING
            shown = self.heading.fontMetrics().elidedText(self.bookmark.heading, Qt.TextElideMode.ElideRight, room)
            self.heading.setText(shown.replace("&", "&&"))

    def _show_state(self, state: State | None) -> None:
        told = {
            State.CHANGED: ("note.changed", "note.show_changes"),
            State.SECTION_GONE: ("note.gone", "note.show_gone"),
        }
        sentence, button = told.get(state, ("", "")) if state else ("", "")
        self.change.setText(self._words.text(sentence) if sentence else "")
        self.show_change.setText(self._words.text(button) if button else "")
        self.change.setVisible(bool(sentence))
        self.show_change.setVisible(bool(sentence))

    def _arrange(self) -> None:
        has_note = bool(self.bookmark and self.bookmark.note)
        self.view.setVisible(has_note and not self.is_writing)
        self.field.setVisible(self.is_writing)
        self.label.setVisible(self.bookmark is not None)
        key = "note.done" if self.is_writing else "note.change" if has_note else "note.write"
        self.write.setText(self._words.text(key))

    # --- writing ----------------------------------------------------------------------------------

    @property
    def is_writing(self) -> bool:
        return bool(self.field.session)

    def begin(self) -> None:
        """Begin to write, or end it."""
        if self.is_writing:
            self._end()
            return
        note = self.bookmark.note if self.bookmark else ""
        self.resume(note, note)
        self.field.setFocus()

    def resume(self, note: str, seen: str) -> None:
        """Go on with a note that is to take the place of ``seen``, with what has been written since."""
        if self.is_writing:
            self.field.seen = seen
        else:
            self.field.begin(note, seen)
            self._arrange()

    def save(self) -> None:
        """Keep what is written, if it is not kept yet."""
        if not self.is_writing or self.field.is_kept:
            return
        note, seen = self.field.take_note()
        self._under_way += 1
        self._marks.edit(
            edits.edit_note(self._target(), note, seen),
            lambda _change: self._kept(note),
            lambda _error: self._failed(note, seen),
            session=self.field.session,
        )

    def _failed(self, note: str, seen: str) -> None:
        self._under_way -= 1
        self._lost(self.place, note, seen)

    def _kept(self, sent: str) -> None:
        self._under_way -= 1
        if not shiboken6.isValid(self):  # the person has gone on to another article
            return
        held = self._marks.shelf.bookmark_of(*self.place)
        if held is not None and held.note != sent:
            self.joined.emit()
            if self.is_writing and self.field.seen == sent:
                self.field.show_other(held.note, sent)

    def _leave(self) -> None:
        self.save()
        self.field.session = ""
        self._arrange()

    def _end(self) -> None:
        self._leave()
        self.write.setFocus()

    def _put_label(self, label: str) -> None:
        if self.bookmark is not None:
            self._marks.edit(edits.put_label([self.bookmark.uid], label))
