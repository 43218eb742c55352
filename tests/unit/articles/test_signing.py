"""A review written into an article's front matter, and nothing else changed."""

from datetime import date

import pytest

from kbviewer.articles import frontmatter
from kbviewer.articles.signing import signed

DAY = date(2026, 3, 9)


def test_two_lines_are_added_to_the_front_matter_and_the_rest_stays() -> None:
    text = '---\ntitle: "Ondt: i hælen"\nbodyParts:\n  - Fod\n---\nTekst.\n\n---\n\nMere.\n'
    made = signed(text, "Klinik Nord", DAY)
    assert made == text.replace("  - Fod\n", '  - Fod\nreviewedBy: "Klinik Nord"\nlastReviewed: 9/3/2026\n')


def test_an_earlier_review_is_replaced() -> None:
    text = "---\nReviewedBy: Klinik Syd\ntitle: T\nlastReviewed: 1/1/2020\n---\nTekst.\n"
    made = signed(text, "Klinik Nord", DAY)
    assert made == '---\ntitle: T\nreviewedBy: "Klinik Nord"\nlastReviewed: 9/3/2026\n---\nTekst.\n'


def test_a_text_without_front_matter_is_given_one() -> None:
    assert signed("# Hæl\n", "Klinik Nord", DAY).endswith("lastReviewed: 9/3/2026\n---\n# Hæl\n")


@pytest.mark.parametrize("name", ['Klinik "Nord" \\ Syd', "a: b # c", "ja", "Åse & Søn – fys"])
def test_any_name_is_read_back_as_it_was_given(name: str) -> None:
    assert frontmatter.split(signed("---\ntitle: T\n---\nx", name, DAY))[0].text("reviewedby") == name


@pytest.mark.parametrize(
    "text",
    ["---\ntitle: T\n\nTekst.\n", "---\ntitle: a: b\n---\nTekst.\n", "---\nreviewedBy: |\n  To\n  linjer\n---\nx"],
)
def test_front_matter_that_is_not_written_right_is_left_alone(text: str) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        signed(text, "Klinik Nord", DAY)
