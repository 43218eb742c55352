"""YAML files that an owner puts beside the articles, such as reading lists: found, and read value by value.

Files of one kind lie in a folder of their own in a content folder. What cannot be understood in one is told under the
rule ``<kind>_malformed``; the rest of it is used.
"""

import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from kbviewer.articles.article import Problem, SourceFile
from kbviewer.articles.frontmatter import MalformedYamlError, Value, read_file
from kbviewer.articles.source_text import read_text

ENDINGS = (".yml", ".yaml")

LONGEST_TOLD = 80
"""Letters of what an author wrote that a problem repeats."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the files in ``folder`` are. The rules about them begin with ``name``.

    ``most`` are the files of one content folder that are read: the first by name.
    """

    name: str
    folder: str
    most: int

    def problem(self, file: str, line: int, rule: str, values: Mapping[str, str]) -> Problem:
        """Something that the owner of ``file``, a name without folders, should mend."""
        return Problem(f"{self.folder}/{file}", line, f"{self.name}_{rule}", tuple(values.items()))

    def malformed(self, file: str, line: int, why: str, text: str = "") -> Problem:
        """Something in ``file`` that cannot be used: ``why`` is a reason in the catalogue, ``text`` what it names."""
        return self.problem(file, line, "malformed", {"why": why, "text": text[:LONGEST_TOLD]})


@dataclass(frozen=True, slots=True)
class Reference:
    """An article that a file names, and the anchor of a section of it; empty for the whole article."""

    article: str
    section: str
    line: int


class Referring(Protocol):
    """A file that names articles."""

    def references(self) -> Iterable[Reference]: ...

    def problem(self, line: int, rule: str, values: Mapping[str, str]) -> Problem: ...


Made = TypeVar("Made")


class Reading:
    """One file being read. ``problems`` grow as its values are asked for."""

    def __init__(self, kind: Kind, name: str) -> None:
        self._kind = kind
        self._file = name
        self.problems: list[Problem] = []

    @property
    def name(self) -> str:
        """The name of the file, however the disk spells it."""
        return unicodedata.normalize("NFC", self._file)

    def values(self, text: str) -> Mapping[str, Value] | None:
        """The values of the file by their keys, none if it holds something else; None when it is no YAML."""
        try:
            content = read_file(text).content
        except MalformedYamlError as error:
            self.tell(error.line, "yaml", error.reason)
            return None
        return content if isinstance(content, Mapping) else {}

    def text(self, values: Mapping[str, Value], key: str) -> str:
        """The text under a key as it can be shown; empty when there is none."""
        value = values.get(key)
        if value is None:
            return ""
        if isinstance(value.content, str):
            return shown(value.content)
        self.tell(value.line, "text", key)
        return ""

    def title(self, values: Mapping[str, Value]) -> str:
        """The title, or the name of the file in words."""
        if title := self.text(values, "title"):
            return title
        words = self.name.rpartition(".")[0].replace("-", " ").replace("_", " ").strip()
        return words[:1].upper() + words[1:]

    def tell_others(self, values: Mapping[str, Value], known: Sequence[str]) -> None:
        """Tell of keys that nobody reads."""
        for key, value in values.items():
            if key not in known:
                self.tell(value.line, "key", key)

    def tell(self, line: int, why: str, text: str = "") -> None:
        """Tell the owner; see `Kind.malformed`."""
        self.problems.append(self._kind.malformed(self._file, line, why, text))


def find_files(kind: Kind, folders: Iterable[Path]) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """The files of a kind, in the order of their content folders, then by name; reads none of them.

    The problems tell of those left out: links out of the content folder, what is no plain file, too many.
    """
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for folder in folders:
        root = Path(os.path.realpath(folder))
        names = _names(root / kind.folder)
        found = [_file(kind, root, name) for name in names[: kind.most]]
        files += (one for one in found if isinstance(one, SourceFile))
        problems += (one for one in found if isinstance(one, Problem))
        problems += (kind.malformed(name, 0, "many", str(kind.most)) for name in names[kind.most : kind.most + 1])
    return tuple(files), tuple(problems)


def read_files(
    kind: Kind, folders: Iterable[Path], understand: Callable[[Reading, Mapping[str, Value]], Made | None]
) -> tuple[tuple[Made, ...], tuple[Problem, ...]]:
    """What ``understand`` makes of the files, by their names, and what their owners should mend.

    A file of a later content folder goes before one of the same name in an earlier one, unless nothing can be made
    of it. One that cannot be read stops no other.
    """
    files, problems = find_files(kind, folders)
    found: dict[str, Made] = {}
    for file in files:
        reading = Reading(kind, file.relative.rpartition("/")[2])
        text, met = read_text(file.path, file.relative)
        values = None if text is None else reading.values(text)
        made = None if values is None else understand(reading, values)
        if made is not None:
            found[reading.name] = made
        problems += (*met, *reading.problems)
    return tuple(found[name] for name in sorted(found)), problems


def shown(text: str) -> str:
    """A text without characters that cannot be shown; its lines stay."""
    return "\n".join("".join(map(_shown_letter, line)) for line in text.split("\n")).strip()


def _shown_letter(letter: str) -> str:
    if letter.isprintable():
        return letter
    return " " if letter.isspace() else ""


def _names(folder: Path) -> Sequence[str]:
    """The names of what may be files of a kind, in order."""
    try:
        names = [file.name for file in folder.iterdir()]
    except OSError:
        return ()
    return sorted(name for name in names if name.lower().endswith(ENDINGS) and name[0] != "." and name.isprintable())


def _file(kind: Kind, root: Path, name: str) -> SourceFile | Problem:
    """One file, or why it is not read: a link out of the content folder, or no file that has an end."""
    relative = f"{kind.folder}/{name}"
    file = root / relative
    if not Path(os.path.realpath(file)).is_relative_to(root):
        return kind.malformed(name, 0, "link")
    try:
        state = file.stat()
    except OSError as error:
        return Problem(relative, 0, "file_unreadable", (("reason", error.strerror or ""),))
    if not stat.S_ISREG(state.st_mode):
        return Problem(relative, 0, "file_unreadable", (("reason", ""),))
    return SourceFile(root, relative, state.st_mtime_ns, state.st_size)
