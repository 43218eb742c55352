"""Brings the index in line with the files: reads what has changed, and nothing else."""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kbviewer.articles.article import Problem, SourceFile
from kbviewer.articles.folder import scan
from kbviewer.errors import Cancelled, StorageError
from kbviewer.search import manifest
from kbviewer.search.index import IndexReader, IndexWriter, writing
from kbviewer.search.manifest import Manifest, Record, state_of
from kbviewer.search.reading import Read, read, read_all
from kbviewer.search.store import Store
from kbviewer.search.thesaurus import THESAURUS, Thesaurus
from kbviewer.search.weighing import lay_down


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
    thesaurus: Path,
    *,
    rebuild: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> IndexReport:
    """Bring the index of some content folders in line with their files; a later folder goes before an earlier one.

    ``thesaurus`` is the folder of synonyms and phrases. ``progress`` is told how many of the changed files are read.
    With nothing changed nothing is written, and the disk may be read-only. A missing, damaged or outdated index is
    built anew, as with ``rebuild``.

    Raises:
        Cancelled: ``cancelled`` said so; the index stays as it was.
        ContentError: a content folder cannot be read.
        StorageError: ``index_busy``, ``index_not_writable``.
    """
    started = time.perf_counter()
    store = Store(folders, data_dir)
    sources = scan(folders, cancelled)
    fingerprint = manifest.fingerprint(thesaurus)
    known = None if rebuild else _known(store, fingerprint)
    if known and _in_line(sources, known):
        return _report(known, 0, 0, started)
    with store.locked():
        known = None if rebuild else _known(store, fingerprint, thoroughly=True)
        if known and _in_line(sources, known):  # another process was faster
            return _report(known, 0, 0, started)
        job = _Job(folders, sources, known, progress, cancelled)
        made = _build(store, job, thesaurus, fresh=known is None)
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
        self._known = {record.state[:2]: record for record in known.records} if known else {}
        self._indexed = {record.id: record.state[:2] for record in known.winners()} if known else {}
        self._taken: set[str] = set()
        self.changed = {_key(source) for source in sources if self._unchanged(source) is None}
        self.removed = 0

    def run(self, writer: IndexWriter) -> tuple[Record, ...]:
        """Put what has changed into the index; the records of all files, in the order of the scan."""
        records: dict[Key, Record] = {}
        ordered = _claim_order(self._sources)
        fresh = read_all([source for source in ordered if _key(source) in self.changed], self._folders)
        done = 0
        with closing(fresh):
            for source in ordered:
                if self._cancelled():
                    raise Cancelled
                if _key(source) in self.changed:
                    records[_key(source)] = self._put(next(fresh), writer)
                    done += 1
                    self._progress(done, len(self.changed))
                else:
                    records[_key(source)] = self._keep(source, writer)
        gone = self._indexed.keys() - self._taken
        for article_id in gone:
            writer.drop(article_id)
        self.removed = len(gone)
        return tuple(records[key] for key in dict.fromkeys(map(_key, self._sources)))

    def _keep(self, source: SourceFile, writer: IndexWriter) -> Record:
        """The record of an unchanged file, whose article goes into the index if its id has become free."""
        known = self._known[_key(source)]
        if not known.id or known.id in self._taken:
            return known
        if self._indexed.get(known.id) == _key(source):
            self._taken.add(known.id)
            return known
        return self._put(read(source, self._folders), writer)

    def _put(self, fresh: Read, writer: IndexWriter) -> Record:
        """The record of a file just read. Its article, if search finds it, goes into the index if its id is free."""
        if fresh.record.id and fresh.record.id not in self._taken:
            self._taken.add(fresh.record.id)
            if fresh.record.id in self._indexed:
                writer.drop(fresh.record.id)
            if fresh.document:
                writer.put(fresh.document)
        return fresh.record

    def _unchanged(self, source: SourceFile) -> Record | None:
        known = self._known.get(_key(source))
        return known if known and known.state == state_of(source) else None


def _known(store: Store, fingerprint: tuple[tuple[str, str], ...], *, thoroughly: bool = False) -> Manifest | None:
    """The manifest of a sound index of this program; None when there is none and one must be built."""
    generation = store.current()
    if generation is None or not store.is_whole(generation, lambda name: thoroughly or name == manifest.FILE_NAME):
        return None
    try:
        known = manifest.read(generation)
    except (FileNotFoundError, StorageError):
        return None
    return known if known.fingerprint == fingerprint else None


def _build(store: Store, job: _Job, thesaurus: Path, *, fresh: bool) -> Manifest:
    known = Thesaurus.read(thesaurus)
    with store.writable(), store.building(None if fresh else store.current()) as generation:
        with writing(generation, fresh=fresh) as writer:
            records = job.run(writer)
        reader = IndexReader(generation)
        try:
            lay_down(reader, generation, known.stems())
        finally:
            reader.close()
        known.save(generation / THESAURUS)
        made = Manifest(manifest.fingerprint(thesaurus), records)
        manifest.write(made, generation)
    return made


def _in_line(sources: Sequence[SourceFile], known: Manifest) -> bool:
    return {record.state for record in known.records} == set(map(state_of, sources))


def _claim_order(sources: Sequence[SourceFile]) -> list[SourceFile]:
    """Who claims an id first gets it: later folders first, within a folder as scanned, as `pick_winners` has it."""
    places = {source.folder: place for place, source in enumerate(sources)}
    return sorted(dict.fromkeys(sources), key=lambda source: -places[source.folder])


def _key(source: SourceFile) -> Key:
    return state_of(source)[:2]


def _report(made: Manifest, changed: int, removed: int, started: float) -> IndexReport:
    return IndexReport(len(made.winners()), changed, removed, made.problems(), time.perf_counter() - started)
