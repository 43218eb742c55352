"""From typed text to everything that may stand for it."""

import pytest
from conftest import LayOut
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import Desk

from kbviewer.search.analysis import fold, stem
from kbviewer.search.hit import Origin
from kbviewer.search.plan import MOST_COMPLETIONS, Alternative, Plan
from kbviewer.search.query import MOST_WORDS

LIBRARY = {
    "Ondt i ryggen": "Rygsøjlen bærer os. Rygning skader.",
    "Hælspore": "Ondt under hælen. Stræk læggen.",
    "Knæsmerter": "Smerter i knæet efter løb. Styrk låret.",
    "Lag på lag": "Tag flere lag tøj på. Læg dig ned.",
    "Skulderen": "Skulderen løftes. Smerter er sjældne.",
    "Før løb": "Før og efter. For lidt søvn.",
}
SYNONYMS = "hælspore ~ fasciitis plantaris ~ svangsenebetændelse\nalbue ~ cubitus"
PHRASES = "ondt under foden => hælspore, knæsmerter"


@pytest.fixture
def desk(lay_out: LayOut) -> Desk:
    return lay_out(LIBRARY, SYNONYMS, PHRASES)


def taken(plan: Plan, place: int = -1) -> dict[str, Origin]:
    """What a word was taken for, and why."""
    return {one.text: one.origin for one in plan.clauses[place].alternatives}


def compounds(plan: Plan) -> list[Alternative]:
    return [one for one in plan.clauses[-1].alternatives if one.origin == Origin.COMPOUND]


def weight(plan: Plan, text: str) -> float:
    (found,) = [one.weight for one in plan.clauses[-1].alternatives if one.text == text]
    return found


def test_word_itself_comes_first_and_weighs_most(desk: Desk) -> None:
    first, *others = desk.plan("ryg").clauses[0].alternatives
    assert first == Alternative((stem("ryg"),), 1.0, Origin.EXACT, "ryg", "ryg")
    assert others and all(one.weight < first.weight for one in others)


def test_half_typed_last_word_is_completed(desk: Desk) -> None:
    assert taken(desk.plan("ondt i rygs"))["rygsøjlen"] == Origin.COMPLETED


@pytest.mark.parametrize("query", ["rygs ", "rygs?", '"rygs"', "rygs og"])
def test_word_that_something_follows_is_not_completed(desk: Desk, query: str) -> None:
    assert Origin.COMPLETED not in taken(desk.plan(query), 0).values()


def test_completions_with_one_stem_are_one_alternative(desk: Desk) -> None:
    stems = [one.stems for one in desk.plan("knæ").clauses[0].alternatives]
    assert len(stems) == len(set(stems))


def test_completions_are_bounded(lay_out: LayOut) -> None:
    words = " ".join(f"ryg{a}{b}{c}x" for a in "abcdef" for b in "klmnop" for c in "kmp")
    found = lay_out({"Mange ord": words}).plan("ryg")
    assert list(taken(found).values()).count(Origin.COMPLETED) == MOST_COMPLETIONS


def test_word_typed_in_a_hurry_is_taken_for_the_danish_one(desk: Desk) -> None:
    assert taken(desk.plan("halspore "))["hælspore"] == Origin.HURRIED
    assert desk.plan("halspore ").corrected is None


def test_both_of_two_words_that_differ_in_a_danish_letter_are_meant_the_typed_one_more(desk: Desk) -> None:
    for typed, other in (("lag", "læg"), ("læg", "lag")):
        plan = desk.plan(f"{typed} ")
        assert taken(plan)[other] == Origin.HURRIED
        assert weight(plan, other) < weight(plan, typed)


def test_beginning_typed_in_a_hurry_is_completed(desk: Desk) -> None:
    assert "hælspore" in taken(desk.plan("halsp"))


def test_unknown_word_is_corrected_and_the_query_rewritten(desk: Desk) -> None:
    plan = desk.plan("Ondt i KNÆSMRETER nu")
    assert taken(plan, 2)["knæsmerter"] == Origin.CORRECTED
    assert (plan.corrected, plan.suggested) == ("Ondt i knæsmerter nu", None)


def test_known_word_is_not_corrected(desk: Desk) -> None:
    plan = desk.plan("lår ")
    assert Origin.CORRECTED not in taken(plan).values()
    assert plan.corrected is None


def test_word_that_may_still_go_on_is_not_corrected(desk: Desk) -> None:
    assert desk.plan("rygsø").corrected is None
    assert Origin.CORRECTED not in taken(desk.plan("rygsø")).values()


def test_nearer_correction_weighs_more(lay_out: LayOut) -> None:
    plan = lay_out({"En": "menisk", "To": "menisb"}).plan("menisj ")
    assert weight(plan, "menisk") > weight(plan, "menisb")


def test_rare_word_that_is_like_a_common_one_gets_a_suggestion_and_is_kept(lay_out: LayOut) -> None:
    library = {f"Skulder {number}": "Om skulderen." for number in range(30)} | {"Slip": "En skuldre, en skulser."}
    plan = lay_out(library).plan("skulser ")
    assert (plan.corrected, plan.suggested) == (None, "skulder ")
    assert Origin.CORRECTED not in taken(plan).values()


def test_common_word_gets_no_suggestion(lay_out: LayOut) -> None:
    library = {f"Skulder {number}": "Om skulderen og en skulser." for number in range(30)}
    assert lay_out(library).plan("skulser ").suggested is None


def test_a_word_in_a_title_is_no_slip(lay_out: LayOut) -> None:
    library = {f"Skulder {number}": "Om skulderen." for number in range(30)} | {"Skulser på hælen": "En skulse."}
    assert lay_out(library).plan("skulser ").suggested is None


def test_correction_of_one_slip_weighs_more_than_one_of_two(lay_out: LayOut) -> None:
    desk = lay_out({"En": "menisken", "To": "ydersiden"})
    assert weight(desk.plan("menisjen "), "menisken") > weight(desk.plan("vadersiden "), "ydersiden") > 0


def test_unknown_word_that_is_cut_down_to_a_stop_word_is_corrected(lay_out: LayOut) -> None:
    plan = lay_out({"Frossen skulder": "Stiv.", "For": "For og imod."}).plan("forssen skulder ")
    assert plan.corrected == "frossen skulder "


def test_word_that_the_thesaurus_knows_is_no_slip(lay_out: LayOut) -> None:
    desk = lay_out({"Ringfinger": "Ringfingeren."}, synonyms="springfinger ~ triggerfinger")
    assert desk.plan("springfinger ").corrected is None
    assert desk.plan("ringfingr ").corrected == "ringfinger "


def test_abbreviation_in_capitals_is_whole(lay_out: LayOut) -> None:
    desk = lay_out({"Kold": "Is er koldt.", "Lunger": "Om lungesygdom."}, synonyms="KOL ~ lungesygdom")
    assert "kold" not in taken(desk.plan("KOL"))
    assert "lungesygdom" in taken(desk.plan("KOL"))
    assert "kold" in taken(desk.plan("kol"))


def test_halves_of_a_compound_weigh_less_when_the_library_knows_the_whole(lay_out: LayOut) -> None:
    halves = {"Bolden under foden": "Rul bolden under foden."}
    (unknown,) = compounds(lay_out(halves).plan("fodbold "))
    (known,) = compounds(lay_out({**halves, "Spil": "Efter fodbold."}).plan("fodbold "))
    assert known.stems == unknown.stems
    assert known.weight < unknown.weight


def test_as_typed_guesses_at_no_slip(desk: Desk) -> None:
    for query in ("knæsmreter ", "halspore ", "lag "):
        plan = desk.plan(query, as_typed=True)
        assert {Origin.CORRECTED, Origin.HURRIED}.isdisjoint(taken(plan).values())
        assert (plan.corrected, plan.suggested) == (None, None)


def test_compound_stands_for_both_its_halves_together(desk: Desk) -> None:
    (compound,) = compounds(desk.plan("skuldersmerter "))
    assert compound.stems == (stem("skulder"), stem("smerter"))
    assert compound.text == "skulderen + smerter"


def test_compound_typed_in_a_hurry_is_taken_apart_too(desk: Desk) -> None:
    (compound,) = compounds(desk.plan("halsporesmerter "))
    assert compound.stems == (stem(fold("hælspore")), stem("smerter"))
    assert compounds(desk.plan("halsporesmerter ", as_typed=True)) == []


def test_one_half_of_a_compound_stands_for_it_only_loosely(desk: Desk) -> None:
    halves = {(stem("skulder"),), (stem("smerter"),)}
    kept = {one.stems for one in desk.plan("skuldersmerter ").clauses[0].alternatives}
    loose = {one.stems for one in desk.plan("skuldersmerter ", loosely=True).clauses[0].alternatives}
    assert kept.isdisjoint(halves)
    assert loose >= halves


def test_compound_typed_as_two_words_is_found_whole(desk: Desk) -> None:
    plan = desk.plan("knæ smerter ")
    assert taken(plan, 0)["knæsmerter"] == taken(plan, 1)["knæsmerter"] == Origin.COMPOUND


def test_synonym_stands_for_each_of_the_words_it_is_met_by(desk: Desk) -> None:
    plan = desk.plan("min fasciitis plantaris ")
    assert taken(plan, 1)["hælspore"] == taken(plan, 2)["hælspore"] == Origin.SYNONYM
    assert "hælspore" not in taken(plan, 0)


def test_what_a_lay_phrase_means_stands_for_its_words_likeliest_first(desk: Desk) -> None:
    plan = desk.plan("hvorfor har jeg ondt under foden ")
    assert taken(plan)["hælspore"] == taken(plan)["knæsmerter"] == Origin.PHRASE
    assert weight(plan, "hælspore") > weight(plan, "knæsmerter")


def test_stop_words_weigh_less(desk: Desk) -> None:
    weights = {clause.word: clause.weight for clause in desk.plan("hvorfor gør det ondt ").clauses}
    assert weights["ondt"] == 1.0
    assert weights["det"] < 0.5


def test_word_typed_twice_is_one_clause(desk: Desk) -> None:
    assert len(desk.plan("knæ KNÆ knæ").clauses) == 1
    assert desk.plan("knæ KNÆ knæ").clauses[0].is_half_typed


def test_phrases_and_excluded_words_are_passed_on(desk: Desk) -> None:
    plan = desk.plan('"ondt under" -ryg')
    assert (plan.phrases, plan.excluded) == ((("ondt", "under"),), (("ryg",),))
    assert [clause.word for clause in plan.clauses] == ["ondt", "under"]


def test_excluded_word_is_not_corrected(desk: Desk) -> None:
    assert desk.plan("ondt -knæsmreter").corrected is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(), st.booleans(), st.booleans())
def test_any_text_gives_a_plan_of_weights_from_0_to_1(desk: Desk, query: str, as_typed: bool, loosely: bool) -> None:
    clauses = desk.plan(query, as_typed=as_typed, loosely=loosely).clauses
    assert len(clauses) <= MOST_WORDS
    assert all(0 < one.weight <= 1 and one.stems for clause in clauses for one in clause.alternatives)
