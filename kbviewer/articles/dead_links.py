"""Links, related articles, reading lists and templates that lead nowhere in a library."""

import posixpath
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kbviewer.articles import tree
from kbviewer.articles.article import Article, Problem
from kbviewer.articles.draft import Draft, Lines
from kbviewer.articles.images import ENDINGS, find_image, resolve
from kbviewer.articles.register import Register
from kbviewer.articles.review import nearest
from kbviewer.articles.yaml_files import LONGEST_TOLD, Referring


def anchors_of(article: Article) -> frozenset[str]:
    """Every place in an article's page that a link may lead to."""
    return frozenset(element.attrib["id"] for element in tree.parse(article.html).iter() if "id" in element.attrib)


class Library:
    """What links may lead to: articles with their anchors, and pictures below ``folders``."""

    def __init__(self, articles: Sequence[Article], folders: Sequence[Path]) -> None:
        self._register = Register(articles)
        self._anchors = {article.id: anchors_of(article) for article in articles}
        self._by_slug = {article.id.rpartition("/")[2]: article.id for article in articles}
        self._folders = folders

    def dead_links(self, article: Article, draft: Draft) -> Iterator[Problem]:
        """The links of an article that lead nowhere, and its related articles that are not there."""
        yield from self._in_text(article, draft)
        yield from self._in_related(article, draft)

    def missing_in(self, file: Referring) -> Iterator[Problem]:
        """The articles and sections that a reading list or a template names and that are not there."""
        for reference in file.references():
            found = self._register.find(reference.article)
            if found is None:
                meant = self._likely(reference.article).lstrip("/")
                values = {"reference": reference.article[:LONGEST_TOLD], "meant": meant}
                yield file.problem(reference.line, "unknown_article", values)
            elif (likely := _nearest_anchor(self._anchors[found], "", reference.section)) is not None:
                values = {"article": found, "section": reference.section[:LONGEST_TOLD], "meant": likely.lstrip("#")}
                yield file.problem(reference.line, "unknown_section", values)

    def _in_text(self, article: Article, draft: Draft) -> Iterator[Problem]:
        lines, anchors = Lines(draft), anchors_of(article)
        for link in tree.parse(article.html).iter("a"):
            address = link.get("href", "")
            line = lines.find(address) if address else 0
            meant = self._nearest(address, article, anchors) if address else None
            if meant is not None:
                text = " ".join(tree.text_of(link).split()) or unquote(address)
                yield draft.problem("link_dead", line, text=text, address=unquote(address), meant=meant)

    def _in_related(self, article: Article, draft: Draft) -> Iterator[Problem]:
        seen: Counter[str] = Counter()
        for related in article.related:
            name = related.slug.rpartition("/")[2]
            if self._register.find(related.slug) is None:
                lines = draft.value_lines("related", name)
                line = lines[seen[name]] if seen[name] < len(lines) else draft.key_line("related")
                text, address = related.title or name, posixpath.normpath(related.slug)
                yield draft.problem("link_dead", line, text=text, address=address, meant=self._likely(related.slug))
            seen[name] += 1

    def _nearest(self, address: str, article: Article, anchors: frozenset[str]) -> str | None:
        """None when an address leads somewhere; else the address likely meant, empty when there is no telling."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return ""
        if parts.scheme or parts.netloc:
            return None
        if not parts.path:
            return _nearest_anchor(anchors, "", parts.fragment)
        path = resolve(article.relative, parts.path)
        if path is None:
            return ""
        if posixpath.splitext(path)[1].lower() in ENDINGS:
            return None if find_image(self._folders, path) else ""
        found = self._register.find(path)
        return _nearest_anchor(self._anchors[found], parts.path, parts.fragment) if found else self._likely(path)

    def _likely(self, path: str) -> str:
        """The address of the article that a path is likely a slip of."""
        likely = nearest(path.rpartition("/")[2].removesuffix(".md"), self._by_slug)
        return f"/{self._by_slug[likely]}" if likely else ""


def _nearest_anchor(anchors: frozenset[str], path: str, fragment: str) -> str | None:
    anchor = unicodedata.normalize("NFC", unquote(fragment))
    if not anchor or anchor.casefold() in map(str.casefold, anchors):
        return None
    likely = nearest(anchor, anchors)
    return f"{unquote(path)}#{likely}" if likely else ""
