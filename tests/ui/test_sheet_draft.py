"""A handout in the making, without its window: what is ticked is printed, in the order shown."""

from pathlib import Path

import pytest

from kbviewer.articles.article import Article, SourceFile
from kbviewer.articles.loader import load
from kbviewer.handouts.dose import Dose
from kbviewer.handouts.exercises import Exercise
from kbviewer.handouts.handout import LEAD, Handout, Part
from kbviewer.handouts.suggesting import suggest
from kbviewer.ui.sheet.chosen import Chosen
from kbviewer.ui.sheet.draft import Draft

SHOULDER = """---
title: Stiv skulder
kind: tilstand
datePublished: 19/02/2025
---
Skulderen bliver stiv.

## Gode råd

Hold den varm.

### Om natten

Sov på den anden side.

### Om dagen

Brug armen.

## Spørgsmål og svar

### Går det over?

Ja.

### Skal jeg søge læge?

Ved feber.
"""

PENDULUM = """---
title: Pendulet
kind: oevelse
---
Lad armen svinge.

## Sådan gør du

Bøj dig frem.
"""


def article(folder: Path, name: str, text: str) -> Article:
    file = folder / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    read = load(SourceFile(folder, f"{name}.md", 1, len(text)), (folder,)).article
    assert read is not None
    return read


@pytest.fixture
def shoulder(tmp_path: Path) -> Article:
    return article(tmp_path, "skulder/stiv", SHOULDER)


@pytest.fixture
def pendulum(tmp_path: Path) -> Article:
    return article(tmp_path, "oevelser/pendul", PENDULUM)


def drafted(*articles: Article) -> Draft:
    made = suggest(articles)
    return Draft.of(made, made)


def printed(draft: Draft) -> list[tuple[str, ...]]:
    return [part.sections for part in draft.handout.parts]


DOCTOR = "skal-jeg-søge-læge"
ADVICE = ("gode-råd", "om-natten", "om-dagen")
QUESTIONS = ("spørgsmål-og-svar", "går-det-over")


def test_nothing_chosen_yet_is_everything_with_what_tells_of_doctors_first(shoulder: Article) -> None:
    draft = drafted(shoulder)
    assert draft.handout == suggest([shoulder])
    assert printed(draft) == [(LEAD, DOCTOR, *ADVICE, *QUESTIONS)]
    assert not draft.lacks_callout and not draft.is_empty


def test_a_section_goes_and_comes_with_all_below_it(shoulder: Article) -> None:
    one = drafted(shoulder).chosen[0].with_tick("gode-råd", False)
    assert one.part.sections == (LEAD, DOCTOR, *QUESTIONS)
    assert one.with_tick("gode-råd", True).part.sections == (LEAD, DOCTOR, *ADVICE, *QUESTIONS)


def test_a_heading_comes_with_a_section_below_it_and_goes_with_the_last_when_it_says_nothing(shoulder: Article) -> None:
    none = drafted(shoulder).with_none().chosen[0]
    one = none.with_tick("går-det-over", True)
    assert one.part.sections == (DOCTOR, *QUESTIONS)
    assert one.with_tick("går-det-over", False).part.sections == (DOCTOR,)
    advice = none.with_tick("om-natten", True).with_tick("om-natten", False)
    assert advice.part.sections == (DOCTOR, "gode-råd")


@pytest.mark.parametrize("choose", [Draft.with_none, Draft.with_exercises_only])
def test_no_short_cut_takes_out_what_tells_of_doctors(shoulder: Article, choose: object) -> None:
    assert callable(choose)
    assert printed(choose(drafted(shoulder))) == [(DOCTOR,)]
    unticked = drafted(shoulder).chosen[0].with_tick(None, False).with_tick("spørgsmål-og-svar", False)
    assert unticked.part.sections == (DOCTOR,)


def test_what_tells_of_doctors_is_taken_out_on_purpose_and_put_back(shoulder: Article) -> None:
    draft = drafted(shoulder)
    without = draft.with_article(draft.chosen[0].with_tick(DOCTOR, False))
    assert without.lacks_callout
    assert DOCTOR not in printed(without)[0] and DOCTOR not in printed(without.with_exercises_only())[0]
    assert without.with_callout().handout == draft.handout


def test_only_exercises_keeps_the_articles_that_are_about_one(shoulder: Article, pendulum: Article) -> None:
    only = drafted(shoulder, pendulum).with_exercises_only()
    assert printed(only) == [(DOCTOR,), (LEAD, "sådan-gør-du")]
    assert [each.name for each in only.handout.exercises] == ["Pendulet"]


def test_sections_move_with_those_below_them_and_stay_beside_their_own(shoulder: Article) -> None:
    one = drafted(shoulder).chosen[0].moved("spørgsmål-og-svar", 0)
    assert one.part.sections == (*QUESTIONS, LEAD, DOCTOR, *ADVICE)
    assert one.moved("spørgsmål-og-svar", 3).part.sections == (LEAD, DOCTOR, *ADVICE, *QUESTIONS)
    assert one.moved("om-dagen", 0).part.sections == (*QUESTIONS, LEAD, DOCTOR, "gode-råd", "om-dagen", "om-natten")
    assert one.moved("om-dagen", 99) == one.moved("går-det-over", 5) == one


def test_what_a_template_leaves_out_stays_where_the_author_put_it(shoulder: Article) -> None:
    one = Chosen.of(Part(shoulder, (*QUESTIONS, LEAD)))
    assert one.part.sections == (*QUESTIONS, LEAD)
    assert one.below(None) == ("spørgsmål-og-svar", LEAD, DOCTOR, "gode-råd")
    assert one.lacks_callout


def test_an_article_without_a_section_is_left_out_unless_none_has_any(shoulder: Article, pendulum: Article) -> None:
    draft = drafted(shoulder, pendulum)
    bare = draft.with_article(draft.find("oevelser/pendul").with_tick(None, False))
    assert [part.article.id for part in bare.handout.parts] == ["skulder/stiv"]
    alone = drafted(pendulum).with_none()
    assert printed(alone) == [()] and not alone.is_empty
    assert alone.with_exercises(()).is_empty and Draft().is_empty


def test_articles_are_added_moved_and_taken_away_with_their_exercises(shoulder: Article, pendulum: Article) -> None:
    some = drafted(shoulder).with_none()
    both = some.regrouped(suggest([shoulder, pendulum]))
    assert printed(both) == [(DOCTOR,), (LEAD, "sådan-gør-du")]
    assert ([each.name for each in both.exercises], both.weeks) == (["Pendulet"], 4)
    assert both.moved("oevelser/pendul", 0).ids == ("oevelser/pendul", "skulder/stiv")
    assert both.regrouped(suggest([shoulder])).exercises == ()


def test_edited_and_removed_exercises_stay_so_when_articles_come_and_go(shoulder: Article, pendulum: Article) -> None:
    dosed = Exercise("Pendulet", dose=Dose(sets="2"), article="oevelser/pendul")
    own = Exercise("Gå en tur")
    edited = drafted(pendulum).with_exercises((own, dosed))
    assert edited.regrouped(suggest([pendulum, shoulder])).exercises == (own, dosed)
    assert edited.regrouped(suggest([shoulder])).exercises == (own, dosed)
    removed = drafted(pendulum).with_exercises((own,))
    assert removed.regrouped(suggest([pendulum, shoulder])).exercises == (own,)


def test_what_the_articles_tell_newly_goes_into_the_rows_nobody_has_edited(pendulum: Article) -> None:
    draft = drafted(pendulum)
    dosed = Exercise("Pendulet", dose=Dose(pause="1 minut"), article="oevelser/pendul")
    again = Handout(suggest([pendulum]).parts, exercises=(dosed,))
    assert draft.regrouped(again).exercises == (dosed,)


def test_rows_without_a_name_are_not_printed(pendulum: Article) -> None:
    draft = drafted(pendulum).with_exercises((Exercise(" "), Exercise("Knib")))
    assert [each.name for each in draft.handout.exercises] == ["Knib"]
