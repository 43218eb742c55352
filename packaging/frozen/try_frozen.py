"""Tries the frozen folder where a checkout cannot help it: in a Debian without Python, as an ordinary user who has
never started it, from a folder called "Søren Ågård", without a network and with Chromium's sandbox on.

`python3 dev.py package frozen --try` runs it after making the folder. `.venv/bin/python packaging/frozen/try_frozen.py
[RELEASE]` tries one that is there, in Debian's bookworm or another release. Needs root and Debian's debootstrap,
bubblewrap, xvfb, openbox, xdotool, x11-xkb-utils, imagemagick and cups. Pictures end up in `build/try-frozen`.
"""

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clean_root import FOLDER, clear, command, make, put
from cups import printer, wait_for
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "try-frozen"
DEBIAN = ROOT / "build" / "clean-root" / ("".join(sys.argv[1:]) or "bookworm")
FROZEN = ROOT / "build" / "frozen" / "kbviewer"
DISPLAY = ":87"
SETTLED_S = 3
"""Until articles are read for the first time, hits are there and pages are painted, as a person would see."""

PROGRAM = f"{FOLDER}/kbviewer"


def main() -> int:
    """Try it; the exit code."""
    OUT.mkdir(parents=True, exist_ok=True)
    make(DEBIAN)
    put(DEBIAN, FROZEN)
    with printer(OUT / "cups") as spool, screen():
        say("version", there("--version"))
        say("search", there("search", "ondt under foden").splitlines()[0])
        forget_files()
        try_window("cold", spool / "d00001-001")
        try_window("warm", spool / "d00002-001")
    clear(DEBIAN)
    return 0


def try_window(name: str, paper: Path) -> None:
    """Start the window, search, open the first hit and print it as a handout."""
    began = time.monotonic()
    program = subprocess.Popen(command(DEBIAN, OUT / "cups", DISPLAY, PROGRAM))
    try:
        wait_for(lambda: window("kbviewer"))
        say(f"{name}: window after", f"{time.monotonic() - began:.2f} s")
        time.sleep(SETTLED_S)
        x("windowactivate", "--sync", window("kbviewer"))
        x("type", "--delay", "60", "hælspore")
        time.sleep(SETTLED_S)
        x("key", "Return")
        wait_for(lambda: window("^Hælspore – kbviewer"))
        picture(f"{name}-found")
        tell_processes(name)
        say(f"{name}: a second start ends at once", there() or "yes")
        x("key", "ctrl+shift+p")
        wait_for(lambda: window("^Patientark"))
        picture(f"{name}-handout")
        x("key", "Return")
        wait_for(lambda: paper.is_file() and b"%%EOF" in paper.read_bytes()[-20:])
        pages = PdfReader(io.BytesIO(paper.read_bytes())).pages
        assert "Hælspore" in pages[0].extract_text()
        say(f"{name}: printed", f"{len(pages)} pages")
        picture(f"{name}-printed")
        assert program.poll() is None, "the program has ended by itself"
    except TimeoutError:
        picture(f"{name}-stuck")
        raise
    finally:
        program.terminate()
        program.wait()
        wait_for(lambda: not window("kbviewer"))


def there(*arguments: str) -> str:
    """What the program answers on the command line."""
    words = command(DEBIAN, OUT / "cups", DISPLAY, PROGRAM, *arguments)
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


@contextmanager
def screen() -> Iterator[None]:
    """An X server with a window manager, reached from in there by its socket alone."""
    server = subprocess.Popen(
        ["Xvfb", DISPLAY, "-ac", "-noreset", "-screen", "0", "1280x800x24"], stderr=subprocess.DEVNULL
    )
    os.environ |= {"DISPLAY": DISPLAY, "LC_ALL": "C.UTF-8"}  # xdotool types æ in a locale of UTF-8 alone
    wait_for(lambda: Path(f"/tmp/.X11-unix/X{DISPLAY[1:]}").is_socket())
    subprocess.run(["setxkbmap", "dk"], check=True)
    manager = subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        for each in (manager, server):
            each.terminate()
            each.wait()


def tell_processes(name: str) -> None:
    """Say how many processes are in Chromium's sandbox, and which libraries of the system are in use."""
    theirs = [pid for pid in map(Path, Path("/proc").glob("[0-9]*")) if _program(pid).startswith(FOLDER)]
    confined = [pid for pid in theirs if "Seccomp:\t2" in _lines(pid / "status")]
    assert confined, "no process is in Chromium's sandbox"
    say(f"{name}: processes, and those of them in the sandbox", f"{len(theirs)}, {len(confined)}")
    maps = {line.split(maxsplit=5)[5] for pid in theirs for line in _lines(pid / "maps") if ".so" in line}
    system = sorted({Path(file).name for file in maps if not file.startswith(FOLDER)})
    say(f"{name}: libraries of the system", " ".join(system))


def _program(pid: Path) -> str:
    try:
        return str((pid / "exe").readlink())
    except OSError:
        return ""


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _lines(file: Path) -> list[str]:
    return _read(file).decode(errors="replace").splitlines()


def window(title: str) -> str:
    """X's number of the window with such a title (a regular expression), "" while there is none."""
    return x("search", "--onlyvisible", "--name", title).partition("\n")[0]


def picture(name: str) -> None:
    """A picture of the whole screen, once it is painted."""
    time.sleep(SETTLED_S)
    subprocess.run(["import", "-window", "root", OUT / f"{name}.png"], check=True)


def forget_files() -> None:
    """Let the kernel read every file from the disk again, as after a computer is switched on."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")


def x(*words: str) -> str:
    """What xdotool answers."""
    asked = subprocess.run(["xdotool", *words], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def say(what: str, answer: str) -> None:
    print(f"{what}: {answer}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
