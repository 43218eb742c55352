"""A clinic signs for an article: a copy in its own folder says who reviewed it, and goes before the shipped one."""

import argparse
from datetime import date
from pathlib import Path

from kbviewer import files
from kbviewer.articles.signing import signed
from kbviewer.articles.source_text import read_text
from kbviewer.cli import output
from kbviewer.cli.start import Start
from kbviewer.errors import InputError, StorageError


def review(args: argparse.Namespace, start: Start) -> int:
    """Write the signed copy; an article that already lies in that folder is signed where it lies."""
    if not args.by.strip():
        raise InputError("reviewer_empty")
    workspace = start.workspace()
    article = workspace.article(args.id)
    workspace.close()
    if article is None:
        raise InputError("article_unknown", id=args.id)
    target = args.into / article.relative
    if _is_another(target, article.source.path):
        raise InputError("review_in_the_way", path=target)
    text, _problems = read_text(article.source.path, article.relative)
    try:
        _write(target, signed(text or "", " ".join(args.by.split()), date.today()))
    except ValueError as error:
        raise InputError("review_front_matter", path=article.source.path) from error
    output.write(start.words.text("cli.written", path=target))
    return 0


def _is_another(target: Path, source: Path) -> bool:
    """Whether something lies where the copy is to lie that is not the article itself."""
    try:
        return target.exists() and not target.samefile(source)
    except OSError as error:  # a folder that may not be looked into, a name that is too long
        raise StorageError("file_not_writable", path=target) from error


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        files.replace(target, text.encode())
    except OSError as error:
        raise StorageError("file_not_writable", path=target) from error
