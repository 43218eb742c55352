"""A second start brings the first window forward."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer
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


def test_one_that_ends_before_it_answers_keeps_nobody_from_starting(
    qtbot: QtBot, content: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    first = FirstInstance(data)
    knocks = (
        "import sys, pathlib; from kbviewer.ui.single_instance import knock; print(knock(pathlib.Path(sys.argv[1])))"
    )
    second = subprocess.Popen([sys.executable, "-c", knocks, str(data)], stdout=subprocess.PIPE, text=True)
    server = first.findChild(QLocalServer)
    assert server is not None
    server.newConnection.disconnect()  # busy with its end
    qtbot.waitUntil(server.hasPendingConnections, timeout=20_000)
    first.deleteLater()
    with qtbot.waitSignal(first.destroyed, timeout=20_000):
        pass
    assert second.communicate(timeout=20)[0].strip() == "False"


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can be two people")
def test_another_person_who_took_the_name_keeps_nobody_from_starting(qtbot: QtBot, tmp_path: Path) -> None:
    first = FirstInstance(tmp_path)
    server = first.findChild(QLocalServer)
    assert server is not None
    os.chown(server.fullServerName(), 65534, 65534)
    assert not knock(tmp_path)
