"""Bookmarks as Markdown, to be read and printed: folders are headings, notes and highlights stand below bookmarks.

The bookmarks of a folder come before the folders in it: what stands below a heading belongs to it.
"""

import re
from collections.abc import Iterable, Iterator

from kbviewer.i18n import Catalogue
from kbviewer.library.bookmark import TOP, Bookmark, Folder, Highlight, day_of
from kbviewer.library.parcel import Parcel
from kbviewer.library.shelf import Shelf

_MEANT = re.compile(r"([\\`*_\[\]<>~|]|(?<!\S)#|&(?=#?\w+;))")


def to_markdown(parcel: Parcel, words: Catalogue) -> str:
    """The parcel in a person's language."""
    shelf = parcel.shelf
    parts = [f"# {words.text('window.bookmarks')}"]
    told: set[str] = set()
    for row in _walk(shelf):
        if isinstance(row, Folder):
            level = min(len(shelf.path(row.uid)) + 1, 6)
            parts.append(f"{'#' * level} {_plain(row.name)}")
        else:
            fresh = () if row.id in told else shelf.highlights_in(row.id)
            told.add(row.id)
            parts.append("\n\n".join(_item(row, fresh, words)))
    lone = [row for row in shelf.highlights.values() if row.id not in told]
    if lone:
        parts += [f"## {words.text('exchange.highlights')}", *_lone(lone)]
    return "\n\n".join(parts) + "\n"


def _walk(shelf: Shelf, folder: str = TOP) -> Iterator[Folder | Bookmark]:
    inside = shelf.contents(folder)
    yield from (row for row in inside if isinstance(row, Bookmark))
    for row in inside:
        if isinstance(row, Folder):
            yield row
            yield from _walk(shelf, row.uid)


def _item(row: Bookmark, highlights: Iterable[Highlight], words: Catalogue) -> Iterator[str]:
    place = row.id if row.is_outside or not row.section else f"{row.id}#{row.section}"
    moment = day_of(row.created)
    day = words.date(moment) if moment else ""
    yield f"- **{_plain(row.name)}** ({', '.join(filter(None, (_plain(place), day)))})"
    if row.note:
        yield _indented(row.note)
    yield from (_indented(_quoted(highlight.quote)) for highlight in highlights)


def _lone(highlights: Iterable[Highlight]) -> Iterator[str]:
    """Highlights of articles that are not bookmarked, below the article's title."""
    by_article: dict[str, list[Highlight]] = {}
    for highlight in highlights:
        by_article.setdefault(highlight.id, []).append(highlight)
    for article_id, of_it in by_article.items():
        yield f"- **{_plain(of_it[0].title)}** ({_plain(article_id)})"
        yield from (_indented(_quoted(highlight.quote)) for highlight in of_it)


def _plain(text: str) -> str:
    """A line of text with nothing in it that Markdown would take for something else."""
    return _MEANT.sub(r"\\\1", " ".join(text.split()))


def _quoted(text: str) -> str:
    return "\n".join(f"> {_plain(line)}".rstrip() for line in text.splitlines())


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())
