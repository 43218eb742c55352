"""Every setting, declared once, and the file that keeps the chosen values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kbviewer import files
from kbviewer.errors import InputError, StorageError
from kbviewer.i18n import LANGUAGES

Value = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    ``choices`` bounds a text, or else ``longest`` the letters of one on one line; ``low`` and ``high`` bound a number,
    both ends included.
    """

    name: str
    default: Value
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    longest: int = 0
    helps_reading: bool = False
    """The person in front may always change it: the owner of a computer locks the others."""

    def nearest(self, number: int) -> int:
        """The number within this setting's bounds that is nearest to ``number``."""
        return max(self.low, min(self.high, number))

    def accepts(self, value: object) -> bool:
        """Whether ``value`` has this setting's type and lies within its bounds."""
        if isinstance(self.default, tuple):
            return isinstance(value, tuple) and all(isinstance(item, str) and _is_path(item) for item in value)
        if isinstance(self.default, int):
            return type(value) is int and self.low <= value <= self.high
        if self.longest:
            return isinstance(value, str) and len(value) <= self.longest and value.isprintable()
        return isinstance(value, str) and value in self.choices


LANGUAGE = Setting("language", "da", choices=LANGUAGES)
THEME = Setting("theme", "system", choices=("system", "light", "dark", "contrast"), helps_reading=True)
TEXT_SIZE = Setting("text_size", 100, low=80, high=250, helps_reading=True)
CONTENT_FOLDERS = Setting("content_folders", ())
"""As `kbviewer.paths.kept` writes them."""
SEARCH_MARKS = Setting("search_marks", "on", choices=("on", "off"), helps_reading=True)
SESSION = Setting("session", "on", choices=("on", "off"))
BOOKMARK_ORDER = Setting("bookmark_order", "hand", choices=("hand", "name", "date"), helps_reading=True)
PRINTER = Setting("printer", "", longest=255)
"""The name that the system knows it by; "" is the system's default."""
GRAPHICS = Setting("graphics", "auto", choices=("auto", "software"))


def _is_path(text: str) -> bool:
    return bool(text.strip()) and "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


class Settings:
    """The chosen values, kept as JSON in ``path`` and written through at every change.

    A file that cannot be understood is put aside as ``settings.json.damaged`` and the defaults hold;
    values that a newer or edited file holds wrongly fall back one by one, and unknown ones are kept.
    Without ``keeps`` nothing is ever written: what is changed holds until the settings are dropped.
    """

    def __init__(self, path: Path, *, keeps: bool = True) -> None:
        self._path = path
        self._keeps = keeps
        self.damaged = False
        self._unread = False
        self._values = self._read()
        self._held: dict[str, Value] = {}

    def text(self, setting: Setting) -> str:
        """The value of a text setting."""
        return str(self._value(setting))

    def number(self, setting: Setting) -> int:
        """The value of a whole-number setting."""
        value = self._value(setting)
        assert isinstance(value, int)
        return value

    def texts(self, setting: Setting) -> tuple[str, ...]:
        """The value of a list setting."""
        value = self._value(setting)
        assert isinstance(value, tuple)
        return value

    def change(self, setting: Setting, value: Value) -> None:
        """Keep a new value.

        Raises:
            InputError: the value is not one this setting takes.
            StorageError: the file cannot be written; the value holds until the program ends.
        """
        if not setting.accepts(value):
            raise InputError("setting_invalid", name=setting.name, value=value)
        if not self._keeps:
            self._held[setting.name] = value
            return
        self._held.pop(setting.name, None)
        if self._unread:  # locked for a moment, perhaps: its values must not be lost
            self._values = self._read() | self._values
        self._values[setting.name] = value
        if self._unread:
            raise StorageError("settings_not_writable", path=self._path)
        self._write(self._values)

    def hold(self, setting: Setting, value: Value) -> None:
        """Use a value for this start alone, without keeping it."""
        if not setting.accepts(value):
            raise InputError("setting_invalid", name=setting.name, value=value)
        self._held[setting.name] = value

    def borrowed(self) -> "Settings":
        """These settings, for somebody who is to leave no trace in them."""
        lent = Settings(self._path, keeps=False)
        lent._held = dict(self._held)
        return lent

    def _value(self, setting: Setting) -> Value:
        value = self._held.get(setting.name, self._values.get(setting.name, setting.default))
        if isinstance(value, list):
            value = tuple(value)
        return value if setting.accepts(value) else setting.default  # type: ignore[return-value]

    def _read(self) -> dict[str, object]:
        self._unread = False
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except OSError:
            self.damaged = self._unread = True
            return {}
        except (ValueError, RecursionError):
            values = None
        if isinstance(values, dict):
            return values
        self.damaged = True
        if self._keeps:
            self._put_aside()
        return {}

    def _put_aside(self) -> None:
        try:
            self._path.replace(self._path.with_suffix(".json.damaged"))
        except OSError:
            return  # a read-only folder: the damaged file simply stays

    def _write(self, values: Mapping[str, object]) -> None:
        text = json.dumps(values, ensure_ascii=False, indent=2)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            files.replace(self._path, text.encode())
        except OSError as error:
            raise StorageError("settings_not_writable", path=self._path) from error
