"""Make the list of everything in kbviewer, ``resources/licences``, of what is installed and of ``parts.toml``.

    .venv/bin/python packaging/licences/collect.py

Run it when a dependency has changed. The packages are those that ``pyproject.toml`` names and what they need in turn;
each tells its licence and brings the text. ``parts.toml`` adds what is no package, and mends what a package leaves out.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path
from platform import python_version
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
LICENCES = ROOT / "resources" / "licences"
MAKER = "# Made by packaging/licences/collect.py; change packaging/licences/parts.toml instead.\n"
ROW = ("name", "version", "licence", "kind", "source", "texts")
NOTICES = ("LICENSE", "LICENCE", "COPYING", "NOTICE")
SOURCES = ("source", "source code", "repository", "github", "code", "homepage", "home-page")
"""What packages call the address of their source, the best first."""
SHARED = ("common.txt", "apache-2.0.txt", "mpl-2.0.txt")
"""The licences that crates have, for packages made of crates."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list, and the texts that it brings itself, by the name of their file."""

    row: dict[str, Any]
    brought: dict[str, str]


def main() -> int:
    """Write the list of this checkout; git shows what changed."""
    entries = [*packages(), *parts()]
    write(entries, LICENCES)
    print(f"{len(entries)} components: {LICENCES.relative_to(ROOT)}")
    return 0


def write(entries: list[Entry], folder: Path) -> None:
    """Write the list and the texts that packages bring, and remove texts that nothing names any more."""
    texts = folder / "texts"
    (folder / "components.toml").write_text(listing(entries), encoding="utf-8", newline="\n")
    for name, text in brought(entries).items():
        (texts / name).write_text(text, encoding="utf-8", newline="\n")
    named = {name for entry in entries for name in entry.row["texts"]} | set(brought(entries))
    for stale in (file for file in texts.iterdir() if file.name not in named):
        stale.unlink()


def brought(entries: list[Entry]) -> dict[str, str]:
    """The texts that come from packages and from this checkout, by file."""
    own = {"kbviewer.txt": (ROOT / "LICENSE").read_text(encoding="utf-8")}
    return own | {name: text for entry in entries for name, text in entry.brought.items()}


def listing(entries: list[Entry]) -> str:
    """The list as TOML. A string of JSON is one of TOML as well."""
    rows = (
        "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in one.row.items())
        for one in entries
    )
    return MAKER + "".join(f"\n[[component]]\n{row}\n" for row in rows)


def parts() -> list[Entry]:
    """What is no package."""
    asked = {"python": python_version, "qt": _qt_version, "chromium": _chromium_version, "pyinstaller": _loader_version}
    made = []
    for part in _written()["part"]:
        version = asked[part["version_of"]]() if "version_of" in part else part["version"]
        made.append(Entry({key: version if key == "version" else part[key] for key in ROW}, {}))
    return made


def packages() -> list[Entry]:
    """The packages that the program runs with, as installed here."""
    mended = _written()["packages"]
    return [_package(one, mended.get(name, {})) for name, one in sorted(needed().items())]


def needed() -> dict[str, Distribution]:
    """Every package that ``pyproject.toml`` asks for, and what those ask for, by canonical name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, Distribution] = {}
    waiting = [str(line) for line in project["dependencies"]]
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(name)
        waiting += found[name].requires or ()
    return found


def _package(one: Distribution, mended: dict[str, Any]) -> Entry:
    name = canonicalize_name(one.name)
    licence = mended.get("licence") or _told(one)
    own = {} if "texts" in mended else _own_texts(one, name)
    crates = _crates(one, name)
    texts = [*mended.get("texts", own), *crates, *(SHARED if crates else ())]
    source = mended.get("source") or _source(one)
    return Entry(dict(zip(ROW, (one.name, one.version, licence, "package", source, texts), strict=True)), own | crates)


def _source(one: Distribution) -> str:
    """The address that the package gives for its source, or else of itself."""
    given = [line.split(", ", 1) for line in one.metadata.get_all("Project-URL") or ()]
    named = {label.casefold(): address for label, address in given}
    found = (named[label] for label in SOURCES if label in named)
    return str(next(found, (one.metadata.get_all("Home-page") or [""])[0]))


def _told(one: Distribution) -> str:
    """What the package says its licence is, in one line; `SystemExit` when it says nothing that can be used."""
    tells = one.metadata.get_all("License-Expression") or one.metadata.get_all("License") or [""]
    classified = [
        line.rsplit(" :: ", 1)[-1] for line in one.metadata.get_all("Classifier") or () if "License ::" in line
    ]
    licence = tells[0].strip() or {"MIT License": "MIT"}.get("".join(classified), "")
    if not licence or "\n" in licence:
        sys.exit(f"{one.name} does not say what its licence is: write it down in {HERE.name}/parts.toml.")
    return licence


def _own_texts(one: Distribution, name: str) -> dict[str, str]:
    files = [file for file in one.files or () if ".dist-info" in str(file) and file.name.upper().startswith(NOTICES)]
    files = sorted(files, key=lambda file: (len(file.parts), str(file)))
    found = [str(file.read_text()) for file in files]
    if not found:
        sys.exit(f"{one.name} brings no text of its licence: write one, and name it in {HERE.name}/parts.toml.")
    return {f"{name}.txt": tidy("\n\n".join(found))}


def crates(one: Distribution) -> list[dict[str, Any]]:
    """The Rust crates that a package is built from, as its own list of them in CycloneDX has it."""
    lists = [file for file in one.files or () if "sboms" in file.parts and file.name.endswith(".json")]
    return [crate for file in lists for crate in json.loads(file.read_text()).get("components", ())]


def _crates(one: Distribution, name: str) -> dict[str, str]:
    lines = list(_crate_lines(one))
    if not lines:
        return {}
    head = (
        f"{one.name} {one.version} is built from these Rust crates. Where a licence can be chosen, any of them holds.\n"
    )
    head += "The source of each is on crates.io under its name and version.\n"
    return {f"{name}-crates.txt": tidy("\n".join([head, *lines]))}


def _crate_lines(one: Distribution) -> Iterator[str]:
    for crate in crates(one):
        licence = " ".join(each.get("expression", "") for each in crate.get("licenses", ()))
        yield f"{crate['name']} {crate['version']}\n    {licence}\n    {crate.get('author', '')}"


def tidy(text: str) -> str:
    """A text without page breaks and spaces at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.replace("\f", "\n").splitlines()).strip() + "\n"


def _written() -> dict[str, Any]:
    return tomllib.loads((HERE / "parts.toml").read_text(encoding="utf-8"))


def _qt_version() -> str:
    from PySide6.QtCore import qVersion  # noqa: PLC0415  # slow, and wanted once

    return str(qVersion())


def _chromium_version() -> str:
    from PySide6.QtWebEngineCore import qWebEngineChromiumVersion  # noqa: PLC0415  # slow, and wanted once

    return str(qWebEngineChromiumVersion())


def _loader_version() -> str:
    lock = (HERE.parent / "requirements.lock").read_text(encoding="utf-8")
    return lock.partition("\npyinstaller==")[2].split()[0]


if __name__ == "__main__":
    sys.exit(main())
