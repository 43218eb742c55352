"""Brings the index in line with the files: reads what has changed, and nothing else."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kbviewer.articles.article import Problem, SourceFile
from kbviewer.articles.folder import scan
from kbviewer.errors import StorageError
from kbviewer.search import manifest
from kbviewer.search.manifest import Manifest, state_of
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
        from kbviewer.search.building import Job, build  # noqa: PLC0415  # Whoosh only when there is something to do

        job = Job(folders, sources, known, progress, cancelled)
        made = build(store, job, thesaurus, fresh=known is None)
    return _report(made, len(job.changed), job.removed, started)


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


def _in_line(sources: Sequence[SourceFile], known: Manifest) -> bool:
    return {record.state for record in known.records} == set(map(state_of, sources))


def _report(made: Manifest, changed: int, removed: int, started: float) -> IndexReport:
    return IndexReport(len(made.winners()), changed, removed, made.problems(), time.perf_counter() - started)
