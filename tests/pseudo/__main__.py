"""``python3 dev.py pseudo [FOLDER] [--size 1280x800]``: a picture of every surface in a language longer than Danish.

What does not fit is told, too. Pictures go to ``build/pseudo`` unless told otherwise.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kbviewer.library.pin import hash_pin
from kbviewer.paths import resources, shipped_content
from kbviewer.policy import Policy
from kbviewer.settings import THEME, Settings
from kbviewer.ui.app import make_application, prepare_environment
from kbviewer.ui.kiosk.kiosk import Kiosk, Surroundings
from kbviewer.ui.screenshot import settled, wait_for, write
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace
from tests.pseudo.catalogue import load_pseudo
from tests.pseudo.cut import cut
from tests.pseudo.surfaces import Surface, Told, kiosk_tour, window_tour

TOLD = Told("fod/haelspore", "ondt under foden")


def main() -> int:
    """Exit code 1 when something does not fit."""
    parser = argparse.ArgumentParser(prog="dev.py pseudo")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build") / "pseudo")
    parser.add_argument("--size", default="1280x800")
    asked = parser.parse_args()
    width, height = map(int, asked.size.split("x"))
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        lines = _take(asked.folder, (width, height), Path(data))
    sys.stdout.write(("\n".join(lines) or "Everything fits.") + "\n")
    return 1 if lines else 0


def _take(folder: Path, size: tuple[int, int], data: Path) -> list[str]:
    prepare_environment()
    words = load_pseudo(resources())
    app = make_application(words, resources())
    app.setCursorFlashTime(0)
    places = Places((shipped_content(),), data, resources())
    Workspace(places, words).update_index()
    settings = Settings(data / "settings.json")
    settings.hold(THEME, "light")
    window = Window(Workspace(places, words), settings, words)
    window.resize(*size)
    window.show()
    window.start()
    wait_for(lambda: window.reader is not None and window.reader.title() != "")
    lines = _pictures(folder, window_tour(window, TOLD))
    window.close()
    policy = Policy(kiosk=True, exit_pin=hash_pin("271828"))
    kiosk = Kiosk(Surroundings(lambda spoken: Workspace(places, spoken), settings, policy), words)
    kiosk.start()
    wait_for(lambda: kiosk.visit is not None and kiosk.visit.pane.reader.title() != "")
    lines += _pictures(folder, kiosk_tour(kiosk, TOLD, size))
    kiosk.stop()
    QApplication.processEvents()
    return lines


def _pictures(folder: Path, surfaces: Iterable[Surface]) -> list[str]:
    lines = []
    for name, widget in surfaces:
        image = settled(widget)
        write(folder / f"{name}.png", image)
        lines += [f"{name}: {line}" for line in cut(widget)]
    return lines


if __name__ == "__main__":
    sys.exit(main())
