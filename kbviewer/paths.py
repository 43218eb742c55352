"""Where things are: the only place that knows checkout, wheel and frozen program."""

import sys
from pathlib import Path

import platformdirs

PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """A folder that comes with the program: frozen beside it, in the wheel, or in the checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / name] if frozen else []
    places += [PACKAGE / name, PACKAGE.parent / name]
    return next((place for place in places if place.is_dir()), places[-1])


def resources() -> Path:
    """Translations, styles and icons."""
    return _shipped("resources")


def shipped_content() -> Path:
    """The articles that come with the program."""
    return _shipped("content")


def default_data() -> Path:
    """Where the program writes when ``--data`` is not given: the user's own roaming data folder."""
    return Path(platformdirs.user_data_dir("kbviewer", appauthor=False, roaming=True))
