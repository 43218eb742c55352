"""Finding in a person's own notes, and in the titles and folders that go with them. In memory alone.

A word of a note stands for one asked for if it has the same stem, if it is a compound that begins or ends with it, or,
while the last word is being typed, if it goes on from it. Every word asked for must be there, and one in the note.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from kbviewer.search.analysis import AFTER_ALL, WORD, fold, is_stop_word, stem
from kbviewer.search.compounds import SHORTEST_PART, may_be_part
from kbviewer.search.note_text import bare_note
from kbviewer.search.query import parse
from kbviewer.search.snippets import Snippet, excerpt


class Entry(NamedTuple):
    """A note in Markdown, the key it is known by, and what else it may be found ``about``."""

    key: str
    note: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteHit:
    """A note found."""

    key: str
    snippet: Snippet


class NoteIndex:
    """Finds notes. One thread at a time may use it."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._vocabulary = _Vocabulary()
        self._noted: dict[str, set[str]] = {}
        self._held: dict[str, set[str]] = {}
        """By word the keys of the entries that have it in their note, and anywhere."""

    def update(self, entries: Iterable[Entry]) -> bool:
        """Hold these entries and no others, in this order; whether any is other than before. Only those are read."""
        before, self._entries = self._entries, {entry.key: entry for entry in entries}
        for key, entry in before.items():
            if self._entries.get(key) != entry:
                self._drop(entry)
        for key, entry in self._entries.items():
            if before.get(key) != entry:
                self._put(entry)
        return before != self._entries

    def find(self, query: str, limit: int) -> tuple[NoteHit, ...]:
        """At most ``limit`` notes that answer a query, which `kbviewer.search.query` takes apart.

        First those with more words in the form asked for, then by their order. Stop words count only when nothing else
        is asked for.
        """
        asked = parse(query)
        words = [word for word in asked.words if not is_stop_word(word.text)] or asked.words
        if not words:
            return ()
        last = asked.words[-1] if asked.is_half_typed else None
        meant = [self._vocabulary.standing_for(word.text, may_go_on=word is last) for word in words]
        keys = self._holding(meant) & _any(self._noted, chain.from_iterable(meant))
        keys.difference_update(*(self._holding(map(self._same, group)) for group in asked.excluded))
        exact = [_any(self._held, self._same(word.text)) for word in words]
        in_order = (key for key in self._entries if key in keys)
        found = sorted(in_order, key=lambda key: -sum(key in one for one in exact))
        clauses = {word: number for number, group in enumerate(meant) for word in group}
        return tuple(self._hit(self._entries[key], clauses) for key in found[: max(0, limit)])

    def _same(self, word: str) -> Iterable[str]:
        return self._vocabulary.of_stem(stem(word))

    def _holding(self, groups: Iterable[Iterable[str]]) -> set[str]:
        """The keys of the entries that hold a word out of each group."""
        return set.intersection(*(_any(self._held, words) for words in groups))

    def _hit(self, entry: Entry, clauses: Mapping[str, int]) -> NoteHit:
        note = bare_note(entry.note)
        places = {place: clauses[word] for place, word in enumerate(_words(note)) if word in clauses}
        return NoteHit(entry.key, excerpt(note, places, [1.0] * (max(clauses.values()) + 1)))

    def _put(self, entry: Entry) -> None:
        noted, held = _words_of(entry)
        for word in held:
            if word not in self._held:
                self._vocabulary.add(word)
            self._held.setdefault(word, set()).add(entry.key)
        for word in noted:
            self._noted.setdefault(word, set()).add(entry.key)

    def _drop(self, entry: Entry) -> None:
        noted, held = _words_of(entry)
        for postings, words in ((self._noted, noted), (self._held, held)):
            for word in words:
                postings[word].discard(entry.key)
                if not postings[word]:
                    del postings[word]
        for word in held - self._held.keys():
            self._vocabulary.drop(word)


class _Vocabulary:
    """Folded words, in the orders in which words that are like another one lie side by side."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._stems: list[str] = []
        self._turned: list[str] = []
        """The stems written backwards."""
        self._of_stem: dict[str, set[str]] = {}

    def add(self, word: str) -> None:
        insort(self._words, word)
        base = stem(word)
        if base not in self._of_stem:
            insort(self._stems, base)
            insort(self._turned, base[::-1])
        self._of_stem.setdefault(base, set()).add(word)

    def drop(self, word: str) -> None:
        _remove(self._words, word)
        base = stem(word)
        self._of_stem[base].remove(word)
        if not self._of_stem[base]:
            del self._of_stem[base]
            _remove(self._stems, base)
            _remove(self._turned, base[::-1])

    def of_stem(self, base: str) -> Iterable[str]:
        """The words of a stem."""
        return self._of_stem.get(base, ())

    def standing_for(self, word: str, *, may_go_on: bool) -> set[str]:
        """The words that stand for a folded word; with ``may_go_on`` it may be the beginning of another one."""
        base = stem(word)
        stems = {base}
        if may_be_part(base):
            begun, ended = _beginning(self._stems, base), _beginning(self._turned, base[::-1])
            compounds = chain(begun, (turned[::-1] for turned in ended))
            stems.update(one for one in compounds if len(one) >= len(base) + SHORTEST_PART)
        found = set(chain.from_iterable(map(self.of_stem, stems)))
        return found.union(_beginning(self._words, word)) if may_go_on else found


def _words(text: str) -> Iterator[str]:
    return (fold(match.group()) for match in WORD.finditer(text))


def _words_of(entry: Entry) -> tuple[set[str], set[str]]:
    """The words of an entry's note, and all its words."""
    noted = set(_words(bare_note(entry.note)))
    return noted, noted.union(*map(_words, entry.about))


def _any(postings: Mapping[str, set[str]], words: Iterable[str]) -> set[str]:
    return set[str]().union(*(postings[word] for word in words if word in postings))


def _beginning(ordered: Sequence[str], beginning: str) -> Sequence[str]:
    return ordered[bisect_left(ordered, beginning) : bisect_left(ordered, beginning + AFTER_ALL)]


def _remove(ordered: list[str], one: str) -> None:
    del ordered[bisect_left(ordered, one)]
