"""Where things are, and what goes on working when they are moved."""

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from kbviewer import paths
from kbviewer.settings import CONTENT_FOLDERS, Settings


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a frozen program."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "kbviewer" / "kbviewer.exe"))
    (tmp_path / "kbviewer").mkdir()
    return tmp_path / "kbviewer"


def own_folder() -> Path:
    return Path(platformdirs.user_data_dir("kbviewer", appauthor=False, roaming=True))


@pytest.mark.parametrize("name", ["portable", "portable.txt"])
def test_a_portable_program_writes_beside_itself(program: Path, name: str) -> None:
    assert paths.default_data() == own_folder()
    (program / name).touch()
    assert paths.default_data() == program / "data"


def test_beside_a_program_of_macos_is_beside_its_bundle(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(program / "kbviewer.app" / "Contents" / "MacOS" / "kbviewer"))
    (program / "portable").touch()
    assert paths.default_data() == program / "data"


def test_a_checkout_is_portable_and_a_wheel_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "kbviewer")
    (tmp_path / "portable").touch()
    assert paths.default_data() == own_folder()
    (tmp_path / "pyproject.toml").touch()
    assert paths.default_data() == tmp_path / "data"


@pytest.mark.parametrize("before", [None, "", "/opt/lib"])
def test_programs_of_the_system_do_not_meet_the_libraries_of_a_frozen_one(
    program: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", str(program / "_internal"))
    monkeypatch.setenv("QT_PLUGIN_PATH", str(program / "plugins"))
    monkeypatch.setenv("DISPLAY", ":7")
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    environment = paths.system_environment()
    assert environment.get("LD_LIBRARY_PATH") == before
    assert environment["DISPLAY"] == ":7"
    assert str(program) not in "".join(environment.values())


def test_a_checkout_leaves_the_environment_of_other_programs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/lib")
    assert paths.system_environment() == dict(os.environ)


@pytest.mark.parametrize("place", ["artikler", "klinik/fod og ankel", "data/artikler", "."])
def test_a_folder_beside_the_data_folder_moves_with_it(tmp_path: Path, place: str) -> None:
    text = paths.kept(tmp_path / "stik" / place, tmp_path / "stik" / "data")
    assert "stik" not in text and "\\" not in text
    assert paths.found(text, tmp_path / "andet" / "data") == tmp_path / "andet" / place


def test_the_shipped_articles_are_those_of_the_program_that_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = paths.kept(paths.shipped_content(), tmp_path)
    newer = tmp_path / "nyere"
    (newer / "content").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(newer), raising=False)
    assert paths.found(text, tmp_path) == paths.content_folder(text) == newer / "content"


def test_a_folder_elsewhere_stays_where_it_is(tmp_path: Path) -> None:
    text = paths.kept(tmp_path / "server", tmp_path / "stik" / "data")
    assert paths.found(text, tmp_path / "andet" / "data") == tmp_path / "server"


def test_a_data_folder_named_from_where_a_person_stands_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.kept(tmp_path / "artikler", Path("data")) == "../artikler"
    assert paths.found("../artikler", Path("data")) == tmp_path / "artikler"


def test_a_kept_folder_is_one_the_settings_take(tmp_path: Path) -> None:
    file = tmp_path / "data" / "settings.json"
    Settings(file).change(CONTENT_FOLDERS, (paths.kept(tmp_path, tmp_path / "data"),))
    assert Settings(file).texts(CONTENT_FOLDERS) == ("..",)
