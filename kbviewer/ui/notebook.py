"""What a person keeps, brought to the article they read: the right column, and what has become of what they kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kbviewer import urls
from kbviewer.articles.article import Article
from kbviewer.library.bookmark import Bookmark, Highlight, Row
from kbviewer.library.shelf import Change
from kbviewer.library.standing import State
from kbviewer.render.theme import Theme
from kbviewer.ui.changes import Changes
from kbviewer.ui.following import Following
from kbviewer.ui.side import Side
from kbviewer.wording import standing_words

if TYPE_CHECKING:
    from kbviewer.ui.window import Window


class Notebook(QObject):
    """Connects the bookmarks of a window with the article that it shows."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: Bookmark | None = None
        """The bookmark whose note is to be written as soon as its article is shown."""
        self._lost: frozenset[str] = frozenset()
        """Highlights that are not found on the pages of their articles."""
        workspace, marks, words = window.workspace, window.marks, window.words
        self.following = Following(workspace, marks, self)
        self.side = Side(workspace, marks, self.following, words, window.appearance.theme)
        self.changes = Changes(workspace, marks, self.following, window)

    def begin(self) -> None:
        """Pass on what happens, once all parts of the window are there."""
        window, side = self._window, self.side
        side.section_chosen.connect(window.go_to_section)
        side.opened.connect(window.go)
        side.outside_asked.connect(window.tell_outside)
        side.notes.settling_asked.connect(self.changes.show)
        side.notes.joined.connect(lambda: window.messages.tell(window.words.text("note.joined")))
        window.browse.bookmarks.note_asked.connect(self._write_note_of)
        window.shown_article.connect(self._show_article)
        window.appearance.themed.connect(self._show_theme)
        self.following.changed.connect(self._show_standings)
        self.following.followed.connect(self._tell_followed)
        self.following.failed.connect(window.tell_error)
        self.changes.opened.connect(window.open)
        self.changes.failed.connect(window.tell_error)

    def write_note(self) -> None:
        """Write the note of the article shown."""
        if not self._window.marks.is_used:
            self._window.ask_who()
        elif self._window.article is not None:
            self.side.write_note()

    def open_elsewhere(self, row: Row | None) -> bool:
        """Open what a bookmark or a highlight has become, if it does not stand where it points to; whether it is so."""
        standing = self.following.standings.get(row.uid) if row else None
        if standing and standing.state is State.GONE and isinstance(row, Bookmark | Highlight):
            self.changes.show(row)
            return True
        if standing and standing.state is State.MOVED and standing.now:  # and the file cannot be written to
            self._window.go(urls.article(standing.now.id, standing.now.section))
            return True
        return False

    def save(self) -> None:
        """Keep what is being written."""
        self.side.notes.save()

    def stop(self) -> None:
        """End for good."""
        self.following.stop()
        self.changes.stop()

    def _show_article(self, article: Article | None) -> None:
        self.side.show_article(article)
        waiting, self._waiting = self._waiting, None
        if waiting and article and waiting.id == article.id:
            self.side.write_note(waiting.section)

    def _write_note_of(self, bookmark: Bookmark) -> None:
        shown = self._window.article
        if shown is not None and shown.id == bookmark.id:
            self.side.write_note(bookmark.section)
        elif not bookmark.is_outside and not self.open_elsewhere(bookmark):
            self._waiting = bookmark
            self._window.open(urls.article(bookmark.id, bookmark.section))

    def _show_theme(self, theme: Theme) -> None:
        self.side.notes.set_theme(theme)

    def note_lost(self, article_id: str, uids: frozenset[str]) -> None:
        """These highlights of an article, and no others of it, are not found on its page."""
        held = {row.uid for row in self._window.marks.shelf.highlights_in(article_id)}
        self._lost = (self._lost - held) | uids
        self._show_standings()

    def _show_standings(self) -> None:
        words = self._window.words
        told = {uid: standing_words(standing, words) for uid, standing in self.following.standings.items()}
        told |= dict.fromkeys(self._lost, words.text("window.highlight_gone"))
        self._window.browse.bookmarks.show_statuses({uid: each for uid, each in told.items() if each})

    def _tell_followed(self, change: Change) -> None:
        told = self._window.words.text("window.followed", title=change.name[:100], n=change.n)
        self._window.follow(
            {
                step.before.id: step.after.id
                for step in change.steps
                if isinstance(step.before, Bookmark | Highlight) and isinstance(step.after, Bookmark | Highlight)
            }
        )
        self._window.messages.tell(told)
