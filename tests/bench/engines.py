"""kbviewer's search and two stock engines behind one face, each given the same articles."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import tantivy

from kbviewer.articles.article import Article
from kbviewer.paths import resources
from kbviewer.search.analysis import WORD
from kbviewer.search.searcher import Searcher
from kbviewer.search.update import update

HITS = 10


class Engine(Protocol):
    """An engine with its index in a folder."""

    def build(self, content: Path, articles: Sequence[Article], folder: Path) -> float:
        """Index, and tell the seconds it took; kbviewer reads the Markdown itself, the others get plain text."""

    def open(self, content: Path, folder: Path) -> None:
        """Open the index."""

    def search(self, query: str) -> list[str]:
        """The ids of the best `HITS`, snippets made and dropped."""


class Kbviewer:
    """This program."""

    def build(self, content: Path, articles: Sequence[Article], folder: Path) -> float:
        return update([content], folder, resources() / "thesaurus", rebuild=True).seconds

    def open(self, content: Path, folder: Path) -> None:
        self._searcher = Searcher.open([content], folder, resources() / "thesaurus")

    def search(self, query: str) -> list[str]:
        return [hit.id for hit in self._searcher.search(query, HITS).hits]


class Fts5:
    """SQLite FTS5 with its Unicode tokenizer: an OR of the words, weighted BM25, snippet()."""

    def build(self, content: Path, articles: Sequence[Article], folder: Path) -> float:
        started = time.perf_counter()
        folder.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(folder / "fts5.sqlite")
        base.execute("CREATE VIRTUAL TABLE article USING fts5(id UNINDEXED, title, headings, keywords, body)")
        rows = ((one.id, *plain_text(one).values()) for one in articles)
        base.executemany("INSERT INTO article VALUES (?, ?, ?, ?, ?)", rows)
        base.commit()
        base.close()
        return time.perf_counter() - started

    def open(self, content: Path, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "fts5.sqlite")

    def search(self, query: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in WORD.findall(query))
        asked = (
            "SELECT id, snippet(article, 4, '<b>', '</b>', '…', 30) FROM article WHERE article MATCH ? "
            "ORDER BY bm25(article, 0, 15, 1.5, 3, 1) LIMIT ?"
        )
        return [row[0] for row in self._base.execute(asked, (words, HITS))] if words else []


class Tantivy:
    """tantivy with its Danish stemmer, title above the rest, and its snippets."""

    def build(self, content: Path, articles: Sequence[Article], folder: Path) -> float:
        started = time.perf_counter()
        folder.mkdir(parents=True, exist_ok=True)
        index = self._index(folder)
        writer: Any = index.writer(heap_size=128_000_000, num_threads=1)
        for one in articles:
            writer.add_document(tantivy.Document(id=one.id, **plain_text(one)))
        writer.commit()
        writer.wait_merging_threads()
        return time.perf_counter() - started

    def open(self, content: Path, folder: Path) -> None:
        self._opened = self._index(folder)
        self._searcher = self._opened.searcher()

    def search(self, query: str) -> list[str]:
        words = " ".join(WORD.findall(query))
        weights = {"title": 15.0, "headings": 1.5, "keywords": 3.0, "body": 1.0}
        asked = self._opened.parse_query(words, list(weights), field_boosts=weights)
        found = self._searcher.search(asked, HITS).hits
        snippets = tantivy.SnippetGenerator.create(self._searcher, asked, self._opened.schema, "body")
        ids = []
        for _, address in found:
            document = self._searcher.doc(address)
            snippets.snippet_from_doc(document).to_html()
            ids += document["id"]
        return ids

    def _index(self, folder: Path) -> tantivy.Index:
        schema = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        for name in ("title", "headings", "keywords", "body"):
            schema.add_text_field(name, stored=True, tokenizer_name="danish")
        index = tantivy.Index(schema.build(), str(folder))
        words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        index.register_tokenizer("danish", words.filter(tantivy.Filter.stemmer("danish")).build())
        return index


def plain_text(article: Article) -> dict[str, str]:
    """The text of an article by field."""
    return {
        "title": article.title,
        "headings": "\n".join(section.title for section in article.sections),
        "keywords": "\n".join((*article.keywords, *article.body_parts)),
        "body": "\n".join((article.description, *(section.text for section in article.sections))),
    }


ENGINES: dict[str, type[Engine]] = {"kbviewer": Kbviewer, "SQLite FTS5": Fts5, "tantivy": Tantivy}
