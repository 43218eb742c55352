"""Drawing without the graphics card where it fails: a start that never came to show a page is taken as its fault."""

import os
from contextlib import suppress
from pathlib import Path

from kbviewer.errors import ExpectedError
from kbviewer.settings import GRAPHICS, Settings

FILE_NAME = "starting"
"""Lies in the data folder from the start until the first page is shown."""

SOFTWARE_FLAGS = "--disable-gpu"


def begin(data: Path, settings: Settings) -> bool:
    """Note that a start is under way. Whether the last one ended before its first page, so that the card is not used.

    Must come before the web engine is loaded.
    """
    mark = data / FILE_NAME
    failed = mark.exists() and settings.text(GRAPHICS) != "software"
    if failed:
        with suppress(ExpectedError):
            settings.change(GRAPHICS, "software")
    with suppress(OSError):
        data.mkdir(parents=True, exist_ok=True)
        mark.touch()
    if settings.text(GRAPHICS) == "software":
        flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{flags} {SOFTWARE_FLAGS}".strip()
        os.environ["QT_QUICK_BACKEND"] = "software"
    return failed


def succeeded(data: Path) -> None:
    """The first page is there, or the person has closed the window."""
    with suppress(OSError):
        (data / FILE_NAME).unlink(missing_ok=True)
