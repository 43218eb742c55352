"""Run on a screen of its own by `test_kiosk_screens`: screens come and go, and what covers them is printed as JSON."""

import json
import subprocess
import sys

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.ui.kiosk.frame import Frame
from kbviewer.ui.kiosk.screens import Screens

CHANGES = {
    "smaller": [["--setmonitor", "A", "640/160x800/200+0+0", "screen"]],
    "a second one": [["--setmonitor", "B", "640/160x800/200+640+0", "none"]],
    "the second has gone": [["--delmonitor", "B"]],
    "as before": [["--delmonitor", "A"]],
}
"""What xrandr is asked for."""
PATIENCE_MS = 10_000


def main() -> None:
    app = QApplication([])
    frame = Frame(Catalogue.load("da", resources()))
    watched: list[object] = []
    screens = Screens(frame, lambda: watched.append(None))
    screens.cover()
    tell("at first", frame, screens)
    for name, commands in CHANGES.items():
        for command in commands:
            loop = QEventLoop()
            screens.changed.connect(loop.quit)
            QTimer.singleShot(PATIENCE_MS, loop.quit)
            subprocess.run(["xrandr", *command], check=False, stderr=subprocess.DEVNULL)
            loop.exec()
        app.processEvents()
        tell(name, frame, screens)
    write({"watched": len(watched)})


def tell(name: str, frame: Frame, screens: Screens) -> None:
    seen = [one.geometry().getRect() for one in screens.covers if one.isVisible()]
    whole = [one.geometry().getRect() for one in QApplication.screens()]
    write({"name": name, "screens": whole, "frame": frame.geometry().getRect(), "covers": seen})


def write(value: object) -> None:
    sys.stdout.write(f"{json.dumps(value)}\n")


if __name__ == "__main__":
    main()
