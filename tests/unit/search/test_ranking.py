"""Which articles answer a plan best."""

from collections.abc import Mapping

from kbviewer.search.analysis import stem
from kbviewer.search.plan import NoLexicon, plan
from kbviewer.search.ranking import rank


class Table:
    """Postings written down: for each word the articles that hold it."""

    articles = 10

    def __init__(self, **words: Mapping[int, float]) -> None:
        self._words = {stem(word): held for word, held in words.items()}

    def weights(self, stem: str) -> Mapping[int, float]:
        return self._words.get(stem, {})


def numbers(query: str, table: Table) -> list[int]:
    return [ranked.number for ranked in rank(plan(query, NoLexicon()), table)]


def test_article_with_more_of_the_words_goes_before_one_with_more_of_a_word() -> None:
    assert numbers("smerter albue", Table(smerter={1: 1.0, 2: 2.0}, albue={1: 1.0})) == [1, 2]


def test_rare_word_counts_more() -> None:
    assert numbers("smerter albue", Table(smerter=dict.fromkeys(range(5), 1.0), albue={7: 1.0}))[0] == 7


def test_stop_words_find_nothing_beside_other_words() -> None:
    assert numbers("ondt på", Table(ondt={1: 1.0}, paa={1: 1.0, 2: 1.0})) == [1]


def test_stop_words_alone_find_articles() -> None:
    assert numbers("på", Table(paa={2: 1.0})) == [2]


def test_unknown_word_does_not_hide_what_the_others_find() -> None:
    assert numbers("xyzzy ondt", Table(ondt={1: 1.0})) == [1]


def test_equal_articles_keep_one_order() -> None:
    assert numbers("ondt", Table(ondt={3: 1.0, 1: 1.0, 2: 1.0})) == [1, 2, 3]


def test_empty_library_answers_nothing() -> None:
    assert numbers("ondt", Table()) == []
