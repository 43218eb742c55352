"""Templates of handouts from the clinic: what is read, what is told, and what a hostile file cannot do."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.articles.checking import check_library
from kbviewer.articles.folder import scan
from kbviewer.articles.handout_limits import TEXT_SIZES
from kbviewer.articles.register import Register
from kbviewer.articles.sections import anchor_of
from kbviewer.articles.source_text import LARGEST
from kbviewer.articles.template_files import (
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_ITEMS,
    read_template,
    read_templates,
    resolve,
    to_text,
)
from kbviewer.articles.templates import FOLDER, MOST_TEMPLATES, Template, TemplateExercise, TemplatePart

TEMPLATE = """title: Hælen, uge 1–4
description: Til den første gang.
articles:
  - fod/hael
  - article: oevelser/aalestraek
    sections: [Sådan gør du, '#dosis']
    callout: no
  - knae#råd
exercises:
  - article: oevelser/aalestraek
    sets: 3
    repetitions: 8–12
    hold: 007
    pause: 1 minut
    frequency: hver anden dag
  - name: Rul foden over en bold
    how: Sid ned imens.
weeks: 0
size: 14
note: |
  Begynd roligt.
  Ring, hvis du er i tvivl.
"""
WHOLE = Template(
    "a.yml",
    "Hælen, uge 1–4",
    (
        TemplatePart("fod/hael"),
        TemplatePart("oevelser/aalestraek", ("sådan-gør-du", "dosis"), callout=False),
        TemplatePart("knae", ("råd",)),
    ),
    "Til den første gang.",
    (
        TemplateExercise("oevelser/aalestraek", "", "", "3", "8–12", "007", "1 minut", "hver anden dag"),
        TemplateExercise(name="Rul foden over en bold", how="Sid ned imens."),
    ),
    0,
    14,
    "Begynd roligt.\nRing, hvis du er i tvivl.",
)


def put(folder: Path, text: str | bytes, name: str = "a.yml") -> None:
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    (folder / FOLDER / name).write_bytes(text.encode() if isinstance(text, str) else text)


def told(folder: Path) -> list[tuple[int, str, str]]:
    """Line, rule and reason of what is to be mended in the templates of a folder."""
    problems = read_templates([folder])[1]
    return [(problem.line, problem.rule, dict(problem.values).get("why", "")) for problem in problems]


def titles(*folders: Path) -> list[str]:
    return [one.title for one in read_templates(folders)[0]]


def test_a_template_is_read_as_its_author_wrote_it(tmp_path: Path) -> None:
    put(tmp_path, TEMPLATE)
    assert read_templates([tmp_path]) == ((WHOLE,), ())


def test_what_a_template_does_not_say_is_left_to_the_articles(tmp_path: Path) -> None:
    put(tmp_path, "articles: [fod]\nexercises:\nweeks:\nsections:\n", "hæl_uge-1.yaml")
    (found,) = read_templates([tmp_path])[0]
    assert found == Template("hæl_uge-1.yaml", "Hæl uge 1", (TemplatePart("fod"),))
    assert (found.exercises, found.weeks, found.size, found.parts[0].sections) == (None, None, 12, None)


def test_no_exercises_and_no_sections_are_something_else_than_not_saying(tmp_path: Path) -> None:
    put(tmp_path, "articles:\n  - article: fod\n    sections: []\nexercises: []\n")
    (found,) = read_templates([tmp_path])[0]
    assert (found.exercises, found.parts[0].sections) == ((), ())


@pytest.mark.parametrize(
    ("answer", "kept"),
    [("no", False), ("nej", False), ("False", False), ("NEJ", False), ("yes", True), ("ja", True), ("", True)],
)
def test_the_call_out_is_left_out_only_when_the_author_says_so(tmp_path: Path, answer: str, kept: bool) -> None:
    put(tmp_path, f"articles:\n  - article: fod\n    callout: {answer}\n")
    assert read_templates([tmp_path])[0][0].parts[0].callout is kept
    assert told(tmp_path) == []


def test_a_later_folder_overrides_a_template_by_its_file_name(tmp_path: Path) -> None:
    shipped, clinic = tmp_path / "a", tmp_path / "b"
    put(shipped, "title: Vores\narticles: [x]", "fod.yml")
    put(shipped, "title: Også vores\narticles: [x]", "knæ.yml")
    put(clinic, "title: Klinikkens\narticles: [x]", "fod.yml")
    assert titles(shipped, clinic) == ["Klinikkens", "Også vores"]
    put(clinic, "title: Tom", "fod.yml")
    assert titles(shipped, clinic) == ["Vores", "Også vores"]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("title: Ondt: i hælen\narticles: [x]", 1, "yaml"),
        ("articles: &x\n  - *x", 2, "yaml"),
        ("[" * 100_000, 1, "yaml"),
        ("articles:\n" + "- x\n" * 20_000, 9_998, "yaml"),
        ("title: A\n", 1, "articles"),
        ("title: A\narticles: fod/hael", 2, "articles"),
        ("- fod/hael", 1, "articles"),
        ("title: A\narticles:\n  - - x", 3, "item"),
        ("title: A\narticles:\n  - callout: no", 3, "item"),
    ],
)
def test_a_template_that_cannot_be_read_is_told_at_its_line_and_stops_no_other(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    put(tmp_path, text)
    put(tmp_path, TEMPLATE, "b.yml")
    assert titles(tmp_path) == ["Hælen, uge 1–4"]
    assert told(tmp_path)[0] == (line, "template_malformed", why)


@pytest.mark.parametrize(
    ("wrong", "line", "why"),
    [
        ("weeks: 13", 3, "weeks"),
        ("weeks: -1", 3, "weeks"),
        ("weeks: ١", 3, "weeks"),
        ("weeks: fire", 3, "weeks"),
        ("weeks: " + "9" * 5000, 3, "weeks"),
        ("weeks: [4]", 3, "text"),
        ("size: 13", 3, "size"),
        ("size: 12.0", 3, "size"),
        ("uger: 4", 3, "key"),
        ("patient: x", 3, "key"),
        ("exercises: Tåhævning", 3, "list"),
        ("exercises:\n  - how: x", 4, "exercise"),
        ("exercises:\n  - Tåhævning", 4, "exercise"),
        ("exercises:\n  - name: A\n    saet: 3", 5, "key"),
        ("exercises:\n  - name: A\n    sets: [3]", 5, "text"),
        ("note: " + "a" * (LONGEST_TEXT + 1), 3, "long"),
        ("exercises:\n  - name: A\n    pause: " + "b" * (LONGEST_LINE + 1), 5, "long"),
        ("exercises:\n" + "  - name: A\n" * (MOST_ITEMS + 1), 4 + MOST_ITEMS, "items"),
    ],
)
def test_what_is_wrong_in_a_template_is_told_and_the_rest_is_used(
    tmp_path: Path, wrong: str, line: int, why: str
) -> None:
    put(tmp_path, f"title: A\narticles: [fod]\n{wrong}\n")
    (found,) = read_templates([tmp_path])[0]
    assert (found.title, found.parts) == ("A", (TemplatePart("fod"),))
    assert (found.weeks, found.size) == (None, 12)
    assert len(found.note) <= LONGEST_TEXT
    assert len(found.exercises or ()) <= MOST_ITEMS
    assert all(len(row.pause) <= LONGEST_LINE and not row.sets for row in found.exercises or ())
    assert told(tmp_path) == [(line, "template_malformed", why)]


def test_what_is_wrong_about_an_article_is_told_and_its_call_out_stays(tmp_path: Path) -> None:
    put(
        tmp_path,
        "articles:\n  - article: a\n    callout: måske\n  - article: b\n    sections: Øvelser\n"
        "  - article: c\n    sections: [[x]]\n    section: y\n  - article: d\n    sections: [Råd, {a: b}, råd]\n",
    )
    (found,) = read_templates([tmp_path])[0]
    assert found.parts == (TemplatePart("a"), TemplatePart("b"), TemplatePart("c"), TemplatePart("d", ("råd",)))
    assert [(line, why) for line, _, why in told(tmp_path)] == [
        (3, "callout"), (5, "list"), (8, "key"), (7, "text"), (10, "text"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "rule"),
    [(b"title: a\0b", "not_text"), (b"a" * (LARGEST + 1), "file_too_large"), (b"\xff\xfe\x00", "not_text")],
)
def test_a_template_that_is_no_text_is_told(tmp_path: Path, content: bytes, rule: str) -> None:
    put(tmp_path, content)
    assert read_templates([tmp_path])[0] == ()
    assert told(tmp_path) == [(0, rule, "")]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as Unix has them")
def test_links_out_of_the_folder_and_pipes_are_not_read(tmp_path: Path) -> None:
    content, templates = tmp_path / "indhold", tmp_path / "indhold" / FOLDER
    put(content, TEMPLATE)
    (tmp_path / "ude.yml").write_text(TEMPLATE, encoding="utf-8")
    (templates / "b.yml").symlink_to(tmp_path / "ude.yml")
    os.mkfifo(templates / "c.yml")
    assert titles(content) == ["Hælen, uge 1–4"]
    assert [(rule, why) for _, rule, why in told(content)] == [("template_malformed", "link"), ("file_unreadable", "")]


def test_more_templates_than_anybody_writes_are_told_once(tmp_path: Path) -> None:
    for number in range(MOST_TEMPLATES + 2):
        put(tmp_path, "articles: [x]", f"{number:03}.yml")
    assert len(titles(tmp_path)) == MOST_TEMPLATES
    assert told(tmp_path) == [(0, "template_malformed", "many")]


def test_templates_are_no_articles_and_a_folder_without_them_has_none(tmp_path: Path) -> None:
    assert read_templates([tmp_path, tmp_path / "ikke-her"]) == ((), ())
    put(tmp_path, TEMPLATE)
    left_out: list[str] = []
    assert scan([tmp_path], left_out=lambda path, _why: left_out.append(path)) == ()
    assert left_out == []


def test_the_check_names_what_a_template_leads_to_in_vain(tmp_path: Path) -> None:
    (tmp_path / "fod").mkdir()
    (tmp_path / "fod" / "hael.md").write_text("---\ntitle: Hæl\n---\n## Øvelser\n\nTekst.\n", encoding="utf-8")
    put(
        tmp_path,
        "articles:\n  - hael\n  - article: fod/hael\n    sections: [Indledning, Øvelse, Øvelser]\n  - fod/hæl\n"
        "exercises:\n  - article: fod/hael\n  - article: hælstræk\n    name: Stræk\n  - name: Bold\n",
    )
    checked = check_library([tmp_path], today=date(2026, 11, 24))
    assert [(problem.file, problem.line, problem.rule, dict(problem.values)) for problem in checked.problems] == [
        (f"{FOLDER}/a.yml", 3, "template_unknown_section",
         {"article": "fod/hael", "section": "øvelse", "meant": "øvelser"}),
        (f"{FOLDER}/a.yml", 5, "template_unknown_article", {"reference": "fod/hæl", "meant": "fod/hael"}),
        (f"{FOLDER}/a.yml", 8, "template_unknown_article", {"reference": "hælstræk", "meant": ""}),
    ]  # fmt: skip


def test_resolving_gives_the_ids_that_the_library_has_and_leaves_the_rest() -> None:
    class Known:
        id, relative = "fod/hael", "fod/hael.md"

    row = TemplateExercise("/fod/hael.md", "Stræk")
    template = Template(
        "a.yml", "A", (TemplatePart("hael", ("x",), callout=False), TemplatePart("væk")), exercises=(row,)
    )
    (found,) = resolve([template], Register([Known()]))
    assert found.parts == (TemplatePart("fod/hael", ("x",), callout=False), TemplatePart("væk"))
    assert found.exercises == (TemplateExercise("fod/hael", "Stræk"),)


LETTERS = st.characters(exclude_categories=["C", "Z"])
LINES = st.lists(st.text(LETTERS, min_size=1, max_size=8), max_size=4).map(" ".join)
TEXTS = st.lists(LINES, max_size=3).map(lambda lines: "\n".join(lines).strip())
NAMED = LINES.filter(bool)
ANCHORS = st.one_of(st.just(""), LINES).map(anchor_of).filter(lambda anchor: anchor_of(anchor) == anchor)
PARTS = st.builds(
    TemplatePart,
    NAMED,
    st.none() | st.lists(ANCHORS, unique=True, max_size=3).map(tuple),
    st.booleans(),
)
EXERCISES = st.builds(TemplateExercise, LINES, NAMED, TEXTS, LINES, LINES, LINES, LINES, LINES)
TEMPLATES = st.builds(
    Template,
    st.just("a.yml"),
    NAMED,
    st.lists(PARTS, min_size=1, max_size=3).map(tuple),
    TEXTS,
    st.none() | st.lists(EXERCISES, max_size=3).map(tuple),
    st.none() | st.integers(0, 12),
    st.sampled_from(TEXT_SIZES),
    TEXTS,
)


@given(TEMPLATES)
def test_a_template_that_is_written_is_read_as_the_same(template: Template) -> None:
    assert read_template(to_text(template), "a.yml") == (template, ())


@given(st.text())
def test_any_text_is_read_or_told(text: str) -> None:
    found, problems = read_template(text, "a.yml")
    assert found or problems
