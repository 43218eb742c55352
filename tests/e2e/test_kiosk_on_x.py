"""The real kiosk on a real X server, with and without a window manager: keys and clicks as a person makes them."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

TOOLS = ("Xvfb", "xdotool")
MISSING = [name for name in TOOLS if not shutil.which(name)]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

T = TypeVar("T")
SIZE = (1280, 800)
PATIENCE_S = 40
KEYS = (
    "F1", "F5", "F10", "F11", "F12", "shift+F10", "Menu", "alt+F4", "alt+space", "ctrl+q", "ctrl+w", "ctrl+n",
    "ctrl+t", "ctrl+o", "ctrl+p", "ctrl+s", "ctrl+u", "ctrl+shift+i", "ctrl+shift+j", "ctrl+alt+t", "ctrl+alt+Delete",
    "super", "super+d", "super+e", "alt+F2", "Print", "XF86HomePage", "XF86Mail", "XF86Search", "shift+Escape",
)  # fmt: skip


class Desk:
    """A screen with the kiosk on it."""

    def __init__(self, display: str, data: Path, content: Path) -> None:
        self.env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(data)}
        self.env.pop("WAYLAND_DISPLAY", None)
        command = [sys.executable, "-W", "ignore", "-m", "kbviewer", "--kiosk", "--content", content, "--data", data]
        self.command = list(map(str, command))
        self.kiosk = subprocess.Popen(self.command, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def begin(self) -> None:
        """Wait until the kiosk is there."""
        self.window = wait_for(lambda: (self.windows() or [""])[0], "the kiosk's window")
        wait_for(self.covers, "over the whole screen")

    def do(self, *words: object) -> str:
        """What xdotool tells."""
        asked = ["xdotool", *map(str, words)]
        return subprocess.run(asked, env=self.env, capture_output=True, text=True, check=False, timeout=60).stdout

    def windows(self) -> list[str]:
        """The windows of the kiosk that are on the screen and larger than a mouse pointer."""
        found = self.do("search", "--onlyvisible", "--pid", self.kiosk.pid).split()
        return [each for each in found if "Geometry: 1x1" not in self.do("getwindowgeometry", each)]

    def covers(self) -> bool:
        told = self.do("getwindowgeometry", self.window)
        return "Position: 0,0" in told and f"Geometry: {SIZE[0]}x{SIZE[1]}" in told and self.windows() == [self.window]


def wait_for(condition: Callable[[], T], what: str) -> T:
    end = time.monotonic() + PATIENCE_S
    while not (found := condition()):
        assert time.monotonic() < end, what
        time.sleep(0.1)
    return found


@pytest.fixture(params=["no window manager", "openbox"])
def desk(request: pytest.FixtureRequest, content: Path, tmp_path: Path) -> Iterator[Desk]:
    if request.param == "openbox" and not shutil.which("openbox"):
        pytest.skip("not installed: openbox")
    reading, writing = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    server = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
    started = [subprocess.Popen(server, pass_fds=[writing], stderr=subprocess.DEVNULL)]
    os.close(writing)
    with os.fdopen(reading) as told:
        display = f":{told.readline().strip()}"
    if request.param == "openbox":
        started.append(subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL))
    made = Desk(display, tmp_path / "data", content)
    try:
        made.begin()
        yield made
    finally:
        for process in (made.kiosk, *reversed(started)):
            process.kill()
            process.wait()


def test_whatever_is_pressed_clicked_or_moved_the_kiosk_lies_over_the_screen(desk: Desk) -> None:
    desk.do("mousemove", 640, 400, "click", 1)
    for keys in KEYS:
        desk.do("key", "--clearmodifiers", keys)
    for button in (2, 3, 8, 9):
        for x, y in ((640, 60), (640, 400), (300, 500)):
            desk.do("mousemove", x, y, "click", button)
    wait_for(desk.covers, "over the whole screen after keys and clicks")
    for act in (["windowmove", 300, 200], ["windowsize", 400, 300], ["windowminimize"]):
        desk.do(act[0], desk.window, *act[1:])
        wait_for(desk.covers, f"over the whole screen after {act[0]}")
    again = subprocess.run(desk.command, env=desk.env, capture_output=True, check=False, timeout=60)
    assert again.returncode == 0
    wait_for(desk.covers, "alone after a second start")
    assert desk.kiosk.poll() is None
