"""Words and stems of Danish text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.search.analysis import analyse, fold, is_stop_word, plain, stem, words
from kbviewer.search.invisible import normalise

DANISH_TEXT = st.text(st.sampled_from("abdefghiklmnoprstuvyæøåÆØÅéü- ,.0123456789\u00ad\u200b\n"))


def texts(text: str) -> list[str]:
    return [token.text for token in words(text)]


@pytest.mark.parametrize(("written", "spelt"), [("hælspore", "haelspore"), ("FØDDER", "Foedder"), ("tå", "taa")])
def test_danish_letters_and_their_ascii_spelling_are_the_same_word(written: str, spelt: str) -> None:
    assert fold(written) == fold(spelt)
    assert stem(fold(written)) == stem(fold(spelt))


@given(DANISH_TEXT)
def test_spelling_out_danish_letters_changes_no_stem(text: str) -> None:
    spelt = text.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    assert [token.text for token in analyse(text)] == [token.text for token in analyse(spelt)]


@given(DANISH_TEXT)
def test_composed_and_decomposed_text_have_the_same_stems(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert [token.text for token in analyse(text)] == [token.text for token in analyse(decomposed)]


def test_near_words_stay_apart() -> None:
    assert fold("før") != fold("for")
    assert fold("hår") != fold("har")


def test_accents_of_other_languages_are_dropped() -> None:
    assert fold("Pilatés") == "pilates"
    assert fold("Čermák") == "cermak"


def test_soft_hyphen_and_zero_width_space_do_not_split_a_word() -> None:
    assert texts("hæl\u00adspore hæl\u200bspore") == ["haelspore", "haelspore"]
    assert normalise("hæl\u00adspo\u200bre") == "hælspore"


@given(st.text())
def test_stem_of_a_stem_is_itself(word: str) -> None:
    once = stem(fold(word))
    assert stem(once) == once


@pytest.mark.parametrize("form", ["diskusprolapser", "diskusprolapserne", "diskusprolaps"])
def test_inflected_forms_share_a_stem(form: str) -> None:
    assert stem(form) == stem("diskusprolaps")


@pytest.mark.parametrize(
    "forms",
    [
        "knæ knæet knæene knæer",
        "fod foden fødder fødderne",
        "hånd hænder hænderne",
        "muskel musklen muskler musklerne",
        "løberknæ løberknæet løberknæene",
        "skulderøvelse skulderøvelsen skulderøvelserne",
        "bursitis bursitten",
        "smerte smerten smerter smerterne",
        "strækker strakte strække",
        "løfter løftede løftet",
        "bukker bukkede bukke",
        "trykker trykkede trykket",
        "giver gav givet",
        "føler føltes følt",
    ],
)
def test_vowel_shifts_and_lost_letters_change_no_stem(forms: str) -> None:
    assert len({stem(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("knæ", "knæk"),
        ("ben", "bænk"),
        ("hofte", "hoste"),
        ("seneskede", "senesk"),
        ("billede", "bille"),
        ("vejlede", "vej"),
    ],
)
def test_unlike_words_have_stems_of_their_own(one: str, other: str) -> None:
    assert stem(fold(one)) != stem(fold(other))


def test_plain_spelling_is_what_a_word_and_its_hurried_spelling_share() -> None:
    assert plain(fold("hælspore")) == plain(fold("halspore")) == "halspore"
    assert plain(fold("før")) == plain(fold("for"))


def test_clinical_notations_are_words() -> None:
    assert texts("L5, MR-scanning: 3-4 sæt a 2,5 kg") == ["l5", "mr", "scanning", "3", "4", "saet", "a", "2,5", "kg"]


def test_decimal_point_and_comma_are_the_same() -> None:
    assert texts("2.5 kg") == texts("2,5 kg")


@given(st.text())
def test_offsets_point_at_the_word_in_the_text_as_given(text: str) -> None:
    end = 0
    for token in words(text):
        assert fold(text[token.start : token.end]) == token.text
        assert token.start >= end
        end = token.end


def test_positions_count_words() -> None:
    assert [token.position for token in words("ondt i knæet")] == [0, 1, 2]


def test_stop_words_are_known_folded() -> None:
    assert is_stop_word("paa")
    assert is_stop_word("hvorfor")
    assert not is_stop_word("ryg")


@pytest.mark.parametrize(
    "forms", ["bevægelse bevægelsen", "undersøgelse undersøgelsen", "prolaps prolapsen", "puls pulsen", "læbe læben"]
)
def test_forms_in_sen_and_ben_share_a_stem(forms: str) -> None:
    assert len({stem(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["læge læg", "ryger ryg", "senere sene", "koster kost", "hals hale", "demens dem"])
def test_words_that_a_stemmer_confuses_are_kept_apart(pair: str) -> None:
    one, other = pair.split()
    assert stem(fold(one)) != stem(fold(other))


def test_number_and_its_unit_written_together_are_two_words() -> None:
    assert [token.text for token in words("2,5kg")] == ["2,5", "kg"]
