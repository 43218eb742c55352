"""Which words stand for a query: the marks on a page, in a snippet, and the reasons of a hit."""

import pytest
from conftest import LayOut
from shelf import Desk

TEXT = "Ondt i knæet. En hælspore, HÆL\u00adSPOREN og haelsporer. Albuebandage på albuen. Læg i flere lag."


@pytest.fixture
def desk(lay_out: LayOut) -> Desk:
    others = {f"Albue {number}": "Om albue og bandage." for number in range(3)}
    return lay_out({"Om kroppen": TEXT, **others}, synonyms="hælspore ~ fersenstikker")


def marked(desk: Desk, query: str, text: str = TEXT) -> list[str]:
    return [text[match.start : match.end] for match in desk.matcher(query).matches(text)]


def test_marks_are_in_the_text_as_written(desk: Desk) -> None:
    assert marked(desk, "hælspore ") == ["hælspore", "HÆL\u00adSPOREN", "haelsporer"]


def test_synonyms_are_marked(desk: Desk) -> None:
    assert marked(desk, "fersenstikker ") == ["hælspore", "HÆL\u00adSPOREN", "haelsporer"]


def test_words_of_a_synonym_are_marked_only_side_by_side(lay_out: LayOut) -> None:
    desk = lay_out({"Om ryg": "Ondt i ryggen. Ondt i dag, ryggen i ro."}, synonyms="rygsmerter ~ ondt i ryggen")
    assert marked(desk, "rygsmerter ", "Ondt i dag, ryggen i ro") == []
    assert marked(desk, "rygsmerter ", "Jeg har ondt i ryggen") == ["ondt", "ryggen"]


def test_what_a_slip_was_taken_for_is_marked(desk: Desk) -> None:
    assert marked(desk, "albeu ") == ["Albuebandage", "albuen"]


def test_compounds_of_a_word_are_marked(desk: Desk) -> None:
    assert marked(desk, "bandage ") == ["Albuebandage"]


def test_halves_of_a_typed_compound_are_marked(desk: Desk) -> None:
    assert marked(desk, "knæbandage ", "Bandage til albuen") == ["Bandage"]
    assert marked(desk, "bandagealbue ", "Bandage til albuen") == ["Bandage", "albuen"]


def test_half_typed_word_marks_the_words_it_begins(desk: Desk) -> None:
    assert marked(desk, "hæls") == ["hælspore", "HÆL\u00adSPOREN", "haelsporer"]
    assert marked(desk, "hæls ") == []


def test_stop_words_are_marked_only_when_nothing_else_was_typed(desk: Desk) -> None:
    assert marked(desk, "ondt i ", "Ondt i knæet") == ["Ondt"]
    assert marked(desk, "i ", "Ondt i knæet") == ["i"]


def test_empty_query_marks_nothing(desk: Desk) -> None:
    assert marked(desk, "") == []


def test_word_spelt_right_does_not_mark_the_other_it_may_be_a_hurried_spelling_of(desk: Desk) -> None:
    assert marked(desk, "læg ") == ["Læg"]
    assert marked(desk, "lag ") == ["lag"]


def test_words_of_an_article_tell_their_clause_passage_and_place(desk: Desk) -> None:
    number = desk.columns.ids.index("Om kroppen")
    found = desk.matcher("ondt knæ ").found_in(number)
    assert [(one.clause, one.place, desk.columns.written[one.word]) for one in found] == [
        (0, 0, "ondt"),
        (1, 2, "knæet"),
    ]
    assert len({one.passage for one in found}) == 1


def test_words_of_an_article_are_those_marked_in_its_text(desk: Desk) -> None:
    number = desk.columns.ids.index("Om kroppen")
    for query in ("hælspore ", "albue bandage ", "lag"):
        found = [desk.columns.written[one.word] for one in desk.matcher(query).found_in(number)]
        assert len(found) == len(marked(desk, query))
