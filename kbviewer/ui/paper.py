"""PDF painted onto paper where the system takes painted pages."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from kbviewer.errors import Cancelled, StorageError

DOTS_PER_INCH = 300

STRIP = 256
"""Rows painted at a time: the window's thread waits for the one being painted."""

_LAST = b"%%EOF"

OVERLAP = 2
"""Rows painted twice, so that no light shows between two strips."""


def make_printer(name: str, title: str) -> QPrinter:
    """A printer that takes pages of `DOTS_PER_INCH`; "" is the system's default. ``title`` is what its queue shows."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    printer.setResolution(DOTS_PER_INCH)
    printer.setDocName(title)
    return printer


def page_image(document: QPdfDocument, number: int, size: QSize) -> QImage:
    """A page on white paper: Qt renders it on nothing, and transparency makes a printer work several times as hard."""
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, document.render(number, size))
    painter.end()
    return paper


def paint_pdf(
    pdf: bytes,
    printer: QPrinter,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Paint the pages of a PDF onto a printer: those of its ranges, as many times and in the order it asks for.

    One page at a time is in memory. May run in any thread.

    Raises:
        StorageError: the printer takes no pages, or a file not all of them (``print_failed``).
        Cancelled: the person stopped it. A file printed to is gone then, as it is when it was not whole.
    """
    data = QBuffer()
    data.setData(QByteArray(pdf))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(data)
    printer.setFullPage(True)
    pages = _asked_for(printer, document.pageCount())
    failed = StorageError("print_failed", printer=printer.outputFileName() or printer.printerName())
    painter = QPainter()
    if not painter.begin(printer):
        raise failed
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    for done, number in enumerate(pages):
        progress(done, len(pages))
        if cancelled():
            _abort(painter, printer)
            raise Cancelled
        if done > 0 and not printer.newPage():
            _abort(painter, printer)
            raise failed
        _paint_page(painter, document, number, printer.paperRect(QPrinter.Unit.DevicePixel))
    if not painter.end() or not _is_whole(printer):
        _remove_file(printer)
        raise failed


def _asked_for(printer: QPrinter, count: int) -> list[int]:
    """The numbers of the pages to paint, from 0."""
    ranges = printer.pageRanges()
    numbers = [number for number in range(count) if ranges.isEmpty() or ranges.contains(number + 1)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return numbers * copies
    return [number for number in numbers for _ in range(copies)]


def _paint_page(painter: QPainter, document: QPdfDocument, number: int, paper: QRectF) -> None:
    points = document.pagePointSize(number)
    scale = min(paper.width() / points.width(), paper.height() / points.height())
    size = QSize(round(points.width() * scale), round(points.height() * scale))
    image = page_image(document, number, size)
    left, top = round(paper.center().x() - size.width() / 2), round(paper.center().y() - size.height() / 2)
    for row in range(0, size.height(), STRIP):
        strip = QRect(0, row, size.width(), min(STRIP + OVERLAP, size.height() - row))
        painter.drawImage(strip.translated(left, top), image, strip)


def _abort(painter: QPainter, printer: QPrinter) -> None:
    printer.abort()
    painter.end()
    _remove_file(printer)


def _is_whole(printer: QPrinter) -> bool:
    """Whether a PDF printed to a file is there to its end: Qt does not notice a full disk."""
    file = _file_of(printer)
    if file is None or printer.outputFormat() != QPrinter.OutputFormat.PdfFormat:
        return True
    with file.open("rb") as stream:
        stream.seek(-min(len(_LAST) + 2, file.stat().st_size), os.SEEK_END)
        return _LAST in stream.read()


def _remove_file(printer: QPrinter) -> None:
    if file := _file_of(printer):
        with suppress(OSError):
            file.unlink()


def _file_of(printer: QPrinter) -> Path | None:
    """The file printed to; none for a printer, and for a device that bears a file's name."""
    file = Path(printer.outputFileName())
    return file if file.is_file() else None
