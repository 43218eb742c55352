"""The system's printers: which there are, and a PDF sent to one of them as it is.

On Linux a PDF goes to CUPS through the standard input of ``lp``, and stays the one that was previewed. Qt would paint
its pages and hand them over in a temporary file (``QCUPSSupport::tempFd``); a program that is killed leaves it behind,
with the patient's name in it. Windows and macOS take painted pages without a file of ours; see `kbviewer.ui.paper`.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintEngine, QPrinter, QPrinterInfo

from kbviewer.errors import Cancelled, StorageError
from kbviewer.paths import system_environment
from kbviewer.ui.background import Lane

LOOK_EVERY_S = 0.2
"""How soon a sending is stopped when asked to."""

PATIENCE_S = 5
"""How long the system may look for printers on the network."""

_CUPS_OPTIONS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
"""``PPK_CupsOptions`` of qtbase/src/printsupport/kernel/qcups_p.h: where Qt's dialog leaves what it has no public place
for, such as a list of pages, pages on a sheet and the printer's own options."""

_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of a printer; "" is the system's default. ``options`` are those of CUPS."""

    printer: str = ""
    copies: int = 1
    options: Mapping[str, str] = field(default_factory=lambda: {"media": "A4"})


def takes_pdf() -> bool:
    """Whether this system's printers are sent a PDF as it is."""
    return sys.platform not in ("win32", "darwin")


def ask_names(lane: Lane, found: Callable[[tuple[str, ...]], None]) -> None:
    """Tell ``found`` the names of all printers; looking for them on the network may take seconds."""
    if takes_pdf():
        lane.run(_names, found, lambda _none: found(()))
    else:
        found(tuple(QPrinterInfo.availablePrinterNames()))


def job_of(printer: QPrinter) -> Job:
    """What a person has asked for in the system's dialog, in the words of CUPS."""
    page = printer.pageLayout().pageSize()
    options = {"media": page.key(), "sides": _SIDES.get(printer.duplex(), "two-sided-long-edge")}
    if page.id() != QPageSize.PageSizeId.A4:
        options["fit-to-page"] = "true"
    if printer.colorMode() == QPrinter.ColorMode.GrayScale:
        options["print-color-mode"] = "monochrome"
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        options["outputorder"] = "reverse"
    if ranges := printer.pageRanges().toString():
        options["page-ranges"] = ranges
    if printer.copyCount() > 1:
        options["collate"] = "true" if printer.collateCopies() else "false"
    return Job(printer.printerName(), printer.copyCount(), options | dict(_dialog_options(printer)))


def send(pdf: bytes, job: Job, title: str, cancelled: Callable[[], bool]) -> str:
    """Send a PDF to a printer; the name of the one that took it. ``title`` is what the system's queue shows.

    Raises:
        StorageError: there is no printer (``no_printer``), none is chosen (``printer_not_chosen``), it is not there any
            more (``printer_gone``), it takes nothing (``print_failed``), or CUPS has no ``lp`` here (``lp_missing``).
        Cancelled: the person stopped it, and no page is printed.
    """
    program = shutil.which("lp")
    if program is None:
        raise StorageError("lp_missing")
    options = [part for name, value in job.options.items() for part in ("-o", f"{name}={_quoted(value)}")]
    chosen = ["-d", job.printer] if job.printer else []
    command = [program, *chosen, "-n", str(job.copies), "-t", title, *options, "--", "-"]
    code, answer = _run(command, pdf, cancelled)
    if code:
        raise _why(job.printer)
    request = re.match(r"request id is (.+)-\d+ ", answer)
    return request[1] if request else job.printer


def _dialog_options(printer: QPrinter) -> Iterator[tuple[str, str]]:
    pairs = printer.printEngine().property(_CUPS_OPTIONS)
    if isinstance(pairs, list):
        yield from ((name, value) for name, value in zip(pairs[::2], pairs[1::2], strict=False) if value)


def _quoted(value: str) -> str:
    """CUPS ends a value at a space."""
    return re.sub(r"([\s'\"\\])", r"\\\1", value)


def _run(command: list[str], pdf: bytes, cancelled: Callable[[], bool]) -> tuple[int, str]:
    """Exit code and answer of a program that is given a PDF."""
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=_environment())
    except OSError as error:
        raise StorageError("lp_missing") from error
    rest: bytes | None = pdf
    with process:
        while not cancelled():
            try:
                answer, _none = process.communicate(rest, timeout=LOOK_EVERY_S)
            except subprocess.TimeoutExpired:
                rest = None  # what is left of it goes on being sent
                continue
            return process.returncode, answer.decode(errors="replace")
        process.kill()
        process.communicate()
    raise Cancelled


def _environment() -> Mapping[str, str]:
    """Programs of CUPS answer in English, so that the answer can be read."""
    return {**system_environment(), "LC_ALL": "C.UTF-8"}


def _names() -> tuple[str, ...]:
    return tuple(_status("-e").splitlines())


def _status(about: str) -> str:
    """What ``lpstat`` answers; nothing when it cannot."""
    try:
        asked = subprocess.run(
            ["lpstat", about], capture_output=True, check=False, timeout=PATIENCE_S, env=_environment()
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.decode(errors="replace")


def _why(printer: str) -> StorageError:
    names = _names()
    if not names:
        return StorageError("no_printer")
    name = printer or _status("-d").partition(": ")[2].strip()
    if not name:
        return StorageError("printer_not_chosen")
    return StorageError("print_failed" if name in names else "printer_gone", printer=name)
