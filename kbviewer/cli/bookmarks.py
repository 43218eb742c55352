"""``kbviewer bookmarks list|add|remove|export|import``."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kbviewer.cli import output
from kbviewer.cli.start import Start
from kbviewer.errors import InputError
from kbviewer.library import edits, parcel_file
from kbviewer.library.bookmark import TOP, Bookmark
from kbviewer.library.bookmarks import BookmarkStore
from kbviewer.library.merging import MergePlan, plan
from kbviewer.library.outline import Filter
from kbviewer.library.parcel import MOST_BYTES, Parcel, pack
from kbviewer.library.shelf import Change, Shelf
from kbviewer.wording import merge_lines
from kbviewer.workspace import Workspace

FINE, NO = 0, 1

BETWEEN = " / "
"""Between the names of a folder and the one it lies in."""


def _list(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    shelf = store.shelf()
    found = {row.uid for row in Filter().found(shelf, args.search)}
    inside = shelf.walk(_folder(args.folder, shelf))
    bookmarks = [row for row in inside if isinstance(row, Bookmark) and row.uid in found]
    if args.json:
        output.write_json([_as_json(bookmark, shelf) for bookmark in bookmarks])
    elif not bookmarks:
        output.write(start.words.text("cli.bookmarks.none"))
    else:
        for bookmark in bookmarks:
            _write_line(bookmark)
    return FINE if bookmarks or not (args.search.split() or args.folder) else NO


def _write_line(bookmark: Bookmark) -> None:
    place = f"{bookmark.id}#{bookmark.section}" if bookmark.section else bookmark.id
    output.write("  ".join(part for part in (place, bookmark.name, bookmark.note) if part))


def _as_json(bookmark: Bookmark, shelf: Shelf) -> dict[str, str]:
    return {
        "id": bookmark.id,
        "section": bookmark.section,
        "title": bookmark.name,
        "note": bookmark.note,
        "folder": BETWEEN.join(shelf.path(bookmark.folder)),
        "label": bookmark.label,
        "created": bookmark.created,
        "uid": bookmark.uid,
    }


def _add(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    article_id, _, anchor = args.id.partition("#")
    workspace = start.workspace()
    article = workspace.article(article_id)
    workspace.close()
    if article is None:
        raise InputError("article_unknown", id=article_id)
    target = workspace.target(article, anchor)
    folder = _made_folder(args.folder, store)
    store.edit(edits.add(target, note=args.note, label=args.label, folder=folder))
    kept = store.shelf().bookmark_of(article_id, anchor)
    assert kept is not None
    if args.note:
        store.edit(edits.write_note(target, args.note))
    if args.label:
        store.edit(edits.put_label([kept.uid], args.label))
    if folder not in (TOP, kept.folder):
        store.edit(edits.move([kept.uid], folder))
    shelf = store.shelf()
    if args.json:
        output.write_json(_as_json(shelf.bookmarks[kept.uid], shelf))
    else:
        output.write(start.words.text("cli.bookmarks.added", title=kept.name))
    return FINE


def _remove(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    article_id, _, anchor = args.id.partition("#")
    shelf = store.shelf()
    held = shelf.bookmark_of(args.id) or shelf.bookmark_of(article_id, anchor)
    if held is not None:
        store.edit(edits.remove([held.uid]))
    if args.json:
        output.write_json({"removed": [_as_json(held, shelf)] if held else []})
    elif held is not None:
        output.write(start.words.text("window.bookmark_removed", title=held.name, n=1))
    else:
        output.write(start.words.text("cli.bookmarks.not_there", id=args.id))
    return NO if held is None else FINE


def _export(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    shelf = store.shelf()
    form = args.format or parcel_file.form_of(Path(args.file))
    parcel = pack(shelf, store.text, _folder(args.folder, shelf))
    text = parcel_file.written(parcel, form, start.words)
    if args.file == "-":
        output.write(text.removesuffix("\n"))
        return FINE
    parcel_file.save(text, Path(args.file))
    if args.json:
        output.write_json(_parcel_json(parcel, args.file, form))
    else:
        output.write(start.words.text("cli.written", path=args.file))
    return FINE


def _parcel_json(parcel: Parcel, file: str, form: str) -> dict[str, Any]:
    return {
        "file": file,
        "format": form,
        "bookmarks": len(parcel.shelf.bookmarks),
        "folders": len(parcel.shelf.folders),
        "highlights": len(parcel.shelf.highlights),
    }


def _import(args: argparse.Namespace, start: Start, store: BookmarkStore) -> int:
    parcel = _read(args.file, start)
    if args.without_addresses:
        parcel = parcel.without_addresses()
    parcel = parcel.below(_path(args.into, store.shelf()))
    made = plan(store.shelf(), parcel, args.file) if args.dry_run else _merged(parcel, args.file, store)
    if args.json:
        output.write_json(_plan_json(made, dry_run=args.dry_run))
        return FINE
    if made.change:
        output.write(start.words.text("cli.bookmarks.would_import" if args.dry_run else "cli.bookmarks.imported"))
    else:
        output.write(start.words.text("exchange.nothing"))
    for line in merge_lines(made, start.words):
        output.write(f"  {line}")
    return FINE


def _read(file: str, start: Start) -> Parcel:
    opened: list[Workspace] = []

    def find(path: str) -> str | None:
        if not opened:
            opened.append(start.workspace())  # only a browser's file needs to know the articles
        return opened[0].find_article(path)

    try:
        if file == "-":
            return parcel_file.unpack(sys.stdin.buffer.read(MOST_BYTES + 1), find)
        return parcel_file.read(Path(file), find)
    finally:
        for workspace in opened:
            workspace.close()


def _merged(parcel: Parcel, name: str, store: BookmarkStore) -> MergePlan:
    plans: list[MergePlan] = []

    def edit(shelf: Shelf) -> Change:
        plans.append(plan(shelf, parcel, name))
        return plans[-1].change

    store.edit(edit)
    return plans[-1]


def _plan_json(made: MergePlan, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "bookmarks": len(made.bookmarks),
        "folders": len(made.folders),
        "highlights": len(made.highlights),
        "filled": len(made.filled),
        "kept": len(made.kept),
        "held": made.held,
        "left_out": made.left_out,
        "dropped": made.dropped,
    }


def _folder(path: str, shelf: Shelf) -> str:
    """The folder that a person names; the top when none is named."""
    found = next((uid for uid in shelf.folders if _same(BETWEEN.join(shelf.path(uid)), path)), None)
    if path and found is None:
        raise InputError("bookmark_folder_unknown", path=path)
    return found if path and found else TOP


def _path(path: str, shelf: Shelf) -> tuple[str, ...]:
    """The names of a folder that a person names, and of those it lies in; it need not be there."""
    held = next((uid for uid in shelf.folders if _same(BETWEEN.join(shelf.path(uid)), path)), None)
    return shelf.path(held) if held else tuple(part.strip() for part in path.split("/") if part.strip())


def _same(one: str, other: str) -> bool:
    """Whether two paths name the same folder, however much space is around the strokes."""
    return [part.strip() for part in one.split("/")] == [part.strip() for part in other.split("/")]


def _made_folder(path: str, store: BookmarkStore) -> str:
    """The folder that a person names, made if it is not there."""
    names = _path(path, store.shelf())
    folder = TOP
    for name in names:
        shelf = store.shelf()
        held = next((uid for uid, row in shelf.folders.items() if (row.name, shelf.home(row)) == (name, folder)), None)
        if held is None:
            held = store.edit(edits.new_folder(name, folder)).steps[0].row.uid
        folder = held
    return folder


DOINGS: dict[str, Callable[[argparse.Namespace, Start, BookmarkStore], int]] = {
    "list": _list,
    "add": _add,
    "remove": _remove,
    "export": _export,
    "import": _import,
}
