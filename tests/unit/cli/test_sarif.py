"""Problems as code hosts read them."""

from pathlib import Path

import pytest

from kbviewer.articles.article import Problem
from kbviewer.articles.problems import RULES
from kbviewer.cli import sarif
from kbviewer.i18n import LANGUAGES, Catalogue
from kbviewer.paths import resources

PROBLEMS = [
    Problem("fod/hæl & tå.md", 7, "word_split", (("split", "smer tefuld"), ("word", "smertefuld"))),
    Problem("fod/væk.md", 0, "text_missing"),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_problem_is_a_result_at_its_line_with_what_to_do(language: str, tmp_path: Path) -> None:
    (run,) = sarif.log(PROBLEMS, [tmp_path], Catalogue.load(language, resources()))["runs"]
    split, missing = run["results"]
    assert (split["ruleId"], split["level"]) == ("word_split", "warning")
    assert "smer tefuld" in split["message"]["text"] and "smertefuld" in split["message"]["text"]
    place = split["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "fod/h%C3%A6l%20%26%20t%C3%A5.md"
    assert place["region"] == {"startLine": 7}
    assert (missing["ruleId"], missing["level"]) == ("text_missing", "error")
    assert "region" not in missing["locations"][0]["physicalLocation"], "there is no line 0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_explained_and_results_point_to_theirs(language: str) -> None:
    (run,) = sarif.log(PROBLEMS, [], Catalogue.load(language, resources()))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [p.rule for p in PROBLEMS]
    told = {rule["id"]: f"ignore: {rule['id']}" in rule["help"]["text"] for rule in rules}
    assert told == {name: rule.can_be_ignored for name, rule in RULES.items()}


def test_files_are_relative_to_the_one_folder_whose_place_is_told(tmp_path: Path) -> None:
    words = Catalogue.load("da", resources())
    one = sarif.log(PROBLEMS, [tmp_path], words)["runs"][0]
    assert one["originalUriBaseIds"]["CONTENT"]["uri"] == f"{tmp_path.resolve().as_uri()}/"
    assert one["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"] == "CONTENT"
    assert "originalUriBaseIds" not in sarif.log(PROBLEMS, [tmp_path, tmp_path], words)["runs"][0]
