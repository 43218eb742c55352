"""What a Linux desktop is told of the program is what the program is: names, file type, commands, versions."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from configparser import ConfigParser
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import completion
import deb
import debian_words
import integration
import pytest
from manual import manual_page

from kbviewer import __version__
from kbviewer.cli.parser import make_parser
from kbviewer.i18n import LANGUAGES, Catalogue
from kbviewer.library.exchange import to_json
from kbviewer.library.parcel import ENDINGS, Parcel
from kbviewer.library.shelf import Shelf
from kbviewer.paths import resources

LINUX = Path(integration.__file__).parent
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
WORDS = Catalogue.load("da", resources())


@pytest.fixture(scope="module", autouse=True)
def day() -> Iterator[None]:
    """A day for everything that is made, as `dev.py` gives one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795824000")
        yield


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `share` as it is installed."""
    prefix = tmp_path_factory.mktemp("usr")
    integration.install(prefix)
    return prefix / "share"


def entry(share: Path) -> dict[str, str]:
    read = ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment, method-assign]  # its documented use
    read.read(share / "applications" / f"{integration.APP}.desktop", encoding="utf-8")
    return dict(read["Desktop Entry"])


def mime_type(share: Path) -> ElementTree.Element:
    root = ElementTree.parse(share / "mime" / "packages" / f"{integration.APP}.xml").getroot()  # our own file
    found = root.find(f"{MIME}mime-type")
    assert found is not None
    return found


def metainfo(share: Path) -> ElementTree.Element:
    return ElementTree.parse(share / "metainfo" / f"{integration.APP}.metainfo.xml").getroot()


def test_the_entry_starts_the_window_with_the_file_that_was_opened(share: Path) -> None:
    program, *given = shlex.split(entry(share)["Exec"].replace("%f", "bogmærker.kbviewer"))
    asked = make_parser(WORDS).parse_args(given)
    assert (program, asked.command, asked.file) == ("kbviewer", "window", Path("bogmærker.kbviewer"))
    alone = make_parser(WORDS).parse_args(shlex.split(entry(share)["Exec"].replace("%f", ""))[1:])
    assert (alone.command, alone.file) == ("window", None)


def test_the_window_tells_the_desktop_the_name_of_its_entry() -> None:
    start = (LINUX.parents[1] / "kbviewer" / "ui" / "app.py").read_text(encoding="utf-8")
    assert re.findall(r'setDesktopFileName\("(.*?)"\)', start) == [integration.APP]


def test_the_type_of_bookmark_files_is_told_alike_everywhere(share: Path) -> None:
    name = mime_type(share).attrib["type"]
    assert entry(share)["MimeType"] == f"{name};"
    assert metainfo(share).findtext("provides/mediatype") == name
    assert f"`{name}`" in (LINUX.parents[1] / "docs" / "bookmarks.md").read_text(encoding="utf-8")


def test_an_export_is_known_by_its_ending_and_by_how_it_begins(share: Path) -> None:
    pattern = mime_type(share).find(f"{MIME}glob")
    match = mime_type(share).find(f"{MIME}magic/{MIME}match")
    assert pattern is not None and match is not None
    assert pattern.attrib["pattern"] == f"*.{ENDINGS['json'][0]}"
    first, last = map(int, match.attrib["offset"].split(":"))
    assert first <= to_json(Parcel(Shelf())).find(match.attrib["value"]) <= last


def test_the_metainfo_has_the_version_of_the_program_as_its_newest_release(share: Path) -> None:
    newest = metainfo(share).find("releases/release")
    assert newest is not None
    assert newest.attrib["version"] == __version__
    date.fromisoformat(newest.attrib["date"])


def test_releases_are_read_from_the_changelog(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"## [Unreleased]\n\n- Nyt\n\n## [{__version__}] - 2026-12-24\n\n- Først\n"
    monkeypatch.setattr(integration, "changelog", lambda: text)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798848000")
    assert f'<release version="{__version__}" date="2026-12-24"/>' in integration.metainfo()
    assert "development" not in integration.metainfo()
    told = debian_words.changelog()
    assert "  * Først\n" in told and "Thu, 24 Dec 2026" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_entry_and_the_metainfo_speak_both_languages(share: Path, language: str) -> None:
    suffix = "" if language == "en" else f"[{language}]"
    assert all(entry(share)[f"{key}{suffix}"] for key in ("GenericName", "Comment", "Keywords"))
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    told = [each for each in metainfo(share).iter() if each.tag in ("summary", "p", "li")]
    assert len([each for each in told if each.attrib.get(lang, "en") == language]) == len(told) / len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_names_every_command_and_every_option_of_it(language: str) -> None:
    words = Catalogue.load(language, resources())
    page = manual_page(words, date(2026, 11, 28)).replace(r"\-", "-")
    parts = {
        part.split(" [")[0].split("\n")[0].strip(): part for part in re.split(r"^\.SS kbviewer ", page, flags=re.M)
    }

    def options(parser: object) -> set[str]:
        return {name for action in parser._actions for name in action.option_strings} - {"-h", "--help"}  # type: ignore[attr-defined]

    parser = make_parser(words)
    assert all(f"\\fB{name}\\fR" in page.split(".SS")[0] for name in options(parser))
    for name, command in completion.commands(parser).items():
        inner = completion.commands(command)
        for path, each in {name: command, **{f"{name} {key}": value for key, value in inner.items()}}.items():
            part = next(text for title, text in parts.items() if re.fullmatch(rf"{path}( [A-Z\\].*)?", title))
            assert [option for option in options(each) if f"\\fB{option}\\fR" not in part] == []


def test_the_manual_breaks_no_line_that_roff_would_take_for_a_command() -> None:
    page = manual_page(WORDS, date(2026, 11, 28))
    known = {".TH", ".SH", ".SS", ".TP", ".PP"}
    assert {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))} == known


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("kbviewer ha", ["handout"]),
        ("kbviewer bookmarks ex", ["export"]),
        ("kbviewer search --as", ["--as-typed"]),
        ("kbviewer bookmarks add --label pur", ["purple"]),
        ("kbviewer check FOL", ["FOLDER"]),
        ("kbviewer window bog", ["bogmaerker.kbviewer"]),
    ],
)
def test_bash_completes_commands_options_values_and_files(
    share: Path, tmp_path: Path, typed: str, offered: list[str]
) -> None:
    (tmp_path / "FOLDER").mkdir()
    (tmp_path / "bogmaerker.kbviewer").touch()
    words = typed.split()
    script = (
        'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; '
        '_shtab_kbviewer kbviewer "${!#}" "${COMP_WORDS[COMP_CWORD-1]}"; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    file = share / completion.PLACES["bash"]
    told = subprocess.run(
        ["bash", "-c", script, "bash", file, *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert told.stdout.split() == offered


@pytest.mark.parametrize("shell", completion.PLACES)
def test_completions_of_every_shell_have_every_command(share: Path, shell: str) -> None:
    text = (share / completion.PLACES[shell]).read_text(encoding="utf-8")
    assert [name for name in completion.commands(make_parser(WORDS)) if name not in text] == []


def test_what_is_installed_is_the_same_twice(share: Path, tmp_path: Path) -> None:
    integration.install(tmp_path)
    files = [file for file in share.rglob("*") if file.is_file()]
    assert len(files) > 15
    for file in files:
        assert (tmp_path / "share" / file.relative_to(share)).read_bytes() == file.read_bytes()


def test_the_sandbox_is_allowed_to_the_files_that_run() -> None:
    profile = (LINUX / "debian" / "apparmor").read_text(encoding="utf-8")
    found = re.search(r"^profile kbviewer /usr/lib/kbviewer/\{(.*)\} ", profile, re.MULTILINE)
    assert found is not None
    assert tuple(found[1].split(",")) == deb.RUNS


def test_the_package_names_every_component_and_has_our_licence_in_the_form_of_debian() -> None:
    text = debian_words.copyright_file()
    assert "  Chromium (Qt WebEngine) " in text and "  Whoosh 2.7.4 (" in text
    assert "\n .\n The above copyright notice" in text
    assert all(line.startswith((" ", "License", "Files", "Copyright", "Format", "Upstream", "Comment")) or not line
               for line in text.splitlines())  # fmt: skip


def test_the_control_file_is_filled_in() -> None:
    text = debian_words.control("amd64", 1234, "libc6 (>= 2.36)")
    assert f"\nVersion: {__version__}\n" in text and "\nDepends: libc6 (>= 2.36)\n" in text
    assert "{" not in text and all(line == line.rstrip() for line in text.splitlines())


def test_the_kiosk_s_service_starts_the_program_where_the_package_puts_it() -> None:
    service = (LINUX.parent / "kiosk" / "linux" / "kbviewer-kiosk.service").read_text(encoding="utf-8")
    assert "\nExecStart=/usr/bin/kbviewer --kiosk\n" in service
    assert 'stage / "usr/bin/kbviewer"' in (LINUX / "deb.py").read_text(encoding="utf-8")
