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
dose they give; a template never holds anything about a patient.
"""

from dataclasses import dataclass

FOLDER = "skabeloner"


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """An article of a template, as its author calls it. ``sections`` are anchors; None is the whole article."""

    article: str
    sections: tuple[str, ...] | None = None
    callout: bool = True
    line: int = 0


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
    line: int = 0


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
    size: int = 12
    note: str = ""
    is_own: bool = False
