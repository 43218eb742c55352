"""What a search finds: one frozen value per article, told to people at the edge."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kbviewer.search.snippets import Snippet


class Origin(Enum):
    """Why something stands for a typed word; in words in the catalogue, under ``results.through_…``."""

    EXACT = "exact"
    COMPLETED = "completed"
    HURRIED = "hurried"
    CORRECTED = "corrected"
    COMPOUND = "compound"
    SYNONYM = "synonym"
    PHRASE = "phrase"


class Reading(NamedTuple):
    """What was ``asked``, and the ``text`` of the library it was taken for."""

    origin: Origin
    asked: str
    text: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why an article was found.

    ``fields`` (title, keywords, headings, body) hold words of the query, each with those words as articles write them.
    ``readings`` tell how words of the query were taken where the article does not hold them as typed.
    """

    fields: tuple[tuple[str, tuple[str, ...]], ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article, the section in it that answers best, and why it was found.

    ``section`` and ``anchor`` are empty for the lead. ``score`` compares within one search only.
    """

    id: str
    title: str
    section: str
    anchor: str
    score: float
    snippet: Snippet
    why: Why
