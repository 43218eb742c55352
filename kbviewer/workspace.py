"""The composition root: one library, its index and its data folder, put together for command line and window."""

import dataclasses
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from kbviewer.articles.article import Article, Problem, SourceFile
from kbviewer.articles.images import find_image
from kbviewer.articles.loader import load
from kbviewer.i18n import Catalogue
from kbviewer.library.bookmarks import BookmarkStore
from kbviewer.render.article import Marker
from kbviewer.render.pages import Pages
from kbviewer.search.manifest import Record
from kbviewer.search.searcher import Reply, Searcher
from kbviewer.search.snippets import Highlighter
from kbviewer.search.update import IndexReport, update


@dataclasses.dataclass(frozen=True, slots=True)
class Places:
    """What a start was given: content folders (a later one goes before), the data folder, shipped resources."""

    content: tuple[Path, ...]
    data: Path
    resources: Path


class Workspace:
    """The library as the newest index knows it. Safe to search from one thread and read from another."""

    def __init__(self, places: Places, words: Catalogue) -> None:
        self.places = places
        self.words = words
        self._searcher: Searcher | None = None
        self._records: dict[str, Record] = {}
        self._lock = threading.Lock()

    def update_index(
        self,
        *,
        rebuild: bool = False,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> IndexReport:
        """Bring the index in line with the files, then use it. Raises what `kbviewer.search.update` raises."""
        places = self.places
        report = update(places.content, places.data, rebuild=rebuild, progress=progress, cancelled=cancelled)
        if places is self.places:  # else another library was taken up meanwhile
            self.open_index()
        return report

    def open_index(self) -> None:
        """Use the newest index there is.

        Raises:
            StorageError: there is none, or it is damaged.
        """
        if self._searcher and self._searcher.is_current():
            return
        fresh = Searcher.open(self.places.content, self.places.data)
        with self._lock:
            stale, self._searcher = self._searcher, fresh
            self._records = {record.id: record for record in fresh.records}
            if stale:
                stale.close()

    def search(self, query: str, limit: int = 10) -> Reply:
        """Search the index that is open."""
        with self._lock:
            if self._searcher is None:
                return Reply(query, 0.0, 0, None, ())
            return self._searcher.search(query, limit)

    def pages(self, words: Catalogue) -> Pages:
        """The pages of this library in a language."""
        css = (self.places.resources / "styles" / "page.css").read_text(encoding="utf-8")
        return Pages(self, words, css, _marker)

    def bookmarks(self) -> BookmarkStore:
        """The bookmarks kept in the data folder."""
        return BookmarkStore(self.places.data / "bookmarks.sqlite")

    def record(self, article_id: str) -> Record | None:
        """What the index knows of an article."""
        return self._records.get(article_id)

    def listed(self) -> Sequence[Record]:
        """Every article that lists may show."""
        return [record for record in self._records.values() if not record.unlisted]

    def every(self) -> Sequence[Record]:
        """Every article, those that lists leave out included."""
        return list(self._records.values())

    def article(self, article_id: str) -> Article | None:
        """Read an article from its file as it is now; None when the index has none of this id."""
        record = self._records.get(article_id)
        if record is None:
            return None
        source = SourceFile(Path(record.folder), record.relative, record.mtime_ns, record.size)
        return load(source, self.places.content).article

    def has_article(self, article_id: str) -> bool:
        return article_id in self._records

    def has_image(self, path: str) -> bool:
        return self.image(path) is not None

    def image(self, path: str) -> Path | None:
        """The file of a picture below a content folder."""
        return find_image(self.places.content, path)

    def problems(self) -> tuple[Problem, ...]:
        """What should be mended in the articles, as found when they were read."""
        return self._searcher.problems if self._searcher else ()

    def move(self, places: Places) -> None:
        """Let go of this library and take up another, whose index is not open yet."""
        self.close()
        self.places = places
        self._records = {}

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            if self._searcher:
                self._searcher.close()
            self._searcher = None


def _marker(query: str) -> Marker:
    return Highlighter(query)
