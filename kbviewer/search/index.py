"""The index of record, in Whoosh. The only place that knows it, but for its version in `index_format`.

Whoosh is given stems and counts, never text: the pickled schema names only classes of Whoosh itself. Whoosh unpickles
its table of contents and checks little, so an index is only ever opened from our own data folder, after `store` has
found its files to be what was written. Whoosh's readers move a shared place in their files, so one thread at a time
may use an `IndexReader`.
"""

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Self

from whoosh import index as whoosh_index
from whoosh.analysis import KeywordAnalyzer
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Existence
from whoosh.matching import FilterMatcher

from kbviewer.search.document import SCORED, Counts, Document, Passages, Stored, StoredSection


class Posting(NamedTuple):
    """A stem in a field, and for each article that holds it there: Whoosh's number for it, and how often."""

    field: str
    stem: str
    numbers: Sequence[int]
    counts: Sequence[float]


class _Postings:
    """Stands in for Whoosh's pool of postings: grouped by term as they come, there is nothing left to sort."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, tuple[array[int], array[float]]]] = {}

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Take in a posting as Whoosh hands it over, from a segment merged in."""
        field, term, number, count, _ = item
        self._add(self._fields.setdefault(field, {}), term, number, count)

    def add_counts(self, field: str, counts: Counts, number: int) -> None:
        """Take in the stems of a document's field, each with how often it holds them; documents come in order."""
        terms = self._fields.setdefault(field, {})
        for stem, count in counts.items():
            self._add(terms, stem.encode(), number, count)

    @staticmethod
    def _add(terms: "dict[bytes, tuple[array[int], array[float]]]", term: bytes, number: int, count: float) -> None:
        held = terms.get(term)
        if held is None:
            held = terms[term] = array("I"), array("f")
        held[0].append(number)
        held[1].append(count)

    def iter_postings(self) -> Self:
        """Asked for by Whoosh, which hands it to `write`."""
        return self

    def write(self, fields: Any, schema: Schema) -> None:
        """Write all postings, as Whoosh's ``add_postings`` does posting by posting."""
        for name in sorted(self._fields):
            terms = self._fields[name]
            fields.start_field(name, schema[name])
            for term in sorted(terms):
                fields.start_term(term)
                _fill(fields._postwriter, *terms[term])
                fields.finish_term()
            fields.finish_field()

    def cleanup(self) -> None:
        """Nothing of it is on disk."""


class IndexWriter:
    """Takes articles into an index folder. Made by `writing`."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self._postings = writer.pool = _Postings()
        fields = writer.fieldwriter
        fields.add_postings = lambda schema, _lengths, postings: postings.write(fields, schema)

    def put(self, document: Document) -> None:
        """Take an article in; `drop` an older one of the same id first.

        As Whoosh's ``add_document`` does for a field's tokens, but from counts: ten times as fast.
        """
        writer, number = self._writer, self._writer.docnum
        stored, passages = document.stored, document.passages
        kept = writer.perdocwriter
        kept.start_doc(number)
        kept.add_field("id", writer.schema["id"], stored.id, 1)
        kept.add_field("stored", writer.schema["stored"], _as_tuples(stored), 0)
        kept.add_field("passages", writer.schema["passages"], tuple(passages), 0)
        self._postings.add_counts("id", {stored.id: 1}, number)
        for name, counts in document.counts.items():
            kept.add_field(name, writer.schema[name], None, sum(counts.values()))
            self._postings.add_counts(name, counts, number)
        kept.finish_doc()
        writer.docnum += 1
        writer._added = True

    def drop(self, article_id: str) -> None:
        """Take an article out."""
        self._writer.delete_by_term("id", article_id)


class IndexReader:
    """An open index: postings for `columns`, stored texts for hits.

    Raises:
        FileNotFoundError: there is no index in ``folder``, or it was removed while it was being opened.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._index = whoosh_index.open_dir(str(folder))
            self._reader = self._index.reader()
        except whoosh_index.EmptyIndexError as error:
            raise FileNotFoundError(folder) from error

    def numbers(self) -> list[int]:
        """Whoosh's numbers of the articles, ascending."""
        return list(self._reader.all_doc_ids())

    @property
    def last_number(self) -> int:
        """The greatest number that a posting may name, of an article dropped since perhaps; -1 when there is none."""
        return int(self._reader.doc_count_all()) - 1

    def article(self, number: int) -> tuple[Stored, Passages]:
        """All that is kept of the article of this number."""
        fields = self._reader.stored_fields(number)
        article_id, title, keywords, sections = fields["stored"]
        stored = Stored(article_id, title, keywords, tuple(StoredSection(*section) for section in sections))
        return stored, Passages(*fields["passages"])

    def postings(self) -> Iterator[Posting]:
        """All that is known of stems, field by field; a number may be of an article dropped since."""
        for name in SCORED:
            for term in self._reader.lexicon(name):
                numbers: list[int] = []
                counts: list[float] = []
                for offset, leaf in self._leaves():
                    if (name, term) in leaf:
                        _read(leaf.postings(name, term), offset, numbers, counts)
                yield Posting(name, term.decode(), numbers, counts)

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()
        self._index.close()

    def _leaves(self) -> list[tuple[int, Any]]:
        """Whoosh's segments, each with the number of its first article."""
        return [(offset, leaf) for leaf, offset in self._reader.leaf_readers()]


@contextmanager
def writing(folder: Path, *, fresh: bool) -> Iterator[IndexWriter]:
    """Write to the index in ``folder``, a new one when ``fresh``; committed at the end unless an error comes."""
    opened = whoosh_index.create_in(str(folder), _schema()) if fresh else whoosh_index.open_dir(str(folder))
    writer = opened.writer(codec=W3Codec(compression=0))
    try:
        yield IndexWriter(writer)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    opened.close()


def _schema() -> Schema:
    # scorable: without a column of lengths Whoosh looks for its file at every posting
    scored = {name: FieldType(format=Existence(), analyzer=KeywordAnalyzer(), scorable=True) for name in SCORED}
    return Schema(id=ID(unique=True, stored=True), stored=STORED(), passages=STORED(), **scored)


def _as_tuples(stored: Stored) -> tuple[object, ...]:
    """What Whoosh pickles names no class of ours."""
    return (stored.id, stored.title, stored.keywords, tuple(tuple(section) for section in stored.sections))


def _fill(block: Any, numbers: "array[int]", counts: "array[float]") -> None:
    """Put a term's postings into Whoosh's blocks; the last one stays for ``finish_term``."""
    size = block._blocklimit
    for start in range(0, len(numbers), size):
        if start:
            block._write_block()
        block._ids, block._weights = numbers[start : start + size], counts[start : start + size]
        block._minlength = block._maxlength = 1  # for scoring by Whoosh, which nobody does
        block._maxweight = max(block._weights)


def _read(matcher: Any, offset: int, numbers: list[int], counts: list[float]) -> None:
    """Whoosh gives postings one call each; its blocks, which it has unpacked by then, are taken whole instead."""
    if isinstance(matcher, FilterMatcher):  # leaves out dropped articles, as whoever asked will
        matcher = matcher.child
    while matcher.is_active():
        matcher.id()
        matcher.weight()
        numbers += [number + offset for number in matcher._ids]
        counts += matcher._weights
        if not hasattr(matcher, "_next_block"):  # a single posting, kept with its term
            break
        matcher._next_block()
