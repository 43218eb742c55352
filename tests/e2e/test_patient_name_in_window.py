"""A patient's name typed in the window is in no file but the PDFs asked for: strace looks on at the whole program,
which hands out in every way through the system's own dialogs, and is killed half-way.
"""

import io
import json
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from tracing import Traced, a_home, places, traced, why_not

WHY_NOT = why_not()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

FRONT_DESK = Path(__file__).with_name("front_desk.py")
PATIENT = {"name": "Åselil Qvistgårdøre", "born": "17.03.1931", "next_time": "Skærtorsdag 7.43", "note": "Knurhårsmis"}
SECRETS = (*PATIENT.values(), "Qvistgårdøre")

LP = """#!/bin/sh
{then}
echo "request id is modtagelse-7 (0 file(s))"
"""
TAKES_IT = "cat > /dev/null"
KILLS = "head -c 50 > /dev/null; kill -KILL $PPID"


class Desk:
    """A computer with homes and folders of its own, on which the program is open."""

    def __init__(self, content: Path, folder: Path) -> None:
        self._content = content
        self._folder = folder
        self._room = folder / "pc"
        self.data = self._room / "data"
        self.filed, self.saved = (self._room / "ud" / name for name in ("udskrift.pdf", "gemt.pdf"))
        programs = folder / "bin"
        self._lp = programs / "lp"
        self._environment = {
            **a_home(self._room),
            "PATH": f"{programs}:/usr/bin:/bin",
            "QT_QPA_PLATFORM": "offscreen",
            "QTWEBENGINE_DISABLE_SANDBOX": "1",  # Chromium does not start as root with it
            "PYTHONDONTWRITEBYTECODE": "1",
            "CUPS_SERVER": str(folder / "none"),
        }
        for each in (self.filed.parent, programs):
            each.mkdir()

    def hands_out(self, *moment: str, lp: str = TAKES_IT) -> Traced:
        """Hand out in every way, until the program is killed at a moment."""
        self._lp.write_text(LP.format(then=lp), encoding="utf-8")
        self._lp.chmod(0o755)
        files = (self._content, self.data, self.filed, self.saved)
        command = [sys.executable, "-W", "ignore", FRONT_DESK, *files, *moment]
        given = json.dumps(PATIENT, ensure_ascii=False).encode()
        return traced(command, self._folder / "trace", environment=self._environment, given=given)

    def places(self, done: Traced) -> set[str]:
        """Where something of the patient is on this computer, but for the PDFs asked for."""
        return places(SECRETS, done, [self._room], [self.filed, self.saved])


@pytest.fixture
def desk(content: Path, tmp_path: Path) -> Desk:
    return Desk(content, tmp_path)


def text_of(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.read_bytes())).pages).split())


def test_a_patient_is_in_the_pdfs_asked_for_and_nowhere_else(desk: Desk) -> None:
    done = desk.hands_out()
    assert done.code == 0, done.errors
    assert json.loads(done.out) == [
        "typed",
        "Sendt til printeren »modtagelse«.",
        f"Udskriften er gemt: {desk.filed}",
        f"Udskriften er gemt: {desk.saved}",
        "template",
        "Sendt til printeren »modtagelse«.",  # again, for nobody
    ]
    for pdf in (desk.filed, desk.saved):
        assert all(text in text_of(pdf) for text in PATIENT.values())
    names = {file.name for file in done.named_files()}
    assert {"session.json", desk.filed.name, desk.saved.name} <= names  # the trace saw what it had to see
    assert any(name.startswith("ondt-under-haelen") for name in names)  # the template
    assert desk.places(done) == set()


@pytest.mark.parametrize("moment", ["previewing", "filing", "saving"])
def test_a_program_killed_at_any_moment_leaves_the_patient_nowhere_else(desk: Desk, moment: str) -> None:
    done = desk.hands_out(moment)
    assert (done.code, done.out) == (-9, ""), done.errors
    assert (desk.filed.exists(), desk.saved.exists()) == (moment != "previewing", moment == "saving")
    assert desk.places(done) == set()


def test_a_program_killed_while_it_sends_to_the_printer_leaves_the_patient_nowhere(desk: Desk) -> None:
    done = desk.hands_out(lp=KILLS)
    assert (done.code, done.out) == (-9, ""), done.errors
    assert not desk.filed.exists()
    assert desk.places(done) == set()


def test_what_is_logged_of_a_bug_names_no_patient(desk: Desk) -> None:
    done = desk.hands_out("bug")
    assert (done.code, done.out) == (0, '["typed"]'), done.errors
    assert "a bug" in (desk.data / "kbviewer.log").read_text(encoding="utf-8")
    assert desk.places(done) == set() and not any(secret in done.errors for secret in SECRETS)
