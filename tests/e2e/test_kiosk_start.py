"""The kiosk as systemd starts it: tells when it is ready, beats, is alone on its data folder, and ends when told to."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kbviewer.ui import graphics
from kbviewer.ui.single_instance import FirstInstance

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")

PATIENCE_S = 60
ALLOWED_S = 1


class System:
    """Starts kiosks, and hears what they tell."""

    def __init__(self, content: Path, folder: Path) -> None:
        self.data = folder / "data"
        self._content = content
        self._address = str(folder / "notify")
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._line.bind(self._address)
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "NOTIFY_SOCKET": self._address,
            "WATCHDOG_USEC": str(ALLOWED_S * 1_000_000),
        }
        words = ["--content", str(self._content), "--data", str(self.data), "--kiosk"]
        made = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "kbviewer", *words], env=environment, stderr=subprocess.DEVNULL
        )
        self._started.append(made)
        return made

    def wait_for(self, state: str) -> None:
        """Hear everything until this comes."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if self.hear(1) == state:
                return
        raise AssertionError(f"{state} was never told")

    def hear(self, patience_s: float) -> str:
        """The next state told; "" when none is."""
        ready = select.select([self._line], [], [], patience_s)[0]
        return self._line.recv(100).decode() if ready else ""

    def end(self) -> None:
        for one in self._started:
            one.kill()
            one.wait(PATIENCE_S)
        self._line.close()


@pytest.fixture
def system(content: Path, tmp_path: Path) -> Iterator[System]:
    made = System(content, tmp_path)
    yield made
    made.end()


def test_it_is_ready_with_the_first_page_and_a_process_that_stands_still_is_not_heard_from(system: System) -> None:
    kiosk = system.start()
    system.wait_for("READY=1")
    assert not (system.data / graphics.FILE_NAME).exists()
    system.wait_for("WATCHDOG=1")
    kiosk.send_signal(signal.SIGSTOP)
    while system.hear(0):
        pass  # told before it stopped
    assert system.hear(2 * ALLOWED_S) == ""
    kiosk.send_signal(signal.SIGCONT)
    system.wait_for("WATCHDOG=1")


def test_a_second_one_only_knocks_and_leaves_the_first_alone(system: System) -> None:
    first = system.start()
    system.wait_for("READY=1")
    assert system.start().wait(PATIENCE_S) == 0
    assert first.poll() is None


def test_an_ordinary_window_on_the_same_articles_does_not_keep_it_from_starting(qtbot: QtBot, system: System) -> None:
    system.data.mkdir()
    window = FirstInstance(system.data)
    kiosk = system.start()
    system.wait_for("READY=1")
    assert kiosk.poll() is None
    window.deleteLater()


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_order_when_the_system_tells_it_to(system: System, told: signal.Signals) -> None:
    kiosk = system.start()
    system.wait_for("READY=1")
    kiosk.send_signal(told)
    system.wait_for("STOPPING=1")
    assert kiosk.wait(PATIENCE_S) == 0
