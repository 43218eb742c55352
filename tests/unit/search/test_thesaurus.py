"""Synonyms and lay phrases: what they widen a query to, and how their files are read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from shelf import SHIPPED_THESAURUS

from kbviewer.errors import InputError
from kbviewer.search.analysis import analyse, stem
from kbviewer.search.thesaurus import Meaning, Thesaurus, fingerprint

Taught = Callable[..., Thesaurus]


@pytest.fixture
def taught(tmp_path: Path) -> Taught:
    """Reads a thesaurus of some lines."""

    def read(synonyms: str = "", phrases: str = "") -> Thesaurus:
        (tmp_path / "synonyms.txt").write_text(synonyms, encoding="utf-8")
        (tmp_path / "phrases.txt").write_text(phrases, encoding="utf-8")
        return Thesaurus.read(tmp_path)

    return read


def meanings(thesaurus: Thesaurus, query: str) -> list[Meaning]:
    return thesaurus.meanings([token.text for token in analyse(query)])


def told(thesaurus: Thesaurus, query: str) -> list[str]:
    return [meaning.text for meaning in meanings(thesaurus, query)]


def test_each_of_a_group_means_the_others(taught: Taught) -> None:
    thesaurus = taught("hælspore ~ fasciitis plantaris ~ svangsenebetændelse")
    assert set(told(thesaurus, "hælsporen")) == {"fasciitis plantaris", "svangsenebetændelse"}
    assert set(told(thesaurus, "svangsenebetændelse")) == {"hælspore", "fasciitis plantaris"}


def test_synonym_of_several_words_is_met_only_where_they_stand_together(taught: Taught) -> None:
    thesaurus = taught("hælspore ~ fasciitis plantaris")
    (met,) = meanings(thesaurus, "har jeg fasciitis plantaris nu")
    assert (met.text, met.places, met.is_phrase) == ("hælspore", (2, 3), False)
    assert told(thesaurus, "plantaris fasciitis") == []
    assert told(thesaurus, "fasciitis i plantaris") == []


def test_word_of_two_groups_means_the_others_of_both(taught: Taught) -> None:
    thesaurus = taught("værk ~ smerte\nværk ~ arbejde")
    assert set(told(thesaurus, "værk")) == {"smerte", "arbejde"}


@pytest.mark.parametrize("query", ["jeg kan ikke støtte på foden", "på foden kan jeg ikke støtte", "fod støtte"])
def test_phrase_is_met_by_its_content_words_in_any_order(taught: Taught, query: str) -> None:
    thesaurus = taught(phrases="kan ikke støtte på foden | tør ikke træde ned => forstuvet ankel, ankelbrud")
    found = meanings(thesaurus, query)
    assert [(one.text, one.rank, one.is_phrase) for one in found] == [
        ("forstuvet ankel", 0, True),
        ("ankelbrud", 1, True),
    ]


def test_phrase_tells_the_places_of_its_words(taught: Taught) -> None:
    (met,) = meanings(taught(phrases="støtte på foden => ankelbrud"), "foden kan jeg ikke støtte")
    assert met.places == (0, 4)


def test_phrase_is_not_met_by_some_of_its_words(taught: Taught) -> None:
    assert told(taught(phrases="støtte på foden => ankelbrud"), "foden gør ondt") == []


def test_phrase_is_met_by_synonyms_of_its_words(taught: Taught) -> None:
    assert "nakkesmerter" in told(taught("ondt ~ smerte", "ondt i nakken => nakkesmerter"), "smerter i nakken")


def test_one_word_does_not_stand_for_two_of_a_phrase(taught: Taught) -> None:
    assert "nakkesmerter" not in told(taught("hals ~ nakke", "hals og nakke => nakkesmerter"), "nakken")


def test_meaning_of_a_phrase_goes_one_hop_on_to_its_synonyms(taught: Taught) -> None:
    thesaurus = taught(
        "hælspore ~ fasciitis plantaris\nfasciitis plantaris ~ svangsene", "ondt under foden => hælspore"
    )
    assert told(thesaurus, "ondt under foden") == ["hælspore", "fasciitis plantaris"]


def test_comments_and_empty_lines_say_nothing(taught: Taught) -> None:
    thesaurus = taught("# vores egne\n\nhofte ~ coxa  # latin\n", "# fraser\n\n")
    assert told(thesaurus, "hofte") == ["coxa"]


@pytest.mark.parametrize("line", ["hofte", "hofte ~", "~", "hofte ~ hofter", "hofte ~ … ~ coxa"])
def test_invalid_synonyms_are_told_with_file_and_line(taught: Taught, line: str) -> None:
    with pytest.raises(InputError, match="thesaurus_invalid") as caught:
        taught(f"# forklaring\nknæ ~ genu\n{line}\n")
    path = caught.value.values["path"]
    assert isinstance(path, Path)
    assert (path.name, caught.value.values["line"]) == ("synonyms.txt", 3)


@pytest.mark.parametrize("line", ["ondt", "ondt =>", "=> hofte", "ondt | => hofte", "ondt => hofte,", "på i => hofte"])
def test_invalid_phrases_are_told_with_file_and_line(taught: Taught, line: str) -> None:
    with pytest.raises(InputError, match="thesaurus_invalid") as caught:
        taught(phrases=f"ondt i knæet => knæsmerter\n\n{line}")
    path = caught.value.values["path"]
    assert isinstance(path, Path)
    assert (path.name, caught.value.values["line"]) == ("phrases.txt", 3)


def test_file_that_is_no_text_is_told(taught: Taught, tmp_path: Path) -> None:
    taught()
    (tmp_path / "synonyms.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="thesaurus_invalid"):
        Thesaurus.read(tmp_path)


def test_folder_without_files_is_an_empty_thesaurus(tmp_path: Path) -> None:
    assert told(Thesaurus.read(tmp_path / "findes-ikke"), "ondt i knæet") == []


def test_what_is_saved_is_loaded(taught: Taught, tmp_path: Path) -> None:
    saved = taught("hælspore ~ fasciitis plantaris", "ondt under foden => hælspore")
    saved.save(tmp_path / "gemt.json")
    loaded = Thesaurus.load((tmp_path / "gemt.json").read_bytes())
    for query in ("hælspore", "ondt under foden", "albue"):
        assert meanings(loaded, query) == meanings(saved, query)
    assert loaded.stems() == saved.stems()


def test_fingerprint_changes_with_either_file(taught: Taught, tmp_path: Path) -> None:
    marks = []
    for synonyms, phrases in (("", ""), ("hofte ~ coxa", ""), ("", "hofte ~ coxa")):
        (tmp_path / "synonyms.txt").write_text(synonyms, encoding="utf-8")
        (tmp_path / "phrases.txt").write_text(phrases, encoding="utf-8")
        marks.append(fingerprint(tmp_path))
    assert len(set(marks)) == 3


def lines(name: str) -> list[str]:
    said = (line.partition("#")[0].strip() for line in (SHIPPED_THESAURUS / name).read_text("utf-8").splitlines())
    return [line for line in said if line]


def test_thesaurus_we_ship_holds_its_groups_and_phrases() -> None:
    Thesaurus.read(SHIPPED_THESAURUS)
    assert len(lines("synonyms.txt")) >= 150
    assert sum(line.partition("=>")[0].count("|") + 1 for line in lines("phrases.txt")) >= 300


def test_every_member_of_the_thesaurus_we_ship_stems_to_something() -> None:
    members = [member for line in lines("synonyms.txt") for member in line.split("~")]
    for line in lines("phrases.txt"):
        left, _, right = line.partition("=>")
        members += [*left.split("|"), *right.split(",")]
    assert [member for member in members if not any(token.text for token in analyse(member))] == []


@pytest.mark.parametrize(
    ("query", "meant"), [("hælspore", "fasciitis plantaris"), ("ondt i hovedet", "spændingshovedpine")]
)
def test_thesaurus_we_ship_knows_everyday_words(query: str, meant: str) -> None:
    assert meant in told(Thesaurus.read(SHIPPED_THESAURUS), query)
    assert stem("haelspor") in Thesaurus.read(SHIPPED_THESAURUS).stems()


def test_phrase_with_one_telling_word_is_met_with_all_its_words(taught: Taught) -> None:
    thesaurus = taught(phrases="alt gør ondt => kroniske smerter")
    assert told(thesaurus, "alt gør ondt") == ["kroniske smerter"]
    assert told(thesaurus, "ondt i knæet") == []
