"""What a person keeps: folders, bookmarks and highlights, each a frozen row with a ``uid`` of its own.

A ``uid`` is 32 hex letters and never changes, whatever becomes of the row; it is what undo, import and other PCs know
a row by. Times are ISO 8601 in UTC, to the second: ``2026-11-23T19:05:00Z``. A ``place`` orders by hand: rows that lie
in the same folder are shown from the smallest up.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

LABELS = ("red", "yellow", "green", "blue", "purple")
"""Colours that a bookmark or a highlight may have; an empty label is none."""

LONGEST_NAME = 200
"""Letters of a folder's name."""

LONGEST_NOTE = 20_000
"""Letters of a note."""

TOP = ""
"""The folder that a row has which lies in none."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of bookmarks; ``folder`` is the uid of the one it lies in, `TOP` when in none."""

    uid: str
    name: str
    folder: str
    place: int
    created: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmarked article, or one of its sections.

    ``id`` is the article's id and ``section`` the anchor of a section, empty for the whole article; the two together
    are unique. An ``id`` with "://" is an address outside the library, as browsers keep them. ``title`` and ``heading``
    are those of article and section when it was saved, and ``saved`` the key of the text that was bookmarked
    (`BookmarkStore.text`, `Target.key`). ``fingerprint`` is the article's when it was last seen: it goes on with the
    article, until the section that was bookmarked changes. Both are empty when not known. ``note`` is Markdown.
    """

    uid: str
    id: str
    section: str
    title: str
    heading: str
    note: str
    label: str
    folder: str
    place: int
    created: str
    fingerprint: str
    saved: str

    @property
    def name(self) -> str:
        """What a list shows."""
        return f"{self.title}: {self.heading}" if self.heading else self.title

    @property
    def is_outside(self) -> bool:
        """Whether it is a web address, which is kept but never opened."""
        return "://" in self.id


@dataclass(frozen=True, slots=True)
class Highlight:
    """A coloured passage of the article ``id``: its words and those around it, as the Web Annotation model has them.

    https://www.w3.org/TR/annotation-model/#text-quote-selector
    """

    uid: str
    id: str
    title: str
    quote: str
    before: str
    after: str
    label: str
    created: str
    fingerprint: str


Row = Folder | Bookmark | Highlight


def new_uid() -> str:
    """A uid that no other row has."""
    from uuid import uuid4  # noqa: PLC0415  # with all that it loads, no window has to wait for it

    return uuid4().hex


def storable(text: str) -> str:
    """Text without what no database holds: the letter NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def utc_text(moment: datetime) -> str:
    """An aware time as rows have it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def day_of(created: str) -> date | None:
    """The local day of a time; None when the row, from an imported file, has none that can be read."""
    try:
        return datetime.fromisoformat(created).astimezone().date()
    except (ValueError, OverflowError, OSError):
        return None


def now() -> str:
    """This moment as rows have it."""
    return utc_text(datetime.now(UTC))
