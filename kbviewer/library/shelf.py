"""All that a person keeps, as one value; and a change of it, which can be turned round."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from kbviewer.library.bookmark import TOP, Bookmark, Folder, Highlight, Row

DEEPEST = 20
"""Folders in one another."""

Kept = TypeVar("Kept", Folder, Bookmark, Highlight)


@dataclass(frozen=True, slots=True)
class Step:
    """One row before and after a change; None where it was not yet, or is no more."""

    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row, as it is after the change or as it was."""
        row = self.after or self.before
        assert row is not None
        return row


@dataclass(frozen=True, slots=True)
class Change:
    """Rows written or removed together, or not at all.

    ``what`` names what was done, the key of a sentence below ``change`` in the catalogue; ``name`` is what it was done
    to and ``n`` to how many. ``texts`` are those that rows of the change refer to by key.
    """

    what: str
    steps: tuple[Step, ...] = ()
    name: str = ""
    n: int = 1
    texts: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.steps)

    def turned_round(self) -> "Change":
        """What brings back everything as it was before."""
        return replace(self, steps=tuple(Step(step.after, step.before) for step in reversed(self.steps)))

    def then(self, later: "Change") -> "Change":
        """This change and a later one as one."""
        joined: dict[str, Step] = {step.row.uid: step for step in self.steps}
        for step in later.steps:
            first = joined.get(step.row.uid, step)
            joined[step.row.uid] = Step(first.before, step.after)
        steps = tuple(step for step in joined.values() if step.before or step.after)
        return replace(self, steps=steps, texts={**self.texts, **later.texts})

    def rows(self, kind: type[Kept]) -> list[Kept]:
        """The rows of one kind as they are after the change; none of those it removes."""
        return [step.after for step in self.steps if isinstance(step.after, kind)]


class Shelf:
    """Every folder, bookmark and highlight by uid. Never changes; `after` gives a new one."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows: Mapping[str, Row] = {row.uid: row for row in rows}

    def after(self, change: Change) -> "Shelf":
        """The shelf once the change is made."""
        rows = dict(self.rows)
        for step in change.steps:
            if step.after is None:
                rows.pop(step.row.uid, None)
            else:
                rows[step.after.uid] = step.after
        shelf = Shelf()
        shelf.rows = rows
        return shelf

    @cached_property
    def folders(self) -> Mapping[str, Folder]:
        return {row.uid: row for row in self.rows.values() if isinstance(row, Folder)}

    @cached_property
    def bookmarks(self) -> Mapping[str, Bookmark]:
        return {row.uid: row for row in self.rows.values() if isinstance(row, Bookmark)}

    @cached_property
    def highlights(self) -> Mapping[str, Highlight]:
        return {row.uid: row for row in self.rows.values() if isinstance(row, Highlight)}

    @cached_property
    def _by_target(self) -> Mapping[tuple[str, str], Bookmark]:
        return {(bookmark.id, bookmark.section): bookmark for bookmark in self.bookmarks.values()}

    @cached_property
    def _by_folder(self) -> Mapping[str, Sequence[Folder | Bookmark]]:
        inside: dict[str, list[Folder | Bookmark]] = {}
        rows: list[Folder | Bookmark] = [*self.folders.values(), *self.bookmarks.values()]
        for row in rows:
            inside.setdefault(self.home(row), []).append(row)
        return {uid: sorted(rows, key=lambda row: (row.place, row.created, row.uid)) for uid, rows in inside.items()}

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        """The folder that each folder is shown in.

        It is the one it lies in, but the top where that is not there or lies too deep, and for one folder of every
        ring, below which the others of the ring then hang.
        """
        homes: dict[str, str] = {}
        depths = {TOP: 0}
        for uid in self.folders:
            for each in reversed(self._chain(uid, depths)):
                parent = self._parent(each)
                homes[each] = parent if depths.get(parent, DEEPEST) < DEEPEST else TOP
                depths[each] = depths[homes[each]] + 1
        return homes

    def _chain(self, uid: str, known: Container[str]) -> list[str]:
        """A folder and those it lies in, up to one that is known; a ring is cut where its smallest uid is."""
        chain: dict[str, None] = {}
        while uid not in known:
            if uid in chain:
                uids = list(chain)
                begin = uids.index(uid)
                cut = uids.index(min(uids[begin:])) + 1
                return [*uids[:begin], *uids[cut:], *uids[begin:cut]]
            chain[uid] = None
            uid = self._parent(uid)
        return list(chain)

    def _parent(self, uid: str) -> str:
        parent = self.folders[uid].folder
        return parent if parent in self.folders else TOP

    @cached_property
    def _highlights_by_article(self) -> Mapping[str, Sequence[Highlight]]:
        by_article: dict[str, list[Highlight]] = {}
        for highlight in sorted(self.highlights.values(), key=lambda row: (row.created, row.uid)):
            by_article.setdefault(highlight.id, []).append(highlight)
        return by_article

    @cached_property
    def _sections_by_article(self) -> Mapping[str, Sequence[Bookmark]]:
        by_article: dict[str, list[Bookmark]] = {}
        for bookmark in sorted(self.bookmarks.values(), key=lambda row: (row.created, row.uid)):
            if bookmark.section:
                by_article.setdefault(bookmark.id, []).append(bookmark)
        return by_article

    def bookmark_of(self, article_id: str, section: str = "") -> Bookmark | None:
        """The bookmark of an article, or of one of its sections."""
        return self._by_target.get((article_id, section))

    def sections_in(self, article_id: str) -> Sequence[Bookmark]:
        """The bookmarks of an article's sections, the oldest first."""
        return self._sections_by_article.get(article_id, ())

    def highlights_in(self, article_id: str) -> Sequence[Highlight]:
        """The highlights of an article, the oldest first."""
        return self._highlights_by_article.get(article_id, ())

    def home(self, row: Folder | Bookmark) -> str:
        """The folder that a row is shown in; the top for one whose folder is not there, lies too deep or in a ring.

        Of a ring one folder is shown at the top, and the others below it.
        """
        if isinstance(row, Folder):
            return self._homes[row.uid]
        return row.folder if row.folder in self.folders else TOP

    def contents(self, folder: str = TOP) -> Sequence[Folder | Bookmark]:
        """What lies right in a folder, in the order by hand."""
        return self._by_folder.get(folder, ())

    def walk(self, folder: str = TOP) -> Iterator[Folder | Bookmark]:
        """Everything below a folder, each folder before what is in it, in the order by hand."""
        for row in self.contents(folder):
            yield row
            if isinstance(row, Folder):
                yield from self.walk(row.uid)

    def path(self, folder: str) -> tuple[str, ...]:
        """The names of a folder and of those it lies in, the outermost first."""
        names: list[str] = []
        while folder in self.folders:
            names.insert(0, self.folders[folder].name)
            folder = self.home(self.folders[folder])
        return tuple(names)
