"""A clinician's profile, and the file ``profile.json`` that keeps it in the profile's folder.

    {"format": "kbviewer-profile", "version": 1, "name": "Anna Holm", "pin": "$argon2id$…",
     "wrong": 0, "last_wrong": 0.0, "adopts": false}

``pin`` is "" when there is none; ``wrong`` are the wrong tries since the last right one, and ``last_wrong`` when the
last was (seconds since 1970); ``adopts`` is true until the bookmarks from before the first profile have been moved in.
All keys are required: a file that lacks one is damaged, and nobody gets in by it.
"""

import json
import math
import unicodedata
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from kbviewer import files
from kbviewer.errors import InputError, StorageError
from kbviewer.library.pin import is_hash

FILE_NAME = "profile.json"
FORMAT = "kbviewer-profile"
VERSION = 1
LARGEST = 64 * 1024
"""Bytes; a larger file is no profile."""
LONGEST_NAME = 60

_KINDS = {"name": (str,), "pin": (str,), "wrong": (int,), "last_wrong": (int, float), "adopts": (bool,)}


@dataclass(frozen=True, slots=True)
class Kept:
    """What ``profile.json`` keeps; see the top of this file."""

    name: str
    pin: str = ""
    wrong: int = 0
    last_wrong: float = 0.0
    adopts: bool = False


def tidy_name(text: str) -> str:
    """A name with single spaces, in NFC.

    Raises:
        InputError: ``profile_name``; it is empty, too long, or has letters that cannot be seen.
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise InputError("profile_name", most=LONGEST_NAME)
    return name


def read(folder: Path) -> Kept:
    """The profile kept in a folder.

    Raises:
        StorageError: ``profile_unreadable``, ``profile_newer`` or ``profile_damaged``; a missing file is damage.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise StorageError("profile_damaged", path=path) from error
    except OSError as error:
        raise StorageError("profile_unreadable", path=path) from error
    try:
        raw = json.loads(content)
        if raw["format"] == FORMAT and type(raw["version"]) is int and raw["version"] > VERSION:
            raise StorageError("profile_newer", path=path)
        return _checked(raw)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, InputError) as error:
        raise StorageError("profile_damaged", path=path) from error


def _checked(raw: dict[str, Any]) -> Kept:
    """The values of a file of this version; ValueError when one is not what `write` writes."""
    kept = Kept(**{field.name: raw[field.name] for field in fields(Kept)})
    sound = (
        raw["format"] == FORMAT
        and raw["version"] == VERSION
        and all(type(getattr(kept, name)) in kinds for name, kinds in _KINDS.items())
        and kept.wrong >= 0
        and math.isfinite(kept.last_wrong)
        and (not kept.pin or is_hash(kept.pin))
        and tidy_name(kept.name) == kept.name
    )
    if not sound:
        raise ValueError
    return kept


def write(kept: Kept, folder: Path) -> None:
    """Keep a profile in a folder that is there, all of it or, with a pulled plug, what was there before.

    Raises:
        StorageError: ``profile_not_writable``; nothing is changed.
    """
    path = folder / FILE_NAME
    text = json.dumps({"format": FORMAT, "version": VERSION, **asdict(kept)}, ensure_ascii=False, indent=2)
    try:
        files.replace(path, text.encode())
    except OSError as error:
        raise StorageError("profile_not_writable", path=path) from error
