"""An article on paper: save its handout as PDF, or print the very same pages."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from kbviewer.errors import StorageError
from kbviewer.i18n import Catalogue

DOTS_PER_INCH = 300


def ask_pdf_file(parent: QWidget, title: str, words: Catalogue) -> Path | None:
    """Where to save; None when the person thinks better of it."""
    name, _kind = QFileDialog.getSaveFileName(
        parent, words.text("dialog.save_pdf"), f"{file_name(title)}.pdf", words.text("dialog.pdf_files")
    )
    return Path(name) if name else None


def file_name(title: str) -> str:
    """A title as a file name that every system takes."""
    return "".join(letter for letter in title if letter.isalnum() or letter in " -_").strip()[:80] or "kbviewer"


def print_pdf(pdf: bytes, parent: QWidget) -> None:
    """Ask for a printer through the system's dialog and print every page of the PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS_PER_INCH)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    if dialog.exec():
        paint_pdf(pdf, printer)


def paint_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Paint the pages of a PDF onto a printer at `DOTS_PER_INCH`: those of its page range, if it has one.

    Raises:
        StorageError: the printer takes no pages (``print_failed``).
    """
    data = QBuffer()
    data.setData(QByteArray(pdf))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(data)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise StorageError("print_failed", printer=printer.printerName() or printer.outputFileName())
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or document.pageCount()
    for number in range(first - 1, min(last, document.pageCount())):
        if number >= first:
            printer.newPage()
        points = document.pagePointSize(number)
        size = QSize(round(points.width() * DOTS_PER_INCH / 72), round(points.height() * DOTS_PER_INCH / 72))
        paper = printer.paperRect(QPrinter.Unit.DevicePixel)
        page = QRectF(QPointF(), QSizeF(size).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio))
        page.moveCenter(paper.center())
        painter.drawImage(page, document.render(number, size))
    painter.end()
    document.close()
