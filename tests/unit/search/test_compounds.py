"""Danish compounds taken apart into words that the library knows."""

from kbviewer.search.analysis import fold, stem
from kbviewer.search.compounds import Splitter


def splitter(**known: int) -> Splitter:
    return Splitter({stem(fold(word)): found for word, found in known.items()})


def stems(*words: str) -> tuple[str, ...]:
    return tuple(stem(fold(word)) for word in words)


def test_compound_is_taken_apart_into_its_two_words() -> None:
    assert splitter(albue=5, smerter=9).parts(stem("albuesmerter")) == stems("albue", "smerter")


def test_inflected_compound_has_the_same_parts() -> None:
    known = splitter(skulder=5, øvelse=9)
    assert known.parts(stem(fold("skulderøvelserne"))) == stems("skulder", "øvelse")


def test_letters_between_the_words_are_left_out() -> None:
    assert splitter(krop=5, analyse=5).parts(stem("kropsanalyse")) == stems("krop", "analyse")
    assert splitter(barn=5, alder=5).parts(stem("barnealder")) == stems("barn", "alder")


def test_word_with_an_unknown_half_is_no_compound() -> None:
    assert splitter(albue=5).parts(stem("albuesmerter")) == ()
    assert splitter(smerter=5).parts(stem("albuesmerter")) == ()


def test_of_short_words_only_known_ones_are_parts() -> None:
    assert splitter(knæ=1, bandage=9).parts(stem(fold("knæbandage"))) == stems("knæ", "bandage")
    assert splitter(ans=99, sigt=9).parts("anssigt") == ()


def test_word_longer_than_any_danish_one_is_not_taken_apart() -> None:
    assert splitter(knæ=9, bandage=9).parts("knae" + "bandage" * 20) == ()


def test_stop_words_are_no_parts() -> None:
    assert splitter(selv=99, træning=9).parts(stem(fold("selvtræning"))) == ()
    assert splitter(hjem=99, træning=9).parts(stem(fold("hjemtræning"))) == stems("hjem", "træning")


def test_surer_words_are_taken_where_there_are_two_ways() -> None:
    known = splitter(bolden=1, boldens=1, spil=1, bold=20, enspil=20)
    assert known.parts("boldenspil") == stems("bold", "enspil")


def test_short_words_are_no_compounds() -> None:
    known = splitter(ryg=99, knæ=99)
    assert known.parts("ryg") == ()
    assert known.parts("") == ()


def test_stop_words_are_no_parts_whatever_their_stem() -> None:
    assert Splitter({stem("efter"): 99, stem("behandling"): 9}).parts(stem("efterbehandling")) == ()
