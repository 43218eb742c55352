"""Danish compounds taken apart: "albuesmerter" is "albue" and "smerter", "kropsanalyse" is "krop" s "analyse"."""

from collections.abc import Mapping
from functools import lru_cache

from kbviewer.search.analysis import STOP_STEMS, stem

LINKS = ("", "s", "e")
"""What Danish puts between the words of a compound."""

SHORTEST_PART = 3
SHORT_PART = 4
"""Letters (folded); a part no longer than this must be met in `SURE_ARTICLES`."""

SURE_ARTICLES = 3
CACHED_SPLITS = 1 << 14


class Splitter:
    """Takes stems apart into stems that the library, or a word list, knows.

    ``known`` gives the number of articles that hold a stem.
    """

    def __init__(self, known: Mapping[str, int]) -> None:
        self._known = known
        self.parts = lru_cache(CACHED_SPLITS)(self._parts)

    def _parts(self, whole: str) -> tuple[str, ...]:
        """The two stems that a folded word or stem is made of; empty when it is no compound as far as we know."""
        best: tuple[str, ...] = ()
        best_worth = 0
        for cut in range(SHORTEST_PART, len(whole) - SHORTEST_PART + 1):
            right = stem(whole[cut:])
            right_worth = self.worth(right)
            if right_worth:
                for link in LINKS:
                    left = self._left(whole[:cut], link)
                    worth = min(self.worth(left), right_worth) * min(len(left), len(right)) if left else 0
                    if worth > best_worth:
                        best, best_worth = (left, right), worth
        return best

    def _left(self, head: str, link: str) -> str:
        bare = head.removesuffix(link) if link and head.endswith(link) else "" if link else head
        return stem(bare) if len(bare) >= SHORTEST_PART else ""

    def worth(self, part: str) -> int:
        """How sure it is that a part is a word, 0 when it is none."""
        if len(part) < SHORTEST_PART or part in STOP_STEMS:
            return 0
        found = self._known.get(part, 0)
        return found if len(part) > SHORT_PART or found >= SURE_ARTICLES else 0
