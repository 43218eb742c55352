"""What is handed from one shelf to another: folders, bookmarks, highlights, and the texts they refer to."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from kbviewer.errors import InputError
from kbviewer.library.bookmark import LONGEST_NAME, TOP, Bookmark, Folder, Highlight, Row, new_uid, now
from kbviewer.library.shelf import DEEPEST, Shelf

ENDINGS = {"json": ("kbviewer", "json"), "html": ("html", "htm"), "markdown": ("md", "markdown")}
"""Forms, and the endings of files in them; the first is given to a new file. That of JSON is the program's own, so that
the system can open such a file, and no other JSON, with it.
"""

MOST_BYTES = 64 * 1024 * 1024
"""Bytes of a file; a shelf of 10,000 bookmarks with their texts stays well below."""

MOST_ROWS = 100_000
"""Folders, bookmarks and highlights of a file, together."""

LONGEST_ADDRESS = 4096
"""Letters of a web address; a longer one is left out."""

NAMELESS = "–"
"""The name of a folder that has none."""

Find = Callable[[str], str | None]
"""The id of the article that an address means, None when there is none."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """``shelf`` is what is handed over, ``texts`` are those it refers to by key (`Bookmark.saved`).

    ``dropped`` counts the links of a file that are neither articles nor web addresses, ``left_out`` the web addresses
    that are not wanted.
    """

    shelf: Shelf
    texts: Mapping[str, str] = field(default_factory=dict)
    dropped: int = 0
    left_out: int = 0

    def without_addresses(self) -> "Parcel":
        """The parcel without web addresses, and without the folders that held nothing else."""
        outside = {row.uid for row in self.shelf.bookmarks.values() if row.is_outside}
        return replace(self, shelf=without(self.shelf, outside), left_out=self.left_out + len(outside))

    def below(self, path: Iterable[str]) -> "Parcel":
        """The parcel with everything of it in a folder: the names of that and those it lies in, the outermost first.

        Raises:
            InputError: folders would lie too deep in one another.
        """
        made: list[Row] = []
        for name in path:
            made.append(Folder(new_uid(), folder_name(name), made[-1].uid if made else TOP, 0, now()))
        if not made:
            return self
        rows = [
            replace(row, folder=made[-1].uid) if not isinstance(row, Highlight) and row.folder == TOP else row
            for row in self.shelf.rows.values()
        ]
        shelf = Shelf([*made, *rows])
        if any(shelf.home(row) != row.folder for row in shelf.folders.values()):
            raise InputError("folder_too_deep", most=DEEPEST)
        return replace(self, shelf=shelf)


def pack(shelf: Shelf, text: Callable[[str], str], folder: str = TOP) -> Parcel:
    """All that is kept; or a folder with what is in it, and the highlights of the articles bookmarked there.

    ``text`` gives the text kept under a key, empty when there is none.
    """
    packed: list[Row] = [replace(row, folder=shelf.home(row)) for row in shelf.walk(folder)]
    if folder in shelf.folders:
        packed.insert(0, replace(shelf.folders[folder], folder=TOP))
    bookmarks = [row for row in packed if isinstance(row, Bookmark)]
    articles = {row.id for row in bookmarks}
    packed += [row for row in shelf.highlights.values() if folder == TOP or row.id in articles]
    keys = dict.fromkeys(row.saved for row in bookmarks if row.saved)
    return Parcel(Shelf(packed), {key: found for key in keys if (found := text(key))})


def without(shelf: Shelf, uids: Collection[str]) -> Shelf:
    """The shelf without some rows, and without the folders that held nothing else."""
    gone = set(uids)
    for row in reversed(list(shelf.walk())):  # what lies in a folder comes before the folder
        inside = shelf.contents(row.uid) if isinstance(row, Folder) else ()
        if inside and all(each.uid in gone for each in inside):
            gone.add(row.uid)
    return Shelf(row for uid, row in shelf.rows.items() if uid not in gone)


def folder_name(name: str) -> str:
    """A folder's name from anywhere as one that a folder may have."""
    shown = "".join(letter for letter in name if letter.isprintable() or letter.isspace())
    return " ".join(shown.split())[:LONGEST_NAME].rstrip() or NAMELESS


def is_web_address(address: str) -> bool:
    """Whether it is an address outside that can be kept: of the web, of a sensible length."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return len(address) <= LONGEST_ADDRESS and parts.scheme in ("http", "https") and bool(parts.netloc)
