"""A dose is read as a person would read it: from one sentence, from several, from the cells of a table."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbviewer.articles import tree
from kbviewer.articles.markup import to_html
from kbviewer.handouts.amounts import plain
from kbviewer.handouts.dose import UNKNOWN, Dose
from kbviewer.handouts.dose_tables import dose_in_tables, exercise_rows
from kbviewer.handouts.dose_text import dose_of


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("otte til tolv gange", "8–12 gange"),
        ("2 - 3 sæt", "2–3 sæt"),
        ("to-tre gange", "2–3 gange"),
        ("mellem 8 og 12", "8–12"),
        ("tre eller fire gange", "3–4 gange"),
        ("10 eller 20 gange", "10 eller 20 gange"),
        ("30 sek. pause", "30 sekunder pause"),
        ("30 sek. Gentag", "30 sekunder. Gentag"),
        ("et minuts pause", "1 minut pause"),
        ("1-2 min", "1–2 minutter"),
        ("3\u00a0x\u200b10", "3 x10"),
        ("stå på et ben", "stå på et ben"),
    ],
)
def test_amounts_are_written_in_one_way(written: str, printed: str) -> None:
    assert plain(written) == printed


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("Udfør 3 sæt med 10-12 gentagelser, 2-3 gange om ugen.", Dose("3", "10–12", frequency="2–3 gange om ugen")),
        ("Lav tre sæt med ti gentagelser på hvert ben.", Dose("3", "10 på hvert ben")),
        ("3 x 12 gentagelser, to gange om dagen.", Dose("3", "12", frequency="2 gange om dagen")),
        ("10-12 gentagelser × 3 sæt.", Dose("3", "10–12")),
        ("6-9 gentagelser pr. arm i 2-4 sæt er nok.", Dose("2–4", "6–9 pr. arm")),
        ("15 skridt til hver side x 3.", Dose("3", "15 skridt til hver side")),
        ("3 ture af 10 meter.", Dose("3", "10 meter")),
        ("2-3 serier à 15 repetitioner.", Dose("2–3", "15")),
        ("Cirka 20 gentagelser.", Dose(repetitions="cirka 20")),
        ("10 dybe åndedrag hver time.", Dose(repetitions="10 åndedrag", frequency="hver time")),
        ("3 sæt á 20 sekunder.", Dose("3", hold="20 sekunder")),
        ("3 sæt af 30 sekunder pr. side.", Dose("3", hold="30 sekunder pr. side")),
        ("3-4 sæt af 20-40 sekunders arbejde.", Dose("3–4", "20–40 sekunder")),
        ("Gør det i 1-2 minutter, to gange dagligt.", Dose(repetitions="1–2 minutter", frequency="2 gange dagligt")),
        ("Hold strækket i 30 sek., og gentag 3 gange til hver side.", Dose("", "3 til hver side", "30 sekunder")),
        ("Bliv der i fem sekunder.", Dose(hold="5 sekunder")),
        ("5-10 gentagelser med 5 sekunders hold.", Dose("", "5–10", "5 sekunder")),
        ("1 stræk på 30 sekunder.", Dose("", "1", "30 sekunder")),
        ("3 sæt med 60-90 sekunders pause.", Dose("3", pause="60–90 sekunder")),
        ("3 sæt. Hold en pause på ca. 1 minut mellem sættene.", Dose("3", pause="ca. 1 minut")),
        ("3 sæt. Hvil et halvt minut mellem sættene.", Dose("3", pause="et halvt minut")),
        ("Stå på den ømme fod i 15-25 sekunder, og gør det 4 gange pr. fod.", Dose("", "4 pr. fod", "15–25 sekunder")),
        ("Stå i 30 sekunder på hvert ben. Gentag 3 gange på hver side.", Dose("", "3 på hver side", "30 sekunder")),
        ("Hold stillingen i 30 sekunder på hver side.", Dose(hold="30 sekunder på hver side")),
        ("3 sæt af 10. Hold en pause på 2 sekunder i toppen.", Dose("3", "10", "2 sekunder")),
        ("3 sæt af 10 med kort pause imellem.", Dose("3", "10", pause="kort")),
        ("Tag 10 gentagelser. Gentag i alt 3 gange.", Dose("3", "10")),
        ("10 gentagelser, mandag, onsdag og fredag.", Dose("", "10", frequency="mandag, onsdag og fredag")),
        ("10 gentagelser hver anden dag.", Dose("", "10", frequency="hver anden dag")),
        ("10 gange, 2-3 x ugen.", Dose("", "10", frequency="2–3 gange om ugen")),
        ("10 gange, flere gange om ugen – helst 4-6 gange.", Dose("", "10", frequency="4–6 gange om ugen")),
        ("Sæt: 3, gentagelser: 12 pr. side, pause: 45 sekunder", Dose("3", "12 pr. side", "", "45 sekunder")),
    ],
)
def test_dose_is_read_from_sentences(text: str, dose: Dose) -> None:
    assert dose_of([text]) == dose


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("3 sæt af 10. Begyndere kan nøjes med 2 sæt af 8 og 1 minuts pause.", Dose("3", "10")),
        ("3 sæt af 12. Når det er let, kan du holde i 5 sekunder.", Dose("3", "12")),
        ("3 sæt af 15, eller hold stillingen i 20 sekunder.", Dose("3", "15")),
        ("Begyndere: 2 sæt af 10. Øvede: 4 sæt af 8. Hold 90 sekunders pause.", Dose("2", "10", "", "90 sekunder")),
        ("3 sæt af 10. Sværere: Hold i 5 sekunder.", Dose("3", "10")),
        ("Til styrke: 4 sæt af 5. Til udholdenhed: 2 sæt af 20 hver dag.", Dose("4", "5")),
    ],
)
def test_of_several_doses_the_usual_one_counts(text: str, dose: Dose) -> None:
    assert dose_of([text]) == dose


@pytest.mark.parametrize(
    "text",
    [
        "Bøj hoften 20-30 grader.",
        "Efter 2-4 ugers træning mærker du fremgang.",
        "Giv musklerne 48 timers restitution.",
        "Tag 4-5 sekunder til at gå ned i knæ.",
        "Sænk armen over 3 sekunder.",
        "De sidste 2-3 gentagelser skal være tunge.",
        "Du bør ikke træne hver dag.",
        "Kan jeg træne hver dag?",
        "En vægt på 3 kg er nok.",
        "Sæt dig på en stol, der er 45 cm høj.",
        "Gentag så mange gange, du kan.",
        "",
    ],
)
def test_other_numbers_are_no_dose(text: str) -> None:
    assert dose_of([text]) == UNKNOWN


def told(table: str) -> Dose:
    return dose_in_tables(tree.parse(to_html(table)))


def test_first_row_of_a_table_is_the_dose() -> None:
    table = "| Niveau | Sæt | Gentagelser | Pause | Hvor ofte |\n|-|-|-|-|-|\n"
    rows = "| Begynder | 2 sæt | 8-10 gentagelser pr. ben | 30 sek. | Dagligt |\n| Øvet | 3 | 12 | - | - |\n"
    assert told(table + rows) == Dose("2", "8–10 pr. ben", "", "30 sekunder", "dagligt")


def test_dose_may_stand_in_rows() -> None:
    assert told("| Sæt | 3 |\n|-|-|\n| Gentagelser | 8 |\n| Hold | – |\n") == Dose("3", "8")


def test_table_about_something_else_tells_no_dose() -> None:
    assert told("| Hold | Pause | Hvor tit |\n|-|-|-|\n| A | 3 | 4 |\n") == UNKNOWN
    assert told("| Muskel | Funktion |\n|-|-|\n| Lægmuskel | Løfter hælen 10 gange |\n") == UNKNOWN


def test_table_of_exercises_has_a_dose_in_each_row() -> None:
    table = (
        "| Øvelse | Beskrivelse | Dosis |\n|-|-|-|\n| Bro | Løft bækkenet, og hold i 3 sekunder. | 3 x 10 dagligt |\n"
    )
    (row,) = exercise_rows(tree.parse(to_html(table + "| | | 4 |\n")))
    assert (tree.text_of(row.name), row.how) == ("Bro", "Løft bækkenet, og hold i 3 sekunder.")
    assert row.dose == Dose("3", "10", "3 sekunder", "", "dagligt")


def test_table_of_exercises_may_tell_the_dose_in_its_text() -> None:
    table = "| Øvelse | Formål | Beskrivelse |\n|-|-|-|\n| Bro | Styrke | Løft bækkenet. Gentag 10 gange. |\n"
    assert [row.dose for row in exercise_rows(tree.parse(to_html(table)))] == [Dose("", "10")]
    without = "| Øvelse | Beskrivelse |\n|-|-|\n| Bro | Løft bækkenet. |\n"
    assert list(exercise_rows(tree.parse(to_html(without)))) == []


WORDS = st.sampled_from(
    [
        *(
            "3",
            "10",
            "8-12",
            "½",
            "sæt",
            "af",
            "gentagelser",
            "gange",
            "hold",
            "i",
            "pause",
            "sek.",
            "sekunder",
            "hver",
        ),
        *("dag", "dagligt", "morgen", "mellem", "og", "til", "eller", "mens", "x", "×", "–", ",", ".", ":", "(", "¦"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join)))
def test_no_text_stops_the_reading(text: str) -> None:
    dose = dose_of([text])
    assert all("¦" not in value or "¦" in text for value in (dose.sets, dose.repetitions, dose.hold, dose.pause))
