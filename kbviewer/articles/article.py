"""The values that the rest of the program works on: one frozen value per pipeline stage."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

SUMMARY_LENGTH = 200

INTRODUCTION = "omraade"
"""The kind of an article that introduces a region of the body map: it is shown there, in no list and by no search."""

LANGUAGE = "da"
"""The language of every article, as HTML's ``lang`` has it."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Markdown file as found on disk, not yet read.

    ``folder`` is the content folder, ``relative`` the ``/``-separated path below it as on disk;
    ``mtime_ns`` (nanoseconds) and ``size`` (bytes) together tell whether the file has changed.
    """

    folder: Path
    relative: str
    mtime_ns: int
    size: int

    @property
    def path(self) -> Path:
        return self.folder / self.relative


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a content file that its owner should mend.

    ``rule`` names a row of `kbviewer.articles.problems.RULES`; ``values`` fill the rule's
    sentence in the catalogue (``problem.<rule>.message`` and ``.suggestion``).
    ``line`` counts from 1; 0 means the file as a whole.
    """

    file: str
    line: int
    rule: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text up to the next heading.

    The lead before the first heading is a section with an empty ``title`` and ``anchor`` and level 0.
    ``text`` is plain text, one line per block, table cells parted by " · ".
    """

    anchor: str
    title: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Related:
    """A reference from front matter to another article: its id, path or slug, and the title shown."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article, read and understood. ``html`` is sanitised: every room may show it as it is.

    ``description`` is the author's own, empty when there is none. ``stated_sources`` tell what the author built on,
    as text or addresses; ``video`` is the address of a film that goes with the article, as its author wrote it.
    """

    id: str
    title: str
    source: SourceFile
    html: str
    sections: tuple[Section, ...]
    description: str = ""
    author: str = ""
    published: date | None = None
    updated: date | None = None
    body_parts: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    kind: str = ""
    reviewed_by: str = ""
    reviewed: date | None = None
    stated_sources: tuple[str, ...] = ()
    video: str = ""
    related: tuple[Related, ...] = ()
    unlisted: bool = False

    @property
    def relative(self) -> str:
        """The path of its file below the content folder."""
        return self.source.relative

    @property
    def is_introduction(self) -> bool:
        """Whether it introduces a region of the body map, and is no article to be found by itself."""
        return self.kind.casefold() == INTRODUCTION

    @property
    def summary(self) -> str:
        """What a list tells of the article: its description, else its first paragraph, shortened."""
        text = self.description or next((one.text.split("\n")[0] for one in self.sections if one.text), "")
        return text if len(text) <= SUMMARY_LENGTH else text[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"


def plain_text(article: Article) -> str:
    """An article as plain text, without its title: headings and blocks parted by empty lines."""
    return "\n\n".join(part for section in article.sections for part in (section.title, section.text) if part)
