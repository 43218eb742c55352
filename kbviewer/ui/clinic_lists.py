"""The clinic's reading lists in the panel of bookmarks: lines to open, and to copy into one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kbviewer.errors import InputError
from kbviewer.library.copying import Copied, CopiedFolder
from kbviewer.ui.bookmark_model import Entry

if TYPE_CHECKING:
    from kbviewer.articles.lists import Item, ListedArticle, ReadingList
    from kbviewer.i18n import Catalogue
    from kbviewer.workspace import Workspace


def list_entries(lists: Sequence[ReadingList], workspace: Workspace, words: Catalogue) -> list[Entry]:
    """One line that holds all lists, each with its articles; none when there are no lists."""
    if not lists:
        return []
    top = Entry("clinic", words.text("bookmarks.clinic_lists"), words.text("bookmarks.read_only"), is_heading=True)
    for one in lists:
        entry = Entry(f"clinic/{one.name}", one.title, one.description, note=one.description, is_list=True)
        entry.take(_entries(one.items, entry.uid, workspace, words))
        top.take([entry])
    return [top]


def _entries(items: Iterable[Item], above: str, workspace: Workspace, words: Catalogue) -> Iterator[Entry]:
    from kbviewer.articles.lists import ListHeading  # noqa: PLC0415  # loaded by whoever has read a list

    for number, item in enumerate(items):
        uid = f"{above}/{number}"
        if isinstance(item, ListHeading):
            entry = Entry(uid, item.title, is_list=True)
            entry.take(_entries(item.items, uid, workspace, words))
            yield entry
        else:
            yield _article(item, uid, workspace, words)


def _article(item: ListedArticle, uid: str, workspace: Workspace, words: Catalogue) -> Entry:
    title = item.title or item.article
    name = f"{title}: {item.section.replace('-', ' ').capitalize()}" if item.section else title
    if not workspace.has_article(item.article):
        return Entry(uid, name, item.note, words.text("standing.gone"), note=item.note)
    return Entry(uid, name, item.note, target=(item.article, item.section), note=item.note)


def to_copy(entries: Iterable[Entry], workspace: Workspace) -> list[Copied | CopiedFolder]:
    """What lines of the lists stand for, articles read as they are now; those that are not there are left out.

    A line whose list or heading is copied too comes along with that.
    """
    entries = list(entries)
    chosen = {entry.uid for entry in entries}
    return list(_copied((one for one in entries if not _is_below(one, chosen)), workspace))


def _is_below(entry: Entry, uids: set[str]) -> bool:
    return entry.parent is not None and (entry.parent.uid in uids or _is_below(entry.parent, uids))


def _copied(entries: Iterable[Entry], workspace: Workspace) -> Iterator[Copied | CopiedFolder]:
    for entry in entries:
        if entry.is_list:
            yield CopiedFolder(entry.name, list(_copied(entry.children, workspace)))
        elif entry.target and (article := workspace.article(entry.target[0])):
            try:
                target = workspace.target(article, entry.target[1])
            except InputError:  # the section has gone, the article has not
                target = workspace.target(article)
            yield Copied(target, entry.note)
