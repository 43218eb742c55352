"""What people call things: synonyms and whole lay phrases, from plain text files in ``resources/thesaurus``.

    synonyms.txt    hælspore ~ fasciitis plantaris ~ svangsenebetændelse
    phrases.txt     kan ikke støtte på foden | tør ikke træde ned => forstuvet ankel, ankelbrud

A synonym is met where its words stand together in a query. A phrase is met where all its content words stand
anywhere in a query, in any order. Both widen a search; neither changes a text.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kbviewer.errors import InputError
from kbviewer.search.analysis import is_stop_word, stem, words

THESAURUS = "thesaurus.json"
"""What `Thesaurus.save` writes, beside an index."""

SYNONYMS, PHRASES = "synonyms.txt", "phrases.txt"

COMMENT = "#"
BETWEEN_SYNONYMS = "~"
BETWEEN_PHRASES = "|"
BEFORE_MEANINGS = "=>"
BETWEEN_MEANINGS = ","

_BETWEEN = re.compile("|".join(map(re.escape, (BETWEEN_SYNONYMS, BETWEEN_PHRASES, BEFORE_MEANINGS, BETWEEN_MEANINGS))))

Stems = tuple[str, ...]


class Meaning(NamedTuple):
    """What some words of a query may mean besides: ``stems`` to be found together, spelt as ``text``.

    ``places`` are the numbers of the words in the query; ``rank`` is 0 for the likeliest meaning. ``is_phrase`` tells
    a lay phrase's guess from a synonym.
    """

    places: tuple[int, ...]
    stems: Stems
    text: str
    rank: int
    is_phrase: bool


class Term(NamedTuple):
    """A word or some words: as stems, and as written."""

    stems: Stems
    text: str


class Phrase(NamedTuple):
    """A lay phrase, as the stems of its content words, and what it may mean, likeliest first."""

    met: Stems
    meanings: tuple[Term, ...]


class Thesaurus:
    """Groups of synonyms and lay phrases, ready to look up."""

    def __init__(self, synonyms: Iterable[Sequence[Term]] = (), phrases: Iterable[Phrase] = ()) -> None:
        self._synonyms: dict[str, list[Phrase]] = {}
        """By first stem the synonyms, each with what else it is called."""
        self._phrases: dict[str, list[Phrase]] = {}
        """By first stem the lay phrases, each with its meanings."""
        others: dict[Stems, dict[Stems, Term]] = {}
        for group in synonyms:
            for one in group:
                others.setdefault(one.stems, {}).update((other.stems, other) for other in group if other != one)
        for met, terms in others.items():
            self._synonyms.setdefault(met[0], []).append(Phrase(met, tuple(terms.values())))
        for phrase in phrases:
            self._phrases.setdefault(phrase.met[0], []).append(phrase)

    @classmethod
    def read(cls, folder: Path) -> "Thesaurus":
        """Read ``synonyms.txt`` and ``phrases.txt``; a file that is not there is as an empty one.

        Raises:
            InputError: ``thesaurus_invalid`` with path and line (from 1).
        """
        return cls(_read_synonyms(folder / SYNONYMS), _read_phrases(folder / PHRASES))

    @classmethod
    def load(cls, saved: bytes) -> "Thesaurus":
        """Understand what `save` wrote, many times as fast as `read`.

        Raises:
            ValueError: it is not what `save` writes.
        """
        made = cls()
        made._synonyms, made._phrases = json.loads(saved)
        return made

    def save(self, file: Path) -> None:
        """Write the stems of everything, so that opening an index needs no stemming. Raises OSError."""
        file.write_text(json.dumps([self._synonyms, self._phrases], ensure_ascii=False), encoding="utf-8")

    def stems(self) -> frozenset[str]:
        """Every stem of a synonym: words that exist, whether or not the library uses them."""
        return frozenset(one for entries in self._synonyms.values() for met, _ in entries for one in met)

    def meanings(self, query: Sequence[str]) -> list[Meaning]:
        """What the words of a query, as stems in the order typed, may mean besides."""
        return [*self._synonyms_in(query), *self._phrases_in(query)]

    def _called(self, met: Sequence[str]) -> Sequence[Term]:
        """What else something is called."""
        return next((terms for other, terms in self._synonyms.get(met[0], ()) if list(other) == list(met)), ())

    def _synonyms_in(self, query: Sequence[str]) -> Iterator[Meaning]:
        for start, first in enumerate(query):
            for met, terms in self._synonyms.get(first, ()):
                end = start + len(met)
                if list(query[start:end]) == list(met):
                    places = tuple(range(start, end))
                    yield from (Meaning(places, tuple(stems), text, 0, False) for stems, text in terms)

    def _phrases_in(self, query: Sequence[str]) -> Iterator[Meaning]:
        places = self._places(query)
        for first in places:
            for met, meanings in self._phrases.get(first, ()):
                found = {places[one] for one in met if one in places}
                if len(found) == len(met):
                    for rank, (stems, text) in enumerate(meanings):
                        for name, written in ((stems, text), *self._called(stems)):
                            yield Meaning(tuple(sorted(found)), tuple(name), written, rank, True)

    def _places(self, query: Sequence[str]) -> Mapping[str, int]:
        """Where each stem of the query, or a one-word synonym of it, stands."""
        places = {one: place for place, one in reversed(list(enumerate(query)))}
        for place, one in enumerate(query):
            for stems, _ in self._called((one,)):
                if len(stems) == 1:
                    places.setdefault(stems[0], place)
        return places


def fingerprint(folder: Path) -> str:
    """Changes with the files of a thesaurus."""
    digest = hashlib.sha256()
    for name in (SYNONYMS, PHRASES):
        with suppress(OSError):
            digest.update((folder / name).read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def texts(folder: Path) -> Iterator[str]:
    """Every term and phrase of a thesaurus as written: words that exist, whether or not a library uses them."""
    for name in (SYNONYMS, PHRASES):
        for _number, line in _lines(folder / name):
            yield from _BETWEEN.split(line)


def _read_synonyms(file: Path) -> Iterator[Sequence[Term]]:
    for number, line in _lines(file):
        group = {term.stems: term for term in map(_written, line.split(BETWEEN_SYNONYMS))}
        if len(group) < 2 or () in group:
            raise InputError("thesaurus_invalid", path=file, line=number)
        yield tuple(group.values())


def _read_phrases(file: Path) -> Iterator[Phrase]:
    for number, line in _lines(file):
        left, _, right = line.partition(BEFORE_MEANINGS)
        meanings = tuple(map(_written, right.split(BETWEEN_MEANINGS)))
        phrases = [_content(phrase) for phrase in left.split(BETWEEN_PHRASES)]
        if not all(term.stems for term in meanings) or not all(phrases):
            raise InputError("thesaurus_invalid", path=file, line=number)
        yield from (Phrase(met, meanings) for met in phrases)


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines that say something, comments cut off, with their numbers."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("thesaurus_invalid", path=file, line=0) from error
    for number, line in enumerate(lines, 1):
        said = line.partition(COMMENT)[0].strip()
        if said:
            yield number, said


def _written(text: str) -> Term:
    return Term(tuple(stem(token.text) for token in words(text)), text.strip())


def _content(text: str) -> Stems:
    """The stems of a text without stop words, each once; of all its words where one alone would say too little."""
    content = tuple(dict.fromkeys(stem(token.text) for token in words(text) if not is_stop_word(token.text)))
    return content if len(content) != 1 else tuple(dict.fromkeys(stem(token.text) for token in words(text)))
