"""Of a patient's session at the kiosk nothing is on disk: strace looks on at the whole program while somebody searches,
reads, copies, prints and tries what is not for patients, and while it is killed half-way.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from tracing import Traced, a_home, places, traced, why_not

from kbviewer.settings import GRAPHICS, Settings

WHY_NOT = why_not()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

WAITING_ROOM = Path(__file__).with_name("waiting_room.py")
TYPED = {
    "word": "kvistgårdsmuslingøl",
    "misspelt": "kvistgårdsmuslinøl",
    "nowhere": "zebraknurfeber",
    "second": "kvistemarvsvrid",
    "title": "Kvistemarvsvrid i tåen",
    "pin": "836194027515",
    "wrong": "274905163827",
}
SECRETS = (*TYPED.values(), "tilfaeldet", "muslingøl")
"""What is typed and read. ``tilfaeldet`` is the article's id."""

ARTICLE = f"""---
title: {TYPED["title"]}
bodyParts: [Fod og ankel]
kind: tilstand
---
Et {TYPED["word"]} er navnet på noget, der gør ondt.

## Søg læge, hvis

- det gør ondt
"""

CHANGES = {
    "pages-today.json",  # how many pages have been printed today
    "exit-tries.json",  # how many wrong tries at the exit PIN, and when
}
"""What a session may change in the data folder."""

LP = """#!/bin/sh
{then}
echo "request id is modtagelse-7 (0 file(s))"
"""
KILLS = "head -c 50 > /dev/null; kill -KILL $PPID"

NAMED = re.compile(
    r"data|data/(pages-today|exit-tries)\.json(\.new)?"  # see `CHANGES`
    r"|data/starting"  # there is a start under way, which has shown no page yet
    r"|TMPDIR/(kbviewer(-kiosk)?-[0-9a-f]{16}|\.\w+(/s)?)"  # where a second start knocks
    r"|.*/printer/job\.pdf|/dev/(null|dri/.*|shm/\.org\.chromium\..*)|/proc/\d+/oom_score_adj"  # memory, and no files
)
"""The files that a session may make or open to write."""


class Clinic:
    """A computer with homes and folders of its own, whose kiosk has been started before and knows the articles."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._content = folder / "artikler"
        (self._content / "fod").mkdir(parents=True)
        (self._content / "fod" / "tilfaeldet.md").write_text(ARTICLE, encoding="utf-8")
        self._room = folder / "pc"
        self.data = self._room / "data"
        programs = folder / "bin"
        programs.mkdir()
        self._lp = programs / "lp"
        self.printed = folder / "printer" / "job.pdf"
        self.printed.parent.mkdir()
        self._environment = {
            **a_home(self._room),
            "PATH": f"{programs}:/usr/bin:/bin",
            "QT_QPA_PLATFORM": "offscreen",
            "QTWEBENGINE_DISABLE_SANDBOX": "1",  # Chromium does not start as root with it
            "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu",
            "PYTHONDONTWRITEBYTECODE": "1",
            "CUPS_SERVER": str(folder / "none"),
        }
        Settings(self.data / "settings.json").change(GRAPHICS, "software")  # or a start after a killed one would
        environment = {**os.environ, **self._environment}
        begun = subprocess.run(
            self._command("nobody"), env=environment, input=self._given, capture_output=True, check=False
        )
        assert begun.returncode == 0, begun.stderr.decode()
        self._before = self._files()

    def visit(self, *moment: str, lp: str = "") -> Traced:
        """Let two patients sit down one after the other, until the program is killed at a moment. The printer makes
        PDF files, as the one of CUPS does.
        """
        self._restore()
        self._lp.write_text(LP.format(then=lp or f"cat > '{self.printed}'"), encoding="utf-8")
        self._lp.chmod(0o755)
        trace = self._folder / "trace"
        return traced(self._command(*moment), trace, environment=self._environment, given=self._given)

    def _restore(self) -> None:
        """Put the data folder back as it was before anybody sat down."""
        for name in self.changed():
            file = self.data / name
            if (before := self._before.get(Path(name))) is None:
                file.unlink()
            else:
                file.write_bytes(before)

    def changed(self) -> set[str]:
        """The files of the data folder that are not as they were, byte by byte, before anybody sat down."""
        now = self._files()
        return {str(name) for name in now.keys() | self._before.keys() if now.get(name) != self._before.get(name)}

    def places(self, done: Traced) -> set[str]:
        """Where something of a session is on this computer, but for the index that had it before, and the printer."""
        index = {self.data / name for name in self._before if name.parts[0] == "index"}
        found = places(SECRETS, done, [self._room], {*index, self.printed})
        return found | {f"left in {file}" for file in done.named_files() if _is_left_in_memory(file)}

    def named(self, done: Traced) -> set[str]:
        """The files that were made or opened to write, but for those that tell nothing of anybody."""
        names = {str(file).replace(f"{self._room}/", "") for file in done.named_files()}
        return {name for name in names if not NAMED.fullmatch(name)}

    @property
    def _given(self) -> bytes:
        return json.dumps(TYPED, ensure_ascii=False).encode()

    def _command(self, *moment: str) -> list[str]:
        return [*map(str, (sys.executable, "-W", "ignore", WAITING_ROOM, self._content, self.data)), *moment]

    def _files(self) -> dict[Path, bytes]:
        return {file.relative_to(self.data): file.read_bytes() for file in self.data.rglob("*") if file.is_file()}


def _is_left_in_memory(file: Path) -> bool:
    """Whether it is shared memory with anything in it: the engine takes the name away before it writes, and leaves
    nothing but zeros when it is killed between the two.
    """
    return file.is_relative_to("/dev/shm") and file.exists() and file.read_bytes().strip(b"\0") != b""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    """One for all tests, for a start takes long; every visit finds it as it was."""
    return Clinic(tmp_path_factory.mktemp("klinik"))


STEPS = [
    "nowhere",
    "misspelt",
    "typing",
    "results",
    "article",
    "copied",
    "found on the page",
    "printed",
    "bookmark",
    "link out",
    "pin typed",
    "pin refused",
    "ended",
    "ended",
]


def test_nothing_of_a_session_is_on_disk(clinic: Clinic) -> None:
    done = clinic.visit()
    assert (done.code, json.loads(done.out)) == (0, STEPS), done.errors
    assert clinic.places(done) == set()
    assert clinic.changed() == CHANGES
    assert clinic.named(done) == set()
    assert done.errors == ""
    assert TYPED["title"] in PdfReader(clinic.printed).pages[0].extract_text()  # there was something to tell of


@pytest.mark.parametrize("moment", ["typing", "results", "found on the page", "pin typed", "pin refused", "resetting"])
def test_a_kiosk_that_is_killed_leaves_nothing_on_disk(clinic: Clinic, moment: str) -> None:
    done = clinic.visit(moment)
    assert (done.code, done.out, done.errors) == (-9, "", "")
    assert clinic.places(done) == set()
    assert clinic.changed() <= CHANGES | {"starting"}
    assert clinic.named(done) == set()


def test_a_kiosk_that_is_killed_while_it_prints_leaves_nothing_on_disk(clinic: Clinic) -> None:
    done = clinic.visit(lp=KILLS)
    assert (done.code, done.out, done.errors) == (-9, "", "")
    assert clinic.places(done) == set()
    assert clinic.named(done) == set()


def test_a_web_view_that_crashes_leaves_nothing_on_disk(clinic: Clinic) -> None:
    done = clinic.visit("renderer")
    assert "came back" in done.out and done.code == 0, done.errors
    assert clinic.places(done) == set()
    assert clinic.named(done) == set()


def test_a_leak_would_be_seen(clinic: Clinic) -> None:
    done = clinic.visit("leaking")
    assert done.code == 0, done.errors
    found = clinic.places(done)
    left = [place.removeprefix("left in ") for place in found if place.startswith("left in ")]
    for file in left:
        Path(file).unlink()
    data = clinic.data
    assert left and {f"in {data / name}" for name in ("kbviewer.log", "session.json", "recent.xbel")} <= found
    assert any("/TMPDIR/" in place and place.startswith("written to ") for place in found)
    assert any(place.startswith("name of ") and place.endswith(".lock") for place in found)
    assert {"kbviewer.log", "session.json", "recent.xbel"} <= clinic.changed()
    assert clinic.named(done)
