"""A second start brings the first window forward."""

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from kbviewer.ui.single_instance import FirstInstance, knock


def test_a_second_start_knocks_and_ends(qtbot: QtBot, content: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = FirstInstance(data)
    command = [sys.executable, "-W", "ignore", "-m", "kbviewer", "--content", str(content), "--data", str(data)]
    with qtbot.waitSignal(first.knocked, timeout=20_000):
        second = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert second.wait(timeout=20) == 0


def test_nobody_answers_for_another_data_folder(qtbot: QtBot, tmp_path: Path) -> None:
    assert not knock(tmp_path / "andre")
