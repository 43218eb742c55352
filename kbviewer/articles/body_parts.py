"""Names of body parts as a person would write them, for some libraries have them as parts of addresses."""

import re
from collections.abc import Iterable

_SPELT = "knæ lår lænd læg hånd håndled hæl tå tæer storetå kæbe øre øjne øvre bækken bækkenbund skulderbælte sæde"
_KNOWN = {word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa"): word for word in _SPELT.split()}
"""Danish words by how an address spells them."""


def tidy(names: Iterable[str]) -> tuple[str, ...]:
    """The names, each once: "knae" and "nedre-ryg" are "Knæ" and "Nedre ryg". One with a capital stays as it is."""
    return tuple(dict.fromkeys(map(_tidy, names)))


def _tidy(name: str) -> str:
    if name != name.lower():
        return name
    words = name.split() if " " in name else re.split("[-_]+", name)
    spelt = " ".join(_KNOWN.get(word, word) for word in words).strip()
    return spelt[:1].upper() + spelt[1:]
