"""What a person keeps, brought to the article they read: star, notes, highlights, and what has become of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from kbviewer import urls
from kbviewer.library import edits
from kbviewer.library.bookmark import Bookmark, Highlight, Row
from kbviewer.library.copying import Copied, CopiedFolder, copy
from kbviewer.library.standing import State
from kbviewer.ui.changes import Changes
from kbviewer.ui.clinic_lists import list_entries, to_copy
from kbviewer.ui.following import Following
from kbviewer.ui.side import Side
from kbviewer.wording import change_name, recovered_sentence, standing_words

if TYPE_CHECKING:
    from kbviewer.articles.article import Article
    from kbviewer.articles.lists import ReadingList
    from kbviewer.library.edits import Target
    from kbviewer.library.recovery import Recovered
    from kbviewer.library.shelf import Change
    from kbviewer.render.theme import Theme
    from kbviewer.ui.bookmark_model import Entry
    from kbviewer.ui.highlighting import Highlighting
    from kbviewer.ui.reading import ReadingPane
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
        self._lists: tuple[ReadingList, ...] = ()
        self.highlighting: Highlighting | None = None
        """Once the web engine is there."""
        workspace, marks, words = window.workspace, window.marks, window.words
        self.following = Following(workspace, marks, self)
        self.side = Side(workspace, marks, self.following, words, window.appearance.theme)
        if not window.rights.bookmarks:
            self.side.hide_notes()
        self.changes = Changes(workspace, marks, self.following, window)

    def begin(self) -> None:
        """Pass on what happens, once all parts of the window are there."""
        window, side = self._window, self.side
        side.section_chosen.connect(window.go_to_section)
        side.opened.connect(window.go)
        side.outside_asked.connect(window.tell_outside)
        side.notes.settling_asked.connect(self.changes.show)
        side.notes.joined.connect(lambda: window.messages.tell(window.words.text("note.joined")))
        self._connect_marks()
        window.searching.note_opened.connect(self._open_note)
        window.browse.bookmarks.chosen.connect(self._open_entry)
        window.browse.bookmarks.tab_asked.connect(self._open_in_tab)
        window.browse.bookmarks.copied.connect(self._copy_lists)
        window.browse.bookmarks.note_asked.connect(self._write_note_of)
        window.browse.bookmarks.import_asked.connect(window.exchanging.begin_import)
        window.browse.bookmarks.export_asked.connect(window.exchanging.begin_export)
        window.shown_article.connect(self._show_article)
        window.appearance.themed.connect(self._show_theme)
        self.following.changed.connect(self._show_standings)
        self.following.followed.connect(self._tell_followed)
        self.following.failed.connect(window.tell_error)
        self.changes.opened.connect(window.open)
        self.changes.failed.connect(window.tell_error)

    def _connect_marks(self) -> None:
        window, marks = self._window, self._window.marks
        marks.changed.connect(self._show_star)
        marks.changed.connect(self._show_turns)
        marks.changed.connect(lambda: window.searching.show_kept(marks.shelf))
        marks.did.connect(self._show_turns)
        marks.did.connect(self._tell_removed)
        marks.recovered.connect(self._tell_recovered)

    def add_highlighting(self, pane: ReadingPane) -> None:
        """Highlight passages on the pages of ``pane``, if there may be any."""
        if not self._window.rights.bookmarks:
            return
        from kbviewer.ui.highlighting import Highlighting  # noqa: PLC0415  # needs the web engine

        window = self._window
        made = self.highlighting = Highlighting(pane, window.marks, window.words, self._target, self)
        made.failed.connect(window.tell_error)
        made.lost.connect(self._note_lost)
        self.side.notes.highlight_chosen.connect(made.go_to)
        pane.menu_opening.connect(lambda menu, *_place: self._add_bookmark_section(menu))

    def stop_highlighting(self) -> None:
        """Leave the pages alone, which are about to go."""
        if self.highlighting:
            self.highlighting.stop()

    # --- what the person does ---------------------------------------------------------------------

    def toggle_bookmark(self) -> None:
        """Bookmark the article shown, or remove its bookmark."""
        target = self._target()
        if target is None:
            return
        self._show_star()  # the button has turned itself; the store tells in a moment
        if self._window.people.is_nobody:
            self._window.person.ask()
        else:
            self._window.marks.edit(edits.toggle(target))

    def highlight(self) -> None:
        """Highlight what is selected."""
        if self._window.people.is_nobody:
            self._window.person.ask()
        elif self.highlighting:
            self.highlighting.make()

    def write_note(self) -> None:
        """Write the note of the article shown."""
        if not self._window.marks.is_used:
            self._window.person.ask()
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

    def show_lists(self) -> None:
        """Show the clinic's lists as they are by now."""
        window = self._window
        lists = window.workspace.lists()
        if lists is not self._lists:
            self._lists = lists
            window.browse.bookmarks.show_lists(lambda: list_entries(lists, window.workspace, window.words))

    def _copy_lists(self, entries: list[Entry]) -> None:
        window = self._window

        whose = window.people.profile

        def edit(items: list[Copied | CopiedFolder]) -> None:
            if window.people.profile is whose:
                window.marks.edit(copy(items), self._tell_copied)

        window.papers.run(lambda: to_copy(entries, window.workspace), edit, window.tell_error)

    def _open_note(self, bookmark: Bookmark, query: str) -> None:
        if bookmark.is_outside:
            self._window.tell_outside(bookmark.id)
        elif not self.open_elsewhere(bookmark):
            self._window.go(urls.article(bookmark.id, bookmark.section, query))

    def _open_entry(self, entry: Entry) -> None:
        if isinstance(entry.row, Bookmark) and entry.row.is_outside:
            self._window.tell_outside(entry.row.id)
        elif entry.target and not self.open_elsewhere(entry.row):
            self._window.go(urls.article(*entry.target))

    def _open_in_tab(self, entry: Entry) -> None:
        if self._window.pane is not None and entry.target:
            self._window.pane.open_tab(urls.article(*entry.target))

    def _target(self) -> Target | None:
        article = self._window.article
        return self._window.workspace.target(article) if article else None

    def _add_bookmark_section(self, menu: QMenu) -> None:
        if self._window.article is not None:
            menu.addAction(self._window.actions_by_name["bookmark_section"])

    # --- what is shown ----------------------------------------------------------------------------

    def _show_article(self, article: Article | None) -> None:
        self._show_star()
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

    def _show_star(self) -> None:
        article = self._window.article
        held = self._window.marks.shelf.bookmark_of(article.id) if article else None
        self._window.bar.show_bookmarked(held is not None)

    def _show_turns(self) -> None:
        """Offer to undo and redo what can be."""
        history, words = self._window.marks.history, self._window.words
        for name, change in (("undo", history.to_undo), ("redo", history.to_redo)):
            action = self._window.actions_by_name[name]
            label, told = words.text(f"action.{name}"), change_name(change, words) if change else ""
            action.setEnabled(change is not None)
            action.setText(f"{label}: {told}" if told else label)

    def _show_theme(self, theme: Theme) -> None:
        self.side.notes.set_theme(theme)

    def _note_lost(self, article_id: str, uids: frozenset[str]) -> None:
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

    def _tell_copied(self, change: Change) -> None:
        window, made = self._window, len(change.rows(Bookmark))
        if made:
            told = window.words.text("bookmarks.copied", n=made)
            window.messages.tell(told, window.words.text("window.undo"), lambda: window.marks.take_back(change))
        else:
            window.messages.tell(window.words.text("bookmarks.copied_none"))

    def _tell_removed(self, change: Change) -> None:
        if change.what == "removed" and any(step.after is None for step in change.steps):
            window = self._window
            told = window.words.text("window.bookmark_removed", title=change.name[:100], n=change.n)
            window.messages.tell(told, window.words.text("window.undo"), lambda: window.marks.take_back(change))

    def _tell_recovered(self, recovered: Recovered) -> None:
        self._window.messages.tell(recovered_sentence(recovered, self._window.words))
