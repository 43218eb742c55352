"""A display whose picture is a file, so that the start of any program can be watched without asking it.

`Xvfb -fbdir` keeps the screen as an XWD dump that can be mapped into memory: looking at it costs no request to the
display, and everything that draws a window, whatever it is made with, is measured by the same eye.
"""

import mmap
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

WIDTH, HEIGHT = 1280, 800
BYTES = 4
"""Of a pixel at 24 bits; the last of them is none of its colour."""
HEAD, LENGTH, COLOURS, COLOUR_SIZE = struct.Struct(">25I"), 0, 19, 12
"""The head of an XWD dump, where it tells its own length and how many colours follow it, and the bytes of one."""


class Box(NamedTuple):
    """A part of the screen in pixels."""

    left: int
    top: int
    right: int
    bottom: int


class Screen:
    """The picture as it is now; black where no window is."""

    def __init__(self, display: str, picture: mmap.mmap) -> None:
        self.display = display
        self._picture = picture
        head = HEAD.unpack(picture[: HEAD.size])
        self._start = head[LENGTH] + head[COLOURS] * COLOUR_SIZE

    def colours(self, box: Box, step: int = 3) -> set[bytes]:
        """The colours in a part of the screen, of which every ``step`` th row is looked at."""
        rows = (self._row(box, row) for row in range(box.top, box.bottom, step))
        return {row[at : at + BYTES - 1] for row in rows for at in range(0, len(row), BYTES)}

    def sum(self, box: Box) -> int:
        """Changes when the picture in a part of the screen does."""
        total = 0
        for row in range(box.top, box.bottom):
            total = crc32(self._row(box, row), total)
        return total

    def _row(self, box: Box, row: int) -> bytes:
        begin = self._start + BYTES * (row * WIDTH + box.left)
        return self._picture[begin : begin + BYTES * (box.right - box.left)]


@contextmanager
def screen(scratch: Path) -> Iterator[Screen]:
    """A display of its own, its picture in ``scratch``, without a window manager."""
    read, write = os.pipe()
    size = f"{WIDTH}x{HEIGHT}x24"
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-fbdir", str(scratch), "-nolisten", "tcp"]
    with subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        try:
            with (scratch / "Xvfb_screen0").open("rb") as file:
                yield Screen(display, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        finally:
            server.terminate()
