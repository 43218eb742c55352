"""Hands out for a patient in the real window, driven from inside; for `test_patient_name_in_window`.

    python tests/e2e/front_desk.py CONTENT DATA FILED SAVED [previewing|filing|saving|bug]

The patient is read from standard input, as JSON. Prints the steps done as a JSON list, unless the program is to be
killed at a moment. With ``bug`` no handout with a name on it can be made, which is logged.
"""

import faulthandler
import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
import waiting
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QDialogButtonBox, QFileDialog, QLineEdit, QWidget

from kbviewer.handouts import press, typeset
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.settings import Settings
from kbviewer.ui import app
from kbviewer.ui.sheet.dialog import HandoutDialog
from kbviewer.ui.sheet.template_form import TemplateForm
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace

CONTENT, DATA, FILED, SAVED = map(Path, sys.argv[1:5])
MOMENT = "".join(sys.argv[5:])
PATIENT = json.load(sys.stdin)
LONGEST_S = 120
"""A dialog that nobody answers is not waited for longer."""

Shown = TypeVar("Shown", bound=QDialog)
Part = TypeVar("Part", bound=QWidget)

steps: list[str] = []
wait_for = partial(waiting.wait_for, what=steps)


def answer(kind: type[Shown], act: Callable[[Shown], None]) -> None:
    """Do something to the next dialog of a kind, which may stop whoever opens it."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            act(dialog)
        else:
            QTimer.singleShot(20, look)

    look()


def retype(field: QLineEdit, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)


def child(kind: type[Part], parent: QWidget, name: str = "") -> Part:
    found = parent.findChild(kind, name or None)  # type: ignore[arg-type]  # None is any name
    assert isinstance(found, kind)
    return found


def accept(dialog: QDialog) -> None:
    """Click what the dialog is there for, again if it was not ready yet."""
    box = child(QDialogButtonBox, dialog)
    button = next(each for each in box.buttons() if box.buttonRole(each) == QDialogButtonBox.ButtonRole.AcceptRole)

    def is_gone() -> bool:
        button.click()
        return not dialog.isVisible()

    wait_for(is_gone)


def print_to_file(dialog: QPrintDialog) -> None:
    """Choose the last of the system's printers, which is a PDF file."""
    printers = child(QComboBox, dialog, "printers")
    printers.setCurrentIndex(printers.count() - 1)
    retype(child(QLineEdit, dialog, "filename"), str(FILED))
    accept(dialog)


def save_as(dialog: QFileDialog) -> None:
    retype(child(QLineEdit, dialog, "fileNameEdit"), str(SAVED))
    accept(dialog)


class Desk(Window):
    """The program's window, at which one patient gets a handout in every way once it has started."""

    def start(self) -> None:
        super().start()
        QTimer.singleShot(0, self._work)

    def _work(self) -> None:
        try:
            self._hand_out()
        finally:
            sys.stdout.write(json.dumps(steps))
            self.close()
            QApplication.quit()

    def _hand_out(self) -> None:
        wait_for(lambda: self.workspace.is_open and self.reader is not None and self.browse.topics.titles())
        self.open_article("fod/hael")
        wait_for(lambda: self.article is not None and self.article.id == "fod/hael")
        self.actions_by_name["handout"].trigger()
        sheet = self._sheet()
        self._type(sheet)
        steps.append("typed")
        if MOMENT == "bug":
            return
        self._told(sheet.foot.print.click, "Sendt til printeren")
        answer(QPrintDialog, print_to_file)
        self._told(sheet.foot.print_with.click, str(FILED))
        answer(QFileDialog, save_as)
        self._told(sheet.foot.save.click, str(SAVED))
        sheet.template_box.save.click()
        child(TemplateForm, sheet).save.click()
        wait_for(lambda: sheet.template_box.current() is not None)
        steps.append("template")
        sheet.close()
        wait_for(lambda: self.handing_out.dialog is None)
        self.actions_by_name["reprint"].trigger()
        again = self._sheet()
        assert again.patient_box.is_blank
        self._told(again.foot.print.click, "Sendt til printeren")

    def _sheet(self) -> HandoutDialog:
        wait_for(lambda: self.handing_out.dialog is not None)
        assert self.handing_out.dialog is not None
        return self.handing_out.dialog

    def _type(self, sheet: HandoutDialog) -> None:
        box = sheet.patient_box
        for field, text in ((box.name, "name"), (box.born, "born"), (box.next_time, "next_time"), (box.note, "note")):
            QTest.keyClicks(field, PATIENT[text])
        box.name.selectAll()
        box.name.copy()
        if MOMENT == "bug":
            wait_for((DATA / "kbviewer.log").exists)
            return
        made: list[object] = []
        sheet.proofs.made.connect(made.append)
        wait_for(lambda: made)  # the preview shows the name

    def _told(self, act: Callable[[], None], sentence: str) -> None:
        heard: list[str] = []
        self.printing.told.connect(lambda text, *_: heard.append(text))
        act()
        wait_for(lambda: heard)
        assert sentence in heard[0], heard
        steps.append(heard[0])


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arrange_end(patch: pytest.MonkeyPatch) -> None:
    """Have the program killed at the moment asked for, or fail."""
    ordinary, cut = typeset.to_pdf, os.ftruncate

    def to_pdf(document: str, pictures: dict[str, bytes]) -> bytes:
        if MOMENT == "bug" and PATIENT["name"] in document:
            raise RuntimeError("a bug")
        pdf = ordinary(document, pictures)
        if MOMENT == "previewing" and PATIENT["name"] in document:
            die()
        return pdf

    def ftruncate(descriptor: int, length: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink() == {"filing": FILED, "saving": SAVED}.get(MOMENT):
            die()
        cut(descriptor, length)

    patch.setattr(press, "to_pdf", to_pdf)
    patch.setattr(os, "ftruncate", ftruncate)


def main() -> int:
    faulthandler.dump_traceback_later(LONGEST_S, exit=True)
    patch = pytest.MonkeyPatch()
    patch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["modtagelse"])
    patch.setattr(app, "Window", Desk)
    arrange_end(patch)
    words = Catalogue.load("da", resources())
    workspace = Workspace(Places((CONTENT,), DATA, resources()), words)
    return app.run_window(workspace, Settings(DATA / "settings.json"), words)


if __name__ == "__main__":
    sys.exit(main())
