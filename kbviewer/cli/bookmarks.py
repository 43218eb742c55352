"""``kbviewer bookmarks list|add|remove|export|import``."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from kbviewer.cli import output
from kbviewer.cli.start import Start
from kbviewer.errors import InputError, StorageError
from kbviewer.library import edits
from kbviewer.library.bookmark import Bookmark
from kbviewer.library.bookmarks import BookmarkStore
from kbviewer.library.shelf import Shelf

FINE, NO = 0, 1


def _list(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    shelf = store.shelf()
    bookmarks = [row for row in shelf.walk() if isinstance(row, Bookmark)]
    if args.json:
        output.write_json([_as_json(bookmark, shelf) for bookmark in bookmarks])
        return FINE
    if not bookmarks:
        output.write(start.words.text("cli.bookmarks.none"))
    for bookmark in bookmarks:
        place = f"{bookmark.id}#{bookmark.section}" if bookmark.section else bookmark.id
        output.write("  ".join(part for part in (place, bookmark.name, bookmark.note) if part))
    return FINE


def _as_json(bookmark: Bookmark, shelf: Shelf) -> dict[str, str]:
    return {
        "id": bookmark.id,
        "section": bookmark.section,
        "title": bookmark.name,
        "note": bookmark.note,
        "folder": " / ".join(shelf.path(bookmark.folder)),
        "label": bookmark.label,
        "created": bookmark.created,
    }


def _add(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    article_id, _, anchor = args.id.partition("#")
    workspace = start.workspace()
    article = workspace.article(article_id)
    workspace.close()
    if article is None:
        raise InputError("article_unknown", id=article_id)
    target = workspace.target(article, anchor)
    store.edit(edits.write_note(target, args.note) if args.note else edits.add(target))
    kept = store.shelf().bookmark_of(article_id, anchor)
    output.write(start.words.text("cli.bookmarks.added", title=kept.name if kept else article.title))
    return FINE


def _remove(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    article_id, _, anchor = args.id.partition("#")
    held = store.shelf().bookmark_of(article_id, anchor)
    if held is None:
        output.write(start.words.text("cli.bookmarks.not_there", id=args.id))
        return NO
    store.edit(edits.remove([held.uid]))
    output.write(start.words.text("window.bookmark_removed", title=held.name, n=1))
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
