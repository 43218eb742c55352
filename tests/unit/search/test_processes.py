"""Several processes at one index, and processes killed in the middle."""

import subprocess
import sys

import pytest
from shelf import Shelf

from kbviewer.errors import StorageError

INDEXER = """
import os, signal, sys
from pathlib import Path
from kbviewer.search.update import update

content, data, thesaurus = map(Path, sys.argv[1:4])
left = int(sys.argv[4])
DISTURBING = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.copytree")

def count(event, args):
    global left
    if event in DISTURBING and args and str(args[0]).startswith(str(data)):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

print("ready", flush=True)
sys.addaudithook(count)
articles = update([content], data, thesaurus).articles
print(articles, -left)
"""
"""Updates an index; kills itself at the step of that number that touches the index on disk."""


def indexer(shelf: Shelf, steps: int = 0) -> "subprocess.Popen[str]":
    """A process about to update the index, past its imports."""
    places = map(str, (shelf.content, shelf.data, shelf.thesaurus, steps))
    command = [sys.executable, "-W", "ignore", "-c", INDEXER, *places]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "ready\n"
    return process


def rest(process: "subprocess.Popen[str]") -> list[str]:
    """What a process still tells until it ends: articles, and steps taken."""
    with process:
        assert process.stdout
        return process.stdout.read().split()


def fill(shelf: Shelf, mark: str) -> None:
    for number in range(40):
        shelf.write(f"mange/{number}", f"---\ntitle: Artikel {number}\n---\n{mark} knæet. " + "Ondt i ryggen. " * 50)


def test_two_processes_build_one_whole_index(shelf: Shelf) -> None:
    fill(shelf, "først")
    processes = [indexer(shelf) for _ in range(2)]
    assert [rest(process)[0] for process in processes] == ["43", "43"]
    assert len(shelf.generations()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_index_works_whenever_the_builder_is_killed(shelf: Shelf) -> None:
    shelf.clinic.rmdir()
    fill(shelf, "først")
    steps = int(rest(indexer(shelf))[1])
    assert steps > 10
    for round_, share in enumerate((0.05, 0.3, 0.6, 0.9, 1.0)):
        fill(shelf, f"runde {round_}")
        assert rest(indexer(shelf, max(1, round(share * steps)))) == []
        check_answers(shelf)


def check_answers(shelf: Shelf) -> None:
    """Whatever is there answers as it is; after an update, as the files are."""
    from kbviewer.search.searcher import Searcher
    from kbviewer.search.update import update

    try:
        left = Searcher.open([shelf.content], shelf.data, shelf.thesaurus)
    except StorageError as error:
        assert error.key == "index_missing"
    else:
        assert left.search("hælspore").hits[0].id == "fod/haelspore"
    assert update([shelf.content], shelf.data, shelf.thesaurus).articles == 43
    whole = Searcher.open([shelf.content], shelf.data, shelf.thesaurus)
    assert whole.search("knæet", limit=50).total == 41
