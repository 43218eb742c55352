"""Pictures of a content folder: found by the path an article writes, and never outside the folder."""

import os
import posixpath
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

LARGEST = 32 * 1024 * 1024
"""Bytes; a larger picture is not shown."""

ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"))
"""How the name of a picture ends; what is in it, `kbviewer.articles.picture` tells."""


def resolve(article_path: str, target: str) -> str | None:
    """The ``/``-separated path below the content folder that ``target`` in an article means.

    ``target`` is root-absolute (``/images/fod.png``) or relative to the article; percent-encoding is undone.
    None when it is no such path: another scheme, a host, or a way out of the folder.
    """
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unicodedata.normalize("NFC", unquote(parts.path))
    if "\0" in path or "\\" in path:
        return None
    joined = path if path.startswith("/") else posixpath.join("/", posixpath.dirname(article_path), path)
    clean: list[str] = []
    for part in joined.split("/"):
        if part == "..":
            if not clean:
                return None
            clean.pop()
        elif part not in ("", "."):
            clean.append(part)
    return "/".join(clean) or None


def find_image(folders: Sequence[Path], path: str) -> Path | None:
    """The picture at ``path`` below a content folder, the last folder that has it; None when none has.

    Names are compared in NFC, however the disk spells them. A file that is no picture by its name, empty or larger
    than `LARGEST` is none.
    """
    if posixpath.splitext(path)[1].lower() not in ENDINGS:
        return None
    for folder in reversed(folders):
        root = Path(os.path.realpath(folder))
        found = _descend(root, path)
        if found is not None and Path(os.path.realpath(found)).is_relative_to(root) and _has_good_size(found):
            return found
    return None


def _has_good_size(file: Path) -> bool:
    try:
        return file.is_file() and 0 < file.stat().st_size <= LARGEST
    except OSError:
        return False


def _descend(root: Path, path: str) -> Path | None:
    parts = path.split("/")
    if any(part in ("", ".", "..") or "\0" in part or "\\" in part or ":" in part for part in parts):
        return None
    try:
        straight = root.joinpath(*parts)
        if straight.is_file():
            return straight
        here = root
        for part in parts:
            wanted = unicodedata.normalize("NFC", part)
            same = (entry for entry in here.iterdir() if unicodedata.normalize("NFC", entry.name) == wanted)
            found = next(same, None)
            if found is None:
                return None
            here = found
    except (OSError, ValueError):
        return None
    return here
