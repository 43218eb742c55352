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


def scan(folders: Sequence[Path], cancelled: Callable[[], bool] = lambda: False) -> tuple[SourceFile, ...]:
    """Every ``*.md`` file below each folder, in the order of the folders, then by path.

    Hidden files and folders, `FOR_PEOPLE`, names that cannot be printed and links to folders or out of
    the content folder are left out.

    Raises:
        Cancelled: ``cancelled``, asked at every folder, said so.
        ContentError: a folder does not exist or cannot be listed.
    """
    found: list[SourceFile] = []
    for folder in folders:
        root = Path(os.path.realpath(folder))
        if not root.is_dir():
            raise ContentError("folder_missing", folder=folder)
        found += sorted(_below(root, root, "", 0, cancelled), key=lambda source: source.relative)
    return tuple(found)


def article_id(relative: str) -> str:
    """The id of a file that gives none itself: its path without ``.md``, in NFC."""
    return unicodedata.normalize("NFC", relative[: -len(".md")])


def _below(root: Path, here: Path, prefix: str, depth: int, cancelled: Callable[[], bool]) -> Iterator[SourceFile]:
    if cancelled():
        raise Cancelled
    try:
        entries = list(os.scandir(here))
    except OSError as error:
        if here == root:
            raise ContentError("folder_missing", folder=root) from error
        return
    for entry in entries:
        if entry.name.startswith(".") or not _can_be_named(entry.name):
            continue
        if entry.is_symlink() and not Path(os.path.realpath(entry.path)).is_relative_to(root):
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth < DEEPEST:
                yield from _below(root, Path(entry.path), f"{prefix}{entry.name}/", depth + 1, cancelled)
        elif entry.is_file() and entry.name.lower().endswith(".md") and entry.name.lower() != FOR_PEOPLE:
            yield from _source(root, prefix, entry)


def _can_be_named(name: str) -> bool:
    """Whether a name can be an address: a disk may hold line breaks in names, and names in no encoding at all."""
    return name.isprintable()


def _source(root: Path, prefix: str, entry: os.DirEntry[str]) -> Iterator[SourceFile]:
    try:
        state = entry.stat()
    except OSError:
        return  # gone since the folder was listed
    yield SourceFile(root, f"{prefix}{entry.name}", state.st_mtime_ns, state.st_size)
