"""Bookmarks as JSON: all of a shelf survives, and nothing that is not as documented gets in."""

import json
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kbviewer.articles.identity import fingerprint
from kbviewer.errors import InputError, StorageError
from kbviewer.library import parcel_file
from kbviewer.library.bookmark import LABELS, TOP, Bookmark, Folder, Highlight, Row
from kbviewer.library.edits import text_key
from kbviewer.library.exchange import from_json, to_json
from kbviewer.library.merging import merge, plan
from kbviewer.library.netscape import from_html, to_html
from kbviewer.library.parcel import Parcel, folder_name, pack
from kbviewer.library.shelf import DEEPEST, Shelf

SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parents[3] / "docs" / "bookmarks.schema.json").read_text(encoding="utf-8"))
)
TIME = "2026-11-23T19:05:00Z"
EMPTY = Shelf()

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
line = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), min_size=1, max_size=30)
time = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)).map(lambda at: f"{at.isoformat(timespec='seconds')}Z")
place = st.integers(-5000, 5000)
label = st.sampled_from(("", *LABELS))
article = line.filter(lambda name: "://" not in name) | st.just("https://eksempel.dk/taa?a=1&copy=2")


@st.composite
def shelves(draw: st.DrawFn) -> Shelf:
    """Any shelf, folders of a ring and in folders that are gone included."""
    uids = [f"{n:032x}" for n in draw(st.lists(st.integers(0, 16**32 - 1), unique=True, max_size=20))]
    cut = draw(st.integers(0, len(uids)))
    homes = st.sampled_from((TOP, "f" * 32, *uids[:cut]))
    rows: list[Row] = [
        Folder(uid, draw(line.map(folder_name)), draw(homes), draw(place), draw(time)) for uid in uids[:cut]
    ]
    targets = draw(st.lists(st.tuples(article, line | st.just("")), unique=True, max_size=len(uids) - cut))
    for uid, (article_id, section) in zip(uids[cut:], targets, strict=False):
        saved = text_key(draw(text))
        outside = "://" in article_id
        rows.append(
            Bookmark(
                uid=uid,
                id=f"{article_id}&n={uid}" if outside else article_id,
                section="" if outside else section,
                title=draw(line),
                heading="" if outside or not section else draw(line),
                note=draw(text).rstrip(),
                label=draw(label),
                folder=draw(homes),
                place=draw(place),
                created=draw(time),
                fingerprint=draw(text),
                saved=saved,
            )
        )
    for n in range(draw(st.integers(0, 3))):
        name, title, quote, before, after = (draw(each) for each in (line, line, line, text, text))
        made = f"{n:032d}"[::-1]
        rows.append(Highlight(made, name, title, quote, before, after, draw(label), draw(time), draw(text)))
    return Shelf(rows)


def shown(shelf: Shelf) -> list[Row]:
    """All rows as a person sees them, in order, each in the folder it is shown in."""
    walked = [replace(row, folder=shelf.home(row)) for row in shelf.walk()]
    return [*walked, *sorted(shelf.highlights.values(), key=lambda row: row.uid)]


def told(shelf: Shelf) -> list[tuple[object, ...]]:
    """What a browser's file holds of a shelf."""
    return [
        (shelf.path(shelf.home(row)), row.name, row.created)
        if isinstance(row, Folder)
        else (
            shelf.path(shelf.home(row)),
            row.id,
            row.section,
            row.title,
            row.heading,
            row.note,
            row.label,
            row.created,
        )
        for row in shelf.walk()
    ]


@given(shelves(), st.data())
@settings(deadline=None)
def test_export_read_into_an_empty_store_is_the_same_shelf(shelf: Shelf, data: st.DataObject) -> None:
    texts = {row.saved: data.draw(text) for row in shelf.bookmarks.values()}
    texts = {text_key(value): value for value in texts.values() if value}
    parcel = Parcel(pack(shelf, lambda key: "").shelf, texts)
    written = to_json(parcel)
    SCHEMA.validate(json.loads(written))
    read = from_json(written)
    assert read.texts == texts
    back = EMPTY.after(merge(read)(EMPTY))
    assert shown(back) == shown(shelf)
    assert not merge(read)(back), "a second time changes nothing"


@given(shelves())
@settings(deadline=None)
def test_a_browser_s_file_of_ours_gives_folders_notes_titles_labels_and_times_back(shelf: Shelf) -> None:
    read = from_html(to_html(pack(shelf, lambda key: ""), "Bogmærker"), lambda address: None)
    assert told(read.shelf) == told(shelf)
    back = EMPTY.after(merge(read)(EMPTY))
    assert told(back) == told(shelf)
    again = from_html(to_html(pack(back, lambda key: ""), "Bogmærker"), lambda address: None)
    assert not merge(again)(back)


def test_texts_come_along_so_that_what_changed_can_still_be_told() -> None:
    key = text_key("Som den var")
    shelf = Shelf([bookmark("1", saved=key)])
    parcel = from_json(to_json(pack(shelf, {key: "Som den var"}.__getitem__)))
    assert merge(parcel)(EMPTY).texts == {key: "Som den var"}


def test_the_text_of_a_whole_article_may_stand_under_its_fingerprint() -> None:
    told = "Et a\u030abent\n\n  sår"
    key = fingerprint(told)
    assert key != text_key(told)
    shelf = Shelf([bookmark("1", saved=key, fingerprint=key)])
    assert from_json(to_json(Parcel(shelf, {key: told}))).texts == {key: told}


def test_one_folder_is_exported_with_all_in_it_and_the_highlights_of_its_articles() -> None:
    shelf = Shelf([
        folder("1", "Fod"), folder("2", "Øvelser", uid("1")), folder("3", "Knæ"),
        bookmark("4", id="fod/hael", folder=uid("2")), bookmark("5", id="knae", folder=uid("3")),
        highlight("6", id="fod/hael"), highlight("7", id="knae"),
    ])  # fmt: skip
    packed = pack(shelf, lambda key: "", uid("1")).shelf
    assert set(packed.rows) == {uid(n) for n in "1246"}
    assert packed.path(uid("2")) == ("Fod", "Øvelser")


def test_the_first_version_is_still_read() -> None:
    entries = [
        {
            "id": "a",
            "title": "A",
            "created": "2026-11-23T20:05:00.25+01:00",
            "folder": "Fod",
            "label": "ukendt dengang",
        },
        {"id": "b", "title": "B", "created": TIME, "section": "s", "note": "husk", "folder": "Fod"},
        {"id": "c", "title": "C", "created": TIME},
    ]
    text = json.dumps({"format": "kbviewer-bookmarks", "version": 1, "bookmarks": entries})
    shelf = from_json("\ufeff" + text).shelf
    rows = [row for row in shelf.walk() if isinstance(row, Bookmark)]
    assert [(shelf.path(row.folder), row.id, row.section, row.note, row.created) for row in rows] == [
        (("Fod",), "a", "", "", TIME),
        (("Fod",), "b", "s", "husk", TIME),
        ((), "c", "", "", TIME),
    ]


def uid(name: str) -> str:
    return name.rjust(32, "0")


def folder(name: str, called: str = "Fod", home: str = TOP) -> Folder:
    return Folder(uid(name), called, home, int(name, 16) * 10, TIME)


def bookmark(name: str, **values: Any) -> Bookmark:
    given: dict[str, Any] = dict.fromkeys(("section", "heading", "note", "label", "folder", "fingerprint", "saved"), "")
    given |= {"id": f"a/{name}", "title": "A", "place": int(name, 16) * 10, "created": TIME}
    return Bookmark(uid(name), **{**given, **values})


def highlight(name: str, **values: Any) -> Highlight:
    given = {"id": "a", "title": "A", "quote": "ord", "before": "", "after": "", "label": "red", "created": TIME}
    return Highlight(uid(name), fingerprint="", **{**given, **values})


def entry(**values: object) -> dict[str, object]:
    return {"uid": uid("1"), "id": "fod/haelspore", "title": "Hælspore", "created": TIME, **values}


def export(*entries: object, **values: object) -> str:
    content = {"format": "kbviewer-bookmarks", "version": 2, "folders": [], "bookmarks": entries, "highlights": []}
    return json.dumps({**content, **values})


def fold(name: str, home: str = TOP) -> dict[str, object]:
    return {"uid": uid(name), "name": "F", "folder": home, "created": TIME}


LADDER = [fold(f"{n:x}", uid(f"{n - 1:x}") if n > 1 else TOP) for n in range(1, DEEPEST + 2)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "malformed"),
        ("null", "malformed"),
        ("[]", "malformed"),
        ("[" * 100_000, "malformed"),
        ("9" * 5000, "malformed"),
        (export(format="other"), "malformed"),
        (export(version=True), "malformed"),
        (export(version=0), "malformed"),
        (export(version=3), "newer"),
        (export(version=3, bookmarks="en anden form"), "newer"),
        (export(bookmarks={}), "malformed"),
        (export(folders=None), "malformed"),
        (export(entry(), 7), "malformed"),
        (export(entry(id="")), "malformed"),
        (export(entry(id=None)), "malformed"),
        (export(entry(note=["x"])), "malformed"),
        (export(entry(note="x" * 20_001)), "malformed"),
        (export(entry(title="\ud800")), "malformed"),
        (export(entry(section="a\0b")), "malformed"),
        (export(entry(created="i går")), "malformed"),
        (export(entry(created="2026-11-23T19:05:00")), "malformed"),
        (export(entry(created="0001-01-01T00:00:00+14:00")), "malformed"),
        (export(entry(uid="x")), "malformed"),
        (export(entry(uid=uid("1").upper() + "A")), "malformed"),
        (export(entry(), entry(id="b")), "malformed"),
        (export(entry(label="pink")), "malformed"),
        (export(entry(place=2**64)), "malformed"),
        (export(entry(place=True)), "malformed"),
        (export(entry(place=1.5)), "malformed"),
        (export(entry(folder=uid("9"))), "malformed"),
        (export(folders=[fold("1", uid("2")), fold("2", uid("1"))]), "malformed"),
        (export(folders=LADDER), "malformed"),
        (export(texts={uid("1"): "en anden tekst"}), "malformed"),
        (export(texts=["x"]), "malformed"),
        (export(*({} for _ in range(3)), highlights=[{}]), "malformed"),
        (export(folders=[fold(f"{n:x}") for n in range(100_001)]), "too_many"),
    ],
    ids=range(36),
)
def test_what_is_not_as_documented_is_refused_whole(text: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        from_json(text)
    assert caught.value.key == f"bookmarks_import_{key}"


def test_as_deep_as_a_shelf_goes_is_read() -> None:
    assert len(from_json(export(folders=LADDER[:-1])).shelf.folders) == DEEPEST


def test_addresses_that_could_do_something_are_dropped_and_counted() -> None:
    bad = ["javascript://x/%0Aalert(1)", "file:///etc/passwd", "data://x", "https://", "http://" + "x" * 5000]
    parcel = from_json(export(*(entry(uid=uid(str(n)), id=address) for n, address in enumerate(bad))))
    assert (len(parcel.shelf.rows), parcel.dropped) == (0, 5)


def test_bytes_are_told_by_what_they_are(tmp_path: Path) -> None:
    file = tmp_path / "navn uden betydning.txt"
    file.write_text("\ufeff" + export(entry()), encoding="utf-8")
    assert len(parcel_file.read(file, lambda _address: None).shelf.rows) == 1
    file.write_text("\ufeff \n<!doctype netscape-bookmark-file-1><DL></DL>", encoding="utf-8")
    assert len(parcel_file.read(file, lambda _address: None).shelf.rows) == 0


@pytest.mark.parametrize("data", [b"\xff\xfe\0", os.urandom(1000) + b"\xff", b"SQLite format 3\0", b"<html></html>"])
def test_bytes_of_something_else_are_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        parcel_file.unpack(data, lambda _address: None)
    assert caught.value.key == "bookmarks_import_malformed"


def test_no_more_is_read_of_a_huge_file_than_shows_that_it_is_too_big(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcel_file, "MOST_BYTES", 1000)
    file = tmp_path / "stor.json"
    with file.open("wb") as out:
        out.truncate(10**12)  # sparse: reading it whole would end the test run
    with pytest.raises(InputError) as caught:
        parcel_file.read(file, lambda _address: None)
    assert caught.value.key == "bookmarks_import_too_big"


def test_what_could_not_be_read_in_again_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel_file, "MOST_BYTES", 100)
    with pytest.raises(InputError) as caught:
        parcel_file.written(Parcel(Shelf([bookmark("1")])), "json", None)  # type: ignore[arg-type]
    assert caught.value.key == "bookmarks_export_too_big"


def test_a_failed_export_leaves_the_file_before_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "b.json"
    parcel_file.save("den gamle", file)

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError) as caught:
        parcel_file.save("den nye", file)
    assert caught.value.key == "disk_full"
    assert [each.read_text() for each in tmp_path.iterdir()] == ["den gamle"]


def test_a_folder_or_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "ingen" / "b.json", Path(os.devnull)):
        with pytest.raises(StorageError) as caught:
            parcel_file.save("x", place)
        assert caught.value.key == "file_not_writable"
    assert not Path(os.devnull).is_file()


def test_merging_is_planned_before_anything_is_done() -> None:
    made = plan(EMPTY, from_json(export(entry(folder=uid("2")), folders=[fold("2")])))
    assert ([row.name for row in made.folders], [row.id for row in made.bookmarks]) == (["F"], ["fod/haelspore"])
    assert EMPTY.rows == {}
