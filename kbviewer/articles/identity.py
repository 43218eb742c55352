"""Article ids, and which of several files gets one."""

import unicodedata
from collections.abc import Iterable

from kbviewer.articles.article import SourceFile

LONGEST = 200


def valid_id(text: str) -> str:
    """An author's ``id:`` in NFC, or "" when it cannot be one: it must read like a relative path."""
    made = unicodedata.normalize("NFC", text.strip())
    parts = made.split("/")
    bad = any(part in ("", ".", "..") for part in parts) or any(mark in made for mark in "\\#?%:")
    return "" if bad or len(made) > LONGEST or not made.isprintable() else made


def pick_winners(
    files: Iterable[tuple[str, SourceFile]],
) -> tuple[dict[str, SourceFile], tuple[tuple[str, SourceFile, SourceFile], ...]]:
    """Which file stands for each id, and the doubles: (id, file left out, file that has it).

    ``files`` come in the order of their content folders. A later folder goes before an earlier one; within a
    folder the first file keeps the id.
    """
    winners: dict[str, SourceFile] = {}
    doubles: list[tuple[str, SourceFile, SourceFile]] = []
    for name, source in files:
        held = winners.get(name)
        if held is not None and held.folder == source.folder:
            doubles.append((name, source, held))
        else:
            winners[name] = source
    return winners, tuple(doubles)
