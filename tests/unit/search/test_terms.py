"""Words of a glossary are met in the forms a search would meet them in."""

import pytest

from kbviewer.articles.glossary import Entry
from kbviewer.search.glossary import Glossary

ENTRIES = (
    Entry(("sene",), "streng"),
    Entry(("MR-scanning", "MR"), "magnet"),
    Entry(("frossen skulder",), "stiv"),
    Entry(("slimsæk", "bursa"), "pude"),
)


def met(text: str, about: tuple[str, ...] = (), entries: tuple[Entry, ...] = ENTRIES) -> list[tuple[str, str]]:
    found = Glossary(entries).finder(about)(text)
    return [(text[term.start : term.end], term.explanation) for term in found]


@pytest.mark.parametrize("form", ["sene", "Senen", "senerne", "SENER", "se\u00adnen"])
def test_a_word_is_met_in_every_form(form: str) -> None:
    assert met(f"Her er {form} øm.") == [(form, "streng")]


@pytest.mark.parametrize("form", ["MR-scanning", "mr scanninger", "MR-\nscanningen"])
def test_a_term_of_several_words_is_met_whole(form: str) -> None:
    assert met(f"en {form} hjælper") == [(form, "magnet")]


def test_the_longest_term_goes_before_a_shorter_one_and_a_part_stands_for_itself() -> None:
    assert met("Først MR, så MR-scanning.") == [("MR", "magnet"), ("MR-scanning", "magnet")]


@pytest.mark.parametrize("text", ["senere på dagen", "frossen. Skulder", "slimsækkebetændelse", "en skulder"])
def test_another_word_or_a_term_torn_apart_is_not_met(text: str) -> None:
    assert met(text) == []


def test_an_article_about_a_term_does_not_explain_it() -> None:
    assert met("En slimsæk ved en sene.", about=("Ondt i slimsækken", "bursitis")) == [("sene", "streng")]


def test_a_later_entry_of_the_same_name_holds() -> None:
    assert met("en sene", entries=(*ENTRIES, Entry(("sener",), "klinikkens ord"))) == [("sene", "klinikkens ord")]


def test_an_empty_glossary_explains_nothing() -> None:
    assert met("en sene", entries=()) == []
