"""A patient's name typed into the window of a handout is in no file but the PDF asked for, whatever happens next."""

import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from tracing import Traced, places, traced, why_not

WHY_NOT = why_not()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

DAY = Path(__file__).with_name("sheet_day.py")
NAME = "Åselil Qvistgårdøre"
LP = '#!/bin/sh\ncat > /dev/null\necho "request id is modtagelse-7 (0 file(s))"\n'


class Desk:
    """A computer with homes and folders of its own, on which a handout is made for a patient."""

    def __init__(self, content: Path, folder: Path) -> None:
        self._content, self._trace, self._room = content, folder / "trace", folder / "pc"
        self.data, self.file = self._room / "data", self._room / "ud" / "ark.pdf"
        names = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
        self._environment = {name: str(self._room / name) for name in (*names, "XDG_RUNTIME_DIR")}
        for each in (*self._environment.values(), str(self.file.parent), str(self._room / "bin")):
            Path(each).mkdir(parents=True, mode=0o700)
        lp = self._room / "bin" / "lp"
        lp.write_text(LP, encoding="utf-8")
        lp.chmod(0o755)
        self._environment |= {
            "PATH": f"{lp.parent}:/usr/bin:/bin",
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def hands_out(self, *how: str) -> Traced:
        command = [sys.executable, "-W", "ignore", DAY, self._content, self.data, self.file, NAME, *how]
        return traced(command, self._trace, environment=self._environment)

    def places(self, done: Traced) -> set[str]:
        """Where the name is on this computer, but for the PDF asked for."""
        return places([NAME, NAME.split()[1]], done, [self._room], self.file)


@pytest.fixture
def desk(content: Path, tmp_path: Path) -> Desk:
    return Desk(content, tmp_path)


def test_a_handout_that_is_printed_saved_kept_and_handed_out_again_names_the_patient_in_the_pdf_alone(
    desk: Desk,
) -> None:
    done = desk.hands_out()
    assert (done.code, done.out) == (0, "delt ud"), done.errors
    assert NAME in PdfReader(desk.file).pages[0].extract_text()
    assert (desk.data / "skabeloner" / "til-haelen.yml").exists()  # the trace saw the template written
    assert desk.places(done) == set()


def test_a_program_killed_with_the_name_on_the_screen_leaves_nothing_but_the_pdf(desk: Desk) -> None:
    done = desk.hands_out("killed")
    assert (done.code, done.out) == (-9, "")
    assert NAME in PdfReader(desk.file).pages[0].extract_text()
    assert desk.places(done) == set()


def test_what_is_logged_of_a_bug_does_not_name_the_patient(desk: Desk) -> None:
    done = desk.hands_out("bug")
    assert (done.code, done.out) == (0, "logget"), done.errors
    assert "a bug" in (desk.data / "kbviewer.log").read_text(encoding="utf-8")
    assert NAME not in done.errors and desk.places(done) == set()
