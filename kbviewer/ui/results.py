"""The search panel: filters, what the words were taken for, completions, hits, and what was searched for before."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import Catalogue
from kbviewer.render.theme import Theme
from kbviewer.search.hit import Hit
from kbviewer.search.reply import Filter, Reply
from kbviewer.ui.cards import CardDelegate, HitModel
from kbviewer.ui.flow_layout import FlowLayout
from kbviewer.ui.links import Links
from kbviewer.ui.note_search import FoundNote, FoundNotes
from kbviewer.ui.swiping import let_swipe
from kbviewer.ui.tab_keys import MiddleChooses

MOST_RECENT = 6
"""Searches remembered. In memory only: what a person searched for never touches the disk."""

FEWEST_CHOICES = 2
"""A filter with fewer is not shown."""

FOR_FINGERS = 1.4
"""How much larger cards are where they are touched."""

WIDEST = 580
"""Pixels of a card at the ordinary size: longer lines are hard to read."""

NO_NOTES = FoundNotes()

Choices = Sequence[tuple[str, str]]
"""Values to filter by, each with the text to show for it."""


class ResultsPanel(QWidget):
    """The hits of a search, newest request only, and everything around them."""

    chosen = Signal(object)
    """The `Hit` to open."""
    note_chosen = Signal(object)
    """The `FoundNote` whose bookmark to open."""
    filtered = Signal()
    """Another filter has been chosen."""
    asked = Signal(str)
    """A search to type in place of the one there is."""
    asked_as_typed = Signal()
    """The search as typed is wanted, without guesses at slips."""

    def __init__(self, words: Catalogue, theme: Theme, *, by_touch: bool = False) -> None:
        """``by_touch``: for fingers; cards are larger and a swipe moves them, and there are no lists that drop down."""
        super().__init__()
        self._words = words
        self._by_touch = by_touch
        self._query = ""
        self._recent: list[str] = []
        self._body_part = _filter_box(words.text("results.filter_body_part"))
        self._kind = _filter_box(words.text("results.filter_kind"))
        self._filters = QWidget()
        self.hint = QLabel(words.text("window.search_help"), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.hint.setObjectName("hint")
        self.hint.setContentsMargins(8, 8, 8, 4)
        self.instead = Links(in_a_row=by_touch)
        self.completions = Links(words.text("results.completions"), in_a_row=by_touch)
        self.recent = Links(words.text("results.recent"))
        self.examples = Links(words.text("results.examples"))
        self._column = QVBoxLayout(self)
        self._build_list(theme)
        self._lay_out()
        self._connect()
        self._show_start()

    def _build_list(self, theme: Theme) -> None:
        self.view = QListView()
        self.view.setAccessibleName(self._words.text("window.results"))
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setMouseTracking(True)
        self.model = HitModel(self._words, self)
        self.delegate = CardDelegate(theme, self._words, self.view, is_framed=self._by_touch)
        self.view.setModel(self.model)
        MiddleChooses(self.view)
        self.view.setItemDelegate(self.delegate)
        if self._by_touch:
            self.set_text_size(100)
            let_swipe(self.view)

    def _lay_out(self) -> None:
        row = FlowLayout(self._filters, spacing=8)
        row.setContentsMargins(8, 8, 8, 0)
        for box in (self._body_part, self._kind):
            row.addWidget(box)
        layout = self._column
        layout.setSpacing(0)
        for part in (self._filters, self.hint, self.instead, self.completions, self.recent, self.examples):
            layout.addWidget(part)
        layout.addWidget(self.view, 1)
        layout.addStretch()
        self._filters.hide()

    def _connect(self) -> None:
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        for box in (self._body_part, self._kind):
            box.currentIndexChanged.connect(lambda _number: self.filtered.emit())
        for links in (self.completions, self.recent, self.examples):
            links.chosen.connect(self.asked)
        self.instead.chosen.connect(self._ask_instead)

    def show_filters(self, body_parts: Choices, kinds: Choices) -> None:
        """Offer to filter by what the library has; a choice that is gone falls back to everything."""
        self._fill(self._body_part, "results.any_body_part", body_parts)
        self._fill(self._kind, "results.any_kind", kinds)
        is_shown = not (self._by_touch or (self._body_part.isHidden() and self._kind.isHidden()))
        self._filters.setVisible(is_shown)

    def among(self) -> Filter:
        """What is to be searched."""
        return Filter(kind=self._kind.currentData() or "", body_part=self._body_part.currentData() or "")

    def show_reply(self, reply: Reply, notes: FoundNotes = NO_NOTES) -> None:
        """Show the hits of a search with the person's own notes, or say that there are none and what to try."""
        self._query = reply.query
        self.model.show(reply.hits, notes)
        self.view.setVisible(self.model.rowCount() > 0)
        self.recent.hide()
        self.examples.hide()
        query = reply.query.strip()
        if not query:
            self._show_start()
            return
        self.hint.setText(self._hint(reply, notes))
        self._show_instead(reply)

    def show_completions(self, completions: Sequence[str]) -> None:
        """Offer what a person may be about to type."""
        self.completions.show_links([(one, one) for one in completions])

    def show_unread(self, *, is_vain: bool) -> None:
        """Say that the articles are being read for the first time, or that this was in vain."""
        self.model.show((), NO_NOTES)
        self.view.hide()
        none = "kiosk.empty" if self._by_touch else "home.empty"
        self.hint.setText(self._words.text(none if is_vain else "results.waiting"))

    def remember(self, query: str) -> None:
        """Keep a search that led to an article, until the window closes."""
        self._recent = [query, *(one for one in self._recent if one.casefold() != query.casefold())][:MOST_RECENT]

    def forget(self) -> None:
        """Show nothing that was found, and remember no searches: the person leaves."""
        self._recent = []
        self.show_reply(Reply("", 0.0, 0, ()))

    def query(self) -> str:
        """The search whose hits are shown."""
        return self._query

    def first(self) -> Hit | None:
        """The best hit, if any."""
        return next((row for row in self.model.rows() if isinstance(row, Hit)), None)

    def first_note(self) -> FoundNote | None:
        """The best note above the hits, if any."""
        return next((row for row in self.model.rows() if isinstance(row, FoundNote)), None)

    def focus_list(self) -> None:
        """Move the keyboard into the list."""
        if self.model.rowCount():
            self.view.setFocus()
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0, 0))

    def set_theme(self, theme: Theme) -> None:
        self.delegate.theme = theme
        self.view.viewport().update()

    def set_text_size(self, percent: int) -> None:
        """Scale the cards."""
        self.delegate.scale = (FOR_FINGERS if self._by_touch else 1.0) * percent / 100
        self.view.scheduleDelayedItemsLayout()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keep lines short enough to read: the rest of a wide panel is margin."""
        side = max(0, (self.contentsRect().width() - round(WIDEST * self.delegate.scale)) // 2)
        self._column.setContentsMargins(8 + side, 0, 4 + side, 0)

    def _show_start(self) -> None:
        self.view.hide()
        self.instead.show_links(())
        self.completions.show_links(())
        self.hint.setText(self._words.text("window.search_help"))
        self.recent.show_links([(one, one) for one in self._recent])
        examples = self._words.text("results.example_searches").split("|")
        self.examples.show_links([(one, one) for one in examples] if not self._recent else ())

    def _hint(self, reply: Reply, notes: FoundNotes) -> str:
        """What was found, or what to try."""
        text, query = self._words.text, reply.query.strip()
        told = "\n" + text("results.notes_count", n=notes.count) if notes.count else ""
        if reply.hits:
            corrected = text("results.showing_instead", query=reply.suggestion) + "\n" if reply.is_corrected else ""
            return corrected + text("results.count", n=reply.total, query=query) + told
        filtered = "\n\n" + text("results.none_filtered") if self.among() != Filter() else ""
        what_to_try = text("kiosk.none_help" if self._by_touch else "results.none_help")
        help_ = "" if told else f"\n\n{what_to_try}"
        return text("results.none", query=query) + told + filtered + help_

    def _show_instead(self, reply: Reply) -> None:
        if reply.suggestion is None:
            self.instead.show_links(())
        elif reply.is_corrected:
            asked = self._words.text("results.as_typed", query=reply.query.strip())
            self.instead.show_links([("", asked)])
        else:
            asked = self._words.text("results.did_you_mean", query=reply.suggestion)
            self.instead.show_links([(reply.suggestion, asked)])

    def _ask_instead(self, query: str) -> None:
        if query:
            self.asked.emit(query)
        else:
            self.asked_as_typed.emit()

    def _fill(self, box: QComboBox, everything: str, choices: Choices) -> None:
        chosen = box.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(self._words.text(everything), "")
        for value, text in choices:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)
        box.setVisible(len(choices) >= FEWEST_CHOICES)

    def _choose(self, index: QModelIndex) -> None:
        row = self.model.rows()[index.row()]
        (self.chosen if isinstance(row, Hit) else self.note_chosen).emit(row)


def _filter_box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setMinimumContentsLength(1)
    return box
