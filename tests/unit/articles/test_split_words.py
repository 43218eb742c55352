"""A word split by a stray space is found; words that belong apart are left alone."""

from datetime import date
from pathlib import Path

import pytest

from kbviewer.articles.checking import check_library

HEAD = "---\ntitle: Titel\n---\n"
SHIPPED = ("smerte", "frossen skulder", "spinalstenose")


def split_in(folder: Path, *texts: str) -> list[tuple[str, int, str]]:
    """The split words of some articles: file, line, and the word meant."""
    for number, text in enumerate(texts):
        (folder / f"{number}.md").write_text(f"---\ntitle: Nummer {number}\n---\n{text}\n", encoding="utf-8")
    problems = check_library([folder], today=date(2025, 1, 1), shipped=SHIPPED).problems
    return [(p.file, p.line, dict(p.values)["word"]) for p in problems if p.rule == "word_split"]


def test_a_word_that_the_library_has_elsewhere_is_found_split(tmp_path: Path) -> None:
    often = "Plantarfascien er en sene. Plantarfascien er tyk. Plantarfascien er under foden."
    assert split_in(tmp_path, often, "Først.\n\nSå bliver plantarf ascien øm.") == [("1.md", 6, "plantarfascien")]


def test_a_single_article_is_enough_when_the_word_is_built_of_known_ones(tmp_path: Path) -> None:
    assert split_in(tmp_path, "Det kan være meget smer tefuld om morgenen.") == [("0.md", 4, "smertefuld")]


@pytest.mark.parametrize(
    "text",
    [
        "Det går over. Overgangen er god. Det er overgang. Overgang. Overgang. Et over gang.",  # both are words
        "Rotator cuff er muskler. Rotatorcuff. Rotatorcuff. Rotatorcuff. Træn rotator cuff.",  # apart on purpose
        "En spinal stenose. En spinal stenose igen.",
        "Efficacy of plantarf ascia. Plantarfascia. Plantarfascia. Plantarfascia.",  # English
        "Vækstspurter. Vækstspurter. Vækstspurter. Efter en vækstspurt er benet langt.",  # "er" is a word
        "Hos Mayo Clinic. Mayoclinic. Mayoclinic. Mayoclinic.",  # a name
        "Plantarfascien. Plantarfascien. Plantarfascien. Se plantarf, ascien.",  # not side by side
    ],
)
def test_words_that_belong_apart_are_left_alone(tmp_path: Path, text: str) -> None:
    assert split_in(tmp_path, f"{text} En er der, hvor der går en over en gang.") == []
