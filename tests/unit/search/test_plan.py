"""From typed text to a plan."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kbviewer.search.analysis import stem
from kbviewer.search.plan import MOST_COMPLETIONS, MOST_WORDS, NoLexicon, Plan, plan


class Words:
    """A lexicon of words with how many articles hold them."""

    def __init__(self, **words: int) -> None:
        self._words = words

    def completions(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        found = sorted((-count, word) for word, count in self._words.items() if word.startswith(prefix))
        return [(word, -count) for count, word in found[:limit]]


LEXICON = Words(ryg=9, ryggen=7, rygsoejle=3, rygning=2, knae=5)


def stems(made: Plan, number: int = -1) -> list[str]:
    return [term.stem for term in made.clauses[number].terms]


def test_last_word_is_completed() -> None:
    assert stem("rygsoejle") in stems(plan("ondt i ryg", LEXICON))


def test_word_itself_weighs_more_than_its_completions() -> None:
    first, *completions = plan("ryg", LEXICON).clauses[0].terms
    assert first.stem == stem("ryg")
    assert all(term.weight < first.weight for term in completions)


def test_completions_with_one_stem_are_one_term() -> None:
    assert stems(plan("ryg", LEXICON)).count(stem("ryg")) == 1


def test_word_followed_by_space_or_mark_is_not_completed() -> None:
    for query in ("ryg ", "ryg?"):
        made = plan(query, LEXICON)
        assert stems(made) == [stem("ryg")]
        assert not made.clauses[-1].is_prefix


def test_words_before_the_last_are_not_completed() -> None:
    made = plan("ryg knæ", LEXICON)
    assert stems(made, 0) == [stem("ryg")]


def test_completions_are_bounded() -> None:
    many = Words(**{f"ryg{letter}{number}": 1 for letter in "abcdefgh" for number in range(100)})
    assert len(plan("ryg", many).clauses[0].terms) <= MOST_COMPLETIONS + 1


def test_stop_words_weigh_less() -> None:
    weights = {clause.word: clause.weight for clause in plan("hvorfor gør det ondt ", NoLexicon()).clauses}
    assert weights["ondt"] == 1.0
    assert weights["det"] < 0.5


def test_word_typed_twice_is_one_clause() -> None:
    assert len(plan("knæ knæ knæ", NoLexicon()).clauses) == 1


@given(st.text())
def test_any_text_gives_a_plan(query: str) -> None:
    assert len(plan(query, LEXICON).clauses) <= MOST_WORDS


def test_endless_query_is_cut() -> None:
    assert len(plan(" ".join(f"ord{number}" for number in range(5000)), LEXICON).clauses) == MOST_WORDS
