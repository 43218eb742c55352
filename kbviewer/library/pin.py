"""The PIN of a profile: its form, its hash, and how long to wait after wrong tries.

Hashed with Argon2id (RFC 9106), salted; the encoded hash names its own parameters. A PIN has few digits, so whoever
can copy the hash finds it sooner or later: it keeps colleagues apart, it protects no file.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kbviewer.errors import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

FREE_TRIES = 5
"""Wrong tries in a row that cost no wait."""
FIRST_WAIT = 30.0
LONGEST_WAIT = 900.0
"""Seconds."""

MOST_MEMORY = 1 << 20
"""KiB that a hash may ask for; one that asks for more was not made by this program."""
MOST_PASSES = 64

SHORTEST, LONGEST = 4, 12
"""Digits of a PIN."""

_FORM = re.compile(rf"[0-9]{{{SHORTEST},{LONGEST}}}")


def hash_pin(pin: str) -> str:
    """The encoded hash of a PIN; "" of "", which is no PIN. Takes up to a fifth of a second.

    Raises:
        InputError: ``pin_form``; it is not 4 to 12 digits.
    """
    if not pin:
        return ""
    if not _FORM.fullmatch(pin):
        raise InputError("pin_form")
    return _hasher().hash(pin)


def is_hash(text: str) -> bool:
    """Whether ``text`` is a hash as `hash_pin` makes them, now or with parameters of another day."""
    from argon2 import Type, extract_parameters  # noqa: PLC0415
    from argon2.exceptions import InvalidHashError  # noqa: PLC0415

    try:
        asked = extract_parameters(text)
    except InvalidHashError:
        return False
    return asked.type is Type.ID and asked.memory_cost <= MOST_MEMORY and asked.time_cost <= MOST_PASSES


def matches(encoded: str, pin: str) -> bool:
    """Whether ``pin`` is the one that was hashed; a hash that no PIN can have matches none."""
    from argon2.exceptions import Argon2Error, InvalidHashError  # noqa: PLC0415

    try:
        return bool(pin) and _hasher().verify(encoded, pin)
    except (Argon2Error, InvalidHashError):
        return False


def is_outdated(encoded: str) -> bool:
    """Whether a hash was made with other parameters than `hash_pin` uses now."""
    return _hasher().check_needs_rehash(encoded)


def wait_after(wrong: int) -> float:
    """Seconds to wait after so many wrong tries in a row: none, then 30, doubling to at most 900."""
    over = wrong - FREE_TRIES
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(over, 10)) if over >= 0 else 0.0


@cache
def _hasher() -> PasswordHasher:
    """Loaded when there is a PIN: most computers have none."""
    from argon2 import PasswordHasher  # noqa: PLC0415

    return PasswordHasher()
