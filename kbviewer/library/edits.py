"""What can be done to a shelf. Each function gives an `Edit`: what to change, told from the shelf as it is by then.

An edit that finds nothing to do gives an empty change, so that doing a thing twice is no trouble.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from kbviewer.errors import InputError
from kbviewer.library.bookmark import (
    LABELS,
    LONGEST_NAME,
    LONGEST_NOTE,
    TOP,
    Bookmark,
    Folder,
    Highlight,
    Row,
    new_uid,
    now,
    storable,
)
from kbviewer.library.shelf import DEEPEST, Change, Shelf, Step

Edit = Callable[[Shelf], Change]

GAP = 1024
"""Between the places of neighbours, so that another row fits in without moving them."""

AIM = ("id", "section", "title", "heading", "fingerprint", "saved")
"""What of a bookmark tells where it points to, and of a highlight as far as it has it."""

PARTED = "\n\n---\n\n"
"""Between two notes that have become one: a line across, in Markdown."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a bookmark is to point to, as it is now: see `Bookmark`. ``text`` is what is bookmarked."""

    id: str
    title: str
    section: str = ""
    heading: str = ""
    fingerprint: str = ""
    text: str = ""

    @property
    def key(self) -> str:
        """The key that ``text`` is kept under; for a whole article its fingerprint, which lists of articles have."""
        return self.fingerprint if self.text and self.fingerprint and not self.section else text_key(self.text)


Made = TypeVar("Made", Target, Highlight)


def text_key(text: str) -> str:
    """The key that a text is kept under; empty for an empty text."""
    from hashlib import sha256  # noqa: PLC0415  # with the OpenSSL behind it, no window has to wait for it

    return sha256(text.encode()).hexdigest()[:32] if text else ""


def add(target: Target, *, note: str = "", label: str = "", folder: str = TOP) -> Edit:
    """Bookmark an article or a section; one that is bookmarked already stays as it is, but an empty note is filled.

    Raises:
        InputError: the note is too long.
    """
    clean = _storable(target)

    def edit(shelf: Shelf) -> Change:
        held = shelf.bookmark_of(clean.id, clean.section)
        if held is None:
            made = _new(shelf, clean, _note(note), label, _there(shelf, folder))
            return Change("added", (Step(None, made),), made.name, texts=_texts(clean))
        if note and not held.note:
            return replaced("note", held, replace(held, note=_note(note)))
        return Change("added")

    return edit


def toggle(target: Target) -> Edit:
    """Bookmark an article or a section, or remove its bookmark."""

    def edit(shelf: Shelf) -> Change:
        held = shelf.bookmark_of(target.id, target.section)
        return remove([held.uid])(shelf) if held else add(target)(shelf)

    return edit


def write_note(target: Target, note: str) -> Edit:
    """Give an article or a section a note, and a bookmark if it has none. Raises what `add` raises."""

    def edit(shelf: Shelf) -> Change:
        held = shelf.bookmark_of(target.id, target.section)
        if held is not None:
            return replaced("note", held, replace(held, note=_note(note)))
        return replace(add(target, note=note)(shelf), what="note") if note else Change("note")

    return edit


def edit_note(target: Target, note: str, seen: str) -> Edit:
    """As `write_note`, by somebody who began from the note ``seen``: another one that has come meanwhile is kept too.

    Raises what `add` raises.
    """

    def edit(shelf: Shelf) -> Change:
        held = shelf.bookmark_of(target.id, target.section)
        is_overtaken = held is not None and held.note not in (seen, _note(note))
        return write_note(target, _with_other(held.note, note, seen) if held and is_overtaken else note)(shelf)

    return edit


def _with_other(other: str, note: str, seen: str) -> str:
    """A note and another one; that takes the place of ``seen`` where the other one was only put beside it."""
    if seen and other.startswith(f"{seen}{PARTED}"):
        return f"{note}{other.removeprefix(seen)}"
    if seen and other.endswith(f"{PARTED}{seen}"):
        return f"{other.removesuffix(seen)}{note}"
    return both_notes(other, note)


def both_notes(first: str, second: str) -> str:
    """Two notes as one, parted by a line; just one of them where it holds the other."""
    if not first or first in second.split(PARTED):
        return second
    return first if not second or second in first.split(PARTED) else f"{first}{PARTED}{second}"


def put_label(uids: Collection[str], label: str) -> Edit:
    """Colour bookmarks or highlights; an empty label takes the colour away."""
    assert label in ("", *LABELS)

    def edit(shelf: Shelf) -> Change:
        rows = [row for uid in uids if isinstance(row := shelf.rows.get(uid), Bookmark | Highlight)]
        steps = [Step(row, replace(row, label=label)) for row in rows if row.label != label]
        return _change("label", steps)

    return edit


def remove(uids: Collection[str]) -> Edit:
    """Remove bookmarks, highlights, and folders with all that is in them."""

    def edit(shelf: Shelf) -> Change:
        gone: dict[str, Row] = {}
        for uid in uids:
            row = shelf.rows.get(uid)
            if row is not None:
                below = shelf.walk(uid) if isinstance(row, Folder) else ()
                gone |= {uid: row, **{each.uid: each for each in below}}
        return _change("removed", [Step(row, None) for row in gone.values()])

    return edit


def new_folder(name: str, folder: str = TOP, uids: Sequence[str] = ()) -> Edit:
    """Make a folder in another, with the bookmarks ``uids`` in it.

    Raises:
        InputError: the name is empty or too long, or the folder would lie too deep.
    """
    made_uid = new_uid()

    def edit(shelf: Shelf) -> Change:
        there = _there(shelf, folder)
        if len(shelf.path(there)) >= DEEPEST:
            raise InputError("folder_too_deep", most=DEEPEST)
        made = Folder(made_uid, _name(name), there, _last_place(shelf, there), now())
        moved = [
            Step(row, replace(row, folder=made_uid, place=(number + 1) * GAP))
            for number, uid in enumerate(dict.fromkeys(uids))
            if isinstance(row := shelf.rows.get(uid), Bookmark)
        ]
        return Change("new_folder", (Step(None, made), *moved), made.name)

    return edit


def rename(uid: str, name: str) -> Edit:
    """Give a folder another name. Raises what `new_folder` raises."""

    def edit(shelf: Shelf) -> Change:
        held = shelf.folders.get(uid)
        return replaced("renamed", held, replace(held, name=_name(name))) if held else Change("renamed")

    return edit


def move(uids: Sequence[str], folder: str = TOP, before: str = "") -> Edit:
    """Put bookmarks and folders into a folder, in the order given, right before the row ``before`` or else last.

    A folder that would come to lie in itself, or too deep, stays where it is.
    """

    def edit(shelf: Shelf) -> Change:
        there = _there(shelf, folder)
        moved = [row for uid in dict.fromkeys(uids) if isinstance(row := shelf.rows.get(uid), Folder | Bookmark)]
        fitting = [row for row in moved if not isinstance(row, Folder) or _fits(shelf, row, there)]
        taken = {row.uid for row in fitting}
        # One that is moved with the folder it lies in stays in that folder.
        fitting = [row for row in fitting if not taken.intersection(_above(shelf, row))]
        steps = _placed(shelf, fitting, there, before)
        if not steps:
            return Change("moved")
        return Change("moved", (*steps, *_cut_rings(shelf, steps)), fitting[0].name, len(fitting))

    return edit


def highlight(made: Highlight) -> Edit:
    """Keep a highlight; the very same passage is not highlighted twice, but takes the new colour."""

    clean = _storable(made)

    def edit(shelf: Shelf) -> Change:
        for held in shelf.highlights_in(clean.id):
            if (held.quote, held.before, held.after) == (clean.quote, clean.before, clean.after):
                return replaced("label", held, replace(held, label=clean.label))
        return Change("highlighted", (Step(None, clean),), clean.quote)

    return edit


def undo(change: Change) -> Edit:
    """Bring back what was before ``change``, as far as nobody has changed it again since.

    What a row has come to point to because its article did (`kbviewer.library.following`) is no such change.

    Raises:
        InputError: all of it has been changed since.
    """
    back = change.turned_round()

    def edit(shelf: Shelf) -> Change:
        caught_up = [_caught_up(step, shelf.rows.get(step.row.uid)) for step in back.steps]
        steps = tuple(step for step in caught_up if step)
        gone = {step.row.uid for step in steps}
        steps = tuple(step for step in steps if not _doubles(shelf, step.after, gone))
        if not steps:
            raise InputError("change_overtaken")
        return replace(back, steps=steps)

    return edit


def _caught_up(step: Step, held: Row | None) -> Step | None:
    """A step for the row as it is now: None if more of the row has been changed than what it points to."""
    if held is None or step.before is None or isinstance(held, Folder):
        return step if held == step.before else None
    aim = {name: getattr(held, name) for name in AIM if getattr(held, name, None) != getattr(step.before, name, None)}
    if replace(step.before, **aim) != held:
        return None
    return Step(held, replace(step.after, **aim) if step.after else None)


def _doubles(shelf: Shelf, row: Row | None, gone: Collection[str]) -> bool:
    """Whether there is by now another bookmark of the same article or section, which is not to go itself."""
    held = shelf.bookmark_of(row.id, row.section) if isinstance(row, Bookmark) else None
    return held is not None and held.uid not in gone


def _new(shelf: Shelf, target: Target, note: str, label: str, folder: str) -> Bookmark:
    return Bookmark(
        uid=new_uid(),
        id=target.id,
        section=target.section,
        title=target.title,
        heading=target.heading,
        note=note,
        label=label,
        folder=folder,
        place=_last_place(shelf, folder),
        created=now(),
        fingerprint=target.fingerprint,
        saved=target.key,
    )


def _storable(made: Made) -> Made:
    return replace(made, **{field.name: storable(getattr(made, field.name)) for field in fields(made)})


def _texts(target: Target) -> Mapping[str, str]:
    return {target.key: target.text} if target.text else {}


def replaced(what: str, before: Row, after: Row, target: Target | None = None) -> Change:
    """The change of one row; ``target`` has the text that it comes to refer to, if any."""
    steps = () if before == after else (Step(before, after),)
    return Change(what, steps, _name_of(after), texts=_texts(target) if target else {})


def _change(what: str, steps: Iterable[Step]) -> Change:
    """A change of any number of rows, named after the first that was asked for."""
    made = tuple(steps)
    return Change(what, made, _name_of(made[0].row) if made else "", len(made))


def _name_of(row: Row) -> str:
    return row.quote if isinstance(row, Highlight) else row.name


def _name(name: str) -> str:
    made = " ".join("".join(letter for letter in name if letter.isprintable() or letter.isspace()).split())
    if not made or len(made) > LONGEST_NAME:
        raise InputError("folder_name_invalid", most=LONGEST_NAME)
    return made


def _note(note: str) -> str:
    if len(note) > LONGEST_NOTE:
        raise InputError("note_too_long", most=LONGEST_NOTE)
    return storable(note).rstrip()


def _last_place(shelf: Shelf, folder: str) -> int:
    return max((row.place for row in shelf.contents(folder)), default=0) + GAP


def _placed(shelf: Shelf, moved: Sequence[Folder | Bookmark], folder: str, before: str) -> list[Step]:
    """Steps that give ``moved`` places before a row; only if there is no room do their neighbours get new ones."""
    taken = {row.uid for row in moved}
    others = [row for row in shelf.contents(folder) if row.uid not in taken]
    here = next((number for number, row in enumerate(others) if row.uid == before), len(others))
    room = GAP * (len(moved) + 1)
    low = others[here - 1].place if here else (others[0].place - room if others else 0)
    high = others[here].place if here < len(others) else low + room
    stride = (high - low) // (len(moved) + 1)
    order = [*others[:here], *moved, *others[here:]]
    if order == list(shelf.contents(folder)):
        return []
    if stride > 0:
        placed = [replace(row, folder=folder, place=low + stride * (n + 1)) for n, row in enumerate(moved)]
    else:
        placed = [replace(row, folder=folder, place=(n + 1) * GAP) for n, row in enumerate(order)]
    return [Step(shelf.rows[row.uid], row) for row in placed if shelf.rows[row.uid] != row]


def _cut_rings(shelf: Shelf, steps: Iterable[Step]) -> list[Step]:
    """Let folders that do not lie where they are shown lie there, so that moving one does not move others."""
    moved = {step.row.uid for step in steps}
    elsewhere = [row for row in shelf.folders.values() if shelf.home(row) != row.folder and row.uid not in moved]
    return [Step(row, replace(row, folder=shelf.home(row))) for row in elsewhere]


def _there(shelf: Shelf, folder: str) -> str:
    """A folder, or the top when somebody has removed it meanwhile."""
    return folder if folder in shelf.folders else TOP


def _above(shelf: Shelf, row: Folder | Bookmark) -> set[str]:
    above: set[str] = set()
    uid = shelf.home(row)
    while uid != TOP:
        above.add(uid)
        uid = shelf.home(shelf.folders[uid])
    return above


def _fits(shelf: Shelf, moved: Folder, folder: str) -> bool:
    target = shelf.folders.get(folder)
    above = {folder, *_above(shelf, target)} if target else set()
    height = max((len(shelf.path(row.uid)) for row in shelf.walk(moved.uid) if isinstance(row, Folder)), default=0)
    height = max(1, height - len(shelf.path(moved.uid)) + 1)
    return moved.uid not in above and len(shelf.path(folder)) + height <= DEEPEST
