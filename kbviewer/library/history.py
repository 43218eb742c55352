"""What has been done to a shelf since the window was opened, to be undone and done again. In memory alone."""

from kbviewer.library.shelf import Change

MOST = 200
"""Changes remembered."""


class History:
    """Two piles of changes: those that can be undone, and those undone that can be done again."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._session = ""

    def did(self, change: Change, session: str = "") -> None:
        """Something new was done: what was undone before can no longer be done again.

        Changes of one ``session`` that come right after one another, as the writing of a note, are undone as one.
        """
        if session and session == self._session and self._done:
            self._done[-1] = self._done[-1].then(change)
        else:
            self._done = [*self._done, change][-MOST:]
        self._undone = []
        self._session = session

    @property
    def to_undo(self) -> Change | None:
        """What would be undone next."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Change | None:
        """What would be done again next; it is the change that undid it."""
        return self._undone[-1] if self._undone else None

    def undone(self, change: Change, back: Change | None) -> None:
        """A change has been undone by ``back``; None if it could not be, and is forgotten.

        By the time that is known it need not be the newest one any more.
        """
        self._done = [one for one in self._done if one is not change]
        self._undone += [back] if back else []
        self._session = ""

    def redone(self, change: Change, again: Change | None) -> None:
        """What was undone has been done again by ``again``; None if it could not be, and is forgotten."""
        self._undone = [one for one in self._undone if one is not change]
        self._done += [again] if again else []
        self._session = ""
