"""What goes into the frozen program."""

import ast
from collections.abc import Mapping
from pathlib import Path

import prune
import pytest

ROOT = Path(__file__).parents[2]
QT = "PySide6/Qt"


@pytest.mark.parametrize(
    "path",
    [
        f"{QT}/translations/qtbase_da.qm",
        f"{QT}/translations/qtwebengine_locales/en-US.pak",
        f"{QT}/resources/qtwebengine_resources.pak",
        f"{QT}/plugins/platforms/libqxcb.so",
        f"{QT}/plugins/imageformats/libqsvg.so",
        f"{QT}/plugins/xcbglintegrations/libqxcb-glx-integration.so",
        "PySide6/plugins/platforms/qwindows.dll",
        f"{QT}/plugins/platforms/libqcocoa.dylib",
        f"{QT}/libexec/QtWebEngineProcess",
        "libXext.so.6",
        "libz.dylib",
        "resources/i18n/da.toml",
        "content/plugins/qml/ondt-i-knæet.md",
    ],
)
def test_what_the_window_needs_is_kept(path: str) -> None:
    assert prune.is_used(path)


@pytest.mark.parametrize(
    "path",
    [
        f"{QT}/translations/qtbase_fr.qm",
        f"{QT}/translations/qtwebengine_locales/fr.pak",
        f"{QT}/resources/qtwebengine_devtools_resources.pak",
        f"{QT}/resources/v8_context_snapshot.debug.bin",
        f"{QT}/qml/QtQuick/Controls/qmldir",
        f"{QT}/plugins/platforms/libqeglfs.so",
        f"{QT}/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/plugins/imageformats/qtiff.dll",
        "libstdc++.so.6",
        "libX11-xcb.so.1",
    ],
)
def test_what_is_for_other_programs_is_dropped(path: str) -> None:
    assert not prune.is_used(path)


LINKS: Mapping[str, list[str]] = {
    "/x/QtWidgets.abi3.so": ["/x/libQt6Widgets.so.6", "/lib/libc.so.6"],
    "/x/libQt6Widgets.so.6": ["/x/libQt6Gui.so.6"],
    "/x/libqtiff.so": ["/lib/libtiff.so.6"],
    "/x/libsoftokn3.so": ["/lib/libsqlite3.so.0"],
}


def test_a_library_is_kept_while_something_kept_links_to_it() -> None:
    found = [
        ("PySide6/QtWidgets.abi3.so", "/x/QtWidgets.abi3.so", "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", "/x/libQt6Widgets.so.6", "BINARY"),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "/x/libQt6Gui.so.6", "BINARY"),
        ("PySide6/Qt/lib/libQt6Charts.so.6", "/x/libQt6Charts.so.6", "BINARY"),
        ("PySide6/Qt/plugins/imageformats/libqtiff.so", "/x/libqtiff.so", "BINARY"),
        ("libtiff.so.6", "/lib/libtiff.so.6", "BINARY"),
        ("libsoftokn3.so", "/x/libsoftokn3.so", "BINARY"),
        ("libsqlite3.so.0", "/lib/libsqlite3.so.0", "BINARY"),
        ("libpython3.11.so.1.0", "/x/libpython3.11.so.1.0", "BINARY"),
        ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
        ("libQt6Charts.so.6", "PySide6/Qt/lib/libQt6Charts.so.6", "SYMLINK"),
        ("resources/i18n/da.toml", "/x/da.toml", "DATA"),
    ]
    kept = [path for path, _source, _kind in prune.pruned(found, lambda file: LINKS.get(file, []))]
    assert kept == [
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "libsoftokn3.so",
        "libsqlite3.so.0",
        "libpython3.11.so.1.0",
        "libQt6Gui.so.6",
        "resources/i18n/da.toml",
    ]


def test_no_module_that_the_program_imports_is_left_out() -> None:
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / "kbviewer").rglob("*.py"))
    imports = {node.module for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "PySide6.QtWidgets" in imports
    assert not imports & set(prune.MODULES)
