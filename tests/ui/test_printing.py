"""A PDF goes to the printer as it is, in as many copies as asked for, and the person is told what came of it."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize
from PySide6.QtGui import QColor, QPageLayout, QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kbviewer.errors import Cancelled, StorageError
from kbviewer.handouts.day_count import DayCount
from kbviewer.handouts.typeset import to_pdf
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.ui import printers, printing
from kbviewer.ui.paper import make_printer, page_image, paint_pdf
from kbviewer.ui.printing import Printing
from kbviewer.ui.rights import ALL, Rights

PATIENCE = 20_000
WORDS = Catalogue.load("da", resources())
TITLE = "Ondt under hælen"

Answers = Callable[[Callable[[QPrinter], object]], None]

sends_pdf = pytest.mark.skipif(not printers.takes_pdf(), reason="this system's printers take painted pages")


def pages(*widths: int) -> bytes:
    """A PDF of empty pages of these widths, in points, by which they are known again."""
    writer = PdfWriter()
    for width in widths:
        writer.add_blank_page(width, 842)
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


PDF = pages(595, 595, 595)

LP = """#!/bin/sh
echo $$ > "{folder}/pid"
printf '%s\\n' "$@" > "{folder}/asked"
if [ -e "{folder}/hangs" ]; then exec cat "{folder}/hangs"; fi
cat > "{folder}/pdf"
if [ -e "{folder}/refuses" ]; then echo "lp: Error - nothing doing" >&2; exit 1; fi
echo "request id is modtagelse-kopi-7 (0 file(s))"
"""
LPSTAT = """#!/bin/sh
case $1 in
    -e) cat "{folder}/names" ;;
    -d) cat "{folder}/default" ;;
esac
"""


class Cups:
    """Stands in for CUPS: `lp` and `lpstat` as scripts in a folder that goes first on the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        for name, script in (("lp", LP), ("lpstat", LPSTAT)):
            file = folder / name
            file.write_text(script.format(folder=folder), encoding="utf-8")
            file.chmod(0o755)
        self.has("modtagelse", "kælder")

    def has(self, *names: str, default: str = "") -> None:
        """From now on there are these printers, one of them perhaps the system's default."""
        (self.folder / "names").write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        told = f"system default destination: {default}\n" if default else "no system default destination\n"
        (self.folder / "default").write_text(told, encoding="utf-8")

    def refuses(self) -> None:
        """From now on nothing is taken."""
        (self.folder / "refuses").touch()

    def hangs(self) -> None:
        """From now on whoever sends something waits for ever."""
        os.mkfifo(self.folder / "hangs")

    @property
    def pdf(self) -> bytes:
        """What was sent last."""
        return (self.folder / "pdf").read_bytes()

    @property
    def asked(self) -> Sequence[str]:
        """The arguments of the last sending."""
        return (self.folder / "asked").read_text(encoding="utf-8").splitlines()

    @property
    def is_sending(self) -> bool:
        """Whether a sending has begun and not ended."""
        pid = self.folder / "pid"
        text = pid.read_text(encoding="utf-8").strip() if pid.exists() else ""
        return bool(text) and Path("/proc", text).exists()


class Office:
    """A window's printing, and what it has told."""

    def __init__(self, window: QWidget, rights: Rights = ALL, count: DayCount | None = None) -> None:
        self.chosen = ""
        self.told: list[tuple[str, str, Callable[[], None] | None]] = []
        self.progress: list[tuple[int, int]] = []
        self.endings = 0
        self.printing = Printing(lambda: self.chosen, WORDS, window, rights, count)
        self.printing.told.connect(lambda *told: self.told.append(told))
        self.printing.progressed.connect(lambda done, total: self.progress.append((done, total)))
        self.printing.ended.connect(self._end)

    def _end(self) -> None:
        self.endings += 1

    @property
    def texts(self) -> Sequence[str]:
        return [text for text, _label, _act in self.told]


@pytest.fixture
def office(qtbot: QtBot) -> Iterator[Office]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Office(window)
    yield made
    made.printing.cancel()
    made.printing.stop()


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    made = Cups(tmp_path / "cups")
    monkeypatch.setenv("PATH", f"{made.folder}{os.pathsep}{os.environ['PATH']}")
    return made


def wait_for_news(qtbot: QtBot, office: Office) -> str:
    qtbot.waitUntil(lambda: bool(office.told), timeout=PATIENCE)
    return office.texts[-1]


# --- straight to the clinic's printer -----------------------------------------------------------------


@sends_pdf
def test_the_chosen_printer_gets_the_very_bytes_and_as_many_copies(qtbot: QtBot, office: Office, cups: Cups) -> None:
    office.chosen = "kælder"
    office.printing.print_now(PDF, TITLE, copies=3)
    assert wait_for_news(qtbot, office) == "Sendt til printeren »modtagelse-kopi«."
    assert cups.pdf == PDF
    assert cups.asked == ["-d", "kælder", "-n", "3", "-t", "Patientark", "-o", "media=A4", "--", "-"]
    assert (office.progress, office.endings) == ([(0, 0)], 1)


@sends_pdf
def test_with_none_chosen_the_system_chooses_and_the_printer_that_took_it_is_named(
    qtbot: QtBot, office: Office, cups: Cups
) -> None:
    office.printing.print_now(PDF, TITLE)
    assert wait_for_news(qtbot, office) == "Sendt til printeren »modtagelse-kopi«."
    assert "-d" not in cups.asked


@sends_pdf
@pytest.mark.parametrize(
    ("chosen", "names", "default", "told"),
    [
        ("kælder", (), "", "ingen printer på denne computer"),
        ("", ("modtagelse",), "", "ikke valgt nogen printer"),
        ("kælder", ("modtagelse",), "", "»kælder« findes ikke lige nu"),
        ("modtagelse", ("modtagelse",), "", "ikke udskrives på modtagelse"),
        ("", ("modtagelse",), "modtagelse", "ikke udskrives på modtagelse"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(  # noqa: PLR0917  # fixtures and a table
    qtbot: QtBot, office: Office, cups: Cups, chosen: str, names: tuple[str, ...], default: str, told: str
) -> None:
    cups.refuses()
    cups.has(*names, default=default)
    office.chosen = chosen
    office.printing.print_now(PDF, TITLE)
    assert told in wait_for_news(qtbot, office)
    assert office.endings == 1


@sends_pdf
def test_a_computer_without_lp_is_told_so_and_nothing_is_painted(
    qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    office.printing.print_now(PDF, TITLE)
    assert "lp mangler" in wait_for_news(qtbot, office)


@sends_pdf
def test_without_a_printer_the_pdf_can_be_saved_instead(
    qtbot: QtBot, office: Office, cups: Cups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cups.refuses()
    cups.has()
    file = tmp_path / "ark.pdf"
    monkeypatch.setattr(printing, "ask_pdf_file", lambda _window, title, _words: file if title == TITLE else None)
    office.printing.print_now(PDF, TITLE)
    wait_for_news(qtbot, office)
    _text, label, act = office.told[0]
    assert label == "Gem som PDF …" and act is not None
    act()
    qtbot.waitUntil(lambda: len(office.told) == 2, timeout=PATIENCE)
    assert office.texts[1] == f"Udskriften er gemt: {file}"
    assert file.read_bytes() == PDF


@sends_pdf
def test_nothing_holds_the_pdf_of_a_window_that_has_been_closed(qtbot: QtBot, office: Office, cups: Cups) -> None:
    cups.refuses()
    cups.has()
    closed = QWidget()
    qtbot.addWidget(closed)
    office.printing.print_now(PDF, TITLE, over=closed)
    assert "ingen printer" in wait_for_news(qtbot, office)
    assert office.told[0][1:] == ("", None)


@sends_pdf
def test_a_sending_that_hangs_is_stopped_when_asked_to(qtbot: QtBot, office: Office, cups: Cups) -> None:
    cups.hangs()
    office.printing.print_now(PDF * 50, TITLE)
    office.printing.print_now(PDF, TITLE)
    qtbot.waitUntil(lambda: cups.is_sending, timeout=PATIENCE)
    office.printing.cancel()
    qtbot.waitUntil(lambda: len(office.told) == 2, timeout=PATIENCE)
    assert office.texts == ["Udskriften blev stoppet."] * 2
    assert (cups.is_sending, office.endings) == (False, 1)


@sends_pdf
def test_a_closing_window_lets_what_is_being_sent_arrive(qtbot: QtBot, office: Office, cups: Cups) -> None:
    office.printing.print_now(PDF, TITLE)
    office.printing.print_now(PDF, TITLE, copies=2)
    office.printing.stop()
    assert cups.pdf == PDF
    assert cups.asked[:2] == ["-n", "2"]


# --- through the system's dialog ----------------------------------------------------------------------


@pytest.fixture
def dialog(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Makes the person answer the next dialog by what they do to its printer."""
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["modtagelse"])

    def answer(choose: Callable[[QPrinter], object]) -> None:
        monkeypatch.setattr(QPrintDialog, "exec", lambda self: choose(self.printer()) is not False)

    return answer


def to_file(file: Path) -> Callable[[QPrinter], None]:
    return lambda printer: printer.setOutputFileName(str(file))


def test_all_pages_to_a_file_are_the_pdf_as_it_is(
    qtbot: QtBot, office: Office, dialog: Answers, tmp_path: Path
) -> None:
    file = tmp_path / "ark.pdf"
    dialog(to_file(file))
    office.printing.ask_and_print(PDF, TITLE)
    assert wait_for_news(qtbot, office) == f"Udskriften er gemt: {file}"
    assert file.read_bytes() == PDF


def test_some_pages_to_a_file_are_painted_and_counted(
    qtbot: QtBot, office: Office, dialog: Answers, tmp_path: Path
) -> None:
    file = tmp_path / "ark.pdf"

    def choose(printer: QPrinter) -> None:
        printer.setOutputFileName(str(file))
        printer.setFromTo(2, 3)

    dialog(choose)
    office.printing.ask_and_print(PDF, TITLE)
    assert wait_for_news(qtbot, office) == f"Udskriften er gemt: {file}"
    assert len(PdfReader(file).pages) == 2
    assert office.progress == [(0, 0), (0, 2), (1, 2)]
    assert PdfReader(file).metadata is not None and PdfReader(file).metadata.title == "Patientark"  # type: ignore[union-attr]


def test_whoever_thinks_better_of_it_prints_nothing(office: Office, dialog: Answers) -> None:
    dialog(lambda _printer: False)
    office.printing.ask_and_print(PDF, TITLE)
    assert (office.progress, office.told) == ([], [])


def test_without_a_printer_no_dialog_is_shown(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: pytest.fail("a dialog"))
    office.printing.ask_and_print(PDF, TITLE)
    assert [(text[:24], label) for text, label, _act in office.told] == [("Der er ingen printer på ", "Gem som PDF …")]


class Asked(QPrinter):
    """A printer as Qt's dialog leaves it, with what it keeps in a place of its own for CUPS."""

    def printEngine(self) -> "Asked":  # type: ignore[override]
        return self

    def property(self, _key: object) -> object:
        return ["number-up", "2", "job-billing", "", "job-hold-until", "6 p.m.", "page-ranges", "1-2,5"]


def test_what_was_chosen_in_the_dialog_is_asked_of_cups() -> None:
    printer = Asked()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setCopyCount(2)
    printer.setCollateCopies(False)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    job = printers.job_of(printer)
    assert (job.printer, job.copies) == (printer.printerName(), 2)
    assert job.options == {
        "media": "A5",
        "sides": "one-sided",
        "fit-to-page": "true",
        "print-color-mode": "monochrome",
        "outputorder": "reverse",
        "collate": "false",
        "number-up": "2",
        "job-hold-until": "6 p.m.",
        "page-ranges": "1-2,5",
    }


@sends_pdf
def test_an_option_with_a_space_stays_whole(cups: Cups) -> None:
    printers.send(PDF, printers.Job(options={"note": "it's 2 p.m."}), "Patientark", lambda: False)
    assert "note=it\\'s\\ 2\\ p.m." in cups.asked


@sends_pdf
def test_a_page_range_on_the_printer_is_left_to_cups(
    qtbot: QtBot,
    office: Office,
    cups: Cups,
    dialog: Answers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QPrinter, "outputFileName", lambda _self: "")
    dialog(lambda printer: printer.setFromTo(2, 3))
    office.printing.ask_and_print(PDF, TITLE)
    wait_for_news(qtbot, office)
    assert cups.pdf == PDF
    assert "page-ranges=2-3" in cups.asked


# --- painting ---------------------------------------------------------------------------------------------


def painter_of(file: Path) -> QPrinter:
    printer = make_printer("", "Patientark")
    printer.setOutputFileName(str(file))
    return printer


class Ordered(QPrinter):
    """A printer that leaves copies to the program."""

    def __init__(self, file: Path, *, collated: bool) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.setResolution(30)
        self.setOutputFileName(str(file))
        self.setPageLayout(
            QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
        )
        self.setPageOrder(QPrinter.PageOrder.LastPageFirst)
        self.setCopyCount(2)
        self.setCollateCopies(collated)

    def supportsMultipleCopies(self) -> bool:
        return False


@pytest.mark.parametrize(("collated", "order"), [(True, "CBACBA"), (False, "CCBBAA")])
def test_copies_come_in_the_order_asked_for(tmp_path: Path, collated: bool, order: str) -> None:
    file = tmp_path / "ark.pdf"
    shades = {"A": "#ff0000", "B": "#00ff00", "C": "#0000ff"}
    body = "".join(f'#page(fill: rgb("{shade}"))[]\n' for shade in shades.values())
    paint_pdf(to_pdf(f'#set document(title: "x")\n{body}', {}), Ordered(file, collated=collated))
    found = {QColor(shade).name(): letter for letter, shade in shades.items()}
    assert "".join(found[colour] for colour in colours(file.read_bytes())) == order


def colours(pdf: bytes) -> Iterator[str]:
    """The colour in the middle of each page."""
    data = QBuffer()
    data.setData(QByteArray(pdf))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(data)
    for number in range(document.pageCount()):
        yield page_image(document, number, QSize(60, 84)).pixelColor(30, 42).name()


def test_a_painted_page_looks_like_the_page(tmp_path: Path) -> None:
    file = tmp_path / "ark.pdf"
    paint_pdf(
        to_pdf('#set document(title: "x")\n#set page(margin: 0pt)\n#rect(width: 50%, height: 50%, fill: black)', {}),
        painter_of(file),
    )
    data = QBuffer()
    data.setData(QByteArray(file.read_bytes()))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(data)
    image = page_image(document, 0, QSize(595, 842))
    dark = {(x, y) for x in range(5, 590, 45) for y in range(5, 840, 45) if image.pixelColor(x, y).lightness() < 128}
    assert dark == {(x, y) for x in range(5, 590, 45) for y in range(5, 840, 45) if x < 297 and y < 421}


def test_painting_that_is_stopped_leaves_no_half_file(tmp_path: Path) -> None:
    file = tmp_path / "ark.pdf"
    seen: list[int] = []
    with pytest.raises(Cancelled):
        paint_pdf(PDF, painter_of(file), lambda done, _total: seen.append(done), lambda: len(seen) == 2)
    assert seen == [0, 1]
    assert not file.exists()


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")
def test_a_place_that_takes_no_pages_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as told:
        paint_pdf(PDF, painter_of(tmp_path / "mangler" / "ark.pdf"))
    assert told.value.key == "print_failed"
    assert re.search("kunne ikke udskrives på .*ark.pdf", WORDS.explain(told.value))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file")
def test_a_file_that_there_is_no_room_for_is_told_and_gone(tmp_path: Path) -> None:
    import resource  # not on Windows

    file = tmp_path / "ark.pdf"
    text = to_pdf('#set document(title: "x")\n#lorem(300)', {})
    paint_pdf(text, painter_of(file))
    room = file.stat().st_size - 1000
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(StorageError):
            paint_pdf(text, painter_of(file))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not file.exists()
