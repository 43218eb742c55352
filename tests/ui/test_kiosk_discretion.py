"""Whatever goes wrong in a kiosk, what somebody typed is in no log, on no standard error and in no core dump."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

SECRET = "knurhårsmis"

BEGIN = """
import gc, logging, os, resource, subprocess, sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer, qCritical, qWarning
from kbviewer.ui.app import log, log_bugs
from kbviewer.ui.kiosk.discretion import Discreet, be_discreet

secret = sys.stdin.read()
app = QCoreApplication([])
be_discreet()
log_bugs(Path(sys.argv[1]), Discreet())

def look_up(word):
    raise KeyError(word)

def in_the_loop(work):
    QTimer.singleShot(0, work)
    QTimer.singleShot(0, app.quit)
    app.exec()
"""


@dataclass(frozen=True)
class Told:
    """What a program that has ended told of itself."""

    code: int
    errors: str
    log: str


def run(tmp_path: Path, code: str) -> Told:
    file = tmp_path / "kbviewer.log"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", BEGIN + code, file],
        input=SECRET.encode(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.stdout == b""
    logged = file.read_text(encoding="utf-8") if file.exists() else ""
    return Told(done.returncode, done.stderr.decode(errors="replace"), logged)


CHAINED = """
def work():
    try:
        look_up(secret)
    except KeyError as error:
        raise ValueError(f"no {secret}") from error
"""
TROUBLE = {
    "a slot": ("in_the_loop(lambda: look_up(secret))", ["uncaught", "builtins.KeyError", " look_up"]),
    "a chain": (f"{CHAINED}in_the_loop(work)", ["builtins.ValueError", " work", "builtins.KeyError", " look_up"]),
    "an outcome of two": (f"{CHAINED.replace(' from error', '')}in_the_loop(work)", ["ValueError", "KeyError"]),
    "a thread": (
        "one = threading.Thread(target=look_up, args=[secret]); one.start(); one.join()",
        ["uncaught in a thread", "builtins.KeyError", " look_up"],
    ),
    "a destructor": (
        "class Page:\n    def __del__(self):\n        look_up(secret)\nPage(); gc.collect()",
        ["uncaught where nobody can catch it", "builtins.KeyError", " look_up"],
    ),
    "the start": ("look_up(secret)", ["uncaught", " look_up"]),
    "a record of ours": ('log.error("closed a window %s", secret)', ["closed a window %s"]),
    "Qt": ("qWarning(f'js: {secret}'); qCritical(secret)", ["ERROR Qt: default"]),
}


@pytest.mark.parametrize("name", TROUBLE)
def test_trouble_is_logged_by_its_place_and_without_its_words(tmp_path: Path, name: str) -> None:
    code, parts = TROUBLE[name]
    told = run(tmp_path, code)
    assert all(part in told.log for part in parts), told.log
    assert SECRET not in told.log + told.errors
    assert told.errors == told.log  # the system's journal gets the same


def test_a_place_is_told_with_file_and_line(tmp_path: Path) -> None:
    told = run(tmp_path, "import json\nin_the_loop(lambda: json.loads(secret))")
    assert "json.decoder.JSONDecodeError" in told.log
    assert re.search(r"  \S+/json/decoder\.py:\d+ raw_decode\n", told.log)


@pytest.mark.parametrize(
    "code",
    [
        "print(secret, file=sys.stderr)",
        "os.write(2, secret.encode())",
        "subprocess.run([sys.executable, '-c', 'import sys; sys.stderr.write(sys.argv[1])', secret])",
        "logging.getLogger('somebody else').error(secret)",
        "import warnings; warnings.warn(secret)",
    ],
)
def test_what_others_write_on_standard_error_comes_nowhere(tmp_path: Path, code: str) -> None:
    told = run(tmp_path, code)
    assert (told.code, told.errors, told.log) == (0, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="core dumps of Unix")
def test_a_crash_tells_its_place_and_leaves_no_core(tmp_path: Path) -> None:
    limit = "assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)"
    child = f"import resource; {limit}"
    told = run(
        tmp_path,
        f"{limit}\nsubprocess.run([sys.executable, '-c', {child!r}], check=True)\n"
        "import ctypes\ndef break_down(word):\n    ctypes.string_at(0)\nbreak_down(secret)",
    )
    assert told.code == -11, told.errors
    assert "in break_down" in told.errors and SECRET not in told.errors
