"""More like this: articles about the same thing, and none when nothing is close."""

import pytest
from shelf import Shelf

from kbviewer.search import similar

TITLES = {"hael": "Øm hæl og svang", "svang": "Svangen og den ømme hæl", "sko": "Sko til hælen"}

HEEL = "Hælen er øm, og svangsenen under foden trækker i hælen om morgenen."
FOOT = "Svangsenen under foden er stram. Hælen gør ondt om morgenen."
SHOE = "Sko skåner svangsenen under foden, når hælen er øm om morgenen."
NECK = "Nakken er stiv, og hovedet kan ikke drejes til siden."
OTHERS = """
Et varmt bad giver ro.
Albuen bøjes langsomt.
Hoften strækkes bagud.
Kæben gaber stort.
Fingrene spredes helt ud.
Lænden hviler fladt.
Skulderen drejes rundt.
Knæet peger ligeud.
"""


@pytest.fixture
def alike(shelf: Shelf) -> Shelf:
    texts = {"hael": HEEL, "svang": FOOT, "sko": SHOE, "nakke": NECK}
    texts |= {f"andet{number}": text for number, text in enumerate(OTHERS.split("\n"))}
    titled = {name: (TITLES.get(name, name), text) for name, text in texts.items()}
    shelf.fill({name: f"---\ntitle: {title}\n---\n{text}\n" for name, (title, text) in titled.items()})
    shelf.update()
    return shelf


def test_the_articles_most_like_one_come_first_and_strangers_not_at_all(alike: Shelf) -> None:
    assert alike.open().similar("hael") == ("svang", "sko")


def test_a_library_too_large_to_compare_names_none(alike: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similar, "LARGEST", 3)
    alike.write("ny", f"---\ntitle: ny\n---\n{HEEL}\n")
    alike.update()
    assert alike.open().similar("hael") == ()


def test_an_article_like_no_other_has_none(alike: Shelf) -> None:
    assert alike.open().similar("nakke") == ()


def test_the_four_most_alike_are_named_and_no_more(alike: Shelf) -> None:
    alike.fill({f"hael{number}": f"---\ntitle: {TITLES['hael']} {number}\n---\n{HEEL}\n" for number in range(5)})
    alike.update()
    named = alike.open().similar("hael")
    assert len(named) == 4
    assert set(named) < {f"hael{number}" for number in range(5)}


def test_an_unlisted_article_is_never_named_but_may_ask(alike: Shelf) -> None:
    alike.write("svang", f"---\ntitle: {TITLES['svang']}\nunlisted: true\n---\n{FOOT}\n")
    alike.update()
    searcher = alike.open()
    assert searcher.similar("hael") == ("sko",)
    assert "hael" in searcher.similar("svang")


def test_an_unknown_article_and_a_library_of_one_have_none(shelf: Shelf) -> None:
    shelf.write("ene", "---\ntitle: ene\n---\nHelt alene.\n")
    shelf.update()
    assert shelf.open().similar("ene") == ()
    assert shelf.open().similar("ukendt") == ()
