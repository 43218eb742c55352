"""Footnotes: numbered as they are referred to, gathered at the end, and nothing of them lost."""

import re

import pytest

from kbviewer.articles import tree
from kbviewer.articles.markup import to_html
from kbviewer.articles.sections import sections_of, set_anchors


def notes(html: str) -> list[str]:
    """The text of each note, in order."""
    return [" ".join(tree.text_of(item).split()) for item in tree.parse(html).iter("li") if item.get("id")]


def references(html: str) -> list[tuple[str, str, str]]:
    """Of each reference what it shows, where it leads and what leads back to it."""
    links = [link for link in tree.parse(html).iter("a") if link.get("id")]
    return [(link.text or "", link.get("href", ""), link.get("id", "")) for link in links]


def test_notes_are_numbered_in_the_order_of_the_text_wherever_they_are_written() -> None:
    html = to_html("[^b]: anden\n\nFørst[^a], så[^b].\n\n[^a]: første\n")
    assert references(html) == [("1", "#fn:1", "fnref:1"), ("2", "#fn:2", "fnref:2")]
    assert notes(html) == ["første", "anden"]
    assert html.index("Først") < html.index("<h2>Noter</h2>") < html.index("første")


def test_a_note_referred_to_twice_stands_once_and_has_two_ways_back() -> None:
    html = to_html("Et[^n] og to[^N].\n\n[^n]: note\n")
    assert references(html) == [("1", "#fn:1", "fnref:1"), ("1", "#fn:1", "fnref:1-2")]
    assert notes(html) == ["note"]


def test_a_note_goes_on_as_long_as_its_lines_are_indented() -> None:
    html = to_html("Tekst[^1].\n\n[^1]: første linje\nogså den\n\n    - en liste\n\n    andet afsnit\n\nikke noten\n")
    assert notes(html) == ["første linje også den en liste andet afsnit"]
    assert "<p>ikke noten</p>" in html.split("<h2>Noter</h2>")[0]


def test_a_note_nobody_refers_to_is_shown_and_so_is_a_second_of_the_same_name() -> None:
    assert notes(to_html("Tekst[^a].\n\n[^alene]: alene\n[^a]: den\n[^a]: en til\n")) == ["den", "alene", "en til"]


@pytest.mark.parametrize("text", ["Et[^ukendt] sted", "`[^1]`\n\n[^1]: x", "[ord [^1]](/andet)\n\n[^1]: x", "[^1](/u)"])
def test_what_refers_to_no_note_stays_as_it_is(text: str) -> None:
    html = to_html(text)
    assert references(html) == []
    assert "[^" in html or 'href="/u"' in html


def test_notes_may_refer_to_each_other_and_themselves() -> None:
    html = to_html("Tekst[^a].\n\n[^c]: tredje[^c]\n[^b]: anden[^c]\n[^a]: første[^b]\n")
    assert notes(html) == ["første", "anden", "tredje"]


def test_a_list_and_a_quote_may_hold_notes() -> None:
    html = to_html("- punkt[^1]\n\n  [^1]: i listen\n\n> [^2]: i citatet\n\nslut[^2]\n")
    assert notes(html) == ["i listen", "i citatet"]


def test_an_article_cannot_forge_the_anchors_of_notes() -> None:
    html = to_html("<li id='fn:1'>falsk</li> <a id='fnref:1' href='#x'>falsk</a>\n\nÆgte[^1].\n\n[^1]: ægte\n")
    assert re.findall(r'id="([^"]*)"', html) == ["fnref:1", "fn:1"]
    assert notes(html) == ["ægte"]


def test_the_same_text_gives_the_same_html_always() -> None:
    assert to_html("a[^1]\n\n[^1]: b") == to_html("a[^1]\n\n[^1]: b")


def test_numbers_of_notes_are_no_part_of_titles_anchors_and_searched_text() -> None:
    root = tree.parse(to_html("## Smerter[^1]\n\nOndt[^1] i foden.\n\n[^1]: note\n"))
    set_anchors(root)
    sections = sections_of(root)
    assert [(one.anchor, one.title, one.text) for one in sections] == [
        ("smerter", "Smerter", "Ondt i foden."),
        ("noter", "Noter", "note"),
    ]


def test_a_chain_of_a_thousand_notes_ends_well() -> None:
    text = "x[^0]\n\n" + "".join(f"[^{number}]: n{number}[^{number + 1}]\n" for number in range(1000))
    assert len(notes(to_html(text))) == 1000
