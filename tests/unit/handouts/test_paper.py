"""What stands on the paper of a handout, and in which order; read back with pypdf."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from kbviewer.articles import tree
from kbviewer.articles.article import Article, SourceFile
from kbviewer.articles.sections import sections_of, set_anchors
from kbviewer.handouts.dose import Dose
from kbviewer.handouts.exercises import Exercise, exercises_of
from kbviewer.handouts.handout import LEAD, NOBODY, Handout, Part, Patient, usual_sections
from kbviewer.handouts.letterhead import PLAIN, Letterhead
from kbviewer.handouts.press import Press, Printed
from kbviewer.handouts.suggesting import suggest
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources

WORDS = Catalogue.load("da", resources())
DAY = date(2026, 11, 23)
LOGO = b"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'><rect width='90' height='60'/></svg>"
CLINIC = Letterhead(
    "Klinik Ærø",
    "Strandvej 1\n5970 Ærøskøbing",
    "11 22 33 44",
    "hej@klinik.example",
    "klinik.example",
    "Bo Åkjær",
    LOGO,
)
PATIENT = Patient("Zoë Ømhjerte", "1. maj 1941", "Liv Holm", "tirsdag kl. 9.15", "Tag det roligt.\nRing gerne.")
HEEL = (
    "<p>Indledning om hælen.</p><h2>Symptomer</h2><p>Det stikker.</p>"
    "<h2>Søg læge, hvis</h2><ul><li>du har feber</li></ul><h2>Gode råd</h2><p>Hvil foden.</p>"
)
RAISE = Exercise("Tåhævning", "Stå på et trin.", Dose("3", "12", frequency="hver dag"), "oevelser/taa")
STRETCH = Exercise("Stræk", dose=Dose("2", hold="30 sekunder"))


def article(html: str = HEEL, title: str = "Ondt i hælen", name: str = "fod/hael", **values: object) -> Article:
    root = tree.parse(html)
    set_anchors(root)
    source = SourceFile(Path("content"), f"{name}.md", 0, 0)
    made = Article(name, title, source, tree.serialise(root), sections_of(root))
    return replace(made, **values)  # type: ignore[arg-type]


def handout(*articles: Article, **values: object) -> Handout:
    made = Handout(tuple(Part(each, usual_sections(each)) for each in articles or (article(),)))
    return replace(made, **values)  # type: ignore[arg-type]


def printed(what: Handout, patient: Patient = NOBODY, letterhead: Letterhead = PLAIN) -> PdfReader:
    return PdfReader(io.BytesIO(Press(lambda _: None, WORDS, letterhead).pdf(what, DAY, patient).pdf))


def text_of(reader: PdfReader) -> str:
    text = "\n".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u200b", "").split())


def assert_in_order(text: str, *parts: str) -> None:
    place = 0
    for part in parts:
        assert part in text[place:], f"{part!r} does not come after what is before it in {text!r}"
        place = text.index(part, place) + len(part)


def test_head_tells_whose_paper_it_is_and_for_whom() -> None:
    text = text_of(printed(handout(), PATIENT, CLINIC))
    assert_in_order(
        text, "Klinik Ærø", "Strandvej 1 · 5970 Ærøskøbing", "11 22 33 44 · hej@klinik.example", "klinik.example",
        "Navn: Zoë Ømhjerte", "Født: 1. maj 1941", "Dato: 23. november 2026", "Behandler: Liv Holm", "Ondt i hælen",
    )  # fmt: skip


def test_therapist_of_the_clinic_stands_where_none_is_given() -> None:
    assert "Behandler: Bo Åkjær" in text_of(printed(handout(), NOBODY, CLINIC))


def test_nothing_is_asked_for_on_an_article_that_somebody_prints_for_themselves() -> None:
    text = text_of(printed(handout()))
    assert "Navn" not in text
    assert "Din næste tid" not in text


def test_exercises_without_letterhead_have_lines_to_write_on() -> None:
    assert_in_order(text_of(printed(handout(exercises=(RAISE,)))), "Navn:", "Behandler:", "Din næste tid:")


def test_what_to_do_stands_between_the_doctor_and_the_other_sections() -> None:
    made = handout(exercises=(RAISE, STRETCH), weeks=2, note="Begynd blidt.")
    assert_in_order(
        text_of(printed(made, PATIENT, CLINIC)),
        "Indledning om hælen.", "Søg læge, hvis", "Dine øvelser", "Sæt kryds", "uge 1", "uge 2",
        "Besked fra din behandler", "Begynd blidt.", "Tag det roligt.", "Ring gerne.",
        "Din næste tid: tirsdag kl. 9.15", "Spørgsmål? Ring 11 22 33 44, eller skriv til hej@klinik.example.",
        "Symptomer", "Gode råd", "ikke klinisk",
    )  # fmt: skip


def test_sections_come_in_the_order_of_the_part_and_no_others() -> None:
    part = Part(article(), ("gode-råd", LEAD, "symptomer"))
    text = text_of(printed(Handout((part,))))
    assert_in_order(text, "Gode råd", "Hvil foden.", "Indledning om hælen.", "Symptomer")
    assert "Søg læge" not in text


def test_section_that_is_gone_from_the_article_is_left_out() -> None:
    assert "Det stikker." in text_of(printed(Handout((Part(article(), ("væk", "symptomer")),))))


def test_table_has_the_columns_that_some_exercise_fills() -> None:
    text = text_of(printed(handout(exercises=(RAISE, STRETCH))))
    assert_in_order(text, "Øvelse", "Sæt", "Gentagelser", "Hold", "Hvor tit", "Tåhævning", "Stå på et trin.", "3", "12")
    assert_in_order(text, "Stræk", "2", "–", "30 sekunder", "–")
    assert "Pause" not in text


def test_large_print_tells_the_same_doses_without_the_empty_ones() -> None:
    full = Dose("3", "12", "2 sekunder oppe", "1–2 minutter", "hver anden dag")
    text = text_of(printed(handout(exercises=(replace(RAISE, dose=full), STRETCH), text_size=18)))
    assert_in_order(text, "Tåhævning", "Sæt 3", "Gentagelser 12", "Hold 2 sekunder oppe", "Pause", "Hvor tit")
    assert_in_order(text, "Stræk", "Sæt 2", "Hold 30 sekunder")
    assert "–" not in text.partition("Stræk")[2].partition("Symptomer")[0]


@pytest.mark.parametrize("size", [12, 14, 16, 18])
def test_no_word_of_a_dose_is_broken(size: int) -> None:
    full = Dose("3", "10–15 på hver side", "30 sekunder oppe", "60–90 sekunder", "morgen og eftermiddag")
    fields = ("sets", "repetitions", "hold", "pause", "frequency")
    for chosen in (fields, fields[:2], fields[:3], fields[:4], fields[1:4], fields[2:], fields[3:]):
        told = {field: getattr(full, field) for field in chosen}
        text = text_of(printed(handout(exercises=(replace(RAISE, dose=Dose(**told)),), text_size=size)))
        heads = [WORDS.text(f"handout.dose_{field}") for field in chosen]
        missing = {word for each in (*heads, *told.values()) for word in each.split()} - set(text.split())
        assert not missing, chosen


def test_grid_for_ticks_is_whole_on_one_page_and_has_at_most_twelve_weeks() -> None:
    filler = "<p>Gå en tur hver dag, og mærk efter.</p>" * 20
    reader = printed(handout(article(filler + HEEL), weeks=99))
    with_grid = [page.extract_text() for page in reader.pages if "uge " in page.extract_text()]
    assert len(with_grid) == 1
    assert_in_order(with_grid[0], "Sæt kryds", "man", "søn", "uge 1", "uge 12")
    assert "uge 13" not in with_grid[0]


def test_dose_that_the_article_tells_is_not_told_a_second_time() -> None:
    table = (
        "<table><thead><tr><th>Sæt</th><th>Gentagelser</th></tr></thead><tbody><tr><td>8</td><td>99</td></tr></tbody>"
    )
    html = f"<h2>Dosis</h2>{table}</table><p>Stop, hvis det gør ondt.</p>"
    own = article(html, "Tåhævning", "oevelser/taa")
    text = text_of(printed(handout(own, exercises=(RAISE,))))
    assert "99" not in text
    assert_in_order(text, "Dosis", "står under »Dine øvelser« på side 1.", "Stop, hvis det gør ondt.")
    assert "99" in text_of(printed(handout(own)))
    assert "99" in text_of(printed(handout(own, exercises=(replace(RAISE, dose=Dose()),))))


def test_dose_in_a_sentence_is_printed_unless_another_has_been_agreed_on() -> None:
    html = "<h2>Sådan gør du</h2><p>Løft hælen.</p><p><strong>Antal:</strong> 8 sæt af 99 gentagelser.</p>"
    own = article(html, "Tåhævning", "oevelser/taa", kind="oevelse")
    (as_told,) = exercises_of(own)
    assert as_told.dose == Dose("8", "99")
    assert "8 sæt af 99 gentagelser" in text_of(printed(handout(own, exercises=(as_told,))))
    changed = replace(as_told, dose=Dose("2", "10"))
    text = text_of(printed(handout(own, exercises=(changed,))))
    assert "99" not in text and "Løft hælen." in text
    assert "står under »Dine øvelser« på side 1." in text
    assert "8 sæt af 99 gentagelser" in text_of(printed(handout(own)))


TOLD_IN_PLAN = "Hvor meget du skal lave, står under"


@pytest.mark.parametrize(
    ("rows", "is_replaced"),
    [
        ("Øvelse|Sæt|Gentagelser/Pendul: bøj dig frem|2|8", True),
        ("Øvelse|Dosis/Pendul|2 x 8", True),
        ("Øvelse|Formål|Dosis/Pendul|Mindre stivhed|2 x 8", False),
        ("Sæt|3/Gentagelser|12", True),
        ("Sæt|Gentagelser/3|12", True),
        ("Uge|Sæt|Gentagelser/1–2|2|8/3–4|3|12", False),
    ],
)
def test_a_table_is_left_out_when_all_it_tells_is_a_dose_that_is_in_the_plan(rows: str, is_replaced: bool) -> None:
    cells = [row.split("|") for row in rows.split("/")]
    head, *body = ["".join(f"<td>{text}</td>" for text in row) for row in cells]
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in body)}</tbody></table>"
    made = article(f"<h2>Dosis</h2>{table}", "Armen", "arm", kind="tilstand" if "Øvelse" in rows else "oevelse")
    text = text_of(printed(suggest([made])))
    assert (TOLD_IN_PLAN in text) == is_replaced
    assert ("Uge" in text or "Formål" in text) != is_replaced


def test_several_articles_have_contents_with_the_right_pages() -> None:
    long = article("<p>Indledning.</p>" + "<h2>Afsnit</h2><p>Gå en tur hver dag.</p>" * 40)
    second = article("<p>Stå på tå.</p>", "Tåhævning på trin", "oevelser/taa")
    reader = printed(handout(long, second, exercises=(RAISE,), title="Hælen, uge 1"))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    there = next(number for number, page in enumerate(pages, 1) if "Stå på tå." in page)
    assert there > 2
    assert re.search(rf"Indhold .*Ondt i hælen [. ]*1 Tåhævning på trin [. ]*{there} Dine øvelser", pages[0])
    assert f"Se side {there}." in pages[0]
    assert pages[1].endswith(f"Ondt i hælen · udskrevet 23. november 2026 Side 2 af {len(pages)}")
    assert "Tåhævning på trin · udskrevet" in pages[-1]
    assert reader.metadata is not None
    assert reader.metadata.title == "Hælen, uge 1"


def test_several_articles_without_a_title_get_the_usual_one_and_each_its_review() -> None:
    reader = printed(handout(article(), article(name="b", title="Om knæ", reviewed_by="Klinik Syd")))
    text = text_of(reader)
    assert text.startswith("Råd til dig")
    assert_in_order(text, "ikke klinisk gennemgået", "Klinisk gennemgået af Klinik Syd.")


def test_the_same_article_twice_is_printed_twice() -> None:
    made = handout(article(), article(), exercises=(replace(RAISE, article="fod/hael"),))
    assert text_of(printed(made)).count("Det stikker.") == 2


def test_outline_holds_every_article_and_section_one_level_below_the_other() -> None:
    reader = printed(handout(article(), article("<h4>Dybt</h4><p>x</p>", "Om knæ", "b"), exercises=(RAISE,)))

    def titles(entries: object) -> object:
        assert isinstance(entries, list)
        return [titles(entry) if isinstance(entry, list) else entry["/Title"] for entry in entries]

    expected: object = [
        "Råd til dig",
        ["Dine øvelser", "Ondt i hælen", ["Søg læge, hvis", "Symptomer", "Gode råd"], "Om knæ", ["Dybt"]],
    ]
    assert titles(reader.outline) == expected


def _elements(node: object) -> Iterator[DictionaryObject]:
    found = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(found, list):
        for each in found:
            yield from _elements(each)
    elif isinstance(found, DictionaryObject):
        yield found
        yield from _elements(found.get("/K"))


def test_pictures_and_codes_have_their_text_and_table_heads_their_scope() -> None:
    film = article(video="https://film.example/hæl")
    reader = printed(handout(film, exercises=(RAISE,)), PATIENT, CLINIC)
    elements = list(_elements(reader.root_object["/StructTreeRoot"]))
    told = [str(each["/Alt"]) for each in elements if each.get("/S") == "/Figure"]
    assert told == ["Logo: Klinik Ærø", "Se videoen på din telefon: https://film.example/hæl"]
    heads = [each for each in elements if each.get("/S") == "/TH"]
    assert heads
    assert all("/Column" in str(each["/A"]) for each in heads)


def test_nothing_of_the_patient_is_in_the_facts_of_the_file() -> None:
    result = Press(lambda _: None, WORDS, CLINIC).pdf(handout(exercises=(RAISE,)), DAY, PATIENT)
    reader = PdfReader(io.BytesIO(result.pdf))
    assert reader.xmp_metadata is not None
    facts = f"{reader.metadata} {reader.outline} {reader.xmp_metadata.stream.get_data().decode()} {result!r}"
    for word in ("Zoë", "Ømhjerte", "1941", "Liv Holm", "9.15", "roligt"):
        assert word not in facts


HOSTILE = '#read("/etc/passwd") #panic("x") $x$ = H \\" \\u{41} "] ) } #{ // k /* `k` *f* _k_ <plan> @r ~ -- ---'


def test_typst_code_from_anybody_is_printed_as_it_is() -> None:
    clinic = Letterhead(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    patient = Patient(*[HOSTILE] * 5)
    exercise = Exercise(HOSTILE, HOSTILE, Dose(*[HOSTILE] * 5), "fod/hael")
    film = article(video=f"https://film.example/{HOSTILE}", stated_sources=(HOSTILE,))
    made = handout(film, film, title=HOSTILE, note=HOSTILE, exercises=(exercise,))
    reader = printed(made, patient, clinic)
    text = re.sub(r"[\s-]", "", text_of(reader))
    given = 5 + 5 + 7 + 1  # letterhead but its therapist, patient, exercise, note
    in_sentence = 2  # telephone and e-mail in the line on whom to ask
    assert text.count(re.sub(r"[\s-]", "", HOSTILE)) == given + in_sentence + 1  # and the title
    assert reader.metadata is not None
    assert reader.metadata.title == HOSTILE


@pytest.mark.parametrize("size", [12, 14, 16, 18])
def test_long_names_and_words_are_whole_at_every_size(size: int) -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitän"
    long = word * 2
    clinic = Letterhead(long, long, long, long, long, long, LOGO)
    exercise = Exercise(word * 4, word * 4, Dose(*[word * 4] * 5))
    made = handout(exercises=(exercise,) * 20, weeks=12, text_size=size)
    text = re.sub(r"[\s\u00ad-]", "", text_of(printed(made, Patient(*[word * 4] * 5), clinic)))
    of_clinic, of_patient, of_exercises = 5 + 2, 5, 20 * 7  # without its therapist, with whom to ask
    assert text.count(word) == of_clinic * 2 + (of_patient + of_exercises) * 4


def test_line_on_the_review_never_has_a_page_alone() -> None:
    for paragraphs in range(20, 60):
        reader = printed(handout(article("<p>Gå en tur.</p>" * paragraphs)))
        assert "Gå en tur." in reader.pages[-1].extract_text()


def test_table_that_fits_on_a_page_is_not_cut() -> None:
    rows = "".join(f"<tr><td>række {number}.</td><td>x</td></tr>" for number in range(12))
    html = (
        "<p>Gå en tur.</p>" * 25 + f"<p>Her er de:</p><table><thead><tr><th>A</th><th>B</th></tr></thead>{rows}</table>"
    )
    pages = [page.extract_text() for page in printed(handout(article(html))).pages]
    (with_table,) = [page for page in pages if "række" in page]
    assert_in_order(with_table, "Her er de:", "række 0.", "række 11.")


@pytest.mark.parametrize("size", [12, 14, 16, 18])
def test_words_of_a_table_are_whole_where_they_have_room(size: int) -> None:
    cells = ("Signalforandring", "et område, der ser anderledes ud på billedet", "kan være tegn på overbelastning")
    html = f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"
    text = text_of(printed(handout(article(html), text_size=size)))
    assert_in_order(text, *" ".join(cells).split())


def test_long_table_begins_with_more_than_a_row() -> None:
    rows = "".join(f"<tr><td>række {number}.</td><td>x</td></tr>" for number in range(60))
    for paragraphs in range(24, 38):
        html = "<p>Gå en tur.</p>" * paragraphs + f"<table><thead><tr><th>A</th><th>B</th></tr></thead>{rows}</table>"
        pages = [page.extract_text() for page in printed(handout(article(html))).pages]
        begun = next(page for page in pages if "række 0." in page)
        assert "række 4." in begun, paragraphs


def test_row_that_is_longer_than_a_page_keeps_all_its_text() -> None:
    words = " ".join(f"ord{number}." for number in range(3000))
    text = text_of(printed(handout(article(f"<table><tr><td>a</td><td>{words}</td></tr></table>"))))
    assert all(f"ord{number}." in text for number in (0, 700, 1500, 2999))


def test_missing_pictures_are_told_as_the_article_names_them() -> None:
    html = "<p><img src='/billeder/fod.png' alt='En fod'></p><p><img src='knæ.png' alt=''></p>"
    result = Press(lambda _: None, WORDS).pdf(handout(article(html * 2)), DAY)
    assert result.missing == ("/billeder/fod.png", "knæ.png")


def test_printed_keeps_the_paper_out_of_its_repr() -> None:
    assert repr(Printed(b"Zo", ("a.png",))) == "Printed(missing=('a.png',))"


def test_broken_logo_leaves_the_rest_of_the_letterhead() -> None:
    for broken in (b"x", b"\x89PNG\r\n\x1a\n", b"<svg"):
        assert "Klinik Ærø" in text_of(printed(handout(), NOBODY, replace(CLINIC, logo=broken)))


def test_font_of_the_program_is_in_the_file() -> None:
    fonts = {str(font) for page in printed(handout()).pages for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    names = " ".join(fonts)
    assert "Inter-" in names
    assert "Libertinus" not in names


def test_footer_has_the_dates_on_one_line_and_long_titles_end_with_a_word() -> None:
    long = article(title="Sådan læser du svaret på din scanning, når du har fået den tilsendt", updated=DAY)
    (page,) = (page.extract_text() for page in printed(handout(long)).pages)
    footer = [" ".join(line.split()) for line in page.splitlines()[-4:]]
    assert "Sådan læser du svaret på din scanning, når du har fået den …" in footer
    assert "opdateret 23. november 2026 · udskrevet 23. november 2026" in footer


def test_letters_that_the_font_lacks_still_come_out() -> None:
    assert "µ → ☐ Ж" in text_of(printed(handout(article("<p>µ → ☐ Ж</p>"))))
