"""Reading lists that come with the articles: YAML files in the folder `lister` of a content folder.

    title: Ny patient med hælspore
    description: Det vi plejer at vise første gang.
    articles:
      - fod/haelspore
      - article: fod/haelspore
        section: Øvelser
        note: Start her.
      - heading: Uge 2
        articles:
          - oevelser/taahaevning-paa-trappetrin

A list of a later content folder goes before one of the same file name in an earlier one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from kbviewer.articles.article import Problem, SourceFile
from kbviewer.articles.frontmatter import Value
from kbviewer.articles.register import Named, Register
from kbviewer.articles.sections import anchor_of
from kbviewer.articles.yaml_files import Kind, Reading, Reference, find_files, read_files

FOLDER = "lister"
MOST_LISTS = 50
KIND = Kind("list", FOLDER, MOST_LISTS)


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article on a list, or one of its sections.

    ``article`` is what the author calls it, and its id once `resolve` has found it. ``section`` is an anchor, empty
    for the whole article. ``title`` is empty when the author gives none. ``line`` is that of the file.
    """

    article: str
    section: str = ""
    note: str = ""
    title: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A heading on a list, with what stands below it."""

    title: str
    items: "tuple[ListedArticle | ListHeading, ...]"


Item = ListedArticle | ListHeading


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A list as its author wrote it. ``name`` is the name of its file, which tells it from others."""

    name: str
    title: str
    description: str
    items: tuple[Item, ...]

    def articles(self) -> Iterator[ListedArticle]:
        """Every article on the list, from the top."""
        return _articles(self.items)

    def references(self) -> Iterator[Reference]:
        """What the list leads to."""
        return (Reference(one.article, one.section, one.line) for one in self.articles())

    def problem(self, line: int, rule: str, values: Mapping[str, str]) -> Problem:
        """Something on the list that its owner should mend."""
        return KIND.problem(self.name, line, rule, values)


class Titled(Named, Protocol):
    """An article of a library, as far as a list shows it."""

    @property
    def title(self) -> str: ...


Entry = TypeVar("Entry", bound=Titled)


def find_lists(folders: Iterable[Path]) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """The files of all lists and what keeps others from being read; see `find_files`."""
    return find_files(KIND, folders)


def read_lists(folders: Iterable[Path]) -> tuple[tuple[ReadingList, ...], tuple[Problem, ...]]:
    """The lists of some content folders and what their owners should mend; see `read_files`."""
    return read_files(KIND, folders, _list)


def resolve(lists: Iterable[ReadingList], register: Register[Entry]) -> tuple[ReadingList, ...]:
    """Lists with the ids and titles of the articles that the library has; what it has not stays as written."""

    def found(item: Item) -> Item:
        if isinstance(item, ListHeading):
            return replace(item, items=tuple(map(found, item.items)))
        article_id = register.find(item.article)
        if article_id is None:
            return item
        return replace(item, article=article_id, title=item.title or register.records[article_id].title)

    return tuple(replace(one, items=tuple(map(found, one.items))) for one in lists)


def _articles(items: Iterable[Item]) -> Iterator[ListedArticle]:
    for item in items:
        if isinstance(item, ListHeading):
            yield from _articles(item.items)
        else:
            yield item


def _list(reading: Reading, values: Mapping[str, Value]) -> ReadingList | None:
    """The list that a file holds; an item that cannot be understood is told and left out. None when nothing is left."""
    items = _items(reading, values, Value(1, ()))
    if not items:
        return None
    title, description = reading.title(values), reading.text(values, "description")
    reading.tell_others(values, ("title", "description", "articles"))
    return ReadingList(reading.name, title, description, items)


def _items(reading: Reading, values: Mapping[str, Value], at: Value) -> tuple[Item, ...]:
    """What stands under ``articles``; none when nothing can be understood there."""
    below = values.get("articles", at)
    if not below.content or not isinstance(below.content, tuple):
        reading.tell(below.line, "articles")
        return ()
    return tuple(item for item in (_item(reading, value) for value in below.content) if item)


def _item(reading: Reading, value: Value) -> Item | None:
    content = value.content
    if isinstance(content, str) and content.strip():
        return _article(reading, content, {}, value.line)
    values = content if isinstance(content, Mapping) else {}
    if reference := reading.text(values, "article"):
        reading.tell_others(values, ("article", "section", "note", "title"))
        return _article(reading, reference, values, value.line)
    if heading := reading.text(values, "heading"):
        reading.tell_others(values, ("heading", "articles"))
        items = _items(reading, values, value)
        return ListHeading(heading, items) if items else None
    reading.tell(value.line, "item")
    return None


def _article(reading: Reading, reference: str, values: Mapping[str, Value], line: int) -> ListedArticle:
    article, _, anchor = reference.strip().partition("#")
    section = anchor_of(reading.text(values, "section").lstrip("#") or anchor)
    return ListedArticle(article, section, reading.text(values, "note"), reading.text(values, "title"), line)
