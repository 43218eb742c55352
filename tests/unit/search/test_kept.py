"""Articles kept in the index: the same as their files give, for as long as the files are the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from shelf import HEEL, KNEE, Shelf

from kbviewer.articles.article import Article, SourceFile
from kbviewer.articles.folder import scan
from kbviewer.articles.loader import load

FULL = """---
title: Skulder ⟨ü⟩
id: skulder/fuld
bodyParts: [Skulder]
aliases: [frossen skulder]
kind: tilstand
author: En klinik
description: Stiv skulder.
datePublished: 1/2/2024
lastUpdated: 3/4/2025
reviewedBy: Klinik Nord
lastReviewed: 5/6/2025
source: [Sundhedsstyrelsen]
videoUrl: https://example.org/film
related:
  - slug: fod/haelspore
    title: Hælspore
unlisted: true
---
Lead med **fed** tekst og <script>alert(1)</script>.

## Øvelser

| Uge | Gange |
|---|---|
| 1 | 3 |
"""


def source(shelf: Shelf, relative: str) -> SourceFile:
    return next(one for one in scan(shelf.folders) if one.relative == relative)


def kept(shelf: Shelf, relative: str) -> Article | None:
    """What an index opened now keeps of a file as it is now."""
    searcher = shelf.open()
    record = next(one for one in searcher.records if one.relative == relative)
    return searcher.article(record, source(shelf, relative))


def read(shelf: Shelf, relative: str) -> Article | None:
    return load(source(shelf, relative), shelf.folders).article


@pytest.mark.parametrize("text", [HEEL, KNEE, FULL, "", "kun tekst\n"])
def test_an_article_is_kept_as_its_file_gives_it(shelf: Shelf, text: str) -> None:
    shelf.write("fod/en", text)
    shelf.update()
    found = kept(shelf, "fod/en.md")
    assert found is not None
    assert found == read(shelf, "fod/en.md")


def test_what_is_kept_is_sanitised(shelf: Shelf) -> None:
    shelf.write("fuld", FULL)
    shelf.update()
    found = kept(shelf, "fuld.md")
    assert found is not None
    assert "<script" not in found.html


def test_a_file_changed_since_is_to_be_read(shelf: Shelf) -> None:
    shelf.update()
    shelf.write("fod/haelspore", f"{HEEL}\nNyt afsnit.\n")
    assert kept(shelf, "fod/haelspore.md") is None


def test_an_update_keeps_the_other_articles_beside_the_changed_one(shelf: Shelf) -> None:
    shelf.update()
    shelf.write("aa", "---\ntitle: Forrest\n---\nNy.\n")
    shelf.write("fod/haelspore", f"{HEEL}\nNyt afsnit.\n")
    (shelf.content / "knae" / "ondt-i-knaeet.md").unlink()
    shelf.update()
    for relative in ("aa.md", "fod/haelspore.md", "ryg/diskusprolaps.md"):
        assert kept(shelf, relative) == read(shelf, relative) is not None


def test_a_damaged_one_is_to_be_read_and_the_others_are_kept(shelf: Shelf) -> None:
    shelf.update()
    file: Path = shelf.generations()[-1] / "articles.bin"
    searcher = shelf.open()
    first, second, *_ = sorted(searcher.records, key=lambda one: one.place)
    damaged = bytearray(file.read_bytes())
    damaged[first.place.start + 9] ^= 1
    file.write_bytes(damaged)
    assert kept(shelf, first.relative) is None
    assert kept(shelf, second.relative) is not None


def test_an_article_kept_elsewhere_is_none_of_this_index(shelf: Shelf) -> None:
    shelf.update()
    searcher = shelf.open()
    record = searcher.records[0]
    other = replace(record, place=record.place._replace(start=record.place.start + 1))
    assert searcher.article(other, source(shelf, record.relative)) is None
