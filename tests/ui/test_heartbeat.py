"""A watchdog hears from the window as long as its thread is alive, and nothing when it hangs."""

import os
import select
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from kbviewer.ui.heartbeat import Heartbeat

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")

ALLOWED_MS = 200
BEAT_MS = ALLOWED_MS // 2


class Watchdog:
    """Listens where systemd would."""

    def __init__(self, address: str) -> None:
        self.line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.line.bind(f"\0{address[1:]}" if address.startswith("@") else address)
        self.line.setblocking(False)
        self.heard: list[str] = []

    def hears(self, state: str) -> bool:
        while select.select([self.line], [], [], 0)[0]:
            self.heard.append(self.line.recv(100).decode())
        return state in self.heard


@pytest.fixture(params=["path", "abstract"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "notify") if request.param == "path" else f"@kbviewer-test-{os.getpid()}"


@pytest.fixture
def watchdog(address: str) -> Iterator[Watchdog]:
    made = Watchdog(address)
    yield made
    made.line.close()


def test_it_tells_when_it_is_ready_while_it_lives_and_when_it_ends(
    qtbot: QtBot, address: str, watchdog: Watchdog
) -> None:
    heart = Heartbeat(None, {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": str(ALLOWED_MS * 1000)})
    assert not watchdog.hears("READY=1")
    heart.begin()
    assert watchdog.hears("READY=1")
    qtbot.waitUntil(lambda: watchdog.hears("WATCHDOG=1"))
    heart.end()
    assert watchdog.hears("STOPPING=1")
    watchdog.heard.clear()
    heart.begin()
    assert not watchdog.hears("READY=1")


def test_it_beats_at_half_of_the_time_allowed() -> None:
    heart = Heartbeat(None, {"NOTIFY_SOCKET": "/nowhere", "WATCHDOG_USEC": "30000000"})
    timer = heart.findChild(QTimer)
    assert timer is not None and timer.interval() == 15_000


def test_a_window_that_hangs_is_not_heard_from(qtbot: QtBot, address: str, watchdog: Watchdog) -> None:
    heart = Heartbeat(None, {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": str(ALLOWED_MS * 1000)})
    heart.begin()
    qtbot.waitUntil(lambda: watchdog.hears("WATCHDOG=1"))
    watchdog.heard.clear()
    until = time.monotonic() + 3 * BEAT_MS / 1000
    while time.monotonic() < until:  # a loop that never comes back to the window
        assert not watchdog.hears("WATCHDOG=1")
    qtbot.waitUntil(lambda: watchdog.hears("WATCHDOG=1"))
    heart.end()


def test_a_window_without_pages_is_not_heard_from_until_they_come_again(
    qtbot: QtBot, address: str, watchdog: Watchdog
) -> None:
    heart = Heartbeat(None, {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": str(ALLOWED_MS * 1000)})
    heart.begin()
    heart.miss()
    assert watchdog.hears("READY=1") and not heart.beats
    heart.begin()
    qtbot.waitUntil(lambda: watchdog.hears("WATCHDOG=1"))
    assert watchdog.heard.count("READY=1") == 1
    heart.end()
    heart.begin()
    assert not heart.beats


def test_without_a_watchdog_it_only_says_that_it_is_ready(qtbot: QtBot, address: str, watchdog: Watchdog) -> None:
    for asked in ({}, {"WATCHDOG_USEC": "100000", "WATCHDOG_PID": "1"}):
        heart = Heartbeat(None, {"NOTIFY_SOCKET": address, **asked})
        heart.begin()
        assert watchdog.hears("READY=1")
        assert not heart.beats
        watchdog.heard.clear()


def test_nothing_is_left_for_the_programs_it_starts_and_nothing_happens_without_systemd(qtbot: QtBot) -> None:
    environment = {"NOTIFY_SOCKET": "/nowhere", "WATCHDOG_USEC": "100000", "WATCHDOG_PID": str(os.getpid())}
    Heartbeat(None, environment).begin()
    assert environment == {}
    alone = Heartbeat(None, {})
    alone.begin()
    alone.end()
    assert not alone.beats
