"""Builds an index from the files that have changed and the index before."""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from kbviewer.articles.article import SourceFile
from kbviewer.errors import Cancelled
from kbviewer.search import alike, kept, manifest
from kbviewer.search.columns import Columns
from kbviewer.search.held import hold
from kbviewer.search.index import IndexReader, IndexWriter, writing
from kbviewer.search.manifest import Manifest, Record, state_of
from kbviewer.search.reading import Read, read, read_all
from kbviewer.search.similar import Similarity
from kbviewer.search.store import Store
from kbviewer.search.thesaurus import THESAURUS, Thesaurus
from kbviewer.search.weighing import lay_down

Key = tuple[str, str]
"""A file: its content folder and its path below it."""


class Job:
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
        self.packed: dict[Key, bytes] = {}
        """By file the articles just read, as they are kept."""

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
        self.packed[fresh.record.state[:2]] = fresh.packed
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


def build(store: Store, job: Job, thesaurus: Path, *, fresh: bool) -> Manifest:
    """Build and swap in a new generation, from scratch when ``fresh``. Call it inside `Store.locked`."""
    known = Thesaurus.read(thesaurus)
    with store.writable(), store.building(None if fresh else store.current()) as generation:
        with writing(generation, fresh=fresh) as writer:
            records = job.run(writer)
        reader = IndexReader(generation)
        try:
            lay_down(reader, generation, known.stems())
        finally:
            reader.close()
        records = kept.lay_down(records, job.packed, generation)
        unlisted = {record.id for record in records if record.unlisted}
        alike.write(Similarity(Columns(hold(generation)), unlisted).all(), generation)
        known.save(generation / THESAURUS)
        made = Manifest(manifest.fingerprint(thesaurus), records)
        manifest.write(made, generation)
    return made


def _claim_order(sources: Sequence[SourceFile]) -> list[SourceFile]:
    """Who claims an id first gets it: later folders first, within a folder as scanned, as `pick_winners` has it."""
    places = {source.folder: place for place, source in enumerate(sources)}
    return sorted(dict.fromkeys(sources), key=lambda source: -places[source.folder])


def _key(source: SourceFile) -> Key:
    return state_of(source)[:2]
