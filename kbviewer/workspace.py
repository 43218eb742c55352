"""The composition root: one library, its index and its data folder, put together for command line and window.

What a method alone needs is loaded by the method: the window is on the screen before it searches or reads an article.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kbviewer.articles.article import Article, SourceFile, plain_text
from kbviewer.articles.images import find_image
from kbviewer.articles.register import Register
from kbviewer.errors import ContentError, InputError, StorageError
from kbviewer.library.edits import Target
from kbviewer.search.reply import EVERYTHING, Filter, Reply

if TYPE_CHECKING:
    from kbviewer import urls
    from kbviewer.articles.article import Problem
    from kbviewer.articles.checking import Checked
    from kbviewer.articles.lists import ReadingList
    from kbviewer.articles.templates import Template
    from kbviewer.handouts.handout import Handout
    from kbviewer.handouts.template_store import TemplateStore
    from kbviewer.i18n import Catalogue
    from kbviewer.render.marks import Marker
    from kbviewer.render.pages import Pages
    from kbviewer.render.terms import TermFinder
    from kbviewer.search.glossary import Glossary
    from kbviewer.search.manifest import Record
    from kbviewer.search.searcher import Searcher
    from kbviewer.search.update import IndexReport


@dataclasses.dataclass(frozen=True, slots=True)
class Places:
    """What a start was given: content folders (a later one goes before), the data folder, shipped resources."""

    content: tuple[Path, ...]
    data: Path
    resources: Path


MOST_CANDIDATES = 5
"""Articles that are named as what one that is gone may have become."""


class Workspace:
    """The library as the newest index knows it. Safe to search from one thread and read from another."""

    def __init__(self, places: Places, words: Catalogue) -> None:
        self.places = places
        self.words = words
        self._thesaurus = places.resources / "thesaurus"
        self._searcher: Searcher | None = None
        self._was_in_vain = False
        self._register: Register[Record] = Register(())
        self._glossary: tuple[Sequence[object], Glossary | None] = ((), None)
        self._lists: tuple[tuple[object, ...], tuple[ReadingList, ...]] = ((), ())
        self._templates: tuple[tuple[object, ...], tuple[Template, ...]] = ((), ())
        self._by_text: tuple[Register[Record], Mapping[str, tuple[str, ...]]] = (self._register, {})
        self._read: tuple[tuple[object, ...], Article | None] = ((), None)
        self._lock = threading.Lock()

    def update_index(
        self,
        *,
        rebuild: bool = False,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> IndexReport:
        """Bring the index in line with the files, then use it. Raises what `kbviewer.search.update` raises."""
        from kbviewer.search.update import update

        places = self.places
        look = partial(update, places.content, places.data, self._thesaurus, progress=progress, cancelled=cancelled)
        try:
            report = look(rebuild=rebuild)
        except (ContentError, StorageError):
            self._was_in_vain = places is self.places
            raise
        try:
            self._open(places)
        except StorageError:  # damaged, and now known to be
            report = look(rebuild=True)
            self._open(places)
        return report

    def open_index(self) -> None:
        """Use the newest index there is.

        Raises:
            StorageError: there is none, or it is damaged.
        """
        self._open(self.places)

    def _open(self, places: Places) -> None:
        """Use the newest index of ``places``, unless another library has been taken up meanwhile."""
        from kbviewer.search.searcher import Searcher

        held = self._searcher
        if places is not self.places or (held and held.is_current()):
            return
        fresh = Searcher.open(places.content, places.data, self._thesaurus)
        if held:  # a person may be searching, and the next search is to be no slower than the last
            fresh.get_ready()
        register = Register(fresh.records)
        with self._lock:
            if places is self.places:
                self._searcher, self._register = fresh, register

    @property
    def is_open(self) -> bool:
        """Whether there is an index to search."""
        return self._searcher is not None

    @property
    def is_read(self) -> bool:
        """Whether the articles have been looked for; if there is no index then, it was in vain."""
        return self.is_open or self._was_in_vain

    def get_ready(self) -> None:
        """Load what the first search would have to, if there is an index to search."""
        if searcher := self._searcher:
            searcher.get_ready()

    def search(self, query: str, limit: int = 10, among: Filter = EVERYTHING, *, as_typed: bool = False) -> Reply:
        """Search the index that is open."""
        searcher = self._searcher
        return searcher.search(query, limit, among, as_typed=as_typed) if searcher else Reply(query, 0.0, 0, ())

    def completions(self, typed: str) -> tuple[str, ...]:
        """What a person may be about to type."""
        searcher = self._searcher
        return searcher.completions(typed) if searcher else ()

    def pages(self, words: Catalogue, *, on_kiosk: bool = False) -> Pages:
        """The pages of this library in a language. ``on_kiosk``: for a patient at a shared PC."""
        from kbviewer.render.body_map import Drawing
        from kbviewer.render.pages import Pages

        css = (self.places.resources / "styles" / "page.css").read_text(encoding="utf-8")
        drawing = Drawing.read(self.places.resources / "drawings" / "body.svg")
        return Pages(self, words, css, drawing, self._marker, on_kiosk=on_kiosk)

    def target(self, article: Article, anchor: str = "") -> Target:
        """What a bookmark of an article, or of the section at ``anchor``, is to point to.

        Raises:
            InputError: the article has no such section.
        """
        from kbviewer.articles.identity import fingerprint

        section = next((one for one in article.sections if anchor and one.anchor == anchor), None)
        if anchor and section is None:
            raise InputError("section_unknown", id=article.id, section=anchor)
        heading, text = (section.title, section.text) if section else ("", plain_text(article))
        return Target(article.id, article.title, anchor, heading, fingerprint(plain_text(article)), text)

    def targets(self, article_id: str) -> Sequence[Target]:
        """What bookmarks of an article and of each of its sections point to now; none if it cannot be read."""
        article = self.article(article_id)
        if article is None:
            return ()
        whole = self.target(article)
        sections = [one for one in article.sections if one.anchor]
        return (
            whole,
            *(dataclasses.replace(whole, section=one.anchor, heading=one.title, text=one.text) for one in sections),
        )

    def is_empty(self) -> bool:
        """Whether no article is known, be it that none has been read yet."""
        return not self._register.records

    def record(self, article_id: str) -> Record | None:
        """What the index knows of an article."""
        return self._register.records.get(article_id)

    def listed(self) -> Sequence[Record]:
        """Every article that lists may show."""
        return [record for record in self._register.records.values() if not record.unlisted]

    def every(self) -> Sequence[Record]:
        """Every article, those that lists leave out included."""
        return list(self._register.records.values())

    def article(self, article_id: str) -> Article | None:
        """An article as its file is now, read anew if it has changed; None when the index has none of this id."""
        searcher, record = self._searcher, self.record(article_id)
        if searcher is None or record is None:
            return None
        file, folders = Path(record.folder, record.relative), self.places.content
        try:
            state = file.stat()
        except OSError:
            return None
        source = SourceFile(Path(record.folder), record.relative, state.st_mtime_ns, state.st_size)
        key = (article_id, source, folders)
        read = self._read
        if read[0] != key:  # the window and its page ask for the same article, one after the other
            read = self._read = (key, searcher.article(record, source) or _load(source, folders))
        return read[1]

    def unreadable(self, article_id: str) -> Problem | None:
        """Why there is a file for this id but no article, as the index knows; None when there is no such file."""
        return self._searcher.unreadable(article_id) if self._searcher else None

    def article_at(self, address: urls.Address) -> Article | None:
        """The article that an address shows; None for another page, or one that is not there."""
        return self.article(address.path) if address.kind == "article" else None

    def plain_text_at(self, address: urls.Address) -> tuple[str, str]:
        """The title and the text of the article that an address shows; both "" for another page."""
        article = self.article_at(address)
        return (article.title, plain_text(article)) if article else ("", "")

    def has_article(self, article_id: str) -> bool:
        return article_id in self._register.records

    def find_article(self, reference: str) -> str | None:
        """The id of the article that an author means; see `Register.find`."""
        return self._register.find(reference)

    def image(self, path: str) -> Path | None:
        """The file of a picture below a content folder."""
        return find_image(self.places.content, path)

    def check(
        self,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Checked:
        """Everything that should be mended in the articles as they are now. Raises what `check_library` raises."""
        from kbviewer.articles.checking import check_library
        from kbviewer.search.thesaurus import texts as shipped_texts

        places = self.places
        return check_library(
            places.content,
            today=date.today(),
            shipped=shipped_texts(places.resources / "thesaurus"),
            progress=progress,
            cancelled=cancelled,
        )

    def title(self, article_id: str) -> str:
        """The title of an article of the library."""
        return self._register.records[article_id].title

    def similar(self, article_id: str) -> Sequence[tuple[str, str]]:
        """Id and title of the articles most like one, the most alike first."""
        searcher, records = self._searcher, self._register.records
        found = searcher.similar(article_id) if searcher else ()
        return [(name, records[name].title) for name in found if name in records]

    def lists(self) -> tuple[ReadingList, ...]:
        """The clinic's reading lists as their files are now, with the ids and titles of the articles that are there.

        Cheap to ask often: files are read only when one has changed, or the library has.
        """
        from kbviewer.articles.lists import find_lists, read_lists, resolve

        register, folders = self._register, self.places.content
        state = (register, *find_lists(folders)[0])
        if self._lists[0] != state:
            self._lists = (state, resolve(read_lists(folders)[0], register))
        return self._lists[1]

    def templates(self) -> tuple[Template, ...]:
        """The clinic's templates of handouts, then those saved in the program, with the ids of the articles there are.

        As cheap to ask often as `lists`.
        """
        from kbviewer.articles.template_files import find_templates, read_templates
        from kbviewer.articles.template_files import resolve as resolve_templates

        register, folders, data = self._register, self.places.content, self.places.data
        state = (register, *find_templates((*folders, data))[0])
        if self._templates[0] != state:
            templates = (*read_templates(folders)[0], *self.own_templates().all())
            self._templates = (state, resolve_templates(templates, register))
        return self._templates[1]

    def own_templates(self) -> TemplateStore:
        """Keeps, renames and removes the templates that are saved in the program."""
        from kbviewer.handouts.template_store import TemplateStore

        return TemplateStore(self.places.data)

    def to_handout(self, template: Template) -> tuple[Handout, tuple[str, ...]]:
        """The handout of a template, and what of it is no longer there; raises as `templating.to_handout`."""
        from kbviewer.handouts import templating

        return templating.to_handout(template, self._meant)

    def suggest(self, article_ids: Sequence[str]) -> Handout:
        """The handout of some articles as they are now, with the doses they and the exercises they lead to tell of.

        Raises:
            InputError: there is no such article (``article_unknown``).
        """
        from kbviewer.handouts import suggesting

        return suggesting.suggest([self._asked_for(article_id) for article_id in article_ids], self._meant)

    def _asked_for(self, article_id: str) -> Article:
        article = self.article(article_id)
        if article is None:
            raise InputError("article_unknown", id=article_id)
        return article

    def _meant(self, reference: str) -> Article | None:
        article_id = self.find_article(reference)
        return self.article(article_id) if article_id else None

    def same_text(self, fingerprint: str) -> tuple[str, ...]:
        """The ids of the articles whose text has this fingerprint; see `kbviewer.articles.identity.fingerprint`."""
        register, by_text = self._register, self._by_text
        if by_text[0] is not register:
            by_text = self._by_text = (register, _by_text(register.records.values()))
        return by_text[1].get(fingerprint, ())

    def candidates(self, article_id: str, title: str) -> tuple[tuple[str, str], ...]:
        """Id and title of what an article that is gone may have become, likeliest first.

        Those of the same title, then those of the same file name in another folder, then what a search for the title
        finds.
        """
        records, name = self._register.records, _file_name(article_id)
        found = [one.id for one in records.values() if one.title.casefold() == title.casefold()]
        found += [one.id for one in records.values() if name in (_file_name(one.id), _file_name(one.relative))]
        found += [hit.id for hit in self.search(title, MOST_CANDIDATES).hits]
        known = [each for each in dict.fromkeys(found) if each in records and each != article_id]
        return tuple((each, records[each].title) for each in known[:MOST_CANDIDATES])

    def terms(self, article: Article) -> TermFinder:
        """Finds the words that an article had better explain, by the glossaries as they are now."""
        from kbviewer.articles.glossary import folder_glossaries, read_glossary
        from kbviewer.search.glossary import Glossary

        files = (self.places.resources / "glossary" / "da.txt", *folder_glossaries(self.places.content))
        state = tuple(map(_state, files))
        known, glossary = self._glossary
        if glossary is None or known != state:
            glossary = Glossary(entry for file in files for entry in read_glossary(file)[0])
            self._glossary = (state, glossary)
        return glossary.finder((article.title, *article.keywords))

    def move(self, places: Places) -> None:
        """Let go of this library and take up another, whose index is not open yet."""
        with self._lock:
            self.places = places
            self._register = Register(())
            self._searcher, self._was_in_vain = None, False

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            self._searcher = None

    def _marker(self, query: str) -> Marker:
        searcher = self._searcher
        return searcher.marker(query) if searcher else lambda _text: ()


def _by_text(records: Iterable[Record]) -> Mapping[str, tuple[str, ...]]:
    """The ids of articles by the fingerprint of their text."""
    found: dict[str, list[str]] = {}
    for record in records:
        if record.fingerprint:
            found.setdefault(record.fingerprint, []).append(record.id)
    return {text: tuple(ids) for text, ids in found.items()}


def _load(source: SourceFile, folders: Sequence[Path]) -> Article | None:
    from kbviewer.articles.loader import load

    return load(source, folders).article


def _file_name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _state(file: Path) -> tuple[Path, int, int] | None:
    """What tells whether a file has changed; None when it is not there."""
    try:
        state = file.stat()
    except OSError:
        return None
    return file, state.st_mtime_ns, state.st_size
