"""Printing and saving in the window: a PDF goes to a printer or a file, off the window's thread, and nowhere else.

Qt's printing is loaded when something is printed, or every start would wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Thread, Timer
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kbviewer.errors import Cancelled, ExpectedError, InputError, StorageError
from kbviewer.handouts.pdf_file import page_count, save_pdf
from kbviewer.ui.background import Lane
from kbviewer.ui.rights import ALL, Rights
from kbviewer.ui.saving import ask_pdf_file

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from kbviewer.handouts.day_count import DayCount
    from kbviewer.i18n import Catalogue
    from kbviewer.ui.printers import Job

PATIENCE_S = 10
"""How long the closing window waits for what is being printed."""

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]
Save = Callable[[], None]
Offer = Callable[[], Save | None]
"""Asked when there is no printer; None when there is nobody left to offer it to."""
Work = Callable[[Progress, Asked], str]
"""Prints, given how to show progress and how to know when to stop; the sentence that tells where it went."""


@dataclass(slots=True, eq=False)
class _Run:
    """Something being printed."""

    stop: Event = field(default_factory=Event)
    is_left: bool = False
    """Whoever asked for it has gone."""


class Printing(QObject):
    """Prints on the printer that ``chosen`` names, "" for the system's default, and tells what came of it.

    Does only what ``rights`` allow, whoever asks; ``count`` bounds the pages of a day, None does not.

    The titles given are those of articles or handouts: they show in dialogs and as file names, so no patient's name
    belongs there. What a queue shows is the same for every handout.
    """

    progressed = Signal(int, int)
    """Pages done, of how many; 0 of 0 while that cannot be told."""
    ended = Signal()
    """Nothing is being printed any more."""
    told = Signal(str, str, object)
    """What to tell the person: a sentence, and what a button beside it says and does; "" and None for no button."""

    def __init__(
        self,
        chosen: Callable[[], str],
        words: Catalogue,
        window: QWidget,
        rights: Rights = ALL,
        count: DayCount | None = None,
        *,
        explain: Callable[[ExpectedError], str] | None = None,
    ) -> None:
        """``explain`` gives the sentence for trouble; without it the catalogue's own is told."""
        super().__init__(window)
        self._rights, self._count = rights, count
        self._explain = explain or (lambda error: words.explain(rights.told(error)))
        self._chosen, self._words, self._window = chosen, words, window
        self._lane = Lane("printer", self)
        self._runs: list[_Run] = []
        self.holds_up = True
        """Whether `stop` returns only when nothing is being printed any more."""

    def ask_names(self, found: Callable[[tuple[str, ...]], None]) -> None:
        """Tell ``found`` the names of all printers there are."""
        from kbviewer.ui import printers  # noqa: PLC0415

        printers.ask_names(self._lane, found)

    def print_now(self, pdf: bytes, title: str, copies: int = 1, over: QWidget | None = None) -> None:
        """Print all pages on the chosen printer without asking. Dialogs stand ``over`` a window."""
        from kbviewer.ui import printers  # noqa: PLC0415

        instead = self._instead(pdf, title, over)
        try:
            self._rights.check_print(copies)
            printer = None if printers.takes_pdf() else self._make_printer()
        except ExpectedError as error:
            self._tell(error, instead)
            return
        if printer is None:
            work = self._sending(pdf, printers.Job(self._printer_name(), copies))
        else:
            printer.setCopyCount(copies)
            work = self._painting(pdf, printer)
        self._run(self._counted(work, lambda: page_count(pdf) * copies), instead)

    def ask_and_print(self, pdf: bytes, title: str, over: QWidget | None = None) -> None:
        """Ask for printer, pages and copies through the system's dialog, and print; without asking where there is but
        one printer that may be used.
        """
        if not self._rights.print_dialog:
            self.print_now(pdf, title, over=over)
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo  # noqa: PLC0415

        from kbviewer.ui.paper import make_printer  # noqa: PLC0415

        instead = self._instead(pdf, title, over)
        if not QPrinterInfo.availablePrinterNames():
            self._tell(StorageError("no_printer"), instead)
            return
        try:
            printer = self._make_printer()
        except StorageError:
            printer = make_printer("", self._words.text("printing.document"))
        dialog = QPrintDialog(printer, over or self._window)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, self._rights.saving)
        is_wanted = dialog.exec()
        dialog.deleteLater()
        if is_wanted:
            self._print_as_asked(pdf, printer, instead)

    def save(self, pdf: bytes, title: str, over: QWidget | None = None) -> None:
        """Ask for a file and save the PDF in it."""
        if not self._rights.saving:
            self._tell(InputError("saving_locked"), lambda: None)
            return
        is_there = over is not None and isValid(over)  # it may have been closed since the person was told
        file = ask_pdf_file(over if over and is_there else self._window, title, self._words)
        if file is not None:
            self._save(pdf, file)

    def cancel(self) -> None:
        """Stop what is being printed; what the printer has taken already may still come out."""
        for run in self._runs:
            if not run.is_left:
                run.stop.set()

    def leave(self) -> None:
        """Whoever has printed goes: what is on its way still comes out, but nobody is told of it or can stop it."""
        for run in self._runs:
            run.is_left = True

    def stop(self) -> None:
        """End for good: let what is being printed come to its end, unless that takes long."""
        self.leave()
        if self.holds_up:
            self._finish()
        else:
            Thread(target=self._finish).start()

    def _finish(self) -> None:
        """In a thread of its own when nobody is to be held up."""
        patience = Timer(PATIENCE_S, self._cancel_all)
        patience.start()
        self._lane.finish()
        patience.cancel()

    def _cancel_all(self) -> None:
        for run in self._runs:
            run.stop.set()

    def _instead(self, pdf: bytes, title: str, over: QWidget | None) -> Offer:
        """To save the PDF, as long as the window is open that asked: after that nothing may hold a patient's paper."""

        def is_open() -> bool:
            return over is None or (isValid(over) and over.isVisible())

        return lambda: partial(self.save, pdf, title, over) if self._rights.saving and is_open() else None

    def _print_as_asked(self, pdf: bytes, printer: QPrinter, instead: Offer) -> None:
        from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415

        from kbviewer.ui import printers  # noqa: PLC0415

        file = printer.outputFileName()
        try:
            self._check(printer)
        except InputError as error:
            self._tell(error, instead)
            return
        if file and printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and printer.pageRanges().isEmpty():
            self._save(pdf, Path(file))  # as it is, with its tags and outline
        elif file:
            self._run(self._painting(pdf, printer), instead)
        else:
            sends = printers.takes_pdf()
            work = self._sending(pdf, printers.job_of(printer)) if sends else self._painting(pdf, printer)
            self._run(self._counted(work, partial(_pages_asked_for, pdf, printer)), instead)

    def _check(self, printer: QPrinter) -> None:
        """Raises InputError: what was chosen in the system's dialog is more than is allowed."""
        if not printer.outputFileName():
            self._rights.check_print(printer.copyCount())
        elif not self._rights.saving:
            raise InputError("saving_locked")

    def _printer_name(self) -> str:
        return self._rights.policy.printer or self._chosen()

    def _counted(self, work: Work, asked_for: Callable[[], int]) -> Work:
        """The work, done only while there is room today for the pages ``asked_for``."""
        count = self._count
        if count is None:
            return work
        pages = asked_for()

        def do(progress: Progress, cancelled: Asked) -> str:
            count.take(pages)
            try:
                return work(progress, cancelled)
            except StorageError:
                count.give_back(pages)
                raise

        return do

    def _make_printer(self) -> QPrinter:
        from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415

        from kbviewer.ui.paper import make_printer  # noqa: PLC0415

        names = QPrinterInfo.availablePrinterNames()
        name = self._printer_name() or QPrinterInfo.defaultPrinterName()
        if not names:
            raise StorageError("no_printer")
        if not name:
            raise StorageError("printer_not_chosen")
        if name not in names:
            raise StorageError("printer_gone", printer=name)
        return make_printer(name, self._words.text("printing.document"))

    def _sending(self, pdf: bytes, job: Job) -> Work:
        from kbviewer.ui import printers  # noqa: PLC0415

        text = self._words.text

        def send(_progress: Progress, cancelled: Asked) -> str:
            return text("printing.sent", printer=printers.send(pdf, job, text("printing.document"), cancelled))

        return send

    def _painting(self, pdf: bytes, printer: QPrinter) -> Work:
        from kbviewer.ui.paper import paint_pdf  # noqa: PLC0415

        text = self._words.text

        def paint(progress: Progress, cancelled: Asked) -> str:
            paint_pdf(pdf, printer, progress, cancelled)
            file = printer.outputFileName()
            return text("window.saved_pdf", path=file) if file else text("printing.sent", printer=printer.printerName())

        return paint

    def _run(self, work: Work, instead: Offer) -> None:
        run = _Run()
        self._runs.append(run)

        def progress(done: int, total: int) -> None:
            if not run.is_left:
                self.progressed.emit(done, total)

        def printed(sentence: str) -> None:
            if not run.is_left:
                self.told.emit(sentence, "", None)

        def failed(error: ExpectedError) -> None:
            if not run.is_left:
                self._tell(error, instead)

        self.progressed.emit(0, 0)
        self._lane.run(lambda: work(progress, run.stop.is_set), printed, failed, lambda: self._end(run))

    def _end(self, run: _Run) -> None:
        self._runs.remove(run)
        if all(one.is_left for one in self._runs):
            self.ended.emit()

    def _save(self, pdf: bytes, file: Path) -> None:
        def saved(path: Path) -> None:
            self.told.emit(self._words.text("window.saved_pdf", path=path), "", None)

        def failed(error: ExpectedError) -> None:
            self.told.emit(self._words.explain(error), "", None)

        self._lane.run(partial(save_pdf, pdf, file), saved, failed)

    def _tell(self, error: ExpectedError, instead: Offer) -> None:
        if isinstance(error, Cancelled):
            self.told.emit(self._words.text("printing.cancelled"), "", None)
        elif error.key == "no_printer":
            save = instead()
            told = self._explain(error)
            self.told.emit(told, self._words.text("action.save_pdf") if save else "", save)
        else:
            self.told.emit(self._explain(error), "", None)


def _pages_asked_for(pdf: bytes, printer: QPrinter) -> int:
    """The pages that the chosen ranges and copies come to."""
    count, ranges = page_count(pdf), printer.pageRanges()
    chosen = sum(ranges.isEmpty() or ranges.contains(number + 1) for number in range(count))
    return chosen * printer.copyCount()
