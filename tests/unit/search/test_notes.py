"""Words found in what a person keeps."""

import pytest

from kbviewer.search.notes import Entry, NoteHit, NoteIndex

HEEL = Entry("h", "Start altid her. Mandagsholdet i **hallen**.", ("Hælspore", "Øvelser", "Fødder"))
KNEE = Entry("k", "Vis først trapperne, siden knæøvelserne.", ("Ondt i knæet", "", "Knæ › Løbere"))
HALL = Entry("b", "Løbere mødes i hallen.", ("Løberknæ", "", "Knæ › Løbere"))


def index(*entries: Entry) -> NoteIndex:
    made = NoteIndex()
    made.update(entries or (HEEL, KNEE, HALL))
    return made


def found(query: str, *entries: Entry, limit: int = 10) -> str:
    return "".join(hit.key for hit in index(*entries).find(query, limit))


def marked(hit: NoteHit) -> list[str]:
    return [hit.snippet.text[start:end] for start, end in hit.snippet.marks]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("mandagshold", "h"),  # another form
        ("MANDAGSHOLDET ", "h"),
        ("hallen", "hb"),
        ("hallen hælspore", "h"),  # one word in the note, one in the title
        ("hælspore", ""),  # the article itself is found by its title
        ("hallen trapper", ""),  # every word must be there
        ("hallen fod ", "h"),  # of an irregular form, in a folder's name
        ("øvelse ", "k"),  # the end of a compound
        ("knæ ", "k"),  # the beginning of one
        ("mandagsho", "h"),  # half typed
        ("mandagsho ", ""),  # and not
        ("trappe hal", ""),
        ("hal trappe", ""),
        ("den i hallen", "hb"),  # stop words say nothing
        ("i", "hb"),  # unless there is nothing else
        ("hallen -løbere", "h"),
        ("", ""),
        ("?", ""),
        ("-", ""),
    ],
)
def test_words_are_found_as_in_the_main_search(query: str, keys: str) -> None:
    assert found(query) == keys


def test_a_part_of_a_word_that_is_no_word_by_itself_is_not_found() -> None:
    assert found("arm ", Entry("a", "Et varmt bad og meget charme")) == ""


def test_the_words_found_are_marked_in_the_snippet() -> None:
    (hit,) = index().find("hallen hælspore", 10)
    assert (hit.key, hit.snippet.text, marked(hit)) == ("h", "…Mandagsholdet i hallen.", ["hallen"])


def test_a_long_note_is_shown_around_the_word_with_its_markdown_put_off() -> None:
    note = "# Først\n\n- " + "noget om foden. " * 40 + "\n- se [svangsenen](/fod/haelspore) i aften\n" + "mere " * 60
    hit = index(Entry("a", note)).find("svangsenen", 1)[0]
    assert "se svangsenen i aften" in hit.snippet.text
    assert "haelspore" not in hit.snippet.text
    assert marked(hit) == ["svangsenen"]
    assert found("haelspore", Entry("a", note)) == ""


def test_the_form_asked_for_goes_before_others() -> None:
    entries = (Entry("part", "styrketræning"), Entry("note", "træning to gange"), Entry("later", "træning igen"))
    assert found("træning ", *entries) == "notelaterpart"
    assert found("træning ", *entries, limit=2) == "notelater"
    assert found("træning ", *entries, limit=0) == ""


def test_an_update_forgets_what_is_gone_and_finds_what_is_new() -> None:
    made = index()
    assert not made.update((HEEL, KNEE, HALL))
    assert made.update((HALL, HEEL._replace(note="Kun om onsdagen")))
    assert [hit.key for hit in made.find("hallen ", 10)] == ["b"]
    assert made.find("mandagsholdet", 10) == made.find("mand", 10) == made.find("trapper ", 10) == ()
    assert [hit.key for hit in made.find("onsdag", 10)] == ["h"]
    assert made.update(())
    assert made.find("onsdag", 10) == made.find("o", 10) == ()
    made.update((HEEL,))
    assert [hit.key for hit in made.find("mandagshold", 10)] == ["h"]


def test_only_what_has_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [Entry(str(number), f"note {number}") for number in range(50)]
    made = index(*entries)
    read: list[str] = []
    put = NoteIndex._put

    def counted(self: NoteIndex, entry: Entry) -> None:
        read.append(entry.key)
        put(self, entry)

    monkeypatch.setattr(NoteIndex, "_put", counted)
    made.update([*entries[:7], Entry("7", "en anden note"), *entries[8:]])
    assert read == ["7"]
