"""A handout kept as a template, and a template made into a handout of the articles as they are now."""

from collections.abc import Iterator
from dataclasses import astuple

from kbviewer.articles.article import Article
from kbviewer.articles.templates import LEAD_NAME, NOTHING, Template, TemplateExercise, TemplatePart
from kbviewer.errors import ContentError
from kbviewer.handouts.dose import Dose
from kbviewer.handouts.exercises import Exercise
from kbviewer.handouts.handout import LEAD, Handout, Part, callout_of, chosen, usual_sections
from kbviewer.handouts.suggesting import USUAL_WEEKS, FindArticle, completed, own_exercise, suggest


def to_template(handout: Handout, title: str, description: str = "") -> Template:
    """A template that gives this handout again, under a new title; it is not kept yet and has no name.

    One thing is not kept: a section printed without any of those below it comes back with all of them.
    """
    parts = tuple(map(_template_part, handout.parts))
    exercises = tuple(_template_exercise(each) for each in handout.exercises if each.name or each.article)
    return Template("", title, parts, description, exercises, handout.weeks, handout.text_size, handout.note)


def to_handout(template: Template, find_article: FindArticle) -> tuple[Handout, tuple[str, ...]]:
    """The handout of a template, and what of it is not there any more, each called so that a person knows it.

    Raises:
        ContentError: none of its articles is there (``template_empty``).
    """
    making = _Making(find_article)
    parts = tuple(making.parts(template))
    if not parts:
        raise ContentError("template_empty", title=template.title)
    if template.exercises is None:
        exercises = suggest([part.article for part in parts], find_article).exercises
    else:
        exercises = tuple(each for each in map(making.exercise, template.exercises) if each.name)
    usual = USUAL_WEEKS if exercises else 0
    weeks = usual if template.weeks is None else template.weeks
    handout = Handout(parts, template.title, template.note, exercises, weeks, template.size)
    return handout, tuple(dict.fromkeys(making.missing))


def _template_part(part: Part) -> TemplatePart:
    urgent = callout_of(part.article)
    callout = set(urgent) <= set(part.sections)
    if part.sections == _all_sections(part.article, with_callout=callout):
        return TemplatePart(part.article.id, None, callout)
    has_lead_name = LEAD_NAME in _anchors(part.article)
    named = (LEAD_NAME if each == LEAD and not has_lead_name else each for each in part.sections)
    return TemplatePart(part.article.id, tuple(named), callout)


def _template_exercise(exercise: Exercise) -> TemplateExercise:
    """A row that comes back as it is: what is empty would else be filled in from the article."""
    empty = NOTHING if exercise.article else ""
    how, sets, repetitions, hold, pause, frequency = (text or empty for text in (exercise.how, *astuple(exercise.dose)))
    return TemplateExercise(exercise.article, exercise.name, how, sets, repetitions, hold, pause, frequency)


def _all_sections(article: Article, *, with_callout: bool) -> tuple[str, ...]:
    left_out = () if with_callout else callout_of(article)
    return tuple(each for each in usual_sections(article) if each not in left_out)


def _anchors(article: Article) -> frozenset[str]:
    return frozenset(one.anchor for one in article.sections)


class _Making:
    """A template looked up piece by piece; ``missing`` grows by what is not there."""

    def __init__(self, find_article: FindArticle) -> None:
        self._find_article = find_article
        self.missing: list[str] = []

    def parts(self, template: Template) -> Iterator[Part]:
        for part in template.parts:
            if article := self._article(part.article):
                yield Part(article, self._sections(article, part))

    def exercise(self, row: TemplateExercise) -> Exercise:
        """A row of the table, filled in; without a name when nothing is known of it."""
        article = self._article(row.article) if row.article else None
        own = Exercise("")
        if article:
            own = own_exercise(article) or Exercise(article.title, article=article.id)
        dose = Dose(row.sets, row.repetitions, row.hold, row.pause, row.frequency)
        full = completed(Exercise(row.name, row.how, dose), own)
        how, *said = ("" if text in (NOTHING, "-") else text for text in (full.how, *astuple(full.dose)))
        return Exercise(full.name, how, Dose(*said), full.article)

    def _article(self, reference: str) -> Article | None:
        article = self._find_article(reference)
        if article is None:
            self.missing.append(reference)
        return article

    def _sections(self, article: Article, part: TemplatePart) -> tuple[str, ...]:
        """The sections that are there; all of the article when none is any more of those named."""
        if part.sections is None:
            return _all_sections(article, with_callout=part.callout)
        known = _anchors(article)
        named = [LEAD if each == LEAD_NAME and each not in known else each for each in part.sections]
        gone = [each for each in named if each not in (LEAD, *known)]
        self.missing += (f"{article.title}: {each.replace('-', ' ').capitalize()}" for each in gone)
        if gone and len(gone) == len(named):
            return _all_sections(article, with_callout=part.callout)
        there = (each for each in named if each not in gone)
        return chosen(article, there, with_callout=part.callout)
