"""Where things are: the only place that knows checkout, wheel and frozen program.

Folders that lie beside the data folder are kept relative to it (`kept`, `found`): a stick that gets another drive
letter, or data copied elsewhere with its articles, goes on working.
"""

import os
import re
import sys
from pathlib import Path

import platformdirs

PACKAGE = Path(__file__).resolve().parent

PORTABLE = ("portable", "portable.txt")
"""A file of this name beside the program keeps all it writes beside it too. Notepad adds the ending unasked."""

SHIPPED = "shipped"
"""Stands for the articles that come with the program wherever content folders are named, so that a clinic's own can be
laid over them and the program be updated. A folder that really has this name is named as ``./shipped``."""

_LIBRARY_PATH = "LD_LIBRARY_PATH"


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


def content_folder(named: str) -> Path:
    """The content folder that a person names: `SHIPPED` or a path."""
    return shipped_content() if named == SHIPPED else Path(named)


def default_data() -> Path:
    """Where the program writes when ``--data`` is not given: beside a portable program, else the user's own roaming
    data folder.
    """
    beside = _program_folder()
    if beside and any((beside / name).is_file() for name in PORTABLE):
        return beside / "data"
    return Path(platformdirs.user_data_dir("kbviewer", appauthor=False, roaming=True))


def policy_file() -> Path:
    """Where the owner of this computer writes what is allowed on it (`kbviewer.policy`).

    No environment variable moves it, as whoever sits at the computer can set those. `platformdirs.site_config_dir`
    heeds XDG_CONFIG_DIRS, and on Windows WIN_PD_OVERRIDE_COMMON_APPDATA.
    """
    return _site_folder() / "kbviewer" / "policy.toml"


if sys.platform == "win32":

    def _site_folder() -> Path:
        import ctypes  # noqa: PLC0415  # Windows alone has these
        import winreg  # noqa: PLC0415

        windows = ctypes.create_unicode_buffer(260)
        ctypes.windll.kernel32.GetSystemWindowsDirectoryW(windows, len(windows))
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _PROFILES) as key:
            return Path(program_data(str(winreg.QueryValueEx(key, "ProgramData")[0]), windows.value))

    _PROFILES = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"

elif sys.platform == "darwin":

    def _site_folder() -> Path:
        return Path("/Library/Application Support")

else:

    def _site_folder() -> Path:
        return Path("/etc")


def program_data(registered: str, windows: str) -> str:
    """The ProgramData folder as the registry has it, %SystemDrive% being the drive that Windows itself lies on."""
    return re.sub("%SystemDrive%", windows[:2], registered, flags=re.IGNORECASE)


def _program_folder() -> Path | None:
    """The folder a person sees the program in; None for one installed as a wheel, which is in no such folder."""
    if getattr(sys, "frozen", False):
        executable = Path(sys.executable)
        bundle = next((folder for folder in executable.parents if folder.suffix == ".app"), executable)
        return bundle.parent
    return PACKAGE.parent if (PACKAGE.parent / "pyproject.toml").is_file() else None


def system_environment() -> dict[str, str]:
    """The environment for a program of the system, which must not meet the libraries of a frozen program.

    PyInstaller's bootloader points all that is started to those (the web engine's processes need them), and keeps what
    was there before under another name.
    """
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        before = environment.pop(f"{_LIBRARY_PATH}_ORIG", None)
        for name in (_LIBRARY_PATH, "QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):
            environment.pop(name, None)
        if before is not None:
            environment[_LIBRARY_PATH] = before
    return environment


def kept(folder: Path, data: Path) -> str:
    """How a content folder is written down in the data folder: relative to it, with "/", if it lies beside or in it."""
    if folder == shipped_content():
        return SHIPPED
    whole, base = _plain(folder), _plain(data)
    if whole.is_relative_to(base.parent):
        return Path(os.path.relpath(whole, base)).as_posix()
    return str(whole)


def found(text: str, data: Path) -> Path:
    """The folder that `kept` wrote down, for a data folder that has perhaps been moved since."""
    return shipped_content() if text == SHIPPED else _plain(data / text)


def _plain(folder: Path) -> Path:
    """Absolute and without "..", links left as they are: two spellings of one folder must come out alike."""
    return Path(os.path.abspath(folder))  # noqa: PTH100  # Path has nothing that takes ".." out and leaves links
