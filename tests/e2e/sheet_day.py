"""A patient at the front desk: a handout is made for her in the real window; for `test_patient_name_on_sheet`.

    python tests/e2e/sheet_day.py CONTENT DATA FILE NAME [killed|bug]

Types the name, prints, saves to FILE, keeps a template, closes, and hands the same out again. With ``killed`` the
program is killed while the name is on the screen; with ``bug`` the handout cannot be made, which is logged.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from kbviewer.handouts.press import Press
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.settings import Settings
from kbviewer.ui import app
from kbviewer.ui.sheet.dialog import HandoutDialog
from kbviewer.ui.sheet.template_form import TemplateForm
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace

CONTENT, DATA, FILE = map(Path, sys.argv[1:4])
NAME, HOW = sys.argv[4], sys.argv[5:]
PATIENCE_MS = 60_000


def wait_for(condition: Callable[[], object]) -> None:
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not condition():
        if deadline.hasExpired():
            raise TimeoutError
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()


def fill(sheet: HandoutDialog) -> None:
    box = sheet.patient_box
    for field in (box.name, box.born, box.next_time):
        QTest.keyClicks(field, NAME)
    QTest.keyClicks(box.note, NAME)
    wait_for(sheet.preview.shown_bytes)


def hand_out(window: Window) -> None:
    window.handing_out.begin()
    sheet = window.handing_out.dialog
    assert sheet is not None
    fill(sheet)
    sheet.foot.print.click()
    wait_for(lambda: "modtagelse" in sheet.messages.text())
    sheet.foot.save.click()
    wait_for(lambda: FILE.name in sheet.messages.text())
    sheet.template_box.save.click()
    form = sheet.findChild(TemplateForm)
    assert form is not None
    form.name.setText("Til hælen")
    form.save.click()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    if HOW == ["killed"]:
        os.kill(os.getpid(), signal.SIGKILL)
    sheet.close()
    window.handing_out.begin_again()
    again = window.handing_out.dialog
    assert again is not None
    again.foot.print.click()
    wait_for(lambda: "modtagelse" in again.messages.text())
    sys.stdout.write("delt ud")


def fail(window: Window) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("a bug")

    pytest.MonkeyPatch().setattr(Press, "pdf", broken)
    window.handing_out.begin()
    sheet = window.handing_out.dialog
    assert sheet is not None
    QTest.keyClicks(sheet.patient_box.name, NAME)
    wait_for((DATA / "kbviewer.log").exists)
    sys.stdout.write("logget")


def main() -> int:
    words = Catalogue.load("da", resources())
    application = app.make_application(words, resources())
    app._log_bugs(DATA / "kbviewer.log")
    workspace = Workspace(Places((CONTENT,), DATA, resources()), words)
    workspace.update_index()
    window = Window(workspace, Settings(DATA / "settings.json"), words)
    window.show()
    window.article = workspace.article("fod/hael")
    pytest.MonkeyPatch().setattr(QFileDialog, "getSaveFileName", lambda *_: (str(FILE), ""))
    (fail if HOW == ["bug"] else hand_out)(window)
    window.close()
    application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
