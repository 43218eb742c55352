"""Wrong tries at the PIN that closes the kiosk cost waits, which no restart, kill or clock gets around."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from kbviewer.errors import InputError
from kbviewer.library.pin import hash_pin
from kbviewer.library.tries import FILE_NAME, ExitPin

RIGHT, WRONG = "271828", "000000"


class Clock:
    """A clock that stands still until it is moved."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash with less work; its strength is tested beside `kbviewer.library.pin`."""
    monkeypatch.setattr(
        "kbviewer.library.pin._hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )


@pytest.fixture
def encoded(quick_hash: None) -> str:
    return hash_pin(RIGHT)


def told(pin: ExitPin, tried: str = WRONG) -> tuple[str, object]:
    """Key and number of the trouble that comes of a try."""
    with pytest.raises(InputError) as trouble:
        pin.check(tried)
    return trouble.value.key, trouble.value.values["n"]


def spend(pin: ExitPin, tries: int) -> None:
    for _ in range(tries):
        told(pin)


def test_the_right_pin_opens_and_leaves_no_count(encoded: str, tmp_path: Path, clock: Clock) -> None:
    pin = ExitPin(encoded, tmp_path, clock)
    spend(pin, 4)
    pin.check(RIGHT)
    assert told(pin) == ("pin_wrong", 4)


def test_five_wrong_cost_30_seconds_doubling_to_15_minutes(encoded: str, tmp_path: Path, clock: Clock) -> None:
    pin = ExitPin(encoded, tmp_path, clock)
    assert [told(pin) for _ in range(5)] == [
        ("pin_wrong", 4), ("pin_wrong", 3), ("pin_wrong", 2), ("pin_wrong", 1), ("pin_wait_seconds", 30),
    ]  # fmt: skip
    waits = []
    for _ in range(7):
        waits.append(pin.wait())
        clock.now += waits[-1]
        told(pin)
    assert waits == [30, 60, 120, 240, 480, 900, 900]


def test_the_right_pin_before_its_time_is_not_even_looked_at(encoded: str, tmp_path: Path, clock: Clock) -> None:
    pin = ExitPin(encoded, tmp_path, clock)
    spend(pin, 5)
    clock.now += 29
    assert told(pin, RIGHT) == ("pin_wait_seconds", 1)
    clock.now += 1
    pin.check(RIGHT)
    assert pin.wait() == 0


def test_a_clock_put_back_begins_the_wait_anew(encoded: str, tmp_path: Path, clock: Clock) -> None:
    pin = ExitPin(encoded, tmp_path, clock)
    spend(pin, 5)
    clock.now -= 365 * 24 * 60 * 60
    assert pin.wait() == 30
    assert told(pin, RIGHT) == ("pin_wait_seconds", 30)
    clock.now += 30
    pin.check(RIGHT)


KILLED_AT_THE_FIFTH = """
import os, signal, sys
from pathlib import Path
from kbviewer.errors import InputError
from kbviewer.library import tries
from kbviewer.library.tries import ExitPin
pin = ExitPin(sys.argv[1], Path(sys.argv[2]))
for _ in range(4):
    try:
        pin.check("000000")
    except InputError:
        pass
tries.pins.matches = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
pin.check("000000")
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_wait_outlasts_a_process_killed_while_it_looks_at_the_pin(encoded: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED_AT_THE_FIFTH, encoded, str(tmp_path)]
    assert subprocess.run(command, check=False, timeout=60).returncode == -signal.SIGKILL
    key, seconds = told(ExitPin(encoded, tmp_path), RIGHT)
    assert key == "pin_wait_seconds" and 0 < int(str(seconds)) <= 30


def test_the_file_holds_a_count_and_no_secret(encoded: str, tmp_path: Path, clock: Clock) -> None:
    spend(ExitPin(encoded, tmp_path / "data", clock), 2)
    assert json.loads((tmp_path / "data" / FILE_NAME).read_bytes()) == {"wrong": 2, "last": clock.now}
    assert [file.name for file in (tmp_path / "data").iterdir()] == [FILE_NAME]


def test_a_disk_that_takes_no_note_still_counts_and_still_opens(
    encoded: str, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise OSError

    pin = ExitPin(encoded, tmp_path, clock)
    with monkeypatch.context() as full:
        full.setattr("kbviewer.library.tries.files.replace", refuse)
        spend(pin, 5)
        assert told(pin, RIGHT) == ("pin_wait_seconds", 30)
        clock.now += 30
        pin.check(RIGHT)
        spend(pin, 5)
    clock.now += 30
    pin.check(RIGHT)
    assert told(pin) == ("pin_wrong", 4)


@pytest.mark.parametrize(
    "text", ["", "{}x", "[]", '{"wrong": -1, "last": 0}', '{"wrong": true, "last": 0}', '{"wrong": 0, "last": "x"}']
)
def test_a_damaged_count_wins_nobody_a_try(encoded: str, tmp_path: Path, clock: Clock, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    assert told(ExitPin(encoded, tmp_path, clock)) == ("pin_wait_seconds", 30)
