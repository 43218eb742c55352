"""From a query to what is looked up: for each typed word, everything that may stand for it and how surely.

    "ondt i rygen"  ->  Clause(ondt: ondt 1, smerte .7 …) · Clause(i, weighs little) · Clause(rygen: ryg .9 …)

Knows the library only as `Columns` and a `Lexicon`. Whatever is typed gives a plan, perhaps an empty one.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbviewer.search.analysis import LONGEST_STEMMED, STOP_STEMS, is_stop_word, stem
from kbviewer.search.columns import Columns
from kbviewer.search.compounds import LINKS, SHORT_PART, SHORTEST_PART, Splitter
from kbviewer.search.hit import Origin
from kbviewer.search.lexicon import Lexicon
from kbviewer.search.query import Query, Word
from kbviewer.search.thesaurus import Meaning, Stems, Thesaurus

MOST_COMPLETIONS = 24
MOST_CORRECTIONS = 6
MOST_HURRIED = 4
"""Words that one typed word is taken for, besides itself."""

STOP_WEIGHT = 0.2
"""Of a clause that says little, against 1."""

COMPLETED, HURRIED, CORRECTED, COMPOUND, HALF, JOINED, SYNONYM, PHRASE = 0.7, 0.9, 0.9, 0.8, 0.5, 0.9, 0.7, 0.6
"""How surely something stands for a typed word, against 1 for the word itself."""

WHOLE_KNOWN = 0.5
"""Of a compound's weight when the library knows the whole: "fodbold" is no ball under the foot."""

UNDERSTOOD = 0.7
"""Of a correction's weight when the thesaurus knows the word: it is hardly a slip."""

SHORTEST_HALF = 5
"""Letters of half a compound that may stand for the whole."""

LONGEST_ABBREVIATION = 4
"""Letters of a word in capitals that is whole when the thesaurus knows it: "KOL" is not the beginning of "kold"."""

HURRIED_DOUBT = 3.0
"""A word spelt right is meant so much surer than one with a o a for æ ø å, both equally common."""

COST_DECAY = 1.2
LIKELIHOOD_SHARE = 0.25
"""How fast a correction loses weight with its cost; how much cost e times as many articles make up for."""

DOUBT = 0.5
"""How fast even the likeliest correction loses weight with what it costs beyond one slip: "bagsiden" is no "vægsid"."""

RANK_DECAY = 0.85
"""Weight of a phrase's second meaning against its first."""

RARE = 2
SUGGESTED_COST = 0.8
SUGGESTED_TIMES = 20
"""A word in at most so many articles gets a suggestion that costs at most so much and is so many times likelier."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Stems to be found together, standing for what was ``asked`` with a weight of at most 1.

    ``asked`` and ``text`` are for people: what was typed, and what it was taken for.
    """

    stems: Stems
    weight: float
    origin: Origin
    asked: str
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One typed word, folded, and what may stand for it, surest first. A half typed word may go on."""

    word: str
    alternatives: tuple[Alternative, ...]
    weight: float = 1.0
    is_half_typed: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look up for a query.

    ``clauses`` stand in the order typed, no word twice. ``phrases`` are words to be found side by side, ``excluded``
    ones to be absent. ``corrected`` is the query as it was taken when words in it are unknown, ``suggested`` one that
    was more likely meant though all its words are known.
    """

    clauses: tuple[Clause, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    corrected: str | None = None
    suggested: str | None = None


class Planner:
    """Plans queries over one library."""

    def __init__(self, columns: Columns, lexicon: Lexicon, thesaurus: Thesaurus) -> None:
        self._columns, self._lexicon, self._thesaurus = columns, lexicon, thesaurus
        known = {text: columns.found_in(number) for text, number in columns.stems.items()}
        self._words_known = thesaurus.stems()
        self._splitter = Splitter({**dict.fromkeys(self._words_known, 1), **known})

    def plan(self, query: Query, *, as_typed: bool = False, loosely: bool = False) -> Plan:
        """What to look up for a query.

        ``as_typed`` leaves out what guesses at slips. ``loosely`` takes one half of a compound for the whole: better
        than to find nothing, but not otherwise, as every article on elbows would answer "albuesmerter".
        """
        stems = [stem(word.text) for word in query.words]
        meant = list(self._meant(query, stems))
        understood = {place for places, one in meant if all(map(self._found_in, one.stems)) for place in places}
        found = [self._alternatives(query, place, as_typed, place in understood) for place in range(len(stems))]
        for place, word in enumerate(query.words) if loosely else ():
            for alternative in self._halves(word) if len(word.text) <= LONGEST_STEMMED else ():
                _keep(found[place], alternative)
        for places, alternative in (*self._joined(query, stems), *meant):
            for place in places:
                _keep(found[place], alternative)
        clauses: dict[str, Clause] = {}
        for place, word in enumerate(query.words):
            alternatives = tuple(sorted(found[place].values(), key=lambda one: -one.weight))
            half_typed = _is_half_typed(query, place)
            if half_typed or word.text not in clauses:
                weight = STOP_WEIGHT if is_stop_word(word.text) else 1.0
                clauses[word.text] = Clause(word.text, alternatives, weight, half_typed)
        corrected = _rewritten(query, [self._correction(kept) for kept in found])
        suggested = None if corrected or as_typed else _rewritten(query, [*map(self._suggestion, query.words)])
        return Plan(tuple(clauses.values()), query.phrases, query.excluded, corrected, suggested)

    def _alternatives(self, query: Query, place: int, as_typed: bool, understood: bool) -> dict[Stems, Alternative]:
        """What may stand for a word by itself. ``understood``: the thesaurus knows a name that the library uses."""
        word = query.words[place]
        kept: dict[Stems, Alternative] = {}
        own = self._own_stem(word)
        _keep(kept, Alternative((own,), 1.0, Origin.EXACT, word.written, word.written))
        is_abbreviation = own in self._words_known and _is_abbreviation(word)
        if is_abbreviation or len(word.text) > LONGEST_STEMMED:  # whole, or no word and long to take apart
            return kept
        completed = self._completed(word, as_typed) if _is_half_typed(query, place) else []
        for alternative in (*completed, *self._split(word, as_typed)):
            _keep(kept, alternative)
        if not as_typed:
            for alternative in self._hurried(word):
                _keep(kept, alternative)
            is_known = own in self._columns.stems or (own in self._words_known and not understood)
            if not (completed or is_known or is_stop_word(word.text)):
                for alternative in self._corrected(word, UNDERSTOOD if understood else 1.0):
                    _keep(kept, alternative)
        return kept

    def _own_stem(self, word: Word) -> str:
        """The stem of a word; all of an unknown one that the stemmer cuts down to a stop word, "forssen" to "for"."""
        stemmed = stem(word.text)
        is_cut_down = stemmed in STOP_STEMS and not is_stop_word(word.text) and self._columns.number(word.text) is None
        return word.text if is_cut_down else stemmed

    def _completed(self, word: Word, as_typed: bool) -> list[Alternative]:
        numbers = self._lexicon.completions(word.text, MOST_COMPLETIONS)
        if not numbers and not as_typed:
            numbers = self._lexicon.hurried_completions(word.text, MOST_COMPLETIONS)
        return [self._as_word(number, COMPLETED, Origin.COMPLETED, word) for number in numbers]

    def _split(self, word: Word, as_typed: bool) -> Iterator[Alternative]:
        parts = self._splitter.parts(stem(word.text))
        if parts:
            known = self._found_in(stem(word.text)) > 0
            yield self._as_compound(parts, COMPOUND * (WHOLE_KNOWN if known else 1.0), word)
        elif not as_typed and not self._lexicon.knows(word.text):
            parts = self._hurried_parts(word.text)
            if parts:
                yield self._as_compound(parts, COMPOUND * HURRIED, word)

    def _hurried_parts(self, folded: str) -> Stems:
        """The two words of the library that make up one with a o a for æ ø å; the surest two."""
        best: Stems = ()
        best_worth = 0
        for cut in range(SHORTEST_PART, len(folded) - SHORTEST_PART + 1):
            right = self._lexicon.hurried_stem(folded[cut:]) if len(folded) - cut > SHORT_PART else None
            for link in LINKS if right else ():
                left = self._lexicon.hurried_stem(folded[:cut].removesuffix(link))
                worth = min(self._splitter.worth(half) * len(half) if half else 0 for half in (left, right))
                if left and right and worth > best_worth:
                    best, best_worth = (left, right), worth
        return best

    def _halves(self, word: Word) -> Iterator[Alternative]:
        """The longest words of the library that a word begins and ends with."""
        whole = stem(word.text)
        heads = (whole[:cut] for cut in range(len(whole) - SHORTEST_PART, SHORTEST_HALF - 1, -1))
        tails = (whole[cut:] for cut in range(SHORTEST_PART, len(whole) - SHORTEST_HALF + 1))
        for halves in (heads, tails):
            half = next((one for one in map(stem, halves) if self._found_in(one) and not is_stop_word(one)), None)
            if half:
                yield self._as_compound((half,), HALF, word)

    def _as_compound(self, parts: Stems, weight: float, word: Word) -> Alternative:
        text = " + ".join(map(self._lexicon.word_of, parts))
        return Alternative(parts, weight, Origin.COMPOUND, word.written, text)

    def _hurried(self, word: Word) -> Iterator[Alternative]:
        mine = self._found_in(stem(word.text))
        for number in self._lexicon.hurried(word.text)[:MOST_HURRIED]:
            other = self._found_in(self._lexicon.stem(number))
            if other:
                weight = HURRIED * other / (other + HURRIED_DOUBT * mine)
                yield self._as_word(number, weight, Origin.HURRIED, word)

    def _corrected(self, word: Word, share: float) -> Iterator[Alternative]:
        ranked = sorted(
            (cost - LIKELIHOOD_SHARE * math.log1p(self._lexicon.likelihood(number)), number, cost)
            for number, cost in self._lexicon.corrections(word.text)
            if not is_stop_word(self._columns.words[number])
        )[:MOST_CORRECTIONS]
        for unlikely, number, cost in ranked:
            weight = share * CORRECTED * math.exp(-COST_DECAY * (unlikely - ranked[0][0]) - DOUBT * max(0, cost - 1))
            yield self._as_word(number, weight, Origin.CORRECTED, word)

    def _as_word(self, number: int, weight: float, origin: Origin, word: Word) -> Alternative:
        lexicon = self._lexicon
        return Alternative((lexicon.stem(number),), weight, origin, word.written, lexicon.written(number))

    def _joined(self, query: Query, stems: Sequence[str]) -> Iterator[tuple[tuple[int, ...], Alternative]]:
        """Compounds typed as two words, and what they may mean."""
        for place, (left, right) in enumerate(itertools.pairwise(query.words)):
            places = (place, place + 1)
            asked = _written(query, places)
            heads = dict.fromkeys((left.text, stems[place]))
            wholes = dict.fromkeys(stem(head + link + right.text) for head in heads for link in LINKS)
            for whole in (one for one in wholes if one not in stems):
                if self._found_in(whole):
                    yield places, Alternative((whole,), JOINED, Origin.COMPOUND, asked, self._lexicon.word_of(whole))
                for meaning in self._thesaurus.meanings([whole]):
                    yield places, _as_alternative(meaning, asked)

    def _meant(self, query: Query, stems: Sequence[str]) -> Iterator[tuple[tuple[int, ...], Alternative]]:
        """Synonyms, and what a lay phrase may mean."""
        for meaning in self._thesaurus.meanings(stems):
            yield meaning.places, _as_alternative(meaning, _written(query, meaning.places))

    def _correction(self, kept: dict[Stems, Alternative]) -> str | None:
        """What a word is shown as when nothing of what was typed is known."""
        known = [one for one in kept.values() if all(map(self._found_in, one.stems))]
        best = max(known, key=lambda one: one.weight, default=None)
        return best.text if best and best.origin is Origin.CORRECTED else None

    def _suggestion(self, word: Word) -> str | None:
        """What was more likely meant by a word that is known but rare, and names nothing."""
        own = stem(word.text)
        mine = self._found_in(own)
        is_meant = is_stop_word(word.text) or own in self._words_known or self._lexicon.is_in_a_name(own)
        if is_meant or not 0 < mine <= RARE:
            return None
        near = [
            (self._lexicon.likelihood(number), number)
            for number, cost in self._lexicon.corrections(word.text)
            if 0 < cost <= SUGGESTED_COST and self._lexicon.stem(number) != own
        ]
        likelihood, number = max(near, default=(0.0, 0))
        return self._lexicon.written(number) if likelihood >= SUGGESTED_TIMES * mine else None

    def _found_in(self, one: str) -> int:
        number = self._columns.stems.get(one)
        return 0 if number is None else self._columns.found_in(number)


def _as_alternative(meaning: Meaning, asked: str) -> Alternative:
    base, origin = (PHRASE, Origin.PHRASE) if meaning.is_phrase else (SYNONYM, Origin.SYNONYM)
    return Alternative(meaning.stems, base * RANK_DECAY**meaning.rank, origin, asked, meaning.text)


def _is_abbreviation(word: Word) -> bool:
    return word.written.isupper() and len(word.written) <= LONGEST_ABBREVIATION


def _is_half_typed(query: Query, place: int) -> bool:
    return query.is_half_typed and place == len(query.words) - 1


def _written(query: Query, places: Sequence[int]) -> str:
    return " ".join(query.words[place].written for place in places)


def _rewritten(query: Query, instead: Sequence[str | None]) -> str | None:
    """The query with some words replaced; None when none is."""
    text = query.text
    for word, other in reversed(list(zip(query.words, instead, strict=True))):
        if other:
            text = text[: word.start] + other + text[word.end :]
    return text if any(instead) else None


def _keep(kept: dict[Stems, Alternative], new: Alternative) -> None:
    if new.stems not in kept or kept[new.stems].weight < new.weight:
        kept[new.stems] = new
