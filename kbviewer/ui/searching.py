"""Searching in the window: from a letter typed to a hit opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from kbviewer.search.reply import EVERYTHING, Filter, Reply
from kbviewer.ui.note_search import FoundNote, FoundNotes, NoteSearch, arrange
from kbviewer.ui.search_lane import SearchLane

if TYPE_CHECKING:
    from kbviewer.i18n import Catalogue
    from kbviewer.library.shelf import Shelf
    from kbviewer.search.hit import Hit
    from kbviewer.ui.results import ResultsPanel
    from kbviewer.ui.search_field import SearchField
    from kbviewer.workspace import Workspace

RESULT_LIMIT = 30

NOTHING = Reply("", 0.0, 0, ())


@dataclass(frozen=True, slots=True)
class _Question:
    query: str
    among: Filter = EVERYTHING
    as_typed: bool = False


class _Answer(NamedTuple):
    """``is_whole``: there was an index to search."""

    is_whole: bool
    reply: Reply
    completions: tuple[str, ...]
    notes: FoundNotes


class Searching(QObject):
    """Passes what is typed to the search lane, and what comes back to the panel."""

    opened = Signal(object, str)
    """A `Hit` to open, and the search that found it."""
    note_opened = Signal(object, str)
    """A `Bookmark` to open, and the search that found its note."""
    failed = Signal(object)
    """An `ExpectedError`."""

    def __init__(
        self,
        workspace: Workspace,
        field: SearchField,
        panel: ResultsPanel,
        show_panel: Callable[[bool], None],
        words: Catalogue,
        *,
        parent: QObject | None = None,
    ) -> None:
        """``show_panel`` brings the panel to the front, or takes it away when there is nothing to search for."""
        super().__init__(parent)
        self._workspace, self._field, self._panel, self._words = workspace, field, panel, words
        self._show_panel = show_panel
        self._question = _Question("")
        self._enter_waits = False
        self._notes = NoteSearch()  # belongs to the lane's thread
        self.lane = SearchLane(self._answer, self)
        self.lane.answered.connect(self._show)
        self.lane.failed.connect(self.failed)
        field.textChanged.connect(self.type)
        field.returnPressed.connect(self._open_first)
        field.went_down.connect(panel.focus_list)
        self._panel.chosen.connect(self._open)
        self._panel.note_chosen.connect(self._open_note)
        self._panel.asked.connect(self._type_instead)
        self._panel.filtered.connect(self.repeat)
        self._panel.asked_as_typed.connect(self._ask_as_typed)

    def type(self, query: str) -> None:
        """Search for what is typed so far."""
        if query.strip():
            self._show_panel(True)
            self._ask(_Question(query, self._panel.among()))
        else:
            self.lane.drop()
            self._question = _Question("")
            self._panel.show_reply(NOTHING)
            self._show_panel(False)

    def _type_instead(self, query: str) -> None:
        self._field.setFocus()
        self._field.setText(query)

    def _ask_as_typed(self) -> None:
        self._field.setFocus()
        self._ask(_Question(self._field.text(), self._panel.among(), True))

    def repeat(self) -> None:
        """Search again: the articles or the filter have changed."""
        if self._question.query.strip():
            waits = self._enter_waits
            self._ask(_Question(self._question.query, self._panel.among(), self._question.as_typed))
            self._enter_waits = waits
        else:
            self._panel.show_reply(NOTHING)

    def forget(self) -> None:
        """Take back what was searched for and found, notes too, at once: the person leaves."""
        self.lane.drop()
        self._question = _Question("")
        self._enter_waits = False
        self._panel.forget()
        self._field.clear()

    def show_library(self) -> None:
        """Offer to filter by what the library has."""
        from kbviewer.render.overview import topics  # noqa: PLC0415  # a page's module: not before there is a library

        listed = self._workspace.listed()
        kinds = sorted({record.kind for record in listed if record.kind})
        known = {kind: self._words.sentences.get(f"kind.{kind}", kind) for kind in kinds}
        body_parts = [(name, name) for name, _ in topics(listed)]
        self._panel.show_filters(body_parts, list(known.items()))

    def show_kept(self, shelf: Shelf) -> None:
        """Search the notes on this shelf from now on."""

        def done(changed: bool) -> None:
            if changed and self._question.query.strip():
                self.repeat()

        self.lane.prepare(lambda: self._notes.hold(shelf), done)

    def stop(self) -> None:
        """End for good."""
        self.lane.stop()

    def _ask(self, question: _Question) -> None:
        self._question = question
        self._enter_waits = False
        self.lane.ask(question)

    def _answer(self, question: _Question) -> _Answer:
        """Off the window's thread."""
        is_open = self._workspace.is_open
        reply = self._workspace.search(question.query, RESULT_LIMIT, question.among, as_typed=question.as_typed)
        notes = arrange(self._notes.find(question.query), reply.hits, above=question.among == EVERYTHING)
        return _Answer(is_open, reply, self._workspace.completions(question.query), notes)

    def _show(self, answer: _Answer) -> None:
        if not answer.is_whole:
            self._panel.show_unread(is_vain=self._workspace.is_read and not self._workspace.is_open)
            return
        self._panel.show_reply(answer.reply, answer.notes)
        self._panel.show_completions(answer.completions)
        if self._enter_waits:
            self._open_first()

    def _open_first(self) -> None:
        """Open the best hit of what is typed, as soon as it is known."""
        self._enter_waits = self._panel.query() != self._question.query
        if not self._question.query.strip() or self._enter_waits:
            return
        if hit := self._panel.first():
            self._open(hit)
        elif note := self._panel.first_note():
            self._open_note(note)

    def _open(self, hit: Hit) -> None:
        self.opened.emit(hit, self._remembered())

    def _open_note(self, note: FoundNote) -> None:
        self.note_opened.emit(note.bookmark, self._remembered())

    def _remembered(self) -> str:
        query = self._panel.query().strip()
        self._panel.remember(query)
        return query
