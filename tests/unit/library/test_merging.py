"""Merging adds what is new, keeps what is there, and can be undone as one change."""

from pathlib import Path
from typing import Any

import pytest

from kbviewer.errors import InputError
from kbviewer.i18n import Catalogue
from kbviewer.library.bookmark import TOP, Bookmark, Folder, Highlight, Row
from kbviewer.library.bookmarks import BookmarkStore
from kbviewer.library.edits import GAP, text_key, undo
from kbviewer.library.markdown import to_markdown
from kbviewer.library.merging import merge, plan
from kbviewer.library.parcel import Parcel
from kbviewer.library.shelf import DEEPEST, Shelf
from kbviewer.paths import resources
from kbviewer.wording import merge_lines, shown_name

TIME = "2026-11-23T19:05:00Z"
WORDS = Catalogue.load("da", resources())


def uid(name: str) -> str:
    return name.rjust(32, "0")


def folder(name: str, called: str, home: str = TOP, place: int = 0) -> Folder:
    return Folder(uid(name), called, home, place, TIME)


def bookmark(name: str, target: str, **values: Any) -> Bookmark:
    given: dict[str, Any] = dict.fromkeys(("section", "heading", "note", "label", "folder", "fingerprint", "saved"), "")
    given |= {"title": target, "place": 0, "created": TIME}
    return Bookmark(uid(name), target, **{**given, **values})


def highlight(name: str, quote: str) -> Highlight:
    return Highlight(uid(name), "fod/hael", "Hæl", quote, "før", "efter", "red", TIME, "")


def merged(shelf: Shelf, *rows: Row) -> Shelf:
    return shelf.after(merge(Parcel(Shelf(rows)))(shelf))


def test_a_note_that_is_there_is_kept_and_an_empty_one_filled() -> None:
    shelf = Shelf([bookmark("1", "a", note="min"), bookmark("2", "b"), bookmark("3", "c", note="ens", label="red")])
    incoming = Shelf([
        bookmark("4", "a", note="din"), bookmark("5", "b", note="din", label="blue"),
        bookmark("6", "c", note="ens", label="blue"), bookmark("7", "d", note="din"),
    ])  # fmt: skip
    made = plan(shelf, Parcel(incoming))
    after = {row.id: (row.note, row.label) for row in shelf.after(made.change).bookmarks.values()}
    assert after == {"a": ("min", ""), "b": ("din", "blue"), "c": ("ens", "red"), "d": ("din", "")}
    assert [row.id for row in made.kept] == ["a"]
    assert [row.id for row in made.filled] == ["b"]
    assert [row.id for row in made.bookmarks] == ["d"]
    assert made.held == 1


def test_a_bookmark_is_known_by_its_uid_wherever_its_article_has_gone() -> None:
    shelf = Shelf([bookmark("1", "nyt/sted")])
    made = plan(shelf, Parcel(Shelf([bookmark("1", "gammelt/sted")])))
    assert (bool(made.change), made.held) == (False, 1)


def test_a_section_is_another_bookmark_than_its_article() -> None:
    shelf = Shelf([bookmark("1", "a")])
    assert len(merged(shelf, bookmark("2", "a", section="s")).bookmarks) == 2


def test_folders_of_the_same_path_become_one_and_others_stay_apart() -> None:
    shelf = Shelf([folder("1", "Fod"), folder("2", "Øvelser", uid("1")), bookmark("3", "a", folder=uid("2"))])
    after = merged(
        shelf,
        folder("a", "Fod"),
        folder("b", "Øvelser", uid("a")),
        folder("c", "Øvelser"),
        bookmark("d", "b", folder=uid("b")),
        bookmark("e", "c", folder=uid("c")),
    )
    assert after.path(after.bookmarks[uid("d")].folder) == ("Fod", "Øvelser")
    assert after.bookmarks[uid("d")].folder == uid("2")
    assert after.path(after.bookmarks[uid("e")].folder) == ("Øvelser",)
    assert len(after.folders) == 3


def test_a_renamed_folder_is_known_by_its_uid() -> None:
    shelf = Shelf([folder("1", "Fødder"), bookmark("2", "a", folder=uid("1"))])
    after = merged(shelf, folder("1", "Fod"), bookmark("3", "b", folder=uid("1")))
    assert after.path(after.bookmarks[uid("3")].folder) == ("Fødder",)


def test_what_is_new_comes_last_in_the_order_of_the_file() -> None:
    shelf = Shelf([bookmark("1", "a", place=7000)])
    after = merged(shelf, bookmark("2", "c", place=20), bookmark("3", "b", place=10), bookmark("4", "a", place=15))
    assert [row.name for row in after.walk()] == ["a", "b", "c"]
    assert after.bookmarks[uid("1")].place == 7000
    assert after.bookmarks[uid("3")].place == 7000 + GAP


def test_no_folder_is_made_for_what_is_there_already() -> None:
    shelf = Shelf([bookmark("1", "a")])
    rows: list[Row] = [
        folder("2", "X"),
        folder("3", "Y", uid("2")),
        bookmark("4", "a", folder=uid("3")),
        folder("5", "Tom"),
    ]
    assert [row.name for row in merged(shelf, *rows).folders.values()] == ["Tom"]


def test_a_uid_that_something_else_has_here_does_not_replace_it() -> None:
    shelf = Shelf([folder("1", "Min mappe"), bookmark("2", "a", folder=uid("1"))])
    after = merged(shelf, bookmark("1", "b"), folder("2", "Ny"), highlight("3", "ord"))
    assert {row.name for row in after.folders.values()} == {"Min mappe", "Ny"}
    assert {row.id for row in after.bookmarks.values()} == {"a", "b"}
    assert after.path(after.bookmarks[uid("2")].folder) == ("Min mappe",)


def test_an_address_in_two_folders_of_the_file_is_kept_once_with_the_note_of_either() -> None:
    rows = [folder("1", "A", place=1), folder("2", "B", place=2)]
    rows_in = [bookmark("3", "x", folder=uid("1")), bookmark("4", "x", folder=uid("2"), note="husk")]
    after = merged(Shelf(), *rows, *rows_in)
    assert [(row.uid, row.note) for row in after.bookmarks.values()] == [(uid("3"), "husk")]


def test_a_highlight_of_the_same_words_is_there_already() -> None:
    shelf = Shelf([highlight("1", "under hælen")])
    made = plan(shelf, Parcel(Shelf([highlight("2", "under hælen"), highlight("3", "om morgenen")])))
    assert ([row.quote for row in made.highlights], made.held) == (["om morgenen"], 1)


def test_only_texts_that_are_needed_come_in() -> None:
    keys = [text_key(text) for text in ("ny", "kendt")]
    incoming = Shelf([bookmark("1", "a", saved=keys[0]), bookmark("2", "b", saved=keys[1])])
    shelf = Shelf([bookmark("3", "b")])
    assert merge(Parcel(incoming, {keys[0]: "ny", keys[1]: "kendt"}))(shelf).texts == {keys[0]: "ny"}


def test_web_addresses_are_left_out_with_the_folders_that_held_nothing_else() -> None:
    incoming = Shelf([
        folder("1", "Blandet"), folder("2", "Kun web", uid("1")), folder("3", "Tom i filen"),
        bookmark("4", "a", folder=uid("1")), bookmark("5", "https://eksempel.dk/", folder=uid("2")),
    ])  # fmt: skip
    parcel = Parcel(incoming).without_addresses()
    assert {row.name for row in parcel.shelf.walk()} == {"Blandet", "a", "Tom i filen"}
    assert parcel.left_out == 1


def test_all_of_a_file_goes_into_the_folder_chosen() -> None:
    shelf = Shelf([folder("1", "Fra"), folder("2", "Firefox", uid("1"))])
    parcel = Parcel(Shelf([folder("a", "Fod"), bookmark("b", "x", folder=uid("a")), bookmark("c", "y")]))
    after = shelf.after(merge(parcel.below(("Fra", "Firefox")))(shelf))
    paths = {row.id: after.path(row.folder) for row in after.bookmarks.values()}
    assert paths == {"x": ("Fra", "Firefox", "Fod"), "y": ("Fra", "Firefox")}
    assert after.bookmarks[uid("c")].folder == uid("2")
    assert not merge(parcel.below(("Fra", "Firefox")))(after)


def test_folders_that_would_lie_too_deep_are_refused() -> None:
    ladder = [folder(f"{n:x}", "F", uid(f"{n - 1:x}") if n > 1 else TOP) for n in range(1, DEEPEST + 1)]
    with pytest.raises(InputError) as caught:
        Parcel(Shelf(ladder)).below(("En til",))
    assert caught.value.key == "folder_too_deep"
    shelf = Shelf([folder("aa", "Yderst"), folder("1", "Flyttet", uid("aa"))])
    with pytest.raises(InputError) as caught:
        plan(shelf, Parcel(Shelf([*ladder, bookmark("bb", "x", folder=ladder[-1].uid)])))
    assert caught.value.key == "folder_too_deep"


def test_an_import_is_undone_as_one_change_in_the_store(tmp_path: Path) -> None:
    store = BookmarkStore(tmp_path / "bookmarks.sqlite")
    store.edit(merge(Parcel(Shelf([bookmark("1", "a")]))))
    before = dict(store.shelf().rows)
    key = text_key("tekst")
    rows: list[Row] = [
        folder("2", "F"),
        bookmark("3", "b", folder=uid("2"), saved=key),
        bookmark("4", "a", note="fyldt"),
    ]
    change = store.edit(merge(Parcel(Shelf([*rows, highlight("5", "ord")]), {key: "tekst"}), "fil.json"))
    assert len(store.shelf().rows) == 4
    assert store.text(key) == "tekst"
    store.edit(undo(change))
    assert dict(store.shelf().rows) == before
    store.close()


def test_what_an_import_does_is_told_in_words() -> None:
    shelf = Shelf([bookmark("1", "a", note="min"), bookmark("2", "b")])
    rows = [bookmark("3", "a", note="din"), bookmark("4", "b"), bookmark("5", "c"), bookmark("6", "d")]
    assert merge_lines(plan(shelf, Parcel(Shelf(rows), dropped=1)), WORDS) == [
        "2 nye bogmærker",
        "1 bogmærke har en anden note hos dig; din bliver stående",
        "1 findes allerede",
        "1 link kan ikke bruges her og tages ikke med",
    ]


def test_names_from_anywhere_are_shown_without_what_turns_or_breaks_a_line() -> None:
    assert shown_name("\u202etrevo\u202c\nlinje\x07") == "trevo linje"
    assert shown_name("A" * 10_000, 10) == "A" * 10 + "…"


def test_markdown_has_folders_as_headings_and_notes_below_their_bookmark() -> None:
    shelf = Shelf([
        folder("1", "Fod *og* # ankel"), folder("2", "Øvelser", uid("1")),
        bookmark("3", "fod/hael", folder=uid("1"), note="- se *igen*\n- ring", section="s", heading="Råd <b>"),
        bookmark("4", "fod/taa", folder=uid("2")), highlight("5", "under\n# hælen"),
    ])  # fmt: skip
    assert to_markdown(Parcel(shelf), WORDS) == (
        "# Bogmærker\n\n## Fod \\*og\\* \\# ankel\n\n"
        "- **fod/hael: Råd \\<b\\>** (fod/hael#s, 23. november 2026)\n\n  - se *igen*\n  - ring\n\n"
        "  > under\n  > \\# hælen\n\n"
        "### Øvelser\n\n- **fod/taa** (fod/taa, 23. november 2026)\n"
    )
