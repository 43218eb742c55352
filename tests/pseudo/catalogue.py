"""A language made of Danish: every sentence with accents and in ⟦brackets⟧, and at least 40 % longer."""

import re
from pathlib import Path

from kbviewer.i18n import Catalogue

GROWTH = 1.4
ACCENTS = str.maketrans("aeiouyæøåAEIOUYÆØÅ", "áéíóúýǽǿǻÁÉÍÓÚÝǼǾǺ")
VOWEL = re.compile("[aeiouyæøå]", re.IGNORECASE)
KEPT = re.compile(r"{[^{}]*}|<[^<>]*>|&\w+;|%\(\w+\)\w|%\w|\(\*[^()]*\)|https?:\S+")
"""Placeholders, markup, and the endings of files that a dialog filters by."""
DOTS = " …"
"""Stands last at what opens a dialog, and is taken off by those who show it elsewhere."""
SEPARATOR = "|"
"""Between several sentences in one."""


def load_pseudo(resources: Path) -> Catalogue:
    """The Danish catalogue made longer. It goes by the name of Danish, so that dates and Qt's own words are known."""
    danish = Catalogue.load("da", resources)
    sentences = {key: text if key.startswith("argparse.") else longer(text) for key, text in danish.sentences.items()}
    return Catalogue("da", sentences)


def longer(sentence: str) -> str:
    """A sentence as a longer language would have it; placeholders and markup stay as they are."""
    parts = sentence.split(SEPARATOR)
    if len(parts) > 1:
        return SEPARATOR.join(map(longer, parts))
    body = sentence.removesuffix(DOTS)
    grown = _grown(body)
    missing = round(GROWTH * len(body)) - len(grown) - 2
    return f"⟦{grown}{'~' * missing}⟧{sentence[len(body) :]}"


def _grown(text: str) -> str:
    """Every vowel twice and with accents, so that words grow as words do and lines still break between them."""
    grown, place = "", 0
    for kept in KEPT.finditer(text):
        grown += _doubled(text[place : kept.start()]) + kept.group()
        place = kept.end()
    return grown + _doubled(text[place:])


def _doubled(text: str) -> str:
    return VOWEL.sub(lambda vowel: vowel.group() + vowel.group().lower(), text).translate(ACCENTS)
