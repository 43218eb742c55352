"""Which Markdown files a content folder holds: a stat scan that reads none of them."""

import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kbviewer.articles.article import SourceFile
from kbviewer.errors import Cancelled, ContentError

FOR_PEOPLE = "readme.md"
"""Tells people about a folder; no article."""

DEEPEST = 32

OTHER_ENDINGS = (".markdown", ".mdown", ".mkd", ".mdx", ".md.txt")
"""What files that were meant as articles are called too."""

LeftOut = Callable[[str, str], None]
"""Is told of a file or folder that may have been meant to be read: its path, and why it is not:
``name``, ``link``, ``ending`` or ``depth``."""


def scan(
    folders: Sequence[Path],
    cancelled: Callable[[], bool] = lambda: False,
    left_out: LeftOut = lambda _path, _why: None,
) -> tuple[SourceFile, ...]:
    """Every ``*.md`` file below each folder, in the order of the folders, then by path.

    Hidden files and folders, `FOR_PEOPLE`, names that cannot be printed and links to folders, to nothing or
    out of the content folder are left out; ``left_out`` is told of all but the hidden ones and `FOR_PEOPLE`.

    Raises:
        Cancelled: ``cancelled``, asked at every folder, said so.
        ContentError: a folder does not exist or cannot be listed.
    """
    found: list[SourceFile] = []
    for folder in folders:
        root = Path(os.path.realpath(folder))
        if not root.is_dir():
            raise ContentError("folder_missing", folder=folder)
        walk = _Walk(root, cancelled, left_out)
        found += sorted(walk.below(root, "", 0), key=lambda source: source.relative)
    return tuple(found)


def article_id(relative: str) -> str:
    """The id of a file that gives none itself: its path without ``.md``, in NFC."""
    return unicodedata.normalize("NFC", relative[: -len(".md")])


class _Walk:
    """One content folder, gone through."""

    def __init__(self, root: Path, cancelled: Callable[[], bool], left_out: LeftOut) -> None:
        self._root, self._cancelled, self._left_out = root, cancelled, left_out

    def below(self, here: Path, prefix: str, depth: int) -> Iterator[SourceFile]:
        """The articles of one folder and of those in it."""
        if self._cancelled():
            raise Cancelled
        try:
            entries = list(os.scandir(here))
        except OSError as error:
            if here == self._root:
                raise ContentError("folder_missing", folder=self._root) from error
            return
        for entry in entries:
            if not entry.name.startswith("."):
                yield from self._read(entry, prefix, depth)

    def _read(self, entry: os.DirEntry[str], prefix: str, depth: int) -> Iterator[SourceFile]:
        name, is_folder = entry.name.lower(), entry.is_dir(follow_symlinks=False)
        is_article = name.endswith(".md") and name != FOR_PEOPLE
        if why := self._why_not(entry, is_folder and depth >= DEEPEST):
            if is_folder or is_article or why == "ending" or Path(entry.path).is_dir():
                self._left_out(prefix + _printable(entry.name), why)
        elif is_folder:
            yield from self.below(Path(entry.path), f"{prefix}{entry.name}/", depth + 1)
        elif is_article and entry.is_file():
            yield from _source(self._root, prefix, entry)

    def _why_not(self, entry: os.DirEntry[str], too_deep: bool) -> str:
        """Why a file or folder is left out; empty when it is not, unless it is no article."""
        if not _can_be_named(entry.name):
            return "name"
        if entry.is_symlink() and not self._holds(Path(entry.path)):
            return "link"
        if entry.name.lower().endswith(OTHER_ENDINGS) and entry.is_file():
            return "ending"
        return "depth" if too_deep else ""

    def _holds(self, link: Path) -> bool:
        """Whether a link leads to something in the content folder; one that leads to itself leads nowhere."""
        return link.exists() and Path(os.path.realpath(link)).is_relative_to(self._root)


def _can_be_named(name: str) -> bool:
    """Whether a name can be an address: a disk may hold line breaks in names, and names in no encoding at all."""
    return name.isprintable()


def _printable(name: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)


def _source(root: Path, prefix: str, entry: os.DirEntry[str]) -> Iterator[SourceFile]:
    try:
        state = entry.stat()
    except OSError:
        return  # gone since the folder was listed
    yield SourceFile(root, f"{prefix}{entry.name}", state.st_mtime_ns, state.st_size)
