"""Several processes at one index, and processes killed in the middle."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from shelf import Shelf

from kbviewer.errors import StorageError

INDEXER = """
import sys
from pathlib import Path
from kbviewer.search.update import update

folder, data = map(Path, sys.argv[1:])
print("ready", flush=True)
print(update([folder], data).articles)
"""


def indexer(folder: Path, data: Path) -> "subprocess.Popen[str]":
    """A process about to update the index, past its imports."""
    command = [sys.executable, "-W", "ignore", "-c", INDEXER, str(folder), str(data)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "ready\n"
    return process


def rest(process: "subprocess.Popen[str]") -> str:
    """What a process still prints until it ends."""
    with process:
        assert process.stdout
        return process.stdout.read()


def fill(shelf: Shelf, mark: str) -> None:
    for number in range(40):
        shelf.write(f"mange/{number}", f"---\ntitle: Artikel {number}\n---\n{mark} knæet. " + "Ondt i ryggen. " * 50)


def test_two_processes_build_one_whole_index(shelf: Shelf) -> None:
    fill(shelf, "først")
    processes = [indexer(shelf.content, shelf.data) for _ in range(2)]
    assert [rest(process) for process in processes] == ["43\n", "43\n"]
    assert len(shelf.generations()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_index_works_whenever_the_builder_is_killed(shelf: Shelf) -> None:
    shelf.clinic.rmdir()
    chance = random.Random(7)
    took = 0.5
    for round_ in range(6):
        fill(shelf, f"runde {round_}")
        process = indexer(shelf.content, shelf.data)
        time.sleep(chance.uniform(0, took))
        process.send_signal(signal.SIGKILL)
        rest(process)
        started = time.perf_counter()
        check_answers(shelf)
        took = min(took, time.perf_counter() - started)


def check_answers(shelf: Shelf) -> None:
    """Whatever is there answers as it is; after an update, as the files are."""
    from kbviewer.search.searcher import Searcher
    from kbviewer.search.update import update

    try:
        left = Searcher.open([shelf.content], shelf.data)
    except StorageError as error:
        assert error.key == "index_missing"
    else:
        assert left.search("hælspore").hits[0].id == "fod/haelspore"
        left.close()
    assert update([shelf.content], shelf.data).articles == 43
    whole = Searcher.open([shelf.content], shelf.data)
    assert whole.search("knæet", limit=50).total == 41
    whole.close()
    assert len(shelf.generations()) <= 2
