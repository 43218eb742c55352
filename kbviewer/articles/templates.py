"""Templates of handouts: YAML files in the folder `skabeloner` of a content folder, or of the data folder.

    title: Hælspore, uge 1–4
    description: Til den første gang.
    articles:
      - fod/haelspore
      - article: oevelser/taahaevning-paa-trappetrin
        sections: [Sådan gør du, Almindelige fejl]
        callout: no
    exercises:
      - article: oevelser/taahaevning-paa-trappetrin
        sets: 3
        repetitions: 12
        frequency: hver anden dag
      - name: Rul foden over en bold
        frequency: hver dag
    weeks: 4
    size: 14
    note: Start med to sæt den første uge.

Without ``sections`` the whole article is printed; without ``exercises`` those that the articles tell of, with the
dose they give; a template never holds anything about a patient. A template of a later content folder goes before one
of the same file name in an earlier one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kbviewer.articles.article import Problem
from kbviewer.articles.handout_limits import TEXT_SIZES
from kbviewer.articles.yaml_files import Kind, Reference

FOLDER = "skabeloner"
MOST_TEMPLATES = 200
KIND = Kind("template", FOLDER, MOST_TEMPLATES)

LEAD_NAME = "indledning"
"""What a template calls the text before an article's first heading, unless the article has a section of this name."""

NOTHING = "–"
"""Written where a row of the table of exercises is to be empty, whatever the article says."""


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """An article of a template, as its author calls it. ``sections`` are anchors; None is the whole article."""

    article: str
    sections: tuple[str, ...] | None = None
    callout: bool = True
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class TemplateExercise:
    """A row of the table of exercises. What is empty comes from the ``article``, if one is named."""

    article: str = ""
    name: str = ""
    how: str = ""
    sets: str = ""
    repetitions: str = ""
    hold: str = ""
    pause: str = ""
    frequency: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Template:
    """A template as its author wrote it. ``name`` is that of its file; ``is_own`` when it was saved in the program.

    ``exercises`` is None when they are those of the articles; ``weeks`` is None for the usual number.
    """

    name: str
    title: str
    parts: tuple[TemplatePart, ...]
    description: str = ""
    exercises: tuple[TemplateExercise, ...] | None = None
    weeks: int | None = None
    size: int = TEXT_SIZES[0]
    note: str = ""
    is_own: bool = False

    def references(self) -> Iterator[Reference]:
        """The articles and sections that the template names."""
        for part in self.parts:
            sections = [each for each in part.sections or () if each != LEAD_NAME]
            yield from (Reference(part.article, each, part.line) for each in sections or ("",))
        yield from (Reference(row.article, "", row.line) for row in self.exercises or () if row.article)

    def problem(self, line: int, rule: str, values: Mapping[str, str]) -> Problem:
        """Something in the template that its owner should mend."""
        return KIND.problem(self.name, line, rule, values)
