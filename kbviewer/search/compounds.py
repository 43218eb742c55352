"""Danish compounds taken apart: "albuesmerter" is "albue" and "smerter", "kropsanalyse" is "krop" s "analyse"."""

from collections.abc import Mapping
from functools import lru_cache

from kbviewer.search.analysis import LONGEST_STEMMED, STOP_STEMS, fold, stem

LINKS = ("", "s", "e")
"""What Danish puts between the words of a compound."""

SHORTEST_PART = 3
SHORT_PART = 4
"""Letters (folded); a part no longer than this must be one of `SHORT_WORDS`: "ing", "ans" and "und" are no words."""

SHORT_WORDS = """
ryg arm ben fod knæ tå læg lår hæl hals hud øje øre mave kæbe krop sko gang løb fald test gigt hop kast bold bil bord
barn alder slag skade stød vægt fedt kost mad vand varm kold is tand mund hår blod lunge nerve brud sår sene hase balde
hofte albue nakke smerte øvelse træne stræk løft stol pude sok såle fri dag nat uge tid syg mand kvinde pres træk vrid
greb puls hvile søvn hjem hus sport yoga rulle pilates core stiv øm klik låst flad hul top bund side skæv lang kort bag
"""

JOINTS = "hånd skulder hofte knæ ankel finger tommel tå facet kæbe albue ryg bækken nakke kugle si ac"
"""What "led" may follow: "hofteled" is a joint, "stillede" and "anderledes" are none."""

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
        if len(whole) > LONGEST_STEMMED:
            return best
        best_worth = 0
        for cut in range(SHORTEST_PART, len(whole) - SHORTEST_PART + 1):
            right = stem(whole[cut:])
            right_worth = self.worth(right)
            if right_worth:
                for link in LINKS:
                    left = self._left(whole[:cut], link)
                    if right == _JOINT and left not in _JOINT_STEMS:
                        continue
                    worth = min(self.worth(left), right_worth) * min(len(left), len(right)) if left else 0
                    if worth > best_worth:
                        best, best_worth = (left, right), worth
        return best

    def _left(self, head: str, link: str) -> str:
        bare = head.removesuffix(link) if link and head.endswith(link) else "" if link else head
        return stem(bare) if len(bare) >= SHORTEST_PART else ""

    def worth(self, part: str) -> int:
        """How sure it is that a part is a word, 0 when it is none."""
        return self._known.get(part, 0) if may_be_part(part) else 0


def may_be_part(part: str) -> bool:
    """Whether a stem is long enough to be told in a compound, or short and a word by itself."""
    long_enough = len(part) >= SHORTEST_PART and part not in STOP_STEMS
    return long_enough and (len(part) > SHORT_PART or part in _SHORT_STEMS)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(fold(word)) for word in words.split())


_JOINT = "led"
_JOINT_STEMS = _stems(JOINTS)
_SHORT_STEMS = _stems(SHORT_WORDS) | {_JOINT}
