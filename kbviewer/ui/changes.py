"""Shows what has become of a bookmarked text, and does what the person then decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from kbviewer import urls
from kbviewer.library import edits
from kbviewer.library.bookmark import Bookmark, Highlight, day_of
from kbviewer.library.edits import Target
from kbviewer.library.following import accept, repoint
from kbviewer.library.standing import Mark, State
from kbviewer.ui.background import Lane

if TYPE_CHECKING:
    from kbviewer.library.differences import Differences
    from kbviewer.ui.bookmarking import Bookmarking
    from kbviewer.ui.following import Following
    from kbviewer.ui.window import Window
    from kbviewer.workspace import Workspace


class Changes(QObject):
    """Reads and compares in a thread of its own. A dialog closes with its bookmark."""

    opened = Signal(str)
    """The address that a bookmark now points to."""
    failed = Signal(object)
    """An `ExpectedError`."""

    def __init__(self, workspace: Workspace, marks: Bookmarking, following: Following, window: Window) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._marks = marks
        self._following = following
        self._words = window.words
        self._window = window
        self._lane = Lane("changes", self)

    def stop(self) -> None:
        """End for good."""
        self._lane.stop()

    def show(self, mark: Mark) -> None:
        """Show what has changed, or what is left of what is gone."""
        changed = self._following.state(mark.uid) is State.CHANGED
        if isinstance(mark, Highlight):
            self._show_lost(mark, mark.quote, ())
        elif changed:
            self._with_text(mark, lambda saved: self._compare(mark, saved))
        else:
            self._with_text(mark, lambda saved: self._seek(mark, saved))

    def _with_text(self, bookmark: Bookmark, then: Callable[[str], None]) -> None:
        self._marks.text(bookmark.saved, then)

    def _is_kept(self, mark: Mark) -> bool:
        """It may have been removed meanwhile, or its person have left."""
        return mark.uid in self._marks.shelf.rows

    # --- changed ----------------------------------------------------------------------------------

    def _compare(self, bookmark: Bookmark, saved: str) -> None:
        def job() -> tuple[Target, Differences | None] | None:
            from kbviewer.library.differences import differences  # noqa: PLC0415

            now = _of_section(self._workspace.targets(bookmark.id), bookmark.section)
            return (now, differences(saved, now.text) if saved else None) if now else None

        self._lane.run(job, lambda compared: self._show_changes(bookmark, compared), self.failed.emit)

    def _show_changes(self, bookmark: Bookmark, compared: tuple[Target, Differences | None] | None) -> None:
        if compared is None or not self._is_kept(bookmark):
            return
        now, found = compared
        from kbviewer.ui.changes_dialog import Changed, ChangesDialog  # noqa: PLC0415

        dialog = ChangesDialog(
            Changed(bookmark.name, self._date(bookmark), found),
            self._words,
            self._window.appearance.theme,
            self._window,
        )
        dialog.accepted_text.connect(lambda: self._marks.edit(accept(bookmark.uid, now)))
        self._open(dialog, bookmark)

    def _date(self, bookmark: Bookmark) -> str:
        day = day_of(bookmark.created)
        return self._words.date(day) if day else bookmark.created[:10]

    # --- gone -------------------------------------------------------------------------------------

    def _seek(self, bookmark: Bookmark, saved: str) -> None:
        def job() -> Sequence[Target]:
            if self._workspace.has_article(bookmark.id):
                return self._workspace.targets(bookmark.id)
            return [Target(*found) for found in self._workspace.candidates(bookmark.id, bookmark.title)]

        self._lane.run(job, lambda candidates: self._show_lost(bookmark, saved, candidates), self.failed.emit)

    def _show_lost(self, mark: Mark, saved: str, candidates: Sequence[Target]) -> None:
        if not self._is_kept(mark):
            return
        is_section = self._workspace.has_article(mark.id)
        name, note = (mark.name, mark.note) if isinstance(mark, Bookmark) else (mark.title, "")
        names = [one.heading or one.title for one in candidates]
        from kbviewer.ui.gone_dialog import GoneDialog, Lost  # noqa: PLC0415

        lost = Lost("section" if is_section else "article", name, note, saved, names)
        dialog = GoneDialog(lost, self._words, self._window)
        dialog.replaced.connect(lambda number: self._use(mark, candidates[number]))
        dialog.removed.connect(lambda: self._marks.edit(edits.remove([mark.uid])))
        self._open(dialog, mark)

    def _use(self, mark: Mark, chosen: Target) -> None:
        """Point to the section of the same heading, where the article chosen has one."""

        def job() -> Target | None:
            read = self._workspace.targets(chosen.id)
            section = chosen.section
            if not section and isinstance(mark, Bookmark) and mark.section and chosen.id != mark.id:
                section = next((one.section for one in read if one.heading == mark.heading), "")
            return _of_section(read, section)

        def found(target: Target | None) -> None:
            if target is not None:
                address = urls.article(target.id, target.section)
                self._marks.edit(repoint(mark.uid, target), lambda _change: self.opened.emit(address))

        self._lane.run(job, found, self.failed.emit)

    def _open(self, dialog: QDialog, mark: Mark) -> None:
        def close_with_mark() -> None:
            if not self._is_kept(mark):
                dialog.close()

        self._marks.changed.connect(close_with_mark)
        dialog.finished.connect(lambda: self._marks.changed.disconnect(close_with_mark))
        dialog.open()


def _of_section(targets: Sequence[Target], section: str) -> Target | None:
    return next((one for one in targets if one.section == section), None)
