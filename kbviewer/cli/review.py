"""A clinic signs for an article: a copy in its own folder says who reviewed it, and goes before the shipped one."""

import argparse
from datetime import date

from kbviewer import files
from kbviewer.articles.own_copy import copy_into
from kbviewer.cli import output
from kbviewer.cli.start import Start
from kbviewer.errors import InputError


def review(args: argparse.Namespace, start: Start) -> int:
    """Write the signed copy; an article that already lies in that folder is signed where it lies."""
    if not args.by.strip():
        raise InputError("reviewer_empty")
    workspace = start.workspace()
    article = workspace.article(args.id)
    workspace.close()
    if article is None:
        raise InputError("article_unknown", id=args.id)
    target = copy_into(args.into, article, args.by, date.today(), files.replace)
    output.write(start.words.text("cli.written", path=target))
    return 0
