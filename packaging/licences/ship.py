"""Put the licences into a frozen program folder: the list of what is really in it, a folder ``licences`` and an SBOM.

`freeze.py` runs it when the folder is made. To the packages and parts come the libraries that PyInstaller took from the
system, which Debian's own ``copyright`` files tell of.
"""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import collect
import sbom

from kbviewer.licences import Component, read_components

DOCUMENTS = Path("/usr/share/doc")
COMMON = Path("/usr/share/common-licenses")
OURS = ("libpython",)
"""Libraries of the system's kind that the list names already."""

README = """\
What kbviewer {version} is made of, and under which licences

kbviewer itself is under the MIT licence. Where it says LGPL, you have the right to change the part and to put your own
version in its place in this folder; its source is at the address given. kbviewer.cdx.json is the same list for
programs (CycloneDX).

{rows}
"""


class UnknownLibraryError(Exception):
    """A library in the folder that no package of this system has: nobody could say what its licence is."""


@dataclass(frozen=True, slots=True)
class Library:
    """A package of the system, and the words of its copyright file and of the licences that it names, by file."""

    package: str
    version: str
    texts: dict[str, str]


def main(folder: Path) -> int:
    """Complete the folder; the exit code."""
    inside = folder / "_internal"
    entries = [*collect.packages(), *collect.parts(), *map(entry, system_libraries(inside))]
    collect.write(entries, inside / "resources" / "licences")
    components = read_components(inside / "resources")
    shown = folder / "licences"
    shutil.rmtree(shown, ignore_errors=True)
    shutil.copytree(inside / "resources" / "licences" / "texts", shown)
    (shown / "README.txt").write_text(readme(components), encoding="utf-8")
    (shown / "kbviewer.cdx.json").write_text(sbom.bill(components, sbom.built_at()), encoding="utf-8")
    print(f"{shown}: {len(components)} components")
    return 0


def readme(components: tuple[Component, ...]) -> str:
    """Every component with its version, its licence, its source and the files with the words."""
    rows = [(f"{one.name} {one.version}", one.licence, ", ".join(one.texts), one.source) for one in components]
    told = "\n".join("\n    ".join(line for line in row if line) for row in rows)
    return README.format(version=components[0].version, rows=told)


def system_libraries(inside: Path) -> list[Library]:
    """The packages of this Debian system that the libraries in the folder come from, each once.

    Raises:
        UnknownLibraryError: none has a library of that name.
    """
    found = (file for file in inside.glob("lib*.so*") if not file.is_symlink())
    names = [file.name for file in found if not file.name.startswith(OURS)]
    return [_library(package) for package in sorted(_owners(names))] if names else []


def entry(library: Library) -> collect.Entry:
    """A row of the list for a package of the system."""
    licence = "LicenseRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", library.package)
    values = (library.package, library.version, licence, "system", "", [*library.texts])
    return collect.Entry(dict(zip(collect.ROW, values, strict=True)), library.texts)


def _owners(libraries: list[str]) -> set[str]:
    asked = ["dpkg-query", "-S", *(f"*/{library}" for library in libraries)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.splitlines()
    found = (line.partition(": ") for line in told if not line.startswith("diversion "))
    owners = {Path(path).name: packages.partition(":")[0] for packages, _, path in found}
    unknown = [library for library in libraries if library not in owners]
    if unknown:
        raise UnknownLibraryError(f"no package has {', '.join(unknown)}")
    return {owners[library] for library in libraries}


def _library(package: str) -> Library:
    asked = ["dpkg-query", "-W", "-f=${Version}\n", package]
    version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()[0]
    words = (DOCUMENTS / package / "copyright").read_text(encoding="utf-8", errors="replace")
    texts = {f"system-{package}.txt": collect.tidy(words)}
    for name in sorted(set(re.findall(rf"{COMMON}/([\w.-]*\w)", words))):
        if (COMMON / name).is_file():
            texts[f"debian-{name}.txt"] = collect.tidy((COMMON / name).read_text(encoding="utf-8"))
    return Library(package, version, texts)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
