"""What becomes of bookmarks when articles are renamed, moved, edited and removed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from kbviewer.errors import InputError
from kbviewer.library import edits
from kbviewer.library.bookmark import LONGEST_NOTE, Bookmark, Highlight
from kbviewer.library.edits import Target, text_key
from kbviewer.library.following import accept, follow, moves, repoint
from kbviewer.library.shelf import Shelf
from kbviewer.library.standing import Judge, Standing, State


@dataclass(frozen=True)
class Known:
    title: str
    fingerprint: str


@dataclass
class Articles:
    """A library of made-up articles: by id a title and sections, each a heading and a text. Counts what is read."""

    articles: dict[str, tuple[str, dict[str, str]]]
    read: list[str] = field(default_factory=list)

    def is_empty(self) -> bool:
        return not self.articles

    def record(self, article_id: str) -> Known | None:
        held = self.articles.get(article_id)
        return Known(held[0], text_key(repr(held[1]))) if held else None

    def same_text(self, fingerprint: str) -> Sequence[str]:
        return [one for one in self.articles if self.known(one).fingerprint == fingerprint]

    def targets(self, article_id: str) -> Sequence[Target]:
        self.read.append(article_id)
        if article_id not in self.articles:
            return ()
        known, sections = self.known(article_id), self.articles[article_id][1]
        whole = Target(article_id, known.title, fingerprint=known.fingerprint, text=" ".join(sections.values()))
        return [
            whole,
            *(replace(whole, section=name.lower(), heading=name, text=text) for name, text in sections.items()),
        ]

    def known(self, article_id: str) -> Known:
        known = self.record(article_id)
        assert known is not None
        return known

    def target(self, article_id: str, section: str = "") -> Target:
        return next(one for one in self.targets(article_id) if one.section == section)


HEEL = ("Hælspore", {"Symptomer": "Det stikker.", "Øvelser": "Tåhævning."})
KNEE = ("Knæ", {"Årsager": "Låret."})


@pytest.fixture
def library() -> Articles:
    return Articles({"fod/hael": HEEL, "knae": KNEE})


def kept(library: Articles, *places: str, note: str = "") -> Shelf:
    shelf = Shelf()
    for place in places:
        article_id, _, section = place.partition("#")
        shelf = shelf.after(edits.add(library.target(article_id, section), note=note)(shelf))
    library.read.clear()
    return shelf


def only(shelf: Shelf) -> Bookmark:
    (bookmark,) = shelf.bookmarks.values()
    return bookmark


def state(shelf: Shelf, library: Articles) -> State:
    return Judge(library).standing(only(shelf)).state


def followed(shelf: Shelf, library: Articles) -> Shelf:
    return shelf.after(follow(moves(shelf, Judge(library).standings(shelf)))(shelf))


def edit_section(library: Articles, text: str, section: str = "Symptomer") -> None:
    title, sections = library.articles["fod/hael"]
    library.articles["fod/hael"] = (title, {**sections, section: text})


def test_nothing_is_read_and_nothing_done_while_all_is_as_it_was(library: Articles) -> None:
    shelf = kept(library, "fod/hael", "fod/hael#øvelser", "knae")
    standings = Judge(library).standings(shelf)
    assert {standing.state for standing in standings.values()} == {State.PRESENT}
    assert moves(shelf, standings) == []
    assert library.read == []


def test_a_changed_article_is_told_from_the_list_alone_for_as_long_as_it_is_not_accepted(library: Articles) -> None:
    shelf = kept(library, "fod/hael")
    edit_section(library, "Det brænder.")
    for _look in range(3):
        assert state(shelf, library) is State.CHANGED
        shelf = followed(shelf, library)
    shelf = shelf.after(accept(only(shelf).uid, library.target("fod/hael"))(shelf))
    assert state(shelf, library) is State.PRESENT


def test_an_article_that_was_edited_and_later_renamed_is_followed_and_still_counts_as_changed(
    library: Articles,
) -> None:
    shelf = kept(library, "fod/hael", note="husk såler")
    edit_section(library, "Det brænder.")
    shelf = followed(shelf, library)
    library.articles["fod/haelspore"] = library.articles.pop("fod/hael")
    assert state(shelf, library) is State.MOVED
    shelf = followed(shelf, library)
    assert (only(shelf).id, only(shelf).note) == ("fod/haelspore", "husk såler")
    assert state(shelf, library) is State.CHANGED


def test_a_changed_back_article_is_as_it_was_saved(library: Articles) -> None:
    shelf = kept(library, "fod/hael")
    edit_section(library, "Det brænder.")
    shelf = followed(shelf, library)
    library.articles["fod/hael"] = HEEL
    assert state(followed(shelf, library), library) is State.PRESENT


def test_a_section_is_changed_only_when_its_own_text_is(library: Articles) -> None:
    shelf = kept(library, "fod/hael#øvelser")
    edit_section(library, "Det brænder.")
    assert state(shelf, library) is State.PRESENT
    shelf = followed(shelf, library)
    library.read.clear()
    assert state(shelf, library) is State.PRESENT
    assert library.read == []
    edit_section(library, "Ingen.", "Øvelser")
    shelf = followed(shelf, library)
    assert state(shelf, library) is State.CHANGED


def test_many_bookmarks_of_one_changed_article_take_one_reading(library: Articles) -> None:
    shelf = kept(library, "fod/hael#øvelser", "fod/hael#symptomer")
    edit_section(library, "Det brænder.")
    judge = Judge(library)
    judge.standings(shelf)
    judge.standings(shelf)
    assert library.read == ["fod/hael"]


@pytest.mark.parametrize(
    "sections",
    [
        {"Symptomer": "Det stikker.", "Det kan du gøre": "Tåhævning."},
        {"Det kan du gøre": "Tåhævning.", "Øvelser": "Nye."},
    ],
    ids=["renamed heading", "heading taken by another section"],
)
def test_a_section_is_found_again_by_its_text(library: Articles, sections: dict[str, str]) -> None:
    shelf = kept(library, "fod/hael#øvelser")
    library.articles["fod/hael"] = ("Hælspore", sections)
    shelf = followed(shelf, library)
    assert (only(shelf).section, only(shelf).heading) == ("det kan du gøre", "Det kan du gøre")
    assert state(shelf, library) is State.PRESENT


def test_a_section_with_another_anchor_and_text_is_found_by_its_heading(library: Articles) -> None:
    shelf = kept(library, "fod/hael#øvelser")
    bookmark = replace(only(shelf), section="gammelt-anker")
    shelf = Shelf([bookmark])
    edit_section(library, "Andre øvelser.", "Øvelser")
    shelf = followed(shelf, library)
    assert only(shelf).section == "øvelser"
    assert state(shelf, library) is State.CHANGED


def test_a_section_that_is_gone_is_told_and_kept(library: Articles) -> None:
    shelf = kept(library, "fod/hael#øvelser")
    library.articles["fod/hael"] = ("Hælspore", {"Symptomer": "Det stikker."})
    assert state(shelf, library) is State.SECTION_GONE
    assert followed(shelf, library).rows == shelf.rows


def test_bookmark_and_highlight_of_a_moved_article_follow_it(library: Articles) -> None:
    shelf = kept(library, "fod/hael", "fod/hael#øvelser", note="husk")
    mark = Highlight("h" * 32, "fod/hael", "Hælspore", "stikker", "Det ", ".", "yellow", "", library.known("fod/hael").fingerprint)  # fmt: skip  # noqa: E501
    shelf = shelf.after(edits.highlight(mark)(shelf))
    library.articles["ny/hael"] = ("Ondt i hælen", library.articles.pop("fod/hael")[1])
    shelf = followed(shelf, library)
    marks = [row for row in shelf.rows.values() if isinstance(row, Bookmark | Highlight)]
    assert {(row.id, row.title) for row in marks} == {("ny/hael", "Ondt i hælen")}
    assert len(marks) == 3
    assert {row.note for row in shelf.bookmarks.values()} == {"husk"}


def test_a_text_that_is_there_twice_is_not_followed(library: Articles) -> None:
    shelf = kept(library, "fod/hael")
    del library.articles["fod/hael"]
    library.articles |= {"a": HEEL, "b": HEEL}
    assert state(shelf, library) is State.GONE


def test_an_article_that_is_still_there_is_never_followed_to_a_copy(library: Articles) -> None:
    shelf = kept(library, "fod/hael")
    library.articles["kopi"] = HEEL
    edit_section(library, "Det brænder.")
    assert only(followed(shelf, library)).id == "fod/hael"


def test_nothing_is_told_and_nothing_followed_while_the_library_is_empty(library: Articles) -> None:
    shelf = kept(library, "fod/hael")
    library.articles.clear()
    assert Judge(library).standings(shelf) == {}
    assert followed(shelf, library).rows == shelf.rows


def test_a_web_address_is_outside(library: Articles) -> None:
    shelf = Shelf().after(edits.add(Target("https://eksempel.dk/", "Eksempel"))(Shelf()))
    assert state(shelf, library) is State.OUTSIDE


@pytest.mark.parametrize("section", ["", "øvelser"])
def test_a_bookmark_from_before_there_were_fingerprints_gets_one_and_tells_of_later_changes(
    library: Articles, section: str
) -> None:
    shelf = Shelf().after(edits.add(Target("fod/hael", "Hælspore", section))(Shelf()))
    change = follow(moves(shelf, Judge(library).standings(shelf)))(shelf)
    assert list(change.texts.values()) == [library.target("fod/hael", section).text]
    shelf = shelf.after(change)
    assert only(shelf).fingerprint == library.known("fod/hael").fingerprint
    assert only(shelf).saved in change.texts
    edit_section(library, "Nye.", "Øvelser")
    assert state(shelf, library) is State.CHANGED


def test_the_text_of_an_import_is_known_again_under_its_own_key(library: Articles) -> None:
    shelf = kept(library, "fod/hael")
    shelf = Shelf([replace(only(shelf), saved=text_key(library.target("fod/hael").text))])
    assert state(shelf, library) is State.PRESENT


def test_two_bookmarks_that_come_to_the_same_article_are_one_with_both_notes(library: Articles) -> None:
    library.articles["gammel"] = ("Gammel", {"Andet": "Andet."})
    shelf = kept(library, "gammel", note="den gamle")
    shelf = shelf.after(edits.add(library.target("fod/hael"), note="den nye", label="")(shelf))
    shelf = shelf.after(
        edits.put_label([one.uid for one in shelf.bookmarks.values() if one.id == "gammel"], "red")(shelf)
    )
    del library.articles["gammel"]
    library.articles["fod/hael"] = ("Hælspore", {"Andet": "Andet."})
    shelf = followed(shelf, library)
    assert (only(shelf).id, only(shelf).note, only(shelf).label) == ("fod/hael", "den nye\n\n---\n\nden gamle", "red")


def test_notes_too_long_for_one_stay_apart(library: Articles) -> None:
    library.articles["gammel"] = ("Gammel", {"Andet": "Andet."})
    shelf = kept(library, "gammel", note="g" * LONGEST_NOTE)
    shelf = shelf.after(edits.add(library.target("fod/hael"), note="n")(shelf))
    del library.articles["gammel"]
    library.articles["fod/hael"] = ("Hælspore", {"Andet": "Andet."})
    assert {one.id for one in followed(shelf, library).bookmarks.values()} == {"fod/hael", "gammel"}


def test_articles_that_change_names_with_each_other_keep_their_bookmarks(library: Articles) -> None:
    shelf = kept(library, "fod/hael#øvelser", "fod/hael#symptomer")
    library.articles["fod/hael"] = ("Hælspore", {"Øvelser": "Det stikker.", "Symptomer": "Tåhævning."})
    was = {one.uid: one.saved for one in shelf.bookmarks.values()}
    shelf = followed(shelf, library)
    for section in ("øvelser", "symptomer"):
        held = shelf.bookmark_of("fod/hael", section)
        assert held is not None
        assert was[held.uid] == text_key(library.target("fod/hael", section).text)


def test_a_row_changed_since_it_was_judged_is_left_alone(library: Articles) -> None:
    shelf = kept(library, "fod/hael")
    library.articles["ny"] = library.articles.pop("fod/hael")
    edit = follow(moves(shelf, Judge(library).standings(shelf)))
    elsewhere = Shelf([replace(only(shelf), id="knae")])
    assert not edit(elsewhere)
    assert not edit(Shelf())


def test_a_gone_bookmark_points_to_what_the_person_chose_with_title_and_note_kept(library: Articles) -> None:
    shelf = kept(library, "fod/hael", note="husk")
    del library.articles["fod/hael"]
    assert state(shelf, library) is State.GONE
    shelf = shelf.after(repoint(only(shelf).uid, library.target("knae"))(shelf))
    assert (only(shelf).id, only(shelf).title, only(shelf).note) == ("knae", "Hælspore", "husk")
    assert state(shelf, library) is State.PRESENT


def test_pointing_to_a_bookmarked_article_joins_the_notes_or_says_that_they_are_too_long(library: Articles) -> None:
    shelf = kept(library, "fod/hael", note="hæl")
    shelf = shelf.after(edits.add(library.target("knae"), note="knæ")(shelf))
    gone = shelf.bookmark_of("fod/hael")
    assert gone is not None
    assert only(shelf.after(repoint(gone.uid, library.target("knae"))(shelf))).note == "knæ\n\n---\n\nhæl"
    full = shelf.after(edits.write_note(library.target("knae"), "k" * LONGEST_NOTE)(shelf))
    with pytest.raises(InputError):
        repoint(gone.uid, library.target("knae"))(full)


def test_what_was_done_before_an_article_moved_can_still_be_undone(library: Articles) -> None:
    shelf = kept(library, "fod/hael")
    written = edits.write_note(library.target("fod/hael"), "husk")(shelf)
    shelf = shelf.after(written)
    library.articles["ny"] = library.articles.pop("fod/hael")
    shelf = followed(shelf, library)
    shelf = shelf.after(edits.undo(written)(shelf))
    assert (only(shelf).id, only(shelf).note) == ("ny", "")


def test_a_note_changed_meanwhile_is_kept_beside_ones_own(library: Articles) -> None:
    target = library.target("fod/hael")
    shelf = kept(library, "fod/hael", note="fra den anden pc")
    shelf = shelf.after(edits.edit_note(target, "min", seen="")(shelf))
    assert only(shelf).note == "fra den anden pc\n\n---\n\nmin"
    shelf = shelf.after(edits.edit_note(target, "min, længere", seen="min")(shelf))
    assert only(shelf).note == "fra den anden pc\n\n---\n\nmin, længere"
    shelf = shelf.after(edits.edit_note(target, "kort", seen=only(shelf).note)(shelf))
    assert only(shelf).note == "kort"


def test_a_standing_knows_nothing_of_where_a_gone_article_is(library: Articles) -> None:
    shelf = kept(library, "fod/hael")
    del library.articles["fod/hael"]
    assert Judge(library).standings(shelf) == {only(shelf).uid: Standing(State.GONE)}
