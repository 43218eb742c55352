"""Settings are kept, bounded and never lost to a damaged file."""

from pathlib import Path

import pytest

from kbviewer.errors import InputError, StorageError
from kbviewer.settings import CONTENT_FOLDERS, LANGUAGE, PRINTER, TEXT_SIZE, THEME, Settings


def test_a_change_is_there_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "data" / "settings.json"
    Settings(file).change(TEXT_SIZE, 140)
    again = Settings(file)
    again.change(CONTENT_FOLDERS, ("/klinik",))
    assert Settings(file).number(TEXT_SIZE) == 140
    assert Settings(file).texts(CONTENT_FOLDERS) == ("/klinik",)


def test_only_reading_leaves_no_trace(tmp_path: Path) -> None:
    assert Settings(tmp_path / "data" / "settings.json").text(LANGUAGE) == "da"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("text", ["{", "[]", "\x00\xff", "[" * 100_000, ""])
def test_a_damaged_file_is_put_aside_and_defaults_hold(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text, encoding="utf-8")
    settings = Settings(file)
    assert settings.damaged
    assert settings.number(TEXT_SIZE) == 100
    assert (tmp_path / "settings.json.damaged").read_text(encoding="utf-8") == text


def test_a_wrong_value_falls_back_alone(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"theme": "lilla", "text_size": 120, "content_folders": [1], "language": 7}', encoding="utf-8")
    settings = Settings(file)
    assert settings.text(THEME) == "system"
    assert settings.number(TEXT_SIZE) == 120
    assert settings.texts(CONTENT_FOLDERS) == ()
    assert settings.text(LANGUAGE) == "da"


def test_a_value_out_of_bounds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        Settings(tmp_path / "s.json").change(TEXT_SIZE, 5000)


def test_a_change_that_cannot_be_kept_holds_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    settings = Settings(tmp_path / "data" / "settings.json")
    with pytest.raises(StorageError):
        settings.change(TEXT_SIZE, 150)
    assert settings.number(TEXT_SIZE) == 150


def test_a_value_held_for_one_start_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    settings = Settings(file)
    settings.hold(THEME, "dark")
    settings.change(TEXT_SIZE, 120)
    assert settings.text(THEME) == "dark"
    assert Settings(file).text(THEME) == "system"


def test_a_file_locked_for_a_moment_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    Settings(path).change(TEXT_SIZE, 140)
    with monkeypatch.context() as locked:
        locked.setattr(Path, "read_text", _refuse)
        settings = Settings(path)
        with pytest.raises(StorageError):
            settings.change(THEME, "dark")
    settings.change(THEME, "dark")
    assert (Settings(path).number(TEXT_SIZE), Settings(path).text(THEME)) == (140, "dark")


def _refuse(*_arguments: object, **_options: object) -> str:
    raise PermissionError


@pytest.mark.parametrize("folder", ["", "a\\u0000b", "\\ud800"])
def test_a_folder_that_can_be_no_path_is_not_used(tmp_path: Path, folder: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(f'{{"content_folders": ["{folder}"]}}', encoding="utf-8")
    assert Settings(path).texts(CONTENT_FOLDERS) == ()


@pytest.mark.parametrize("name", ["", "modtagelse", r"\\server\Brother i kælderen"])
def test_a_printer_is_kept_by_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "settings.json"
    Settings(path).change(PRINTER, name)
    assert Settings(path).text(PRINTER) == name


@pytest.mark.parametrize("name", ["a\nb", "\0", "\ud800", "x" * 256])
def test_a_name_that_no_printer_has_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        Settings(tmp_path / "settings.json").change(PRINTER, name)


# --- lent settings ------------------------------------------------------------------------------------


def test_lent_settings_are_those_there_are_and_leave_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings(path)
    settings.change(TEXT_SIZE, 120)
    settings.hold(THEME, "dark")
    kept = path.read_bytes()
    lent = settings.borrowed()
    assert (lent.number(TEXT_SIZE), lent.text(THEME)) == (120, "dark")
    lent.change(TEXT_SIZE, 200)
    lent.change(THEME, "contrast")
    assert (lent.number(TEXT_SIZE), lent.text(THEME)) == (200, "contrast")
    assert (settings.number(TEXT_SIZE), settings.text(THEME)) == (120, "dark")
    assert path.read_bytes() == kept
    assert settings.borrowed().number(TEXT_SIZE) == 120
    with pytest.raises(InputError):
        lent.change(TEXT_SIZE, 9000)


def test_lending_settings_from_a_damaged_file_moves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{", encoding="utf-8")
    lent = Settings(path, keeps=False)
    assert lent.damaged
    assert [file.name for file in path.parent.iterdir()] == [path.name]
