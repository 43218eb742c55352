"""Translation, dates in words and Danish collation, with the standard library alone.

A catalogue is one TOML file a language, ``resources/i18n/<language>.toml``; nested tables make dotted
keys (``[error]`` ``folder_missing`` is ``error.folder_missing``). A sentence that depends on a number
is a table with ``one`` and ``other`` and is given ``n``.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kbviewer.errors import ExpectedError

LANGUAGES = ("da", "en")


class Catalogue:
    """The sentences of one language."""

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self.sentences = sentences

    @classmethod
    def load(cls, language: str, resources: Path) -> "Catalogue":
        """Read the catalogue of ``language``, one of `LANGUAGES`."""
        return cls(language, read_sentences((resources / "i18n" / f"{language}.toml").read_text(encoding="utf-8")))

    def text(self, key: str, /, **values: object) -> str:
        """The sentence of ``key`` with ``values`` filled in. A missing key is a bug: KeyError."""
        if "n" in values and f"{key}.other" in self.sentences:
            key += ".one" if values["n"] == 1 else ".other"
        return self.sentences[key].format_map(values)

    def explain(self, error: ExpectedError) -> str:
        """The sentence that tells a person of an expected error."""
        return self.text(f"error.{error.key}", **error.values)

    def date(self, day: date) -> str:
        """A date in words: "19. februar 2025", "19 February 2025"."""
        return self.text("date.full", day=day.day, month=self.text(f"date.month{day.month}"), year=day.year)

    def moment(self, moment: datetime) -> str:
        """A date with its time, as ``moment`` has it: "23. november 2026 kl. 14.05"."""
        return self.text("date.moment", date=self.date(moment), hour=moment.hour, minute=moment.minute)


_SENTENCE = r'"((?:[^"\\\n]|\\["\\])*)"'
_LINE = re.compile(
    rf"(\w+) = {_SENTENCE}\n"
    rf"|(\w+) = \{{ one = {_SENTENCE}, other = {_SENTENCE} \}}\n"
    r"|\[([\w.]+)\]\n|(?:#[^\n]*)?\n"
)
"""What a line of a catalogue may be: a sentence, one that depends on a number, a table, or nothing."""


def read_sentences(text: str) -> dict[str, str]:
    """The sentences of a catalogue, each by its dotted key.

    Every start waits for this, so it reads the few kinds of lines that our catalogues have, many times faster than a
    reader of all TOML does. That one reads a catalogue with any other line.
    """
    sentences: dict[str, str] = {}
    table, end = "", 0
    while line := _LINE.match(text, end):
        end = line.end()
        name, alone, counted, one, other, begun = line.groups()
        if name:
            sentences[table + name] = _unescaped(alone)
        elif counted:
            sentences[f"{table}{counted}.one"] = _unescaped(one)
            sentences[f"{table}{counted}.other"] = _unescaped(other)
        elif begun:
            table = f"{begun}."
    return sentences if end == len(text) else _read_toml(text)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text) if "\\" in text else text


def _read_toml(text: str) -> dict[str, str]:
    import tomllib  # noqa: PLC0415

    return dict(_flatten(tomllib.loads(text)))


def _flatten(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{prefix}{name}"
        flat += _flatten(value, f"{key}.") if isinstance(value, dict) else [(key, str(value))]
    return flat


_ALPHABET = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}
_SAME_PLACE = str.maketrans({"ä": "æ", "ö": "ø", "ü": "y", "ð": "d", "þ": "t", "œ": "ø"})


def collation_key(text: str) -> tuple[tuple[int, ...], str]:
    """Sort key of Danish (Retskrivningsordbogen § 0: æ, ø, å last, aa sorts as å, ä as æ, ö as ø).

    Digits come before letters, spaces before both; case decides only between equals.
    """
    plain = unicodedata.normalize("NFC", text).lower().replace("aa", "å").translate(_SAME_PLACE)
    return tuple(_place(letter) for letter in plain), text


def _place(letter: str) -> int:
    if letter not in _ALPHABET:
        letter = unicodedata.normalize("NFD", letter)[0]
    if letter in _ALPHABET:
        return 1000 + _ALPHABET[letter]
    return 0 if letter.isspace() else 10 + unicodedata.digit(letter, -9)


def initial(title: str) -> str:
    """The letter under which a title stands in an A-Å list; "#" for anything but a letter."""
    plain = unicodedata.normalize("NFC", title).strip().lower()
    if plain.startswith("aa"):
        return "Å"
    letter = plain[:1].translate(_SAME_PLACE)
    if letter not in _ALPHABET:
        letter = unicodedata.normalize("NFD", letter)[:1]
    return letter.upper() if letter in _ALPHABET else "#"
