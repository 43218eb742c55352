"""Article ids, which of several files gets one, and what a text is known again by."""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

from kbviewer.articles.article import Problem

LONGEST = 200


def valid_id(text: str) -> str:
    """An author's ``id:`` in NFC, or "" when it cannot be one: it must read like a relative path."""
    made = unicodedata.normalize("NFC", text.strip())
    parts = made.split("/")
    bad = any(part in ("", ".", "..") for part in parts) or any(mark in made for mark in "\\#?%:")
    return "" if bad or len(made) > LONGEST or not made.isprintable() else made


def fingerprint(text: str) -> str:
    """What tells whether two texts are word for word the same, however they are spaced; empty for an empty text.

    The first half of SHA-256 in hex, over the text in NFC with one space for each run of white space.
    """
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(spaced.encode("utf-8", "surrogatepass")).hexdigest()[:32] if spaced else ""


class Sited(Protocol):
    """Something that lies in a content folder."""

    @property
    def folder(self) -> object: ...


File = TypeVar("File", bound=Sited)


def pick_winners(files: Iterable[tuple[str, File]]) -> tuple[dict[str, File], tuple[tuple[str, File, File], ...]]:
    """Which file stands for each id, and the doubles: (id, file left out, file that has it).

    ``files`` come in the order of their content folders. A later folder goes before an earlier one; within a
    folder the first file keeps the id.
    """
    winners: dict[str, File] = {}
    doubles: list[tuple[str, File, File]] = []
    for name, source in files:
        held = winners.get(name)
        if held is not None and held.folder == source.folder:
            doubles.append((name, source, held))
        else:
            winners[name] = source
    return winners, tuple(doubles)


def double_problem(name: str, left_out: str, held_by: str) -> Problem:
    """Two files of one folder claim the same id."""
    return Problem(left_out, 0, "id_duplicate", (("id", name), ("other", held_by)))
