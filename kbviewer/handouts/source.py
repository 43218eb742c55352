"""Typst source: text only ever as an escaped string, so that nothing a text says can be a command."""

import re
import unicodedata
from collections.abc import Iterable


def string(text: str) -> str:
    """A Typst string literal of the text; line breaks are kept, what cannot be printed is left out."""
    kept = "".join(letter for letter in text if letter == "\n" or _is_printable(letter))
    escaped = kept.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def words(text: str) -> str:
    """A string literal of text as HTML shows it: white space run together, endless words with places to break."""
    return string(breakable(re.sub(r"[ \t\r\n]+", " ", text)))


def breakable(text: str) -> str:
    """The text with invisible places to break in words of more than thirty letters: where an address has its marks,
    and after every thirty letters.
    """
    return re.sub(r"\S{31,}", lambda word: re.sub(r"[@/._?&=-]|[^@/._?&=-]{30}", "\\g<0>\u200b", word[0]), text)


def lines(text: str) -> str:
    """A string literal of text as typed: its line breaks kept, with places to break in endless words."""
    return string(breakable("\n".join(text.strip().splitlines())))


def array(expressions: Iterable[str]) -> str:
    """A Typst array."""
    return "(" + "".join(f"{each}, " for each in expressions) + ")"


def call(function: str, *values: str, **named: str) -> str:
    """A call of a Typst function; ``_`` in the name of an argument stands for ``-``."""
    arguments = [*values, *(f"{name.replace('_', '-')}: {value}" for name, value in named.items())]
    return f"{function}({', '.join(arguments)})"


def joined(expressions: Iterable[str]) -> str:
    """A Typst content block of expressions, one after the other."""
    return "[" + "".join(f"#{expression};" for expression in expressions) + "]"


def around(sentence: str, *marks: str) -> str:
    """An array of the pieces of a sentence around ``marks``, which stand for what only Typst knows."""
    pieces, rest = [], sentence
    for mark in marks:
        piece, _, rest = rest.partition(mark)
        pieces.append(piece)
    return array(string(piece) for piece in (*pieces, rest))


def _is_printable(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp") and letter != "\ufeff"
