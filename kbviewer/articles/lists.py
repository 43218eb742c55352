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

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from kbviewer.articles.article import Problem, SourceFile
from kbviewer.articles.frontmatter import MalformedYamlError, Value, read_file
from kbviewer.articles.register import Named, Register
from kbviewer.articles.sections import anchor_of
from kbviewer.articles.source_text import read_text

FOLDER = "lister"
ENDINGS = (".yml", ".yaml")

MOST_LISTS = 50
"""Lists of one content folder that are read: the first by name."""

LONGEST_TOLD = 80
"""Letters of what an author wrote that a problem repeats."""


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

    def problem(self, rule: str, line: int, values: Mapping[str, str]) -> Problem:
        """Something on the list that its owner should mend."""
        return Problem(f"{FOLDER}/{self.name}", line, rule, tuple(values.items()))


class Titled(Named, Protocol):
    """An article of a library, as far as a list shows it."""

    @property
    def title(self) -> str: ...


Entry = TypeVar("Entry", bound=Titled)


def find_lists(folders: Iterable[Path]) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """The files of all lists, in the order of their content folders, then by name; reads none of them.

    The problems tell of those left out: links out of the content folder, what is no plain file, too many.
    """
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for folder in folders:
        root = Path(os.path.realpath(folder))
        names = _names(root)
        found = [_file(root, f"{FOLDER}/{name}") for name in names[:MOST_LISTS]]
        files += (one for one in found if isinstance(one, SourceFile))
        problems += (one for one in found if isinstance(one, Problem))
        problems += (_malformed(f"{FOLDER}/{name}", 0, "many") for name in names[MOST_LISTS : MOST_LISTS + 1])
    return tuple(files), tuple(problems)


def read_lists(folders: Iterable[Path]) -> tuple[tuple[ReadingList, ...], tuple[Problem, ...]]:
    """The lists of some content folders, by the names of their files, and what their owners should mend.

    A file that cannot be read stops no other: a list of the same name in an earlier content folder is then shown.
    """
    files, problems = find_lists(folders)
    lists: dict[str, ReadingList] = {}
    for file in files:
        reading = _Reading(file)
        if made := reading.read():
            lists[made.name] = made
        problems += tuple(reading.problems)
    return tuple(lists[name] for name in sorted(lists)), problems


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


def _names(root: Path) -> Sequence[str]:
    """The names of what may be lists below a content folder, in order."""
    try:
        names = [file.name for file in (root / FOLDER).iterdir()]
    except OSError:
        return ()
    return sorted(name for name in names if name.lower().endswith(ENDINGS) and name[0] != "." and name.isprintable())


def _file(root: Path, relative: str) -> SourceFile | Problem:
    """One list, or why it is not read: a link out of the content folder, or no file that has an end."""
    file = root / relative
    if not Path(os.path.realpath(file)).is_relative_to(root):
        return _malformed(relative, 0, "link")
    try:
        state = file.stat()
    except OSError as error:
        return Problem(relative, 0, "file_unreadable", (("reason", error.strerror or ""),))
    if not stat.S_ISREG(state.st_mode):
        return Problem(relative, 0, "file_unreadable", (("reason", ""),))
    return SourceFile(root, relative, state.st_mtime_ns, state.st_size)


def _malformed(file: str, line: int, why: str, text: str = "") -> Problem:
    return Problem(file, line, "list_malformed", (("why", why), ("text", text[:LONGEST_TOLD])))


class _Reading:
    """One file, read; an item that cannot be understood is told and left out."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file
        self.problems: list[Problem] = []

    def read(self) -> ReadingList | None:
        """The list; None when the file holds none."""
        text, met = read_text(self._file.path, self._file.relative)
        self.problems += met
        if text is None:
            return None
        try:
            content = read_file(text).content
        except MalformedYamlError as error:
            self._tell(error.line, "yaml", error.reason)
            return None
        values = content if isinstance(content, Mapping) else {}
        items = self._items(values, Value(1, ()))
        if not items:
            return None
        name = unicodedata.normalize("NFC", self._file.relative.rpartition("/")[2])
        title = self._text(values, "title") or _bare(name)
        self._tell_others(values, ("title", "description", "articles"))
        return ReadingList(name, title, self._text(values, "description"), items)

    def _items(self, values: Mapping[str, Value], at: Value) -> tuple[Item, ...]:
        """What stands under ``articles``; none when nothing can be understood there."""
        below = values.get("articles", at)
        if not below.content or not isinstance(below.content, tuple):
            self._tell(below.line, "articles")
            return ()
        return tuple(item for item in map(self._item, below.content) if item)

    def _item(self, value: Value) -> Item | None:
        content = value.content
        if isinstance(content, str) and content.strip():
            return self._article(content, {}, value.line)
        values = content if isinstance(content, Mapping) else {}
        if reference := self._text(values, "article"):
            self._tell_others(values, ("article", "section", "note", "title"))
            return self._article(reference, values, value.line)
        if heading := self._text(values, "heading"):
            self._tell_others(values, ("heading", "articles"))
            items = self._items(values, value)
            return ListHeading(heading, items) if items else None
        self._tell(value.line, "item")
        return None

    def _article(self, reference: str, values: Mapping[str, Value], line: int) -> ListedArticle:
        article, _, anchor = reference.strip().partition("#")
        section = anchor_of(self._text(values, "section").lstrip("#") or anchor)
        return ListedArticle(article, section, self._text(values, "note"), self._text(values, "title"), line)

    def _text(self, values: Mapping[str, Value], key: str) -> str:
        value = values.get(key)
        if value is None:
            return ""
        if isinstance(value.content, str):
            return _shown(value.content)
        self._tell(value.line, "text", key)
        return ""

    def _tell_others(self, values: Mapping[str, Value], known: Sequence[str]) -> None:
        for key, value in values.items():
            if key not in known:
                self._tell(value.line, "key", key)

    def _tell(self, line: int, why: str, text: str = "") -> None:
        self.problems.append(_malformed(self._file.relative, line, why, text))


def _shown(text: str) -> str:
    """A text without characters that cannot be shown; its lines stay."""
    return "\n".join("".join(filter(str.isprintable, line)) for line in text.strip().split("\n"))


def _bare(name: str) -> str:
    words = name.rpartition(".")[0].replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
