"""A handout in the making: what a person has chosen, without the window that shows it, and without any patient."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kbviewer.articles.handout_limits import TEXT_SIZES
from kbviewer.handouts.exercises import KIND, Exercise
from kbviewer.handouts.handout import Handout
from kbviewer.ui.sheet.chosen import Chosen


@dataclass(frozen=True, slots=True)
class Draft:
    """Every change gives a new draft. ``suggested`` are the exercises that the articles themselves tell of."""

    chosen: tuple[Chosen, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    suggested: tuple[Exercise, ...] = ()
    weeks: int = 0
    text_size: int = TEXT_SIZES[0]
    title: str = ""
    note: str = ""

    @classmethod
    def of(cls, handout: Handout, suggested: Handout) -> "Draft":
        """What to begin from; ``suggested`` is what the same articles give by themselves."""
        return cls(
            tuple(map(Chosen.of, handout.parts)),
            handout.exercises,
            suggested.exercises,
            handout.weeks,
            handout.text_size,
            handout.title,
            handout.note,
        )

    @property
    def handout(self) -> Handout:
        """What is printed. An article without a section is left out, unless none has any; a row without a name too."""
        parts = tuple(one.part for one in self.chosen)
        printed = tuple(part for part in parts if part.sections) or parts
        named = tuple(each for each in self.exercises if each.name.strip())
        return Handout(printed, self.title, self.note, named, self.weeks, self.text_size)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to print."""
        return not self.chosen or not (any(one.ticked for one in self.chosen) or self.handout.exercises)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the articles, in their order."""
        return tuple(one.article.id for one in self.chosen)

    @property
    def lacks_callout(self) -> bool:
        """Whether what tells when to see a doctor has been taken out of an article."""
        return any(one.lacks_callout for one in self.chosen)

    def find(self, article_id: str) -> Chosen:
        """The article of this id."""
        return next(one for one in self.chosen if one.article.id == article_id)

    # --- articles and sections --------------------------------------------------------------------

    def regrouped(self, suggested: Handout) -> "Draft":
        """The articles of ``suggested``, in its order: those that stay as they are, others as it has them.

        Exercises come and go with their articles; those that have been edited or removed stay so.
        """
        held = {one.article.id: one for one in self.chosen}
        chosen = tuple(held.get(part.article.id) or Chosen.of(part) for part in suggested.parts)
        exercises = self._regrouped_exercises(suggested.exercises)
        weeks = suggested.weeks if exercises and not self.exercises else self.weeks
        return replace(self, chosen=chosen, exercises=exercises, suggested=suggested.exercises, weeks=weeks)

    def _regrouped_exercises(self, suggested: tuple[Exercise, ...]) -> tuple[Exercise, ...]:
        fresh = {_key(each): each for each in suggested}
        before = {_key(each): each for each in self.suggested}
        kept: list[Exercise | None] = []
        for each in self.exercises:
            is_as_suggested = before.get(_key(each)) == each
            kept += [fresh.get(_key(each))] if is_as_suggested else [each]
        known = {_key(each) for each in kept if each} | set(before)
        return (*filter(None, kept), *(each for key, each in fresh.items() if key not in known))

    def with_article(self, chosen: Chosen) -> "Draft":
        """The article of the same id as ``chosen`` has it."""
        return replace(
            self, chosen=tuple(chosen if one.article.id == chosen.article.id else one for one in self.chosen)
        )

    def moved(self, article_id: str, place: int) -> "Draft":
        """Put an article to a place among the articles; the first is 0."""
        rest = [one for one in self.chosen if one.article.id != article_id]
        place = max(place, 0)
        return replace(self, chosen=(*rest[:place], self.find(article_id), *rest[place:]))

    def with_all(self) -> "Draft":
        """Print everything."""
        return replace(self, chosen=tuple(one.with_tick(None, True) for one in self.chosen))

    def with_none(self) -> "Draft":
        """Print of the articles only what tells when to see a doctor, if that has not been taken out."""
        return replace(self, chosen=tuple(one.with_tick(None, False) for one in self.chosen))

    def with_exercises_only(self) -> "Draft":
        """Print of the articles only those that are about an exercise, and what tells when to see a doctor."""
        about = {each.article for each in self.suggested}
        return replace(
            self,
            chosen=tuple(
                one.with_tick(None, one.article.kind == KIND or one.article.id in about) for one in self.chosen
            ),
        )

    def with_callout(self) -> "Draft":
        """Print what tells when to see a doctor, of every article."""
        return replace(self, chosen=tuple(one.with_callout() for one in self.chosen))

    # --- the rest ---------------------------------------------------------------------------------

    def with_exercises(self, exercises: Iterable[Exercise]) -> "Draft":
        return replace(self, exercises=tuple(exercises))

    def with_weeks(self, weeks: int) -> "Draft":
        return replace(self, weeks=weeks)

    def with_text_size(self, points: int) -> "Draft":
        return replace(self, text_size=points)

    def with_title(self, title: str, note: str) -> "Draft":
        """What a template is called and tells every patient."""
        return replace(self, title=title, note=note)


def _key(exercise: Exercise) -> str:
    return exercise.article or exercise.name.casefold()
