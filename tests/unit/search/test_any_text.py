"""Any text is a query: it is answered, completed and marked, and nothing is raised."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbviewer.search.query import MOST_WORDS
from kbviewer.search.searcher import Searcher

ODD = [
    "a" * 10_000,
    "æ" * 10_000,
    "albuesmerter" * 800,
    "ondt " * 10_000,
    "på i det og",
    "*", "fod*", "?" * 999, "(" * 1000, "^~!&|{}[]\\/",
    "AND OR NOT", "title:fod", "[a TO z]", "ondt AND NOT (fod",
    '"ondt i', '"', '""', '"""""', '-"', '- - -', '-"ondt', "“ondt”„", "-hælspore",
    "'; DROP TABLE x; --", "<script>alert(1)</script>", "%s %d {0}", "../../etc/passwd",
    "كعب القدم يؤلمني", "\u202eondt i foden", "כאב בכף הרגל", "足が痛い",
    "\x00", "ondt\x00fod", "\x07\x1b[31m", "\r\n\t", "\n" * 500,
    "😀" * 1000, "🦶🏽‍♀️", "e\u0301" * 50, "\u0301", "\u200b\u00ad", "ﬁ ǅ ß İ ı",
    "3,,4..5", "1" * 500, "½ ² ٣", "\ud800", "\U0010ffff",
]  # fmt: skip

PIECES = st.one_of(
    st.sampled_from([*ODD[3:], "ondt", "i", "knæet", "hæls", "albuesmerter", "for", " ", '"', "-", "“", "”", "*"]),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.sampled_from('æøåaeoknlspr "-')),
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=8).map("".join), st.lists(PIECES, max_size=40).map(" ".join))


def check(searcher: Searcher, text: str, *, as_typed: bool = False) -> None:
    reply = searcher.search(text, as_typed=as_typed)
    assert reply.query == text
    assert len(reply.hits) == min(10, reply.total)
    for hit in reply.hits:
        spans_are_true(hit.snippet.text, hit.snippet.marks)
    assert all(isinstance(offered, str) for offered in searcher.completions(text))
    for page in ("Ondt i knæet. Albuebandage", text[:2000]):
        spans_are_true(page, searcher.marker(text)(page))


def spans_are_true(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    end = 0
    for start, stop in spans:
        assert end <= start < stop <= len(text)
        end = stop


@pytest.mark.parametrize("query", ODD, ids=lambda query: ascii(query[:20]))
def test_odd_text_is_a_query(searcher: Searcher, query: str) -> None:
    check(searcher, query)


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.booleans())
def test_any_text_is_a_query(searcher: Searcher, text: str, as_typed: bool) -> None:
    check(searcher, text, as_typed=as_typed)


def test_word_after_the_last_that_counts_changes_nothing(searcher: Searcher) -> None:
    full = " ".join(["ondt", *(f"ord{number}" for number in range(MOST_WORDS - 1))])
    scores = [[(hit.id, hit.score) for hit in searcher.search(query).hits] for query in (f"{full} ", f"{full} knæet ")]
    assert scores[0] == scores[1] != []
