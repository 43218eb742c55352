"""What makes an article's page good to read: folds, explanations, notes, links, and what is told about it."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from kbviewer import urls
from kbviewer.articles import tree
from kbviewer.articles.glossary import Entry
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.render.links import shown_address
from kbviewer.render.marks import Marker
from kbviewer.render.pages import Pages
from tests.unit.render.test_pages import DRAWING, Shelf

SINEW = Entry(("sene",), "En streng <b>mellem</b> muskel og knogle.")


def page(folder: Path, text: str, *, matter: str = "", language: str = "da", find: str = "", **library: object) -> str:
    """The page of an article with this text, the words of a search marked when there is one."""
    (folder / "a.md").write_text(f"---\ntitle: Prøve\n{matter}---\n{text}", encoding="utf-8")
    shelf = Shelf(folder)
    for name, value in library.items():
        setattr(shelf, name, value)

    def marker(query: str) -> Marker:
        return lambda text: [(place, place + len(query))] if (place := text.find(query)) >= 0 else []

    pages = Pages(shelf, Catalogue.load(language, resources()), "", DRAWING, marker)
    return pages.page(urls.article("a", mark=find)).body.decode()


def body(html: str) -> Element:
    start, end = html.index("<article>"), html.index("</article>") + len("</article>")
    return tree.parse(html[start:end])


def folds(html: str) -> dict[str, bool]:
    """The questions that fold, and whether each is open."""
    found = [one for one in body(html).iter("details") if one.get("class") == "faq"]
    return {tree.text_of(fold[0]): "open" in fold.attrib for fold in found}


QUESTIONS = "## Spørgsmål og svar\n\n### Må jeg løbe?\n\nJa, rolig.\n\n### Hvor længe?\n\nUger.\n\n## Slut\n\nTekst.\n"


def test_questions_below_their_heading_fold_and_keep_all_they_hold(tmp_path: Path) -> None:
    html = page(tmp_path, QUESTIONS)
    assert folds(html) == {"Må jeg løbe?": False, "Hvor længe?": False}
    held = [tree.text_of(fold) for fold in body(html).iter("details")]
    assert [" ".join(text.split()) for text in held] == ["Må jeg løbe? Ja, rolig.", "Hvor længe? Uger."]


def test_the_anchor_of_a_question_stands_inside_its_fold_where_going_to_it_opens_it(tmp_path: Path) -> None:
    fold = next(body(page(tmp_path, QUESTIONS)).iter("details"))
    assert [part.get("id") for part in fold] == [None, "må-jeg-løbe", None]
    assert not list(fold[0].iter("span"))


def test_two_questions_in_a_row_below_any_heading_fold(tmp_path: Path) -> None:
    assert len(folds(page(tmp_path, "## Træning\n\n### Må jeg?\n\nJa.\n\n### Skal jeg?\n\nNej.\n"))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "## Hvad er det?\n\nTekst.\n\n## Hvad hjælper?\n\nTekst.\n",
        "## Træning\n\n### Må jeg?\n\nJa.\n\n### Øvelser\n\nTekst.\n",
        "# Om\n\n## Hvad er det?\n\nTekst.\n\n## Hvad hjælper?\n\nTekst.\n",
    ],
)
def test_the_main_sections_and_a_lone_question_do_not_fold(tmp_path: Path, text: str) -> None:
    assert folds(page(tmp_path, text)) == {}


def test_a_question_opens_when_it_holds_a_word_of_the_search_or_is_the_only_one(tmp_path: Path) -> None:
    assert folds(page(tmp_path, QUESTIONS, find="Uger")) == {"Må jeg løbe?": False, "Hvor længe?": True}
    assert folds(page(tmp_path, "## FAQ\n\n### Må jeg?\n\nJa.\n")) == {"Må jeg?": True}


def test_when_to_see_a_doctor_is_never_folded_away(tmp_path: Path) -> None:
    text = f"{QUESTIONS}\n## Flere spørgsmål\n\n### Hvornår skal jeg søge læge?\n\nVed feber.\n"
    assert folds(page(tmp_path, text))["Hvornår skal jeg søge læge?"]


def test_only_the_first_occurrence_of_a_word_is_explained(tmp_path: Path) -> None:
    html = page(tmp_path, "## Senen\n\nFør. En *sene* er øm. Senen igen.", glossary=(SINEW,))
    (term,) = (one for one in body(html).iter("span") if one.get("class") == "term")
    assert (term.text, term.get("tabindex")) == ("sene", "0")
    (explanation,) = term
    assert explanation.get("id") == term.get("aria-describedby")
    assert explanation.text == SINEW.explanation
    assert "<b>mellem" not in html


@pytest.mark.parametrize(
    "text", ["## Senen\n\ntekst", "[sene](a.md)", "`sene`", "| sene |\n|---|\n| x |", "    sene", "ingen"]
)
def test_headings_links_code_and_table_heads_explain_nothing(tmp_path: Path, text: str) -> None:
    assert 'class="term"' not in page(tmp_path, text, glossary=(SINEW,))


def test_an_article_about_a_word_does_not_explain_it(tmp_path: Path) -> None:
    assert 'class="term"' not in page(tmp_path, "En sene.", matter="aliases: [ondt i senen]\n", glossary=(SINEW,))


def test_a_word_may_be_explained_and_marked_but_its_explanation_is_not_marked(tmp_path: Path) -> None:
    html = page(tmp_path, "En sene.", glossary=(SINEW,), find="sene")
    assert "<mark>sene</mark>" in html
    assert html.count("<mark>") == 1
    assert "<mark>" not in page(tmp_path, "En sene.", glossary=(SINEW,), find="muskel")


def test_notes_and_their_references_lead_to_each_other_by_names_that_can_be_heard(tmp_path: Path) -> None:
    html = page(tmp_path, "Et[^1] og to[^1].\n\n[^1]: Noten.\n")
    names = [(link.get("id"), link.get("href"), link.get("aria-label")) for link in body(html).iter("a")]
    assert names[:2] == [("fnref:1", "#fn:1", "Note 1"), ("fnref:1-2", "#fn:1", "Note 1")]
    assert 'href="#fnref:1" aria-label="Tilbage til teksten"' in html
    assert 'href="#fnref:1-2" aria-label="Tilbage til teksten, sted 2"' in html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[kort](https://www.eksempel.dk/x)", "kort (eksempel.dk)"),
        ("[kort på eksempel.dk](https://eksempel.dk/x)", "kort på eksempel.dk"),
        ("<https://eksempel.dk/x>", "https://eksempel.dk/x"),
        ("[skriv](mailto:a@eksempel.dk)", "skriv (a@eksempel.dk)"),
        ("[ring](tel:+4512345678)", "ring (+4512345678)"),
        ("[kort](https://sundhed.dk@ond.dk/)", "kort (ond.dk)"),
    ],
)
def test_a_link_out_tells_where_it_leads(tmp_path: Path, text: str, shown: str) -> None:
    html = body(page(tmp_path, text))
    (link,) = (one for one in html.iter("a") if one.get("class") == "external")
    assert next(tree.text_of(one) for one in html.iter("p") if link in list(one)) == shown
    assert link.get("title") == link.get("href")


def test_a_host_that_only_looks_danish_is_shown_as_what_it_is() -> None:
    assert shown_address("https://øvelser.dk/") == "øvelser.dk"
    assert shown_address("https://sundh\u0435d.dk/") == "xn--sundhd-7of.dk"


@pytest.mark.parametrize("target", ["/knae/knae", "knae/knae.md", "../knae/knae", "/knae/knae#findes-ikke"])
def test_a_link_to_an_article_opens_it_whatever_its_anchor(content: Path, target: str) -> None:
    (content / "sub").mkdir()
    link = next(body(page(content, f"[knæ]({target.replace('../', '/')})")).iter("a"))
    assert (link.get("href") or "").startswith("kb://article/knae/knae")


def test_a_link_within_the_page_finds_its_heading_or_is_text(tmp_path: Path) -> None:
    html = page(tmp_path, "[ned](#Øvelser) og [væk](#findes-ikke)\n\n## Øvelser\n\ntekst")
    assert [link.get("href") for link in body(html).iter("a")] == ["#øvelser"]
    assert "<span>væk</span>" in html


def test_a_picture_s_text_is_told_once(content: Path) -> None:
    (content / "fod.png").write_bytes(b"GIF89a\x03\0\x04\0")
    html = page(content, "![En fod](/fod.png)\n\n![Foden set forfra](/fod.png 'En fod')\n")
    told = [(one[0].get("alt"), one[1].text) for one in body(html).iter("figure")]
    assert told == [("", "En fod"), ("Foden set forfra", "En fod")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("> **OBS:** Pas på.", "note urgent"),
        ("> **Bemærk**\n>\n> Tekst.", "note"),
        ("> [!WARNING]\n> Tekst.", "note urgent"),
        ("> [!tip]\n> Tekst.", "note"),
        ("**OBS:** Pas på.", "note urgent"),
        ("**Husk**: Pausen.", "note"),
    ],
)
def test_what_warns_or_advises_is_a_note(tmp_path: Path, text: str, kind: str) -> None:
    html = page(tmp_path, text)
    assert [one.get("class") for one in body(html).iter("aside")] == [kind]
    assert "[!" not in html


@pytest.mark.parametrize("text", ["**Husk:**\n\n- sko", "**Husk** sko.", "Se **OBS:** her.", "**Peter:** ja."])
def test_another_paragraph_stays_a_paragraph(tmp_path: Path, text: str) -> None:
    assert "<aside" not in page(tmp_path, text)


@pytest.mark.parametrize("text", ["> Et citat.", "> **Peter:** sagde noget.", "> Se **OBS:** her."])
def test_another_quote_stays_a_quote(tmp_path: Path, text: str) -> None:
    assert len(list(body(page(tmp_path, text)).iter("blockquote"))) == 1


def test_the_author_s_related_articles_go_before_the_computed_ones(content: Path) -> None:
    alike = (("fod/hael", "Ondt under hælen"),)
    named = page(content, "x", matter="related: [knae/knae]\n", alike=alike)
    assert "Læs også" in named and "Måske også relevant" not in named
    computed = page(content, "x", matter="related: [findes/ikke]\n", alike=alike)
    assert "Måske også relevant" in computed and 'href="kb://article/fod/hael"' in computed
    assert 'class="related"' not in page(content, "x")


def test_the_panel_tells_all_that_is_known_of_the_article(tmp_path: Path) -> None:
    matter = "author: Anna\ndatePublished: 1/2/2025\nlastUpdated: 3/4/2026\nkilde: https://eksempel.dk/rapport\n"
    html = page(tmp_path, "Du går en tur. Så hviler du.", matter=matter)
    rows = {tree.text_of(row[0]): tree.text_of(row[1]) for row in next(body(html).iter("dl"))}
    assert rows == {
        "Forfatter": "Anna",
        "Udgivet": "1. februar 2025",
        "Opdateret": "3. april 2026",
        "Kilde": "eksempel.dk",
        "Læsetid": "1 minut",
        "Længde": "7 ord",
        "Læsbarhed": "Meget let at læse (LIX 4)",
    }
    assert "endnu ikke klinisk gennemgået" in html


def test_without_a_stated_source_the_panel_names_the_file(tmp_path: Path) -> None:
    assert "<dt>Kilde</dt><dd>a.md</dd>" in page(tmp_path, "x")
    assert "Klinisk gennemgået af Klinik Prøve." in page(tmp_path, "x", matter="reviewedBy: Klinik Prøve\n")


def test_a_review_tells_its_day_and_what_has_changed_since(tmp_path: Path) -> None:
    reviewed = "reviewedBy: Klinik Prøve\nlastReviewed: 3/3/2026\ndatePublished: 1/2/2025\n"
    told = "Klinisk gennemgået af Klinik Prøve den 3. marts 2026."
    assert f'<p class="review">{told}</p>' in page(tmp_path, "x", matter=reviewed)
    changed = page(tmp_path, "x", matter=f"{reviewed}lastUpdated: 5/4/2026\n")
    assert f"{told} Teksten blev ændret den 5. april 2026, efter gennemgangen." in changed
    nobody = page(tmp_path, "x", matter="lastReviewed: 3/3/2026\n")
    assert "endnu ikke klinisk gennemgået" in nobody and "3. marts" not in nobody


def test_a_page_speaks_danish_and_the_program_its_own_language(tmp_path: Path) -> None:
    english = page(tmp_path, "En sene.\n\n| a |\n|---|\n| b |\n", language="en")
    assert '<html lang="da"' in english
    assert '<footer class="about" lang="en">' in english
    assert '<table lang="da">' in english
    assert ' lang="en"' not in page(tmp_path, "En sene.", language="da")


@pytest.mark.parametrize(("columns", "kind"), [(4, "table"), (6, "table broad")])
def test_a_table_of_many_columns_may_leave_the_text_column(tmp_path: Path, columns: int, kind: str) -> None:
    html = page(tmp_path, f"{'| a ' * columns}|\n{'|---' * columns}|\n{'| b ' * columns}|\n")
    assert f'<div class="{kind}"' in html


def test_a_call_out_within_a_call_out_is_one(tmp_path: Path) -> None:
    html = page(tmp_path, "## Søg læge, hvis\n\nfeber\n\n### Søg læge samme dag\n\nvarm\n\n## Andet\n\ntekst\n")
    boxes = [box for box in body(html).iter("section") if box.get("class") == "callout"]
    assert len(boxes) == 1
    assert "varm" in tree.text_of(boxes[0]) and "tekst" not in tree.text_of(boxes[0])


def test_a_related_article_without_a_title_is_shown_by_its_own(content: Path) -> None:
    html = page(content, "tekst", matter="related: [knae/knae]\n")
    assert ">Ondt i knæet</a>" in html
