"""The bookmark: an article or one of its sections that a clinician wants to find again."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One starred article or section.

    ``id`` is the article's id, ``section`` the anchor of one section or empty for the whole article;
    the two together are unique. ``created`` is ISO 8601 in UTC, to the second: ``2026-11-23T19:05:00Z``.
    """

    id: str
    section: str
    title: str
    note: str
    folder: str
    created: str


def utc_text(moment: datetime) -> str:
    """An aware time in the form of `Bookmark.created`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
