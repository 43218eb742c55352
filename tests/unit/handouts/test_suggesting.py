"""Each exercise stands once on a handout, with the dose of the article that is about the patient's trouble."""

from pathlib import Path

import pytest

from kbviewer.articles.article import Article, SourceFile
from kbviewer.handouts import suggesting
from kbviewer.handouts.dose import Dose
from kbviewer.handouts.exercises import Exercise
from kbviewer.handouts.suggesting import USUAL_WEEKS, suggest


def article(article_id: str) -> Article:
    return Article(article_id, article_id, SourceFile(Path("x"), f"{article_id}.md", 0, 0), "", ())


HEEL, FOOT, RAISE, REST = article("fod/hael"), article("fod/fod"), article("oevelser/taa"), article("raad/hvile")
TOLD = {
    "fod/hael": (
        Exercise("Tåhævning", dose=Dose(sets="3", repetitions="12"), article="/oevelser/taa.md"),
        Exercise("Rul over bold", dose=Dose(frequency="hver dag")),
        Exercise("Hvil dig", article="raad/hvile"),
        Exercise("Ukendt", article="findes/ikke"),
    ),
    "fod/fod": (Exercise("Tåhævning", dose=Dose(sets="9"), article="oevelser/taa"), Exercise("rul over BOLD")),
    "oevelser/taa": (
        Exercise("Tåhævning på trin", "Gå op på tå.", Dose("2", "8", "2 sekunder", "1 minut"), "oevelser/taa"),
    ),
    "raad/hvile": (),
}
MERGED = Exercise("Tåhævning", "Gå op på tå.", Dose("3", "12", "2 sekunder", "1 minut"), "oevelser/taa")


def find(reference: str) -> Article | None:
    return {"oevelser/taa": RAISE, "raad/hvile": REST}.get(reference.strip("/").removesuffix(".md"))


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "exercises_of", lambda article: TOLD[article.id])


def test_an_exercise_that_is_only_linked_to_fills_in_what_the_table_leaves_open() -> None:
    assert suggest([HEEL], find).exercises == (
        MERGED,
        Exercise("Rul over bold", dose=Dose(frequency="hver dag")),
        Exercise("Hvil dig"),
        Exercise("Ukendt"),
    )


@pytest.mark.parametrize("articles", [(HEEL, RAISE), (RAISE, HEEL), (HEEL, FOOT, RAISE), (RAISE, HEEL, FOOT)])
def test_an_exercise_stands_once_with_the_dose_of_the_first_table(articles: tuple[Article, ...]) -> None:
    exercises = suggest(articles, find).exercises
    assert [each.name for each in exercises] == ["Tåhævning", "Rul over bold", "Hvil dig", "Ukendt"]
    assert exercises[0] == MERGED


def test_an_exercise_of_a_table_is_known_by_its_name_when_it_is_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {**TOLD, "fod/hael": (Exercise("tåhævning på Trin", dose=Dose(sets="5")),)}
    monkeypatch.setattr(suggesting, "exercises_of", lambda article: rows[article.id])
    (only,) = suggest([HEEL, RAISE]).exercises
    assert (only.article, only.dose) == ("oevelser/taa", Dose("5", "8", "2 sekunder", "1 minut"))


def test_between_the_sets_of_one_set_there_is_no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {**TOLD, "fod/hael": (Exercise("Tåhævning", dose=Dose(sets="1"), article="oevelser/taa"),)}
    monkeypatch.setattr(suggesting, "exercises_of", lambda article: rows[article.id])
    assert suggest([HEEL], find).exercises[0].dose == Dose("1", "8", "2 sekunder", "")


def test_a_grid_is_there_only_for_exercises() -> None:
    assert suggest([HEEL], find).weeks == USUAL_WEEKS
    assert suggest([REST], find).weeks == 0
