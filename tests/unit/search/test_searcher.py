"""Searching a small library, as a person meets it."""

import shutil
import threading
from pathlib import Path

import pytest
from shelf import ARTICLES, Shelf, article

from kbviewer.errors import StorageError
from kbviewer.search.hit import Hit, Origin
from kbviewer.search.reply import Filter
from kbviewer.search.searcher import Searcher
from kbviewer.search.store import Store


def ids(searcher: Searcher, query: str) -> list[str]:
    return [hit.id for hit in searcher.search(query).hits]


def first(searcher: Searcher, query: str) -> Hit:
    return searcher.search(query).hits[0]


def marked(hit: Hit) -> list[str]:
    return [hit.snippet.text[start:end] for start, end in hit.snippet.marks]


@pytest.fixture
def small(shelf: Shelf) -> Searcher:
    """A searcher over the three articles of the shelf alone."""
    shelf.update()
    return shelf.open()


@pytest.mark.parametrize("word", ["hælspore", "haelspore", "hælsporen", "HÆLSPORER"])
def test_word_typed_a_letter_at_a_time_finds_its_article_at_each_step(small: Searcher, word: str) -> None:
    for length in range(1, len(word) + 1):
        assert ids(small, word[:length])[:1] == ["fod/haelspore"], word[:length]


@pytest.mark.parametrize("query", ["knæ", "knæet", "knaeet", "knæene", "KNÆ", "kn\u0061\u0065", "knæernes"])
def test_every_form_and_spelling_of_a_word_finds_the_same_article_first(searcher: Searcher, query: str) -> None:
    assert ids(searcher, query)[0] == "knae/ondt-i-knaeet"


def test_words_that_differ_in_a_danish_letter_alone_find_articles_of_their_own_when_spelt_right(
    searcher: Searcher,
) -> None:
    assert ids(searcher, "før")[0] == "raad/operation"
    assert ids(searcher, "for")[0] == "raad/soevn"


@pytest.mark.parametrize(
    ("query", "article_id"),
    [
        ("3-4 sæt", "albue/ondt-i-albuen"),
        ("2,5 kg", "albue/ondt-i-albuen"),
        ("L5", "ryg/diskusprolaps"),
        ("MR-scanning", "ryg/diskusprolaps"),
        ("3-4 gange", "fod/haelspore"),
        ("2,5 cm", "fod/haelspore"),
        ("3 sæt", "oevelser/baekkenloeft"),
    ],
)
def test_clinical_notation_is_found_and_shown_as_written(searcher: Searcher, query: str, article_id: str) -> None:
    hit = first(searcher, query)
    assert hit.id == article_id
    assert query in hit.snippet.text
    assert marked(hit)


@pytest.mark.parametrize(
    ("query", "article_id"),
    [
        ("fasciitis", "fod/haelspore"),
        ("diskusprolapser", "ryg/diskusprolaps"),
        ("musearm", "albue/ondt-i-albuen"),
        ("hvorfor gør det ondt under foden om morgenen", "fod/haelspore"),
        ("ondt under foden", "fod/haelspore"),
        ("svangsenen", "fod/haelspore"),
        ("smerter i lænden", "ryg/diskusprolaps"),
        ("stiv nakke", "nakke/hold-i-nakken"),
        ("frosen skulder", "skulder/frossen-skulder"),
    ],
)
def test_lay_question_clinical_word_or_alias_finds_its_article_first(
    searcher: Searcher, query: str, article_id: str
) -> None:
    assert ids(searcher, query)[0] == article_id


def test_two_words_find_the_article_that_writes_them_as_one(empty: Shelf) -> None:
    empty.write("boern", article("Albuesmerter hos børn", "Barnet holder armen stille."))
    empty.write("knae", article("Ondt i knæet", "Om knæet."))
    empty.update()
    assert empty.found("smerter albue") == ["boern"]


def test_compound_finds_what_means_both_its_halves_before_what_holds_one(searcher: Searcher) -> None:
    assert ids(searcher, "albuesmerter")[0] == "albue/ondt-i-albuen"


def test_unknown_compound_falls_back_on_its_halves(searcher: Searcher) -> None:
    reply = searcher.search("skulderstrømpe")
    assert reply.hits[0].id == "skulder/frossen-skulder"
    assert [reading.origin for reading in reply.hits[0].why.readings] == [Origin.COMPOUND]


@pytest.mark.parametrize(
    ("query", "corrected", "article_id"),
    [
        ("diskusprolpas", "diskusprolaps", "ryg/diskusprolaps"),
        ("ondt i Albeun", "ondt i albuen", "albue/ondt-i-albuen"),
        ("forstuvvet ankel", "forstuvet ankel", "fod/forstuvet-ankel"),
    ],
)
def test_slip_finds_the_article_and_tells_what_it_was_taken_for(
    searcher: Searcher, query: str, corrected: str, article_id: str
) -> None:
    reply = searcher.search(query)
    assert reply.hits[0].id == article_id
    assert (reply.query, reply.suggestion, reply.is_corrected) == (query, corrected, True)
    assert Origin.CORRECTED in [reading.origin for reading in reply.hits[0].why.readings]


def test_as_typed_does_not_correct(searcher: Searcher) -> None:
    reply = searcher.search("forstuvvet", as_typed=True)
    assert (reply.hits, reply.suggestion, reply.is_corrected) == ((), None, False)


def test_word_spelt_right_is_not_corrected(searcher: Searcher) -> None:
    reply = searcher.search("forstuvet ankel")
    assert (reply.suggestion, reply.is_corrected) == (None, False)


def test_suggestion_for_a_rare_word_is_told_beside_its_own_hits(empty: Shelf) -> None:
    empty.fill({f"a{number}": article(f"Skulder {number}", "Om skulderen.") for number in range(30)})
    empty.write("slip", article("Andet", "En skulser i teksten."))
    empty.update()
    reply = empty.open().search("skulser ")
    assert (reply.hits[0].id, reply.suggestion, reply.is_corrected) == ("slip", "skulder ", False)


@pytest.mark.parametrize(
    ("among", "found"),
    [
        (Filter(), ["albue/ondt-i-albuen", "knae/ondt-i-knaeet", "skulder/frossen-skulder"]),
        (Filter(kind="tilstand"), ["albue/ondt-i-albuen", "skulder/frossen-skulder"]),
        (Filter(body_part="Knæ"), ["knae/ondt-i-knaeet"]),
        (Filter(kind="tilstand", body_part="Skulder"), ["skulder/frossen-skulder"]),
        (Filter(kind="oevelse", body_part="Skulder"), []),
        (Filter(kind="findes ikke"), []),
    ],
)
def test_filter_keeps_articles_of_a_kind_and_about_a_body_part(
    searcher: Searcher, among: Filter, found: list[str]
) -> None:
    reply = searcher.search("rolige ", among=among)
    assert sorted(hit.id for hit in reply.hits) == found
    assert reply.total == len(found)


def test_exact_phrase_and_minus_narrow_a_search(searcher: Searcher) -> None:
    assert ids(searcher, '"gange om dagen" -nakken') == ["fod/haelspore"]


def test_hit_points_at_the_section_that_answers(searcher: Searcher) -> None:
    hit = first(searcher, "pendul")
    assert (hit.title, hit.section, hit.anchor) == ("Frossen skulder", "Behandling", "behandling")


def test_marks_of_a_snippet_are_the_words_of_the_query(small: Searcher) -> None:
    hit = first(small, "ondt under foden om morgenen")
    assert (hit.title, hit.section, hit.anchor) == ("Hælspore", "Symptomer", "symptomer")
    assert marked(hit) == ["ondt", "foden", "morgenen"]


def test_hit_points_at_the_lead_when_no_section_answers_better(small: Searcher) -> None:
    hit = first(small, "svangsenen ")
    assert (hit.section, hit.anchor) == ("", "")


def test_heading_without_text_shows_the_text_that_follows(empty: Shelf) -> None:
    empty.write("a", article("Råd", "Indledning.\n\n## Træning\n\n### Hjemme\n\nLøft benet."))
    empty.update()
    hit = empty.open().search("træning ").hits[0]
    assert (hit.section, hit.snippet.text) == ("Træning", "Løft benet.")


def test_why_tells_fields_with_the_words_as_the_article_writes_them(small: Searcher) -> None:
    why = first(small, "haelsporer fasciitis foden symptomer ").why
    assert dict(why.fields) == {
        "title": ("hælspore",),
        "keywords": ("fasciitis",),
        "headings": ("symptomer",),
        "body": ("hælspore", "foden"),
    }
    assert why.readings == ()


def test_why_tells_how_words_were_taken(shelf: Shelf) -> None:
    shelf.teach("hælspore ~ fersenstik", "kan ikke støtte => hælspore")
    shelf.update()
    searcher = shelf.open()
    for query, origin, asked in (
        ("fersenstik ", Origin.SYNONYM, "fersenstik"),
        ("halspore ", Origin.HURRIED, "halspore"),
        ("hælsprre ", Origin.CORRECTED, "hælsprre"),
        ("kan slet ikke støtte ", Origin.PHRASE, "kan ikke støtte"),
    ):
        (reading,) = first(searcher, query).why.readings
        assert (reading.origin, reading.asked, reading.text) == (origin, asked, "hælspore")


def test_total_counts_what_is_found_beyond_the_limit(small: Searcher) -> None:
    reply = small.search("smerter foden ", limit=1)
    assert len(reply.hits) == 1
    assert reply.total == 3


@pytest.mark.parametrize("limit", [0, -1])
def test_limit_of_none_gives_no_hits(small: Searcher, limit: int) -> None:
    assert small.search("ondt", limit).hits == ()


@pytest.mark.parametrize("query", ["", " ", "xyzzyq ", "…", "🦶"])
def test_query_that_fits_nothing_finds_nothing(searcher: Searcher, query: str) -> None:
    reply = searcher.search(query)
    assert (reply.query, reply.total, reply.hits) == (query, 0, ())


def test_completions_come_from_titles_aliases_and_words(searcher: Searcher) -> None:
    assert searcher.completions("hæls")[0] == "Hælspore"
    assert searcher.completions("kaps")[0] == "kapsulitis"
    assert searcher.completions("ulnar") == ("ulnarisnerven",)


def test_marker_marks_the_words_of_a_query_in_any_text(searcher: Searcher) -> None:
    text = "Albuen og knæet"
    assert searcher.marker("albue knæ ")(text) == ((0, 6), (10, 15))
    assert searcher.marker("")(text) == ()


def test_records_tell_of_every_article_in_the_order_of_the_files(small: Searcher) -> None:
    assert [record.id for record in small.records] == sorted(ARTICLES)
    heel = small.records[0]
    assert (heel.title, heel.kind, heel.body_parts) == ("Hælspore", "tilstand", ("Fod og ankel",))
    assert (heel.aliases, heel.updated, heel.unlisted) == (("fasciitis plantaris",), "2025-02-19", False)
    assert heel.description.startswith("Ondt under hælen")


def test_missing_index_is_told(shelf: Shelf) -> None:
    with pytest.raises(StorageError) as caught:
        shelf.open()
    assert caught.value.key == "index_missing"


@pytest.mark.parametrize("suffix", [".json", ".bin", ".txt"])
def test_damaged_index_is_told_and_the_next_update_mends_it(shelf: Shelf, suffix: str) -> None:
    shelf.update()
    files = [file for file in shelf.generations()[0].iterdir() if file.suffix == suffix and file.stat().st_size]
    for file in files:
        spoil(file)
    with pytest.raises(StorageError) as caught:
        shelf.open()
    assert caught.value.key == "index_damaged"
    assert shelf.update().changed == 3
    assert shelf.found("hælspore") == ["fod/haelspore"]


def test_damage_of_any_file_is_told_or_does_no_harm(shelf: Shelf) -> None:
    shelf.update()
    sound, (whole,) = shelf.data, shelf.generations()
    for file in whole.iterdir():
        shelf.data = sound.with_name(f"skadet-{file.name}")
        shutil.copytree(sound, shelf.data)
        spoil(shelf.generations()[0] / file.name)
        try:
            assert shelf.found("hælspore") == ["fod/haelspore"], file.name
        except StorageError as error:
            assert error.key == "index_damaged", file.name


def spoil(file: Path) -> None:
    """Turn some bits of a file over; it keeps its size."""
    content = bytearray(file.read_bytes())
    if content:
        content[len(content) // 2] ^= 0x55
    file.write_bytes(content)


def test_open_searcher_stays_whole_while_a_newer_index_is_swapped_in(shelf: Shelf, small: Searcher) -> None:
    assert small.is_current()
    shutil.rmtree(shelf.content / "fod")
    shelf.update()
    assert not small.is_current()
    assert ids(small, "hælspore") == ["fod/haelspore"]
    assert shelf.found("hælspore") == []


def test_thread_goes_on_searching_while_another_builds(shelf: Shelf, small: Searcher) -> None:
    wrong: list[list[str]] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            found = ids(small, "knæet")
            if found != ["knae/ondt-i-knaeet"]:
                wrong.append(found)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        for number in range(8):
            shelf.write("ny", article(f"Ny {number}", "Om knæet."))
            shelf.update(rebuild=True)
    finally:
        done.set()
        thread.join()
    assert wrong == []
    assert "ny" in shelf.found("knæet")


def test_one_searcher_serves_several_threads(searcher: Searcher) -> None:
    queries = ["hælspore", "ondt i knæet", "L5", "o", "smerter", "diskusprolpas", "albuesmerter"] * 10
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


def test_stop_word_spelt_right_gets_no_suggestion(empty: Shelf) -> None:
    empty.fill(
        {
            "a": article("Før operationen"),
            "b": article("For lidt søvn"),
            **{f"c{n}": article("X", "for os") for n in range(3)},
        }
    )
    empty.update()
    assert empty.open().search("før").suggestion is None


def test_as_typed_completes_no_hurried_spelling(empty: Shelf) -> None:
    empty.write("a", article("Hælspore"))
    empty.update()
    assert empty.open().search("halsp", as_typed=True).hits == ()


def test_opening_while_the_generation_is_removed_takes_the_newer(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.update()
    real = Store.is_whole
    looked: list[Path] = []

    def slow(self: Store, generation: Path, *summed: object) -> bool:
        whole = real(self, generation, *summed)  # type: ignore[arg-type]
        if not looked:
            looked.append(generation)
            shelf.update(rebuild=True)
            shelf.update(rebuild=True)
        return whole

    monkeypatch.setattr(Store, "is_whole", slow)
    assert shelf.found("hælspore") == ["fod/haelspore"]


def test_signs_of_danger_give_way_to_the_section_about_the_complaint(empty: Shelf) -> None:
    danger = "## Søg læge, hvis\n\n- du har smerter i foden og feber\n- foden er kold, og smerten bliver værre\n"
    empty.write("a", article("Hælspore", f"Om hælen.\n\n{danger}\n## Symptomer\n\nDu har smerter under foden.\n"))
    empty.update()
    searcher = empty.open()
    assert first(searcher, "smerter i foden ").section == "Symptomer"
    assert first(searcher, "læge feber ").section == "Søg læge, hvis"


def test_slip_is_never_taken_for_a_stop_word(empty: Shelf) -> None:
    empty.write("a", article("Ankel", "Foden er god for dig."))
    empty.write("b", article("Andet", "For lidt søvn for os."))
    empty.update()
    assert [hit.id for hit in empty.open().search("fodne ").hits] == ["a"]


@pytest.mark.parametrize(
    ("query", "kind"), [("ondt i knæet", "tilstand"), ("øvelse for knæet", "oevelse"), ("knæet", "tilstand")]
)
def test_article_of_the_kind_asked_for_goes_before_another_that_says_the_same(
    empty: Shelf, query: str, kind: str
) -> None:
    for name in ("tilstand", "oevelse", "raad"):
        text = article("Knæet", "Ondt i knæet? Her er en øvelse for knæet.")
        empty.write(name, text.replace("title:", f"kind: {name}\ntitle:"))
    empty.update()
    assert empty.found(query)[0] == kind
