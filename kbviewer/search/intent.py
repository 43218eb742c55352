"""The kind of article that a person asks for: who tells of a complaint wants to know what it is before what to do."""

import itertools
import re
from collections.abc import Sequence

from kbviewer.search.analysis import fold, is_stop_word, plain, stem

CONDITION, EXERCISE = "tilstand", "oevelse"
"""As `kind` in front matter."""

OF_EXERCISES = """
træne træning genoptræning stræk strække udspænding udspænde styrke styrkeøvelse strækøvelse håndvægt
elastik træningselastik
"""

OF_COMPLAINTS = """
ondt smerte smerter naller øm ømt svært stiv svigter låser låst klikker knækker snurrer sover prikker jager stikker
brænder skyder hævet smæld driller værker murrer dunker følelsesløs lammet betændelse forstuvet pain
"""

UNABLE = ("kan", "ikke")
"""Side by side they tell of a complaint: "kan ikke støtte på foden"."""


def asked_kind(words: Sequence[str]) -> str:
    """The kind of article that a query, as folded words, asks for; empty when it does not tell."""
    stems = [stem(word) for word in words]
    if not _EXERCISES.isdisjoint(stems) or any(_EXERCISE.search(plain(word)) for word in words):
        return EXERCISE
    says_more_than_pain = sum(not is_stop_word(word) for word in words) > 1  # not "hvad må jeg tage mod smerter"
    if (says_more_than_pain and not _COMPLAINTS.isdisjoint(stems)) or UNABLE in itertools.pairwise(words):
        return CONDITION
    return ""


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(fold(word)) for word in words.split())


_EXERCISES, _COMPLAINTS = _stems(OF_EXERCISES), _stems(OF_COMPLAINTS)
_EXERCISE = re.compile("(?<!bed)(?<!pr)ovelse")
"""At the end of compounds and typed in a hurry too; "bedøvelse" and "prøvelse" are none."""
