"""Sentences, dates and Danish order."""

import re
from datetime import date
from pathlib import Path

from kbviewer.i18n import LANGUAGES, Catalogue, collation_key, initial
from kbviewer.paths import PACKAGE, resources

CATALOGUES = {language: Catalogue.load(language, resources()) for language in LANGUAGES}


def test_both_languages_have_the_same_sentences() -> None:
    own = {key for key in CATALOGUES["da"].sentences if not key.startswith("argparse.")}
    assert own == set(CATALOGUES["en"].sentences)


def test_both_languages_fill_in_the_same_values() -> None:
    for key, english in CATALOGUES["en"].sentences.items():
        danish = CATALOGUES["da"].sentences[key]
        if not key.endswith(".one"):
            assert set(re.findall(r"{(\w+)}", danish)) == set(re.findall(r"{(\w+)}", english)), key


def test_every_sentence_asked_for_in_the_code_exists() -> None:
    known = CATALOGUES["da"].sentences
    for file in PACKAGE.rglob("*.py"):
        code = file.read_text(encoding="utf-8")
        for key in re.findall(r'(?:words\.text|phrases\.text|phrases\.html|_text|Error)\(\s*"([\w.]+)"', code):
            keys = (key, f"{key}.other", f"error.{key}", f"error.{key}.other")
            assert any(each in known for each in keys), f"{file.name}: {key}"


def test_no_sentence_is_left_unused() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    computed = ("date.month", "problem.", "argparse.", "action.", "setting.", "results.field_", "results.through_",
                "kind.", "profile.profile_", "cli.", "check.show_", "check.severity_", "about.",
                "label.", "body.", "change.", "standing.", "gone.", "changes.", "bookmarks.order_",
                "handout.dose_", "handout.day", "policy.",
                "program.")  # fmt: skip
    unused = []
    for key in CATALOGUES["da"].sentences:
        name = key.removesuffix(".one").removesuffix(".other")
        asked = re.search(rf"""['"]({name}|{name.removeprefix("error.")})['"]""", code)
        if not asked and not name.startswith(computed):
            unused.append(key)
    assert unused == []


def test_numbers_choose_the_right_form() -> None:
    danish = CATALOGUES["da"]
    assert danish.text("home.count", n=1) == "1 artikel"
    assert danish.text("home.count", n=0) == "0 artikler"


def test_dates_read_like_danish_and_english() -> None:
    day = date(2025, 2, 19)
    assert CATALOGUES["da"].date(day) == "19. februar 2025"
    assert CATALOGUES["en"].date(day) == "19 February 2025"


def test_titles_sort_as_in_a_danish_dictionary() -> None:
    right = [
        "Ankel",
        "arm",
        "Hæl",
        "Hoved 2",
        "Hoved 10",
        "zoneterapi",
        "Æggestok",
        "Ødem",
        "Ørebro",
        "Åndenød",
        "Aarhus",
    ]
    expected = [
        "Ankel",
        "arm",
        "Hoved 10",
        "Hoved 2",
        "Hæl",
        "zoneterapi",
        "Æggestok",
        "Ødem",
        "Ørebro",
        "Åndenød",
        "Aarhus",
    ]
    assert sorted(right, key=collation_key) == expected


def test_a_title_stands_under_its_letter() -> None:
    assert [initial(title) for title in ("Ørebro", "aarhus", "élan", "3 øvelser", "  hæl")] == [
        "Ø",
        "Å",
        "E",
        "#",
        "H",
    ]


def test_catalogues_are_the_only_files_of_the_folder() -> None:
    assert {file.stem for file in Path(resources() / "i18n").iterdir()} == set(LANGUAGES)
