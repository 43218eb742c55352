"""Prints or saves the PDF on standard input as the window does, in one way; for `test_patient_name_on_paper`.

    python tests/e2e/printing_ways.py sent|painted|filed|saved FILE [killed]

Prints what the person is told. With ``killed`` the program is killed while it paints the second page.
"""

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.ui import printing
from kbviewer.ui.printing import Printing

WAY, FILE, KILLED = sys.argv[1], Path(sys.argv[2]), sys.argv[3:] == ["killed"]


def answer(self: QPrintDialog) -> int:
    printer = self.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(FILE))
    if WAY == "painted":
        printer.setFromTo(1, 2)
    return 1


def die(done: int, _total: int) -> None:
    if KILLED and done == 1:
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> int:
    pdf = sys.stdin.buffer.read()
    app = QApplication(sys.argv)
    window = QWidget()
    prints = Printing(lambda: "modtagelse", Catalogue.load("da", resources()), window)
    told: list[str] = []

    def end(text: str, _label: str, _act: object) -> None:
        told.append(text)
        app.quit()

    prints.told.connect(end)
    prints.progressed.connect(die, Qt.ConnectionType.DirectConnection)
    patch = pytest.MonkeyPatch()
    patch.setattr(QPrintDialog, "exec", answer)
    patch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["modtagelse"])
    patch.setattr(printing, "ask_pdf_file", lambda *_: FILE)
    if WAY == "sent":
        prints.print_now(pdf, "Ondt under hælen", 2)
    elif WAY == "saved":
        prints.save(pdf, "Ondt under hælen")
    else:
        prints.ask_and_print(pdf, "Ondt under hælen")
    app.exec()
    prints.stop()
    sys.stdout.write(told[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
