"""Brings the index in line with the files: reads what has changed, and nothing else."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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
    sources = scan(folders)
    known = None if rebuild else _known(store)
    if known and not _differs(sources, known):
        return _report(known, 0, 0, started)
    with store.locked():
        known = None if rebuild else _known(store)  # another process may have been faster
        job = _Job(folders, sources, known, progress, cancelled)
        if known and not job.changed and not job.gone:
            return _report(known, 0, 0, started)
        made = _build(store, job)
    return _report(made, len(job.changed), job.removed, started)


Key = tuple[str, str]
"""A file: its content folder and its path below it."""


class _Job:
    """One pass over the files, in the order in which they claim ids: later folders first, then by path."""

    def __init__(
        self,
        folders: Sequence[Path],
        sources: Sequence[SourceFile],
        known: Manifest | None,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._folders, self._progress, self._cancelled = folders, progress, cancelled
        self.known = {_key(record.source): record for record in known.records} if known else {}
        self.sources = _claim_order(sources)
        self.changed = {_key(source) for source in sources if self._is_changed(source)}
        self.gone = self.known.keys() - {_key(source) for source in sources}
        self.removed = 0

    def run(self, writer: IndexWriter) -> tuple[Record, ...]:
        """Put what has changed into the index; the records of all files."""
        before = {record.id for record in self.known.values() if record.id and not record.is_shadowed}
        records: list[Record] = []
        taken: set[str] = set()
        read = 0
        for source in self.sources:
            if self._cancelled():
                raise Cancelled
            records.append(self._take(source, taken, writer))
            if _key(source) in self.changed:
                read += 1
                self._progress(read, len(self.changed))
        for article_id in before - taken:
            writer.drop(article_id)
        self.removed = len(before - taken)
        return tuple(records)

    def _take(self, source: SourceFile, taken: set[str], writer: IndexWriter) -> Record:
        """The record of a file, whose article goes into the index if it is new there and its id is free."""
        known = None if _key(source) in self.changed else self.known[_key(source)]
        if known and (not known.id or known.id in taken):
            return replace(known, is_shadowed=bool(known.id))
        if known and not known.is_shadowed:
            taken.add(known.id)
            return known
        loaded = load(source, self._folders)
        made = manifest.record(source, loaded.article, loaded.problems)
        if loaded.article is None or made.id in taken:
            return replace(made, is_shadowed=bool(made.id))
        taken.add(made.id)
        writer.drop(made.id)
        writer.put(loaded.article)
        return made

    def _is_changed(self, source: SourceFile) -> bool:
        known = self.known.get(_key(source))
        return known is None or known.source != source


def _known(store: Store) -> Manifest | None:
    """The manifest of a sound index of this program; None when there is none and one must be built."""
    generation = store.current()
    if generation is None:
        return None
    try:
        known = manifest.read(generation)
    except StorageError:
        return None
    return known if known.fingerprint == manifest.fingerprint() else None


def _build(store: Store, job: _Job) -> Manifest:
    with store.writable(), store.building(store.current() if job.known else None) as generation:
        with writing(generation, fresh=not job.known) as writer:
            records = job.run(writer)
        made = Manifest(manifest.fingerprint(), records)
        manifest.write(made, generation)
    return made


def _differs(sources: Sequence[SourceFile], known: Manifest) -> bool:
    return {record.source for record in known.records} != set(sources)


def _claim_order(sources: Sequence[SourceFile]) -> list[SourceFile]:
    """Later folders first, each once; within a folder as scanned."""
    places = {source.folder: place for place, source in enumerate(sources)}
    return sorted(dict.fromkeys(sources), key=lambda source: -places[source.folder])


def _key(source: SourceFile) -> Key:
    return str(source.folder), source.relative


def _report(made: Manifest, changed: int, removed: int, started: float) -> IndexReport:
    articles = sum(1 for record in made.records if record.id and not record.is_shadowed)
    problems = tuple(problem for record in made.records for problem in record.problems)
    return IndexReport(articles, changed, removed, problems, time.perf_counter() - started)
