"""Bookmarks of several on one computer, and data carried to another, as scripts and people meet them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kbviewer.library.profiles import Profiles
from kbviewer.paths import kept
from kbviewer.settings import CONTENT_FOLDERS, Settings


def kbviewer(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("KBVIEWER_")}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "kbviewer", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env={**known, **environment},
        check=False,
        timeout=120,
    )


@pytest.fixture
def at(content: Path, tmp_path: Path) -> list[object]:
    """The options that name the small library and a data folder."""
    return ["--content", content, "--data", tmp_path / "data"]


def listed(*arguments: object, **environment: str) -> list[str]:
    done = kbviewer(*arguments, "list", "--json", **environment)
    assert (done.returncode, done.stderr) == (0, "")
    return [bookmark["id"] for bookmark in json.loads(done.stdout)]


def test_each_profile_lists_its_own_bookmarks(at: list[object], tmp_path: Path) -> None:
    assert kbviewer(*at, "bookmarks", "add", "fod/hael").returncode == 0
    profiles = Profiles(tmp_path / "data")
    profiles.create("Anna", "1234", adopt=True)
    profiles.create("Bo")
    assert kbviewer(*at, "bookmarks", "--profile", "bo", "add", "knae/knae").returncode == 0
    assert listed(*at, "bookmarks", "--profile", "Bo") == ["knae/knae"]
    assert listed(*at, "bookmarks", "--profile", "anna", KBVIEWER_PIN="1234") == ["fod/hael"]


@pytest.mark.parametrize(
    ("options", "pin", "sentence"),
    [
        ([], "", "Flere deles om computeren. Skriv, hvem det gælder: --profile NAVN."),
        (["--profile", "Carl"], "", "Der er ingen profil, der hedder »Carl«."),
        (["--profile", "Anna"], "", "Skriv PIN-koden for Anna."),
        (["--profile", "Anna"], "4321", "PIN-koden er forkert. Du har 4 forsøg mere, før du skal vente."),
    ],
)
def test_nobody_s_bookmarks_are_given_to_somebody_else(
    at: list[object], tmp_path: Path, options: list[str], pin: str, sentence: str
) -> None:
    kbviewer(*at, "bookmarks", "add", "fod/hael")
    Profiles(tmp_path / "data").create("Anna", "1234", adopt=True)
    done = kbviewer(*at, "bookmarks", *options, "list", KBVIEWER_PIN=pin)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"kbviewer: {sentence}\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_the_pin_is_asked_for_on_a_terminal_and_not_shown(at: list[object], tmp_path: Path) -> None:
    import pty

    Profiles(tmp_path / "data").create("Anna", "1234")
    ours, theirs = pty.openpty()
    asking = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "kbviewer", *map(str, at), "bookmarks", "--profile", "Anna", "list"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,  # else getpass would ask on the terminal the tests are run from
    )
    os.close(theirs)
    shown = b""
    while b"PIN-kode for Anna: " not in shown:
        shown += os.read(ours, 1000)
    os.write(ours, b"1234\n")
    assert asking.stdout is not None
    assert asking.stdout.read().decode() == "Der er ingen bogmærker.\n"
    assert asking.wait(60) == 0
    asking.stdout.close()
    assert b"1234" not in shown + os.read(ours, 1000)
    os.close(ours)


def test_a_profile_where_there_are_none_is_told(at: list[object]) -> None:
    done = kbviewer(*at, "bookmarks", "--profile", "Anna", "list")
    assert (done.returncode, done.stderr) == (2, "kbviewer: Der er ingen profil, der hedder »Anna«.\n")


def test_articles_settings_and_bookmarks_go_on_working_where_they_are_moved(content: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "D", tmp_path / "E"
    first.mkdir()
    content.rename(first / "artikler")
    Settings(first / "data" / "settings.json").change(CONTENT_FOLDERS, (kept(first / "artikler", first / "data"),))
    assert kbviewer("--data", first / "data", "bookmarks", "add", "knae/knae").returncode == 0
    first.rename(second)
    found = kbviewer("--data", second / "data", "search", "trapper", "--json")
    assert [hit["id"] for hit in json.loads(found.stdout)["hits"]] == ["knae/knae"]
    assert listed("--data", second / "data", "bookmarks") == ["knae/knae"]
    shown = kbviewer("--data", second / "data", "show", "knae/knae", "--text")
    assert "trapper" in shown.stdout and not first.exists()
