"""The rules of a computer on the command line: obeyed, told, checked, and mended when broken."""

import io
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kbviewer import paths
from kbviewer.cli import main
from kbviewer.i18n import LANGUAGES, Catalogue
from kbviewer.library.pin import matches
from kbviewer.policy import FREE, KEYS, read_policy

ROOT = Path(__file__).parents[3]


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of rules of this computer, not there yet. The data folder is a fresh one."""
    file = tmp_path / "etc" / "policy.toml"
    file.parent.mkdir()
    file.parent.chmod(0o755)
    monkeypatch.setattr(paths, "policy_file", lambda: file)
    monkeypatch.setenv("KBVIEWER_DATA", str(tmp_path / "data"))
    for name in ("KBVIEWER_CONTENT", "KBVIEWER_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    return file


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    file.chmod(0o644)


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    out, err = capsys.readouterr()
    assert err == ""
    return json.loads(out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "knæ"],
        ["index"],
        ["show", "knae/knae"],
        ["check"],
        ["bookmarks", "list"],
        ["handout", "knae/knae", "--pdf", "x.pdf"],
        ["evaluate", "x.jsonl"],
        ["screenshot", "x.png"],
        ["policy"],
    ],
)
def test_broken_rules_stop_every_command(
    rules: Path, content: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    write(rules, "kiosk = 1")
    assert main(["--content", str(content), *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"kbviewer: Reglen »kiosk« skal være true eller false, uden citationstegn: {rules}:1\n"
    assert not (rules.parents[1] / "data").exists()


def test_folders_of_the_rules_are_the_only_ones(
    rules: Path, content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(rules, f"content = ['{content}', '{content}{os.sep}']")
    (tmp_path / "data").mkdir()
    settings = {"content_folders": [str(tmp_path / "andre")]}
    (tmp_path / "data" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    monkeypatch.setenv("KBVIEWER_CONTENT", str(tmp_path / "tredje"))
    assert main(["index", "--json"]) == 0
    assert answer(capsys)["articles"] == 3
    assert main(["--content", str(content), "search", "knæ"]) == 2
    assert capsys.readouterr().err == (
        f"kbviewer: Artikelmapperne styres af denne computers ejer ({rules}), så --content kan ikke bruges.\n"
    )


def test_a_language_that_is_not_offered_gives_way_to_the_first(
    rules: Path, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--content", str(content)]
    write(rules, 'languages = ["da"]')
    main([*at, "--language", "en", "search", "xyzzy"])
    assert capsys.readouterr().out.startswith("Ingen artikler")
    assert main([*at, "--language", "en", "show", "findes/ikke"]) == 2
    assert "Der er ingen artikel" in capsys.readouterr().err
    write(rules, 'languages = ["en"]')
    assert main([*at, "show", "findes/ikke"]) == 2
    assert "There is no article" in capsys.readouterr().err


def test_a_handout_has_the_letterhead_of_the_rules(
    rules: Path, content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from pypdf import PdfReader

    head = tmp_path / "hoved.yml"
    head.write_text("name: Klinik Nord", encoding="utf-8")
    write(rules, f"letterhead = '{head}'")
    command = ["--content", str(content), "handout", "knae/knae", "--pdf", str(tmp_path / "ark.pdf")]
    assert main(command) == 0
    assert "Klinik Nord" in PdfReader(tmp_path / "ark.pdf").pages[0].extract_text()
    head.unlink()
    assert main(command) == 2
    assert "Brevhovedet findes ikke" in capsys.readouterr().err


def test_what_holds_and_where_it_comes_from_is_told(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(
        f"Der er ingen regler på denne computer, så alt er tilladt. De ville stå i {rules}.\n  content = []  (som uden"
    )
    write(rules, f"tabs = false\ncopies = 2\nexit_pin = '{secret()}'")
    assert main(["policy"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"Reglerne for denne computer står i {rules}:\n")
    assert "\n  tabs = false\n" in told and "\n  copies = 2\n" in told
    assert "\n  printing = true  (som uden regler)\n" in told
    assert "\n  exit_pin = (en PIN-kode er sat)\n" in told and "argon2" not in told


def secret() -> str:
    return "$argon2id$v=19$m=65536,t=3,p=4$E1EtMU3mEBWlsbM/9ULuHA$71CgJiQdC202pFrwYPKi/Yo4P6QHGzOqp1gGhrsyoNg"


def test_scripts_are_told_the_same(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["policy", "--json"])
    free = answer(capsys)
    assert (free["file"], free["place"], free["changed"], free["exit_pin_set"]) == (None, str(rules), [], False)
    write(rules, f"tabs = false\nlanguages = ['da']\nexit_pin = '{secret()}'")
    main(["policy", "--json"])
    told = answer(capsys)
    assert (told["file"], told["changed"]) == (str(rules), ["exit_pin", "languages", "tabs"])
    assert told["rules"] == {**free["rules"], "tabs": False, "languages": ["da"]}
    assert told["exit_pin_set"] and "exit_pin" not in told["rules"]
    assert told["writable_by_others"] == []


@pytest.mark.skipif(os.name != "posix", reason="rights of Windows are kept elsewhere")
def test_rules_that_others_can_change_are_warned_of(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(rules, "tabs = false")
    rules.chmod(0o666)
    assert main(["policy"]) == 0
    assert capsys.readouterr().err == (
        f"kbviewer: Andre end ejeren kan ændre {rules} og dermed reglerne. Lad kun administratoren kunne skrive der.\n"
    )


def test_another_file_is_checked_even_with_broken_rules(
    rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(rules, "kiosk = 1")
    other = tmp_path / "ny.toml"
    write(other, "kiosk = true")
    assert main(["policy", "--check", str(other), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rules"]["kiosk"] is True
    other.chmod(0o666)
    assert main(["policy", "--check", str(other)]) == 0
    assert capsys.readouterr().err == ""
    write(other, "kisok = true")
    assert main(["policy", "--check", str(other)]) == 2
    assert f"Skulle der stå »kiosk«? {other}:1" in capsys.readouterr().err
    other.unlink()
    assert main(["policy", "--check", str(other)]) == 2
    assert capsys.readouterr().err == f"kbviewer: Filen kan ikke læses: {other}\n"


def test_the_hash_of_a_pin_is_printed_even_with_broken_rules(
    rules: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(rules, 'exit_pin = "4711"')
    typed(monkeypatch, "4711\n")
    assert main(["policy", "--hash-pin"]) == 0
    printed = capsys.readouterr().out.strip()
    assert matches(printed, "4711") and not matches(printed, "1234")
    write(rules, f'exit_pin = "{printed}"')
    assert read_policy(rules).exit_pin == printed
    for wrong in ("", "\n", "123\n", "abcd\n"):
        typed(monkeypatch, wrong)
        assert main(["policy", "--hash-pin"]) == 2
        assert capsys.readouterr() == ("", "kbviewer: En PIN-kode er 4 til 12 cifre.\n")


@pytest.mark.parametrize(("again", "code"), [("4711", 0), ("4712", 2)])
def test_a_pin_is_typed_twice_on_a_terminal(
    rules: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, again: str, code: int
) -> None:
    answers = iter(["4711", again])
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return next(answers)

    typed(monkeypatch, "")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", ask)
    assert main(["policy", "--hash-pin"]) == code
    assert asked == ["Ny PIN-kode: ", "PIN-koden igen: "]
    assert ("De to PIN-koder er ikke ens." in capsys.readouterr().err) == (code == 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_names_every_key_and_allows_everything(
    rules: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert main(["--language", language, "policy", "--template"]) == 0
    text = capsys.readouterr().out
    bare = [line.removeprefix("# ") for line in text.splitlines() if line.removeprefix("# ").split(" =")[0] in names()]
    assert [line.split(" =")[0] for line in bare] == names()
    write(rules, text)
    assert read_policy(rules) == replace(FREE, file=rules)
    write(rules, "\n".join(bare))
    assert read_policy(rules) == replace(FREE, file=rules)


def names() -> list[str]:
    return [key.name for key in KEYS]


def test_the_template_for_packagers_is_the_one_of_the_program(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["policy", "--template"])
    shipped = (ROOT / "packaging" / "policy" / "policy.toml").read_text(encoding="utf-8")
    assert shipped == capsys.readouterr().out, "kbviewer policy --template > packaging/policy/policy.toml"


def test_the_documentation_has_a_row_for_every_key() -> None:
    from kbviewer.cli.policy import in_toml

    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "policy.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    assert [(row[0], row[1]) for row in rows] == [(f"`{key.name}`", f"`{in_toml(key.default)}`") for key in KEYS]
    for row, key in zip(rows, KEYS, strict=True):
        assert not key.high or f"{key.low} to {key.high}" in row[2]


def test_both_catalogues_explain_every_key() -> None:
    for language in LANGUAGES:
        sentences = Catalogue.load(language, paths.resources()).sentences
        assert {name for name in sentences if name.startswith("policy.")} == {f"policy.{key.name}" for key in KEYS}
