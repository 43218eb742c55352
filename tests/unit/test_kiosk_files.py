"""The guide for a PC in the waiting room and the files it hands out fit the program."""

import re
import shlex
import shutil
import subprocess
import tomllib
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kbviewer.cli import main
from kbviewer.cli.parser import make_parser
from kbviewer.i18n import Catalogue
from kbviewer.library.pin import hash_pin
from kbviewer.paths import resources
from kbviewer.policy import KEYS

ROOT = Path(__file__).parents[2]
FILES = ROOT / "packaging" / "kiosk"
GUIDE = (ROOT / "docs" / "kiosk.md").read_text(encoding="utf-8")
SHELL = "{http://schemas.microsoft.com/ShellLauncher/2018/Configuration}"


def unit() -> ConfigParser:
    made = ConfigParser(interpolation=None)
    made.optionxform = str  # type: ignore[assignment, method-assign]  # its documented use
    made.read(FILES / "linux" / "kbviewer-kiosk.service", encoding="utf-8")
    return made


def test_the_service_calls_the_program_with_options_that_it_has() -> None:
    program, *options = shlex.split(unit()["Service"]["ExecStart"])
    given = make_parser(Catalogue.load("da", resources())).parse_args(options)
    assert Path(program).name == "kbviewer" and given.kiosk and given.command == "window"


def test_the_service_restarts_what_crashes_or_hangs_and_not_what_the_owner_has_closed() -> None:
    service = unit()["Service"]
    assert service["Restart"] == "on-failure" and "SuccessExitStatus" not in service
    assert (service["Type"], service["NotifyAccess"], service["WatchdogSec"]) == ("notify", "main", "30")
    assert unit()["Unit"]["StartLimitIntervalSec"] == "0"


def test_the_service_writes_no_memory_down_and_leaves_the_web_engine_its_sandbox() -> None:
    service = unit()["Service"]
    assert service["LimitCORE"] == "0" and service["WatchdogSignal"] == "SIGKILL"
    assert not {"RestrictNamespaces", "MemoryDenyWriteExecute", "SystemCallFilter"} & set(service)


def test_systemd_finds_no_fault_in_the_service(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed")
    text = (FILES / "linux" / "kbviewer-kiosk.service").read_text(encoding="utf-8")
    file = tmp_path / "kbviewer-kiosk.service"
    file.write_text(text.replace("/usr/bin/kbviewer", "/bin/true"), encoding="utf-8")  # the program may not be there
    told = subprocess.run([analyze, "verify", "--user", str(file)], capture_output=True, text=True, check=False)
    assert "kbviewer-kiosk.service" not in told.stderr


def test_the_session_starts_that_service_and_waits_for_its_end() -> None:
    session = FILES / "linux" / "kbviewer-kiosk-session"
    assert session.stat().st_mode & 0o111
    text = session.read_text(encoding="utf-8")
    assert "kbviewer-kiosk.service" in text and "--wait" not in re.sub("#.*", "", text)
    shell = shutil.which("sh")
    if shell is not None:
        assert subprocess.run([shell, "-n", str(session)], check=False).returncode == 0


def test_greetd_starts_that_session_without_title_bar_and_without_consoles() -> None:
    greetd = tomllib.loads((FILES / "linux" / "greetd.toml").read_text(encoding="utf-8"))
    before, _, after = greetd["initial_session"]["command"].partition(" -- ")
    assert before.split() == ["cage", "-d"]
    assert after == "/usr/local/bin/kbviewer-kiosk-session"


def test_shell_launcher_starts_anew_what_crashes_and_not_what_the_owner_has_closed() -> None:
    root = ElementTree.parse(FILES / "windows" / "shell-launcher.xml").getroot()  # our own file
    shell = root.find(f"{SHELL}Profiles/{SHELL}Profile/{SHELL}Shell")
    assert shell is not None
    assert shell.attrib["Shell"].endswith('kbviewer.exe" --kiosk')
    actions = {each.attrib["ReturnCode"]: each.attrib["Action"] for each in shell.iter(f"{SHELL}ReturnCodeAction")}
    default = shell.find(f"{SHELL}DefaultAction")
    assert default is not None
    assert actions["0"] == "DoNothing" and default.attrib["Action"] == "RestartShell"
    profile = root.find(f"{SHELL}Profiles/{SHELL}Profile")
    named = root.find(f"{SHELL}Configs/{SHELL}Config/{SHELL}Profile")
    assert profile is not None and named is not None and profile.attrib["Id"] == named.attrib["Id"]


def test_the_watching_task_is_well_formed_and_calls_the_watching_script() -> None:
    text = (FILES / "windows" / "watch-task.xml").read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).tag.endswith("Task")
    assert "Watch-Kiosk.ps1" in text and "-WatchOnly" in text


def test_the_rules_of_the_guide_are_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = re.findall(r"^```toml\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    assert len(rules) == 1
    file = tmp_path / "policy.toml"
    folder = str(tmp_path / "artikler")
    text = rules[0].replace("PUT THE HASH HERE", hash_pin("12345678")).replace("/srv/kbviewer/artikler", folder)
    file.write_text(text, encoding="utf-8")
    assert main(["policy", "--check", str(file)]) == 0
    given = tomllib.loads(text)
    assert set(given) <= {key.name for key in KEYS}
    assert given["kiosk"] and given["exit_pin"] and not given["saving"] and not given["links"]
    capsys.readouterr()


def test_the_rules_of_the_guide_cannot_be_put_in_place_without_a_pin(tmp_path: Path) -> None:
    rules = re.findall(r"^```toml\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    file = tmp_path / "policy.toml"
    file.write_text(rules[0], encoding="utf-8")
    assert main(["policy", "--check", str(file)]) == 2


def test_guide_and_readme_name_every_file_there_is() -> None:
    readme = (FILES / "README.md").read_text(encoding="utf-8")
    files = [file.name for folder in ("linux", "windows") for file in sorted((FILES / folder).iterdir())]
    assert len(files) >= 12
    assert [name for name in files if f"`{name}`" not in readme] == []
    assert [name for name in files if name not in GUIDE] == []
