"""Articles by their ids, and by what authors call them in links and lists."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Generic, Protocol, TypeVar

from kbviewer.articles.body_regions import INTRODUCTIONS


class Named(Protocol):
    """Something with an article's id, made from the file at ``relative`` below its content folder."""

    @property
    def id(self) -> str: ...

    @property
    def relative(self) -> str: ...


Entry = TypeVar("Entry", bound=Named)


class Register(Generic[Entry]):
    """Every article that can be found. ``records`` are by id, in the order given."""

    def __init__(self, records: Iterable[Entry]) -> None:
        self.records: Mapping[str, Entry] = {record.id: record for record in records}
        self._by_path = {_bare(record.relative): record.id for record in self.records.values()}
        self._by_slug: dict[str, str] = {}
        for name in (*self.records, *self._by_path):
            if name.startswith(f"{INTRODUCTIONS}/"):
                continue  # "skulder" means an article on the shoulder, not what is told above a list of them
            slug, here = name.rpartition("/")[2], self._by_path.get(name, name)
            self._by_slug[slug] = here if self._by_slug.get(slug, here) == here else ""

    def find(self, reference: str) -> str | None:
        """The id of the article that ``reference`` means.

        It is an id, else a file's path below its content folder, else a last part that one article alone has.
        None when there is no such article.
        """
        name = _bare(reference)
        if name in self.records:
            return name
        return self._by_path.get(name) or self._by_slug.get(name.rpartition("/")[2]) or None


def _bare(path: str) -> str:
    return unicodedata.normalize("NFC", path).strip().strip("/").removesuffix(".md")
