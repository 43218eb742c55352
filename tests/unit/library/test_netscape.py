"""Bookmarks from browsers: real files of Firefox and Chromium, and files that mean harm.

The samples were written by the export of Firefox ESR and by that of Chromium, from bookmarks made up for this test.
"""

from pathlib import Path

import pytest

from kbviewer.errors import InputError
from kbviewer.library import netscape
from kbviewer.library.bookmark import Bookmark
from kbviewer.library.merging import merge
from kbviewer.library.netscape import HEAD, from_html
from kbviewer.library.parcel import Parcel
from kbviewer.library.parcel_file import read
from kbviewer.library.shelf import DEEPEST, Shelf

SAMPLES = Path(__file__).parent / "samples"


def find(path: str) -> str | None:
    """An article by the last part of a path, as the library finds it."""
    return {"hael": "fod/hael", "knæ": "knæ"}.get(path.rpartition("/")[2])


def of(body: str) -> Parcel:
    return from_html(f"{HEAD}\n<DL><p>\n{body}\n</DL><p>\n", find)


def link(address: str) -> Bookmark | None:
    return next(iter(of(f'<DT><A HREF="{address}" ADD_DATE="1763900200">T</A>').shelf.bookmarks.values()), None)


def rows(parcel: Parcel) -> list[tuple[str, ...]]:
    shelf = parcel.shelf
    return [
        (" / ".join(shelf.path(row.folder)), row.id, row.section, row.title, row.label)
        for row in shelf.walk()
        if isinstance(row, Bookmark)
    ]


def test_a_file_of_firefox_is_read() -> None:
    parcel = read(SAMPLES / "firefox.html", find)
    assert rows(parcel) == [
        ("Fod & ankel", "fod/hael", "", "Ondt under hælen <i>", "blue"),
        ("Fod & ankel", "oevelser/aalestraek", "dosis", "Ålestræk: Dosis", ""),
        ('Fod & ankel / Øvelser "hjemme"', "https://eksempel.dk/taa?side=2&vis=alt#trin", "",
         "Tåhævning – trin for trin", ""),
        ("Bookmarks Toolbar", "https://eksempel.dk/", "", "Eksempel", ""),
    ]  # fmt: skip
    assert parcel.dropped == 4, "javascript:, place:, file: and data:"
    assert [row.name for row in parcel.shelf.folders.values()] == [
        "Fod & ankel", 'Øvelser "hjemme"', "Tom mappe", "Bookmarks Toolbar",
    ]  # fmt: skip
    (first, *_) = parcel.shelf.bookmarks.values()
    assert first.created == "2025-11-23T12:16:40Z"


def test_a_file_of_chromium_is_read() -> None:
    parcel = read(SAMPLES / "chromium.html", find)
    assert rows(parcel) == [
        ("Bookmarks bar", "https://eksempel.dk/", "", "Eksempel", ""),
        ("Fod & ankel", "fod/hael", "", "Ondt under hælen <i>", ""),
        ('Fod & ankel / Øvelser "hjemme"', "https://eksempel.dk/taa?side=2&vis=alt#trin", "",
         "Tåhævning – trin for trin", ""),
        ("", "oevelser/aalestraek", "dosis", "Ålestræk: Dosis", ""),
    ]  # fmt: skip
    assert parcel.dropped == 3


@pytest.mark.parametrize("sample", ["firefox.html", "chromium.html"])
def test_a_browser_s_file_read_twice_gives_no_doubles(sample: str) -> None:
    shelf = Shelf()
    shelf = shelf.after(merge(read(SAMPLES / sample, find))(shelf))
    assert len(shelf.bookmarks) == 4
    assert not merge(read(SAMPLES / sample, find))(shelf)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://klinik.example/artikler/fod/hael", "fod/hael"),
        ("https://klinik.example/fod/hael.html?fra=mail#top", "fod/hael"),
        ("https://klinik.example/kn%C3%A6/", "knæ"),
        ("https://klinik.example/kna%CC%8A", "https://klinik.example/kna%CC%8A"),
        ("https://andre.example/ryg/hael", "https://andre.example/ryg/hael"),
        ("HTTPS://eksempel.dk/x", "HTTPS://eksempel.dk/x"),
        ("https://eksempel.dk/?a=1&copy=2&section=3&amp;d=4", "https://eksempel.dk/?a=1&copy=2&section=3&d=4"),
        ("kb://article/fod/h%C3%A6l#%C3%B8velser", "fod/hæl"),
    ],
)
def test_an_address_becomes_the_article_that_its_end_names_or_stays(address: str, kept: str) -> None:
    held = link(address)
    assert held is not None and held.id == kept


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", " JaVaScRiPt:alert(1)", "java&#10;script:alert(1)", "data:text/html,x",
        "file:///etc/passwd", "place:sort=8", "about:config", "chrome://settings", "ftp://x/y", "mailto:a@b.dk", "",
        "//eksempel.dk/", "https:", "http://[", "kb://page/home", "kb://image/x.png", "kb://article/javascript%3A//x",
        "kb:", "https://x/" + "y" * 5000,
    ],
)  # fmt: skip
def test_an_address_that_is_neither_an_article_nor_of_the_web_is_dropped_and_counted(address: str) -> None:
    parcel = of(f'<DT><A HREF="{address}">T</A><DD>note')
    assert (len(parcel.shelf.rows), parcel.dropped) == (0, 1)


def test_notes_end_where_the_next_thing_begins() -> None:
    body = """<DT><A HREF="https://a.dk/">A</A>
<DD>Linje 1
  linje &lt;2&gt; &amp; mere
<HR>
<DT><A HREF="https://b.dk/">B</A>
<DT><H3>Mappe</H3>
<DD>Mappens beskrivelse
<DL><p><DT><A HREF="https://c.dk/">C</A><DD>C's note</DL><p>"""
    notes = {row.title: row.note for row in of(body).shelf.bookmarks.values()}
    assert notes == {"A": "Linje 1\n  linje <2> & mere", "B": "", "C": "C's note"}


def test_times_out_of_this_world_are_now() -> None:
    for given in ("x", "9" * 19, "-" + "9" * 19, "1" * 400, ""):
        (row,) = of(f'<DT><A HREF="https://a.dk/" ADD_DATE="{given}">A</A>').shelf.bookmarks.values()
        assert row.created[:2] in ("19", "20")


def test_names_are_cut_and_cleaned() -> None:
    parcel = of(
        f'<DT><H3>{"M" * 500}\n\u202ex</H3><DL><DT><A HREF="https://a.dk/">{"T" * 9000}</A></DL><DT><H3> </H3><DL></DL>'
    )
    assert [len(row.name) for row in parcel.shelf.walk()] == [200, 1000, 1]


def test_half_a_file_is_told_to_be_cut_off() -> None:
    whole = (SAMPLES / "firefox.html").read_text(encoding="utf-8")
    for share in range(10, 100, 10):
        with pytest.raises(InputError) as caught:
            from_html(whole[: len(whole) * share // 100], find)
        assert caught.value.key == "bookmarks_import_cut_off"


def test_too_many_folders_in_one_another_are_refused() -> None:
    def nested(depth: int) -> str:
        return "<DT><H3>F</H3><DL><p>" * depth + "</DL><p>" * depth

    assert len(of(nested(DEEPEST)).shelf.folders) == DEEPEST
    for depth in (DEEPEST + 1, 100_000):
        with pytest.raises(InputError) as caught:
            of(nested(depth))
        assert caught.value.key == "folder_too_deep"


def test_too_many_bookmarks_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(netscape, "MOST_ROWS", 10)
    with pytest.raises(InputError) as caught:
        of('<DT><A HREF="https://a.dk/">A</A>' * 11)
    assert caught.value.key == "bookmarks_import_too_many"


def test_too_long_a_note_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        of(f'<DT><A HREF="https://a.dk/">A</A><DD>{"x" * 20_001}')
    assert caught.value.key == "note_too_long"


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<", "<!--", "<![", "<!", "<?", "&", "</", "</a ", "<a a='", "<a /", "<a = ", "<h3>", "<dd>", "<a>",
     "</dl>", "<a x=y ", "<DT><A HREF=", "<script></", "</p>"],
)  # fmt: skip
def test_a_file_that_would_keep_the_parser_busy_for_hours_is_given_up_soon(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(netscape, "MOST_PARTS", 100_000)
    fed: list[int] = []
    feed = netscape._Reader.feed

    def counted(reader: netscape._Reader, data: str) -> None:
        fed.append(len(data) + len(reader.rawdata))
        feed(reader, data)

    monkeypatch.setattr(netscape._Reader, "feed", counted)
    with pytest.raises(InputError):
        of(piece * (16_000_000 // len(piece)))
    assert sum(fed) < 6_000_000
