"""Addresses for a phone: only those of the web, as the article gives them, and no more than a couple."""

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from kbviewer.articles.article import Article, SourceFile
from kbviewer.handouts.handout import Handout, Part
from kbviewer.handouts.press import Press
from kbviewer.handouts.qr import LONGEST, code, web_address
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources


@pytest.mark.parametrize("address", ["https://film.example/a?b=1#c", "http://æble.example/øre", " https://a.example "])
def test_address_of_the_web_is_taken_as_it_is(address: str) -> None:
    assert web_address(address) == address.strip()


@pytest.mark.parametrize(
    "text",
    [
        "", "Sundhedsstyrelsen 2024", "ftp://a.example", "javascript:alert(1)", "file:///etc/passwd", "https://",
        "https://sundhed.example@ond.example/", "https://a.example/\nb", "https://a.example/\u202egnp",
        "https://a.example/to ord", "https://[x", "https://a.example/" + "x" * LONGEST, "www.a.example",
    ],
)  # fmt: skip
def test_anything_else_is_no_address(text: str) -> None:
    assert web_address(text) == ""


def test_code_is_a_drawing_for_the_longest_address_too() -> None:
    longest = "https://a.example/" + "æ" * (LONGEST - 18)
    assert web_address(longest) == longest
    assert code(longest).startswith(b"<?xml")


def test_video_and_first_source_on_the_web_are_printed_with_their_addresses() -> None:
    sources = ("En bog", "https://kilde.example/1", "https://kilde.example/2")
    made = Article(
        "a", "A", SourceFile(Path("c"), "a.md", 0, 0), "", (), video="https://film.example/x", stated_sources=sources
    )
    press = Press(lambda _: None, Catalogue.load("da", resources()))
    reader = PdfReader(io.BytesIO(press.pdf(Handout((Part(made, ("",)),)), date(2026, 11, 23)).pdf))
    text = " ".join(reader.pages[0].extract_text().split())
    assert "Se videoen på din telefon https://film.example/x" in text
    assert "Læs mere hos kilden https://kilde.example/1" in text
    assert "kilde.example/2" not in text
