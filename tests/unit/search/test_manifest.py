"""The record of what an index was made of."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kbviewer.articles.article import Problem, SourceFile
from kbviewer.errors import StorageError
from kbviewer.search import manifest
from kbviewer.search.manifest import Manifest, Record

PROBLEM = Problem("fod.md", 3, "link_broken", (("target", "/x"),))
RECORD = Record("/a", "fod.md", 12, 34, "fod", "Fod", body_parts=("Fod",), updated="2025-02-19", problems=(PROBLEM,))


def made(*records: Record) -> Manifest:
    return Manifest(manifest.fingerprint(), records)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    written = made(RECORD, Record("/a", "knæ.md", 1, 2))
    manifest.write(written, tmp_path)
    assert manifest.read(tmp_path) == written


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content.pop("records"),
        lambda content: content.update(records=7),
        lambda content: content.update(fingerprint=[]),
        lambda content: content["records"].append(None),
        lambda content: content["records"][0].pop("problems"),
        lambda content: content["records"][0].update(mtime_ns="soon"),
        lambda content: content["records"][0].update(unlisted=1),
        lambda content: content["records"][0].update(body_parts=[1]),
        lambda content: content["records"][0].update(unheard_of=1),
        lambda content: content["records"][0]["problems"][0].update(values=[["one"]]),
    ],
)
def test_anything_odd_is_damage(tmp_path: Path, spoil: Callable[[dict[str, Any]], object]) -> None:
    manifest.write(made(RECORD), tmp_path)
    file = tmp_path / manifest.FILE_NAME
    content = json.loads(file.read_text(encoding="utf-8"))
    spoil(content)
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(StorageError, match="index_damaged"):
        manifest.read(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xff", b"null", b"[" * 100_000])
def test_half_a_file_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / manifest.FILE_NAME).write_bytes(content)
    with pytest.raises(StorageError, match="index_damaged"):
        manifest.read(tmp_path)


def test_later_folder_wins_an_id_and_the_first_file_of_a_folder_keeps_it() -> None:
    shipped, clinic = Record("/a", "fod.md", 1, 1, "fod"), Record("/b", "fod.md", 1, 1, "fod")
    twin, broken = Record("/b", "tvilling.md", 1, 1, "fod"), Record("/b", "x.md", 1, 1)
    records = made(shipped, clinic, twin, broken)
    assert records.winners() == (clinic,)
    assert [(problem.file, problem.rule) for problem in records.problems()] == [("tvilling.md", "id_duplicate")]


def test_record_gives_back_its_source() -> None:
    assert RECORD.source == SourceFile(Path("/a"), "fod.md", 12, 34)
