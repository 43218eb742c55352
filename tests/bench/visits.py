"""``dev.py bench --visits N``: so many patients, one after another, in one kiosk with its web engine.

Each searches, opens what was found, enlarges it, looks for a word on the page, prints it on a stand-in for ``lp``, and
presses "Afslut og ryd". What the process and its descendants hold is printed after the first 50, while it warms up,
and then at every quarter. A leak shows as a line that keeps rising; a crash ends the command.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import cycle
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from kbviewer import urls
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.policy import Policy
from kbviewer.search.evaluate import percentile
from kbviewer.settings import THEME, Settings
from kbviewer.ui.app import make_application, prepare_environment
from kbviewer.ui.kiosk.kiosk import Kiosk, Surroundings
from kbviewer.ui.kiosk.visit import Visit
from kbviewer.workspace import Places, Workspace
from tests.bench.process_tree import Held, held

SEARCHES = (
    "hælspore",
    "ondt i knæet",
    "frossen skulder",
    "ondt i ryggen",
    "tennisalbue",
    "hovedpine",
    "forstuvet ankel",
)
WARM = 50
"""Visits before the first figure that counts."""
PATIENCE_S = 30
TAKES_ALL = "#!/bin/sh\ncat > /dev/null\necho 'request id is Stue-1 (1 file(s))'\n"
"""Stands in for ``lp``."""


def bench(content: Path, visits: int) -> None:
    """Let them all in, and print what is held, and how quickly the next one could begin."""
    with tempfile.TemporaryDirectory() as scratch, _fake_lp(Path(scratch)), _kiosk(content, Path(scratch)) as kiosk:
        run = Run(kiosk)
        print("| visits | MiB, all processes | less files | MiB, window | processes | threads | Python's | files | s |")
        print("|---|---|---|---|---|---|---|---|---|", flush=True)
        began = time.monotonic()
        told = {1, min(WARM, visits), *(visits * quarter // 4 for quarter in range(1, 5))}
        for number, query in zip(range(1, visits + 1), cycle(SEARCHES), strict=False):
            run.visit(query)
            if number in told:
                _print_row(number, held(), time.monotonic() - began)
        ends = sorted(run.ends)
        print(
            f"\nFrom »Afslut og ryd« to the next start page, ms: median {median(ends):.0f}, "
            f"p95 {percentile(ends, 0.95):.0f}, max {ends[-1]:.0f}; printed {run.printed} of {visits}"
        )


def _print_row(number: int, now: Held, seconds: float) -> None:
    print(
        f"| {number} | {now.memory:.0f} | {now.made:.0f} | {now.own:.0f} | {now.processes} | {now.threads} "
        f"| {now.python_threads} | {now.files} | {seconds:.0f} |",
        flush=True,
    )


@contextmanager
def _fake_lp(scratch: Path) -> Iterator[None]:
    program = scratch / "bin" / "lp"
    program.parent.mkdir()
    program.write_text(TAKES_ALL, encoding="utf-8")
    program.chmod(0o755)
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{program.parent}{os.pathsep}{before}"
    yield
    os.environ["PATH"] = before


@contextmanager
def _kiosk(content: Path, scratch: Path) -> Iterator[Kiosk]:
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    words = Catalogue.load("da", resources())
    prepare_environment()
    app = make_application(words, resources())
    data = scratch / "data"
    settings = Settings(data / "settings.json")
    settings.hold(THEME, "light")
    places = Places((content.resolve(),), data, resources())
    Workspace(places, words).update_index()
    kiosk = Kiosk(Surroundings(lambda spoken: Workspace(places, spoken), settings, Policy(kiosk=True)), words)
    kiosk.start()
    gc.freeze()  # as `run_kiosk` does
    yield kiosk
    kiosk.stop()
    app.processEvents()


class Run:
    """A kiosk, and whoever comes to it."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self._arrived: list[str] = []
        self.ends: list[float] = []
        """Milliseconds from the end of a visit until the next could begin."""
        self.printed = 0
        self._pdf = _one_page()
        kiosk.printing(self._here().words).told.connect(self._count)
        self._listen()
        self._wait(lambda: bool(self._arrived))

    def visit(self, query: str) -> None:
        """One patient, from the first letter to the start page of the next."""
        visit = self._here()
        for letter in query:
            visit.search.insert(letter)  # QTest cannot type ø
        self._wait(lambda: visit.results.query() == query and visit.results.first() is not None)
        self._arrived.clear()
        QTest.keyClick(visit.search, Qt.Key.Key_Return)
        self._wait(lambda: any(url.startswith(f"{urls.SCHEME}://article/") for url in self._arrived))
        visit.appearance.step_text_size(2)
        visit.pane.find_bar.begin()
        QTest.keyClicks(visit.pane.find_bar.field, "smerte")
        before = self.printed
        self._kiosk.printing(visit.words).print_now(self._pdf, "")
        self._wait(lambda: self.printed > before)
        self._end(visit)

    def _end(self, visit: Visit) -> None:
        began = time.perf_counter()
        self._arrived.clear()
        QTest.mouseClick(_button(visit, "kiosk.end"), Qt.MouseButton.LeftButton)
        self._wait(lambda: self._kiosk.visit is not visit)
        self._listen()
        self._wait(lambda: bool(self._arrived))
        self.ends.append((time.perf_counter() - began) * 1000)

    def _here(self) -> Visit:
        assert self._kiosk.visit is not None
        return self._kiosk.visit

    def _listen(self) -> None:
        self._here().pane.loaded.connect(self._arrived.append)

    def _count(self, *_told: object) -> None:
        self.printed += 1

    def _wait(self, condition: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > until:
                raise TimeoutError("the kiosk does not come forward")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def _button(visit: Visit, key: str) -> QPushButton:
    text = visit.words.text(key)
    return next(one for one in visit.findChildren(QPushButton) if one.text() == text)


def _one_page() -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
