"""``dev.py bench --starting N``: N warm starts of each program, one after another in turn, on a display of their own.

What is on the screen is the clock (`tests.bench.screen`), for every program alike:

    window     something is drawn where there was nothing
    letters    a letter typed as soon as the window was there is in the search field
    hits       and what it finds is listed for good
    engine     the web engine has begun a process of its own
    article    text stands where the article is to be read

Beside kbviewer run the smallest PySide6 window, and the smallest one that loads a web view once it is shown and opens
the same page; Kiwix on a file made of that page, where it is installed. Ratios are of one round each. On a busy
computer the time of the processor, that of all processes until then, says more than the clock.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from kbviewer import paths, urls
from kbviewer.library import session
from tests.bench.process_tree import memory_of, processor_ms
from tests.bench.same_page import write_page, write_zim
from tests.bench.screen import BYTES, HEIGHT, WIDTH, Box, Screen, screen

ARTICLE = "fod/haelspore"
TYPED = "knae"
WHOLE, TEXT = Box(0, 0, WIDTH, HEIGHT), Box(370, 190, 970, 390)
FIELD, HITS = Box(300, 14, 480, 42), Box(20, 145, 304, 600)
"""The end of what the empty search field says, and the list of what was found."""
NOTHING = bytes(BYTES - 1)
"""The colour of a screen without windows."""
TEXT_COLOURS = 24
"""Smooth letters have as many; an empty page, a button or a frame has few."""
FIELD_COLOURS = 4
LOOK_S = 0.001
PATIENCE_S = 30.0
SETTLED_S = 1.0
PEERS = Path(__file__).parent / "peers"


@dataclass(frozen=True, slots=True)
class Program:
    """What is started. ``opens``: it shows an article; ``searches``: it has kbviewer's search field."""

    name: str
    words: Sequence[str | Path]
    opens: bool = True
    searches: bool = False


@dataclass(slots=True)
class Starts:
    """What was measured of one program, by what it is; milliseconds and MiB."""

    values: dict[str, list[float]] = field(default_factory=dict)

    def add(self, measured: Mapping[str, float]) -> None:
        for name, value in measured.items():
            self.values.setdefault(name, []).append(value)


def bench(content: Path, rounds: int, frozen: Path | None) -> None:
    """Start them all, and print the tables."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        sys.exit("Starts are watched on a display of their own: apt-get install xvfb xdotool")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        data = _warm_data(content.resolve(), scratch / "data")
        programs = _programs(content.resolve(), data, scratch, frozen)
        measured = {program.name: Starts() for program in programs}
        with screen(scratch) as watched:
            for number in range(rounds + 1):
                for program in programs:
                    found = Watch(watched, program, scratch).start()
                    if number:  # the first start of each warms the disk's cache
                        measured[program.name].add(found)
    _print(measured, rounds)


def _warm_data(content: Path, data: Path) -> Path:
    """A data folder with an index, in which one article was open last."""
    command = [sys.executable, "-m", "kbviewer", "--content", str(content), "--data", str(data), "index"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    tabs = (session.OpenTab(urls.article(ARTICLE), ""),)
    session.write(session.Session(tabs, 0, {}, (paths.kept(content, data),)), data / "session.json")
    return data


def _programs(content: Path, data: Path, scratch: Path, frozen: Path | None) -> list[Program]:
    page = write_page(content, ARTICLE, scratch / "page")
    of_both: list[str | Path] = ["--content", content, "--data", data]
    source: list[str | Path] = [sys.executable, "-m", "kbviewer", *of_both]
    programs = [
        Program("empty window", [sys.executable, PEERS / "empty_window.py"], opens=False),
        Program("bare web view", [sys.executable, PEERS / "bare_view.py", page]),
        Program("kbviewer", source),
        Program("kbviewer, typing", source, searches=True),
        Program("kbviewer --kiosk", [*source, "--kiosk"]),
    ]
    if frozen:
        programs.append(Program("kbviewer, frozen", [frozen, *of_both]))
    if shutil.which("kiwix-desktop") and shutil.which("zimwriterfs"):
        programs.append(Program("Kiwix", ["kiwix-desktop", write_zim(page, scratch / "page.zim")]))
    return programs


class Watch:
    """One start, watched until there is nothing more to see of it."""

    def __init__(self, watched: Screen, program: Program, scratch: Path) -> None:
        self._screen, self._program = watched, program
        self._environment = os.environ | {
            "DISPLAY": watched.display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(scratch / "home"),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._began = 0.0

    def start(self) -> dict[str, float]:
        """Milliseconds to each thing seen, and what it took."""
        self._wait(lambda: self._screen.colours(WHOLE, 50) == {NOTHING})
        self._began = time.monotonic()
        with subprocess.Popen(
            self._program.words, env=self._environment, stderr=subprocess.DEVNULL, start_new_session=True
        ) as process:
            try:
                return self._see(process.pid)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)

    def _see(self, process: int) -> dict[str, float]:
        found = {"window": self._wait(lambda: self._screen.colours(WHOLE, 50) != {NOTHING})}
        found["window, processor"] = processor_ms(process)
        if self._program.searches:
            return found | self._type()
        if self._program.opens:
            found["engine"] = self._wait(lambda: _has_child(process))
            found["article"] = self._wait(lambda: len(self._screen.colours(TEXT)) >= TEXT_COLOURS)
            found["article, processor"] = processor_ms(process)
        time.sleep(SETTLED_S)
        found["memory"] = memory_of(process)
        return found

    def _type(self) -> dict[str, float]:
        subprocess.run(["xdotool", "type", "--delay", "0", TYPED], env=self._environment, check=True)
        letters = self._wait(lambda: len(self._screen.colours(FIELD)) < FIELD_COLOURS)
        changed, before = letters, self._screen.sum(HITS)
        while self._now() - changed < SETTLED_S * 1000:
            after = self._screen.sum(HITS)
            if after != before:
                changed, before = self._now(), after
            time.sleep(LOOK_S)
        return {"letters": letters, "hits": changed}

    def _wait(self, condition: Callable[[], bool]) -> float:
        """Milliseconds from the start until something is so."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(self._program.name)
            time.sleep(LOOK_S)
        return self._now()

    def _now(self) -> float:
        return (time.monotonic() - self._began) * 1000


def _has_child(process: int) -> bool:
    for task in Path("/proc", str(process), "task").iterdir():
        with suppress(OSError):  # the thread has ended meanwhile
            if (task / "children").read_text(encoding="ascii"):
                return True
    return False


def _print(measured: Mapping[str, Starts], rounds: int) -> None:
    columns = ("window", "window, processor", "letters", "hits", "engine", "article", "article, processor", "memory")
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"\n{rounds} warm starts of each in turn; ms and MiB, median (quartiles); load of the computer {load}\n")
    print(f"| | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    for name, starts in measured.items():
        print(f"| {name} | {' | '.join(_cell(starts.values.get(column, ())) for column in columns)} |")
    _print_ratios(measured)


def _print_ratios(measured: Mapping[str, Starts]) -> None:
    empty, bare = measured["empty window"].values, measured["bare web view"].values
    peers = {"window": empty, "window, processor": empty, "article": bare, "article, processor": bare, "memory": bare}
    print("\nRatios: windows to the empty window, articles and memory to the bare web view\n")
    print(f"| | {' | '.join(peers)} |\n|---|{'---|' * len(peers)}")
    for name, starts in measured.items():
        ratios = (_ratio(starts.values.get(one, ()), peer[one]) for one, peer in peers.items())
        print(f"| {name} | {' | '.join(ratios)} |")


def _ratio(values: Sequence[float], of: Sequence[float]) -> str:
    return _cell([one / other for one, other in zip(values, of, strict=True)], 2) if values else ""


def _cell(values: Sequence[float], digits: int = 0) -> str:
    if len(values) < 2:
        return " ".join(f"{value:.{digits}f}" for value in values)
    low, _, high = quantiles(values, n=4, method="inclusive")
    return f"{median(values):.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"
