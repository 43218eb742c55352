"""A kiosk that nobody can close by hand says so where it was started, and ends there with Ctrl+C."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

PATIENCE_S = 60


@pytest.mark.skipif(os.name == "nt", reason="no signal like Ctrl+C to send to another process")
def test_without_an_exit_pin_the_terminal_says_so_and_ctrl_c_ends_it(content: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    begin = [sys.executable, "-W", "ignore", "-m", "kbviewer", "--kiosk"]
    command = [*begin, "--content", str(content), "--data", str(data)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as kiosk:
        give_up = time.monotonic() + PATIENCE_S
        try:
            while not any(data.glob("index*")) and kiosk.poll() is None and time.monotonic() < give_up:
                with suppress(subprocess.TimeoutExpired):
                    kiosk.wait(0.1)
            kiosk.send_signal(signal.SIGINT)
            kiosk.wait(PATIENCE_S)
        finally:
            kiosk.kill()
        told = kiosk.stderr.read() if kiosk.stderr else ""
    assert kiosk.returncode == 0, told
    said = [line for line in told.splitlines() if line.startswith("kbviewer:")]
    assert said == [
        "kbviewer: Ingen kan lukke kiosken, for der er ingen exit_pin i reglerne. Tryk Ctrl+C her for at lukke den."
    ]
    assert "Traceback" not in told
