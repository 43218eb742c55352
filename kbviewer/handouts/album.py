"""The pictures of a handout: found, checked and put among the files that the typesetter may show."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from kbviewer.articles.article import Article
from kbviewer.articles.images import resolve
from kbviewer.articles.picture import trouble, trouble_in
from kbviewer.handouts.source import call, string
from kbviewer.handouts.typeset import can_show, picture_data
from kbviewer.i18n import Catalogue

FindImage = Callable[[str], Path | None]
"""The file of a picture by its path below a content folder; None when there is none."""

LARGEST_PICTURE = 12_000_000
"""Bytes: a phone's photograph has up to eight million, and the typesetter takes a hundred times as many of memory."""


class Album:
    """The pictures of one handout. ``missing`` are those that a frame stands for, as the articles name them."""

    def __init__(self, find_image: FindImage, words: Catalogue) -> None:
        self._find_image = find_image
        self._words = words
        self._names: dict[bytes, str] = {}
        self._missing: dict[str, None] = {}

    @property
    def files(self) -> dict[str, bytes]:
        """The pictures as files of the document, by name."""
        return {name: data for data, name in self._names.items()}

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(self._missing)

    def show(self, article: Article, source: str, alt: str) -> str:
        """The Typst expression of a picture that an article names, or of the frame that stands for a missing one."""
        path = resolve(article.source.relative, source)
        file = self._find_image(path) if path else None
        data = _checked(file) if file and not trouble(file) else b""
        if data:
            return call("picture", self._bytes(data), string(alt))
        self._missing[source] = None
        said = self._words.text("page.picture_missing")
        return call("missing", string(f"{said}: {alt}" if alt else said))

    def add(self, picture: bytes) -> str:
        """The Typst expression of a picture's bytes; empty when it cannot be shown."""
        data = _typesettable(picture) if picture and not trouble_in(picture) else b""
        return self._bytes(data) if data else ""

    def _bytes(self, data: bytes) -> str:
        name = self._names.setdefault(data, f"picture{len(self._names)}.json")
        return f"bytes(json({string('/' + name)}))"


def _checked(file: Path) -> bytes:
    """A picture as the typesetter takes it; empty when it cannot be read or decoded."""
    try:
        state = file.stat()
        return _checked_once(file, state.st_mtime_ns, state.st_size)
    except OSError:
        return b""


@lru_cache(maxsize=16)
def _checked_once(file: Path, _mtime_ns: int, size: int) -> bytes:
    return _decodable(file.read_bytes()) if size <= LARGEST_PICTURE else b""


@lru_cache(maxsize=16)
def _typesettable(picture: bytes) -> bytes:
    return _decodable(picture) if len(picture) <= LARGEST_PICTURE else b""


def _decodable(picture: bytes) -> bytes:
    return picture_data(picture) if can_show(picture) else b""
