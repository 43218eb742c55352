"""How hard a Danish text is to read, and how long it takes."""

import re
from collections.abc import Iterable

LONG_WORD = 7
"""Letters of a long word, and more."""

WORDS_A_MINUTE = 200

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)")


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
            ends = len(_SENTENCE_END.findall(block))
            sentences += ends + (block.rstrip()[-1] not in ".!?:")
    return round(words / max(1, sentences) + 100 * long_words / words) if words else 0


def reading_minutes(blocks: Iterable[str]) -> int:
    """Whole minutes it takes to read the text at `WORDS_A_MINUTE`, at least one."""
    return max(1, round(sum(len(block.split()) for block in blocks) / WORDS_A_MINUTE))
