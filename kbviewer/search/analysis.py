"""Danish text to words and stems. Pure functions over strings, one source for index, query and highlights.

A word goes through two steps:

    fold    lower case, NFC, invisible characters and accents removed, æ ø å spelt ae oe aa
    stem    irregular forms to their base, short words that end in a vowel by rule, the rest by Snowball Danish

Both are repeated until nothing changes,
so that "hælspore", "Haelspore" and "HÆLSPORE" are the same word by construction.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kbviewer.search import irregular, stopwords
from kbviewer.search.invisible import INVISIBLE, normalise

if TYPE_CHECKING:
    from snowballstemmer.danish_stemmer import DanishStemmer

VERSION = 6
"""Counted up whenever the same text gives other tokens; an index of another version is rebuilt."""

AFTER_ALL = "\U0010ffff"
"""Sorts after whatever follows the same beginning."""

LONGEST_STEMMED = 64
"""Letters; a longer word is no Danish word and is kept as it is."""

SHORTEST_TAIL = 5
SHORTEST_HEAD = 3
"""Letters of an irregular form that ends a compound, and of what stands before it: "læg|muskler", not "ar|me"."""

CACHED_WORDS = 1 << 17

WORD = re.compile(rf"\d+(?:[.,]\d+)+|[^\W_]+(?:[{INVISIBLE}\u0300-\u036f]+[^\W_]*)*")
"""A word as written: a decimal number, or letters and digits with invisible and combining characters inside."""

_SPELT = str.maketrans({
    "æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ß": "ss", "đ": "d", "ð": "d", "ł": "l", "þ": "th",
    ".": ",",
})  # fmt: skip
_VOWEL_STEM = re.compile("([^aeiouyæøå]{0,3}[iouyæøå])(?:ens?|ets?|ers?|ernes?|enes?)")
_PAST = re.compile("(?=.*[aeiouy].*ede).*[^aeiouy]ede")
"""A past tense: "løftede", "bukkede", which Snowball leaves as they are; not "brede"."""
_NO_PAST = ("skede", "billede", "stede", "berede", "helbrede", "vejlede", "allerede")
_UNSPELT = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))
_PLAIN = (("aa", "a"), ("ae", "a"), ("oe", "o"))


class Token(NamedTuple):
    """A word of a text: as folded or stemmed, its number in the text, and its place ``[start, end)`` there."""

    text: str
    position: int
    start: int
    end: int


@lru_cache(CACHED_WORDS)
def fold(word: str) -> str:
    """A word in the one spelling it is compared in: lower case and, for Danish and other Latin words, plain ASCII."""
    if word.isascii():
        return word.lower().translate(_SPELT)
    spelt = normalise(word).lower().translate(_SPELT)
    if spelt.isascii():
        return spelt
    parts = unicodedata.normalize("NFD", spelt)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))


@lru_cache(CACHED_WORDS)
def stem(folded: str) -> str:
    """The stem of a folded word, itself folded; ``stem(stem(word)) == stem(word)``.

    Snowball Danish (https://snowballstem.org/algorithms/danish/stemmer.html) knows æ ø å only as letters, so they are
    put back for it. It is not idempotent (diskusprolapsen, diskusprolaps, diskusprolap), hence the loop, and leaves
    "knæet" and "fødder" as they are, hence the rules before it.
    """
    if len(folded) > LONGEST_STEMMED:
        return folded
    while (shorter := _shorter(folded)) != folded:
        folded = shorter
    return folded


def plain(folded: str) -> str:
    """A folded word as a hurried hand types it, with a o a for æ ø å; what two spellings of a word have in common."""
    for spelt, letter in _PLAIN:
        folded = folded.replace(spelt, letter)
    return folded


def unspell(folded: str) -> str:
    """A folded word with æ ø å put back wherever ae oe aa stand; the guess is wrong for "diafragma aerob"."""
    for spelt, letter in _UNSPELT:
        folded = folded.replace(spelt, letter)
    return folded


def words(text: str) -> Iterator[Token]:
    """The folded words of a text, unstemmed, with offsets into the text as given."""
    for position, match in enumerate(WORD.finditer(text)):
        folded = fold(match.group())
        if folded:
            yield Token(folded, position, match.start(), match.end())


def analyse(text: str) -> Iterator[Token]:
    """The stems of a text, with offsets into the text as given."""
    for token in words(text):
        yield token._replace(text=stem(token.text))


def is_stop_word(folded: str) -> bool:
    """Whether a folded word says little about what an article is about."""
    return folded in _STOP_WORDS


def _shorter(folded: str) -> str:
    if folded in _BASES:
        return _BASES[folded]
    if folded.endswith("itis"):  # bursitis, bursitten
        return folded[:-2]
    for form, base in _TAILS.get(folded[-3:], ()):
        head = folded.removesuffix(form)
        if head != folded and len(head) >= SHORTEST_HEAD and head[-1] != form[0]:  # not klub|ben, pas|sene
            return head + base
    if _PAST.fullmatch(folded) and not folded.endswith(_NO_PAST):
        return folded[:-2]
    danish = unspell(folded)
    if short := _VOWEL_STEM.fullmatch(danish):
        return fold(short[1])
    return fold(_stemmer().stemWord(danish))


def _forms(table: str, base_of: Callable[[str], str] | None = None) -> Iterator[tuple[str, str]]:
    """Every form in a table of irregular words with the stem of its base; that stem among them, so that it stays."""
    for line in table.split("\n"):
        forms = [fold(form) for form in line.split()]
        if forms:
            base = base_of(forms[0]) if base_of else fold(_stemmer().stemWord(unspell(forms[0])))
            yield from ((form, base) for form in dict.fromkeys((*forms, base)))


def _tails() -> dict[str, list[tuple[str, str]]]:
    """Forms that a compound may end with, by their last three letters: it is inflected as its last word is."""
    tails: dict[str, list[tuple[str, str]]] = {}
    long = ((form, base) for form, base in _BASES.items() if len(form) >= SHORTEST_TAIL and form != base)
    for form, base in sorted({*long, *_forms(irregular.TAILS)}, key=lambda one: -len(one[0])):
        tails.setdefault(form[-3:], []).append((form, base))
    return tails


def _stemmer() -> DanishStemmer:
    """A stemmer of this thread: it keeps the word it works on in itself."""
    if not hasattr(_THREAD, "stemmer"):
        _THREAD.stemmer = _danish()()
    stemmer: DanishStemmer = _THREAD.stemmer
    return stemmer


def _danish() -> type[DanishStemmer]:
    """The Danish stemmer alone: its package would load those of thirty other languages at every start."""
    found = importlib.util.find_spec("snowballstemmer")
    if found and found.name not in sys.modules:
        sys.modules[found.name] = importlib.util.module_from_spec(found)
    from snowballstemmer.danish_stemmer import DanishStemmer  # noqa: PLC0415

    danish: type[DanishStemmer] = DanishStemmer
    return danish


_THREAD = threading.local()
_STOP_WORDS = frozenset(fold(word) for word in stopwords.DANISH.split())
_BASES = dict(_forms(irregular.FORMS)) | dict(_forms(irregular.APART, fold))
_TAILS = _tails()
STOP_STEMS = frozenset(map(stem, _STOP_WORDS))
"""The stems of the words that `is_stop_word` tells."""
