"""A patient's name is in no file but the PDF asked for: strace looks on, at runs that end and runs that are killed."""

import io
import json
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from tracing import Traced, a_home, places, traced, why_not

WHY_NOT = why_not()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

NAME, BORN, NEXT, NOTE = "Åselil Qvistgårdøre", "17.03.1931", "Skærtorsdag kl. 7.43", "Hilsen til Knurhårsmissen"
SECRETS = (NAME, "Qvistgårdøre", BORN, NEXT, NOTE)
PATIENT = json.dumps({"name": NAME, "born": BORN, "next_time": NEXT, "note": NOTE}, ensure_ascii=False).encode()

KBVIEWER = ["-m", "kbviewer"]

PANICKING = """
import sys
from kbviewer.cli import main
from kbviewer.handouts import press

typeset = press.to_pdf
press.to_pdf = lambda document, pictures: typeset(f'{document}\\n#panic({{"$NAME"}})', pictures)
sys.exit(main(sys.argv[1:]))
""".replace("$NAME", NAME)


class Desk:
    """A computer with homes and folders of its own, on which a handout is printed for the patient."""

    def __init__(self, content: Path, folder: Path) -> None:
        self._content = content
        self._trace = folder / "trace"
        self._room = folder / "pc"
        self.pdf = self._room / "ud" / "ark.pdf"
        self._environment = a_home(self._room)
        self.pdf.parent.mkdir()

    def prints(
        self, *, program: list[str] = KBVIEWER, pdf: Path | None = None, kill_at: tuple[str, int] | None = None
    ) -> Traced:
        at = ["--content", self._content, "--data", self._room / "data"]
        handout = ["handout", "fod/hael", "oevelser/aalestraek", "--pdf", pdf or self.pdf, "--patient"]
        command = [sys.executable, "-W", "ignore", *program, *at, *handout]
        return traced(command, self._trace, environment=self._environment, given=PATIENT, kill_at=kill_at)

    def places(self, done: Traced) -> set[str]:
        """Where something of the patient is on this computer, but for the PDF."""
        return places(SECRETS, done, [self._room], [self.pdf])


@pytest.fixture
def desk(content: Path, tmp_path: Path) -> Desk:
    return Desk(content, tmp_path)


def text_of(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.read_bytes())).pages).split())


def test_the_name_is_in_the_pdf_and_nowhere_else(desk: Desk) -> None:
    done = desk.prints()
    assert (done.code, done.out.startswith("Skrevet: ")) == (0, True), done.errors
    assert NAME not in done.out + done.errors
    assert all(secret in text_of(desk.pdf) for secret in SECRETS)
    assert desk.pdf in done.named_files()  # the trace saw what it had to see
    assert any(path == str(desk.pdf) and data.startswith(b"%PDF") for path, data in done.writes())
    assert desk.places(done) == set()
    assert NAME.encode() not in desk.pdf.read_bytes()


MOMENTS = {
    "library opened": ("openat", "seal.json"),
    "articles opened": ("openat", "articles.bin"),
    "typesetting": ("openat", "layout.typ"),
    "pdf opened": ("openat", "ark.pdf"),
    "pdf written": ("write", "ark.pdf"),
    "pdf cut": ("ftruncate", "ark.pdf"),
    "pdf on disk": ("fsync", "ark.pdf"),
}
"""System calls, all of them after the patient has been read, and what they are about."""


def nth(done: Traced, call: str, about: str) -> int:
    """The how-manieth of the system calls of this name in the main thread is the first about something."""
    main = done.lines[0].split()[0]
    told = (line.split(maxsplit=1) for line in done.lines)  # strace fills a short number up with spaces
    calls = [line for process, line in told if process == main and line.startswith(f"{call}(")]
    return next(number for number, line in enumerate(calls, 1) if about in line)


def test_a_run_that_is_killed_leaves_the_name_nowhere_else(desk: Desk) -> None:
    desk.prints()  # the index is there from now on
    whole = desk.prints()
    assert whole.code == 0, whole.errors
    for moment, (call, about) in MOMENTS.items():
        desk.pdf.unlink(missing_ok=True)
        done = desk.prints(kill_at=(call, nth(whole, call, about)))
        assert (done.code, done.out) == (-9, ""), moment
        assert about in done.lines[-2] + done.lines[-1], moment
        assert desk.places(done) == set(), moment


def test_a_run_that_fails_tells_nothing_of_the_patient(desk: Desk) -> None:
    done = desk.prints(program=["-c", PANICKING])
    assert (done.code, done.out) == (2, "")
    assert done.errors.startswith("kbviewer: Udskriften kunne ikke laves") and NAME not in done.errors
    assert desk.places(done) == set()
    assert not desk.pdf.exists()


def test_a_pdf_that_cannot_be_written_tells_nothing_of_the_patient(desk: Desk) -> None:
    done = desk.prints(pdf=desk.pdf.parent)
    assert (done.code, done.out, done.errors) == (2, "", f"kbviewer: Filen kan ikke skrives: {desk.pdf.parent}\n")
    assert desk.places(done) == set()


@pytest.mark.parametrize(
    "leak",
    [
        "Path(folder, 'a').write_text(name, encoding='utf-8')",
        "Path(folder, 'a').write_bytes(name.encode('utf-16'))",
        "Path(folder, 'a').write_text(json.dumps({'name': name}))",
        "Path(folder, 'a').write_text(quote(name))",
        "Path(folder, 'a' + name).touch()",
        "Path(folder, name).symlink_to('x')",
        "os.mkdir(name)",
        "Path(folder, 'b.pdf').write_bytes(b'%PDF-1.7 ...')",
        "tempfile.TemporaryFile().write(name.encode())",
        "Path(folder, 'a').write_text(name, encoding='utf-8'); Path(folder, 'a').unlink()",
        "Path(folder, 'a').touch(); Path(folder, 'a').rename(Path(folder, name)); Path(folder, name).unlink()",
        "subprocess.run([sys.executable, '-c', 'import sys; open(sys.argv[1], \"w\").write(sys.argv[1])', name])",
    ],
)
def test_a_leak_would_be_seen(tmp_path: Path, leak: str) -> None:
    begin = "import json, os, subprocess, sys, tempfile; from pathlib import Path; from urllib.parse import quote"
    code = f"{begin}\nos.chdir(sys.argv[1]); folder, name = sys.argv[1], sys.stdin.read()\n{leak}"
    command = [sys.executable, "-X", "utf8", "-c", code, tmp_path]
    done = traced(command, tmp_path / "trace", environment={}, given=NAME.encode())
    assert done.code == 0, done.errors
    assert places([NAME], done, [], [])
