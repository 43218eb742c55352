"""What PyInstaller finds and the program does not need.

Files go by rule: what Qt brings for other kinds of programs. Libraries go by looking: one that nothing left here links
to is not needed. The names hold for Linux, Windows and macOS, whose libraries and plugins differ in little but
``lib`` before and ``.so``, ``.dll`` or ``.dylib`` after.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePath

Entry = tuple[str, str, str]
"""As PyInstaller has it: path in the folder, path it is taken from (a link's target), kind."""

MODULES = [
    "PySide6.QtConcurrent",
    "PySide6.QtDBus",
    "PySide6.QtMultimedia",
    "PySide6.QtMultimediaWidgets",
    "PySide6.QtOpenGL",
    "PySide6.QtPositioning",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtQuickWidgets",
    "numpy.f2py",
    "numpy.fft",
    "numpy.polynomial",
    "numpy.random",
    "numpy.testing",
    "pkg_resources",
    "setuptools",
    "tkinter",
]
"""Python modules that others import only in functions we do not call, or not at all. Qt's own libraries of those names
stay where others link to them."""

UNUSED: Mapping[str, str] = {
    "/PySide6/*/qml/*": "the window is made of widgets; the web engine draws through Qt Quick, but from C++",
    "/PySide6/*/qtwebengine_devtools_resources*": "Chromium's tools for developers, which no key opens",
    "/PySide6/*.debug.*": "twins of files for debugging Chromium",
    "/*.dist-info/*": "nothing asks what is installed",
}

LANGUAGES = ("da.pak", "en-US.pak", "en-GB.pak", "qtbase_da.qm", "qtbase_en.qm")
"""Texts of Chromium and Qt in the two languages of the program. Chromium falls back to en-US."""

PLUGINS: Mapping[str, tuple[str, ...]] = {
    "iconengines": ("qsvgicon",),
    "imageformats": ("qgif", "qico", "qjpeg", "qsvg", "qwebp"),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platforms": ("qcocoa", "qoffscreen", "qwayland", "qwindows", "qxcb"),
    "platformthemes": ("qxdgdesktopportal",),
    "printsupport": ("cupsprintersupport",),
    "texttospeech": ("qtexttospeech_*",),
    "wayland-decoration-client": ("*",),
    "wayland-graphics-integration-client": ("*",),
    "wayland-shell-integration": ("qt-shell", "xdg-shell"),
    "xcbglintegrations": ("*",),
}
"""Kinds of Qt's plugins, and of each the ones kept. Without: those for kiosk devices without a window system
(``egl*``, ``generic``), GTK's dialogs (a second set of GTK libraries in one process), films and sounds from files,
places on Earth, the state of the network and its encryption (the program has no network)."""

OF_THE_SYSTEM = ("X11", "X11-xcb", "expat", "fontconfig", "freetype", "gbm", "gcc_s", "stdc++", "z")
"""Libraries that a Linux system's own drivers for graphics link to as well, or whose settings are the system's. Ours
would be loaded in their place, and those drivers may be newer than the machine this is built on. PyInstaller by itself
leaves out libGL, libdrm, libxcb and the C library for the same reason."""

LOADED = ("freebl*", "nssckbi*", "softokn3*", "python3*")
"""Libraries that no other links to: the web engine and the program itself load them by name."""

_MACHINE_CODE = ("BINARY", "EXTENSION")

_LIBRARIES = ("*.so", "*.so.*", "*.dll", "*.dylib", "*.framework/Versions/?/Qt*")


def pruned(found: Sequence[Entry], links: Callable[[str], Iterable[str]]) -> list[Entry]:
    """What is kept of the files found; ``links`` tells which library files a file links to, perhaps over others."""
    left = [entry for entry in found if is_used(entry[0])]
    roots = [source for path, source, kind in left if kind in _MACHINE_CODE and not _is_library(path, kind)]
    needed = _closure(roots, links)
    kept = [entry for entry in left if not _is_library(entry[0], entry[2]) or _name(entry[0]) in needed]
    places = {PurePath(path).as_posix() for path, _source, kind in kept if kind != "SYMLINK"}
    return [entry for entry in kept if entry[2] != "SYMLINK" or _target(entry) in places]


def is_used(path: str) -> bool:
    """Whether a file of this path in the folder is of use to this program."""
    posix = f"/{PurePath(path).as_posix()}"
    if any(fnmatchcase(posix, pattern) for pattern in UNUSED):
        return False
    if ".so" in posix and posix.count("/") == 1 and _stem(_name(posix)) in OF_THE_SYSTEM:
        return False
    if not posix.startswith("/PySide6/"):
        return True
    if "/translations/" in posix:
        return _name(posix) in LANGUAGES
    kind, slash, name = posix.partition("/plugins/")[2].partition("/")
    return not slash or any(fnmatchcase(_stem(name), pattern) for pattern in PLUGINS.get(kind, ()))


def _is_library(path: str, kind: str) -> bool:
    """Whether it is there for others to link to, and not a module of Python, a plugin or a program."""
    posix = f"/{PurePath(path).as_posix()}"
    if kind != "BINARY" or "/plugins/" in posix:
        return False
    if any(fnmatchcase(_stem(_name(posix)), pattern) for pattern in LOADED):
        return False
    return any(fnmatchcase(posix, pattern) for pattern in _LIBRARIES)


def _closure(roots: Iterable[str], links: Callable[[str], Iterable[str]]) -> set[str]:
    """Names of all libraries that the files link to, and those link to in turn."""
    names: set[str] = set()
    waiting = list(roots)
    while waiting:
        fresh = [path for path in links(waiting.pop()) if _name(path) not in names]
        names.update(map(_name, fresh))
        waiting += fresh
    return names


def _target(link: Entry) -> str:
    """Where in the folder a link points to."""
    return os.path.normpath(PurePath(link[0]).parent / link[1]).replace(os.sep, "/")


def _name(path: str) -> str:
    return PurePath(path).name


def _stem(name: str) -> str:
    """The name of a library or plugin, as it is the same on all systems."""
    return name.removeprefix("lib").partition(".")[0]
