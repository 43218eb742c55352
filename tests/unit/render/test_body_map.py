"""The body map: which regions are links, where they lead, what they are called and in which order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from kbviewer import urls
from kbviewer.articles.body_regions import REGIONS, WHOLE, regions_of
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.render.body_map import Drawing, body_map_html
from kbviewer.render.overview import home_html, region_html

DRAWING = Drawing.read(resources() / "drawings" / "body.svg")
WORDS = Catalogue.load("da", resources())


@dataclass(frozen=True)
class Shown:
    """An article as lists show it."""

    title: str
    body_parts: tuple[str, ...]
    kind: str = "tilstand"
    description: str = ""

    @property
    def id(self) -> str:
        return self.title


def home(*articles: Shown) -> str:
    return home_html(articles, WORDS, DRAWING)


def links(html: str) -> Mapping[str, str]:
    """Address and accessible name of each link of the drawing, in the order of the keyboard."""
    return dict(re.findall(r'<a href="(kb://region/[^"]*)" aria-label="([^"]*)"', html))


@pytest.mark.parametrize(
    ("body_part", "regions"),
    [
        ("Knæ", ["knae"]),
        ("knae", ["knae"]),
        ("KNÆ", ["knae"]),
        ("Fod og ankel", ["fod"]),
        ("håndled", ["underarm"]),
        ("ha\u030andled", ["underarm"]),
        ("haandled", ["underarm"]),
        ("Nakke og hoved", ["hoved", "nakke"]),
        ("Skulder og arm", ["skulder", "overarm", "underarm"]),
        ("Albue/hånd", ["overarm", "underarm"]),
        ("ryg", ["bryst", "laend"]),
        ("Øvre ryg", ["bryst"]),
        ("nedre-ryg", ["laend"]),
        ("øvre og nedre ryg", ["bryst", "laend"]),
        ("ben", ["laar", "laeg"]),
        ("Hofte og lyske", ["hofte"]),
        ("Hele kroppen", [WHOLE]),
        ("Hverdagen", []),
        ("Knæk", []),
        ("", []),
    ],
)
def test_a_body_part_in_words_or_as_a_file_name_finds_its_regions(body_part: str, regions: Sequence[str]) -> None:
    assert sorted(regions_of([body_part])) == sorted(regions)


def test_each_region_with_articles_is_one_link_with_its_name_and_count_from_head_to_foot() -> None:
    html = home(
        Shown("Hælspore", ("Fod og ankel",)),
        Shown("Forstuvet", ("fod", "ankel")),
        Shown("Slidgigt", ("knae",)),
        Shown("Hovedpine", ("Nakke og hoved",)),
    )
    assert list(links(html).items()) == [
        ("kb://region/hoved", "Hoved og kæbe, 1 artikel"),
        ("kb://region/nakke", "Nakke, 1 artikel"),
        ("kb://region/knae", "Knæ, 1 artikel"),
        ("kb://region/fod", "Fod og ankel, 2 artikler"),
    ]


def test_a_region_without_articles_is_drawn_and_no_link() -> None:
    html = home(Shown("Slidgigt", ("Knæ",)))
    assert len(re.findall(r'<g class="bare">', html)) == len(REGIONS) - 2
    assert list(links(html)) == ["kb://region/knae"]


def test_the_whole_body_is_a_link_below_the_figures_when_there_is_something_about_it() -> None:
    html = home(Shown("Søvn", ("Hele kroppen",)))
    assert '<a class="whole" href="kb://region/kroppen"><b>Hele kroppen</b> <span>1 artikel</span></a>' in html
    assert "kb://region/kroppen" not in home(Shown("Slidgigt", ("Knæ",)))


@pytest.mark.parametrize("articles", [[], [Shown("Søvn", ())], [Shown("Søvn", ("Hverdagen",))]])
def test_a_library_without_body_parts_we_know_has_no_map(articles: Sequence[Shown]) -> None:
    html = home(*articles)
    assert "<svg" not in html and "<h1>Hvad vil du læse om?</h1>" in html


def test_topics_and_exercises_stay_beside_and_below_the_map() -> None:
    html = home(Shown("Slidgigt", ("Knæ",)), Shown("Tåhævning", ("Fod",), "oevelse"))
    assert html.index("<svg") < html.index('href="kb://topic/Fod"') < html.index("<h2>Øvelser</h2>")


def test_the_page_of_a_region_lists_its_body_parts_together_exercises_last() -> None:
    articles = [
        Shown("Tåhævning", ("fod",), "oevelse"),
        Shown("Hælspore", ("Fod og ankel",)),
        Shown("Slidgigt", ("Knæ",)),
    ]
    html = region_html("fod", articles, WORDS)
    assert html is not None and html.startswith("<h1>Fod og ankel</h1>")
    assert 0 < html.index("Hælspore") < html.index("Tåhævning") and "Slidgigt" not in html
    assert region_html("nakke", articles, WORDS) is None


def test_text_from_articles_stays_text() -> None:
    evil = Shown("<script>x</script>", ('Knæ"><script>x</script>',))
    html = home(evil) + str(region_html("knae", [evil], WORDS))
    assert "kb://region/knae" in html and "<script" not in html


def test_text_from_the_catalogue_stays_text() -> None:
    words = Catalogue("da", {**WORDS.sentences, "body.knae": '<b>"Knæ"</b>', "body.hint": "<i>", "body.front": "<u>"})
    html = body_map_html({"knae": 1}, DRAWING, words)
    assert 'aria-label="&lt;b&gt;&quot;Knæ&quot;&lt;/b&gt;, 1 artikel"' in html
    assert "<b>" not in html and "<i>" not in html and "<u>" not in html


def test_the_drawing_shows_every_region_from_front_and_back() -> None:
    for view in DRAWING.views:
        assert {name for name, _ in view.paths if name in REGIONS} == set(REGIONS) - {WHOLE}
    assert [view.name for view in DRAWING.views] == ["front", "back"]


def test_the_map_is_well_formed_without_style_or_script_of_its_own() -> None:
    html = body_map_html(dict.fromkeys(REGIONS, 2), DRAWING, WORDS)
    tree = ElementTree.fromstring(html)
    assert {element.tag for element in tree.iter()} == {"nav", "svg", "g", "a", "path", "text", "b", "span"}
    assert "style" not in {name for element in tree.iter() for name in element.attrib}


def test_every_region_has_an_address_that_reads_back() -> None:
    for region in REGIONS:
        assert urls.parse(urls.region(region)) == urls.Address("region", region)
        assert urls.region(region) == f"kb://region/{region}"
