"""Files that are replaced are the old ones or the new ones, whatever happens meanwhile."""

import os
from pathlib import Path

import pytest

from kbviewer import files


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_files_are_replaced_and_nothing_lies_aside(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"gammel")
    files.replace_all({tmp_path / "a": b"ny", tmp_path / "b": b"ogs\xc3\xa5 ny"})
    assert contents(tmp_path) == {"a": b"ny", "b": b"ogs\xc3\xa5 ny"}


def test_none_is_replaced_before_all_are_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"gammel")
    with pytest.raises(FileNotFoundError):
        files.replace_all({tmp_path / "a": b"ny", tmp_path / "findes ikke" / "b": b"ny"})
    assert contents(tmp_path) == {"a": b"gammel"}


def test_a_file_that_cannot_be_put_in_place_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError

    (tmp_path / "a").write_bytes(b"gammel")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError):
        files.replace(tmp_path / "a", b"ny")
    assert contents(tmp_path) == {"a": b"gammel"}
