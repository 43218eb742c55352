"""An article as the index takes it: stems counted by field, and every word of its passages in order."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from kbviewer.articles.article import Article
from kbviewer.search.analysis import WORD, fold, stem
from kbviewer.search.invisible import normalise

SCORED = ("title", "headings", "keywords", "body")
"""The fields with postings."""

FIRST_SECTION = 2
"""Passages before those of the sections, which are two each."""

Counts = Mapping[str, int]


class StoredSection(NamedTuple):
    """A section as kept in the index; ``text`` normalised."""

    anchor: str
    title: str
    text: str


class Stored(NamedTuple):
    """What the index keeps of an article to make a hit from. There is at least one section."""

    id: str
    title: str
    keywords: tuple[str, ...]
    sections: tuple[StoredSection, ...]


class Passages(NamedTuple):
    """The words of an article's passages: title, keywords, then heading and text of each section.

    ``vocabulary`` holds each word once, in lower case as first written. ``ends`` tells where each passage ends among
    the tokens, ``words`` the number of each token's word in ``vocabulary``: unsigned 32 bit numbers of this machine,
    as bytes.
    """

    vocabulary: tuple[str, ...]
    ends: bytes
    words: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """All that the index needs of an article. ``counts`` tells how often a stem stands in each of `SCORED`."""

    stored: Stored
    counts: Mapping[str, Counts]
    passages: Passages


def document(article: Article) -> Document:
    """Make an article ready for the index."""
    sections = tuple(StoredSection(one.anchor, one.title, normalise(one.text)) for one in article.sections)
    stored = Stored(article.id, article.title, article.keywords, sections or (StoredSection("", "", ""),))
    texts = [stored.title, "\n".join(stored.keywords)]
    texts += chain.from_iterable((section.title, section.text) for section in stored.sections)
    passages = [WORD.findall(text) for text in texts]
    counts = {
        "title": _counts(passages[0]),
        "keywords": _counts(chain(passages[1], *map(WORD.findall, article.body_parts))),
        "headings": _counts(chain.from_iterable(passages[FIRST_SECTION::2])),
        "body": _counts(chain(WORD.findall(article.description), *passages[FIRST_SECTION + 1 :: 2])),
    }
    return Document(stored, counts, _passages(passages))


def _counts(written: Iterable[str]) -> Counts:
    by_stem: Counter[str] = Counter()
    for word, count in Counter(written).items():
        by_stem[stem(fold(word))] += count
    return by_stem


def _passages(passages: Sequence[Sequence[str]]) -> Passages:
    vocabulary: dict[str, str] = {}
    numbers: dict[str, int] = {}
    words, ends = array("I"), array("I")
    for passage in passages:
        for written in passage:
            folded = fold(written)
            if folded not in numbers:
                numbers[folded] = len(numbers)
                vocabulary[folded] = normalise(written).lower()
            words.append(numbers[folded])
        ends.append(len(words))
    return Passages(tuple(vocabulary.values()), ends.tobytes(), words.tobytes())
