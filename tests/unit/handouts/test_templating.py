"""A handout kept as a template comes back as it was, and a template of a changed library gives what is still there."""

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.articles.article import Article, Section, SourceFile
from kbviewer.articles.handout_limits import TEXT_SIZES
from kbviewer.articles.sections import anchor_of
from kbviewer.articles.template_files import read_template, to_text
from kbviewer.articles.templates import LEAD_NAME, Template, TemplateExercise, TemplatePart
from kbviewer.errors import ContentError
from kbviewer.handouts import suggesting
from kbviewer.handouts.dose import Dose
from kbviewer.handouts.exercises import Exercise
from kbviewer.handouts.handout import LEAD, Handout, Part, Patient, chosen, usual_sections
from kbviewer.handouts.suggesting import USUAL_WEEKS
from kbviewer.handouts.templating import to_handout, to_template

URGENT = ("søg-læge-hvis", "ring-112")


def article(article_id: str, title: str, *headings: tuple[str, int]) -> Article:
    sections = tuple(Section(anchor_of(name), name, level, "x") for name, level in (("", 0), *headings))
    return Article(article_id, title, SourceFile(Path("x"), f"{article_id}.md", 0, 0), "", sections)


HEEL = article(
    "fod/hael",
    "Hælspore",
    ("Søg læge, hvis", 2),
    ("Ring 112", 3),
    ("Råd", 2),
    ("Spørgsmål", 2),
    ("Må jeg gå?", 3),
    ("Sko?", 3),
)
RAISE = article("oevelser/taa", "Tåhævning", ("Dosis", 2))
LEADING = article("raad/start", "Start", ("Indledning", 2), ("Mere", 2))
LIBRARY = {one.id: one for one in (HEEL, RAISE, LEADING)}
OWN = Exercise("Tåhævning", "Gå op på tå.", Dose("3", "12", "2 sekunder", "1 minut", "hver dag"), "oevelser/taa")


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    tell_exercises(monkeypatch)


def tell_exercises(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read of articles are the exercises that stand here."""
    rows = {"fod/hael": (Exercise("Tåhævning", dose=Dose("5"), article="oevelser/taa"),), "oevelser/taa": (OWN,)}
    monkeypatch.setattr(suggesting, "exercises_of", lambda article: rows.get(article.id, ()))


def made(template: Template) -> Handout:
    handout, missing = to_handout(template, LIBRARY.get)
    assert missing == ()
    return handout


def parts(*sections: str, callout: bool = True) -> Template:
    return Template("a.yml", "A", (TemplatePart("fod/hael", sections, callout),))


def test_what_a_template_leaves_open_comes_from_the_articles() -> None:
    handout = made(
        Template("a.yml", "Uge 1", (TemplatePart("fod/hael"), TemplatePart("raad/start")), size=14, note="N")
    )
    assert handout == Handout(
        (Part(HEEL, usual_sections(HEEL)), Part(LEADING, usual_sections(LEADING))),
        "Uge 1",
        "N",
        (Exercise("Tåhævning", "Gå op på tå.", Dose("5", "12", "2 sekunder", "1 minut", "hver dag"), "oevelser/taa"),),
        USUAL_WEEKS,
        14,
    )


def test_the_grid_follows_the_exercises_unless_its_weeks_are_told() -> None:
    part = (TemplatePart("fod/hael"),)
    assert made(Template("a", "A", part, exercises=())).weeks == 0
    assert made(Template("a", "A", part, exercises=(), weeks=2)).weeks == 2
    assert made(Template("a", "A", part, weeks=0)).weeks == 0


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        (parts("råd"), (*URGENT, "råd")),
        (parts("råd", "søg-læge-hvis"), ("råd", *URGENT)),
        (parts("råd", callout=False), ("råd",)),
        (parts("ring-112", callout=False), ("ring-112",)),
        (parts("spørgsmål", callout=False), ("spørgsmål", "må-jeg-gå", "sko")),
        (parts("spørgsmål", "sko", callout=False), ("spørgsmål", "sko")),
        (parts("råd", LEAD_NAME, callout=False), ("råd", LEAD)),
        (parts(), URGENT),
        (parts(callout=False), ()),
        (Template("a", "A", (TemplatePart("fod/hael", callout=False),)), ("", "råd", "spørgsmål", "må-jeg-gå", "sko")),
        (Template("a", "A", (TemplatePart("raad/start", (LEAD_NAME,)),)), ("indledning",)),
        (Template("a", "A", (TemplatePart("raad/start", (LEAD, LEAD_NAME)),)), (LEAD, "indledning")),
    ],
)
def test_the_sections_named_are_printed_and_when_to_see_a_doctor(template: Template, printed: tuple[str, ...]) -> None:
    assert made(template).parts[0].sections == printed


def test_when_to_see_a_doctor_among_questions_comes_first_or_not_at_all() -> None:
    asked = "hvornår-skal-jeg-søge-læge"
    knee = article("knae", "Knæ", ("Råd", 2), ("Spørgsmål", 2), ("Hvornår skal jeg søge læge?", 3))
    assert chosen(knee, ["råd", "spørgsmål"]) == (asked, "råd", "spørgsmål")
    assert chosen(knee, ["spørgsmål", asked]) == ("spørgsmål", asked)
    assert chosen(knee, ["spørgsmål"], with_callout=False) == ("spørgsmål",)
    taken_out = Handout((Part(knee, ("råd", "spørgsmål")),))
    assert to_handout(to_template(taken_out, "T"), {"knae": knee}.get)[0].parts == taken_out.parts


def test_a_row_is_filled_in_from_its_article_where_it_says_nothing() -> None:
    rows = (
        TemplateExercise("oevelser/taa", sets="2", hold="–", pause="-"),
        TemplateExercise(name="Rul en bold", frequency="hver dag"),
        TemplateExercise("raad/start", how="Læs den."),
    )
    assert made(Template("a", "A", (TemplatePart("fod/hael"),), exercises=rows)).exercises == (
        Exercise("Tåhævning", "Gå op på tå.", Dose("2", "12", "", "", "hver dag"), "oevelser/taa"),
        Exercise("Rul en bold", dose=Dose(frequency="hver dag")),
        Exercise("Start", "Læs den.", article="raad/start"),
    )


def test_what_is_gone_is_named_and_the_rest_is_used() -> None:
    rows = TemplateExercise("væk/a"), TemplateExercise("væk/b", "Stræk", sets="3"), TemplateExercise("oevelser/taa")
    gone = TemplatePart("fod/hael", ("gode-råd", "råd")), TemplatePart("væk/c"), TemplatePart("fod/hael", ("x",))
    handout, missing = to_handout(Template("a.yml", "A", gone, exercises=rows), LIBRARY.get)
    assert missing == ("Hælspore: Gode råd", "væk/c", "Hælspore: X", "væk/a", "væk/b")
    assert handout.parts == (Part(HEEL, (*URGENT, "råd")), Part(HEEL, usual_sections(HEEL)))
    assert handout.exercises == (Exercise("Stræk", dose=Dose("3")), OWN)


def test_a_template_of_which_nothing_is_left_is_refused() -> None:
    with pytest.raises(ContentError) as caught:
        to_handout(Template("a.yml", "A", (TemplatePart("væk"),)), LIBRARY.get)
    assert (caught.value.key, caught.value.values) == ("template_empty", {"title": "A"})


def test_an_article_that_is_printed_whole_is_kept_as_whole() -> None:
    without_callout = chosen(HEEL, (LEAD, "råd", "spørgsmål"), with_callout=False)
    handout = Handout((Part(HEEL, usual_sections(HEEL)), Part(HEEL, without_callout), Part(HEEL, (LEAD, "råd"))))
    assert to_template(handout, "A").parts == (
        TemplatePart("fod/hael"),
        TemplatePart("fod/hael", callout=False),
        TemplatePart("fod/hael", (LEAD_NAME, "råd"), callout=False),
    )


def test_a_template_has_no_place_for_what_belongs_to_a_patient() -> None:
    shared = {one.name for one in fields(Patient)} & {one.name for one in fields(Template)}
    assert shared == {"name", "note"}  # the name of a file, and a note to every patient
    handout = Handout((Part(HEEL, ()),), note="Til alle")
    assert (to_template(handout, "A").name, to_template(handout, "A").note) == ("", "Til alle")


WORDS = st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=5), max_size=2).map(" ".join)
DOSES = st.builds(Dose, *[WORDS] * 5)
EXERCISES = st.builds(Exercise, WORDS.filter(bool), WORDS, DOSES, st.sampled_from(["", *LIBRARY]))


@st.composite
def some_sections(draw: st.DrawFn) -> Part:
    """An article with some of its sections in any order; a heading never alone when there are some below it."""
    source = draw(st.sampled_from(list(LIBRARY.values())))
    named = draw(st.lists(st.sampled_from(usual_sections(source)), unique=True))
    return Part(source, chosen(source, named, with_callout=draw(st.booleans())))


HANDOUTS = st.builds(
    Handout,
    st.lists(some_sections(), min_size=1, max_size=3).map(tuple),
    WORDS.filter(bool),
    WORDS,
    st.lists(EXERCISES, max_size=3).map(tuple),
    st.integers(0, 12),
    st.sampled_from(TEXT_SIZES),
)


@given(HANDOUTS)
def test_a_handout_that_is_kept_comes_back_as_it_was(handout: Handout) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        tell_exercises(monkeypatch)
        template = to_template(handout, handout.title)
        read, problems = read_template(to_text(template), "")
        assert (read, problems) == (template, ())
        assert made(template) == handout
