"""The list of everything in the program: nothing that is installed with it is missing, and each licence is there."""

import re
import tomllib
from pathlib import Path

import collect
import pytest
from packaging.utils import canonicalize_name

from kbviewer import __version__
from kbviewer.licences import KINDS, Component, folder, licence_text, read_components
from kbviewer.paths import resources

ROOT = Path(__file__).parents[2]
COMPONENTS = read_components(resources())
LOCKED = re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_package_that_the_program_runs_with_is_listed_in_a_version_that_is_locked() -> None:
    listed = {(canonicalize_name(one.name), one.version) for one in COMPONENTS if one.kind == "package"}
    assert {name for name, _ in listed} == set(collect.needed()), "run packaging/licences/collect.py"
    assert listed <= set(LOCKED), "run packaging/licences/collect.py"


def test_the_list_is_what_the_packages_here_and_the_written_parts_tell() -> None:
    """Held against the packages that are installed in the listed version: another Python gets others of some."""
    listed = {one.name: one for one in COMPONENTS}
    for entry in collect.packages():
        one = listed[entry.row["name"]]
        if one.version == entry.row["version"]:
            assert (one.licence, one.source, list(one.texts)) == tuple(
                entry.row[k] for k in ("licence", "source", "texts")
            )
            for name, text in entry.brought.items():
                assert (folder(resources()) / "texts" / name).read_text(encoding="utf-8") == text, name
    written = tomllib.loads((ROOT / "packaging" / "licences" / "parts.toml").read_text(encoding="utf-8"))["part"]
    assert [(one["name"], one["licence"], tuple(one["texts"])) for one in written] == [
        (one.name, one.licence, one.texts) for part in written for one in COMPONENTS if one.name == part["name"]
    ]


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda one: one.name)
def test_every_component_has_a_licence_with_its_words(component: Component) -> None:
    assert component.kind in KINDS
    assert re.fullmatch(r"[A-Za-z0-9.() -]+", component.licence)
    assert len(licence_text(component, resources())) > 500


def test_no_text_is_left_that_nothing_names() -> None:
    texts = {file.name for file in (folder(resources()) / "texts").iterdir()}
    assert texts == {name for one in COMPONENTS for name in one.texts}


def test_what_everybody_asks_about_is_there() -> None:
    names = [one.name for one in COMPONENTS]
    assert names[0] == "kbviewer" and COMPONENTS[0].version == __version__
    assert {"Python", "Qt", "Chromium (Qt WebEngine)", "Inter", "typst", "shiboken6"} <= set(names)
    typst = next(one for one in COMPONENTS if one.name == "typst")
    assert "krilla" in licence_text(typst, resources()), "the crates that typst is built from"


def test_all_that_is_under_the_lgpl_says_that_it_may_be_replaced() -> None:
    replaceable = {one.name for one in COMPONENTS if one.is_replaceable}
    assert {"Qt", "PySide6", "shiboken6"} <= replaceable
    assert all(one.source for one in COMPONENTS if one.is_replaceable)


def test_a_package_without_the_words_of_its_licence_stops_the_making(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "_written", lambda: {"part": [], "packages": {}})
    with pytest.raises(SystemExit, match="brings no text of its licence"):
        collect.packages()
