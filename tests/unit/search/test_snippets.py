"""Excerpts and marks."""

from hypothesis import given
from hypothesis import strategies as st

from kbviewer.search.plan import NoLexicon, plan
from kbviewer.search.snippets import (
    WINDOW_WORDS,
    Highlighter,
    Matched,
    Matcher,
    Snippet,
    best_section,
    excerpt,
)

FILLER = "Her står der noget helt andet om bassinet og vandet. "
TEXT = FILLER * 20 + "Du får ondt under foden om morgenen (L5). " + FILLER * 20


def cut(text: str, query: str) -> Snippet:
    matcher = Matcher(plan(query, NoLexicon()))
    return excerpt(text, matcher.matches(text), [1.0] * len(matcher.clauses))


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.marks]


def test_excerpt_shows_where_most_of_the_query_is() -> None:
    snippet = cut("Foden er en del af benet. " + TEXT, "ondt foden morgen")
    assert marked(snippet) == ["ondt", "foden", "morgenen"]


def test_excerpt_begins_with_its_sentence() -> None:
    assert cut(TEXT, "foden").text.startswith("…Du får ondt")


def test_excerpt_is_about_thirty_words_with_ellipses() -> None:
    snippet = cut(TEXT, "foden")
    assert snippet.text.startswith("…") and snippet.text.endswith("…")
    assert len(snippet.text.split()) <= WINDOW_WORDS + 1


def test_short_text_is_shown_whole() -> None:
    assert cut("Ondt i knæet.", "knæ").text == "Ondt i knæet."


def test_excerpt_is_one_line() -> None:
    assert cut("Første blok\nAnden blok", "blok") == Snippet("Første blok Anden blok", ((7, 11), (18, 22)))


def test_text_without_a_match_is_shown_from_its_beginning() -> None:
    snippet = cut(TEXT, "hofte")
    assert snippet.text.startswith("Her står der")
    assert snippet.marks == ()


def test_text_without_words_gives_an_empty_excerpt() -> None:
    assert cut("— …", "hofte") == Snippet("", ())


@given(
    st.lists(st.sampled_from(["fod", "foden", "(L5)", "MR-scanning", "x" * 50, "på", "ondt.", "\n", "–"])), st.text()
)
def test_no_word_is_cut_and_marks_are_true(parts: list[str], query: str) -> None:
    text = " ".join(parts)
    snippet = cut(text, "fod " + query)
    assert set(snippet.text.strip("…").split()) <= set(text.split())
    assert all(word in ("fod", "foden") or query for word in marked(snippet))
    assert list(snippet.marks) == sorted(snippet.marks)


def test_marks_are_in_the_text_as_written() -> None:
    text = "HÆL\u00adSPOREN og haelsporer"
    assert [text[start:end] for start, end in Highlighter("hælspore ")(text)] == ["HÆL\u00adSPOREN", "haelsporer"]


def test_half_typed_word_marks_the_words_it_begins() -> None:
    text = "hælspore i hælen"
    assert Highlighter("hælsp")(text) == ((0, 8),)


def test_single_letter_marks_no_longer_words() -> None:
    assert Highlighter("h")("hælspore") == ()


def test_stop_words_are_marked_only_when_nothing_else_was_typed() -> None:
    assert Highlighter("ondt i ")("ondt i ryggen") == ((0, 4),)
    assert Highlighter("i ")("ondt i ryggen") == ((5, 6),)


def test_empty_query_marks_nothing() -> None:
    assert Highlighter("")("ondt i ryggen") == ()


def test_section_with_the_word_in_its_heading_goes_before_one_with_it_in_its_text() -> None:
    matcher = Matcher(plan("øvelser ", NoLexicon()))
    sections = [("", "øvelser øvelser"), ("Symptomer", ""), ("Øvelser", "Stræk læggen.")]
    found = [Matched(matcher.matches(title), matcher.matches(text)) for title, text in sections]
    assert best_section(found, [1.0]) == 2


def test_lead_goes_before_sections_that_answer_no_better() -> None:
    assert best_section([Matched([], []), Matched([], [])], [1.0]) == 0
