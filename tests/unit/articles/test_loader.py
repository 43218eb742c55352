"""A file becomes an article, whatever state it is in, and its owner hears what to mend."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbviewer.articles.article import Article, SourceFile
from kbviewer.articles.checking import check_library
from kbviewer.articles.folder import scan
from kbviewer.articles.loader import Loaded, load
from kbviewer.articles.source_text import LARGEST
from kbviewer.errors import Cancelled, ContentError


def read(folder: Path, text: str | bytes, name: str = "fod/prøve-på-titel.md") -> Loaded:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    (source,) = [source for source in scan([folder]) if source.path == file.resolve()]
    return load(source)


def article(loaded: Loaded) -> Article:
    assert loaded.article is not None
    return loaded.article


def rules(loaded: Loaded) -> list[tuple[int, str]]:
    return [(problem.line, problem.rule) for problem in loaded.problems]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Ømme knæ\nmetaTitle: Andet – mere\n---\nTekst", "Ømme knæ"),
        ("---\nTitle: Ømme knæ\n---\nTekst", "Ømme knæ"),
        ("---\nmetaTitle: Ømme knæ – Hvad kan du gøre?\n---\nTekst", "Ømme knæ"),
        ("Tekst først\n\n## Ømme **knæ**\n", "Ømme knæ"),
        ("Kun tekst", "Prøve på titel"),
    ],
)
def test_the_title_falls_back_step_by_step(tmp_path: Path, text: str, title: str) -> None:
    assert article(read(tmp_path, text)).title == title


@pytest.mark.parametrize("written", ["19/02/2025", "19-2-2025", "19.02.2025", "2025-02-19", "'19/02/2025'"])
def test_dates_are_day_first(tmp_path: Path, written: str) -> None:
    assert article(read(tmp_path, f"---\ndatePublished: {written}\n---\nx")).published == date(2025, 2, 19)


def test_an_impossible_date_is_reported_with_its_line(tmp_path: Path) -> None:
    loaded = read(tmp_path, "---\ntitle: T\ndatePublished: 31/02/2025\n---\nx")
    assert article(loaded).published is None
    assert rules(loaded) == [(3, "date_impossible")]


def test_an_update_before_publication_is_not_shown(tmp_path: Path) -> None:
    loaded = read(tmp_path, "---\ntitle: T\nlastUpdated: 19/02/2024\ndatePublished: 19/02/2025\n---\nx")
    assert article(loaded).updated is None
    assert rules(loaded) == [(3, "updated_before_published")]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("---\ntitle: T\nTeksten står her.\n", "front_matter_unclosed"),
        ("---\ntitle: [T\n---\nTeksten står her.", "front_matter_invalid"),
        ("---\ntitle: a: b: c\n---\nTeksten står her.", "front_matter_invalid"),
        ("---\n" + "[" * 5000 + "\n---\nTeksten står her.", "front_matter_invalid"),
    ],
)
def test_broken_front_matter_never_costs_the_text(tmp_path: Path, text: str, rule: str) -> None:
    loaded = read(tmp_path, text)
    assert "Teksten står her." in article(loaded).html
    assert rule in [name for _line, name in rules(loaded)]


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    assert "Før" in article(read(tmp_path, "---\n\nFør stregen.\n\n---\n\nEfter.")).html


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_danish_letters_survive_any_common_encoding(tmp_path: Path, encoding: str) -> None:
    loaded = read(tmp_path, "---\r\ntitle: Ømt knæ på\r\n---\r\nBlåbærgrød\r\n".encode(encoding))
    assert article(loaded).title == "Ømt knæ på"
    assert "Blåbærgrød" in article(loaded).html
    assert [rule for _line, rule in rules(loaded)] == (["not_utf8"] if encoding == "cp1252" else [])


@pytest.mark.parametrize("raw", [b"\x00\x01\x02", b"PK\x03\x04\x00\x00", b"\xff\xfe\x00"])
def test_a_binary_file_is_reported_and_left_out(tmp_path: Path, raw: bytes) -> None:
    loaded = read(tmp_path, raw)
    assert loaded.article is None
    assert rules(loaded) == [(0, "not_text")]


def test_a_huge_file_is_reported_and_left_out(tmp_path: Path) -> None:
    assert rules(read(tmp_path, b"a" * (LARGEST + 1))) == [(0, "file_too_large")]


def test_a_file_that_is_gone_is_reported(tmp_path: Path) -> None:
    assert [p.rule for p in load(SourceFile(tmp_path, "væk.md", 0, 0)).problems] == ["file_unreadable"]


def test_an_unclosed_link_and_a_missing_picture_are_reported_with_line_and_address(tmp_path: Path) -> None:
    loaded = read(
        tmp_path, "---\ntitle: T\n---\nSe [kortet](https://eksempel.dk/kort, som viser.\n\n![Fod](/b/fod.png)\n"
    )
    assert rules(loaded) == [(4, "link_unclosed"), (6, "image_missing")]
    assert ("address", "https://eksempel.dk/kort") in loaded.problems[0].values


def test_sections_hold_the_text_below_their_heading(tmp_path: Path) -> None:
    text = "Indledning.\n\n## Øvelser\n\n- en\n  - to\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n## Øvelser\n\nMere.\n"
    made = article(read(tmp_path, text)).sections
    assert [(s.anchor, s.title, s.level) for s in made] == [
        ("", "", 0),
        ("øvelser", "Øvelser", 2),
        ("øvelser-2", "Øvelser", 2),
    ]
    assert made[1].text == "en\nto\na · b\n1 · 2"


def test_a_first_heading_equal_to_the_title_is_not_repeated(tmp_path: Path) -> None:
    assert "<h1" not in article(read(tmp_path, "---\ntitle: Knæ\n---\n# Knæ\n\nTekst")).html


def test_an_id_of_its_own_outlives_a_new_file_name(tmp_path: Path) -> None:
    assert article(read(tmp_path, "---\nid: knae/loeberknae\n---\nx", "a.md")).id == "knae/loeberknae"


@pytest.mark.parametrize("bad", ["../ude", "/rod", "a\\b", "a//b", "a#b", "x" * 300])
def test_an_impossible_id_falls_back_to_the_path(tmp_path: Path, bad: str) -> None:
    loaded = read(tmp_path, f"---\ntitle: T\nid: '{bad}'\n---\nx", "fod/a.md")
    assert article(loaded).id == "fod/a"
    assert rules(loaded) == [(3, "id_invalid")]


def test_a_later_folder_overrides_an_earlier_one(tmp_path: Path) -> None:
    read(tmp_path / "a", "---\ntitle: Vores\n---\nx", "fod/hael.md")
    read(tmp_path / "b", "---\ntitle: Klinikkens\n---\nx", "fod/hael.md")
    checked = check_library([tmp_path / "a", tmp_path / "b"], today=date.today())
    assert [each.title for each in checked.articles] == ["Klinikkens"]
    assert checked.problems == ()


def test_two_files_with_one_id_are_reported(tmp_path: Path) -> None:
    read(tmp_path, "---\ntitle: Et\nid: fælles\n---\nx", "a.md")
    read(tmp_path, "---\ntitle: To\nid: fælles\n---\nx", "b.md")
    checked = check_library([tmp_path], today=date.today())
    assert [each.title for each in checked.articles] == ["Et"]
    assert [(p.file, p.rule) for p in checked.problems] == [("b.md", "id_duplicate")]


def test_readme_hidden_files_and_links_out_of_the_folder_are_no_articles(tmp_path: Path) -> None:
    folder = tmp_path / "indhold"
    for name in ("README.md", ".skjult.md", ".git/a.md", "rigtig.MD"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    (tmp_path / "ude.md").write_text("hemmeligt", encoding="utf-8")
    try:
        (folder / "link.md").symlink_to(tmp_path / "ude.md")
    except OSError:
        pytest.skip("this system lets no ordinary user make links")
    assert [source.relative for source in scan([folder])] == ["rigtig.MD"]


def test_html_nested_by_the_thousand_keeps_its_text(tmp_path: Path) -> None:
    made = article(read(tmp_path, "<div>" * 20_000 + "dybt nede"))
    assert "dybt nede" in made.html
    assert "dybt nede" in made.sections[0].text


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        scan([tmp_path / "væk"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400).map(lambda tail: b"---\ntitle: T\n" + tail))
def test_no_bytes_break_the_loader(tmp_path: Path, raw: bytes) -> None:
    read(tmp_path, raw)


def test_a_colon_in_the_title_costs_nothing_else(tmp_path: Path) -> None:
    loaded = read(tmp_path, "---\ntitle: Ondt: i knæet\nid: knae/ondt\naliases:\n  - knæsmerter\n---\nTekst")
    made = article(loaded)
    assert (made.title, made.id, made.keywords) == ("Ondt: i knæet", "knae/ondt", ("knæsmerter",))
    assert [problem.rule for problem in loaded.problems] == ["front_matter_invalid"]


def test_the_summary_falls_back_on_the_first_paragraph(tmp_path: Path) -> None:
    made = article(read(tmp_path, "---\ntitle: T\n---\nDet første afsnit.\n\nDet andet."))
    assert (made.description, made.summary) == ("", "Det første afsnit.")


def test_a_picture_with_brackets_in_its_name_or_in_code_is_not_called_missing(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "fod_(1).png").write_bytes(b"GIF89a\x01\0\x01\0")
    loaded = read(tmp_path, "---\ntitle: T\n---\n![Fod](/b/fod_(1).png)\n\n```\n![Fod](/b/ingen.png)\n```\n")
    assert loaded.problems == ()


def test_a_file_that_no_page_can_show_is_called_missing(tmp_path: Path) -> None:
    (tmp_path / "fod.bmp").write_bytes(b"x")
    (tmp_path / "tom.png").write_bytes(b"")
    assert rules(read(tmp_path, "---\ntitle: T\n---\n![a](/fod.bmp)\n\n![b](/tom.png)\n")) == [
        (4, "image_missing"),
        (6, "image_missing"),
    ]


def test_a_scan_can_be_cancelled(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        scan([tmp_path], lambda: True)
