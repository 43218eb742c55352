"""A start that never showed a page is followed by one without the graphics card."""

import os
from pathlib import Path

import pytest

from kbviewer.settings import GRAPHICS, Settings
from kbviewer.ui import graphics


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("QTWEBENGINE_CHROMIUM_FLAGS", "--no-pings")
    monkeypatch.setenv("QT_QUICK_BACKEND", "")
    return Settings(tmp_path / "settings.json")


def software() -> bool:

    return "--disable-gpu" in os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] and os.environ["QT_QUICK_BACKEND"] == "software"


def test_a_good_start_uses_the_card_again(tmp_path: Path, settings: Settings) -> None:
    assert not graphics.begin(tmp_path, settings)
    graphics.succeeded(tmp_path)
    assert not graphics.begin(tmp_path, settings)
    assert not software()


def test_a_start_that_died_is_told_once_and_the_card_left_alone_from_then_on(
    tmp_path: Path, settings: Settings
) -> None:
    graphics.begin(tmp_path, settings)
    assert graphics.begin(tmp_path, settings)
    assert software()
    graphics.succeeded(tmp_path)
    again = Settings(tmp_path / "settings.json")
    assert again.text(GRAPHICS) == "software"
    assert not graphics.begin(tmp_path, again)


def test_the_card_can_be_tried_again(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    graphics.begin(tmp_path, settings)
    graphics.begin(tmp_path, settings)
    settings.change(GRAPHICS, "auto")
    graphics.succeeded(tmp_path)
    monkeypatch.setenv("QTWEBENGINE_CHROMIUM_FLAGS", "")
    assert not graphics.begin(tmp_path, settings)
    assert not software()


def test_a_folder_that_takes_nothing_is_no_trouble(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "file").write_text("")
    assert not graphics.begin(tmp_path / "file", settings)
    graphics.succeeded(tmp_path / "file")
