"""A file of bookmarks opened with a double click or a command: the one window shows what is in it, and asks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kbviewer.cli import main
from kbviewer.errors import InputError
from kbviewer.policy import Policy
from kbviewer.ui.app import come_forward
from kbviewer.ui.import_dialog import ImportDialog
from kbviewer.ui.single_instance import FirstInstance
from kbviewer.ui.window import Window
from tests.ui.conftest import PATIENCE, OpenWindow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file as another computer has exported it, its name as people write it."""
    bookmark = {"id": "fod/hael", "title": "Hælspore", "created": "2026-11-23T19:06:00Z"}
    made = tmp_path / "Søren Ågårds bogmærker.kbviewer"
    made.write_text(json.dumps({"format": "kbviewer-bookmarks", "version": 1, "bookmarks": [bookmark]}))
    return made


def dialog_of(window: Window) -> ImportDialog | None:
    return window.findChild(ImportDialog)


def test_a_second_start_hands_its_file_to_the_window_that_is_open(
    qtbot: QtBot, content: Path, tmp_path: Path, file: Path
) -> None:
    data = tmp_path / "data"
    first = FirstInstance(data)
    at = ["--content", str(content), "--data", str(data)]
    command = [sys.executable, "-W", "ignore", "-m", "kbviewer", *at, "window", file.name]
    with qtbot.waitSignal(first.knocked, timeout=PATIENCE) as knocked:
        second = subprocess.Popen(command, cwd=file.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert knocked.args == [file]
    assert second.wait(timeout=20) == 0


def test_the_window_shows_what_is_in_the_file_and_imports_it_when_told_to(
    qtbot: QtBot, window: Window, file: Path
) -> None:
    come_forward(window, file)
    qtbot.waitUntil(lambda: dialog_of(window) is not None, timeout=PATIENCE)
    dialog = dialog_of(window)
    assert dialog is not None
    qtbot.waitUntil(dialog.counts.isVisible, timeout=PATIENCE)
    assert dialog.counts.text() == "•  1 nyt bogmærke"
    assert not window.marks.shelf.rows
    with qtbot.waitSignal(window.marks.did, timeout=PATIENCE):
        dialog.import_button.click()
    assert [row.id for row in window.marks.shelf.bookmarks.values()] == ["fod/hael"]


def test_a_file_opened_with_the_program_waits_for_the_bookmarks_that_are_there(
    qtbot: QtBot, window: Window, file: Path
) -> None:
    window.exchanging.take(file)
    qtbot.waitUntil(lambda: dialog_of(window) is not None, timeout=PATIENCE)
    dialog = dialog_of(window)
    assert dialog is not None
    qtbot.waitUntil(dialog.counts.isVisible, timeout=PATIENCE)
    with qtbot.waitSignal(window.marks.did, timeout=PATIENCE):
        dialog.import_button.click()
    window.people.start()  # as at the next start: the shelf is empty until it has been read
    assert not window.marks.shelf.rows
    qtbot.waitUntil(lambda: dialog_of(window) is None, timeout=PATIENCE)
    window.exchanging.take(file)
    qtbot.waitUntil(lambda: dialog_of(window) is not None, timeout=PATIENCE)
    again = dialog_of(window)
    assert again is not None
    qtbot.waitUntil(again.counts.isVisible, timeout=PATIENCE)
    assert again.counts.text().splitlines()[0] == window.words.text("exchange.nothing")
    again.reject()


def test_where_bookmarks_are_locked_the_window_says_so_and_reads_nothing(open_window: OpenWindow, file: Path) -> None:
    window = open_window(Policy(bookmarks=False))
    window.exchanging.take(file)
    assert window.messages.text() == window.words.explain(InputError("exchange_locked"))
    QApplication.processEvents()
    assert dialog_of(window) is None


@pytest.mark.parametrize("how", ["in a kiosk", "without the file", "a name that no file can have"])
def test_a_kiosk_takes_no_file_and_a_file_must_be_there(
    how: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--data", str(tmp_path / "data")]
    if how == "in a kiosk":
        assert main([*at, "--kiosk", "window", str(file)]) == 2
        assert "låst af den, der ejer den" in capsys.readouterr().err
    else:
        name = "mangler.kbviewer" if how == "without the file" else "langt" * 60
        assert main([*at, "window", name]) == 2
        assert name in capsys.readouterr().err
    assert not (tmp_path / "data").exists()
