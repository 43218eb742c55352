"""A clinic's own copy of an article: it lies at the same path in a folder of theirs, and goes before the one copied."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from kbviewer.articles.article import Article
from kbviewer.articles.signing import signed
from kbviewer.articles.source_text import read_text
from kbviewer.errors import InputError, StorageError


def lies_in(article: Article, folder: Path) -> bool:
    """Whether an article is already one of this folder."""
    return _is_same(folder / article.relative, article.source.path)


def copy_into(folder: Path, article: Article, reviewer: str, day: date, write: Callable[[Path, bytes], None]) -> Path:
    """Copy an article, signed by ``reviewer`` on ``day`` unless that is ""; one of that folder is signed where it lies.

    Raises:
        InputError: ``copy_in_the_way``: another file lies there; ``review_front_matter``: it cannot be signed;
            ``file_unreadable``: it has gone.
        StorageError: ``file_not_writable``.
    """
    target, source = folder / article.relative, article.source.path
    try:
        if target.exists() and not _is_same(target, source):
            raise InputError("copy_in_the_way", path=target)
    except OSError as error:  # a folder that may not be looked into, a name that is too long
        raise StorageError("file_not_writable", path=target) from error
    text = read_text(source, article.relative)[0]
    if text is None:
        raise InputError("file_unreadable", path=source)
    name = " ".join(reviewer.split())
    try:
        made = signed(text, name, day) if name else text
    except ValueError as error:
        raise InputError("review_front_matter", path=source) from error
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write(target, made.encode())
    except OSError as error:
        raise StorageError("file_not_writable", path=target) from error
    return target


def _is_same(target: Path, source: Path) -> bool:
    try:
        return target.samefile(source)
    except FileNotFoundError:
        return False
