"""The rules of a computer: what each key takes, and that a file which is not understood allows nothing."""

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbviewer import paths
from kbviewer.i18n import LANGUAGES, Catalogue
from kbviewer.library.pin import hash_pin
from kbviewer.paths import shipped_content
from kbviewer.policy import FREE, KEYS, MOST_BYTES, Policy, PolicyError, open_to_others, read_policy

BOTH = [Catalogue.load(language, paths.resources()) for language in LANGUAGES]
WORDS = BOTH[0]

SWITCHES = ("kiosk", "printing", "saving", "links", "bookmarks", "profiles", "settings", "tabs")
HASH = "$argon2id$v=19$m=65536,t=3,p=4$E1EtMU3mEBWlsbM/9ULuHA$71CgJiQdC202pFrwYPKi/Yo4P6QHGzOqp1gGhrsyoNg"
ROOT = Path(Path.cwd().anchor)
ARTICLES, MORE = str(ROOT / "artikler"), str(ROOT / "egne artikler")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "kbviewer").mkdir()
    return tmp_path / "kbviewer" / "policy.toml"


def read(text: str, file: Path) -> Policy:
    file.write_text(text, encoding="utf-8")
    return read_policy(file)


def refusal(text: str, file: Path) -> str:
    """What a person is told of a file that holds ``text``."""
    with pytest.raises(PolicyError) as raised:
        read(text, file)
    return WORDS.explain(raised.value)


def told(file: Path) -> str:
    with pytest.raises(PolicyError) as raised:
        read_policy(file)
    return WORDS.explain(raised.value)


def allowed() -> Iterator[tuple[str, str, object]]:
    """A key, a value in TOML that it takes, and what it becomes."""
    for name in SWITCHES:
        yield name, "true", True
        yield name, "false", False
    for name, low, high in (("idle_minutes", 1, 240), ("copies", 0, 100), ("pages_a_day", 0, 100_000)):
        yield name, str(low), low
        yield name, str(high), high
    yield "content", "[]", ()
    yield "content", f"['{ARTICLES}', '{MORE}']", (Path(ARTICLES), Path(MORE))
    yield "content", f"['shipped', '{MORE}']", (shipped_content(), Path(MORE))
    yield "letterhead", '""', None
    yield "letterhead", f"'{ARTICLES}'", Path(ARTICLES)
    yield "exit_pin", '""', ""
    yield "exit_pin", f'"{HASH}"', HASH
    yield "start", '"fod/hæl"', "fod/hæl"
    yield "start", '"fod/a\\u030a"', "fod/å"
    yield "printer", '"HP på 1. sal"', "HP på 1. sal"
    yield "printer", f'"{"p" * 255}"', "p" * 255
    yield "languages", '["en"]', ("en",)
    yield "languages", '["en", "da", "en"]', ("en", "da")


def forbidden() -> Iterator[tuple[str, str, str]]:
    """A key, a value in TOML that it does not take, and a part of what is told."""
    for name in SWITCHES:
        for value in ('"true"', "1", "[]"):
            yield name, value, "skal være true eller false, uden citationstegn"
    for name, low, high in (("idle_minutes", 1, 240), ("copies", 0, 100), ("pages_a_day", 0, 100_000)):
        for value in (str(low - 1), str(high + 1), '"3"', "3.0", "true"):
            yield name, value, f"skal være et helt tal fra {low} til {high}, uden citationstegn"
    for value in ('"/artikler"', "['artikler']", f"['{ARTICLES}', '../andre']", "[1]", "['']", '["/a\\u0000b"]'):
        yield "content", value, "skal være en liste af hele stier"
    for value in ("'brevhoved.yml'", "1", "[]", "'~/brevhoved.yml'"):
        yield "letterhead", value, "skal være en hel sti i citationstegn"
    argon2i = HASH.replace("argon2id", "argon2i")
    for value in ('"1234"', "1234", f'"{HASH[:40]}"', f'"{argon2i}"', f'"{HASH}\\n"'):
        yield "exit_pin", value, "skal være det, »kbviewer policy --hash-pin« skriver, og ikke selve PIN-koden"
    for name in ("start", "printer"):
        for value in ("1", '"a\\nb"', f'"{"p" * 256}"', "['a']"):
            yield name, value, "skal være en linje tekst i citationstegn på højst 255 tegn"
    for value in ("[]", '["sv"]', '"da"', '["da", 1]', "[[]]"):
        yield "languages", value, "skal være en liste med mindst ét af sprogene da, en"


@pytest.mark.parametrize(("name", "value", "meant"), list(allowed()))
def test_a_key_takes_what_it_is_for(file: Path, name: str, value: str, meant: object) -> None:
    policy = read(f"{name} = {value}", file)
    assert asdict(policy) == {**asdict(FREE), "file": file, name: meant}


@pytest.mark.parametrize(("name", "value", "part"), list(forbidden()))
def test_a_key_refuses_all_else_and_says_where(file: Path, name: str, value: str, part: str) -> None:
    sentence = refusal(f"# regler\n\n{name} = {value}\n", file)
    assert f"Reglen »{name}« {part}" in sentence
    assert sentence.endswith(f"{file}:3")


def test_every_key_is_tried_both_ways() -> None:
    names = {field.name for field in fields(Policy)} - {"file"}
    assert [key.name for key in KEYS] == [field.name for field in fields(Policy) if field.name != "file"]
    assert {name for name, _, _ in allowed()} == {name for name, _, _ in forbidden()} == names


def test_a_hash_of_the_program_is_taken(file: Path) -> None:
    assert read(f"exit_pin = '{hash_pin('4711')}'", file).exit_pin.startswith("$argon2id$")


def test_a_refused_pin_is_not_repeated(file: Path) -> None:
    assert "4711" not in refusal('exit_pin = "4711"', file)


def test_without_a_file_everything_is_allowed(file: Path, tmp_path: Path) -> None:
    assert read_policy(file) == FREE
    assert read_policy(tmp_path / "findes" / "ikke" / "policy.toml") == FREE


def test_an_empty_file_changes_nothing_but_is_known(file: Path) -> None:
    assert read("# intet endnu\n", file) == replace(FREE, file=file)


def test_an_unknown_key_is_told_with_the_nearest(file: Path) -> None:
    assert refusal("tabs = true\nprinting_ = true", file) == (
        f"Reglen »printing_« kendes ikke. Skulle der stå »printing«? {file}:2"
    )
    assert refusal("xyzzy = true", file) == f"Reglen »xyzzy« kendes ikke: {file}:1"


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("tabs = true\n[kiosk_]\nx = 1", "kiosk_", 2),
        ("tabs = true\n\n [[ 'uændret' ]]\nx = 1", "uændret", 3),
        ("kiosk_.x = 1", "kiosk_", 1),
        ("'to ord'\t= 1", "to ord", 1),
        ('"\\u001b[31mrød" = 1', "?[31mrød", 0),
        (f"{'a' * 80} = 1", "a" * 60, 1),
    ],
)
def test_keys_in_odd_forms_are_refused_too(file: Path, text: str, name: str, line: int) -> None:
    sentence = refusal(text, file)
    assert f"Reglen »{name}« kendes ikke" in sentence
    assert sentence.endswith(f"{file}:{line}" if line else str(file))
    assert sentence.isprintable()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("tabs = true\nkiosk\n", 2),
        ("tabs = true\ntabs = true\n", 2),
        ('tabs = true\nprinter = "C:\\Users"\n', 2),
        ("tabs = true\ncontent = [\n", 2),
        ("\n\nlanguages = ['da'", 3),
    ],
)
def test_a_file_that_is_not_toml_is_told_with_the_line(file: Path, text: str, line: int) -> None:
    assert f"Reglerne kan ikke læses her: {file}:{line}. Er alle citationstegn og parenteser sat?" in refusal(
        text, file
    )


@pytest.mark.parametrize("text", [f"copies = {'9' * 5000}", f"content = {'[' * 5000}"])
def test_what_makes_the_reader_of_toml_give_up_is_refused(file: Path, text: str) -> None:
    assert str(file) in refusal(text, file)


def test_a_number_beyond_all_bounds_is_refused(file: Path) -> None:
    assert "et helt tal fra 0 til 100" in refusal(f"copies = 0x{'f' * 20_000}", file)


def test_text_in_another_encoding_is_told_with_the_line(file: Path) -> None:
    file.write_bytes('tabs = true\nprinter = "Mødelokalet"\n'.encode("latin-1"))
    assert told(file) == f"Reglerne kan ikke læses her: {file}:2. Gem filen som tekst i UTF-8."
    file.write_bytes("tabs = false\n".encode("utf-16"))
    assert told(file) == f"Reglerne kan ikke læses her: {file}:1. Gem filen som tekst i UTF-8."


def test_what_windows_editors_add_does_no_harm(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbftabs = false\r\nlinks = false\r\n")
    assert read_policy(file) == replace(FREE, file=file, tabs=False, links=False)


def test_a_huge_file_is_refused(file: Path) -> None:
    assert read("#" * MOST_BYTES, file) == replace(FREE, file=file)
    assert refusal("#" * (MOST_BYTES + 1), file) == (
        f"Filen er for stor til at være regler for en computer (mere end 64 kB): {file}"
    )


def test_what_is_no_plain_file_is_refused(file: Path) -> None:
    file.mkdir()
    assert told(file) == f"Reglerne for denne computer skal stå i en almindelig fil, og det er {file} ikke."


@pytest.mark.skipif(os.name != "posix", reason="pipes in folders")
def test_a_pipe_is_refused_and_not_waited_for(file: Path) -> None:
    os.mkfifo(file)
    assert "en almindelig fil" in told(file)


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
@pytest.mark.parametrize("is_folder", [True, False])
def test_a_link_into_nothing_is_not_a_missing_file(file: Path, tmp_path: Path, is_folder: bool) -> None:
    if is_folder:
        file.parent.rmdir()
        file.parent.symlink_to(tmp_path / "delt drev")
    else:
        file.symlink_to(tmp_path / "delt drev" / "policy.toml")
    assert told(file).startswith(f"Reglerne for denne computer kan ikke læses: {file}.")


@pytest.mark.parametrize("doing", ["stat", "open"])
def test_a_file_that_may_not_be_read_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch, doing: str) -> None:
    file.write_text("kiosk = true", encoding="utf-8")

    def refuse(*_args: object, **_named: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, doing, refuse)
    sentence = told(file)
    assert sentence == (
        f"Reglerne for denne computer kan ikke læses: {file}. Alle, der bruger programmet, skal kunne læse filen."
    )


@pytest.mark.skipif(os.name != "posix", reason="Windows tells of it as of a missing file")
def test_a_file_where_the_folder_should_be_is_refused(file: Path) -> None:
    file.parent.rmdir()
    file.parent.touch()
    assert "kan ikke læses" in told(file)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.builds(
        lambda name, value: f"{name} = {value}".encode(),
        st.sampled_from([key.name for key in KEYS]),
        st.sampled_from(["true", "nan", "1979-05-27", "{a = 1}", "[[[]]]", "-0", "1e400", '"\\u0000"']),
    )
)
def test_any_bytes_are_rules_or_are_refused_with_a_sentence(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    try:
        assert read_policy(file).file == file
    except PolicyError as error:
        assert all(str(file) in words.explain(error) for words in BOTH)


@pytest.mark.skipif(os.name != "posix", reason="rights of Windows are kept elsewhere")
def test_rights_that_let_others_change_the_rules_are_seen(file: Path) -> None:
    read("", file)
    file.chmod(0o644)
    file.parent.chmod(0o755)
    assert open_to_others(file) == ()
    file.chmod(0o664)
    assert open_to_others(file) == (file,)
    file.parent.chmod(0o777)
    assert open_to_others(file) == (file, file.parent)
    assert stat.S_IMODE(file.stat().st_mode) == 0o664


@pytest.mark.skipif(sys.platform == "win32", reason="asks the registry there")
def test_no_environment_moves_the_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CONFIG_DIRS", "XDG_DATA_DIRS", "XDG_CONFIG_HOME", "HOME", "PROGRAMDATA", "ALLUSERSPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    site = "/Library/Application Support" if sys.platform == "darwin" else "/etc"
    assert paths.policy_file() == Path(site) / "kbviewer" / "policy.toml"


def test_the_folder_of_windows_comes_from_the_registry_and_the_drive_of_windows() -> None:
    assert paths.program_data(r"%SystemDrive%\ProgramData", r"D:\Windows") == r"D:\ProgramData"
    assert paths.program_data(r"E:\Fælles", r"C:\Windows") == r"E:\Fælles"
