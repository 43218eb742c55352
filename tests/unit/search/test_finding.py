"""Finding in one text: as a person expects of Ctrl+F, and a little more."""

import pytest

from kbviewer.search.finding import find


def hits(query: str, *texts: str) -> list[str]:
    return [texts[found.text][found.start : found.end] for found in find(query, texts).hits]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("knæ", "Knæet er ømt. Begge knæ.", ["Knæet", "knæ"]),
        ("knaeet", "Et knæ og knæene", ["knæ", "knæene"]),
        ("spore", "Hælsporen gør ondt", ["Hælsporen"]),
        ("fødder", "En fod, to fødder", ["fod", "fødder"]),
        ("i", "Ondt i ryggen, ikke i vinteren", ["i", "ikke", "i"]),
        ("ondt i ryggen", "Ondt i ryggen. Ryggen gør ondt i dag.", ["Ondt i ryggen"]),
        ("ryggen  ONDT", "Ryggen: ondt", ["Ryggen: ondt"]),
        ("ondt i ry", "Har du ondt i ryggen?", ["ondt i ryggen"]),
        ("50 %", "Mindst 50 % og 500", ["50", "500"]),
        ("%", "Mindst 50 % og 5 %", ["%", "%"]),
        ("1,5", "Drik 1,5 liter", ["1,5"]),
        ("", "Ingenting", []),
        ("hofte", "Ingenting", []),
    ],
)
def test_what_is_found(query: str, text: str, expected: list[str]) -> None:
    assert hits(query, text) == expected


def test_words_apart_are_found_one_by_one_and_said_to_be() -> None:
    finding = find("stræk læggen", ["Stræk foden.", "Læggen er stram."])
    assert finding.apart
    assert [found.text for found in finding.hits] == [0, 1]


def test_hits_come_in_order_with_the_number_of_their_text() -> None:
    assert [(found.text, found.start) for found in find("fod", ["a fod", "", "fod fod"]).hits] == [
        (0, 2),
        (2, 0),
        (2, 4),
    ]
