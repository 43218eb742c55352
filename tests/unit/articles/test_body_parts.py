"""Body parts are shown as people write them."""

import pytest

from kbviewer.articles.body_parts import tidy


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("knae", "Knæ"),
        ("knæ", "Knæ"),
        ("haand", "Hånd"),
        ("nedre-ryg", "Nedre ryg"),
        ("fod_og_ankel", "Fod og ankel"),
        ("laar", "Lår"),
        ("muskel-skelet og led", "Muskel-skelet og led"),
        ("Fod og ankel", "Fod og ankel"),
        ("Knae", "Knae"),
        ("Muskel-skelet", "Muskel-skelet"),
    ],
)
def test_a_name_from_an_address_becomes_words(name: str, shown: str) -> None:
    assert tidy([name]) == (shown,)


def test_two_spellings_are_one_body_part() -> None:
    assert tidy(["knae", "Knæ", "fod"]) == ("Knæ", "Fod")
