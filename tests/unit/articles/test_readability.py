"""LIX as Björnsson defined it, on texts counted by hand."""

import pytest

from kbviewer.articles.readability import grade, lix, reading_minutes


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (["Jeg har en hat. Du har en kat."], 4),  # 8 words, 2 sentences, none long
        (["Smerter i skulderen kommer tit af arbejde."], 7 + 43),  # 7 words, 3 of them of 7 letters or more
        (["Foden", "Knæet", "Hoften"], 1),  # items without a full stop are sentences of their own
        (["Kun tre ord:", "et to tre"], 3),
        (["Tag 3 x 10 gentagelser."], 3 + 33),  # numbers are no words
        (["Se f.eks. her", ""], 4),  # the full stop of an abbreviation ends no sentence
        ([], 0),
        (["123 – 456"], 0),
    ],
)
def test_lix(blocks: list[str], expected: int) -> None:
    assert lix(blocks) == expected


def test_reading_time_is_never_nothing() -> None:
    assert reading_minutes([]) == 1
    assert reading_minutes(["ord " * 400, "ord " * 200]) == 3


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (0, "very_easy"),
        (24, "very_easy"),
        (25, "easy"),
        (35, "medium"),
        (44, "medium"),
        (45, "hard"),
        (55, "very_hard"),
    ],
)
def test_a_lix_has_a_grade(number: int, name: str) -> None:
    assert grade(number) == name
