"""Write the SBOM of kbviewer: CycloneDX JSON of everything in the list of components, Rust crates included.

`python3 dev.py package sbom` runs it: of the frozen folder when there is one, else of the list in this checkout. The
folder's own SBOM lies in it already, ``licences/kbviewer.cdx.json``.
"""

import os
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import collect
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from kbviewer import __version__, licences

ROOT = Path(__file__).resolve().parents[2]
TYPES = {"program": ComponentType.APPLICATION, "engine": ComponentType.FRAMEWORK, "font": ComponentType.DATA}
REGISTRIES = {"package": "pypi", "system": "deb"}
"""Where components of a kind have their name from; the others have a name of ours."""

_licence = LicenseFactory().make_from_string


class BrokenError(Exception):
    """What was made does not hold against the schema of CycloneDX."""


def main() -> int:
    """Write the SBOM below ``build/sbom`` and say where."""
    frozen = ROOT / "build" / "frozen" / "kbviewer" / "_internal" / "resources"
    resources = frozen if frozen.is_dir() else ROOT / "resources"
    file = ROOT / "build" / "sbom" / f"kbviewer-{__version__}.cdx.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(bill(licences.read_components(resources), built_at()), encoding="utf-8")
    print(f"{file}, of {resources}")
    return 0


def bill(components: Iterable[licences.Component], moment: datetime) -> str:
    """The SBOM as JSON, alike for the same components and moment.

    Raises:
        BrokenError: it is not what CycloneDX 1.6 asks for.
    """
    own, *others = map(_component, components)
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"kbviewer {own.version} {moment.isoformat()}"), components=others)
    bom.metadata.timestamp = moment
    bom.metadata.component = own
    bom.register_dependency(own, others)
    text = JsonV1Dot6(bom).output_as_string(indent=2)
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if error is not None:
        raise BrokenError(str(error))
    return text


def built_at() -> datetime:
    """What SOURCE_DATE_EPOCH says, which `dev.py` sets to the time of the commit; else now."""
    return datetime.fromtimestamp(float(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), UTC)


def _component(one: licences.Component) -> Component:
    registry = REGISTRIES.get(one.kind, "generic")
    purl = PackageURL(registry, "debian" if registry == "deb" else None, one.name, one.version or None)
    made = Component(
        name=one.name,
        version=one.version or None,
        type=TYPES.get(one.kind, ComponentType.LIBRARY),
        bom_ref=purl.to_string(),
        purl=purl,
        licenses=[_licence(one.licence)],
    )
    if one.source:
        made.external_references.add(ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(one.source)))
    if one.kind == "package":
        crates = collect.crates(distribution(one.name))
        made.components.update(_crate(crate, within=purl.to_string()) for crate in crates)
    return made


def _crate(told: dict[str, Any], within: str) -> Component:
    """A crate; the same one in two packages is two components, for either may be changed alone."""
    purl = PackageURL("cargo", None, told["name"], told["version"])
    expressions = [each["expression"] for each in told.get("licenses", ()) if "expression" in each]
    return Component(
        name=told["name"],
        version=told["version"],
        type=ComponentType.LIBRARY,
        bom_ref=f"{within}#{purl.to_string()}",
        purl=purl,
        licenses=[_licence(" ".join(expression.split())) for expression in expressions],
    )


if __name__ == "__main__":
    sys.exit(main())
