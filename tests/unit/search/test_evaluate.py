"""Measuring search against known answers."""

from pathlib import Path

import pytest

from kbviewer.errors import InputError
from kbviewer.search.evaluate import GoldQuery, evaluate, read_gold
from kbviewer.search.hit import Hit, Why
from kbviewer.search.reply import Reply
from kbviewer.search.snippets import Snippet


def answering(answers: dict[str, list[str]], took_ms: float = 2.0) -> "Search":
    return Search(answers, took_ms)


class Search:
    """A search that knows its answers by heart."""

    def __init__(self, answers: dict[str, list[str]], took_ms: float) -> None:
        self._answers, self._took_ms = answers, took_ms

    def __call__(self, query: str, limit: int) -> Reply:
        names = self._answers.get(query, ())[:limit]
        hits = tuple(Hit(name, name, "", "", 1.0, Snippet("", ()), Why((), ())) for name in names)
        return Reply(query, self._took_ms, len(hits), hits)


def one(kind: str, query: str, *relevant: str) -> GoldQuery:
    return GoldQuery(kind, query, frozenset(relevant))


def test_reciprocal_rank_counts_the_first_right_answer() -> None:
    result = evaluate([one("keyword", "ryg", "c")], answering({"ryg": ["a", "b", "c"]}))
    assert result.classes["keyword"].mrr == pytest.approx(1 / 3)


def test_recall_divides_by_what_could_be_found() -> None:
    quality = evaluate([one("lay", "ryg", "a", "c")], answering({"ryg": ["a", "b", "c"]})).classes["lay"]
    assert (quality.r1, quality.r3, quality.r10) == (1.0, 1.0, 1.0)
    quality = evaluate([one("lay", "ryg", "a", "d")], answering({"ryg": ["a", "b", "c"]})).classes["lay"]
    assert (quality.r1, quality.r3, quality.r10) == (1.0, 0.5, 0.5)


def test_mean_is_over_classes_however_many_queries_they_have() -> None:
    gold = [one("keyword", "ryg", "a"), one("keyword", "knæ", "a"), one("typo", "rgy", "a")]
    result = evaluate(gold, answering({"ryg": ["a"], "knæ": ["a"]}))
    assert result.mean_mrr == pytest.approx(0.5)
    assert [(kind, quality.n) for kind, quality in result.classes.items()] == [("keyword", 2), ("typo", 1)]


def test_json_has_the_shape_of_the_contract() -> None:
    result = evaluate([one("keyword", "ryg", "a")], answering({"ryg": ["a"]})).as_json()
    assert result == {
        "classes": {"keyword": {"n": 1, "mrr": 1.0, "r1": 1.0, "r3": 1.0, "r10": 1.0}},
        "mean_mrr": 1.0,
        "latency_ms": {"p50": 2.0, "p95": 2.0, "p99": 2.0, "max": 2.0},
        "misses": [],
    }


def test_misses_tell_what_was_wanted_and_found_the_worst_first() -> None:
    gold = [one("lay", "ryg", "b"), one("typo", "kne", "d"), one("lay", "fod", "a")]
    answers = {"ryg": ["a", "b", "c", "d"], "kne": ["a"], "fod": ["a"]}
    none, second = evaluate(gold, answering(answers)).misses
    assert (none.kind, none.query, none.rank, none.wanted, none.found) == ("typo", "kne", 0, ("d",), ("a",))
    assert (second.query, second.rank, second.found) == ("ryg", 2, ("a", "b", "c"))


def test_answers_beyond_the_tenth_do_not_count() -> None:
    answers = {"ryg": [f"a{number}" for number in range(10)] + ["b"]}
    result = evaluate([one("lay", "ryg", "b")], lambda query, _limit: answering(answers)(query, 11))
    assert result.classes["lay"].mrr == 0.0
    assert result.classes["lay"].r10 == 0.0


def test_latency_is_that_of_the_replies() -> None:
    times = iter(range(1, 101))
    gold = [one("keyword", str(number), "a") for number in range(100)]
    result = evaluate(gold, lambda query, _limit: Reply(query, float(next(times)), 0, ()))
    latency = result.latency_ms
    assert (latency.p50, latency.p95, latency.p99, latency.max) == (50.0, 95.0, 99.0, 100.0)


def test_gold_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"class": "lay", "query": "ondt", "relevant": ["a", "b"]}\n\n', encoding="utf-8")
    assert read_gold(file) == (one("lay", "ondt", "a", "b"),)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "7",
        '{"class": "lay"}',
        '{"class": "lay", "query": 1, "relevant": ["a"]}',
        "[" * 99999,
        '{"class": "lay", "query": "x", "relevant": []}',
        '{"class": "lay", "query": "x", "relevant": [1]}',
    ],
)
def test_bad_gold_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"class": "lay", "query": "ondt", "relevant": ["a"]}\n' + line, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_gold(file)
    assert (caught.value.key, caught.value.values["line"]) == ("gold_invalid", 2)


def test_missing_or_empty_gold_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file_unreadable"):
        read_gold(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="gold_invalid"):
        read_gold(tmp_path / "empty.jsonl")
