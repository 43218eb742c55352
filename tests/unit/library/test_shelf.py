"""A shelf: what lies where, also when folders lie in one another in a ring, too deep, or in none there is."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kbviewer.library.bookmark import TOP, Bookmark, Folder, Highlight, Row, day_of
from kbviewer.library.shelf import DEEPEST, Change, Shelf, Step


def folder(uid: str, inside: str = TOP, place: int = 0) -> Folder:
    return Folder(uid, uid.upper(), inside, place, "2024-11-23T14:05:00Z")


def bookmark(uid: str, inside: str = TOP, place: int = 0, created: str = "2024-11-23T14:05:00Z") -> Bookmark:
    return Bookmark(uid, f"id/{uid}", "", uid.upper(), "", "", "", inside, place, created, "", "")


def highlight(uid: str, article: str, created: str) -> Highlight:
    return Highlight(uid, article, "", "ord", "", "", "red", created, "")


def uids(shelf: Shelf, inside: str = TOP) -> list[str]:
    return [row.uid for row in shelf.contents(inside)]


def test_rows_lie_in_the_order_by_hand_and_equals_by_age() -> None:
    shelf = Shelf([bookmark("c", place=2), folder("b", place=1), bookmark("d", place=1, created="2020"), bookmark("a")])
    assert uids(shelf) == ["a", "d", "b", "c"]


def test_walking_meets_each_folder_before_what_is_in_it() -> None:
    shelf = Shelf([folder("f"), bookmark("a", "f"), folder("g", "f", 1), bookmark("b", "g"), bookmark("c", place=9)])
    assert [row.uid for row in shelf.walk()] == ["f", "a", "g", "b", "c"]
    assert [row.uid for row in shelf.walk("g")] == ["b"]
    assert shelf.path("g") == ("F", "G")
    assert shelf.path(TOP) == shelf.path("no such folder") == ()


def test_a_row_whose_folder_is_gone_lies_at_the_top() -> None:
    assert uids(Shelf([bookmark("a", "gone"), folder("f", "gone")])) == ["a", "f"]


def test_one_folder_of_a_ring_is_at_the_top_and_the_rest_below_it() -> None:
    shelf = Shelf([folder("c", "b"), folder("b", "a"), folder("a", "c"), folder("x", "b"), bookmark("m", "x")])
    assert uids(shelf) == ["a"]
    assert (uids(shelf, "a"), uids(shelf, "b"), uids(shelf, "x")) == (["b"], ["c", "x"], ["m"])
    assert shelf.path("c") == ("A", "B", "C")


def test_a_folder_in_itself_is_at_the_top() -> None:
    assert uids(Shelf([folder("a", "a"), bookmark("b", "a")])) == ["a"]


def test_a_folder_too_deep_down_is_at_the_top() -> None:
    names = [f"f{n:02}" for n in range(DEEPEST + 3)]
    shelf = Shelf(folder(name, inside) for name, inside in zip(names, [TOP, *names], strict=False))
    assert uids(shelf) == [names[0], names[DEEPEST]]
    assert len(shelf.path(names[DEEPEST - 1])) == DEEPEST
    assert shelf.path(names[-1]) == tuple(name.upper() for name in names[DEEPEST:])


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["", *"abcdefghx"])), st.randoms())
def test_everything_is_met_once_whatever_lies_in_what(inside: dict[str, str], chance: object) -> None:
    rows: list[Row] = [folder(uid, parent) for uid, parent in inside.items()]
    rows += [bookmark(f"m{uid}", uid) for uid in inside]
    shelf = Shelf(rows)
    assert sorted(row.uid for row in shelf.walk()) == sorted(shelf.rows)
    chance.shuffle(rows)  # type: ignore[attr-defined]
    assert [row.uid for row in Shelf(rows).walk()] == [row.uid for row in shelf.walk()]


def test_bookmarks_and_highlights_are_found_by_their_article() -> None:
    old, new = highlight("h", "id/a", "2024"), highlight("g", "id/a", "2025")
    shelf = Shelf([bookmark("a"), new, old])
    assert shelf.bookmark_of("id/a") == shelf.bookmarks["a"]
    assert shelf.bookmark_of("id/a", "oevelser") is None
    assert shelf.highlights_in("id/a") == [old, new]
    assert shelf.highlights_in("id/b") == ()


def test_a_change_gives_another_shelf_and_turned_round_the_one_before() -> None:
    shelf = Shelf([bookmark("a"), bookmark("b")])
    change = Change("x", (Step(shelf.rows["a"], None), Step(None, folder("f"))))
    after = shelf.after(change)
    assert set(after.rows) == {"b", "f"}
    assert set(shelf.rows) == {"a", "b"}
    assert after.after(change.turned_round()).rows == shelf.rows
    assert change.rows(Folder) == [folder("f")]
    assert change.rows(Bookmark) == []


def test_a_day_that_cannot_be_read_is_none() -> None:
    assert day_of("2026-11-23T12:00:00Z") == date(2026, 11, 23)
    for created in ("i går", "", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        assert day_of(created) is None
