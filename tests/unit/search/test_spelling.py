"""Words that a misspelt word may have been meant for, and how unlike it they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.search.analysis import fold, plain
from kbviewer.search.spelling import Speller, letter_pairs


def near(typed: str, *known: str) -> dict[str, float]:
    """The known words that a typed one may be a slip of, each with its cost, in the order found."""
    rows = sorted((plain(fold(word)), fold(word), word) for word in known)
    spellings = [spelling for spelling, _, _ in rows]
    speller = Speller(spellings, [word for _, word, _ in rows], letter_pairs(spellings))
    return {rows[one.spelling][2]: one.cost for one in speller.corrections(fold(typed))}


@pytest.mark.parametrize("typed", ["meniisk", "menxisk", "mensk", "menosk", "mensik", "enisk", "meniskk"])
def test_word_one_slip_away_is_found(typed: str) -> None:
    assert list(near(typed, "menisk", "hofte", "albue")) == ["menisk"]


def test_word_as_known_costs_nothing() -> None:
    assert near("menisk", "menisk") == {"menisk": 0.0}


def test_unlike_words_are_not_found() -> None:
    assert near("gulerod", "menisk", "hofte", "albue") == {}


def test_three_letters_hold_no_slip_and_four_hold_one() -> None:
    assert near("rug", "ryg") == {}
    assert list(near("skaz", "skam")) == ["skam"]


def test_seven_letters_hold_one_slip_and_eight_hold_two() -> None:
    assert list(near("skalder", "skulder")) == ["skulder"]
    assert near("skaldir", "skulder") == {}
    assert list(near("skaldirn", "skuldern")) == ["skuldern"]


def test_three_slips_are_too_many() -> None:
    assert list(near("diskosprulaps", "diskusprolaps")) == ["diskusprolaps"]
    assert near("deskosprulaps", "diskusprolaps") == {}


def cost(typed: str, meant: str) -> float:
    return near(typed, meant)[meant]


def test_key_beside_the_right_one_costs_less_than_another() -> None:
    assert cost("menosk", "menisk") < cost("menask", "menisk")


@pytest.mark.parametrize(("meant", "beside", "other"), [("skål", "skpl", "skvl"), ("sølv", "sælv", "sulv")])
def test_danish_letters_have_their_neighbours_on_a_danish_keyboard(meant: str, beside: str, other: str) -> None:
    assert cost(beside, meant) < cost(other, meant)


def test_swapped_letters_cost_less_than_two_wrong_ones_and_than_one() -> None:
    assert cost("mensik", "menisk") < cost("menask", "menisk")


def test_doubled_or_halved_letter_costs_less_than_another_too_many() -> None:
    assert cost("meniisk", "menisk") < cost("menpisk", "menisk")
    assert cost("albuue", "albue") < cost("albume", "albue")


def test_first_letter_is_mostly_right() -> None:
    assert cost("aenisk", "menisk") > cost("menask", "menisk")


def test_plain_letter_for_a_danish_one_costs_least_of_all() -> None:
    assert 0 < cost("halspore", "hælspore") < cost("hjlspore", "hælspore")


def test_danish_ending_that_the_library_does_not_use_is_hardly_a_slip() -> None:
    assert cost("diskusprolapserne", "diskusprolaps") < 0.2
    assert cost("haglskudene", "haglskud") < 0.2


def test_slip_and_ending_are_seen_together() -> None:
    assert list(near("diskusprolpaserne", "diskusprolaps")) == ["diskusprolaps"]


def test_likeliest_comes_first() -> None:
    found = near("menisk", "menisk", "meniks", "menosk", "menask")
    assert next(iter(found)) == "menisk"
    assert list(found.values()) == sorted(found.values())


def test_two_readings_of_oe_are_tried() -> None:
    assert list(near("koesrbånd", "korsbånd")) == ["korsbånd"]
    assert list(near("koeknet", "køknet")) == ["køknet"]


def test_empty_library_corrects_nothing() -> None:
    assert near("menisk") == {}


def test_best_of_many_words_is_still_found() -> None:
    many = [f"meni{a}{b}" for a in "abcdefghijklm" for b in "abcdefghijklmnop"]
    assert next(iter(near("mensik", "menisk", *many))) == "menisk"


@given(
    st.text(st.sampled_from("abeikmnsæøå"), max_size=12), st.lists(st.text(st.sampled_from("abeikmnsæøå"), min_size=1))
)
def test_no_cost_is_below_nothing_and_the_order_is_theirs(typed: str, known: list[str]) -> None:
    costs = list(near(typed, *known).values())
    assert costs == sorted(costs)
    assert all(one >= 0 for one in costs)
