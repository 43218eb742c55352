"""What a person typed, taken apart: words, exact phrases and words to leave out. Any text is a query.

    ondt "i knæet" -hofte      words ondt, i, knæet; phrase (i, knæet); without hofte

One word in quotes is that word in any form. A quote that is never closed, and a minus inside a word, before a space or
before anything else, are plain characters.
"""

import re
from dataclasses import dataclass

from kbviewer.search.analysis import WORD, fold

MOST_WORDS = 32
MOST_GROUPS = 8
"""Words, and phrases or words to leave out, that count: the first ones."""

_QUOTES = '"“”„»«'
_PART = re.compile(
    rf"(?P<minus>(?<!\S)-(?=[^\W_]|[{_QUOTES}]))?"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<bare>[^\s{_QUOTES}]+|[{_QUOTES}]))"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A typed word: folded, as written, and its place ``[start, end)`` in the query."""

    text: str
    written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart. ``is_half_typed``: nothing follows the last word, so it may go on."""

    text: str
    words: tuple[Word, ...]
    phrases: tuple[tuple[str, ...], ...]
    excluded: tuple[tuple[str, ...], ...]
    is_half_typed: bool


def parse(text: str) -> Query:
    """Take a query apart."""
    words: list[Word] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    half_typed = False
    for part in _PART.finditer(text):
        group = "bare" if part["quoted"] is None else "quoted"
        found = [_word(match) for match in WORD.finditer(text, *part.span(group))]
        if not found:
            continue
        if part["minus"] and words:  # before anything else it is a pasted bullet
            excluded.append(tuple(word.text for word in found))
            continue
        if group == "quoted" and len(found) > 1:
            phrases.append(tuple(word.text for word in found))
        words += found
        half_typed = group == "bare" and found[-1].end == len(text)
    half_typed = half_typed and len(words) <= MOST_WORDS
    return Query(text, tuple(words[:MOST_WORDS]), _few(phrases), _few(excluded), half_typed)


def _few(word_groups: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(word_groups))[:MOST_GROUPS]


def _word(match: re.Match[str]) -> Word:
    return Word(fold(match.group()), match.group(), match.start(), match.end())
