"""Which articles answer a query best. Articles are named by their titles."""

import numpy as np
import pytest
from conftest import LayOut

NOTHING = "Tekst om noget helt andet."


def test_article_with_more_of_the_words_goes_before_one_with_more_of_a_word(lay_out: LayOut) -> None:
    desk = lay_out({"A": "Smerter, smerter og smerter.", "B": "Smerter i albuen.", "C": NOTHING})
    assert desk.rank("smerter albue ") == ["B", "A"]


def test_article_with_all_the_words_goes_before_one_named_after_a_word(lay_out: LayOut) -> None:
    others = {f"Andet {number}": NOTHING for number in range(4)}
    desk = lay_out({"Smerter": NOTHING, "B": "Løfter du tungt, giver albuen smerter.", **others})
    assert desk.rank("smerter albuen løfter ") == ["B", "Smerter"]


def test_rare_word_counts_more(lay_out: LayOut) -> None:
    desk = lay_out({**{f"A{number}": "Smerter ved arbejde." for number in range(5)}, "B": "Albuen ved arbejde."})
    assert desk.rank("smerter albue ")[0] == "B"


def test_word_spelt_right_finds_it_before_the_one_it_may_be_a_hurried_spelling_of(lay_out: LayOut) -> None:
    desk = lay_out({"A": "Tag et lag tøj på.", "B": "Stræk din læg roligt.", "C": NOTHING})
    assert desk.rank("læg ") == ["B", "A"]
    assert desk.rank("lag ") == ["A", "B"]
    assert desk.rank("laeg ") == ["B", "A"]


def test_word_goes_before_its_synonym_and_that_before_nothing(lay_out: LayOut) -> None:
    desk = lay_out({"A": "Om fersenstik her.", "B": "Om hælspore her.", "C": NOTHING}, synonyms="hælspore ~ fersenstik")
    assert desk.rank("hælspore ") == ["B", "A"]
    assert desk.rank("fersenstik ") == ["A", "B"]


def test_synonym_of_several_words_needs_them_all(lay_out: LayOut) -> None:
    desk = lay_out(
        {"A": "Fasciitis plantaris gør ondt.", "B": "Fasciitis et andet sted."}, "hælspore ~ fasciitis plantaris"
    )
    assert desk.rank("hælspore ") == ["A"]


def test_compound_needs_both_its_halves(lay_out: LayOut) -> None:
    desk = lay_out({"A": "Smerter i skulderen.", "B": "Skulderen løftes.", "C": "Smerter i benet."})
    assert desk.rank("skuldersmerter ") == ["A"]


def test_compound_goes_before_its_halves(lay_out: LayOut) -> None:
    desk = lay_out({"A": "Smerter, skulderen løftes.", "B": "Det kaldes skuldersmerter.", "C": NOTHING})
    assert desk.rank("skuldersmerter ") == ["B", "A"]


def test_two_words_find_their_compound(lay_out: LayOut) -> None:
    desk = lay_out({"A": "Det kaldes knæsmerter.", "B": NOTHING})
    assert desk.rank("knæ smerter ") == ["A"]


def test_title_goes_before_text(lay_out: LayOut) -> None:
    desk = lay_out({"Iskias": "Smerter ned i benet.", "Ryggen": "Iskias, iskias og iskias i en lang tekst."})
    assert desk.rank("iskias ") == ["Iskias", "Ryggen"]


def test_title_that_is_the_whole_query_goes_before_a_longer_one(lay_out: LayOut) -> None:
    desk = lay_out({"Ondt i knæet efter lange løbeture": "Om knæet.", "Ondt i knæet": "Om knæet.", "Andet": NOTHING})
    assert desk.rank("ondt i knæet ")[0] == "Ondt i knæet"


def test_exact_phrase_is_found_as_written_and_nowhere_else(lay_out: LayOut) -> None:
    desk = lay_out({"A": "Tre gange om dagen.", "B": "Om dagen tre gange.", "C": "Gange er sundt, og dagen er lang."})
    assert desk.rank('"gange om dagen"') == ["A"]
    assert set(desk.rank("gange om dagen ")) == {"A", "B", "C"}


def test_phrase_does_not_go_on_from_the_title_into_the_text(lay_out: LayOut) -> None:
    assert lay_out({"Ondt": "Knæet er hævet."}).rank('"ondt knæet"') == []


def test_unknown_phrase_finds_nothing(lay_out: LayOut) -> None:
    assert lay_out({"Ondt": "Knæet er hævet."}).rank('knæet "xyzzy knæet"') == []


@pytest.mark.parametrize("query", ["smerter -albuen", "smerter -albue", 'smerter -"i albuen"'])
def test_excluded_words_take_their_articles_out(lay_out: LayOut, query: str) -> None:
    desk = lay_out({"A": "Smerter i albuen.", "B": "Smerter i benet.", "C": NOTHING})
    assert desk.rank(query) == ["B"]


def test_excluded_phrase_leaves_articles_that_hold_its_words_apart(lay_out: LayOut) -> None:
    desk = lay_out({"A": "Smerter i albuen.", "B": "Albuen i ro. Smerter.", "C": NOTHING})
    assert desk.rank('smerter -"smerter i albuen"') == ["B"]


def test_excluded_word_takes_its_compounds_out(lay_out: LayOut) -> None:
    desk = lay_out({"A": "Smerter og skuldertræning.", "B": "Smerter alene.", "C": "Skulder.", "D": "Træning."})
    assert desk.rank("smerter -træning ") == ["B"]


def test_only_allowed_articles_are_found(lay_out: LayOut) -> None:
    desk = lay_out({"A": "Smerter.", "B": "Smerter.", "C": "Smerter."})
    allowed = np.array([one in ("B", "C") for one in desk.columns.ids])
    assert desk.rank("smerter ", allowed) == ["B", "C"]
    assert desk.ranker.rank(desk.plan("smerter "), 1, allowed).total == 2


def test_words_side_by_side_as_typed_go_before_words_apart(lay_out: LayOut) -> None:
    desk = lay_out({"A": "Tag 4 sæt, hold 3 pauser i alt.", "B": "Tag i alt 3-4 sæt, hold pauser.", "C": NOTHING})
    assert desk.rank("3-4 sæt ") == ["B", "A"]


def test_stop_words_find_nothing_beside_other_words(lay_out: LayOut) -> None:
    assert lay_out({"A": "Smerter på stedet.", "B": "Hold på formerne."}).rank("smerter på ") == ["A"]


def test_stop_words_alone_find_articles(lay_out: LayOut) -> None:
    assert lay_out({"A": "Smerter stedvis.", "B": "Hold på formen."}).rank("på ") == ["B"]


def test_unknown_word_does_not_hide_what_the_others_find(lay_out: LayOut) -> None:
    assert lay_out({"A": "Smerter.", "B": NOTHING}).rank("xyzzy smerter ") == ["A"]


def test_equal_articles_keep_one_order_however_many_are_asked_for(lay_out: LayOut) -> None:
    desk = lay_out({f"A{number:02}": "Smerter." for number in range(80)})
    everything = desk.rank("smerter ")
    assert everything == sorted(everything)
    few = desk.ranker.rank(desk.plan("smerter "), 3)
    assert [desk.columns.ids[one.number] for one in few.best] == everything[:3]
    assert few.total == 80


def test_scores_fall(lay_out: LayOut) -> None:
    desk = lay_out({"Knæ": "Knæet.", "B": "Knæet og knæet.", "C": "Et langt stykke om knæet og meget andet."})
    scores = [one.score for one in desk.ranker.rank(desk.plan("knæ "), 10).best]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_two_words_find_their_compound_whatever_the_stem_of_the_first(lay_out: LayOut) -> None:
    desk = lay_out({"A": "Det kaldes skuldersmerter.", "B": "Andet."})
    assert desk.rank("skulder smerter ") == ["A"]


def test_word_left_out_is_left_out_at_the_end_of_compounds_alone(lay_out: LayOut) -> None:
    desk = lay_out(
        {
            "A": "Smerter i hoften og hofteled.",
            "B": "Smerter og ledmus.",
            "C": "Smerter. Ofte stillede spørgsmål.",
            "D": "Led.",
        }
    )
    assert sorted(desk.rank("smerter -led ")) == ["B", "C"]


def test_part_of_the_body_says_more_than_a_word_for_pain(lay_out: LayOut) -> None:
    pains = {f"C{number}": "Smerter her og der." for number in range(6)}
    desk = lay_out({"Ondt i halebenet": "Ondt.", "Ryg": "Smerter i ryggen.", **pains}, "ondt ~ smerte")
    assert desk.rank("ondt i ryggen ")[0] == "Ryg"


def test_word_that_all_mention_and_one_is_about_says_more_than_one_that_all_only_mention(lay_out: LayOut) -> None:
    desk = lay_out({"Læggen": "Maven.", **{f"C{number}": "Læggen og maven." for number in range(6)}})
    calf, belly = desk.ranker.rank(desk.plan("læggen maven "), 10).worths
    assert calf > belly > 0
