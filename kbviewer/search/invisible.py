"""Characters of a text that cannot be seen, and that no word is told apart by."""

import re
import unicodedata

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width space, non-joiner, joiner, word joiner, byte order mark."""

_HIDDEN = re.compile(f"[{INVISIBLE}]")


def normalise(text: str) -> str:
    """The text in NFC without characters that cannot be seen."""
    return unicodedata.normalize("NFC", _HIDDEN.sub("", text))
