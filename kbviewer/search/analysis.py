"""Danish text to words and stems. Pure functions over strings, one source for index, query and highlights.

A word goes through two steps:

    fold    lower case, NFC, invisible characters and accents removed, æ ø å spelt ae oe aa
    stem    Snowball Danish until it changes no more

so that "hælspore", "Haelspore" and "HÆLSPORE" are the same word by construction.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from snowballstemmer.danish_stemmer import DanishStemmer

from kbviewer.search import stopwords

VERSION = 1
"""Counted up whenever the same text gives other tokens; an index of another version is rebuilt."""

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width space, non-joiner, joiner, word joiner, byte order mark."""

LONGEST_STEMMED = 64
"""Letters; a longer word is no Danish word and is kept as it is."""

CACHED_WORDS = 1 << 17

WORD = re.compile(rf"\d+(?:[.,]\d+)+(?!\w)|[^\W_]+(?:[{INVISIBLE}\u0300-\u036f]+[^\W_]*)*")
"""A word as written: a decimal number, or letters and digits with invisible and combining characters inside."""

_HIDDEN = re.compile(f"[{INVISIBLE}]")
_SPELT = str.maketrans({
    "æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ß": "ss", "đ": "d", "ð": "d", "ł": "l", "þ": "th",
    ".": ",",
})  # fmt: skip
_UNSPELT = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))


class Token(NamedTuple):
    """A word of a text: as folded or stemmed, its number in the text, and its place ``[start, end)`` there."""

    text: str
    position: int
    start: int
    end: int


def normalise(text: str) -> str:
    """The text in NFC without characters that cannot be seen."""
    return unicodedata.normalize("NFC", _HIDDEN.sub("", text))


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
    put back for it. It is not idempotent (diskusprolapsen, diskusprolaps, diskusprolap), hence the loop.
    """
    if len(folded) > LONGEST_STEMMED:
        return folded
    stemmer = _stemmer()
    while (shorter := fold(stemmer.stemWord(_unspell(folded)))) != folded:
        folded = shorter
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


def _unspell(folded: str) -> str:
    for spelt, letter in _UNSPELT:
        folded = folded.replace(spelt, letter)
    return folded


def _stemmer() -> DanishStemmer:
    """A stemmer of this thread: it keeps the word it works on in itself."""
    if not hasattr(_THREAD, "stemmer"):
        _THREAD.stemmer = DanishStemmer()
    stemmer: DanishStemmer = _THREAD.stemmer
    return stemmer


_THREAD = threading.local()
_STOP_WORDS = frozenset(fold(word) for word in stopwords.DANISH.split())
