"""Keeps the open tabs and the reading places from one start to the next, if the person wants that."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from kbviewer import urls
from kbviewer.errors import InputError
from kbviewer.library import session
from kbviewer.library.session import OpenTab, Session

KEEP_AFTER_MS = 2000
"""Milliseconds after which a change is written, with those that followed it; and when the window closes."""

FINISHED = -1
"""The place of an article whose end has been seen."""

Library = Callable[[], tuple[str, ...]]
"""The content folders that are read now, as they are kept: tabs and places of others mean nothing."""

Tabs = Callable[[], tuple[Sequence[OpenTab], int]]


class SessionKeeper(QObject):
    """``is_wanted`` tells whether anything may be kept in ``path``; if not, places last until the program ends.

    Without a ``path`` nothing is read, kept or forgotten.
    """

    def __init__(
        self, path: Path | None, library: Library, is_wanted: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._is_wanted = is_wanted
        self._library = library
        before = session.read(path) if path and is_wanted() else Session()
        self._before = before if before.library == library() else Session()
        self._places = dict(self._before.places)
        self._tabs: Tabs | None = None
        self._clock = QTimer(self, interval=KEEP_AFTER_MS, singleShot=True)
        self._clock.timeout.connect(self.keep)

    def before(self) -> Session:
        """The session kept at the last start."""
        return self._before

    def watch(self, tabs: Tabs) -> None:
        """Keep what ``tabs`` tells from now on."""
        self._tabs = tabs

    def place_at(self, url: str) -> int:
        """How far the article at an address has been read; 0 for an address that says itself where to begin."""
        try:
            address = urls.parse(url)
        except InputError:
            return 0
        is_plain = address.kind == "article" and not address.anchor and not address.mark
        return self._places.get(address.path, 0) if is_plain else 0

    def note_place(self, article_id: str, place: int) -> None:
        """An article has been read this far; one read to the end begins at its top again."""
        self._places.pop(article_id, None)
        if place not in (0, FINISHED):
            self._places[article_id] = place
        self.note()

    def note(self) -> None:
        """Something has changed."""
        if not self._clock.isActive():
            self._clock.start()

    def keep(self) -> None:
        """Write the session now, or forget it."""
        self._clock.stop()
        if self._path is None:
            return
        if not self._is_wanted():
            session.forget(self._path)
        elif self._tabs:
            tabs, current = self._tabs()
            session.write(Session(tuple(tabs), current, self._places, self._library()), self._path)
