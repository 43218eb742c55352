"""Words explained: glossary files, read into entries.

    # a comment
    slimsæk, bursa: En lille pude med væske, der lader sener glide let.
        An indented line goes on the explanation.

Before the colon stands the word and what else it is called; inflected forms need not be given.
``resources/glossary/da.txt`` comes with the program, ``ordliste.txt`` in a content folder adds to it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kbviewer.articles.article import Problem

FILE_NAME = "ordliste.txt"
LARGEST = 1024 * 1024
"""Bytes; a larger file is not read."""

COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Entry:
    """A word with the other names it goes by, and its explanation in plain text."""

    names: tuple[str, ...]
    explanation: str


def read_glossary(file: Path) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries of a file, and what its owner should mend. A file that is not there is as an empty one."""
    try:
        if file.exists() and not _is_own(file):
            return (), (Problem(file.name, 0, "file_unreadable", (("reason", ""),)),)
        if file.stat().st_size > LARGEST:
            return (), (Problem(file.name, 0, "file_too_large", (("megabytes", str(LARGEST // 2**20)),)),)
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        return (), (Problem(file.name, 0, "file_unreadable", (("reason", error.strerror or ""),)),)
    except UnicodeDecodeError:
        return (), (Problem(file.name, 0, "not_text"),)
    entries: list[Entry] = []
    problems: list[Problem] = []
    for number, said in _said(text):
        entry = _entry(said)
        if entry is None:
            problems.append(Problem(file.name, number, "glossary_line_invalid", (("text", said[:60]),)))
        else:
            entries.append(entry)
    return tuple(entries), tuple(problems)


def _is_own(file: Path) -> bool:
    """Whether it is a file of its folder: no link out of it, and nothing that is read without end."""
    return file.is_file() and file.resolve().is_relative_to(file.parent.resolve())


def folder_glossaries(folders: Iterable[Path]) -> Iterator[Path]:
    """Where the glossary of each content folder is, if it has one."""
    return (folder / FILE_NAME for folder in folders)


def glossary_problems(folders: Iterable[Path]) -> tuple[Problem, ...]:
    """What the owner of some content folders should mend in their glossaries."""
    return tuple(problem for file in folder_glossaries(folders) for problem in read_glossary(file)[1])


def _said(text: str) -> Iterator[tuple[int, str]]:
    """Each entry on one line, with the number of its first line."""
    number, parts = 0, [""]
    for at, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith(COMMENT):
            continue
        if line[:1].isspace() and line.strip() and parts[0]:
            parts.append(line.strip())
            continue
        if parts[0]:
            yield number, " ".join(parts)
        number, parts = at, [line.strip()]
    if parts[0]:
        yield number, " ".join(parts)


def _entry(said: str) -> Entry | None:
    left, colon, explanation = said.partition(":")
    names = tuple(name.strip() for name in left.split(",") if name.strip())
    explanation = " ".join(explanation.split())
    return Entry(names, explanation) if colon and names and explanation else None
