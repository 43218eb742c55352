"""Whatever is plugged in or out, the frame lies over the first screen and something of ours over every other one."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from kbviewer.ui.kiosk.screens import Cover, bare

CHILD = Path(__file__).with_name("screens_child.py")
ROOT = Path(__file__).parents[2]
FIRST = QRect(0, 0, 1920, 1080)


def test_a_screen_that_mirrors_the_first_is_not_covered() -> None:
    beside = QRect(1920, 0, 1280, 800)
    assert bare(FIRST, [FIRST, beside, QRect(0, 0, 1280, 800)]) == [beside]


def test_a_cover_cannot_be_closed_and_takes_no_focus(qtbot: QtBot) -> None:
    cover = Cover()
    cover.show()
    cover.close()
    assert cover.isVisible()
    assert not cover.isActiveWindow()
    cover.hide()
    cover.deleteLater()


@pytest.mark.skipif(
    not (shutil.which("xvfb-run") and shutil.which("xrandr")),
    reason="screens of a real X server: xvfb, x11-xserver-utils",
)
def test_screens_that_change_come_and_go_stay_covered_without_a_window_manager() -> None:
    command = ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24", sys.executable, "-W", "ignore", str(CHILD)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=True)
    *told, last = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    seen = {one["name"]: one for one in told}
    assert len(seen) == 5
    for one in told:
        assert one["frame"] == one["screens"][0], one["name"]
        assert one["covers"] == one["screens"][1:], one["name"]
    assert seen["smaller"]["frame"] == [0, 0, 640, 800]
    assert seen["a second one"]["covers"] == [[640, 0, 640, 800]]
    assert seen["as before"]["frame"] == [0, 0, 1280, 800]
    assert last["watched"] >= 1
