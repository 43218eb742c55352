"""What is offered to a person who is still typing."""

import pytest
from shelf import Shelf, article

from kbviewer.search.completion import MOST
from kbviewer.search.searcher import Searcher


@pytest.fixture
def typing(empty: Shelf) -> Searcher:
    empty.write("fod", article("Hælspore", "Stræk læggen roligt.", aliases="fasciitis plantaris"))
    empty.write("knae", article("Ondt i knæet", "Styrk lårmusklen.", aliases="løberknæ"))
    empty.write("knae2", article("Ondt i knæet efter løb", "Lårmusklen strækkes."))
    empty.write("skjult", "---\ntitle: Hemmelig artikel\nunlisted: true\n---\nTekst.\n")
    empty.update()
    return empty.open()


def test_titles_are_offered(typing: Searcher) -> None:
    assert typing.completions("hæls")[0] == "Hælspore"


def test_shorter_names_come_first(typing: Searcher) -> None:
    assert typing.completions("ondt i k")[:2] == ("Ondt i knæet", "Ondt i knæet efter løb")


def test_aliases_are_offered(typing: Searcher) -> None:
    assert typing.completions("fas")[0] == "fasciitis plantaris"


@pytest.mark.parametrize("typed", ["HÆLS", "haels", "Hæls", "  hæls"])
def test_case_and_spelling_of_what_is_typed_do_not_matter(typing: Searcher, typed: str) -> None:
    assert typing.completions(typed)[0] == "Hælspore"


def test_last_word_is_completed_with_words_of_articles(typing: Searcher) -> None:
    assert typing.completions("Stærk lårm") == ("Stærk lårmusklen",)


def test_last_word_of_a_sentence_is_left_to_its_writer(typing: Searcher) -> None:
    assert typing.completions("jeg har en stærk lårm") == ()


def test_names_come_before_words(typing: Searcher) -> None:
    assert typing.completions("fas") == ("fasciitis plantaris", "fasciitis")


def test_title_that_is_a_single_word_is_offered_once_as_written(typing: Searcher) -> None:
    assert [one for one in typing.completions("hæls") if one.lower() == "hælspore"] == ["Hælspore"]


@pytest.mark.parametrize("typed", ["", "  ", "…", "Hælspore ", "xyzzy", "lårmusklen "])
def test_nothing_is_offered_where_nothing_is_half_typed(typing: Searcher, typed: str) -> None:
    assert typing.completions(typed) == ()


def test_whole_name_is_not_offered_again(typing: Searcher) -> None:
    assert "Hælspore" not in typing.completions("hælspore")


def test_unlisted_article_is_not_offered_by_its_title(typing: Searcher) -> None:
    assert "Hemmelig artikel" not in typing.completions("hemm")


def test_few_are_offered_each_once(empty: Shelf) -> None:
    empty.fill({f"artikel-{number}": article(f"Knæøvelse nummer {number}") for number in range(20)})
    empty.update()
    offered = empty.open().completions("knæ")
    assert len(offered) == len(set(offered)) == MOST


def test_names_come_before_words_though_they_are_words_too(empty: Shelf) -> None:
    empty.write("a", article("Ondt i knæet efter løb", "Løb.", aliases="løberknæ"))
    empty.update()
    assert empty.open().completions("lø")[0] == "løberknæ"
