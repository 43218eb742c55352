"""How to do an exercise, in one line for a table: how to begin and what to move, in the article's own sentences."""

import re
from collections.abc import Iterable

from kbviewer.articles.sentences import sentences

LONGEST = 120
"""Letters of the line."""

_MOVEMENT = re.compile(
    r"(?!.*\b(?:igen|tilbage (?:til|mod))\b)(?:(?:langsomt|roligt|herefter|derefter|så) |spænd [^.,]{0,30},? og )?"
    r"(?:løft|hæv|sænk|træk(?! vejret)|pres|skub|bøj|stræk|drej|rot[eé]r|rul|vip|tip|glid|sving|svaj|læn|ræk|klem|knib"
    r"|saml|før|rejs|gå|hop|tag et)\b",
    re.I,
)
"""How a sentence begins that tells the movement itself, and not the way back."""


def gist(steps: Iterable[str]) -> str:
    """The first sentence of the steps and the first that tells a movement, or what of the two is short enough.

    Empty when neither is.
    """
    told = [step[start:end] for step in steps for start, end in sentences(step)]
    movement = next((sentence for sentence in told[1:] if _MOVEMENT.match(sentence)), "")
    lines = (f"{told[0]} {movement}".strip(), movement, told[0]) if told else ()
    return next((line for line in lines if line and len(line) <= LONGEST), "")
