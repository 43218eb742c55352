"""A patient's name that is printed from the window is in no file but the PDF asked for, however the printing ends.

The name stands in the PDF as plain bytes, so that a copy of it anywhere would be found.
"""

import sys
from pathlib import Path

import pytest
from tracing import Traced, a_home, places, traced, why_not

WHY_NOT = why_not()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

WAYS = Path(__file__).with_name("printing_ways.py")
NAME = "Åselil Qvistgårdøre"

LP = """#!/bin/sh
printf '%s\\n' "$@" > "{asked}"
{then}
echo "request id is modtagelse-7 (0 file(s))"
"""
TAKES_IT = "cat > /dev/null"
KILLS = "head -c 50 > /dev/null; kill -KILL $PPID"


def patient_pdf() -> bytes:
    """Three pages with the name on them, uncompressed."""
    name = NAME.encode("latin-1")
    shown = b"BT /F 24 Tf 72 700 Td (" + name + b") Tj ET"
    stream = b"<< /Length %d >> stream\n" % len(shown) + shown + b"\nendstream"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F 4 0 R >> >> >>"
    )
    pages = b"<< /Type /Pages /Count 3 /Kids [5 0 R 6 0 R 7 0 R] >>"
    pdf, places_of = b"%PDF-1.7\n% " + NAME.encode() + b"\n", []
    for number, body in enumerate((b"<< /Type /Catalog /Pages 2 0 R >>", pages, stream, font, page, page, page), 1):
        places_of.append(len(pdf))
        pdf += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places_of)
    end = b"xref\n0 8\n0000000000 65535 f \n" + table + b"trailer << /Size 8 /Root 1 0 R >>\n"
    return pdf + end + b"startxref\n%d\n%%%%EOF\n" % len(pdf)


PDF = patient_pdf()


class Desk:
    """A computer with homes and folders of its own, on which a patient's PDF is printed."""

    def __init__(self, folder: Path) -> None:
        self._trace = folder / "trace"
        self._room = folder / "pc"
        self.file = self._room / "ud" / "ark.pdf"
        self.asked = folder / "asked"
        self._programs = folder / "bin"
        self._environment = {
            **a_home(self._room),
            "PATH": f"{self._programs}:/usr/bin:/bin",
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONDONTWRITEBYTECODE": "1",
            "CUPS_SERVER": str(folder / "none"),
        }
        for each in (self.file.parent, self._programs):
            each.mkdir()

    def prints(self, way: str, *how: str, lp: str = TAKES_IT, kill_at: tuple[str, int] | None = None) -> Traced:
        program = self._programs / "lp"
        program.write_text(LP.format(asked=self.asked, then=lp), encoding="utf-8")
        program.chmod(0o755)
        command = [sys.executable, "-W", "ignore", WAYS, way, self.file, *how]
        return traced(command, self._trace, environment=self._environment, given=PDF, kill_at=kill_at)

    def places(self, done: Traced) -> set[str]:
        """Where the name is on this computer, but for the PDF asked for."""
        return places([NAME], done, [self._room, self.asked.parent / "bin"], [self.file])

    def written(self, done: Traced) -> set[str]:
        """The files that anything was written to."""
        return {path for path, data in done.writes() if data}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_pdf_sent_to_the_printer_is_in_no_file_at_all(desk: Desk) -> None:
    done = desk.prints("sent")
    assert (done.code, done.out) == (0, "Sendt til printeren »modtagelse«."), done.errors
    assert any(b"%PDF" in line.encode() and "pipe:" in line for line in done.lines)  # the trace saw it go
    assert desk.asked.read_text(encoding="utf-8").splitlines()[:6] == [
        "-d",
        "modtagelse",
        "-n",
        "2",
        "-t",
        "Patientark",
    ]
    assert desk.written(done) == {str(desk.asked)}
    assert desk.places(done) == set()


@pytest.mark.parametrize("way", ["saved", "filed", "painted"])
def test_a_pdf_for_a_file_is_in_that_file_alone(desk: Desk, way: str) -> None:
    done = desk.prints(way)
    assert (done.code, done.out) == (0, f"Udskriften er gemt: {desk.file}"), done.errors
    assert desk.written(done) == {str(desk.file)}
    assert (NAME.encode() in desk.file.read_bytes()) == (way != "painted")
    assert desk.places(done) == set()


def test_a_program_killed_while_it_sends_leaves_nothing(desk: Desk) -> None:
    done = desk.prints("sent", lp=KILLS)
    assert (done.code, done.out) == (-9, "")
    assert desk.written(done) == {str(desk.asked)}
    assert desk.places(done) == set()


def test_a_program_killed_while_it_paints_leaves_nothing_but_what_was_asked_for(desk: Desk) -> None:
    done = desk.prints("painted", "killed")
    assert (done.code, done.out) == (-9, "")
    assert desk.written(done) <= {str(desk.file)}
    assert desk.places(done) == set()


@pytest.mark.parametrize("call", ["ftruncate", "fsync"])
def test_a_program_killed_while_it_saves_leaves_nothing_but_what_was_asked_for(desk: Desk, call: str) -> None:
    done = desk.prints("saved", kill_at=(call, 1))
    assert (done.code, done.out) == (-9, "")
    assert desk.written(done) == {str(desk.file)}
    assert desk.places(done) == set()
