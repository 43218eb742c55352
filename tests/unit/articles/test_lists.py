"""Reading lists from the clinic: what is read, what is told, and what a hostile file cannot do."""

import os
from datetime import date
from pathlib import Path

import pytest

from kbviewer.articles.checking import check_library
from kbviewer.articles.folder import scan
from kbviewer.articles.lists import FOLDER, MOST_LISTS, ListedArticle, ListHeading, ReadingList, read_lists
from kbviewer.articles.source_text import LARGEST

LIST = """title: Ny patient
description: Det første.
articles:
  - fod/hael
  - article: fod/hael
    section: Øvelser til hælen
    note: 007
    title: Hælen
  - heading: Uge 2
    articles:
      - fod/hael#øvelser
"""


def put(folder: Path, text: str | bytes, name: str = "a.yml") -> None:
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    (folder / FOLDER / name).write_bytes(text.encode() if isinstance(text, str) else text)


def told(folder: Path) -> list[tuple[int, str, str]]:
    """Line, rule and reason of what is to be mended in the lists of a folder."""
    problems = read_lists([folder])[1]
    return [(problem.line, problem.rule, dict(problem.values).get("why", "")) for problem in problems]


def titles(*folders: Path) -> list[str]:
    return [one.title for one in read_lists(folders)[0]]


def test_a_list_is_read_as_its_author_wrote_it(tmp_path: Path) -> None:
    put(tmp_path, LIST)
    assert read_lists([tmp_path]) == (
        (
            ReadingList(
                "a.yml",
                "Ny patient",
                "Det første.",
                (
                    ListedArticle("fod/hael", line=4),
                    ListedArticle("fod/hael", "øvelser-til-hælen", "007", "Hælen", 5),
                    ListHeading("Uge 2", (ListedArticle("fod/hael", "øvelser", line=11),)),
                ),
            ),
        ),
        (),
    )


def test_a_list_without_a_title_is_called_as_its_file(tmp_path: Path) -> None:
    put(tmp_path, "articles: [fod]", "ny-patient_2.yaml")
    assert titles(tmp_path) == ["Ny patient 2"]


def test_odd_white_space_in_a_text_still_parts_its_words(tmp_path: Path) -> None:
    put(tmp_path, 'title: "Hold\u00a0i\t30\u200b sekunder"\narticles: [fod]')
    assert titles(tmp_path) == ["Hold i 30 sekunder"]


def test_a_list_saved_by_an_old_program_is_read_and_told(tmp_path: Path) -> None:
    put(tmp_path, "title: Hælspore\r\narticles:\r\n  - fod\r\n".encode("cp1252"))
    assert titles(tmp_path) == ["Hælspore"]
    assert told(tmp_path) == [(1, "not_utf8", "")]


def test_a_later_folder_overrides_a_list_by_its_file_name_and_adds_its_own(tmp_path: Path) -> None:
    shipped, clinic = tmp_path / "a", tmp_path / "b"
    put(shipped, "title: Vores\narticles: [x]", "fod.yml")
    put(shipped, "title: Også vores\narticles: [x]", "knæ.yml")
    put(clinic, "title: Klinikkens\narticles: [x]", "fod.yml")
    put(clinic, "title: Kun klinikkens\narticles: [x]", "egen.yml")
    assert titles(shipped, clinic) == ["Kun klinikkens", "Klinikkens", "Også vores"]
    put(clinic, "title: [", "fod.yml")
    assert titles(shipped, clinic) == ["Kun klinikkens", "Vores", "Også vores"]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("title: Ondt: i hælen\narticles: [x]", 1, "yaml"),
        ("title: A\narticles:\n  - x\n - y\n", 4, "yaml"),
        ("title: A\ntitle: B\narticles: [x]", 2, "yaml"),
        ("title: A\narticles: [x]\n---\ntitle: B\narticles: [y]", 4, "yaml"),
        ("a: &a [x, x]\narticles: [*a, *a]", 2, "yaml"),
        ("[a, b]: c", 1, "yaml"),
        ("", 1, "yaml"),
        ("title: A\narticles: &x\n  - *x", 3, "yaml"),
        ("title: \x07\narticles: [x]", 1, "yaml"),
        ("[" * 100_000, 1, "yaml"),
        ("- " * 100_000, 1, "yaml"),
        ("articles:\n" + "- x\n" * 20_000, 9_998, "yaml"),
        ("title: A\n", 1, "articles"),
        ("title: A\narticles: fod/hael", 2, "articles"),
        ("- fod/hael", 1, "articles"),
        ("bare en tekst", 1, "articles"),
        ("title: A\narticles:\n  - heading: B\n  - heading: C\n    articles: {}", 3, "articles"),
        ("title: A\narticles:\n  - - x", 3, "item"),
        ("title: A\narticles:\n  - note: x", 3, "item"),
    ],
)
def test_a_list_that_cannot_be_read_is_told_at_its_line_and_stops_no_other(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    put(tmp_path, text)
    put(tmp_path, LIST, "b.yml")
    assert titles(tmp_path) == ["Ny patient"]
    assert told(tmp_path)[0] == (line, "list_malformed", why)


def test_what_cannot_be_understood_in_a_list_is_told_and_the_rest_is_shown(tmp_path: Path) -> None:
    put(
        tmp_path,
        "title: [x]\nforfatter: mig\narticles:\n  - fod\n  -\n  - article: knæ\n    afsnit: y\n  - article: [a]\n",
        "hæl.yml",
    )
    (found,) = read_lists([tmp_path])[0]
    assert (found.title, [item.article for item in found.articles()]) == ("Hæl", ["fod", "knæ"])
    assert told(tmp_path) == [
        (5, "list_malformed", "item"),
        (7, "list_malformed", "key"),
        (8, "list_malformed", "text"),
        (8, "list_malformed", "item"),
        (1, "list_malformed", "text"),
        (2, "list_malformed", "key"),
    ]


@pytest.mark.parametrize(
    ("content", "rule"),
    [(b"title: a\0b", "not_text"), (b"a" * (LARGEST + 1), "file_too_large"), (b"\xff\xfe\x00", "not_text")],
)
def test_a_file_that_is_no_text_is_told(tmp_path: Path, content: bytes, rule: str) -> None:
    put(tmp_path, content)
    assert read_lists([tmp_path])[0] == ()
    assert told(tmp_path) == [(0, rule, "")]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as Unix has them")
def test_links_out_of_the_folder_loops_and_pipes_are_not_read(tmp_path: Path) -> None:
    content, lists = tmp_path / "indhold", tmp_path / "indhold" / FOLDER
    put(content, LIST)
    (tmp_path / "ude.yml").write_text(LIST.replace("Ny patient", "Ude"), encoding="utf-8")
    (lists / "b.yml").symlink_to(tmp_path / "ude.yml")
    (lists / "c.yml").symlink_to(lists / "c.yml")
    os.mkfifo(lists / "d.yml")
    (lists / "e.yml").mkdir()
    (lists / "f.yml").symlink_to(lists / "a.yml")
    assert titles(content) == ["Ny patient", "Ny patient"]
    assert [(rule, why) for _, rule, why in told(content)] == [
        ("list_malformed", "link"), ("file_unreadable", ""), ("file_unreadable", ""), ("file_unreadable", ""),
    ]  # fmt: skip
    (tmp_path / "andet").mkdir()
    (tmp_path / "andet" / FOLDER).symlink_to(lists)
    assert titles(tmp_path / "andet") == []


def test_more_lists_than_anybody_writes_are_told_once(tmp_path: Path) -> None:
    for number in range(MOST_LISTS + 3):
        put(tmp_path, LIST, f"{number:03}.yml")
    assert len(titles(tmp_path)) == MOST_LISTS
    assert told(tmp_path) == [(0, "list_malformed", "many")]


def test_a_folder_without_lists_has_none(tmp_path: Path) -> None:
    assert read_lists([tmp_path, tmp_path / "ikke-her"]) == ((), ())


def test_lists_are_no_articles(tmp_path: Path) -> None:
    put(tmp_path, LIST)
    assert scan([tmp_path]) == ()


def test_the_check_names_what_a_list_leads_to_in_vain(tmp_path: Path) -> None:
    (tmp_path / "fod").mkdir()
    (tmp_path / "fod" / "hael.md").write_text("---\ntitle: Hæl\n---\n## Øvelser\n\nTekst.\n", encoding="utf-8")
    put(
        tmp_path,
        "articles:\n  - fod/hael#øvelser\n  - hael\n  - fod/hæl\n  - heading: B\n    articles:\n"
        "      - article: /fod/hael.md\n        section: oevelser\n      - article: hael\n        section: Qwerty\n",
    )
    checked = check_library([tmp_path], today=date(2026, 11, 24))
    assert [(problem.file, problem.line, problem.rule, dict(problem.values)) for problem in checked.problems] == [
        ("lister/a.yml", 4, "list_unknown_article", {"reference": "fod/hæl", "meant": "fod/hael"}),
        ("lister/a.yml", 7, "list_unknown_section", {"article": "fod/hael", "section": "oevelser", "meant": "øvelser"}),
        ("lister/a.yml", 9, "list_unknown_section", {"article": "fod/hael", "section": "qwerty", "meant": ""}),
    ]
