"""What a search finds: one frozen value per article, told to people at the edge."""

from dataclasses import dataclass

from kbviewer.search.snippets import Snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """An article, the section in it that answers best, and why it was found.

    ``section`` and ``anchor`` are empty for the lead. ``score`` compares within one search only. ``why``: the fields
    (title, headings, keywords, body) that hold words of the query, each with those words as the article spells them.
    """

    id: str
    title: str
    section: str
    anchor: str
    score: float
    snippet: Snippet
    why: tuple[tuple[str, tuple[str, ...]], ...]
