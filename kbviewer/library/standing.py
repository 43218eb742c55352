"""How bookmarks and highlights stand against the library as it is now.

An article is known by its id and, when that is gone, by its text. A bookmark of a whole article keeps the fingerprint
of the text that was bookmarked as the key of that text, so a look at the list of articles tells whether it has changed.
Only for sections of articles that have changed is an article read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from kbviewer.library.bookmark import Bookmark, Highlight
from kbviewer.library.edits import Target, text_key
from kbviewer.library.shelf import Shelf

Mark = Bookmark | Highlight


class Known(Protocol):
    """What the list of articles tells of one; the fingerprint is that of its text without the title."""

    @property
    def title(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...


class Library(Protocol):
    """The articles there are now."""

    def is_empty(self) -> bool:
        """Whether there is none, as before the first look and when the content share is gone."""

    def record(self, article_id: str) -> Known | None:
        """What is known of an article; None when there is none of this id."""

    def same_text(self, fingerprint: str) -> Sequence[str]:
        """The ids of the articles with this very text."""

    def targets(self, article_id: str) -> Sequence[Target]:
        """The whole article and then each of its sections, read now; nothing if it cannot be read."""


class State(Enum):
    """What has become of what was bookmarked."""

    PRESENT = "present"
    CHANGED = "changed"
    MOVED = "moved"
    SECTION_GONE = "section_gone"
    GONE = "gone"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Standing:
    """``now`` is what to point to by now, where that is not what the row points to already.

    It has a text only for a bookmark that was kept without one.
    """

    state: State
    now: Target | None = None


PRESENT = Standing(State.PRESENT)
OUTSIDE = Standing(State.OUTSIDE)
GONE = Standing(State.GONE)


class Judge:
    """Tells how a shelf stands; remembers what it read of articles for as long as they stay as they are."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._outlines: dict[str, tuple[str, Sequence[Target]]] = {}

    def standings(self, shelf: Shelf) -> Mapping[str, Standing]:
        """By uid how each bookmark and highlight stands; of none while the library is empty."""
        if self._library.is_empty():
            return {}
        marks: list[Mark] = [*shelf.bookmarks.values(), *shelf.highlights.values()]
        return {mark.uid: self.standing(mark) for mark in marks}

    def standing(self, mark: Mark) -> Standing:
        """How one of them stands."""
        if isinstance(mark, Bookmark) and mark.is_outside:
            return OUTSIDE
        known = self._library.record(mark.id)
        if known is None:
            return self._searched(mark)
        if isinstance(mark, Bookmark):
            return self._of_section(mark, known) if mark.section else self._of_article(mark, known)
        return PRESENT if mark.fingerprint == known.fingerprint else Standing(State.PRESENT, _whole(mark, known))

    def _searched(self, mark: Mark) -> Standing:
        """An article that is gone is the one of the very same text, if there is just one."""
        found = self._library.same_text(mark.fingerprint) if mark.fingerprint else ()
        known = self._library.record(found[0]) if len(found) == 1 else None
        if known is None:
            return GONE
        section, heading = (mark.section, mark.heading) if isinstance(mark, Bookmark) else ("", "")
        return Standing(State.MOVED, Target(found[0], known.title, section, heading, known.fingerprint))

    def _of_article(self, mark: Bookmark, known: Known) -> Standing:
        saved = mark.saved or mark.fingerprint
        if known.fingerprint == saved == mark.fingerprint:
            return PRESENT
        whole = _whole(mark, known)
        if not mark.fingerprint:
            read = self._library.targets(mark.id)
            return Standing(State.PRESENT, read[0] if read else whole)
        is_same = saved == whole.fingerprint or saved == self._key_of_text(whole)
        return Standing(State.PRESENT if is_same else State.CHANGED, whole)

    def _key_of_text(self, whole: Target) -> str:
        """The key that an imported bookmark may have the text of an article under."""
        outline = self._outline(whole)
        return outline[0].text if outline else ""

    def _of_section(self, mark: Bookmark, known: Known) -> Standing:
        if mark.fingerprint == known.fingerprint:
            return PRESENT
        here = Target(mark.id, known.title, mark.section, mark.heading, known.fingerprint)
        outline = self._outline(here)
        found = _followed(mark, outline[1:])
        if found is None:
            return Standing(State.SECTION_GONE) if outline else PRESENT
        if not mark.fingerprint:
            return Standing(State.PRESENT, self._with_text(found))
        same = mark.saved in ("", found.text)
        return Standing(State.PRESENT if same else State.CHANGED, replace(found, text=""))

    def _with_text(self, found: Target) -> Target:
        read = self._library.targets(found.id)
        return next((one for one in read[1:] if one.section == found.section), replace(found, text=""))

    def _outline(self, target: Target) -> Sequence[Target]:
        """An article and its sections, each with the key of its text in place of the text."""
        fingerprint, outline = self._outlines.get(target.id, ("", ()))
        if not outline or fingerprint != target.fingerprint:
            outline = [replace(one, text=text_key(one.text)) for one in self._library.targets(target.id)]
            self._outlines[target.id] = (target.fingerprint, outline)
        return outline


def _whole(mark: Mark, known: Known) -> Target:
    return Target(mark.id, known.title, fingerprint=known.fingerprint)


def _followed(mark: Bookmark, sections: Sequence[Target]) -> Target | None:
    """The section that was bookmarked: where its text is now, else its anchor, else its heading."""
    here = next((one for one in sections if one.section == mark.section), None)
    if here is not None and mark.saved in ("", here.text):
        return here
    same_text = [one for one in sections if mark.saved and one.text == mark.saved]
    same_heading = [one for one in sections if mark.heading and one.heading == mark.heading]
    if len(same_text) == 1:
        return same_text[0]
    return here or (same_heading[0] if len(same_heading) == 1 else None)
