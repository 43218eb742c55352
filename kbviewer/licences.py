"""What kbviewer is made of: each component with its version, its licence and the words of the licence.

The list is ``resources/licences/components.toml``, which `packaging/licences/collect.py` makes; texts lie beside it in
``texts/``. Whatever else names components (the SBOM, the folder ``licences`` of the program) reads the same list.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kbviewer import __version__
from kbviewer.i18n import collation_key

KINDS = ("program", "package", "engine", "library", "font", "loader", "system")
"""Our own; a Python package; what runs or draws; what is built into another one; letters; and in a frozen program what
starts it, and libraries of the system that it was made on."""


@dataclass(frozen=True, slots=True)
class Component:
    """``licence`` is an SPDX expression, ``source`` the address where the source is to be had, ``texts`` the names of
    files. ``version`` is empty where the component tells none.
    """

    name: str
    version: str
    licence: str
    kind: str
    source: str
    texts: tuple[str, ...]

    @property
    def is_replaceable(self) -> bool:
        """Whether its licence lets everyone put a version of their own in its place, and has us say so."""
        return "LGPL" in self.licence


def folder(resources: Path) -> Path:
    """Where the list and the texts lie."""
    return resources / "licences"


def read_components(resources: Path) -> tuple[Component, ...]:
    """The whole list: kbviewer first, the others as an alphabet has them."""
    raw = tomllib.loads((folder(resources) / "components.toml").read_text(encoding="utf-8"))
    listed = [Component(**{**entry, "texts": tuple(entry["texts"])}) for entry in raw["component"]]
    own = Component("kbviewer", __version__, "MIT", "program", "", ("kbviewer.txt",))
    return own, *sorted(listed, key=lambda one: collation_key(one.name))


def licence_text(component: Component, resources: Path) -> str:
    """The words of its licence and its copyright notices; several texts follow each other."""
    return "\n\n".join(_text(name, resources) for name in component.texts)


def _text(name: str, resources: Path) -> str:
    return (folder(resources) / "texts" / name).read_text(encoding="utf-8")
