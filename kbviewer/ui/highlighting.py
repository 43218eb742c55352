"""Highlights on the pages that are open: coloured where they stand, made of what is selected, changed by their menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from kbviewer import urls
from kbviewer.errors import ExpectedError
from kbviewer.library import edits
from kbviewer.library.bookmark import LABELS, Highlight, new_uid, now
from kbviewer.library.passage import Quote, Span
from kbviewer.ui.background import Lane
from kbviewer.ui.page_text import PageText, label_name

if TYPE_CHECKING:
    from kbviewer.i18n import Catalogue
    from kbviewer.library.edits import Target
    from kbviewer.ui.bookmarking import Bookmarking
    from kbviewer.ui.reading import ReadingPane

USUAL = "yellow"
"""The label of a highlight that was made without choosing one."""

Places = Mapping[Highlight, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class _Page:
    """The page of an article: the texts of its blocks, what is to be highlighted there, and where that stands."""

    id: str
    blocks: Sequence[str]
    highlights: Sequence[Highlight] = ()
    places: Places | None = None
    """None while they are being looked for."""


class Highlighting(QObject):
    """Keeps every open page's colours as the shelf has them. Passages are looked for in a thread of its own."""

    lost = Signal(str, object)
    """An article's id and the uids of its highlights that are not found in it any more: a frozenset, mostly empty."""
    failed = Signal(object)
    """An `ExpectedError`; nothing was highlighted."""

    def __init__(
        self,
        pane: ReadingPane,
        marks: Bookmarking,
        words: Catalogue,
        target: Callable[[], Target | None],
        parent: QObject | None = None,
    ) -> None:
        """``target`` gives the article in front, None when there is none."""
        super().__init__(parent)
        self._pane = pane
        self._marks = marks
        self._words = words
        self._target = target
        self._lane = Lane("highlights", self)
        self._pages: WeakKeyDictionary[PageText, _Page] = WeakKeyDictionary()
        pane.page_read.connect(self._read)
        pane.menu_opening.connect(self._fill)
        marks.changed.connect(self._show_all)

    def make(self, label: str = USUAL) -> None:
        """Highlight what is selected on the page in front."""
        text, target = self._pane.reader.text, self._target()
        if target is not None:
            text.selection(lambda spans: self._make(text, target, label, spans))

    def go_to(self, uid: str) -> None:
        """Scroll the page in front to where a highlight stands, if it is found there."""
        text = self._pane.reader.text
        page = self._pages.get(text)
        for one, spans in ((page and page.places) or {}).items():
            if one.uid == uid and spans:
                text.go_to(spans[0].block)

    def stop(self) -> None:
        """Look for nothing any more."""
        self._marks.changed.disconnect(self._show_all)
        self._lane.stop()

    def _make(self, text: PageText, target: Target, label: str, spans: Sequence[Span]) -> None:
        from kbviewer.library.anchoring import quote_of  # noqa: PLC0415  # a library, when there is a passage

        page = self._pages.get(text)
        if page is None or page.id != target.id:
            return
        try:
            quote = quote_of(page.blocks, spans)
        except ExpectedError as error:
            self.failed.emit(error)
            return
        made = Highlight(
            uid=new_uid(),
            id=target.id,
            title=target.title,
            quote=quote.exact,
            before=quote.before,
            after=quote.after,
            label=label,
            created=now(),
            fingerprint=target.fingerprint,
        )
        self._marks.edit(edits.highlight(made), lambda _change: text.deselect())

    # --- on the page ------------------------------------------------------------------------------

    def _read(self, text: PageText, url: str) -> None:
        """A page has arrived, in any tab."""
        self._pages.pop(text, None)
        address = urls.parse(url)
        if address.kind == "article":
            text.read(lambda blocks: self._keep(text, _Page(address.path, blocks)))

    def _keep(self, text: PageText, page: _Page) -> None:
        self._pages[text] = page
        self._show(text)

    def _show_all(self) -> None:
        for text in list(self._pages):
            self._show(text)

    def _show(self, text: PageText) -> None:
        """Colour a page, if it is not coloured so already."""
        highlights = self._marks.shelf.highlights_in(self._pages[text].id)
        if tuple(highlights) == self._pages[text].highlights:
            return
        page = self._pages[text] = replace(self._pages[text], highlights=tuple(highlights), places=None)
        quotes = [Quote(one.quote, one.before, one.after) for one in page.highlights]
        self._lane.run(
            lambda: _find_each(quotes, page.blocks), lambda found: self._colour(text, page, found), self.failed.emit
        )

    def _colour(self, text: PageText, page: _Page, found: Sequence[Sequence[Span]]) -> None:
        if self._pages.get(text) is not page:
            return
        places = dict(zip(page.highlights, found, strict=True))
        self._pages[text] = replace(page, places=places)
        for label in LABELS:
            text.colour(
                label_name(label), [span for one, spans in places.items() if one.label == label for span in spans]
            )
        self.lost.emit(page.id, frozenset(one.uid for one, spans in places.items() if not spans))

    # --- menu -------------------------------------------------------------------------------------

    def _fill(self, menu: QMenu, text: PageText, letter: Span | None, has_selection: bool) -> None:
        """What can be done to the selected passage, or to the highlight under the mouse."""
        if self._target() is None:
            return
        here = self._under(text, letter) if letter else None
        if has_selection:
            self._add_colours(menu, "highlighting.make", self.make)
        if here:
            self._add_colours(menu, "highlighting.colour", partial(self._label, here))
            menu.addAction(self._words.text("highlighting.remove"), lambda: self._marks.edit(edits.remove([here.uid])))

    def _add_colours(self, menu: QMenu, title: str, choose: Callable[[str], None]) -> None:
        colours = menu.addMenu(self._words.text(title))
        for label in LABELS:
            colours.addAction(self._words.text(f"label.{label}"), partial(choose, label))

    def _label(self, highlight: Highlight, label: str) -> None:
        self._marks.edit(edits.put_label([highlight.uid], label))

    def _under(self, text: PageText, letter: Span) -> Highlight | None:
        """The newest highlight of this letter."""
        page = self._pages.get(text)
        here = [
            one
            for one, spans in ((page and page.places) or {}).items()
            if any(span.block == letter.block and span.start <= letter.start < span.end for span in spans)
        ]
        return here[-1] if here else None


def _find_each(quotes: Sequence[Quote], blocks: Sequence[str]) -> list[tuple[Span, ...]]:
    from kbviewer.library.anchoring import find_each  # noqa: PLC0415  # a library, when there is a passage

    return find_each(quotes, blocks)
