"""The house plan of CONTRIBUTING.md, enforced: which room may import what, lazy imports included."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "kbviewer"

GROUND = {"errors", "urls", "i18n", "files"}
CORE = {
    "articles", "search", "render", "library", "handouts", "wording", "workspace", "paths", "settings", "policy",
    "licences", *GROUND,
}  # fmt: skip
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "urls": {"errors"},
    "i18n": {"errors"},
    "files": set(),
    "paths": GROUND,
    "settings": GROUND | {"paths"},
    "policy": GROUND | {"paths"},
    "licences": {"i18n"},
    "articles": {"errors"},
    "search": {"articles", "errors"},
    "render": {"articles", *GROUND},
    "library": GROUND,
    "handouts": {"articles", "paths", *GROUND},
    "wording": {"articles", "library", "search", *GROUND},
    "workspace": {"articles", "search", "render", "library", "handouts", *GROUND},
    "cli": {*CORE, "ui"},
    "ui": CORE,
    "__main__": {"cli"},
    "__init__": set(),
}

HOME = {
    "PySide6": {"ui"},
    "shiboken6": {"ui"},
    "whoosh": {"search/index.py", "search/index_format.py"},
    "snowballstemmer": {"search/analysis.py"},
    "argon2": {"library/pin.py"},
    "filelock": {"search/store.py", "library/profiles.py", "library/backups.py"},
    "numpy": {"search"},
    "rapidfuzz": {"search/spelling.py", "library/anchoring.py"},
    "markdown": {"articles/markup.py"},
    "nh3": {"articles/markup.py"},
    "imagesize": {"articles/picture.py"},
    "yaml": {"articles/frontmatter.py"},
    "pymdownx": {"articles/markup.py", "articles/sections.py"},
    "typst": {"handouts/typeset.py"},
    "segno": {"handouts/qr.py"},
    "platformdirs": {"paths"},
}


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield node.module or ""
            if node.module == "kbviewer":
                yield from (f"kbviewer.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", _modules(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_room_imports_only_the_rooms_below_it(file: Path) -> None:
    room = _room(file)
    for name in _imports(file):
        parts = name.split(".")
        if parts[0] == "kbviewer" and len(parts) > 1 and parts[1] != "__version__":
            assert parts[1] == room or parts[1] in MAY_IMPORT[room], f"{room} may not import {name}"


@pytest.mark.parametrize("file", _modules(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_library_has_one_home(file: Path) -> None:
    place = file.relative_to(PACKAGE).as_posix()
    for name in _imports(file):
        library = name.split(".")[0]
        if library != "kbviewer" and library not in sys.stdlib_module_names:
            homes = HOME[library]
            assert _room(file) in homes or place in homes, f"{place} may not import {name}"


def test_every_room_stands_in_the_plan() -> None:
    assert {_room(file) for file in _modules()} <= set(MAY_IMPORT)


@pytest.mark.parametrize("file", sorted((PACKAGE / "ui").rglob("*.py")), ids=lambda file: file.stem)
def test_no_widget_is_asked_for_its_window_or_screen(file: Path) -> None:
    """See `kbviewer.ui.kiosk.strangers`."""
    calls = [node.func for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    asked = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    assert not asked & {"windowHandle", "screen"}
