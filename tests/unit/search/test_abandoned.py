"""Indexes of folders that are no longer there do not pile up."""

import os
import time
from pathlib import Path

import pytest

from kbviewer.search.abandoned import DAYS, FILE_NAME, clear_away, name_folders


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An index of an existing folder, last built long ago."""
    root = tmp_path / "index" / "gammelt"
    (root / "gen-000001").mkdir(parents=True)
    (tmp_path / "artikler").mkdir()
    name_folders(root, [tmp_path / "artikler"])
    _age(root)
    return root


def _age(root: Path) -> None:
    long_ago = time.time() - (DAYS + 1) * 24 * 60 * 60
    for entry in root.iterdir():
        os.utime(entry, (long_ago, long_ago))


def test_an_old_index_of_a_folder_that_is_gone_goes(old: Path, tmp_path: Path) -> None:
    (tmp_path / "artikler").rmdir()
    clear_away(old.parent, kept=tmp_path)
    assert not old.exists()


def test_an_old_index_that_names_no_folders_goes(old: Path, tmp_path: Path) -> None:
    (old / FILE_NAME).unlink()
    clear_away(old.parent, kept=tmp_path)
    assert not old.exists()


def test_an_index_stays_while_its_folder_is_there(old: Path, tmp_path: Path) -> None:
    clear_away(old.parent, kept=tmp_path)
    assert old.exists()


def test_an_index_stays_while_it_is_young_or_in_use(old: Path, tmp_path: Path) -> None:
    (tmp_path / "artikler").rmdir()
    clear_away(old.parent, kept=old)
    assert old.exists()
    os.utime(old / "gen-000001")
    clear_away(old.parent, kept=tmp_path)
    assert old.exists()


def test_a_damaged_list_of_folders_removes_nothing(old: Path, tmp_path: Path) -> None:
    (old / FILE_NAME).write_text("{", encoding="utf-8")
    _age(old)
    clear_away(old.parent, kept=tmp_path)
    assert old.exists()
