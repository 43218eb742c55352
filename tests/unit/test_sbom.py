"""The SBOM and the licences of a frozen folder name what is in it, and nothing unknown gets past them."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sbom
import ship
from cyclonedx.output.json import JsonV1Dot6

from kbviewer import __version__
from kbviewer.licences import licence_text, read_components
from kbviewer.paths import resources

MOMENT = datetime(2026, 11, 28, tzinfo=UTC)
COMPONENTS = read_components(resources())


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(sbom.bill(COMPONENTS, MOMENT))
    return made


def test_the_bill_names_every_component_of_the_list_and_the_version_of_the_program(bill: dict[str, Any]) -> None:
    assert bill["metadata"]["component"]["version"] == __version__
    assert {one["name"] for one in bill["components"]} == {one.name for one in COMPONENTS[1:]}
    purls = {one["purl"] for one in bill["components"]}
    assert "pkg:pypi/whoosh@2.7.4" in purls and any(purl.startswith("pkg:generic/Qt@6.") for purl in purls)
    assert all(one["licenses"] for one in bill["components"])


def test_the_crates_of_typst_are_in_it_and_no_two_components_share_a_reference(bill: dict[str, Any]) -> None:
    typst = next(one for one in bill["components"] if one["name"] == "typst")
    assert {"krilla", "hayagriva"} <= {crate["name"] for crate in typst["components"]}
    every = [one for part in bill["components"] for one in (part, *part.get("components", ()))]
    assert len({one["bom-ref"] for one in every}) == len(every)


def test_the_same_components_and_moment_make_the_same_bill() -> None:
    few = COMPONENTS[:4]
    assert sbom.bill(few, MOMENT) == sbom.bill(few, MOMENT)
    assert sbom.bill(few, MOMENT) != sbom.bill(few, MOMENT.replace(year=2027))


def test_what_the_schema_does_not_allow_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(JsonV1Dot6, "output_as_string", lambda *_, **__: '{"bomFormat": "CycloneDX"}')
    with pytest.raises(sbom.BrokenError):
        sbom.bill(COMPONENTS[:2], MOMENT)


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A frozen folder with the resources of the program and no library yet."""
    if shutil.which("dpkg-query") is None:
        pytest.skip("the libraries of a system are told by Debian alone")
    shutil.copytree(resources() / "licences", tmp_path / "kbviewer" / "_internal" / "resources" / "licences")
    return tmp_path / "kbviewer"


def test_a_library_of_the_system_comes_with_its_licence(frozen: Path) -> None:
    (frozen / "_internal" / "libz.so.1").touch()
    (frozen / "_internal" / "libasound.so.2").touch()
    (frozen / "_internal" / "libpython3.11.so.1.0").touch()
    assert ship.main(frozen) == 0
    inside = frozen / "_internal" / "resources"
    added = [one for one in read_components(inside) if one.kind == "system"]
    assert [one.name.removesuffix("t64") for one in added] == ["libasound2", "zlib1g"] and added[0].version
    assert "Jean-loup Gailly" in licence_text(added[1], inside)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in licence_text(added[0], inside), "what its copyright file refers to"
    listed = (frozen / "licences" / "README.txt").read_text(encoding="utf-8")
    assert f"{added[0].name} {added[0].version}" in listed and f"kbviewer {__version__}" in listed
    named = {name for one in read_components(inside) for name in one.texts}
    assert named <= {file.name for file in (frozen / "licences").iterdir()}
    assert "pkg:deb/debian/zlib1g@" in (frozen / "licences" / "kbviewer.cdx.json").read_text(encoding="utf-8")


def test_a_library_that_nobody_knows_stops_the_building(frozen: Path) -> None:
    (frozen / "_internal" / "libfromnowhere.so.3").touch()
    with pytest.raises(ship.UnknownLibraryError, match="libfromnowhere"):
        ship.main(frozen)
    assert not (frozen / "licences").exists()
