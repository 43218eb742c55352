"""What an index was made of: a fingerprint of the program, and a record for every file.

`manifest.json` lies in each generation of the index. The records alone make a topic list and a home page, and tell
which files have changed.
"""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from kbviewer import __version__
from kbviewer.articles.article import Article, Problem, SourceFile, plain_text
from kbviewer.articles.identity import double_problem, pick_winners
from kbviewer.articles.identity import fingerprint as text_fingerprint
from kbviewer.articles.problems import RULES
from kbviewer.errors import StorageError
from kbviewer.search import analysis, index_format
from kbviewer.search.thesaurus import fingerprint as fingerprint_of

FILE_NAME = "manifest.json"
VERSION = 6

RawProblem = Sequence[Any]
"""The values of a `Problem`, as JSON has them; made one only when somebody asks, as nobody does at a start."""


class Place(NamedTuple):
    """Where `kept` keeps an article: bytes from ``start`` on, and their CRC-32; no bytes for no article."""

    start: int = 0
    size: int = 0
    check: int = 0


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Record:
    """One source file as it was when read.

    ``id`` is empty when no article could be made of it. ``updated`` is an ISO date or empty.
    ``fingerprint`` is that of the text without the title, which a file without one takes from its name.
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
    aliases: tuple[str, ...] = ()
    unlisted: bool = False
    updated: str = ""
    fingerprint: str = ""
    problems: tuple[RawProblem, ...] = ()
    place: Place = NOWHERE

    @property
    def state(self) -> tuple[str, str, int, int]:
        """What tells whether the file has changed; see `state_of`."""
        return self.folder, self.relative, self.mtime_ns, self.size


def state_of(source: SourceFile) -> tuple[str, str, int, int]:
    """The `Record.state` of a file as it is now."""
    return str(source.folder), source.relative, source.mtime_ns, source.size


@dataclass(frozen=True, slots=True)
class Manifest:
    """The records of all files, in the order of the scan, and the fingerprint of what made the index."""

    fingerprint: tuple[tuple[str, str], ...]
    records: tuple[Record, ...]

    def winners(self) -> tuple[Record, ...]:
        """The records of the articles in the index: of those with the same id the one that goes before."""
        chosen, _ = pick_winners(self._claims())
        return tuple(record for record in self.records if record.id and chosen[record.id] is record)

    def unreadable(self, article_id: str) -> Problem | None:
        """Why there is a file for this id but no article; None when there is no such file."""
        told = [raw for record in self.records if record.relative == f"{article_id}.md" for raw in record.problems]
        return next((one for one in map(_problem, told) if not RULES[one.rule].can_be_ignored), None)

    def problems(self) -> tuple[Problem, ...]:
        """What the owner of the content should mend, in all files and between them."""
        _, doubles = pick_winners(self._claims())
        found = [_problem(raw) for record in self.records for raw in record.problems]
        found += [double_problem(name, left.relative, held.relative) for name, left, held in doubles]
        return tuple(sorted(found, key=lambda problem: (problem.file, problem.line, problem.rule)))

    def _claims(self) -> Iterator[tuple[str, Record]]:
        return ((record.id, record) for record in self.records if record.id)


def fingerprint(thesaurus: Path) -> tuple[tuple[str, str], ...]:
    """What decides how an index looks besides the files; an index of another fingerprint is built again.

    ``thesaurus`` is the folder of its files.
    """
    return (
        ("analysis", str(analysis.VERSION)),
        ("manifest", str(VERSION)),
        ("program", __version__),
        ("schema", str(index_format.VERSION)),
        ("thesaurus", fingerprint_of(thesaurus)),
        ("weighing", str(index_format.WEIGHING)),
        ("whoosh", index_format.ENGINE),
    )


def record(source: SourceFile, article: Article | None, problems: tuple[Problem, ...]) -> Record:
    """The record of a file just read."""
    raw = tuple(map(dataclasses.astuple, problems))
    if article is None:
        return Record(*state_of(source), problems=raw)
    return Record(
        *state_of(source),
        id=article.id,
        title=article.title,
        description=article.summary,
        kind=article.kind,
        body_parts=article.body_parts,
        aliases=article.keywords,
        unlisted=article.unlisted or article.is_introduction,
        updated=article.updated.isoformat() if article.updated else "",
        fingerprint=text_fingerprint(plain_text(article)),
        problems=raw,
    )


def write(manifest: Manifest, folder: Path) -> None:
    """Write the manifest into the folder of a generation. Raises OSError."""
    content = {
        "fingerprint": dict(manifest.fingerprint),
        "records": [[getattr(record, name) for name in Record.__slots__] for record in manifest.records],
    }
    (folder / FILE_NAME).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def read(folder: Path) -> Manifest:
    """Read the manifest of a generation that `kbviewer.search.store` has found whole.

    Raises:
        FileNotFoundError: it is gone; a newer generation is there by now.
        StorageError: ``index_damaged``; it is unreadable or not what `write` writes.
    """
    try:
        content = json.loads((folder / FILE_NAME).read_bytes())
        made_by = tuple(sorted((str(name), str(value)) for name, value in content["fingerprint"].items()))
        return Manifest(made_by, tuple(map(_record, content["records"])))
    except FileNotFoundError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StorageError("index_damaged", path=folder) from error


def _record(raw: Sequence[Any]) -> Record:
    values = dict(zip(Record.__slots__, raw, strict=True))
    lists = {name: tuple(values[name]) for name in ("body_parts", "aliases", "problems")}
    return Record(**{**values, **lists, "place": Place(*values["place"])})


def _problem(raw: RawProblem) -> Problem:
    file, line, rule, values = raw
    return Problem(file, line, rule, tuple((name, value) for name, value in values))
