"""A typed text taken apart into words, exact phrases and words to leave out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.search.query import MOST_WORDS, parse


def texts(query: str) -> list[str]:
    return [word.text for word in parse(query).words]


def test_words_are_folded_and_kept_as_written_with_their_places() -> None:
    first, second = parse("Ondt KNÆET").words
    assert (first.text, first.written, first.start, first.end) == ("ondt", "Ondt", 0, 4)
    assert (second.text, second.written, second.start, second.end) == ("knaeet", "KNÆET", 5, 10)


@pytest.mark.parametrize("quoted", ['"i knæet"', "“i knæet”", "„i knæet“", "»i knæet«", "«i knæet»"])
def test_quoted_words_are_a_phrase_and_words(quoted: str) -> None:
    query = parse(f"ondt {quoted}")
    assert query.phrases == (("i", "knaeet"),)
    assert texts(f"ondt {quoted}") == ["ondt", "i", "knaeet"]


def test_word_behind_a_minus_is_left_out() -> None:
    query = parse("ondt -hofte")
    assert query.excluded == (("hofte",),)
    assert [word.text for word in query.words] == ["ondt"]


def test_phrase_behind_a_minus_is_left_out_whole() -> None:
    query = parse('ondt -"i hoften"')
    assert (query.excluded, query.phrases) == ((("i", "hoften"),), ())


@pytest.mark.parametrize("query", ["MR-scanning", "3-4 sæt", "ondt - hofte", "hofte-", "ondt –hofte"])
def test_minus_inside_a_word_or_before_a_space_is_a_plain_character(query: str) -> None:
    assert parse(query).excluded == ()
    assert len(parse(query).words) >= 1


@pytest.mark.parametrize(
    "query", ['ondt "i knæet', '"ondt i knæet', 'ondt i knæet"', '""ondt i knæet', 'ondt "" i knæet']
)
def test_quote_without_a_twin_is_a_plain_character(query: str) -> None:
    assert texts(query) == ["ondt", "i", "knaeet"]
    assert parse(query).phrases == ()


def test_a_pair_of_quotes_is_a_phrase_though_a_third_is_open() -> None:
    assert parse('"ondt i" "knæet').phrases == (("ondt", "i"),)


@pytest.mark.parametrize(
    ("query", "half_typed"), [("ondt i kn", True), ("ondt i kn ", False), ("kn?", False), ("", False)]
)
def test_last_word_is_half_typed_while_nothing_follows_it(query: str, half_typed: bool) -> None:
    assert parse(query).is_half_typed == half_typed


@pytest.mark.parametrize("query", ['ondt "i kn"', "ondt -kn"])
def test_quoted_and_excluded_words_are_not_half_typed(query: str) -> None:
    assert not parse(query).is_half_typed


def test_of_an_endless_query_the_first_words_count() -> None:
    query = parse(" ".join(f"ord{number}" for number in range(5000)))
    assert [word.text for word in query.words] == [f"ord{number}" for number in range(MOST_WORDS)]
    assert not query.is_half_typed


@given(st.text(st.one_of(st.sampled_from('"-“”„»«æøå ab,.3'), st.characters(exclude_categories=["Cs"]))))
def test_any_text_is_a_query_whose_words_stand_where_they_say(text: str) -> None:
    query = parse(text)
    assert query.text == text
    assert all(text[word.start : word.end] == word.written for word in query.words)
    assert all((*query.phrases, *query.excluded))


def test_minus_before_anything_else_is_a_pasted_bullet() -> None:
    query = parse("-smerter i nakken")
    assert query.excluded == ()
    assert texts("-smerter i nakken")[0] == "smerter"
