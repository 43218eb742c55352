"""How often, in Danish sentences: "2–3 gange om ugen", "hver anden dag", "morgen og aften"."""

import re

from kbviewer.handouts.amounts import NUMBER

_PER = (
    r"(?:(?:om|i|pr\.?|per|hver|i løbet af) (?:dagen|døgnet|ugen|timen|måneden)"
    r"|(?:pr\.?|per|hver) (?:dag|døgn|uge|time|måned)|dagligt?|ugentligt?|månedligt)\b"
)
_DAY = r"(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)"
_ONE = (
    rf"(?:(?:{NUMBER}|et par|flere) (?:gange?|dage|(?:trænings)?pas|træninger|træningsdage) {_PER}"
    rf"|{NUMBER} ?[x×] ?(?:{_PER}|(?:dag(?:en)?|ugen?)\b)"
    rf"|{NUMBER} (?:ugentlige|daglige) (?:gange|træninger|(?:trænings)?pas)\b"
    r"|\bhver (?:(?:anden|tredje|eneste|\d\.) )?(?:dag|hverdag|time|uge|morgen|aften)\b(?: og aften\b)?"
    r"|\bmorgen(?:, middag)? og aften\b"
    r"|\b(?:alle|de fleste) (?:ugens )?dage\b"
    rf"|\b{_DAY}(?:, {_DAY}){{0,5}} og {_DAY}\b"
    r"|\bdagligt\b)"
)
_FREQUENCY = re.compile(rf"{_ONE}(?:,? {_ONE})?", re.I)
_SHORT = re.compile(r" ?[x×] ?(?:om |pr\.? |per )?(?:(dag(?:en)?)|ugen?)\b", re.I)
_RATHER = re.compile(rf"\bflere( gange {_PER}) ?[–,(-] ?(?:gerne|helst|typisk) ({NUMBER}) gange?\b", re.I)
_NO = re.compile(r"\b(?:ikke|undgå|aldrig|frarådes|unødvendigt|behøver)\b", re.I)


def take_frequency(sentence: str) -> tuple[str, str]:
    """How often a plain sentence says, as it is printed, and the rest of it.

    Empty, with the whole sentence, when it does not say, when it asks, and when it says how often not.
    """
    told = _RATHER.sub(r"\2\1", sentence)
    found = None if told.endswith("?") else _FREQUENCY.search(told)
    if not found or (_NO.search(told, 0, found.start()) and " men " not in told[: found.start()]):
        return "", sentence
    return spelt_out(found[0]).lower(), f"{told[: found.start()]} ¦ {told[found.end() :]}"


def spelt_out(often: str) -> str:
    """How often, with "2 x ugen" in words."""
    return _SHORT.sub(lambda short: " gange om dagen" if short[1] else " gange om ugen", often)
