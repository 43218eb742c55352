"""The text of a note as people read it."""

import re

from kbviewer.search.invisible import normalise

_MARKUP = re.compile(r"\]\([^()\n]*\)|[*`\[\]]+|__|~~|^[ \t]*(?:#+|>+|[-+])[ \t]+", re.M)
"""What Markdown writes around words and before lines."""


def bare_note(note: str) -> str:
    """A note without the marks of Markdown and the addresses of its links, as far as people write them in notes."""
    return _MARKUP.sub("", normalise(note))
