"""The star and the list of bookmarks, with undo."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kbviewer.articles.article import Article
from kbviewer.errors import ExpectedError
from kbviewer.i18n import Catalogue
from kbviewer.library.bookmarks import Bookmark, BookmarkStore

Tell = Callable[[str, str, Callable[[], None] | None], None]


class Bookmarking(QObject):
    """Changes the store and says what it did.

    ``open_store`` is asked when the store is first needed, and again while it fails: bookmarks that cannot be read
    must not keep the window from opening. ``tell`` shows a message with an undo button.
    """

    changed = Signal()
    failed = Signal(object)
    """An `ExpectedError`; nothing was changed."""

    def __init__(
        self, open_store: Callable[[], BookmarkStore], words: Catalogue, tell: Tell, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_store = open_store
        self._opened: BookmarkStore | None = None
        self._words = words
        self._tell = tell

    def tell_recovery(self) -> None:
        """Say so when the file was damaged and has been put aside."""
        aside = self._opened.recovered_from if self._opened else None
        if aside:
            self._tell(self._words.text("window.bookmarks_damaged", path=aside), "", None)

    def close(self) -> None:
        """Let go of the store."""
        if self._opened:
            self._opened.close()

    @property
    def _store(self) -> BookmarkStore:
        if self._opened is None:
            self._opened = self._open_store()
        return self._opened

    def all(self) -> tuple[Bookmark, ...]:
        """Every bookmark; none, and the reason told, when the store cannot be read."""
        try:
            return self._store.all()
        except ExpectedError as error:
            self.failed.emit(error)
            return ()

    def has(self, article_id: str) -> bool:
        """Whether the article as a whole is bookmarked."""
        return any(bookmark.id == article_id and not bookmark.section for bookmark in self.all())

    def toggle(self, article: Article) -> None:
        """Bookmark the article, or remove its bookmark."""
        try:
            if self.has(article.id):
                self._removed(self._store.remove(article.id))
            else:
                self._store.add(article.id, title=article.title)
        except ExpectedError as error:
            self.failed.emit(error)
        self.changed.emit()

    def remove(self, bookmark: Bookmark) -> None:
        """Remove a bookmark; the message offers to undo it."""
        try:
            self._removed(self._store.remove(bookmark.id, bookmark.section))
        except ExpectedError as error:
            self.failed.emit(error)
        self.changed.emit()

    def _removed(self, bookmark: Bookmark | None) -> None:
        if bookmark:
            told = self._words.text("window.bookmark_removed", title=bookmark.title)
            self._tell(told, self._words.text("window.undo"), lambda: self._restore(bookmark))

    def _restore(self, bookmark: Bookmark) -> None:
        try:
            self._store.restore(bookmark)
        except ExpectedError as error:
            self.failed.emit(error)
        self.changed.emit()
