"""The section of an article that answers a search best, and a short excerpt of a text."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import inf

from kbviewer.search.analysis import WORD
from kbviewer.search.document import FIRST_SECTION
from kbviewer.search.found import Found, Match

WINDOW_WORDS = 30
LONGEST = 400
"""Letters of a snippet: thirty words may be of any length."""

MOST_MATCHES = 300
"""Of a passage the first so many found words decide where its snippet begins."""

LEADING_WORDS = 6
"""Words shown before the first marked one."""

HEADING_WORTH = 1.4
"""A clause in a section's heading, against 1.0 in its text."""

LEAD_WORTH = 1.1
"""A clause in the text above the first heading, which tells what an article is about."""

REPEAT_WORTH = 0.02
REPEATS_COUNTED = 5

ELLIPSIS = "…"

BETWEEN_BLOCKS = " · "

_BLOCK_END = re.compile(r"[.!?:;]?\n")
_SENTENCE_END = re.compile(r"[.!?]\W*\s|\n")


@dataclass(frozen=True, slots=True)
class Snippet:
    """An excerpt on one line and the places ``[start, end)`` in it to mark, in order."""

    text: str
    marks: tuple[tuple[int, int], ...]


def best_section(
    found: Iterable[Found], worths: Sequence[float], is_aside: Callable[[int], bool] = lambda _section: False
) -> int:
    """The number of the section that answers best; ``worths`` tells how much each clause counts.

    One that ``is_aside`` gives way to another that answers at least half as well.
    """
    counts = Counter((one.passage, one.clause) for one in found if one.passage >= FIRST_SECTION)
    sections: dict[int, float] = {}
    for (passage, clause), count in counts.items():
        section, is_text = divmod(passage - FIRST_SECTION, 2)
        once = (LEAD_WORTH if section == 0 else 1.0) if is_text else HEADING_WORTH
        share = once + REPEAT_WORTH * min(count - 1, REPEATS_COUNTED)
        sections[section] = sections.get(section, 0.0) + share * worths[clause]
    ordered = sorted(sections, key=lambda section: (-sections[section], section))
    good = (section for section in ordered if sections[section] >= sections[ordered[0]] / 2)
    return next((section for section in good if not is_aside(section)), ordered[0] if ordered else 0)


def excerpt(text: str, clauses: Mapping[int, int], worths: Sequence[float]) -> Snippet:
    """About `WINDOW_WORDS` words of a text, from where most of the plan is found; its beginning when nothing is.

    ``clauses`` tells which words, by place, stand for which clause; ``worths`` how much each clause counts.
    """
    enough = max(clauses, default=0) + WINDOW_WORDS + 1
    words = [word.span() for word in islice(WORD.finditer(text), enough)]
    starts = [start for start, _ in words]
    matches = [Match(clause, *words[place]) for place, clause in clauses.items() if place < len(words)][:MOST_MATCHES]
    if not starts:
        return Snippet("", ())
    first = _sentence_start(text, starts, _best_start(starts, matches, worths))
    last = first + WINDOW_WORDS - 1
    # "(L5" begins with its bracket and "MR-scanning." ends with its full stop: cut only at spaces
    line = text.replace("\n", " ")
    start = line.rfind(" ", 0, starts[first]) + 1 if first else 0
    end = line.find(" ", starts[last]) if last < len(starts) else -1
    end = end if end >= 0 else len(line)
    if end - start > LONGEST:
        space = line.rfind(" ", start + 1, start + LONGEST)
        end = space if space > start else start + LONGEST
    return _cut(text, start, end, matches)


def _best_start(starts: Sequence[int], matches: Sequence[Match], worths: Sequence[float]) -> int:
    """The number of the matched word from which a window holds most of the plan; 0 without a match."""
    best, best_worth = 0, 0.0
    for number, match in enumerate(matches):
        word = bisect_left(starts, match.start)
        beyond = word + WINDOW_WORDS - LEADING_WORDS
        end = starts[beyond] if beyond < len(starts) else inf
        inside = Counter(other.clause for other in matches[number : number + WINDOW_WORDS] if other.start < end)
        worth = sum(worths[clause] * (1.0 + REPEAT_WORTH * count) for clause, count in inside.items())
        if worth > best_worth:
            best, best_worth = word, worth
    return best


def _sentence_start(text: str, starts: Sequence[int], word: int) -> int:
    """The word a window begins with: where the sentence or block of ``word`` begins, if that is near."""
    for number in range(word, max(0, word - 2 * LEADING_WORDS), -1):
        if _SENTENCE_END.search(text, starts[number - 1], starts[number]):
            return number
    return max(0, word - LEADING_WORDS) if word > 2 * LEADING_WORDS else 0


def _cut(text: str, start: int, end: int, matches: Sequence[Match]) -> Snippet:
    """The snippet of ``text[start:end]``."""
    kept = text[start:end].rstrip()
    before = ELLIPSIS if text[:start].strip() else ""
    after = ELLIPSIS if text[end:].strip() else ""
    pieces, marks = [before], []
    length, place = len(before), 0
    for match in matches:
        first, last = match.start - start, match.end - start
        if first >= 0 and last <= len(kept):
            between, marked = _on_one_line(kept, place, first), kept[first:last]
            pieces += [between, marked]
            marks.append((length + len(between), length + len(between) + len(marked)))
            length, place = marks[-1][1], last
    return Snippet("".join([*pieces, _on_one_line(kept, place, len(kept)), after]), tuple(marks))


def _on_one_line(text: str, start: int, end: int) -> str:
    """A part of a text without word marks: blocks parted by a dot, unless a sentence ends there anyway."""
    return _BLOCK_END.sub(lambda found: f"{found[0][:-1]} " if found[0][:-1] else BETWEEN_BLOCKS, text[start:end])
