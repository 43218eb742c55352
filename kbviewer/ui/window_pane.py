"""The reading pane of the window, which is slow to import: after the window is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kbviewer.render.page import Page
from kbviewer.settings import SEARCH_MARKS
from kbviewer.ui.reading import ReadingPane

if TYPE_CHECKING:
    from kbviewer.ui.window import Window


def make_pane(window: Window) -> ReadingPane:
    """A reading pane on the library of ``window``, with what happens in it passed on to the other parts."""
    pane = ReadingPane(
        answer(window),
        window.appearance.theme,
        window.words,
        window.workspace.places.resources / "scripts",
        plain=window.workspace.plain_text_at,
        place_at=window.session.place_at,
        home=window.home,
        has_tabs=window.rights.tabs,
    )
    pane.set_text_size(window.appearance.text_size)
    window.appearance.sized.connect(pane.set_text_size)
    pane.zoomed.connect(window.appearance.follow_wheel)
    pane.read_to.connect(window.session.note_place)
    pane.tabs_changed.connect(window.session.note)
    _connect_messages(window, pane)
    return pane


def _connect_messages(window: Window, pane: ReadingPane) -> None:
    messages, words = window.messages, window.words
    crashed, full = words.text("window.page_crashed"), words.text("window.tabs_full")

    def tell_resumed() -> None:
        label = words.text("window.to_top")
        messages.tell(words.text("window.resumed"), label, lambda: pane.reader.text.go_to(0), of_page=True)

    pane.leaving.connect(messages.begin_leaving)
    pane.loaded.connect(messages.end_leaving)
    pane.outside_asked.connect(window.tell_outside)
    pane.crashed.connect(lambda: messages.tell(crashed))
    pane.stopped.connect(lambda: messages.withdraw(crashed))
    pane.too_many.connect(lambda: messages.tell(full))
    pane.tabs_changed.connect(lambda: messages.withdraw(full))
    pane.resumed.connect(tell_resumed)


def answer(window: Window) -> Callable[[str, str], Page]:
    """Gives the page of an address and a theme's name, as settings and rights want it."""
    pages, settings = window.workspace.pages(window.words), window.settings
    return lambda url, theme: pages.page(
        url, theme, marked=settings.text(SEARCH_MARKS) == "on", outside=window.rights.links
    )
