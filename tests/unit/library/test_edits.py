"""What can be done to a shelf, done, undone and done again."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbviewer.errors import InputError
from kbviewer.library import edits
from kbviewer.library.bookmark import (
    LABELS,
    LONGEST_NAME,
    LONGEST_NOTE,
    TOP,
    Bookmark,
    Folder,
    Highlight,
    Row,
)
from kbviewer.library.edits import Edit, Target
from kbviewer.library.history import MOST, History
from kbviewer.library.shelf import DEEPEST, Change, Shelf, Step

HEEL = Target("fod/hael", "Ondt under hælen", text="Teksten.", fingerprint="f")
EXERCISES = Target("fod/hael", "Ondt under hælen", "oevelser", "Øvelser")


def done(shelf: Shelf, *changes: Edit) -> Shelf:
    for edit in changes:
        shelf = shelf.after(edit(shelf))
    return shelf


def shelf_of(*names: str) -> Shelf:
    """Bookmarks of these articles, and folders of these names that begin with a capital letter."""
    return done(
        Shelf(), *(edits.new_folder(name) if name[0].isupper() else edits.add(Target(name, name)) for name in names)
    )


def uid(shelf: Shelf, name: str) -> str:
    return next(row.uid for row in shelf.rows.values() if not isinstance(row, Highlight) and row.name == name)


def names(shelf: Shelf, folder: str = "") -> str:
    return " ".join(row.name for row in shelf.contents(uid(shelf, folder) if folder else TOP))


def passage(quote: str = "ord", label: str = "red", made: str = "h") -> Highlight:
    return Highlight(made, "fod/hael", "Hæl", quote, "før", "efter", label, "2024-11-23T14:05:00Z", "")


# --- bookmarks and notes --------------------------------------------------------------------------


def test_a_bookmark_holds_what_it_points_to_and_comes_last() -> None:
    shelf = done(shelf_of("a", "B"), edits.add(EXERCISES, note="husk \n", label="red"))
    made = shelf.bookmark_of("fod/hael", "oevelser")
    assert made is not None
    assert (made.name, made.note, made.label) == ("Ondt under hælen: Øvelser", "husk", "red")
    assert names(shelf) == "a B Ondt under hælen: Øvelser"


def test_a_bookmark_carries_the_text_it_refers_to() -> None:
    change = edits.add(HEEL)(Shelf())
    (made,) = change.rows(Bookmark)
    assert change.texts == {made.saved: "Teksten."}
    assert edits.add(EXERCISES)(Shelf()).texts == {}


def test_adding_twice_changes_nothing_but_fills_an_empty_note() -> None:
    shelf = done(Shelf(), edits.add(HEEL))
    assert not edits.add(HEEL)(shelf)
    shelf = done(shelf, edits.add(HEEL, note="ny"))
    assert [row.note for row in shelf.bookmarks.values()] == ["ny"]
    assert not edits.add(HEEL, note="en anden")(shelf)


def test_adding_into_a_folder_removed_meanwhile_puts_it_last_at_the_top() -> None:
    shelf = done(shelf_of("a", "b"), edits.add(HEEL, folder="gone"))
    assert names(shelf) == "a b Ondt under hælen"


def test_toggling_twice_leaves_nothing() -> None:
    shelf = done(Shelf(), edits.toggle(HEEL))
    assert shelf.bookmark_of("fod/hael")
    assert done(shelf, edits.toggle(HEEL)).rows == {}


def test_a_note_makes_its_bookmark_and_an_empty_one_takes_the_note_away_alone() -> None:
    shelf = done(Shelf(), edits.write_note(HEEL, "en"))
    assert [row.note for row in done(shelf, edits.write_note(HEEL, "to")).bookmarks.values()] == ["to"]
    assert [row.note for row in done(shelf, edits.write_note(HEEL, "")).bookmarks.values()] == [""]
    assert not edits.write_note(HEEL, "en")(shelf)
    assert not edits.write_note(HEEL, "")(Shelf())


def test_a_note_too_long_is_refused() -> None:
    for edit in (edits.write_note(HEEL, "x" * (LONGEST_NOTE + 1)), edits.add(HEEL, note="x" * (LONGEST_NOTE + 1))):
        with pytest.raises(InputError, match="note_too_long"):
            edit(Shelf())


def test_a_label_colours_what_can_be_coloured() -> None:
    shelf = done(shelf_of("a", "b", "F"), edits.highlight(passage()))
    change = edits.put_label([*shelf.rows, "gone"], "blue")(shelf)
    assert change.n == 3
    assert not edits.put_label(list(shelf.rows), "blue")(shelf.after(change))


def test_a_passage_is_highlighted_once_and_takes_the_new_colour() -> None:
    shelf = done(Shelf(), edits.highlight(passage()), edits.highlight(passage(label="blue", made="i")))
    assert [(row.uid, row.label) for row in shelf.highlights.values()] == [("h", "blue")]
    assert len(done(shelf, edits.highlight(passage("andre ord", made="j"))).highlights) == 2


def test_text_that_no_file_can_hold_is_left_out() -> None:
    shelf = done(Shelf(), edits.highlight(passage("o\ud800r\0d")), edits.write_note(Target("a", "\udfffA"), "n\ud83d"))
    assert [row.quote for row in shelf.highlights.values()] == ["ord"]
    assert [(row.title, row.note) for row in shelf.bookmarks.values()] == [("A", "n")]


# --- folders --------------------------------------------------------------------------------------


def test_a_folder_takes_bookmarks_with_it_in_the_order_asked_for() -> None:
    shelf = shelf_of("a", "b", "c")
    asked = [uid(shelf, "c"), uid(shelf, "a"), uid(shelf, "c")]
    shelf = done(shelf, edits.new_folder(" Fod \t og\nankel ", TOP, asked))
    assert names(shelf) == "b Fod og ankel"
    assert names(shelf, "Fod og ankel") == "c a"


@pytest.mark.parametrize("name", ["", "  ", "\u200b\0", "x" * (LONGEST_NAME + 1)])
def test_a_folder_needs_a_name_that_can_be_read(name: str) -> None:
    shelf = shelf_of("F")
    for edit in (edits.new_folder(name), edits.rename(uid(shelf, "F"), name)):
        with pytest.raises(InputError, match="folder_name_invalid"):
            edit(shelf)


def test_renaming_changes_the_name_alone() -> None:
    shelf = shelf_of("F")
    after = done(shelf, edits.rename(uid(shelf, "F"), "Ny"))
    assert names(after) == "Ny"
    assert not edits.rename(uid(after, "Ny"), "Ny")(after)
    assert not edits.rename("gone", "Ny")(after)


def nested(count: int) -> tuple[Shelf, str]:
    """A shelf with folders one in the other, and the innermost."""
    shelf, inside = Shelf(), TOP
    for number in range(count):
        shelf = done(shelf, edits.new_folder(f"{number}", inside))
        inside = uid(shelf, f"{number}")
    return shelf, inside


def test_folders_lie_in_one_another_as_deep_as_told_and_no_deeper() -> None:
    shelf, innermost = nested(DEEPEST)
    assert len(shelf.path(innermost)) == DEEPEST
    with pytest.raises(InputError, match="folder_too_deep") as refused:
        edits.new_folder("En for meget", innermost)(shelf)
    assert refused.value.values == {"most": DEEPEST}


def test_a_folder_that_would_come_to_lie_too_deep_stays() -> None:
    shelf, innermost = nested(DEEPEST - 1)
    shelf = done(shelf, edits.new_folder("Flad"), edits.new_folder("Høj"))
    shelf = done(shelf, edits.new_folder("Lav", uid(shelf, "Høj")))
    assert not edits.move([uid(shelf, "Høj")], innermost)(shelf)
    after = done(shelf, edits.move([uid(shelf, "Flad")], innermost))
    assert len(after.path(uid(after, "Flad"))) == DEEPEST


def test_removing_a_folder_removes_all_that_is_in_it() -> None:
    shelf = shelf_of("F", "a", "b")
    shelf = done(shelf, edits.move([uid(shelf, "a")], uid(shelf, "F")))
    change = edits.remove([uid(shelf, "F"), uid(shelf, "a"), "gone"])(shelf)
    assert (change.name, change.n) == ("F", 2)
    assert names(shelf.after(change)) == "b"


# --- moving ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [
        ("c", "a", "c a b d"),
        ("a", "", "b c d a"),
        ("a", "d", "b c a d"),
        ("d b", "a", "d b a c"),
        ("b b c", "a", "b c a d"),
        ("a", "a", "b c d a"),
        ("b", "gone", "a c d b"),
    ],
)
def test_rows_are_moved_in_the_order_asked_for(moved: str, before: str, order: str) -> None:
    shelf = shelf_of("a", "b", "c", "d")
    uids = [uid(shelf, name) for name in moved.split()]
    change = edits.move(uids, TOP, uid(shelf, before) if before in "abcd" and before else before)(shelf)
    assert names(shelf.after(change)) == order
    assert change.n == len(dict.fromkeys(uids))


def test_moving_to_where_it_lies_changes_nothing() -> None:
    shelf = shelf_of("a", "b")
    assert not edits.move([uid(shelf, "b")])(shelf)
    assert not edits.move([uid(shelf, "a")], TOP, uid(shelf, "b"))(shelf)
    assert not edits.move(["gone"])(shelf)


def test_neighbours_stay_as_they_are_while_there_is_room() -> None:
    shelf = shelf_of("a", "b", "c")
    assert len(edits.move([uid(shelf, "c")], TOP, uid(shelf, "b"))(shelf).steps) == 1


def test_one_can_move_between_the_same_two_for_ever() -> None:
    shelf = shelf_of("a", "b", "c", "d")
    for number in range(60):
        name = "cd"[number % 2]
        change = edits.move([uid(shelf, name)], TOP, uid(shelf, "b"))(shelf)
        shelf = shelf.after(change)
        assert f"{name} b" in names(shelf)
        assert (change.name, change.n) == (name, 1)


def test_what_is_moved_with_its_folder_stays_in_it() -> None:
    shelf = shelf_of("F", "G", "a")
    shelf = done(shelf, edits.move([uid(shelf, "a")], uid(shelf, "F")))
    shelf = done(shelf, edits.move([uid(shelf, "a"), uid(shelf, "F")], uid(shelf, "G")))
    assert (names(shelf), names(shelf, "G"), names(shelf, "F")) == ("G", "F", "a")


def test_a_folder_cannot_be_moved_into_itself() -> None:
    shelf = shelf_of("F", "G")
    shelf = done(shelf, edits.move([uid(shelf, "G")], uid(shelf, "F")))
    for target in ("F", "G"):
        assert not edits.move([uid(shelf, "F")], uid(shelf, target))(shelf)


def test_moving_into_a_folder_removed_meanwhile_moves_to_the_top() -> None:
    shelf = shelf_of("F", "a")
    shelf = done(
        shelf,
        edits.move([uid(shelf, "a")], uid(shelf, "F")),
        lambda shelf: edits.move([uid(shelf, "a")], "gone")(shelf),
    )
    assert names(shelf) == "F a"


def ring() -> Shelf:
    rows: list[Row] = [Folder(each, each.upper(), inside, 0, "2024") for each, inside in ("ab", "bc", "ca")]
    return Shelf(rows)


def test_moving_a_folder_of_a_ring_moves_no_other() -> None:
    shelf = ring()
    assert (names(shelf), names(shelf, "A"), names(shelf, "C")) == ("A", "C", "B")
    after = done(shelf, edits.move(["b"]))
    assert (names(after), names(after, "A"), names(after, "C")) == ("A B", "C", "")


# --- undo and redo --------------------------------------------------------------------------------


def test_undoing_what_another_has_changed_since_is_refused() -> None:
    shelf = shelf_of("a")
    change = edits.put_label([uid(shelf, "a")], "red")(shelf)
    shelf = done(shelf.after(change), edits.put_label([uid(shelf, "a")], "blue"))
    with pytest.raises(InputError, match="change_overtaken"):
        edits.undo(change)(shelf)


def test_undoing_a_removal_makes_no_second_bookmark_of_an_article() -> None:
    shelf = shelf_of("a", "b")
    change = edits.remove([uid(shelf, "a"), uid(shelf, "b")])(shelf)
    shelf = done(shelf.after(change), edits.add(Target("a", "a")))
    back = edits.undo(change)(shelf)
    assert [row.name for row in back.rows(Bookmark)] == ["b"]


def test_a_bookmark_that_took_the_place_of_another_is_undone() -> None:
    shelf = shelf_of("a")
    other = done(Shelf(), edits.add(Target("a", "a")))
    change = Change(
        "x",
        (
            *edits.remove(list(shelf.rows))(shelf).steps,
            *edits.undo(edits.remove(list(other.rows))(other))(Shelf()).steps,
        ),
    )
    assert shelf.after(change).after(edits.undo(change)(shelf.after(change))).rows == shelf.rows


def named(name: str) -> Change:
    return Change(name, (Step(None, passage()),))


def test_history_forgets_what_was_undone_once_something_new_is_done() -> None:
    history = History()
    a, b, back, again = (named(name) for name in ("a", "b", "b back", "b again"))
    for change in (a, b):
        history.did(change)
    history.undone(b, back)
    assert (history.to_undo, history.to_redo) == (a, back)
    history.redone(back, again)
    assert (history.to_undo, history.to_redo) == (again, None)
    history.undone(again, None)
    history.did(named("c"))
    assert (history.to_undo, history.to_redo) == (named("c"), None)


def test_history_remembers_the_newest() -> None:
    history = History()
    for number in range(MOST + 5):
        history.did(named(str(number)))
    for number in reversed(range(5, MOST + 5)):
        newest = history.to_undo
        assert newest is not None and newest == named(str(number))
        history.undone(newest, None)
    assert history.to_undo is None


def test_what_is_done_while_something_is_undone_can_be_undone_too() -> None:
    history = History()
    first, next_one = named("first"), named("next")
    history.did(first)
    history.did(next_one)  # while the first is being undone
    history.undone(first, named("back"))
    assert history.to_undo is next_one


IDS = st.sampled_from("abcdef")
TARGETS = st.builds(Target, IDS, st.just("Titel"), st.sampled_from(["", "afsnit"]))
Chosen = Callable[[Shelf], Edit]


def _uids(shelf: Shelf, numbers: Sequence[int]) -> list[str]:
    uids = list(shelf.rows)
    return [uids[number % len(uids)] for number in numbers] if uids else []


def _folder(shelf: Shelf, number: int) -> str:
    choices = [TOP, *shelf.folders, "gone"]
    return choices[number % len(choices)]


NUMBERS = st.lists(st.integers(0, 50), max_size=4)
NUMBER = st.integers(0, 50)
EDITS: st.SearchStrategy[Chosen] = st.one_of(
    st.builds(lambda t, n: lambda shelf: edits.add(t, folder=_folder(shelf, n)), TARGETS, NUMBER),
    st.builds(lambda t: lambda _shelf: edits.toggle(t), TARGETS),
    st.builds(lambda t, note: lambda _shelf: edits.write_note(t, note), TARGETS, st.sampled_from(["", "x", "y"])),
    st.builds(lambda ns, label: lambda s: edits.put_label(_uids(s, ns), label), NUMBERS, st.sampled_from(LABELS)),
    st.builds(lambda ns: lambda shelf: edits.remove(_uids(shelf, ns)), NUMBERS),
    st.builds(lambda ns, n: lambda s: edits.new_folder("Mappe", _folder(s, n), _uids(s, ns)), NUMBERS, NUMBER),
    st.builds(lambda ns: lambda s: edits.rename((_uids(s, ns) or [""])[0], "Nyt"), NUMBERS),
    st.builds(
        lambda ns, n, b: lambda s: edits.move(_uids(s, ns), _folder(s, n), (_uids(s, b) or [""])[0]),
        *(NUMBERS, NUMBER, NUMBERS),
    ),
    st.builds(lambda q, label: lambda _s: edits.highlight(passage(q, label, f"h{q}")), IDS, st.sampled_from(LABELS)),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(EDITS, max_size=25), st.booleans())
def test_undoing_everything_gives_the_shelf_there_was_and_redoing_the_one_there_is(
    chosen: list[Chosen], strange: bool
) -> None:
    shelf = first = Shelf(ring().rows.values()) if strange else shelf_of("F", "a")
    history = History()
    for choose in chosen:
        change = choose(shelf)(shelf)
        shelf = shelf.after(change)
        assert sorted(row.uid for row in shelf.walk()) == sorted({**shelf.folders, **shelf.bookmarks})
        targets = [(row.id, row.section) for row in shelf.bookmarks.values()]
        assert len(targets) == len(set(targets))
        if change:
            history.did(change)
    last = shelf
    for _ in range(2):
        while history.to_undo:
            newest = history.to_undo
            back = edits.undo(newest)(shelf)
            shelf = shelf.after(back)
            history.undone(newest, back)
        assert shelf.rows == first.rows
        while history.to_redo:
            newest = history.to_redo
            again = edits.undo(newest)(shelf)
            shelf = shelf.after(again)
            history.redone(newest, again)
        assert shelf.rows == last.rows
