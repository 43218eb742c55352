"""Glossary files: a line is an entry, and a broken one is told of."""

import os
from datetime import date
from pathlib import Path

import pytest

from kbviewer.articles.article import Problem
from kbviewer.articles.checking import check_library
from kbviewer.articles.glossary import LARGEST, Entry, read_glossary
from kbviewer.paths import resources


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ordliste.txt"


def test_an_entry_has_names_and_an_explanation_that_may_go_on(file: Path) -> None:
    file.write_text(
        "\ufeff# ordliste\n\nslimsæk, bursa: En pude med væske.\n    Den glider.\n# mere\nsene: En streng: stærk.\n",
        "utf-8",
    )
    entries, problems = read_glossary(file)
    assert entries == (
        Entry(("slimsæk", "bursa"), "En pude med væske. Den glider."),
        Entry(("sene",), "En streng: stærk."),
    )
    assert problems == ()


def test_a_broken_line_is_told_with_its_number_and_costs_no_other(file: Path) -> None:
    file.write_text("sene: En streng.\nbare et ord\n: uden ord\nled:\n", encoding="utf-8")
    entries, problems = read_glossary(file)
    assert [entry.names for entry in entries] == [("sene",)]
    assert [(one.line, one.rule) for one in problems] == [(number, "glossary_line_invalid") for number in (2, 3, 4)]


def test_no_file_is_an_empty_glossary(file: Path) -> None:
    assert read_glossary(file) == ((), ())


@pytest.mark.parametrize(
    ("raw", "rule"), [(b"\xff\xfe\x00", "not_text"), (b"a: b\n" * (LARGEST // 4), "file_too_large")]
)
def test_a_file_that_is_no_glossary_is_told_of(file: Path, raw: bytes, rule: str) -> None:
    file.write_bytes(raw)
    entries, problems = read_glossary(file)
    assert entries == ()
    assert [one.rule for one in problems] == [rule]


def test_the_check_of_a_folder_reads_its_glossary(file: Path) -> None:
    file.write_text("intet kolon\n", encoding="utf-8")
    (file.parent / "a.md").write_text("---\ntitle: A\n---\ntekst", encoding="utf-8")
    problem = Problem("ordliste.txt", 1, "glossary_line_invalid", (("text", "intet kolon"),))
    assert check_library([file.parent], today=date.today()).problems == (problem,)


def test_the_shipped_glossary_is_whole_and_short_enough_to_read() -> None:
    entries, problems = read_glossary(resources() / "glossary" / "da.txt")
    assert problems == ()
    assert len(entries) >= 40
    assert max(len(entry.explanation) for entry in entries) <= 200
    names = [name.casefold() for entry in entries for name in entry.names]
    assert len(names) == len(set(names))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such links and files")
def test_a_glossary_out_of_the_folder_or_without_an_end_is_not_read(file: Path, tmp_path: Path) -> None:
    outside = tmp_path.with_name(f"{tmp_path.name} udenfor") / "hemmelig.txt"
    outside.parent.mkdir()
    outside.write_text("root: hemmeligt\n", encoding="utf-8")
    file.unlink(missing_ok=True)
    file.symlink_to(outside)
    assert [one.rule for one in read_glossary(file)[1]] == ["file_unreadable"]
    file.unlink()
    os.mkfifo(file)
    assert read_glossary(file)[0] == ()
