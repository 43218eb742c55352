"""Pages: every address answered, everything safe, everything in its frame."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from kbviewer import urls
from kbviewer.articles.article import Article, Problem
from kbviewer.articles.checking import check_library
from kbviewer.articles.glossary import Entry
from kbviewer.articles.images import find_image
from kbviewer.i18n import Catalogue
from kbviewer.library.bookmark import LABELS
from kbviewer.paths import resources
from kbviewer.render.body_map import Drawing
from kbviewer.render.marks import Marker
from kbviewer.render.overview import Listed
from kbviewer.render.page import CONTENT_SECURITY_POLICY
from kbviewer.render.pages import Pages
from kbviewer.render.terms import TermFinder
from kbviewer.render.theme import THEMES, Theme
from kbviewer.search.glossary import Glossary
from kbviewer.search.manifest import record

DRAWING = Drawing.read(resources() / "drawings" / "body.svg")
PIXEL = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
"""A GIF, whatever its name will say."""


class Shelf:
    """A library without an index."""

    is_read = True
    alike: Sequence[tuple[str, str]] = ()
    glossary: Sequence[Entry] = ()

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.articles = {article.id: article for article in check_library([folder], today=date.today()).articles}

    def article(self, article_id: str) -> Article | None:
        return self.articles.get(article_id)

    def unreadable(self, article_id: str) -> Problem | None:
        return Problem("stor.md", 0, "file_too_large", (("megabytes", "1"),)) if article_id == "stor" else None

    def listed(self) -> Sequence[Listed]:
        records = [record(article.source, article, ()) for article in self.articles.values()]
        return [one for one in records if not one.unlisted]

    def image(self, path: str) -> Path | None:
        return find_image([self.folder], path)

    def find_article(self, reference: str) -> str | None:
        name = reference.removesuffix(".md")
        return name if name in self.articles else None

    def title(self, article_id: str) -> str:
        return self.articles[article_id].title

    def similar(self, article_id: str) -> Sequence[tuple[str, str]]:
        return self.alike

    def terms(self, article: Article) -> TermFinder:
        return Glossary(self.glossary).finder((article.title, *article.keywords))


def mark_foden(_query: str) -> Marker:
    def marker(text: str) -> list[tuple[int, int]]:
        place = text.find("foden")
        return [] if place < 0 else [(place, place + 5)]

    return marker


@pytest.fixture
def pages(content: Path) -> Pages:
    return Pages(Shelf(content), Catalogue.load("da", resources()), "body {}", DRAWING, mark_foden)


def html(pages: Pages, url: str) -> str:
    return pages.page(url).body.decode()


def test_an_article_s_page_has_title_facts_and_its_review_line(pages: Pages) -> None:
    text = html(pages, urls.article("fod/hael"))
    assert "<h1>Ondt under hælen</h1>" in text
    assert "Udgivet 19. februar 2025" in text
    assert "endnu ikke klinisk gennemgået" in text


def test_a_missing_picture_shows_its_alt_text_in_a_frame(pages: Pages) -> None:
    text = html(pages, urls.article("fod/hael"))
    assert "Billedet mangler: Tegning af en fod" in text
    assert "<img" not in text


def test_a_picture_there_is_shown_with_its_caption(content: Path) -> None:
    (content / "billeder").mkdir()
    (content / "billeder" / "fod.png").write_bytes(PIXEL)
    pages = Pages(Shelf(content), Catalogue.load("da", resources()), "", DRAWING)
    text = html(pages, urls.article("fod/hael"))
    assert 'src="kb://image/billeder/fod.png"' in text
    assert "<figcaption>Tegning af en fod</figcaption>" in text
    picture = pages.page("kb://image/billeder/fod.png")
    assert (picture.mime, picture.body) == ("image/gif", PIXEL)


def test_seek_a_doctor_is_a_call_out_that_ends_at_the_next_heading(pages: Pages) -> None:
    text = html(pages, urls.article("fod/hael"))
    box = text[text.index('<section class="callout"') : text.index("</section>")]
    assert "du har feber" in box
    assert "Symptomer" not in box


def test_links_lead_to_articles_or_show_that_they_lead_out(pages: Pages) -> None:
    text = html(pages, urls.article("fod/hael"))
    assert 'href="kb://article/knae/knae"' in text
    assert 'class="external" title="https://eksempel.dk/kort"' in text


def test_tables_stand_in_a_frame(pages: Pages) -> None:
    assert '<div class="table" role="group" aria-label="Tabel"><table>' in html(pages, urls.article("fod/hael"))


def test_the_words_of_the_search_are_marked(pages: Pages) -> None:
    assert "under <mark>foden</mark> ved de første" in html(pages, urls.article("fod/hael", mark="foden"))
    assert "<mark>" not in html(pages, urls.article("fod/hael"))


def test_home_lists_topics_and_topics_list_articles(pages: Pages) -> None:
    assert 'href="kb://topic/Fod%20og%20ankel"' in html(pages, str(urls.HOME))
    topic = html(pages, urls.topic("Fod og ankel"))
    assert "Ondt under hælen" in topic and "Ondt i knæet" not in topic


def test_home_leads_to_the_regions_of_the_body(pages: Pages) -> None:
    assert 'href="kb://region/fod"' in html(pages, str(urls.HOME))
    region = html(pages, urls.region("fod"))
    assert "<title>Fod og ankel</title>" in region
    assert "Ondt under hælen" in region and "Ondt i knæet" not in region


def test_a_region_begins_with_what_is_about_it_alone(content: Path) -> None:
    parts = {"Akut ondt i lænden": "Ryg", "Ondt i ribbenene": "Bryst", "Ondt mellem skulderbladene": "Ryg, Bryst"}
    for number, (title, named) in enumerate(parts.items()):
        text = f"---\ntitle: {title}\nbodyParts: [{named}]\n---\nTekst.\n"
        (content / f"{number}.md").write_text(text, encoding="utf-8")
    pages = Pages(Shelf(content), Catalogue.load("da", resources()), "", DRAWING)

    def listed(region: str) -> list[str]:
        text = html(pages, urls.region(region))
        return sorted((title for title in parts if title in text), key=text.index)

    assert listed("bryst") == ["Ondt i ribbenene", "Ondt mellem skulderbladene", "Akut ondt i lænden"]
    assert listed("laend") == ["Akut ondt i lænden", "Ondt mellem skulderbladene"]


INTRODUCTION = """---
title: Foden
kind: omraade
---
Foden bærer dig. Se [kortet](https://eksempel.dk/kort).

## Søg læge, hvis

- foden er kold
"""


@pytest.fixture
def introduced(content: Path) -> Pages:
    (content / "omraader").mkdir()
    (content / "omraader" / "fod.md").write_text(INTRODUCTION, encoding="utf-8")
    return Pages(Shelf(content), Catalogue.load("en", resources()), "", DRAWING)


@pytest.mark.parametrize("url", [urls.region("fod"), urls.topic("Fod og ankel")])
def test_a_region_is_introduced_above_its_articles(introduced: Pages, url: str) -> None:
    text = html(introduced, url)
    places = [text.index(part) for part in ("Foden bærer dig.", "foden er kold", "not been clinically", "Ondt under")]
    assert places == sorted(places)
    assert '<section class="callout"' in text
    assert '<article class="introduction" lang="da">' in text and '<p class="review lacking" lang="en">' in text


def test_an_introduction_is_in_no_list(introduced: Pages) -> None:
    assert "Foden" not in html(introduced, str(urls.HOME))


def test_the_introduction_s_links_out_can_be_taken_away(introduced: Pages) -> None:
    assert "https://eksempel.dk" in html(introduced, urls.region("fod"))
    assert "eksempel.dk" not in introduced.page(urls.region("fod"), outside=False).body.decode()


def test_without_an_introduction_a_region_lists_its_articles_alone(pages: Pages) -> None:
    text = html(pages, urls.region("fod"))
    assert "introduc" not in text and "<h2>Læs mere" not in text


def test_an_article_of_another_kind_introduces_nothing(content: Path) -> None:
    (content / "omraader").mkdir()
    (content / "omraader" / "fod.md").write_text(INTRODUCTION.replace("omraade", "raad"), encoding="utf-8")
    pages = Pages(Shelf(content), Catalogue.load("da", resources()), "", DRAWING)
    assert "Foden bærer dig" not in html(pages, urls.region("fod"))


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_carries_its_theme(pages: Pages, theme: str) -> None:
    assert f'data-theme="{theme}"' in pages.page(str(urls.HOME), theme).body.decode()
    assert f'data-theme="{theme}"' in html(pages, "kb://style/page.css")


@pytest.mark.parametrize(
    "url",
    [
        "kb://article/findes/ikke",
        "kb://article/../../etc/passwd",
        "kb://image/../ude.png",
        "kb://image/%2e%2e/ude.png",
        "kb://image/fod/hael.md",
        "kb://page/ukendt",
        "kb://topic/ukendt",
        "kb://region/ukendt",
        "kb://region/nakke",
        "kb://style/andet.css",
        "https://eksempel.dk",
        "",
    ],
)
def test_an_address_that_leads_nowhere_gives_a_page_that_helps(pages: Pages, content: Path, url: str) -> None:
    (content.parent / "ude.png").write_bytes(PIXEL)
    page = pages.page(url)
    assert not page.found
    assert "Siden findes ikke" in page.body.decode()


def test_text_from_articles_is_never_read_as_html(content: Path) -> None:
    (content / "ond.md").write_text(
        "---\ntitle: '<script>x</script>'\nbodyParts: ['<u>']\n---\n&lt;i&gt; <b onclick=x>fed</b>", encoding="utf-8"
    )
    pages = Pages(Shelf(content), Catalogue.load("da", resources()), "", DRAWING, mark_foden)
    for url in (urls.article("ond", mark="foden"), str(urls.HOME), urls.topic("<u>")):
        text = html(pages, url)
        assert "<script" not in text and "<u>" not in text and "onclick" not in text


def test_the_policy_lets_nothing_in_but_our_pictures_and_styles() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert "script-src" not in rules
    assert rules["img-src"] == rules["style-src"] == "kb:"


def test_paper_is_light_whatever_the_screen_is(pages: Pages) -> None:
    printed = html(pages, "kb://style/page.css").split("@media print {")[1]
    assert f"--paper: {THEMES['light'].paper};" in printed


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_text_has_the_contrast_that_wcag_aa_asks_for(theme: object) -> None:
    pairs = [("ink", "paper"), ("ink", "panel"), ("muted", "paper"), ("muted", "panel"), ("accent", "paper"),
             ("accent", "panel"), ("on_accent", "accent"), ("on_mark", "mark"), ("on_warning", "warning"),
             ("on_find", "find"), ("on_find_now", "find_now"), ("on_aloud", "aloud"),
             ("ink", "accent_soft"), ("accent", "accent_soft"), ("muted", "accent_soft"), ("ink", "raised"),
             ("accent", "raised"), ("muted", "raised"), ("on_note", "note"),
             ("accent", "note"),
             *(("ink", f"label_{label}_soft") for label in LABELS)]  # fmt: skip
    for text, ground in pairs:
        one, two = sorted((_luminance(getattr(theme, text)), _luminance(getattr(theme, ground))))
        assert (two + 0.05) / (one + 0.05) >= 4.5, (text, ground)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_a_label_looks_like_no_other_and_like_nothing_that_is_found(theme: Theme) -> None:
    softs = [getattr(theme, f"label_{label}_soft") for label in LABELS]
    assert len(set(softs)) == len({theme.label(label) for label in LABELS}) == len(LABELS)
    assert not {theme.mark, theme.find, theme.find_now, theme.aloud, theme.paper, theme.accent_soft} & set(softs)
    for label in LABELS:
        for ground in (theme.paper, theme.panel, getattr(theme, f"label_{label}_soft")):
            one, two = sorted((_luminance(theme.label(label)), _luminance(ground)))
            assert (two + 0.05) / (one + 0.05) >= 3, (label, ground)  # what WCAG asks of lines and marks


def test_an_article_that_is_too_large_says_so(pages: Pages) -> None:
    page = pages.page("kb://article/stor")
    assert not page.found
    assert "større end 1 MB" in page.body.decode()


def test_where_no_link_may_lead_out_no_address_is_on_the_page_at_all(tmp_path: Path) -> None:
    links = "[kortet](https://eksempel.dk) og [hjem](/hjem), <ring@os.dk>"
    text = f"---\ntitle: Ud\nsource: https://kilde.dk/a\n---\n{links}\n"
    for name in ("ud", "hjem"):
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    pages = Pages(Shelf(tmp_path), Catalogue.load("da", resources()), "", DRAWING)
    free, shut = (pages.page(urls.article("ud"), outside=outside).body.decode() for outside in (True, False))
    for address in ("https://eksempel.dk", "mailto:ring@os.dk", "https://kilde.dk/a"):
        assert f'href="{address}"' in free and address not in shut
    assert "kortet" in shut and "(eksempel.dk)" in free and "eksempel.dk" not in shut
    assert 'href="kb://article/hjem"' in free and 'href="kb://article/hjem"' in shut


def test_a_kiosk_s_pages_say_nothing_of_menus_or_files_and_are_marked_as_such(content: Path, tmp_path: Path) -> None:
    words = Catalogue.load("da", resources())
    (tmp_path / "tom").mkdir()
    for on_kiosk in (True, False):
        pages = Pages(Shelf(content), words, "", DRAWING, on_kiosk=on_kiosk)
        empty = Pages(Shelf(tmp_path / "tom"), words, "", DRAWING, on_kiosk=on_kiosk)
        home = str(urls.HOME)
        for url in (home, urls.article("fod/hael"), urls.article("findes/ikke"), urls.topic("Knæ")):
            assert ("<html" in html(pages, url)) and (" data-kiosk>" in html(pages, url)) is on_kiosk
        assert ("Tryk på kroppen" in html(pages, home)) is on_kiosk
        assert ("Menu → Artikler" in html(empty, home)) is not on_kiosk
        assert ("Spørg personalet" in html(empty, home)) is on_kiosk
        assert ("MB" in html(pages, urls.article("stor"))) is not on_kiosk
