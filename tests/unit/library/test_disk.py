"""A disk that is full or cannot be written to: the change is refused with a sentence, and the store goes on.

The disks are real: a small file system in a name space of its own, where a child process plays the part of the
program. Where none can be had, a limit on the size of files has to do.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kbviewer.i18n import Catalogue
from kbviewer.paths import resources

BEGIN = """
import os, resource, subprocess, sys
from pathlib import Path
from kbviewer.errors import StorageError
from kbviewer.i18n import Catalogue
from kbviewer.library import edits
from kbviewer.library.bookmarks import BookmarkStore
from kbviewer.library.edits import Target
from kbviewer.paths import resources

WORDS = Catalogue.load("da", resources())
folder = Path(sys.argv[1])
path = folder / "bookmarks.sqlite"

def add(store, name, text=""):
    try:
        store.edit(edits.add(Target(name, name, text=text)))
        print("kept", name)
    except StorageError as error:
        print(WORDS.explain(error))

def tell(store):
    for news in store.news():
        print("news", WORDS.explain(news))

def show(store):
    print("shows", " ".join(sorted(row.id for row in store.shelf().bookmarks.values())))
"""

FULL = """
store = BookmarkStore(path)
add(store, "a")
filler = folder / "filler"
with filler.open("wb", 0) as file:
    try:
        while True:
            file.write(b"x" * 512)
    except OSError:
        pass
add(store, "b", "x" * 50_000)
show(store)
os.truncate(filler, filler.stat().st_size - 40_000)
store._database._backup_due = 0
add(store, "small")
tell(store)
filler.unlink()
add(store, "c", "x" * 50_000)
show(store)
store.close()
tell(store)
show(BookmarkStore(path))
"""

LIMITED = """
store = BookmarkStore(path)
add(store, "a")
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
add(store, "b", "x" * 200_000)
show(store)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
add(store, "c", "x" * 200_000)
show(store)
store.close()
tell(store)
show(BookmarkStore(path))
"""

READ_ONLY_FILE = """
target = path
"""

READ_ONLY_FOLDER = """
target = folder
"""

MOUNTS = """
def run(*words):
    subprocess.run([*words, str(target)], check=True)

def forbid_writing():
    run("mount", "--bind", str(target))
    run("mount", "-o", "remount,bind,ro")

def allow_writing():
    run("umount", "-l")
"""

READ_ONLY = """
store = BookmarkStore(path)
add(store, "a")
forbid_writing()
if target == path:  # a file that is open may still be written
    store = BookmarkStore(path)
add(store, "b")
show(store)
store.close()
other = BookmarkStore(path)
add(other, "b")
show(other)
tell(other)
allow_writing()
add(other, "c")
show(other)
other.close()
tell(other)
"""

NOTHING_YET = """
forbid_writing()
store = BookmarkStore(path)
show(store)
add(store, "a")
allow_writing()
add(store, "b")
show(store)
"""


def refusal(path: Path) -> str:
    return Catalogue.load("da", resources()).text("error.bookmarks_not_writable", path=path)


def played(script: str, folder: Path, *wrapper: str) -> list[str]:
    child = [sys.executable, "-c", BEGIN + script, str(folder)]
    done = subprocess.run([*wrapper, *child], check=False, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def mounting(folder: Path, size: str) -> list[str]:
    """A command to put before another, which then finds a file system of its own in a folder."""
    mount = f'mount -t tmpfs -o size={size} tmpfs "{folder}" && '
    for way in (["unshare", "-Urm"], ["unshare", "-m"]):
        command = [*way, "sh", "-c", f'{mount} exec "$@"', "sh"]
        try:
            if subprocess.run([*command, "true"], check=False, capture_output=True).returncode == 0:
                return command
        except FileNotFoundError:
            break
    pytest.skip("no name space to be had")


def test_a_full_disk_refuses_the_change_and_takes_it_again_when_there_is_room(tmp_path: Path) -> None:
    said = played(FULL, tmp_path, *mounting(tmp_path, "400k"))
    no_backup = Catalogue.load("da", resources()).text("error.backup_not_writable", path=tmp_path / "backups")
    assert said == [
        *("kept a", refusal(tmp_path / "bookmarks.sqlite"), "shows a"),
        *("kept small", f"news {no_backup}"),
        *("kept c", "shows a c small", "shows a c small"),
    ]


@pytest.mark.skipif(os.name != "posix", reason="limits of processes")
def test_a_limit_on_files_refuses_the_change_and_takes_it_again_when_there_is_room(tmp_path: Path) -> None:
    said = played(LIMITED, tmp_path)
    assert said == ["kept a", refusal(tmp_path / "bookmarks.sqlite"), "shows a", "kept c", "shows a c", "shows a c"]


@pytest.mark.parametrize("target", [READ_ONLY_FILE, READ_ONLY_FOLDER], ids=["file", "folder"])
def test_what_cannot_be_written_refuses_the_change_and_still_shows_what_is_kept(tmp_path: Path, target: str) -> None:
    said = played(target + MOUNTS + READ_ONLY, tmp_path, *mounting(tmp_path, "1m"))
    refused = refusal(tmp_path / "bookmarks.sqlite")
    assert said == ["kept a", *(refused, "shows a"), *(refused, "shows a"), *("kept c", "shows a c")]


def test_a_read_only_folder_with_nothing_in_it_is_an_empty_shelf_that_cannot_be_changed(tmp_path: Path) -> None:
    said = played(READ_ONLY_FOLDER + MOUNTS + NOTHING_YET, tmp_path, *mounting(tmp_path, "1m"))
    assert said == ["shows ", refusal(tmp_path / "bookmarks.sqlite"), "kept b", "shows b"]
