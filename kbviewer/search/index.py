"""Writing the index. With `postings` the only place that knows Whoosh.

Whoosh is given stems, never text: fields hold lists of tokens made by `analysis`, so the pickled schema names only
classes of Whoosh itself. Whoosh unpickles its table of contents and checks little, so an index is only ever opened
from our own data folder, after `store` has found its files to be what was written.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh import versionstring
from whoosh.analysis import KeywordAnalyzer
from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Existence, Frequency

from kbviewer.articles.article import Article
from kbviewer.search.analysis import analyse, normalise, words

MEMORY_MB = 256
"""Whoosh sorts on disk what is more."""

VERSION = 1
"""Of the schema and of what is put into its fields; counted up with any change."""

ENGINE = versionstring(build=False)
"""Whoosh's own version."""

SCORED = ("title", "headings", "keywords", "body")


class IndexWriter:
    """Takes articles into an index folder. Made by `writing`."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def put(self, article: Article) -> None:
        """Take an article in; `drop` an older one of the same id first."""
        texts = _texts(article)
        scored = {name: [token.text for token in analyse(texts[name])] for name in SCORED}
        self._writer.add_document(
            id=article.id,
            shown=json.dumps(_shown(article), ensure_ascii=False),
            word=sorted({token.text for text in texts.values() for token in words(text)}),
            **scored,
        )

    def drop(self, article_id: str) -> None:
        """Take an article out."""
        self._writer.delete_by_term("id", article_id)


@contextmanager
def writing(folder: Path, *, fresh: bool) -> Iterator[IndexWriter]:
    """Write to the index in ``folder``, a new one when ``fresh``; committed at the end unless an error comes."""
    opened = whoosh_index.create_in(str(folder), _schema()) if fresh else whoosh_index.open_dir(str(folder))
    writer = opened.writer(limitmb=MEMORY_MB)
    try:
        yield IndexWriter(writer)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    opened.close()


def _schema() -> Schema:
    scored = {name: FieldType(format=Frequency(), analyzer=KeywordAnalyzer(), scorable=True) for name in SCORED}
    word = FieldType(format=Existence(), analyzer=KeywordAnalyzer())
    return Schema(id=ID(unique=True, stored=True), shown=STORED(), word=word, **scored)


def _texts(article: Article) -> dict[str, str]:
    return {
        "title": article.title,
        "headings": "\n".join(section.title for section in article.sections),
        "keywords": "\n".join((*article.keywords, *article.body_parts)),
        "body": "\n".join((article.description, *(section.text for section in article.sections))),
    }


def _shown(article: Article) -> dict[str, Any]:
    """What a hit is made of without reading the article's file again."""
    sections = [(section.anchor, section.title, normalise(section.text)) for section in article.sections]
    sections = sections or [("", "", "")]
    return {"title": article.title, "keywords": _texts(article)["keywords"], "sections": sections}
