"""The text of the page shown, and places in it to colour or to scroll to.

Works through the program's own script in an isolated world; the page itself runs none.
"""

import json
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import Any
from weakref import ref

from PySide6.QtCore import QTimer
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript

from kbviewer.library.passage import Span

FOUND, FOUND_NOW, ALOUD = "kb-find", "kb-find-now", "kb-aloud"
"""Names of what is coloured, as the stylesheet has them."""


def label_name(label: str) -> str:
    """The name that the highlights with a label are coloured by."""
    return f"kb-label-{label}"


_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value


class PageText:
    """What can be asked of the page now in ``page``. Every answer comes later; none comes if the page has gone."""

    def __init__(self, page: QWebEnginePage, script: str) -> None:
        self._page = page
        self._script = script
        self._blocks: list[str] = []
        self._asked = count()
        self._waiting: dict[int, Callable[[Any], None]] = {}
        """Who waits for an answer, by its number."""
        self._answered: list[Callable[[], None]] = []
        """Who has got theirs and is to be told."""
        self._has_ended = False

    def end(self) -> None:
        """The page is about to go: nothing is asked of it from now on, nor told that it was asked before."""
        self._has_ended = True
        self._waiting.clear()
        self._answered.clear()
        self._blocks = []

    def begin(self) -> None:
        """A new page has arrived."""
        self._page.runJavaScript(self._script, _WORLD)
        self._blocks = []

    def read(self, then: Callable[[Sequence[str]], None]) -> None:
        """The texts of the page's blocks, in order. A page is asked once: PySide 6.11 never frees what it answers."""
        if self._blocks:
            then(self._blocks)
            return

        def keep(answer: object) -> None:
            if isinstance(answer, str) and answer:
                self._blocks = json.loads(answer)
                then(self._blocks)

        self._ask("texts", keep)

    def colour(self, name: str, spans: Sequence[Span], then: Callable[[int], None] = lambda _first: None) -> None:
        """Colour ``spans`` and nothing else by that name; tells the number of the first that is not above the view."""
        raw = [self._utf16(span) for span in spans]
        self._ask("highlight", None, name, raw)
        self._ask("firstInView", _if_told(then), raw)

    def show(self, name: str, span: Span) -> None:
        """Colour ``span`` alone by that name, and bring it into view."""
        self._ask("show", None, name, self._utf16(span))

    def clear(self, *names: str) -> None:
        """Colour nothing by these names."""
        self._ask("clear", None, *names)

    def place(self, then: Callable[[int], None]) -> None:
        """How far has been read: the number of the first block in view, 0 at the top, -1 once the end was seen."""
        self._ask("place", _if_told(then))

    def first_in_view(self, then: Callable[[int], None]) -> None:
        """The number of the first block that begins in view."""
        self._ask("first", _if_told(then))

    def go_to(self, block: int) -> None:
        """Scroll until this block is at the top."""
        self._ask("goTo", None, block)

    def selection(self, then: Callable[[Sequence[Span]], None]) -> None:
        """What the person has selected, one span for each block; nothing when nothing is."""

        def told(answer: object) -> None:
            then([self._code_points(*span) for span in _parsed(answer) or ()])

        self.read(lambda _texts: self._ask("selection", told))

    def deselect(self) -> None:
        """Select nothing."""
        self._ask("deselect", None)

    def letter_at(self, x: float, y: float, then: Callable[[Span | None], None]) -> None:
        """The letter under a point of the view, in CSS pixels; None where there is none, or no page."""

        def told(answer: object) -> None:
            span = _parsed(answer)
            then(self._code_points(*span) if span and self._blocks else None)

        self._ask("letterAt", told, x, y)

    def section_in_view(self, then: Callable[[str], None]) -> None:
        """The anchor of the section being read: the last heading above the upper third of the view, or ""."""
        self._ask("section", lambda answer: then(answer if isinstance(answer, str) else ""))

    def set_theme(self, name: str) -> None:
        """Change colours in place."""
        self._page.runJavaScript(f"document.documentElement.dataset.theme = {json.dumps(name)}", _WORLD)

    def _utf16(self, span: Span) -> Span:
        text = self._blocks[span.block]
        if text.isascii():
            return span
        return Span(span.block, *(len(text[:place].encode("utf-16-le")) // 2 for place in span[1:]))

    def _code_points(self, block: int, start: int, end: int) -> Span:
        text = self._blocks[block]
        if text.isascii():
            return Span(block, start, end)
        units = text.encode("utf-16-le")
        return Span(block, *(len(units[: 2 * place].decode("utf-16-le", "replace")) for place in (start, end)))

    def _ask(self, function: str, then: Callable[[Any], None] | None, *values: object) -> None:
        if self._has_ended:
            return
        call = f"kb.{function}({', '.join(map(json.dumps, values))})"
        if then is None:
            self._page.runJavaScript(call, _WORLD)
            return

        number, own = next(self._asked), ref(self)
        self._waiting[number] = then

        def tell() -> None:
            if asking := own():
                told, asking._answered = asking._answered, []
                for one in told:
                    one()

        def later(answer: object) -> None:
            # Neither of the two holds anything of who asked or of the answer: when the page goes before, the engine
            # does not let go of the one, nor the timer of the other. PySide drops an error raised in here, or dies
            # of it; and a page that goes answers all it was asked.
            asking = own()
            waiting = asking._waiting.pop(number, None) if asking else None
            if asking and waiting:
                asking._answered.append(partial(waiting, answer))
                QTimer.singleShot(0, asking._page, tell)

        self._page.runJavaScript(call, _WORLD, later)


def _parsed(answer: object) -> Any:
    """What the page told as JSON; None when it has no script yet."""
    return json.loads(answer) if isinstance(answer, str) and answer else None


def _if_told(then: Callable[[int], None]) -> Callable[[object], None]:
    """A page that has no script yet answers nothing."""
    return lambda answer: then(int(answer)) if isinstance(answer, int | float) else None
