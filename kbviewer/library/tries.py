"""Wrong tries at a PIN: counted before each look, and after some of them a wait.

    DATA/exit-tries.json    {"wrong": 2, "last": 1769000000.0}: those at the PIN that closes the kiosk

Those at a profile's PIN are in its own file; see `kbviewer.library.profile`.
"""

import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from kbviewer import files
from kbviewer.errors import InputError
from kbviewer.library import pin as pins

FILE_NAME = "exit-tries.json"


@dataclass(frozen=True, slots=True)
class Tries:
    """``wrong`` tries in a row, and when the ``last`` of them was, in seconds since 1970."""

    wrong: int = 0
    last: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until another try counts; all of the wait when the clock has been put back."""
        return max(0.0, min(self.last, now) + pins.wait_after(self.wrong) - now)


def admit(encoded: str, pin: str, tries: Tries, note: Callable[[Tries], None], clock: Callable[[], float]) -> None:
    """Return if ``pin`` is the one that was hashed, and it is not too soon to say so.

    ``note`` keeps the tries. It is told of one before that is looked at, so that nobody gets another by pulling the
    plug; a disk that takes no note keeps nobody out who has the PIN.

    Raises:
        InputError: ``pin_wrong``, with the tries left; ``pin_wait_seconds`` or ``pin_wait_minutes``, with ``seconds``.
    """
    now = clock()
    if now < tries.last:  # put back: the wait begins anew
        tries = Tries(tries.wrong, now)
        note(tries)
    if (left := tries.wait(now)) > 0:
        raise too_soon(left)
    tried = Tries(tries.wrong + 1, now)
    note(tried)
    if not pins.matches(encoded, pin):
        wait = tried.wait(now)
        raise too_soon(wait) if wait else InputError("pin_wrong", n=pins.FREE_TRIES - tried.wrong)
    note(Tries())


def too_soon(seconds: float) -> InputError:
    """What to say of a wait, rounded up."""
    if seconds < 60:
        return InputError("pin_wait_seconds", n=math.ceil(seconds), seconds=seconds)
    return InputError("pin_wait_minutes", n=math.ceil(seconds / 60), seconds=seconds)


class ExitPin:
    """The PIN that closes the kiosk, by its hash. One thread at a time may use it."""

    def __init__(self, encoded: str, data: Path, clock: Callable[[], float] = time.time) -> None:
        self._encoded = encoded
        self._file = data / FILE_NAME
        self._clock = clock
        self._unwritten: Tries | None = None
        """Tries that the disk did not take: on a full disk too they are counted."""

    def wait(self) -> float:
        """Seconds until another try counts."""
        return self._tries().wait(self._clock())

    def check(self, pin: str) -> None:
        """Return if this is the PIN. Raises what `admit` raises."""
        admit(self._encoded, pin, self._tries(), self._note, self._clock)

    def _tries(self) -> Tries:
        """A file that cannot be understood leaves one try before the wait, or damaging it would win some."""
        if self._unwritten is not None:
            return self._unwritten
        try:
            kept = Tries(**json.loads(self._file.read_bytes()))
            if type(kept.wrong) is int and kept.wrong >= 0 and math.isfinite(kept.last):
                return kept
        except FileNotFoundError:
            return Tries()
        except (OSError, ValueError, TypeError, RecursionError, OverflowError):
            pass  # as one that holds what nobody counts
        return Tries(pins.FREE_TRIES - 1)

    def _note(self, tries: Tries) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            files.replace(self._file, json.dumps(asdict(tries)).encode())
            self._unwritten = None
        except OSError:
            self._unwritten = tries
