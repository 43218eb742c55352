"""The articles a person had open, and how far each has been read: kept from one start to the next.

Addresses are kept without the search that led to them.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from kbviewer import urls
from kbviewer.errors import InputError

LARGEST = 1024 * 1024
"""Bytes; a larger file is no session."""

MOST_TABS = 20
MOST_PLACES = 500
"""Articles whose reading place is kept; the longest unread go first."""


@dataclass(frozen=True, slots=True)
class OpenTab:
    """A tab: its `kb:` address and the title it shows."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Session:
    """``current`` is the number of the tab in front; ``places`` are blocks of text by article id, newest last;
    ``library`` are the content folders they are in, as `kbviewer.paths.kept` writes them.
    """

    tabs: tuple[OpenTab, ...] = ()
    current: int = 0
    places: dict[str, int] = field(default_factory=dict)
    library: tuple[str, ...] = ()


def read(path: Path) -> Session:
    """The session kept in ``path``; an empty one when there is none, or what is there is no session."""
    try:
        if path.stat().st_size > LARGEST:
            return Session()
        raw = json.loads(path.read_text(encoding="utf-8"))
        json.dumps(raw, ensure_ascii=False).encode()  # half a character cannot be shown, nor written again
        tabs = [OpenTab(_known(tab["url"]), str(tab["title"])[:200]) for tab in raw["tabs"][:MOST_TABS]]
        places = {str(name): int(place) for name, place in list(raw["places"].items())[-MOST_PLACES:] if int(place) > 0}
        library = tuple(map(str, raw["library"]))
        current = max(0, min(int(raw["current"]), len(tabs) - 1))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, InputError):
        return Session()
    return Session(tuple(tabs), current, places, library)


def write(session: Session, path: Path) -> None:
    """Keep a session in place of the one before. A disk that takes none is no trouble to tell of."""
    raw = {
        "tabs": [{"url": _without_search(tab.url), "title": tab.title} for tab in session.tabs],
        "current": session.current,
        "library": session.library,
        "places": dict(list(session.places.items())[-MOST_PLACES:]),
    }
    aside = path.with_suffix(".json.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
        aside.replace(path)
    except (OSError, ValueError):
        return


def forget(path: Path) -> None:
    """Keep nothing of what was read."""
    for file in (path, path.with_suffix(".json.new")):
        try:
            file.unlink(missing_ok=True)
        except OSError:
            return


def _known(url: str) -> str:
    address = urls.parse(url)
    if address.kind not in urls.READABLE:
        raise InputError("address_invalid", address=url[:200])
    return str(address)


def _without_search(url: str) -> str:
    address = urls.parse(url)
    return str(urls.Address(address.kind, address.path, anchor=address.anchor))
