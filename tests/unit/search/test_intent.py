"""What kind of article a question asks for."""

import pytest

from kbviewer.search.intent import CONDITION, EXERCISE, asked_kind
from kbviewer.search.query import parse


def asked(query: str) -> str:
    return asked_kind([word.text for word in parse(query).words])


@pytest.mark.parametrize("query", ["ondt i knæet", "knæet svigter", "kan ikke støtte på foden", "SMERTER i ryggen"])
def test_who_tells_of_a_complaint_asks_for_the_condition(query: str) -> None:
    assert asked(query) == CONDITION


@pytest.mark.parametrize(
    "query", ["øvelser mod ondt i lænden", "ovelse knæ", "lyskeøvelser", "hvordan strækker man læggen"]
)
def test_who_wants_to_train_asks_for_an_exercise_whatever_hurts(query: str) -> None:
    assert asked(query) == EXERCISE


@pytest.mark.parametrize(
    "query",
    ["", "hælspore", "is eller varme", "må jeg løbe", "ikke kan", "lokalbedøvelse", "hvad må jeg tage mod smerter"],
)
def test_other_questions_ask_for_no_kind(query: str) -> None:
    assert asked(query) == ""
