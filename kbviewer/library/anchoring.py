"""A highlighted passage finds its place again after the article was edited.

A passage is kept as the W3C's TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector): its own
words and a little of what stands around them. White space counts as one space, however much of it there is.

A passage that still stands as it was is taken where its surroundings fit best. Otherwise it is laid beside the places
that share pairs of words with it, and one is taken that is almost the same: in surroundings that fit, words may have
changed; elsewhere next to none. What is merely alike, as the lines of an exercise list are, is not taken for it.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Levenshtein

from kbviewer.errors import InputError
from kbviewer.library.passage import Quote, Span

CONTEXT = 40
"""Letters kept on each side of a passage."""

LONGEST = 2000
"""Letters of a passage."""

TELLING = 24
"""Letters from which on a passage is known by its own words, whatever stands around it."""

FITTING = 0.5
"""Share of the words around a place that a short passage, or a single word in many places, needs to be known by."""

OWN_PLACE = 0.8
"""Share of the words around it that tells that a place is the passage's own, whatever words of it have changed."""

KEPT_IN_PLACE, KEPT_ELSEWHERE = 0.6, 0.9
"""Share of a passage's words and numbers that must still be there, in its own place and in any other."""

FIT_WEIGHT, ENOUGH = 0.3, 0.92
"""Likeness of letters, and that of the surroundings at this weight, make enough together."""

SLIP = 60
"""Likeness of letters, in per cent, from which on a word is the same with a slip of the pen in it."""

MOST_DOUBLES = 200
"""Places where a passage stands as it was that are compared by their surroundings."""
MOST_PLACES = 6
"""Places that an edited passage is laid beside."""
COMMON = 200
"""A pair of words that stands in more places than this tells nothing."""

_REACH = 10 * CONTEXT
_SPACE = re.compile(r"\s+")
_TOKEN = re.compile(r"\w+|[^\w\s]")

_Pair = tuple[str, str]
_Token = re.Match[str]


class _Place(NamedTuple):
    """A place ``[start, end)`` of the text where the passage may stand, and how likely that is."""

    start: int
    end: int
    weight: float = 1


def quote_of(blocks: Sequence[str], spans: Sequence[Span]) -> Quote:
    """The passage that ``spans`` mark, one span per block in reading order.

    Raises:
        InputError: there is no text in it, or more than `LONGEST` letters.
    """
    exact = "\n".join(filter(None, (" ".join(blocks[span.block][span.start : span.end].split()) for span in spans)))
    if not exact:
        raise InputError("passage_empty")
    if len(exact) > LONGEST:
        raise InputError("passage_too_long", most=LONGEST)
    joined = "\n".join(blocks)
    begins = _begins(blocks)
    start, end = begins[spans[0].block] + spans[0].start, begins[spans[-1].block] + spans[-1].end
    passage = joined[start:end]
    start, end = end - len(passage.lstrip()), start + len(passage.rstrip())
    before, after = joined[max(0, start - _REACH) : start], joined[end : end + _REACH]
    return Quote(exact, _spaced(before)[-CONTEXT:], _spaced(after)[:CONTEXT])


def find(quote: Quote, blocks: Sequence[str]) -> tuple[Span, ...]:
    """Where the passage stands in ``blocks``, one span per block; nothing when it is not there any more."""
    return find_each([quote], blocks)[0]


def find_each(quotes: Sequence[Quote], blocks: Sequence[str]) -> list[tuple[Span, ...]]:
    """`find` for many passages of one page: its text is gone through once for all that were edited."""
    text = _Text(blocks)
    plain = [Quote(*map(_spaced, (quote.exact.strip(), quote.before, quote.after))) for quote in quotes]
    places = [_as_it_was(quote, text.normal) for quote in plain]
    missing = [number for number, place in enumerate(places) if place is None and _can_be_edited(plain[number])]
    for number, place in zip(missing, _edited([plain[number] for number in missing], text.normal), strict=True):
        places[number] = place
    return [text.spans(place.start, place.end) if place else () for place in places]


def _can_be_edited(quote: Quote) -> bool:
    """One from elsewhere may be anything."""
    return 0 < len(quote.exact) <= LONGEST and len(quote.before) <= _REACH and len(quote.after) <= _REACH


# --- as it was ----------------------------------------------------------------------------------


def _as_it_was(quote: Quote, text: str) -> _Place | None:
    size = len(quote.exact)
    whole = text.find(_whole(quote))
    if whole >= 0 < size:
        return _Place(whole + len(quote.before), whole + len(quote.before) + size)
    doubles = [_Place(start, start + size) for start in islice(_occurrences(quote.exact, text), MOST_DOUBLES)]
    if len(doubles) == 1 and size >= TELLING:
        return doubles[0]
    fitting = [place._replace(weight=_fit(quote, text, place.start, place.end)) for place in doubles]
    best = max(fitting, key=lambda place: place.weight, default=None)
    return best if best and (size >= TELLING or best.weight >= FITTING) else None


def _occurrences(wanted: str, text: str) -> Iterator[int]:
    place = text.find(wanted) if wanted else -1
    while place >= 0:
        yield place
        place = text.find(wanted, place + len(wanted))


def _fit(quote: Quote, text: str, start: int, end: int) -> float:
    """The share of the words around the passage that stand around this place, 0 to 1; 0 when both next to it changed.

    In a table one row reads much like the other, but for the words next to a cell.
    """
    before, before_now = _TOKEN.findall(quote.before[-CONTEXT:]), _TOKEN.findall(text[max(0, start - CONTEXT) : start])
    after, after_now = _TOKEN.findall(quote.after[:CONTEXT]), _TOKEN.findall(text[end : end + CONTEXT])
    if before[-1:] != before_now[-1:] and after[:1] != after_now[:1]:
        return 0
    return (Indel.normalized_similarity(before, before_now) + Indel.normalized_similarity(after, after_now)) / 2


def _whole(quote: Quote) -> str:
    return quote.before + quote.exact + quote.after


# --- edited -------------------------------------------------------------------------------------


def _edited(quotes: Sequence[Quote], text: str) -> Iterator[_Place | None]:
    if not quotes:
        return
    tokens = list(_TOKEN.finditer(text))
    asked = [list(_TOKEN.finditer(_whole(quote))) for quote in quotes]
    pairs = {pair for words in asked for pair in pairwise(_words(words))}
    where = _where(pairs, _words(tokens))
    for quote, words in zip(quotes, asked, strict=True):
        candidates = (_laid_beside(quote, words, text, tokens, begin) for begin in _likely_begins(words, where))
        yield max(filter(None, candidates), key=lambda place: place.weight, default=None)


def _words(tokens: Sequence[_Token]) -> list[str]:
    return [token[0] for token in tokens]


def _where(wanted: set[_Pair], words: Sequence[str]) -> Mapping[_Pair, Sequence[int]]:
    """Where the wanted pairs of words stand in the text, the common ones left out."""
    places: dict[_Pair, list[int]] = defaultdict(list)
    for number, pair in enumerate(pairwise(words)):
        if pair in wanted:
            places[pair].append(number)
    return {pair: numbers for pair, numbers in places.items() if len(numbers) <= COMMON}


def _likely_begins(asked: Sequence[_Token], where: Mapping[_Pair, Sequence[int]]) -> Sequence[int]:
    """The words of the text at which the passage and what is before it may begin. Rare pairs of words tell most."""
    votes: Counter[int] = Counter()
    for number, pair in enumerate(pairwise(_words(asked))):
        places = where.get(pair, ())
        for place in places:
            votes[place - number] += 1 / len(places)  # type: ignore[assignment]  # weights add up as counts do
    apart: list[int] = []
    for begin, _weight in votes.most_common(10 * MOST_PLACES):
        if all(abs(begin - other) > 5 for other in apart):
            apart.append(begin)
    return apart[:MOST_PLACES]


def _laid_beside(
    quote: Quote, asked: Sequence[_Token], text: str, tokens: Sequence[_Token], begin: int
) -> _Place | None:
    """The passage where it is laid beside the text from word ``begin`` on; None if what stands there is another."""
    first = bisect_right(asked, len(quote.before), key=lambda token: token.end())
    last = bisect_left(asked, len(quote.before) + len(quote.exact), key=lambda token: token.start())
    slack = 10 + (last - first) // 4
    window = tokens[max(0, begin - slack) : max(0, begin + len(asked) + slack)]
    found = _trimmed(quote.exact, _carried(asked, window, first, last))
    if not found:
        return None
    start, end = found[0].start(), found[-1].end()
    likeness, fit = fuzz.ratio(quote.exact, text[start:end]) / 100, _fit(quote, text, start, end)
    kept = _kept(_words(asked[first:last]), _words(found))
    weight = likeness + FIT_WEIGHT * fit
    is_other = (
        weight < ENOUGH
        or kept < (KEPT_IN_PLACE if fit >= OWN_PLACE else KEPT_ELSEWHERE)
        or (fit < FITTING and end - start < TELLING)
        or _is_neighbour(quote, text[start:end], likeness)
    )
    return None if is_other else _Place(start, end, weight)


def _carried(asked: Sequence[_Token], window: Sequence[_Token], first: int, last: int) -> Sequence[_Token]:
    """What stands in ``window`` for the words ``[first, last)``."""
    edits = Levenshtein.opcodes(_words(asked), _words(window))
    ends = []
    for place in (first, last - 1):
        edit = next((edit for edit in edits if edit.src_start <= place < edit.src_end), None)
        if edit is None:
            return ()
        ends.append(edit.dest_start + (0 if edit.tag == "delete" else place - edit.src_start))
    return window[ends[0] : ends[1] + 1]


def _trimmed(exact: str, found: Sequence[_Token]) -> Sequence[_Token]:
    """Without words at the ends that make it less like the passage."""
    wanted = "".join(_TOKEN.findall(exact))

    def likeness(part: Sequence[_Token]) -> float:
        return fuzz.ratio(wanted, "".join(_words(part)))

    shorten: tuple[Callable[[Sequence[_Token]], Sequence[_Token]], ...] = (
        lambda part: part[1:],
        lambda part: part[:-1],
    )
    for shorter in shorten:
        while likeness(shorter(found)) > likeness(found):
            found = shorter(found)
    return found


def _kept(asked: Sequence[str], found: Sequence[str]) -> float:
    """The share of the passage's words and numbers that are still there, 0 to 1."""
    gone = 0
    for edit in Levenshtein.opcodes(asked, found):
        before, now = asked[edit.src_start : edit.src_end], found[edit.dest_start : edit.dest_end]
        if edit.tag == "delete":
            gone += sum(map(_is_word, before))
        elif edit.tag == "replace":
            gone += sum(_is_word(one) and not _is_slip(one, other) for one, other in zip(before, now, strict=True))
    return 1 - gone / max(1, sum(map(_is_word, asked)))


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are the same but for some letters; a number is itself or another."""
    return not any(letter.isdigit() for letter in one + other) and fuzz.ratio(one, other) >= SLIP


def _is_neighbour(quote: Quote, found: str, likeness: float) -> bool:
    """Whether it is more like what stood beside the passage: a list closes up where a line is taken out."""
    before, after = quote.before[-len(found) :], quote.after[: len(found)]
    return any(
        beside and fuzz.ratio(beside, end) / 100 >= likeness
        for beside, end in ((before, found[-len(before) :]), (after, found[: len(after)]))
    )


# --- text ---------------------------------------------------------------------------------------


def _spaced(text: str) -> str:
    return _SPACE.sub(" ", text)


def _begins(blocks: Sequence[str]) -> list[int]:
    """Where each block begins in the text that they make, parted by one letter."""
    return list(accumulate((len(block) + 1 for block in blocks), initial=0))


class _Text:
    """The text of a page with single spaces, and the way back to its blocks."""

    def __init__(self, blocks: Sequence[str]) -> None:
        joined = "\n".join(blocks)
        words = joined.split()
        self.normal = " ".join(words)
        self._blocks = blocks
        self._block_begins = _begins(blocks)
        self._written = [word.start() for word in re.finditer(r"\S+", joined)]
        self._spaced = _begins(words)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The parts of the blocks that ``[start, end)`` of `normal` covers, without white space around them."""
        begin, stop = self._place(start), self._place(end - 1) + 1
        first, last = (bisect_right(self._block_begins, place) - 1 for place in (begin, stop - 1))
        parts = []
        for number in range(first, last + 1):
            block, offset = self._blocks[number], self._block_begins[number]
            left, right = max(0, begin - offset), min(len(block), stop - offset)
            part = block[left:right]
            if part.strip():
                parts.append(Span(number, right - len(part.lstrip()), left + len(part.rstrip())))
        return tuple(parts)

    def _place(self, place: int) -> int:
        word = bisect_right(self._spaced, place) - 1
        return self._written[word] + place - self._spaced[word]
