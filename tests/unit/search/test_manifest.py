"""The record of what an index was made of."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kbviewer.articles.article import Article, Problem, SourceFile
from kbviewer.errors import StorageError
from kbviewer.search import manifest
from kbviewer.search.manifest import Manifest, Record

PROBLEM = Problem("fod.md", 3, "link_broken", (("target", "/x"),))
SOURCE = SourceFile(Path("/a"), "fod.md", 12, 34)
ARTICLE = Article(
    id="fod",
    title="Fod",
    source=SOURCE,
    html="",
    sections=(),
    description="Om foden.",
    updated=date(2025, 2, 19),
    body_parts=("Fod",),
    keywords=("svang",),
)


def made(*records: Record) -> Manifest:
    return Manifest(manifest.fingerprint(Path("ordbog")), records)


def test_record_tells_what_lists_need_of_an_article() -> None:
    record = manifest.record(SOURCE, ARTICLE, ())
    assert (record.id, record.title, record.description, record.updated) == ("fod", "Fod", "Om foden.", "2025-02-19")
    assert (record.body_parts, record.aliases, record.unlisted) == (("Fod",), ("svang",), False)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    written = made(manifest.record(SOURCE, ARTICLE, (PROBLEM,)), Record("/a", "knæ.md", 1, 2))
    manifest.write(written, tmp_path)
    read = manifest.read(tmp_path)
    assert read.fingerprint == written.fingerprint
    assert [(one.id, one.title, one.body_parts, one.aliases) for one in read.records] == [
        ("fod", "Fod", ("Fod",), ("svang",)),
        ("", "", (), ()),
    ]
    assert [one.id for one in read.winners()] == ["fod"]
    assert read.problems() == (PROBLEM,)


def test_record_read_back_tells_whether_its_file_has_changed(tmp_path: Path) -> None:
    manifest.write(made(manifest.record(SOURCE, ARTICLE, ())), tmp_path)
    (record,) = manifest.read(tmp_path).records
    assert record.state == manifest.state_of(SOURCE)
    assert record.state != manifest.state_of(SourceFile(Path("/a"), "fod.md", 13, 34))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content.pop("records"),
        lambda content: content.update(records=7),
        lambda content: content.update(fingerprint=[]),
        lambda content: content["records"].append(None),
        lambda content: content["records"].append(["/a", "fod.md"]),
    ],
)
def test_other_shape_is_damage(tmp_path: Path, spoil: Callable[[dict[str, Any]], object]) -> None:
    manifest.write(made(manifest.record(SOURCE, ARTICLE, ())), tmp_path)
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


def test_missing_file_is_told_apart_from_damage(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        manifest.read(tmp_path)


def test_later_folder_wins_an_id_and_the_first_file_of_a_folder_keeps_it() -> None:
    shipped, clinic = Record("/a", "fod.md", 1, 1, "fod"), Record("/b", "fod.md", 1, 1, "fod")
    twin, broken = Record("/b", "tvilling.md", 1, 1, "fod"), Record("/b", "x.md", 1, 1)
    records = made(shipped, clinic, twin, broken)
    assert records.winners() == (clinic,)
    assert [(problem.file, problem.rule) for problem in records.problems()] == [("tvilling.md", "id_duplicate")]


def test_fingerprint_changes_with_the_thesaurus(tmp_path: Path) -> None:
    before = manifest.fingerprint(tmp_path)
    (tmp_path / "synonyms.txt").write_text("hofte ~ coxa", encoding="utf-8")
    assert manifest.fingerprint(tmp_path) != before
