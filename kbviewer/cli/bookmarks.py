"""``kbviewer bookmarks list|add|remove|export|import``."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from kbviewer.cli import output
from kbviewer.cli.start import Start
from kbviewer.errors import InputError, StorageError
from kbviewer.library.bookmarks import BookmarkStore

FINE, NO = 0, 1


def _list(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    bookmarks = store.all()
    if args.json:
        output.write_json([asdict(bookmark) for bookmark in bookmarks])
        return FINE
    if not bookmarks:
        output.write(start.words.text("cli.bookmarks.none"))
    for bookmark in bookmarks:
        place = f"{bookmark.id}#{bookmark.section}" if bookmark.section else bookmark.id
        output.write("  ".join(part for part in (place, bookmark.title, bookmark.note) if part))
    return FINE


def _add(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    article_id, _, anchor = args.id.partition("#")
    workspace = start.workspace()
    article = workspace.article(article_id)
    workspace.close()
    if article is None:
        raise InputError("article_unknown", id=article_id)
    titles = {section.anchor: section.title for section in article.sections if section.anchor}
    if anchor and anchor not in titles:
        raise InputError("section_unknown", id=article_id, section=anchor)
    title = f"{article.title}: {titles[anchor]}" if anchor else article.title
    kept = store.add(article_id, title, section=anchor, note=args.note)
    if args.note:
        store.set_note(article_id, args.note, anchor)
    output.write(start.words.text("cli.bookmarks.added", title=kept.title))
    return FINE


def _remove(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    article_id, _, anchor = args.id.partition("#")
    removed = store.remove(article_id, anchor)
    if removed is None:
        output.write(start.words.text("cli.bookmarks.not_there", id=args.id))
        return NO
    output.write(start.words.text("window.bookmark_removed", title=removed.title))
    return FINE


def _export(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    if args.file == "-":
        output.write(store.export_json())
        return FINE
    try:
        Path(args.file).write_text(store.export_json(), encoding="utf-8")
    except OSError as error:
        raise StorageError("file_not_writable", path=args.file) from error
    output.write(start.words.text("cli.written", path=args.file))
    return FINE


def _import(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    try:
        raw = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("file_unreadable", path=args.file) from error
    output.write(start.words.text("cli.bookmarks.imported", n=store.import_json(text)))
    return FINE


DOINGS: dict[str, Callable[[argparse.Namespace, Start, BookmarkStore], int]] = {
    "list": _list,
    "add": _add,
    "remove": _remove,
    "export": _export,
    "import": _import,
}
