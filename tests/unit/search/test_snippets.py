"""Excerpts, and the section that answers best."""

from hypothesis import given
from hypothesis import strategies as st

from kbviewer.search.analysis import analyse, fold, stem
from kbviewer.search.document import FIRST_SECTION
from kbviewer.search.found import Found
from kbviewer.search.snippets import LONGEST, WINDOW_WORDS, Snippet, best_section, excerpt

FILLER = "Her står der noget helt andet om bassinet og vandet. "
TEXT = FILLER * 20 + "Du får ondt under foden om morgenen (L5). " + FILLER * 20


def cut(text: str, *wanted: str) -> Snippet:
    """An excerpt for a query of some words."""
    stems = [stem(fold(word)) for word in wanted]
    clauses = {token.position: stems.index(token.text) for token in analyse(text) if token.text in stems}
    return excerpt(text, clauses, [1.0] * len(stems))


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.marks]


def test_excerpt_shows_where_most_of_the_query_is() -> None:
    snippet = cut("Foden er en del af benet. " + TEXT, "ondt", "foden", "morgen")
    assert marked(snippet) == ["ondt", "foden", "morgenen"]


def test_excerpt_shows_what_counts_most_rather_than_what_is_first() -> None:
    text = "Foden er her. " + FILLER * 20 + "Hælen er der."
    assert marked(excerpt(text, {0: 0, 203: 1}, [0.1, 1.0])) == ["Hælen"]


def test_excerpt_begins_with_its_sentence() -> None:
    assert cut(TEXT, "foden").text.startswith("…Du får ondt")


def test_excerpt_is_about_thirty_words_with_ellipses() -> None:
    snippet = cut(TEXT, "foden")
    assert snippet.text.startswith("…") and snippet.text.endswith("…")
    assert WINDOW_WORDS - 1 <= len(snippet.text.split()) <= WINDOW_WORDS + 1


def test_short_text_is_shown_whole() -> None:
    assert cut("Ondt i knæet.", "knæ").text == "Ondt i knæet."


def test_excerpt_is_one_line_with_blocks_parted_by_a_dot() -> None:
    snippet = cut("Første blok\nAnden blok", "blok")
    assert snippet == Snippet("Første blok · Anden blok", ((7, 11), (20, 24)))


def test_block_that_ends_as_a_sentence_needs_no_dot() -> None:
    assert cut("Er det knæet?\nEt knæ.\nKnæet", "knæ").text == "Er det knæet? Et knæ. Knæet"


def test_text_without_a_match_is_shown_from_its_beginning() -> None:
    snippet = cut(TEXT, "hofte")
    assert snippet.text.startswith("Her står der")
    assert snippet.marks == ()


def test_text_without_words_gives_an_empty_excerpt() -> None:
    assert cut("— …", "hofte") == Snippet("", ())


PARTS = st.sampled_from(["fod", "foden", "(L5)", "MR-scanning", "x" * 50, "på", "ondt.", "\n", "–", "FO\u00adDEN"])


@given(st.lists(PARTS))
def test_no_word_is_cut_and_marks_are_true(parts: list[str]) -> None:
    text = " ".join(parts)
    snippet = cut(text, "fod", "ondt")
    assert set(snippet.text.strip("…").split()) <= {*text.split(), "·"}
    assert "\n" not in snippet.text
    assert all(stem(fold(word)) in ("fod", "ondt") for word in marked(snippet))
    assert list(snippet.marks) == sorted(snippet.marks)
    assert bool(snippet.marks) == any(token.text in ("fod", "ondt") for token in analyse(text))


def found(section: int, clause: int = 0, *, in_heading: bool = False, times: int = 1) -> list[Found]:
    return [Found(clause, FIRST_SECTION + 2 * section + (not in_heading), place, 1) for place in range(times)]


def test_section_with_the_word_in_its_heading_goes_before_one_with_it_in_its_text() -> None:
    assert best_section([*found(0, times=5), *found(2, in_heading=True)], [1.0]) == 2


def test_section_with_more_of_the_query_goes_before_one_with_more_of_a_word() -> None:
    assert best_section([*found(1, times=9), *found(3), *found(3, clause=1)], [1.0, 1.0]) == 3


def test_section_with_the_word_that_counts_more_goes_before() -> None:
    assert best_section([*found(1), *found(2, clause=1)], [0.2, 1.0]) == 2


def test_first_of_equal_sections_goes_before() -> None:
    assert best_section([*found(4), *found(2), *found(3)], [1.0]) == 2


def test_lead_is_shown_when_only_the_title_holds_the_query() -> None:
    assert best_section([Found(0, 0, 0, 1), Found(0, 1, 0, 1)], [1.0]) == 0
    assert best_section([], [1.0]) == 0


def test_snippet_of_endless_words_is_cut() -> None:
    assert len(excerpt(" ".join(["a" * 30_000] * 30), {}, []).text) <= LONGEST + 2
