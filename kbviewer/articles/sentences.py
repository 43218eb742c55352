"""Where the sentences of a text begin and end, for reading them aloud one by one."""

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?…]+[\"'«»”)\]]*\s+(?=[«»\"'“”(]*[A-ZÆØÅÄÖÜ0-9])|\n+")
_SHORT = re.compile(
    r"(?:\b(?:f\.eks|bl\.a|dvs|evt|ca|nr|kl|mv|m\.m|osv|jf|pga|tlf|dr|stk|min|sek|inkl|ekskl|maks|hhv|o\.l|mfl|sml|d)"
    r")\.\s+$",
    re.I,
)
"""Abbreviations (Retskrivningsordbogen § 42), whose full stop ends no sentence."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The places ``[start, end)`` of the sentences of a text, without the space around them."""
    start = 0
    for found in _END.finditer(text):
        if not _SHORT.search(text, start, found.end()):
            yield from _trimmed(text, start, found.end())
            start = found.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    inner = text[start:end].strip()
    if any(letter.isalnum() for letter in inner):
        first = text.index(inner, start)
        yield first, first + len(inner)
