"""Articles as they were read when the index was made, beside its columns: a start shows one without reading Markdown.

What is kept is what `kbviewer.articles.loader` made, HTML sanitised as ever. It holds as long as the file has not
changed since; who could put other HTML here can write into the data folder, and has the person's bookmarks too.
"""

import dataclasses
import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kbviewer.articles.article import Article, Related, Section, SourceFile
from kbviewer.search.held import ARTICLES, Files
from kbviewer.search.manifest import Place, Record

KEPT = tuple(one.name for one in dataclasses.fields(Article) if one.name != "source")


def pack(article: Article) -> bytes:
    """An article as it is kept."""
    values = [getattr(article, name) for name in KEPT]
    return json.dumps(values, ensure_ascii=False, default=_plain).encode("utf-8", "surrogatepass")


def lay_down(records: Sequence[Record], fresh: Mapping[tuple[str, str], bytes], folder: Path) -> tuple[Record, ...]:
    """Write the articles into the folder of a generation; the records with the place of each. Raises OSError.

    ``fresh`` holds by file those just read; the others are where the generation before, of which ``folder`` is a copy,
    has them.
    """
    file = folder / f"{ARTICLES}.bin"
    before = file.read_bytes() if file.exists() else b""
    placed, end = [], 0
    with file.open("wb") as opened:
        for record in records:
            start, size, _ = record.place
            packed = fresh.get(record.state[:2], before[start : start + size])
            placed.append(dataclasses.replace(record, place=Place(end, len(packed), zlib.crc32(packed))))
            end += opened.write(packed)
    return tuple(placed)


def unpack(files: Files, place: Place, source: SourceFile) -> Article | None:
    """The article kept at a place; None when it is not there, and had better be read from its file."""
    packed = bytes(files[ARTICLES][place.start : place.start + place.size])
    if not packed or zlib.crc32(packed) != place.check:
        return None
    values: dict[str, Any] = dict(zip(KEPT, json.loads(packed.decode("utf-8", "surrogatepass")), strict=True))
    values |= {name: values[name] and date.fromisoformat(values[name]) for name in ("published", "updated", "reviewed")}
    values |= {name: tuple(values[name]) for name in ("body_parts", "keywords", "stated_sources")}
    values["sections"] = tuple(Section(*one) for one in values["sections"])
    values["related"] = tuple(Related(*one) for one in values["related"])
    return Article(source=source, **values)


def _plain(value: Section | Related | date) -> object:
    return value.isoformat() if isinstance(value, date) else dataclasses.astuple(value)
