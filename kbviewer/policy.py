"""What the owner of a machine allows: one TOML file that nobody else can write.

    kiosk = true
    idle_minutes = 3
    exit_pin = "$argon2id$v=19$…"      # as `kbviewer policy --hash-pin` prints it
    content = ["/srv/artikler"]
    letterhead = "/srv/kbviewer/brevhoved.yml"
    printer = "Modtagelsen"
    printing = true
    copies = 2
    pages_a_day = 200

Without a file everything is allowed. A file that cannot be understood allows nothing: whoever wrote it meant something.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from kbviewer.errors import InputError
from kbviewer.i18n import LANGUAGES
from kbviewer.paths import SHIPPED, content_folder

MOST_BYTES = 64 * 1024
"""A file of rules is a page of text; a larger one is something else."""

LONGEST_TEXT = 255


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of a machine; the defaults are those of a machine without any.

    ``file`` is where they come from, None when there are none. ``start`` is the id of the article that is shown first,
    "" the start page. ``printer`` is the only one that may be used, "" any. ``exit_pin`` is a hash by Argon2id, "" when
    nobody can leave the kiosk. ``copies`` bounds one print, ``pages_a_day`` all of a day; 0 is no bound.
    """

    file: Path | None = None
    content: tuple[Path, ...] = ()
    kiosk: bool = False
    idle_minutes: int = 3
    exit_pin: str = ""
    start: str = ""
    languages: tuple[str, ...] = LANGUAGES
    letterhead: Path | None = None
    printer: str = ""
    printing: bool = True
    copies: int = 0
    pages_a_day: int = 0
    saving: bool = True
    links: bool = True
    bookmarks: bool = True
    profiles: bool = True
    settings: bool = True
    tabs: bool = True


FREE = Policy()
"""A machine without rules."""


class PolicyError(InputError):
    """The file cannot be understood, so nothing is allowed. ``place`` is the file, with the line where it is known."""


Value = bool | int | str | Path | None | tuple[str, ...] | tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a key takes: ``read`` gives the value of what TOML holds, or raises ValueError; ``wrong`` tells a person."""

    read: Callable[[object, "Key"], Value]
    wrong: str


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the file, which is a field of `Policy`. ``low`` and ``high`` bound a number, both ends included.

    What it is for stands in the catalogue under ``policy.<name>``.
    """

    name: str
    kind: Kind
    low: int = 0
    high: int = 0

    @property
    def default(self) -> Value:
        """What holds without the key."""
        return value_of(self, FREE)


def _switch(given: object, _key: Key) -> bool:
    if not isinstance(given, bool):
        raise ValueError
    return given


def _number(given: object, key: Key) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not key.low <= given <= key.high:
        raise ValueError
    return given


def _text(given: object, _key: Key) -> str:
    if not isinstance(given, str) or len(given) > LONGEST_TEXT or not given.isprintable():
        raise ValueError
    return unicodedata.normalize("NFC", given)


def _path(given: object) -> Path:
    if not isinstance(given, str) or not given.isprintable() or not Path(given).is_absolute():
        raise ValueError
    return Path(given)


def _file(given: object, _key: Key) -> Path | None:
    return None if given == "" else _path(given)


def _folders(given: object, _key: Key) -> tuple[Path, ...]:
    if not isinstance(given, list):
        raise ValueError
    return tuple(content_folder(item) if item == SHIPPED else _path(item) for item in given)


def _languages(given: object, _key: Key) -> tuple[str, ...]:
    if not isinstance(given, list) or not given or not all(item in LANGUAGES for item in given):
        raise ValueError
    return tuple(dict.fromkeys(given))


_HASH = re.compile(r"\$argon2id\$v=\d+\$m=\d{1,7},t=\d{1,2},p=\d{1,2}\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{16,172}")


def _hash(given: object, _key: Key) -> str:
    if not isinstance(given, str) or (given and not _HASH.fullmatch(given)):
        raise ValueError
    return given


SWITCH = Kind(_switch, "policy_switch")
NUMBER = Kind(_number, "policy_number")
TEXT = Kind(_text, "policy_text")
FILE = Kind(_file, "policy_path")
FOLDERS = Kind(_folders, "policy_folders")
LANGUAGE_CHOICE = Kind(_languages, "policy_languages")
HASH = Kind(_hash, "policy_hash")

KEYS = (
    Key("content", FOLDERS),
    Key("kiosk", SWITCH),
    Key("idle_minutes", NUMBER, 1, 240),
    Key("exit_pin", HASH),
    Key("start", TEXT),
    Key("languages", LANGUAGE_CHOICE),
    Key("letterhead", FILE),
    Key("printer", TEXT),
    Key("printing", SWITCH),
    Key("copies", NUMBER, 0, 100),
    Key("pages_a_day", NUMBER, 0, 100_000),
    Key("saving", SWITCH),
    Key("links", SWITCH),
    Key("bookmarks", SWITCH),
    Key("profiles", SWITCH),
    Key("settings", SWITCH),
    Key("tabs", SWITCH),
)
"""Every key that the file may have, in the order of `Policy`."""

_KEYS = {key.name: key for key in KEYS}


def value_of(key: Key, policy: Policy) -> Value:
    """What a policy holds for a key."""
    value: Value = getattr(policy, key.name)
    return value


def read_policy(file: Path) -> Policy:
    """The rules in ``file``; `FREE` when there is no such file.

    Raises:
        PolicyError: there is a file, or a link to one, and it cannot be understood to the last key.
    """
    data = _data(file)
    return FREE if data is None else _understood(data, file)


def _data(file: Path) -> bytes | None:
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise PolicyError("policy_not_plain", place=file)
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        if any(place.is_symlink() and not place.exists() for place in (file, file.parent)):
            raise PolicyError("policy_unreadable", place=file) from error
        return None
    except OSError as error:
        raise PolicyError("policy_unreadable", place=file) from error
    if len(data) > MOST_BYTES:
        raise PolicyError("policy_too_big", place=file, kilobytes=MOST_BYTES // 1024)
    return data


def _understood(data: bytes, file: Path) -> Policy:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PolicyError("policy_not_text", place=f"{file}:{line}") from error
    values: dict[str, Any] = {}
    for name, given in _parsed(text, file).items():
        place = _place(name, text, file)
        key = _KEYS.get(name) or _unknown(name, place)
        try:
            values[name] = key.kind.read(given, key)
        except ValueError as error:
            told = {"low": key.low, "high": key.high, "most": LONGEST_TEXT, "choices": ", ".join(LANGUAGES)}
            raise PolicyError(key.kind.wrong, place=place, name=name, **told) from error
    return Policy(file=file, **values)


def _parsed(text: str, file: Path) -> dict[str, object]:
    import tomllib  # noqa: PLC0415  # most computers have no rules to read

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number too long to be one is a plain ValueError
        told = re.search(r"at line (\d+)", str(error))
        is_cut = "at end of document" in str(error)
        line = told[1] if told else text.rstrip().count("\n") + 1
        raise PolicyError("policy_not_toml", place=f"{file}:{line}" if told or is_cut else file) from error


def _place(name: str, text: str, file: Path) -> str:
    """The file and the line of a key; the file alone for a key that is spelt in a way nobody spells it."""
    found = re.search(rf"""^[ \t]*\[*[ \t]*["']?{re.escape(name)}["']?[ \t]*[=.\]]""", text, re.MULTILINE)
    return f"{file}:{text.count(chr(10), 0, found.start()) + 1}" if found else str(file)


def _unknown(name: str, place: str) -> NoReturn:
    from difflib import get_close_matches  # noqa: PLC0415  # only where something is spelt wrongly

    near = get_close_matches(name, _KEYS, 1)
    shown = "".join(letter if letter.isprintable() else "?" for letter in name[:60])
    if near:
        raise PolicyError("policy_key_nearest", place=place, name=shown, nearest=near[0])
    raise PolicyError("policy_key_unknown", place=place, name=shown)


def open_to_others(file: Path) -> tuple[Path, ...]:
    """What of the file and its folder others than their owner may write to, and so change the rules.

    Windows keeps rights where this cannot see them: always none there.
    """
    return tuple(place for place in (file, file.parent) if os.name == "posix" and place.stat().st_mode & 0o022)
