"""What a person may be about to type: titles and aliases of articles, else frequent words."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kbviewer.search.analysis import AFTER_ALL, WORD, fold, stem
from kbviewer.search.columns import Columns
from kbviewer.search.lexicon import Lexicon
from kbviewer.search.manifest import Record

MOST = 3
SHORTEST_WORD = 2
"""Letters from which single words are offered."""

LONGEST_QUERY = 4
"""Words; a longer query is a sentence that its writer ends better, and too long to be offered on a line."""


class Completer:
    """Completes queries over one library."""

    def __init__(self, columns: Columns, lexicon: Lexicon, records: Sequence[Record]) -> None:
        self._lexicon = lexicon
        listed = [record for record in records if not record.unlisted]
        names = dict.fromkeys(name for record in listed for name in (record.title, *record.aliases))
        self._names = sorted((_folded(name), name) for name in names if name)

    def completions(self, typed: str) -> tuple[str, ...]:
        """At most `MOST` queries that go on from what was typed, names before words, shorter ones first."""
        beginning = _folded(typed)
        if not beginning:
            return ()
        first, end = bisect_left(self._names, (beginning,)), bisect_right(self._names, (beginning + AFTER_ALL,))
        names = sorted((name for folded, name in self._names[first:end] if folded != beginning), key=len)
        found: dict[str, str] = {}
        for text in (*names[:MOST], *self._words(typed)):
            found.setdefault(_folded(text), text)
        return tuple(found.values())[:MOST]

    def _words(self, typed: str) -> list[str]:
        """The query with its last, half typed word completed."""
        words = list(WORD.finditer(typed))
        if not 0 < len(words) <= LONGEST_QUERY:
            return []
        if words[-1].end() < len(typed) or len(words[-1].group()) < SHORTEST_WORD:
            return []
        last = fold(words[-1].group())
        numbers = self._lexicon.completions(last, 2 * MOST)
        written = [self._lexicon.written(number) for number in numbers]
        by_stem: dict[str, str] = {}
        for word in written:
            if stem(fold(word)) != stem(last):
                by_stem.setdefault(stem(fold(word)), word)
        return [typed[: words[-1].start()] + word for word in by_stem.values()]


def _folded(text: str) -> str:
    return " ".join(fold(word) for word in WORD.findall(text))
