"""Edits that keep bookmarks and highlights with their articles, and those that a person settles a change with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kbviewer.errors import InputError
from kbviewer.library.bookmark import LONGEST_NOTE, Bookmark, Highlight, Row
from kbviewer.library.edits import Edit, Target, both_notes, replaced
from kbviewer.library.shelf import Change, Shelf, Step
from kbviewer.library.standing import Mark, Standing, State


@dataclass(frozen=True, slots=True)
class Move:
    """A row as it was when it was judged, and what it is to point to."""

    mark: Mark
    now: Target

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells whether a move has been tried before."""
        return self.mark.uid, self.now.id, self.now.section, self.now.fingerprint


def moves(shelf: Shelf, standings: Mapping[str, Standing]) -> list[Move]:
    """What is to be written so that each row has the id and the fingerprint that its article has now."""
    made = []
    for uid, standing in standings.items():
        mark = shelf.rows.get(uid)
        if standing.now is not None and isinstance(mark, Bookmark | Highlight):
            now = _reached(mark, standing.state, standing.now)
            if _aim(mark) != (now.id, now.section, now.fingerprint):
                made.append(Move(mark, now))
    return made


def _reached(mark: Mark, state: State, now: Target) -> Target:
    """A changed section keeps its fingerprint, for that is what its article is read again by at the next look."""
    is_section = isinstance(mark, Bookmark) and bool(mark.section)
    return (
        now if state in (State.PRESENT, State.MOVED) or not is_section else replace(now, fingerprint=mark.fingerprint)
    )


def _aim(mark: Mark) -> tuple[str, str, str]:
    return mark.id, mark.section if isinstance(mark, Bookmark) else "", mark.fingerprint


def follow(moves: Sequence[Move]) -> Edit:
    """Let rows point to where their articles are now. The change is named after the first that comes to another id.

    A row that has been changed since it was judged waits for the next look. Of two bookmarks that come to the same
    place one is kept, with the notes of both; if those are too long for one note, nothing is done to either.
    """

    def edit(shelf: Shelf) -> Change:
        fitting = [move for move in moves if _is_as_judged(shelf, move)]
        arrivals = _arrivals(shelf, fitting)
        came = [move for move in fitting if move.mark.uid in arrivals and move.now.id != move.mark.id]
        steps = tuple(Step(shelf.rows[uid], after) for uid, after in arrivals.items())
        texts = {move.now.key: move.now.text for move in fitting if move.now.text}
        return Change("followed", steps, came[0].now.title if came else "", len(came), texts)

    return edit


def accept(uid: str, seen: Target) -> Edit:
    """The person has seen what the bookmarked article or section has become: from now on this is what was saved."""

    def edit(shelf: Shelf) -> Change:
        held = shelf.bookmarks.get(uid)
        if held is None or (held.id, held.section) != (seen.id, seen.section):
            return Change("accepted")
        after = replace(
            held, title=seen.title, heading=seen.heading, fingerprint=seen.fingerprint, saved=seen.key or held.saved
        )
        return replaced("accepted", held, after, seen)

    return edit


def repoint(uid: str, target: Target) -> Edit:
    """Let a bookmark whose article or section is gone point to another; its title and its note stay.

    Raises:
        InputError: the other is bookmarked already, and the notes of both are too long for one.
    """

    def edit(shelf: Shelf) -> Change:
        held = shelf.bookmarks.get(uid)
        if held is None:
            return Change("repointed")
        arrivals = _arrivals(shelf, [Move(held, target)])
        if not arrivals:
            raise InputError("note_too_long", most=LONGEST_NOTE)
        if arrivals[uid]:
            arrivals[uid] = replace(
                held, id=target.id, section=target.section, fingerprint=target.fingerprint, saved=target.key
            )
        steps = tuple(Step(shelf.rows[each], after) for each, after in arrivals.items())
        return Change("repointed", steps, held.name, texts={target.key: target.text} if target.text else {})

    return edit


def _is_as_judged(shelf: Shelf, move: Move) -> bool:
    held = shelf.rows.get(move.mark.uid)
    return isinstance(held, Bookmark | Highlight) and _aim(held) == _aim(move.mark)


def _arrivals(shelf: Shelf, moves: Iterable[Move]) -> dict[str, Mark | None]:
    """By uid what becomes of the rows that move, and of bookmarks that they come to; None for one that is merged."""
    moving = {move.mark.uid: move.now for move in moves}
    while True:
        after, refused = _arranged(shelf, moving)
        if not refused:
            return after
        del moving[refused]


def _arranged(shelf: Shelf, moving: Mapping[str, Target]) -> tuple[dict[str, Mark | None], str]:
    """As `_arrivals`; and the uid of a row that cannot move, if there is one."""
    holders = {(one.id, one.section): one for one in shelf.bookmarks.values() if one.uid not in moving}
    after: dict[str, Mark | None] = {}
    # Those that stay where they are first: it is they that others come to.
    for uid, now in sorted(moving.items(), key=lambda item: _is_elsewhere(shelf.rows[item[0]], item[1])):
        mark = shelf.rows[uid]
        if isinstance(mark, Highlight):
            after[uid] = replace(mark, id=now.id, title=now.title, fingerprint=now.fingerprint)
        elif isinstance(mark, Bookmark):
            holder = holders.get((now.id, now.section))
            made = _merged(holder, mark) if holder else _arrived(mark, now)
            if len(made.note) > LONGEST_NOTE:
                return {}, uid
            holders[now.id, now.section] = after[made.uid] = made
            if holder:
                after[uid] = None
    return after, ""


def _is_elsewhere(row: Row, now: Target) -> bool:
    return isinstance(row, Bookmark) and (row.id, row.section) != (now.id, now.section)


def _arrived(mark: Bookmark, now: Target) -> Bookmark:
    is_elsewhere = _is_elsewhere(mark, now)
    # What was bookmarked is told from its key alone once the fingerprint goes on with the article.
    known = mark.saved or ("" if mark.section else mark.fingerprint)
    return replace(
        mark,
        id=now.id,
        section=now.section,
        title=now.title if is_elsewhere else mark.title,
        heading=now.heading if is_elsewhere or not mark.heading else mark.heading,
        fingerprint=now.fingerprint,
        saved=known or now.key,
    )


def _merged(holder: Bookmark, mark: Bookmark) -> Bookmark:
    return replace(holder, note=both_notes(holder.note, mark.note), label=holder.label or mark.label)
