"""Installer, Flatpak and macOS bundle name the program as it names itself, and what they hand out exists."""

import plistlib
import re
import shutil
import struct
import subprocess
from pathlib import Path

import installer
import integration
import pytest
import yaml

from kbviewer import __version__
from kbviewer.paths import resources
from kbviewer.policy import read_policy

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
SCRIPT = (PACKAGING / "windows" / "kbviewer.nsi").read_text(encoding="utf-8")
WORDS = (PACKAGING / "windows" / "words.nsh").read_text(encoding="utf-8")
MANIFEST = yaml.safe_load((PACKAGING / "flatpak" / f"{integration.APP}.yml").read_text(encoding="utf-8"))
BUNDLE = (PACKAGING / "macos" / "bundle.sh").read_text(encoding="utf-8")
SPEC = (PACKAGING / "frozen" / "kbviewer.spec").read_text(encoding="utf-8")
MIME = (PACKAGING / "linux" / f"{integration.APP}.mime.xml").read_text(encoding="utf-8")
KINDS = {".nsi", ".nsh", ".py", ".yml", ".sh", ".plist", ".xml", ".desktop", ".spec"}


def test_no_file_of_packaging_names_the_version() -> None:
    naming = [
        file.name
        for file in PACKAGING.rglob("*")
        if file.suffix in KINDS and re.search(rf"\b{re.escape(__version__)}\b", file.read_text(encoding="utf-8"))
    ]
    assert naming == []


def test_all_systems_know_the_program_by_one_name() -> None:
    assert f'!define ID "{integration.APP}"' in SCRIPT
    assert MANIFEST["id"] == integration.APP
    assert f'bundle_identifier="{integration.APP}"' in SPEC


# --- Windows --------------------------------------------------------------------------------------


def test_the_installer_says_the_same_things_in_both_languages() -> None:
    said = {
        tongue: set(re.findall(rf"LangString (\w+) \${{LANG_{tongue}}} \"\S", WORDS))
        for tongue in ("DANISH", "ENGLISH")
    }
    assert said["DANISH"] == said["ENGLISH"] == set(re.findall(r"\$\((\w+)\)", SCRIPT))
    assert SCRIPT.index('MUI_LANGUAGE "Danish"') < SCRIPT.index('MUI_LANGUAGE "English"'), (
        "Danish where neither is known"
    )


def test_windows_and_linux_know_a_file_of_bookmarks_by_the_same_ending_and_type() -> None:
    ending = re.search(r'glob pattern="\*(\.\w+)"', MIME)
    kind = re.search(r'mime-type type="([^"]+)"', MIME)
    assert ending and rf"Software\Classes\{ending[1]}" in SCRIPT
    assert kind and f'"Content Type" "{kind[1]}"' in SCRIPT


def test_uninstalling_removes_what_was_installed_and_never_the_whole_folder() -> None:
    removed = set(re.findall(r'^ *RMDir /r "([^"]+)"', SCRIPT, re.MULTILINE))
    assert removed == {r"$INSTDIR\_internal", r"$INSTDIR\licences"}
    assert not re.search(r"policy\.toml", re.sub(r";.*", "", SCRIPT)), "the owner's own rules are not the installer's"


def test_the_template_beside_the_owner_s_rules_forbids_nothing() -> None:
    assert read_policy(installer.POLICY).kiosk is False
    assert (
        r'CreateDirectory "$APPDATA\${NAME}"' in SCRIPT and 'File "/oname=policy.template.toml" "${POLICY}"' in SCRIPT
    )


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", "0.1.0.0"), ("1.2", "1.2.0.0"), ("1.2.0rc1", "1.2.0.0"), ("1.2.3.4.5", "1.2.3.4")],
)
def test_windows_is_told_a_version_of_four_numbers(version: str, numbers: str) -> None:
    assert installer.numbers(version) == numbers


def test_the_icon_has_a_picture_of_every_size() -> None:
    data = installer.icon(resources() / "icons" / "kbviewer.svg")
    assert struct.unpack_from("<HHH", data) == (0, 1, len(installer.SIZES))
    for row, size in enumerate(installer.SIZES):
        width, *_, length, place = struct.unpack_from("<BBBBHHII", data, 6 + 16 * row)
        picture = data[place : place + length]
        assert width == size % 256 and picture[:4] == b"\x89PNG" and struct.unpack_from(">I", picture, 16) == (size,)


def test_the_installer_can_be_made_of_a_folder(tmp_path: Path) -> None:
    if shutil.which("makensis") is None:
        pytest.skip("NSIS is not installed")
    (tmp_path / "kbviewer" / "_internal").mkdir(parents=True)
    (tmp_path / "kbviewer" / "kbviewer.exe").touch()
    (tmp_path / "kbviewer.ico").write_bytes(installer.icon(resources() / "icons" / "kbviewer.svg"))
    told = installer.words(tmp_path / "kbviewer", tmp_path / "kbviewer.ico", tmp_path / "kbviewer-setup.exe")
    subprocess.run(["makensis", *told, str(PACKAGING / "windows" / "kbviewer.nsi")], check=True)
    assert (tmp_path / "kbviewer-setup.exe").read_bytes()[:2] == b"MZ"


# --- Flatpak --------------------------------------------------------------------------------------


def test_the_flatpak_has_no_network_and_no_folder_of_the_person() -> None:
    asked = MANIFEST["finish-args"]
    assert not any("network" in one for one in asked)
    assert [one for one in asked if one.startswith("--filesystem")] == ["--filesystem=xdg-run/speech-dispatcher:ro"]
    assert {"--socket=cups", "--socket=pulseaudio", "--socket=wayland", "--socket=fallback-x11"} <= set(asked)


def test_the_flatpak_is_made_of_what_is_put_there_for_it() -> None:
    (module,) = MANIFEST["modules"]
    assert module["sources"] == [{"type": "dir", "path": "../../build/flatpak/source"}]
    assert any(
        command.startswith(f"ln -s ../lib/kbviewer/{MANIFEST['command']} ") for command in module["build-commands"]
    )


# --- macOS ----------------------------------------------------------------------------------------


def test_the_bundle_tells_of_its_languages_and_allows_what_the_web_engine_does() -> None:
    told = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    assert told["CFBundleDevelopmentRegion"] == "da" and told["CFBundleLocalizations"] == ["da", "en"]
    assert not {"CFBundleIdentifier", "CFBundleVersion", "CFBundleShortVersionString"} & set(told), (
        "the spec knows those"
    )
    allowed = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert allowed["com.apple.security.cs.allow-jit"] is True
    assert '"macos" / "Info.plist"' in SPEC and "packaging/macos/entitlements.plist" in BUNDLE


def test_the_recipe_finds_the_version_and_is_a_script() -> None:
    pattern = re.search(r"sed -n '(s/[^']+)'", BUNDLE)
    assert pattern
    found = subprocess.run(
        ["sed", "-n", pattern[1], str(ROOT / "kbviewer" / "__init__.py")], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == __version__
    subprocess.run(["sh", "-n", str(PACKAGING / "macos" / "bundle.sh")], check=True)
