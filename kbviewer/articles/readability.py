"""How hard a Danish text is to read, and how long it takes."""

import re
from collections.abc import Iterable
from typing import Literal

from kbviewer.articles.sentences import sentences as split_sentences

LONG_WORD = 7
"""Letters of a long word, and more."""

WORDS_A_MINUTE = 200

Grade = Literal["very_easy", "easy", "medium", "hard", "very_hard"]

_GRADES: tuple[tuple[int, Grade], ...] = ((25, "very_easy"), (35, "easy"), (45, "medium"), (55, "hard"))
"""The first LIX of the next grade, and the grade."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COLON = re.compile(r":\s+(?=\S)")
"""Parts sentences too, as Björnsson counts them."""


def lix(blocks: Iterable[str]) -> int:
    """LIX (Björnsson 1968, Läsbarhet): words per sentence plus the percentage of words of more than six letters.

    Each of ``blocks`` (a paragraph, an item, a row) ends a sentence, with a full stop or without. 0 without words.
    """
    words = long_words = sentences = 0
    for block in blocks:
        found = _WORD.findall(block)
        if found:
            words += len(found)
            long_words += sum(len(word) >= LONG_WORD for word in found)
            sentences += sum(1 + len(_COLON.findall(block, *span)) for span in split_sentences(block))
    return round(words / sentences + 100 * long_words / words) if words else 0


def grade(number: int) -> Grade:
    """How hard a text of this LIX is, on the Danish scale: from 25 easy, 35 medium, 45 hard, 55 very hard."""
    return next((name for bound, name in _GRADES if number < bound), "very_hard")


def word_count(blocks: Iterable[str]) -> int:
    """How many words a text has, numbers included."""
    return sum(len(block.split()) for block in blocks)


def reading_minutes(blocks: Iterable[str]) -> int:
    """Whole minutes it takes to read the text at `WORDS_A_MINUTE`, at least one."""
    return max(1, round(word_count(blocks) / WORDS_A_MINUTE))
