"""Inline text reads as CommonMark reads it, and nothing harmful is left."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from kbviewer.articles import tree
from kbviewer.articles.markup import to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**fed** og *skrå*", "<p><strong>fed</strong> og <em>skrå</em></p>"),
        ("et **fed **tekst", "<p>et **fed **tekst</p>"),
        ("<https://eksempel.dk/a>", '<p><a href="https://eksempel.dk/a">https://eksempel.dk/a</a></p>'),
        ("se https://eksempel.dk/a.", '<p>se <a href="https://eksempel.dk/a">https://eksempel.dk/a</a>.</p>'),
        ("~~væk~~", "<p><del>væk</del></p>"),
        ("5 \\* 3", "<p>5 * 3</p>"),
        ("a_b_c", "<p>a_b_c</p>"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
        ("linje  \nlinje", "<p>linje<br>\nlinje</p>"),
        ("[knæ][k]\n\n[k]: /knae", '<p><a href="/knae">knæ</a></p>'),
        ("Smith &amp; søn &copy; < 3", "<p>Smith &amp; søn © &lt; 3</p>"),
    ],
)
def test_inline_text(text: str, html: str) -> None:
    assert to_html(text).strip() == html


def test_a_link_without_its_closing_bracket_stays_readable() -> None:
    html = to_html("Det kan hjælpe at [finde en behandler](https://eksempel.dk/find, der kender til fødder.")
    assert "finde en behandler" in html
    assert "der kender til fødder." in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klik](javascript:alert(1))",
        "[klik](data:text/html,<script>alert(1)</script>)",
        "<a href='JaVaScRiPt:alert(1)'>x</a>",
        "<iframe src='https://eksempel.dk'></iframe>",
        "<svg onload=alert(1)>",
        "<style>@import 'https://eksempel.dk'</style>",
        "<link rel=preconnect href=https://eksempel.dk>",
        "<meta http-equiv=refresh content='0;url=https://eksempel.dk'>",
        "<form action=https://eksempel.dk><input name=a></form>",
        "<base href=https://eksempel.dk>",
        "<div style='background:url(https://eksempel.dk)'>x</div>",
    ],
)
def test_nothing_that_acts_or_fetches_survives(text: str) -> None:
    html = to_html(text).lower()
    for sign in ("<script", "onerror", "onload", 'javascript:', "<iframe", "<svg", "<style", "<link", "<meta", "<form",
                 "<base", "style=", 'href="data:'):  # fmt: skip
        assert sign not in html


@pytest.mark.parametrize(
    "opening",
    ["<!-- note", "<script>", "<style>", "<textarea>", "<select>", "<div title=\"x", "x <script> y", "x <title> y",
     "<plaintext>", "a <svg><desc> b", "<svg><foreignObject>", "a <math><mtext> b", "<iframe>", "<?php", "<![CDATA[ x"],
)  # fmt: skip
def test_html_left_open_swallows_nothing_after_it(opening: str) -> None:
    html = to_html(f"Først\n\n{opening}\n\n## Søg læge, hvis\n\nvigtigt")
    assert "<h2>Søg læge, hvis</h2>" in html
    assert "<p>vigtigt</p>" in html


@pytest.mark.parametrize(
    "text",
    [
        "# a\n\n" * 100_000,
        "`a " * 200_000,
        "<b>" * 200_000,
        "<div>\n\n" * 80_000,
        "&amp;" * 150_000,
        "a@b.dk " * 100_000,
    ],
)
def test_a_megabyte_of_marks_is_shown_as_it_stands_in_bounded_work(text: str) -> None:
    assert "slut her" in to_html(f"{text}\n\nslut her")


def test_threads_do_not_mix_their_articles() -> None:
    texts = [f"**{name}**\n\n<div>{name}</div>\n\n[{name}][x]\n\n[x]: /{name}" for name in "abcdefgh"] * 12
    alone = [to_html(text) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(to_html, texts)) == alone


@pytest.mark.parametrize("tag", ["details", "ul", "button", "object", "div", "b", "blockquote", "unknown"])
def test_a_tag_left_open_in_a_paragraph_does_not_take_in_the_next_heading(tag: str) -> None:
    html = to_html(f"Før <{tag}> efter\n\n## Øvelser\n\ntekst")
    assert [part.tag for part in tree.parse(html)][-2:] == ["h2", "p"]
    assert "efter" in html


def test_tags_that_are_closed_in_their_paragraph_still_work() -> None:
    assert to_html("H<sub>2</sub>O<br>og <b>fed</b>").strip() == "<p>H<sub>2</sub>O<br>og <b>fed</b></p>"


def test_alerts_of_gfm_read_as_what_they_are_called() -> None:
    assert "<strong>Pas på:</strong>\ntekst" in to_html("> [!WARNING]\n> tekst")
    assert "[!ANDET]" in to_html("> [!ANDET]\n> tekst")
