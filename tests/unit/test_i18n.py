"""Sentences, dates and Danish order."""

import ast
import re
import tomllib
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from kbviewer.articles.body_regions import REGIONS
from kbviewer.articles.problems import RULES
from kbviewer.cli.parser import make_parser
from kbviewer.i18n import LANGUAGES, Catalogue, collation_key, initial, read_sentences
from kbviewer.library.bookmark import LABELS
from kbviewer.paths import PACKAGE, resources
from kbviewer.policy import KEYS
from kbviewer.settings import LANGUAGE, THEME
from kbviewer.ui.actions import ACTIONS

KEY, KEY_OF_ERROR = re.compile(r"[a-z]\w*(\.\w+)+"), re.compile(r"[a-z]\w*")

CATALOGUES = {language: Catalogue.load(language, resources()) for language in LANGUAGES}


@cache
def trees() -> dict[str, ast.Module]:
    """The program's code, by file."""
    return {
        str(file.relative_to(PACKAGE)): ast.parse(file.read_text(encoding="utf-8")) for file in PACKAGE.rglob("*.py")
    }


@cache
def literals() -> frozenset[str]:
    """Every string in the code."""
    nodes = (node for tree in trees().values() for node in ast.walk(tree))
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


@cache
def keys_in_code() -> tuple[dict[str, str], frozenset[str]]:
    """The keys that are asked for word by word, with a file that does so, and a pattern for each that is computed."""
    asked, patterns = {}, set()
    for file, tree in trees().items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args):
            name, first = getattr(call.func, "attr", getattr(call.func, "id", "")), call.args[0]
            if name not in ("text", "html", "_text") and not name.endswith("Error"):
                continue
            form = KEY_OF_ERROR if name.endswith("Error") else KEY
            for key in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                if isinstance(key, ast.Constant) and isinstance(key.value, str) and form.fullmatch(key.value):
                    asked[key.value] = file
        for made in (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
            parts = (
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.]+" for part in made.values
            )
            pattern = "".join(parts)
            if re.match(r"[a-z]+\\\.", pattern):
                patterns.add(pattern)
    return asked, frozenset(patterns)


def fields(sentence: str) -> set[str]:
    """The names of what is filled in."""
    return set(re.findall(r"{(\w+)", sentence))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_read_as_any_reader_of_toml_reads_it(language: str) -> None:
    read = tomllib.loads((resources() / "i18n" / f"{language}.toml").read_text(encoding="utf-8"))
    assert CATALOGUES[language].sentences == dict(flat(read))


def flat(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """The sentences of a table, by their dotted keys."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{name}.")
        else:
            yield before + name, value


@pytest.mark.parametrize(
    "line",
    ["b.c = 'x \\ y'", 'b = { c = "x \\\\ y" }', 'b.c = "x \\u005C y"', '[b]\r\nc = "x \\\\ y"\r', '[b]\nc="x \\\\ y"'],
)
def test_a_sentence_may_be_written_in_any_way_that_toml_has(line: str) -> None:
    assert read_sentences(f'# who wrote it\n[a]\nd = "z"\n\n{line}\n') == {
        "a.d": "z",
        ("b.c" if line.startswith("[") else "a.b.c"): "x \\ y",
    }


def test_both_languages_have_the_same_sentences() -> None:
    own = {key for key in CATALOGUES["da"].sentences if not key.startswith("argparse.")}
    assert own == set(CATALOGUES["en"].sentences)


def test_both_languages_fill_in_the_same_values() -> None:
    for key, english in CATALOGUES["en"].sentences.items():
        danish = CATALOGUES["da"].sentences[key]
        if not key.endswith(".one"):
            assert fields(danish) == fields(english), key


def test_a_sentence_that_depends_on_a_number_has_both_forms() -> None:
    for language, catalogue in CATALOGUES.items():
        forms = {key.rpartition(".")[::2] for key in catalogue.sentences if key.endswith((".one", ".other"))}
        assert {name for name, form in forms if form == "one"} == {name for name, _form in forms}, language
        for name, _form in forms:
            one = catalogue.sentences[f"{name}.one"]
            assert "{" not in one or fields(one) <= fields(catalogue.sentences[f"{name}.other"]), name


def test_no_sentence_is_empty_or_the_same_in_both_languages() -> None:
    danish, english = (CATALOGUES[language].sentences for language in ("da", "en"))
    assert [key for key in english if not english[key].strip() or not danish[key].strip()] == []
    alike = (key for key in english if english[key] == danish[key])
    same = {key for key in alike if re.search("[a-zæøå]{3,} [a-zæøå]{3,}", re.sub("{[^}]*}", "", english[key]))}
    assert same == {"results.example_searches"}  # for the articles are Danish


def test_every_sentence_asked_for_in_the_code_exists() -> None:
    asked, _patterns = keys_in_code()
    known = CATALOGUES["da"].sentences
    for key, file in asked.items():
        if not any(each in known for each in (key, f"{key}.other", f"error.{key}", f"error.{key}.other")):
            raise AssertionError(f"{file}: {key}")


def test_no_sentence_is_left_unused() -> None:
    code = literals()
    _asked, patterns = keys_in_code()
    computed = re.compile("|".join(patterns))
    unused = []
    for key in CATALOGUES["da"].sentences:
        name = key.removesuffix(".one").removesuffix(".other")
        is_named = name in code or name.removeprefix("error.") in code
        if not is_named and not computed.fullmatch(name) and not key.startswith("argparse."):
            unused.append(key)
    assert unused == []


def test_what_is_named_after_a_table_of_the_program_has_a_row_there() -> None:
    rows = {
        "action": {*(action.name for action in ACTIONS), "copy", "open_in_tab"},
        "problem": {*RULES, "at_line"},
        "policy": {key.name for key in KEYS},
        "body": {*REGIONS, "title", "hint", "front", "back"},
        "label": {*LABELS, "none"},
    }
    for table, names in rows.items():
        keys = {key.split(".")[1] for key in CATALOGUES["da"].sentences if key.startswith(f"{table}.")}
        assert keys - names <= choices(table), table


def choices(table: str) -> set[str]:
    """Rows that a setting or a menu makes by itself."""
    made = {f"{one.name}_{choice}" for one in (THEME, LANGUAGE) for choice in one.choices}
    return made if table == "action" else set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_of_every_command_is_in_the_language_asked_for(language: str) -> None:
    english = r"usage: |options:|positional arguments|\b(the|and|show this help)\b"
    strangers = re.compile(english if language == "da" else r"\b(og|eller|ikke|vis|skriv)\b")
    for name, parser in parsers(make_parser(CATALOGUES[language])):
        text = re.sub("[»“].*?[«”]", "", parser.format_help())
        assert not strangers.search(text), name
        shown = (one for one in parser._actions if not isinstance(one, _SubParsersAction))
        assert [one.dest for one in shown if not one.help] == [], name


def parsers(parser: ArgumentParser, name: str = "kbviewer") -> Iterator[tuple[str, ArgumentParser]]:
    """A parser and those of all its commands."""
    yield name, parser
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for each, below in action.choices.items():
                yield from parsers(below, f"{name} {each}")


QT_SAYS = {
    "QPlatformTheme": ("OK", "Cancel", "Save", "Close", "&Yes", "&No"),
    "QWidgetTextControl": ("&Undo", "&Redo", "Cu&t", "&Copy", "&Paste", "Delete", "Select All"),
    "QLineEdit": ("&Undo", "&Copy", "&Paste"),
    "QFileDialog": ("File &name:", "Look in:"),
}
"""What a person meets of Qt's own: buttons of dialogs, the menu of a field, the dialogs for files and printers."""


def test_qt_s_own_dialogs_and_menus_are_in_danish() -> None:
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert translator.load(QLocale("da_DK"), "qtbase", "_", folder)
    for context, texts in QT_SAYS.items():
        for text in texts:
            assert translator.translate(context, text), f"{context}: {text}"


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
