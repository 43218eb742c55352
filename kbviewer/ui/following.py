"""Keeps bookmarks and highlights with their articles while the window is open, and knows how each of them stands."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from kbviewer.library.following import Move, follow, moves
from kbviewer.library.shelf import Change, Shelf
from kbviewer.library.standing import Judge, Library, Standing, State
from kbviewer.ui.background import Lane
from kbviewer.ui.bookmarking import Bookmarking

Looked = tuple[Mapping[str, Standing], bool, list[Move]]


class Following(QObject):
    """Looks after every change of the shelf, and of the library when told of it, in a thread of its own."""

    changed = Signal()
    """`standings` is another one."""
    followed = Signal(object)
    """A `Change`: bookmarks or highlights have gone with an article to its new id."""
    failed = Signal(object)
    """An `ExpectedError`."""

    def __init__(self, library: Library, marks: Bookmarking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._judge = Judge(library)
        self._marks = marks
        self._lane = Lane("following", self)
        self._looks = False
        self._asked = False
        self._tried: set[tuple[str, str, str, str]] = set()
        """Moves made since the library was another one: two PCs with different articles must not push to and fro."""
        self.standings: Mapping[str, Standing] = {}
        marks.changed.connect(self.look)

    def begin_anew(self) -> None:
        """The library is another one."""
        self._tried.clear()
        self.look()

    def look(self) -> None:
        """Look how everything stands, now or as soon as the look under way has ended."""
        if self._looks:
            self._asked = True
            return
        self._looks, self._asked = True, False
        shelf, before = self._marks.shelf, self.standings

        def job() -> Looked:
            standings = self._judge.standings(shelf)
            return standings, standings != before, moves(shelf, standings)

        self._lane.run(job, lambda looked: self._looked(shelf, looked), self.failed.emit, self._ended)

    def state(self, uid: str) -> State | None:
        """What has become of what a bookmark or a highlight points to; None while that is not known."""
        standing = self.standings.get(uid)
        return standing.state if standing else None

    def stop(self) -> None:
        """End for good."""
        self._lane.stop()

    def _ended(self) -> None:
        self._looks = False
        if self._asked:
            self.look()

    def _looked(self, shelf: Shelf, looked: Looked) -> None:
        standings, is_other, moved = looked
        if shelf is not self._marks.shelf:  # another look is on its way
            return
        self.standings = standings
        if is_other:
            self.changed.emit()
        untried = [move for move in moved if move.key not in self._tried]
        self._tried.update(move.key for move in untried)
        if untried and self._marks.is_used:
            self._marks.follow(follow(untried), self._tell)

    def _tell(self, change: Change) -> None:
        if change and change.n:
            self.followed.emit(change)
