"""What an index was made of: a fingerprint of the program, and a record for every file.

`manifest.json` lies in each generation of the index. The records alone make a topic list and a home page, and tell
which files have changed. Anything odd in the file means the index is damaged, and it is built again.
"""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kbviewer import __version__
from kbviewer.articles.article import Article, Problem, SourceFile
from kbviewer.articles.identity import pick_winners
from kbviewer.articles.library import double_problem
from kbviewer.errors import StorageError
from kbviewer.search import analysis, index

FILE_NAME = "manifest.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Record:
    """One source file as it was when read.

    ``id`` is empty when no article could be made of it. ``updated`` is an ISO date or empty.
    """

    folder: str
    relative: str
    mtime_ns: int
    size: int
    id: str = ""
    title: str = ""
    description: str = ""
    kind: str = ""
    body_parts: tuple[str, ...] = ()
    unlisted: bool = False
    updated: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def source(self) -> SourceFile:
        """The file as it was."""
        return SourceFile(Path(self.folder), self.relative, self.mtime_ns, self.size)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The records of all files, in the order of the scan, and the fingerprint of what made the index."""

    fingerprint: tuple[tuple[str, str], ...]
    records: tuple[Record, ...]

    def winners(self) -> tuple[Record, ...]:
        """The records of the articles in the index: of those with the same id the one that goes before."""
        chosen, _ = pick_winners(self._claims())
        return tuple(record for record in self.records if record.id and chosen[record.id] == record.source)

    def problems(self) -> tuple[Problem, ...]:
        """What the owner of the content should mend, in all files and between them."""
        _, doubles = pick_winners(self._claims())
        found = [problem for record in self.records for problem in record.problems]
        found += [double_problem(name, left.relative, held.relative) for name, left, held in doubles]
        return tuple(sorted(found, key=lambda problem: (problem.file, problem.line, problem.rule)))

    def _claims(self) -> Iterator[tuple[str, SourceFile]]:
        return ((record.id, record.source) for record in self.records if record.id)


def fingerprint() -> tuple[tuple[str, str], ...]:
    """What decides how an index looks besides the files; an index of another fingerprint is built again."""
    return (
        ("analysis", str(analysis.VERSION)),
        ("manifest", str(VERSION)),
        ("program", __version__),
        ("schema", str(index.VERSION)),
        ("whoosh", index.ENGINE),
    )


def record(source: SourceFile, article: Article | None, problems: tuple[Problem, ...]) -> Record:
    """The record of a file just read."""
    place = (str(source.folder), source.relative, source.mtime_ns, source.size)
    if article is None:
        return Record(*place, problems=problems)
    return Record(
        *place,
        id=article.id,
        title=article.title,
        description=article.summary,
        kind=article.kind,
        body_parts=article.body_parts,
        unlisted=article.unlisted,
        updated=article.updated.isoformat() if article.updated else "",
        problems=problems,
    )


def write(manifest: Manifest, folder: Path) -> None:
    """Write the manifest into the folder of a generation. Raises OSError."""
    content = {
        "fingerprint": dict(manifest.fingerprint),
        "records": [dataclasses.asdict(record) for record in manifest.records],
    }
    (folder / FILE_NAME).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def read(folder: Path) -> Manifest:
    """Read the manifest of a generation.

    Raises:
        StorageError: ``index_damaged``; it is missing, unreadable or not what `write` writes.
    """
    try:
        content = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        made_by = tuple(sorted((str(name), str(value)) for name, value in content["fingerprint"].items()))
        return Manifest(made_by, tuple(_record(raw) for raw in content["records"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StorageError("index_damaged", path=folder) from error


def _record(raw: Mapping[str, Any]) -> Record:
    problems = tuple(_problem(problem) for problem in raw["problems"])
    made = Record(**{**raw, "body_parts": tuple(raw["body_parts"]), "problems": problems})
    _check(made, Record)
    return made


def _problem(raw: Mapping[str, Any]) -> Problem:
    made = Problem(**{**raw, "values": tuple((name, value) for name, value in raw["values"])})
    _check(made, Problem)
    return made


def _check(made: object, kind: type[Record] | type[Problem]) -> None:
    """Raise ValueError unless every field holds values of its declared type."""
    for field in dataclasses.fields(kind):
        value = getattr(made, field.name)
        if isinstance(field.type, type) and type(value) is not field.type:
            raise ValueError(f"{field.name} is {value!r}")
        if field.name in ("body_parts", "values") and not all(_is_text(part) for part in value):
            raise ValueError(f"{field.name} is {value!r}")


def _is_text(part: object) -> bool:
    return isinstance(part, str) or (isinstance(part, tuple) and all(isinstance(half, str) for half in part))
