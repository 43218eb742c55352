"""What is asked of a search besides its words, and what it answers. Loads nothing that searching itself takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbviewer.search.hit import Hit


@dataclass(frozen=True, slots=True)
class Filter:
    """What is searched: articles of a kind and about a part of the body; empty for all."""

    kind: str = ""
    body_part: str = ""


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one search.

    ``took_ms`` runs from the typed text to the finished hits. ``total`` counts every article found; ``hits`` holds the
    best of them. ``suggestion`` is a query more likely meant, if any; ``is_corrected`` tells that the hits are already
    those of the suggestion, since no article holds what was typed.
    """

    query: str
    took_ms: float
    total: int
    hits: tuple[Hit, ...]
    suggestion: str | None = None
    is_corrected: bool = False
