"""Searching a small library."""

import shutil
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import ARTICLES, Shelf

from kbviewer.errors import StorageError
from kbviewer.search.searcher import Searcher


@pytest.fixture
def searcher(shelf: Shelf) -> Iterator[Searcher]:
    shelf.update()
    opened = shelf.open()
    yield opened
    opened.close()


def ids(searcher: Searcher, query: str) -> list[str]:
    return [hit.id for hit in searcher.search(query).hits]


@pytest.mark.parametrize("word", ["hælspore", "haelspore", "hælsporen", "HÆLSPORER"])
def test_word_typed_a_letter_at_a_time_finds_its_article_at_each_step(searcher: Searcher, word: str) -> None:
    for length in range(1, len(word) + 1):
        assert ids(searcher, word[:length])[:1] == ["fod/haelspore"], word[:length]


@pytest.mark.parametrize("query", ["ondt under foden", "hvorfor gør det ondt under foden om morgenen", "svangsenen"])
def test_lay_question_finds_its_article_first(searcher: Searcher, query: str) -> None:
    assert ids(searcher, query)[0] == "fod/haelspore"


@pytest.mark.parametrize(
    ("query", "article"),
    [
        ("fasciitis", "fod/haelspore"),
        ("L5", "ryg/diskusprolaps"),
        ("2,5", "fod/haelspore"),
        ("MR-scanning", "ryg/diskusprolaps"),
        ("3-4 gange", "fod/haelspore"),
        ("diskusprolapser", "ryg/diskusprolaps"),
    ],
)
def test_clinical_words_aliases_and_notations_are_found(searcher: Searcher, query: str, article: str) -> None:
    assert ids(searcher, query)[0] == article


def test_title_goes_before_text(searcher: Searcher) -> None:
    assert ids(searcher, "smerter i lænden")[0] == "ryg/diskusprolaps"


def test_hit_points_at_the_section_that_answers(searcher: Searcher) -> None:
    hit = searcher.search("ondt under foden om morgenen").hits[0]
    assert (hit.title, hit.section, hit.anchor) == ("Hælspore", "Symptomer", "symptomer")
    marked = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
    assert marked == ["ondt", "foden", "morgenen"]


def test_hit_points_at_the_lead_when_no_section_answers_better(searcher: Searcher) -> None:
    hit = searcher.search("svangsenen ").hits[0]
    assert (hit.section, hit.anchor) == ("", "")


def test_why_names_fields_and_words_as_the_article_spells_them(searcher: Searcher) -> None:
    why = dict(searcher.search("haelsporer foden ").hits[0].why)
    assert why == {"title": ("hælspore",), "keywords": ("fod",), "body": ("hælspore", "foden")}


def test_total_counts_what_is_found_beyond_the_limit(searcher: Searcher) -> None:
    reply = searcher.search("smerter foden ", limit=1)
    assert len(reply.hits) == 1
    assert reply.total == 3


@pytest.mark.parametrize("limit", [0, -1])
def test_limit_of_none_gives_no_hits(searcher: Searcher, limit: int) -> None:
    assert searcher.search("ondt", limit).hits == ()


@pytest.mark.parametrize("query", ["", " ", "xyzzyq ", "…", "🦶"])
def test_query_that_fits_nothing_finds_nothing(searcher: Searcher, query: str) -> None:
    reply = searcher.search(query)
    assert (reply.query, reply.total, reply.hits) == (query, 0, ())


@pytest.mark.parametrize(
    "query",
    [
        "a" * 10_000,
        "ondt " * 10_000,
        "på i det og",
        "*",
        "fod*",
        "AND OR NOT",
        "title:fod",
        '"ondt i',
        "[a TO z]",
        "'; DROP TABLE x; --",
        "كعب القدم",
        "\u202eondt",
        "\x00",
        "\ud800",
        "?" * 999,
        "😀" * 1000,
        "(" * 1000,
    ],
)
def test_odd_query_is_answered_quickly(searcher: Searcher, query: str) -> None:
    assert searcher.search(query).took_ms < 500


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text())
def test_any_text_is_a_query(searcher: Searcher, query: str) -> None:
    for hit in searcher.search(query).hits:
        for start, end in hit.snippet.marks:
            assert 0 <= start < end <= len(hit.snippet.text)


def test_records_tell_of_every_article_in_the_order_of_the_files(searcher: Searcher) -> None:
    assert [record.id for record in searcher.records] == sorted(ARTICLES)
    heel = searcher.records[0]
    assert (heel.title, heel.kind, heel.body_parts) == ("Hælspore", "tilstand", ("Fod og ankel",))
    assert (heel.updated, heel.unlisted) == ("2025-02-19", False)
    assert heel.description.startswith("Ondt under hælen")


def test_missing_index_is_told(shelf: Shelf) -> None:
    with pytest.raises(StorageError) as caught:
        shelf.open()
    assert caught.value.key == "index_missing"


@pytest.mark.parametrize("pattern", ["*.toc", "*.seg", "manifest.json", "seal.json"])
def test_damaged_index_is_told_and_the_next_update_mends_it(shelf: Shelf, pattern: str) -> None:
    shelf.update()
    (file,) = shelf.generations()[0].glob(pattern)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0x55
    file.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        shelf.open()
    assert caught.value.key == "index_damaged"
    assert shelf.update().changed == 3
    assert shelf.found("hælspore") == ["fod/haelspore"]


def test_open_searcher_stays_whole_while_a_newer_index_is_swapped_in(shelf: Shelf, searcher: Searcher) -> None:
    assert searcher.is_current()
    shutil.rmtree(shelf.content / "fod")
    shelf.update()
    assert not searcher.is_current()
    assert ids(searcher, "hælspore") == ["fod/haelspore"]
    assert shelf.found("hælspore") == []


def test_threads_search_while_another_builds(shelf: Shelf) -> None:
    shelf.update()
    wrong: list[object] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            try:
                if shelf.found("knæet")[:1] != ["knae/ondt-i-knaeet"]:
                    wrong.append("not found")
            except StorageError as error:
                wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(8):
        shelf.write("ny", f"---\ntitle: Ny {number}\n---\nTekst.\n")
        shelf.update(rebuild=number % 2 == 0)
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_one_searcher_serves_several_threads(searcher: Searcher) -> None:
    queries = ["hælspore", "ondt i knæet", "L5", "o", "smerter"] * 10
    alone = {query: ids(searcher, query) for query in queries}
    wrong: list[str] = []

    def ask() -> None:
        wrong.extend(query for query in queries if ids(searcher, query) != alone[query])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
