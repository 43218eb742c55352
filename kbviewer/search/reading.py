"""Files read and made ready for the index, many of them by several processes at once."""

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kbviewer.articles.article import SourceFile
from kbviewer.articles.loader import load
from kbviewer.search import kept, manifest
from kbviewer.search.document import Document, document
from kbviewer.search.manifest import Record

FEWEST_SHARED = 150
"""Files; fewer are read sooner than another process starts."""

MOST_PROCESSES = 4
CHUNK = 16


class Read(NamedTuple):
    """A file as read: its record, its article for the index if there is one that search is to find, and for `kept`."""

    record: Record
    document: Document | None
    packed: bytes


def read(source: SourceFile, folders: Sequence[Path]) -> Read:
    """Read one file."""
    loaded = load(source, folders)
    is_found = loaded.article and not loaded.article.is_introduction
    ready = document(loaded.article) if loaded.article and is_found else None
    packed = kept.pack(loaded.article) if loaded.article else b""
    return Read(manifest.record(source, loaded.article, loaded.problems), ready, packed)


def read_all(sources: Sequence[SourceFile], folders: Sequence[Path]) -> Generator[Read]:
    """Read files, in order. Closing the iterator stops the reading."""
    job = partial(read, folders=tuple(folders))
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(sources) < FEWEST_SHARED or processes < 2:
        yield from map(job, sources)
        return
    # started afresh, not forked: the window has threads
    pool = ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"), initializer=_end_with_parent)
    done = 0
    try:
        for fresh in pool.map(job, sources, chunksize=CHUNK):
            yield fresh
            done += 1
    except BrokenProcessPool:  # a helper was killed, perhaps for want of memory: go on alone
        yield from map(job, sources[done:])
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """In a helping process: a killed parent cannot tell it to stop, so it looks out for that itself."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
