"""The words of a library as a typed word meets them."""

import pytest
from conftest import LayOut
from shelf import Desk

from kbviewer.search.analysis import fold, stem
from kbviewer.search.lexicon import Lexicon


@pytest.fixture
def desk(lay_out: LayOut) -> Desk:
    return lay_out(
        {
            "Hælspore": "Stræk hælsenen. Rygsøjlen er ret.",
            "Ondt i ryggen": "Rygsøjlen bærer. HÆLEN hviler. Rygning skader.",
            "Lag og læg": "Læggen bøjes i flere lag.",
        }
    )


def written(lexicon: Lexicon, numbers: "list[int] | tuple[int, ...]") -> list[str]:
    return [lexicon.written(number) for number in numbers]


def test_word_is_written_as_the_articles_write_it_in_lower_case(desk: Desk) -> None:
    number = desk.columns.number(fold("HÆLEN"))
    assert number is not None
    assert desk.lexicon.written(number) == "hælen"


def test_stem_that_is_no_word_is_written_as_its_likeliest_word(desk: Desk) -> None:
    assert desk.lexicon.word_of(stem(fold("rygsøjle"))) == "rygsøjlen"
    assert desk.lexicon.word_of("xyzzy") == "xyzzy"


def test_word_in_a_name_is_likelier_than_one_in_texts(desk: Desk) -> None:
    named, told = (desk.columns.number(word) for word in ("ryggen", "rygsoejlen"))
    assert named is not None and told is not None
    assert desk.lexicon.likelihood(named) > desk.lexicon.likelihood(told)


def test_completions_are_words_of_articles_likeliest_first(desk: Desk) -> None:
    found = written(desk.lexicon, list(desk.lexicon.completions("ryg", 10)))
    assert found == ["ryggen", "rygsøjlen", "rygning"]
    assert written(desk.lexicon, list(desk.lexicon.completions("ryg", 1))) == ["ryggen"]
    assert desk.lexicon.completions("xyz", 10) == []


def test_word_typed_without_danish_letters_meets_the_danish_word_and_the_other_way_round(desk: Desk) -> None:
    assert "hælspore" in written(desk.lexicon, list(desk.lexicon.hurried("halspore")))
    assert "læg" in written(desk.lexicon, list(desk.lexicon.hurried("lag")))
    assert "lag" in written(desk.lexicon, list(desk.lexicon.hurried("laeg")))


def test_word_is_no_hurried_spelling_of_itself(desk: Desk) -> None:
    assert "lag" not in written(desk.lexicon, list(desk.lexicon.hurried("lag")))


def test_beginning_typed_without_danish_letters_is_completed(desk: Desk) -> None:
    assert written(desk.lexicon, list(desk.lexicon.hurried_completions("halsp", 5))) == ["hælspore"]


def test_forms_of_a_word_are_known_and_other_words_are_not(desk: Desk) -> None:
    assert desk.lexicon.knows("ryggen")
    assert desk.lexicon.knows("hoften") is False
    assert desk.lexicon.knows(fold("hælsporerne"))


def test_corrections_are_words_of_the_library(desk: Desk) -> None:
    numbers = [number for number, _ in desk.lexicon.corrections("haelspoe")]
    assert "hælspore" in written(desk.lexicon, numbers)
