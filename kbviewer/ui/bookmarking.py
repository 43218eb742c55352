"""What the person keeps, for the window: the shelf as it is, changes to it, undo, and what others change meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from kbviewer.errors import ExpectedError, InputError
from kbviewer.library.edits import Edit, undo
from kbviewer.library.history import History
from kbviewer.library.parcel import Parcel, pack
from kbviewer.library.recovery import Recovered
from kbviewer.library.shelf import Change, Shelf
from kbviewer.ui.background import Lane

if TYPE_CHECKING:
    from kbviewer.library.bookmarks import BookmarkStore

LOOK_EVERY_MS = 3000
"""Milliseconds between two looks for what another window or PC has changed."""

Done = Callable[[Change], None]
Turned = Callable[[History, Change, Change | None], None]

Told = TypeVar("Told")


class Bookmarking(QObject):
    """The store of the person at the window, in a thread of its own: a slow disk never holds up the window.

    ``open_store`` is called there with the folder that holds the store.
    """

    changed = Signal()
    """`shelf` is another one."""
    leaving = Signal()
    """Somebody else's bookmarks are about to be used: the last moment to keep what is being written."""
    did = Signal(object)
    """A `Change` that was made here, undoing and doing again included."""
    failed = Signal(object)
    """An `ExpectedError`; nothing was changed."""
    recovered = Signal(object)
    """A file that could not be used was replaced, a `Recovered`."""

    def __init__(self, open_store: Callable[[Path], BookmarkStore], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_store = open_store
        self._lane = Lane("bookmarks", self)
        self._folder: Path | None = None
        self._store: BookmarkStore | None = None  # belongs to the lane's thread
        self._told = ""
        self._refused: list[ExpectedError] = []
        """Why changes were not made of which nobody has been told yet."""
        self._looks = False
        self._turning: History | None = None
        self.shelf = Shelf()
        self.history = History()
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)

    @property
    def is_used(self) -> bool:
        """Whether there is somebody whose bookmarks these are."""
        return self._folder is not None

    def use(self, folder: Path | None, released: Callable[[], None] = lambda: None) -> None:
        """Keep what is done from now on in this folder; None: nobody is there, and nothing can be kept.

        ``released`` is called once the file used before has been let go of.
        """
        self.leaving.emit()
        self._folder = folder
        self._looks = False
        self.history = History()
        self._told = ""
        self._show(Shelf())
        self._lane.run(self._let_go, lambda _none: None, self.failed.emit, released)
        if folder is None:
            self._clock.stop()
        else:
            self._clock.start()
            self.look()

    def look(self) -> None:
        """Read what is kept, if it has changed."""
        folder = self._folder
        if folder is None or self._looks:
            return
        self._looks = True

        def ended() -> None:
            self._looks = False

        self._lane.run(
            lambda: self._held(folder).shelf(),
            self._if_still(folder, self._show),
            self._if_still(folder, self._fail_once),
            ended,
        )

    def once_read(self, then: Callable[[], None]) -> None:
        """Call ``then`` when all that was asked for before is done, so that `shelf` is what is kept."""
        folder = self._folder
        if folder is not None:
            self._lane.run(lambda: None, self._if_still(folder, lambda _none: then()), self.failed.emit)

    def edit(
        self,
        edit: Edit,
        then: Done = lambda _change: None,
        failed: Callable[[ExpectedError], None] = lambda _error: None,
        *,
        session: str = "",
    ) -> None:
        """Change what is kept; ``then`` is told what was changed, which is nothing if there was nothing to do.

        ``failed`` is told of trouble as the signal of that name is; ``session``: see `History.did`.
        """

        def done(change: Change) -> None:
            if change:
                self.history.did(change, session)
            self._finish(change, then)

        def not_done(error: ExpectedError) -> None:
            failed(error)
            self.failed.emit(error)

        self._run(edit, done, not_done)

    def follow(self, edit: Edit, then: Done) -> None:
        """Change what is kept as the articles ask for: it is not the person's to undo, and trouble is for later."""
        self._run(edit, then, lambda _error: None)

    def undo(self) -> None:
        """Bring back what was before the newest change made here, which may still be under way."""
        self._turn(lambda history: history.to_undo, History.undone)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._turn(lambda history: history.to_redo, History.redone)

    def take_back(self, change: Change) -> None:
        """Undo this very change, whatever has been done since."""
        if self.history.to_undo is change:
            self.undo()
        else:
            self.edit(undo(change))

    def text(self, key: str, then: Callable[[str], None]) -> None:
        """Read a text that was kept (`Bookmark.saved`)."""
        folder = self._folder
        if folder is not None:
            self._lane.run(lambda: self._held(folder).text(key), self._if_still(folder, then), self.failed.emit)

    def pack(self, folder: str, then: Callable[[Parcel], None]) -> None:
        """Read all that is kept in a folder, or everywhere when it is the top, to hand it over."""
        place = self._folder
        if place is None:
            self.failed.emit(InputError("nobody_signed_in"))
            return

        def job() -> Parcel:
            store = self._held(place)
            return pack(store.shelf(), store.text, folder)

        self._lane.run(job, self._if_still(place, then), self.failed.emit)

    def keeps_all(self, save: Callable[[], None]) -> bool:
        """Wait until what ``save`` asks for has been done; False when something could not be kept, now or before, and
        that has not been told yet.
        """
        save()
        self._lane.wait()
        return not self._refused

    def close(self) -> None:
        """Let go of the store, once everything asked for has been done."""
        self._clock.stop()
        self._lane.run(self._let_go, lambda _none: None, self.failed.emit)
        self._lane.finish()

    def _turn(self, newest: Callable[[History], Change | None], turned: Turned) -> None:
        """Undo or redo, once all that was asked for before has been done and told, another such turn included."""
        history = self.history

        def begin(_none: None) -> None:
            if history is not self.history:
                return
            if self._turning is history:
                self._turn(newest, turned)
            elif change := newest(history):
                self._begin_turn(history, change, turned)

        self._lane.run(lambda: None, begin, self.failed.emit)

    def _begin_turn(self, history: History, change: Change, turned: Turned) -> None:
        self._turning = history

        def done(back: Change) -> None:
            self._turning = None
            turned(history, change, back)
            self._finish(back, lambda _change: None)

        def failed(error: ExpectedError) -> None:
            self._turning = None
            if isinstance(error, InputError):
                turned(history, change, None)
            self.failed.emit(error)
            self.changed.emit()

        self._run(undo(change), done, failed)

    def _run(self, edit: Edit, done: Done, failed: Callable[[ExpectedError], None]) -> None:
        folder = self._folder
        if folder is None:
            failed(InputError("nobody_signed_in"))
            return

        def job() -> tuple[Change, Shelf]:
            try:
                store = self._held(folder)
                return store.edit(edit), store.shelf()
            except ExpectedError as error:
                self._refused.append(error)
                raise

        def delivered(result: tuple[Change, Shelf]) -> None:
            self._show(result[1])
            done(result[0])

        def refused(error: ExpectedError) -> None:
            self._refused.remove(error)
            self._if_still(folder, failed)(error)

        self._lane.run(job, self._if_still(folder, delivered), refused)

    def _if_still(self, folder: Path, then: Callable[[Told], None]) -> Callable[[Told], None]:
        """What is on its way is told to the person who asked for it, never to the one who came after."""
        return lambda told: then(told) if folder == self._folder else None

    def _finish(self, change: Change, then: Done) -> None:
        then(change)
        if change:
            self.did.emit(change)

    def _show(self, shelf: Shelf) -> None:
        self._told = ""
        if shelf is not self.shelf:
            self.shelf = shelf
            self.changed.emit()

    def _fail_once(self, error: ExpectedError) -> None:
        """Bookmarks that cannot be read are told of once, and must not keep the window from anything."""
        if str(error) != self._told:
            self._told = str(error)
            self.failed.emit(error)

    def _held(self, folder: Path) -> BookmarkStore:
        """In the lane's thread."""
        if self._store is None:
            self._store = self._open_store(folder)
        self._tell_news(self._store)
        return self._store

    def _tell_news(self, store: BookmarkStore) -> None:
        """In the lane's thread."""
        for news in store.news():
            (self.recovered if isinstance(news, Recovered) else self.failed).emit(news)

    def _let_go(self) -> None:
        """In the lane's thread."""
        if self._store is not None:
            self._store.close()
            self._tell_news(self._store)
            self._store = None
