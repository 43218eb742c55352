"""Brings the index in line with the files: reads what has changed, and nothing else."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kbviewer.articles.article import Problem, SourceFile
from kbviewer.articles.folder import scan
from kbviewer.articles.loader import load
from kbviewer.errors import Cancelled, StorageError
from kbviewer.search import manifest
from kbviewer.search.index import IndexWriter, writing
from kbviewer.search.manifest import Manifest, Record
from kbviewer.search.store import Store


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an update did.

    ``articles`` can be found now; ``changed`` files were new or other than before; ``removed`` articles are gone;
    ``problems`` are those of all files, read now or earlier; ``seconds`` is the time taken.
    """

    articles: int
    changed: int
    removed: int
    problems: tuple[Problem, ...]
    seconds: float


def update(
    folders: Sequence[Path],
    data_dir: Path,
    *,
    rebuild: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> IndexReport:
    """Bring the index of some content folders in line with their files; a later folder goes before an earlier one.

    ``progress`` is told how many of the changed files are read. With nothing changed nothing is written, and the disk
    may be read-only. A missing, damaged or outdated index is built anew, as with ``rebuild``.

    Raises:
        Cancelled: ``cancelled`` said so; the index stays as it was.
        ContentError: a content folder cannot be read.
        StorageError: ``index_busy``, ``index_not_writable``.
    """
    started = time.perf_counter()
    store = Store(folders, data_dir)
    sources = scan(folders, cancelled)
    known = None if rebuild else _known(store)
    if known and _in_line(sources, known):
        return _report(known, 0, 0, started)
    with store.locked():
        known = None if rebuild else _known(store, thoroughly=True)
        if known and _in_line(sources, known):  # another process was faster
            return _report(known, 0, 0, started)
        job = _Job(folders, sources, known, progress, cancelled)
        made = _build(store, job, fresh=known is None)
    return _report(made, len(job.changed), job.removed, started)


Key = tuple[str, str]
"""A file: its content folder and its path below it."""


class _Job:
    """One pass over the files, which claim their ids one after the other."""

    def __init__(
        self,
        folders: Sequence[Path],
        sources: Sequence[SourceFile],
        known: Manifest | None,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._folders, self._progress, self._cancelled = folders, progress, cancelled
        self._sources = sources
        self._known = {_key(record.source): record for record in known.records} if known else {}
        self._indexed = {record.id: _key(record.source) for record in known.winners()} if known else {}
        self._taken: set[str] = set()
        self.changed = {_key(source) for source in sources if self._unchanged(source) is None}
        self.removed = 0

    def run(self, writer: IndexWriter) -> tuple[Record, ...]:
        """Put what has changed into the index; the records of all files, in the order of the scan."""
        records: dict[Key, Record] = {}
        read = 0
        for source in _claim_order(self._sources):
            if self._cancelled():
                raise Cancelled
            records[_key(source)] = self._take(source, writer)
            if _key(source) in self.changed:
                read += 1
                self._progress(read, len(self.changed))
        gone = self._indexed.keys() - self._taken
        for article_id in gone:
            writer.drop(article_id)
        self.removed = len(gone)
        return tuple(records[key] for key in dict.fromkeys(map(_key, self._sources)))

    def _take(self, source: SourceFile, writer: IndexWriter) -> Record:
        """The record of a file, whose article goes into the index if it is new there and its id is free."""
        known = self._unchanged(source)
        if known and (not known.id or known.id in self._taken):
            return known
        if known and self._indexed.get(known.id) == _key(source):
            self._taken.add(known.id)
            return known
        return self._read(source, writer)

    def _read(self, source: SourceFile, writer: IndexWriter) -> Record:
        loaded = load(source, self._folders)
        if loaded.article and loaded.article.id not in self._taken:
            self._taken.add(loaded.article.id)
            writer.drop(loaded.article.id)
            writer.put(loaded.article)
        return manifest.record(source, loaded.article, loaded.problems)

    def _unchanged(self, source: SourceFile) -> Record | None:
        known = self._known.get(_key(source))
        return known if known and known.source == source else None


def _known(store: Store, *, thoroughly: bool = False) -> Manifest | None:
    """The manifest of a sound index of this program; None when there is none and one must be built."""
    generation = store.current()
    if generation is None or not store.is_whole(generation, thoroughly=thoroughly):
        return None
    try:
        known = manifest.read(generation)
    except StorageError:
        return None
    return known if known.fingerprint == manifest.fingerprint() else None


def _build(store: Store, job: _Job, *, fresh: bool) -> Manifest:
    with store.writable(), store.building(None if fresh else store.current()) as generation:
        with writing(generation, fresh=fresh) as writer:
            records = job.run(writer)
        made = Manifest(manifest.fingerprint(), records)
        manifest.write(made, generation)
    return made


def _in_line(sources: Sequence[SourceFile], known: Manifest) -> bool:
    return {record.source for record in known.records} == set(sources)


def _claim_order(sources: Sequence[SourceFile]) -> list[SourceFile]:
    """Who claims an id first gets it: later folders first, within a folder as scanned, as `pick_winners` has it."""
    places = {source.folder: place for place, source in enumerate(sources)}
    return sorted(dict.fromkeys(sources), key=lambda source: -places[source.folder])


def _key(source: SourceFile) -> Key:
    return str(source.folder), source.relative


def _report(made: Manifest, changed: int, removed: int, started: float) -> IndexReport:
    return IndexReport(len(made.winners()), changed, removed, made.problems(), time.perf_counter() - started)
