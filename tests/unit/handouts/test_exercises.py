"""The exercises that articles tell of: our own, those of a clinic, and those that are none."""

from pathlib import Path

import pytest

from kbviewer.articles import tree
from kbviewer.articles.article import Article, SourceFile
from kbviewer.articles.folder import scan
from kbviewer.articles.loader import load
from kbviewer.articles.markup import to_html
from kbviewer.articles.register import Register
from kbviewer.articles.sections import sections_of, set_anchors
from kbviewer.handouts.dose import UNKNOWN, Dose
from kbviewer.handouts.exercises import Exercise, exercises_of
from kbviewer.handouts.gist import LONGEST

CONTENT = Path(__file__).parents[3] / "content"


def article(text: str, kind: str = "oevelse", description: str = "") -> Article:
    root = tree.parse(to_html(text))
    set_anchors(root)
    source = SourceFile(Path("content"), "oevelser/knaeboej.md", 0, 0)
    html, sections = tree.serialise(root), sections_of(root)
    return Article("oevelser/knaeboej", "Knæbøj", source, html, sections, kind=kind, description=description)


def dose_of(text: str) -> Dose:
    (exercise,) = exercises_of(article(text))
    return exercise.dose


def ours() -> dict[str, Article]:
    read = [load(source).article for source in scan([CONTENT])]
    return {one.id: one for one in read if one}


def is_whole(dose: Dose) -> bool:
    """Whether a patient knows from it what to do how often."""
    return bool(dose.sets and (dose.repetitions or dose.hold) and dose.frequency)


def test_our_articles_on_exercises_are_one_exercise_each_with_a_whole_dose_and_a_line_on_how() -> None:
    found = {one.id: exercises_of(one) for one in ours().values() if one.kind == "oevelse"}
    assert {name: [exercise.article for exercise in exercises] for name, exercises in found.items()} == {
        name: [name] for name in found
    }
    assert {name: exercise.dose for name, (exercise,) in found.items() if not is_whole(exercise.dose)} == {}
    assert {name: exercise.how for name, (exercise,) in found.items() if not 0 < len(exercise.how) <= LONGEST} == {}


@pytest.mark.parametrize(
    ("name", "dose"),
    [
        ("baekkenloeft", Dose("3", "10", "3 sekunder oppe", "1 minut", "hver anden dag")),
        ("haandklaedestraek-for-svangen", Dose("3", "1", "30 sekunder", "15 sekunder", "morgen og aften")),
        ("hagetraek", Dose("2", "10", "5 sekunder", "30 sekunder", "hver dag")),
        ("lig-paa-underarmene", Dose("1", "1", "1–2 minutter", frequency="3–4 gange om dagen")),
        ("pendul-for-skulderen", Dose("1", "1 minut", frequency="3 gange om dagen")),
        ("taahaevning-paa-trappetrin", Dose("3", "12", "2 sekunder oppe", "1–2 minutter", "hver anden dag")),
    ],
)
def test_dose_of_our_exercise_is_as_its_author_wrote_it(name: str, dose: Dose) -> None:
    (exercise,) = exercises_of(ours()[f"oevelser/{name}"])
    assert exercise.dose == dose


def test_each_of_our_conditions_has_exercises_and_each_row_a_whole_dose() -> None:
    others = [one for one in ours().values() if one.kind != "oevelse"]
    assert [one.id for one in others if one.kind == "tilstand" and not exercises_of(one)] == []
    rows = [(one.id, exercise) for one in others for exercise in exercises_of(one)]
    assert [(name, exercise.name) for name, exercise in rows if not is_whole(exercise.dose)] == []


@pytest.mark.parametrize(
    ("name", "row", "dose"),
    [
        ("albue/tennisalbue", 0, Dose("3", "30 sekunder", frequency="hver dag")),
        ("fod/forstuvet-ankel", 0, Dose("1", "hele alfabetet", frequency="3 gange om dagen")),
        ("knae/slidgigt-i-knaeet", 2, Dose("3", "12 på hvert ben", frequency="hver anden dag")),
        ("nakke/ondt-i-nakken", 3, Dose("2", "10", "5 sekunder", frequency="hver dag")),
        ("nakke/spaendingshovedpine", 1, Dose("2", "20 sekunder til hver side", frequency="2 gange om dagen")),
        ("raad/arbejde-ved-skaerm", 3, Dose("1", "10", frequency="et par gange om dagen")),
        ("ryg/iskias", 0, Dose("1", "1–2 minutter", frequency="3–4 gange om dagen")),
    ],
)
def test_row_of_ours_is_printed_as_its_author_wrote_it(name: str, row: int, dose: Dose) -> None:
    assert exercises_of(ours()[name])[row].dose == dose


def test_heel_spur_gives_the_three_exercises_of_its_table() -> None:
    assert exercises_of(ours()["fod/haelspore"]) == (
        Exercise(
            "Tåhævning på trappetrin",
            dose=Dose("3", "12", frequency="hver anden dag"),
            article="oevelser/taahaevning-paa-trappetrin",
        ),
        Exercise(
            "Håndklædestræk for svangen",
            dose=Dose("3", "1", "30 sekunder", frequency="morgen og aften"),
            article="oevelser/haandklaedestraek-for-svangen",
        ),
        Exercise(
            "Rul foden over en bold",
            dose=Dose("1", "2 minutter", frequency="hver dag"),
            article="oevelser/rul-foden-over-en-bold",
        ),
    )


def test_each_link_in_a_table_of_exercises_leads_to_one_and_each_exercise_is_led_to() -> None:
    library = ours()
    register = Register(library.values())
    linked = {
        (one.id, each.article)
        for one in library.values()
        for each in exercises_of(one)
        if each.article not in ("", one.id)
    }
    found = {reference: register.find(reference) for _, reference in linked}
    kinds = {reference: library[name].kind if name else None for reference, name in found.items()}
    assert {(name, reference) for name, reference in linked if kinds[reference] != "oevelse"} == set()
    assert {one.id for one in library.values() if one.kind == "oevelse"} - set(found.values()) == set()


def test_cell_with_a_link_or_a_colon_is_a_name_and_how() -> None:
    table = "| Øvelse | Sæt |\n|-|-|\n| [Bro](../ryg/bro.md), når det går | 2 |\n| Pendul: Lad armen svinge | 1 |\n"
    assert exercises_of(article(table, "tilstand")) == (
        Exercise("Bro", "Når det går", Dose("2"), "ryg/bro"),
        Exercise("Pendul", "Lad armen svinge", Dose("1")),
    )


def test_a_table_of_thousands_fills_no_more_than_a_template_can_hold() -> None:
    rows = "".join(f"| Øvelse {number} | 3 |\n" for number in range(1000))
    assert len(exercises_of(article(f"| Øvelse | Sæt |\n|-|-|\n{rows}", "tilstand"))) == 100


def test_link_out_of_the_library_explains_no_exercise() -> None:
    table = (
        "| Øvelse | Sæt |\n|-|-|\n| [Bro](https://eksempel.dk/bro) | 2 |\n| [Bro](../../bro) | 2 |\n| [Bro](#a) | 2 |\n"
    )
    assert [each.article for each in exercises_of(article(table, "tilstand"))] == ["", "", ""]


STEPS = (
    "## Knæbøj – sådan gør du\n\n1. Stå med fødderne i hoftebredde.\n2. Bøj i knæene.\n3. Bliv nede i to sekunder.\n\n"
)


def test_dose_is_gathered_from_label_steps_and_questions() -> None:
    label = "**Antal gentagelser:** 3 sæt af 8-10 gentagelser med et minuts pause. Øvede kan tage 4 sæt.\n\n"
    often = "## Spørgsmål\n\n### Må jeg bøje hver dag?\n\nIkke hver dag.\n\n### Hvor tit?\n\nTo gange om ugen er nok."
    assert dose_of(STEPS + label + often) == Dose("3", "8–10", "2 sekunder", "1 minut", "2 gange om ugen")


def test_what_is_only_a_step_can_be_the_dose() -> None:
    steps = "## Udførelse\n\n1. Træk dig op.\n2. Gentag 10-12 gange, og skift ben.\n\nLav øvelsen hver anden dag."
    assert dose_of(steps) == Dose("", "10–12", frequency="hver anden dag")


def test_list_of_values_is_the_dose() -> None:
    listed = "## Mængde\n\n- **Sæt:** 3\n- **Gentagelser:** 10-12 pr. sæt\n- **Pause:** 1-2 min.\n"
    listed += "- **Frekvens:** Hver 2. dag\n"
    assert dose_of(STEPS + listed) == Dose("3", "10–12", "2 sekunder", "1–2 minutter", "hver 2. dag")


@pytest.mark.parametrize("title", ["Lettere og sværere", "Variationer", "Myter om knæbøj", "Almindelige fejl"])
def test_other_amounts_are_left_alone(title: str) -> None:
    other = f"## {title}\n\nLav 5 sæt af 20 hver dag.\n\n### Med vægt\n\nHold i 15 sekunder.\n\n"
    weight = "### Hvor tung skal vægten være?\n\nEn vægt, du kan løfte i 12 gentagelser."
    assert dose_of(STEPS + other + weight) == Dose(hold="2 sekunder")


@pytest.mark.parametrize(
    "step",
    [
        "Hvis det går let, så hold i 10 sekunder.",
        "Vælg en vægt, du kan løfte 10 gange.",
        "Hold en kort pause, og ånd ud.",
    ],
)
def test_step_may_name_amounts_that_are_no_dose(step: str) -> None:
    assert dose_of(f"## Sådan gør du\n\n1. Bøj i knæene.\n2. {step}") == UNKNOWN


def test_number_of_times_outside_the_steps_is_no_dose() -> None:
    assert dose_of("## Om knæbøj\n\nMange kan rejse sig 12 gange.\n\n" + STEPS) == Dose(hold="2 sekunder")


def test_article_without_a_dose_has_an_empty_one() -> None:
    assert exercises_of(article("Bøj i knæene.", description="En øvelse for benene.")) == (
        Exercise("Knæbøj", "En øvelse for benene.", UNKNOWN, "oevelser/knaeboej"),
    )


def test_line_on_how_tells_the_start_and_the_movement() -> None:
    steps = "1. Stå ret.\n2. Bøj knæene, og stræk dem igen.\n3. Sænk dig, til lårene er vandrette.\n4. Rejs dig."
    told = f"## Sådan gør du\n\n{steps}"
    assert exercises_of(article(told))[0].how == "Stå ret. Sænk dig, til lårene er vandrette."


def test_article_without_a_kind_is_an_exercise_when_it_tells_how_and_how_much() -> None:
    assert [one.name for one in exercises_of(article(STEPS + "**Dosis:** 3 sæt af 10.", ""))] == ["Knæbøj"]


@pytest.mark.parametrize(
    "text",
    [
        STEPS,
        "**Dosis:** 3 sæt af 10.",
        "## Sådan gør du\n\nTag to piller tre gange om dagen i 10 dage.",
        STEPS + "**Dosis:** 3 sæt af 10.\n\n## Bro – sådan gør du\n\n1. Løft.\n\n**Dosis:** 2 sæt af 8.",
    ],
    ids=["no dose", "no steps", "medicine", "two exercises"],
)
def test_other_article_without_a_kind_is_no_exercise(text: str) -> None:
    assert exercises_of(article(text, "")) == ()


def test_article_of_another_kind_is_no_exercise() -> None:
    assert exercises_of(article(STEPS + "**Dosis:** 3 sæt af 10.", "raad")) == ()


LONG = ["3 sæt af ", "hold i ", "3x", "mandag, ", "3–", "30 sekunder ", "A. ", "hold, mens a "]


@pytest.mark.parametrize("words", LONG)
def test_very_long_text_is_read_to_its_end(words: str) -> None:
    """A pattern that tries every way to read this would never come to the end."""
    assert dose_of(f"## Sådan gør du\n\n{words * (30_000 // len(words))}\n\n**Dosis:** 4 gange dagligt.").frequency
