"""The clinicians who share this data folder: each a name, a PIN if wanted, and bookmarks of their own.

    DATA/bookmarks.sqlite               one person's own computer: no profile at all
    DATA/profiles/<id>/profile.json     name and PIN; see `kbviewer.library.profile`
    DATA/profiles/<id>/bookmarks.sqlite
    DATA/profiles/removed-…/            a profile that was removed, with its bookmarks

As soon as there is one profile, nobody signed in means no bookmarks; one that cannot be read counts, and nobody gets
in by it. The PIN keeps colleagues apart. It does not encrypt: whoever may open the folder may read the file.
"""

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from kbviewer.errors import InputError, StorageError
from kbviewer.files import flush
from kbviewer.i18n import collation_key
from kbviewer.library import pin as pins
from kbviewer.library import profile as files
from kbviewer.library.bookmarks import FILE_NAME
from kbviewer.library.profile import Kept
from kbviewer.library.tries import Tries, admit

FOLDER = "profiles"
LOCK_SECONDS = 5.0
"""How long to wait for another process that changes a profile."""

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as the list shows it.

    ``trouble`` is the key of the error that keeps it from being used, and then ``name`` is empty; else "".
    """

    id: str
    name: str = ""
    has_pin: bool = False
    trouble: str = ""


class Profiles:
    """The profiles of a data folder. Reading leaves no trace; every change is on the disk when it returns.

    ``clock`` gives seconds since 1970. ``needs_pin``: a profile without a PIN lets nobody in, and none is made. Safe to
    use from one thread at a time.
    """

    def __init__(self, data: Path, clock: Callable[[], float] = time.time, *, needs_pin: bool = False) -> None:
        self.needs_pin = needs_pin
        self._data = data
        self._root = data / FOLDER
        self._clock = clock
        self._unwritten: dict[str, tuple[int, float]] = {}
        """Wrong tries that the disk did not take, by profile: on a full disk too they are counted."""

    def all(self) -> tuple[Profile, ...]:
        """Every profile by name in Danish order, those that cannot be read last.

        Raises:
            StorageError: ``profiles_not_readable``.
        """
        return tuple(sorted(map(self._profile, self._ids()), key=lambda one: (one.trouble, collation_key(one.name))))

    def are_used(self) -> bool:
        """Whether there is a profile, be it a damaged one. Raises as `all` does."""
        return bool(self._ids())

    def named(self, name: str) -> Profile:
        """The profile of this name, whatever its case.

        Raises:
            InputError: ``profile_unknown``.
            StorageError: as `all`.
        """
        wanted = files.tidy_name(name).casefold()
        for profile in self.all():
            if not profile.trouble and profile.name.casefold() == wanted:
                return profile
        raise InputError("profile_unknown", name=name)

    def create(self, name: str, pin: str = "", *, adopt: bool = False) -> Profile:
        """A new profile; the first may ``adopt`` the bookmarks there are: they move into its folder.

        A move that a pulled plug or another window interrupts is taken up again when the profile is signed in.

        Raises:
            InputError: ``profile_name``, ``profile_double``, ``pin_form``.
            StorageError: ``profile_not_writable``; nothing is made.
        """
        name, encoded = files.tidy_name(name), self._hashed(pin)
        with self._changing():
            self._refuse_double(name)
            made = Profile(os.urandom(8).hex(), name, bool(pin))
            kept = Kept(name, encoded, adopts=adopt and not self._ids())
            self._make(made.id, kept)
            with suppress(StorageError):  # told when it is signed in
                self._adopted(made.id, kept)
        return made

    def _make(self, profile_id: str, kept: Kept) -> None:
        """Make a profile's folder aside, for one without its file is a damaged profile."""
        for left in self._root.glob("new-*"):
            shutil.rmtree(left, ignore_errors=True)
        aside = self._root / f"new-{profile_id}"
        aside.mkdir()
        files.write(kept, aside)
        aside.rename(self._folder(profile_id))
        flush(self._root)
        flush(self._data)

    def rename(self, profile: Profile, name: str) -> Profile:
        """The profile under another name. Raises as `create` and `sign_in` do."""
        name = files.tidy_name(name)
        with self._changing():
            kept = self._kept(profile.id)
            self._refuse_double(name, but=profile.id)
            files.write(replace(kept, name=name), self._folder(profile.id))
        return replace(profile, name=name)

    def set_pin(self, profile: Profile, pin: str, fresh: str) -> Profile:
        """The profile with the PIN ``fresh`` in place of ``pin``; "" is none. Raises as `create` and `sign_in` do."""
        encoded = self._hashed(fresh)
        with self._changing():
            kept = self._admitted(profile.id, pin)
            files.write(replace(kept, pin=encoded), self._folder(profile.id))
        return replace(profile, has_pin=bool(fresh))

    def remove(self, profile: Profile, pin: str) -> Path:
        """Take a profile off the list; where its folder, with its bookmarks, is kept. Raises as `sign_in` does."""
        with self._changing():
            self._adopted(profile.id, self._admitted(profile.id, pin))
            moment = datetime.fromtimestamp(self._clock(), UTC).strftime("%Y%m%dT%H%M%SZ")
            aside = self._root / f"removed-{moment}-{profile.id}"
            self._folder(profile.id).rename(aside)
            flush(self._root)
        return aside

    def sign_in(self, profile: Profile, pin: str = "") -> Path:
        """The folder of the profile's bookmarks, for the right PIN.

        Raises:
            InputError: ``pin_missing``, ``pin_needed``, ``profile_gone``, or what `admit` of
                `kbviewer.library.tries` raises.
            StorageError: the profile cannot be read; ``profile_in_use``, its bookmarks cannot be moved in now.
        """
        with self._changing(must=False):
            self._adopted(profile.id, self._admitted(profile.id, pin))
        return self._folder(profile.id)

    # --- the PIN ----------------------------------------------------------------------------------

    def wait(self, profile: Profile) -> float:
        """Seconds until another try at its PIN counts. Raises as `sign_in` does."""
        kept = self._kept(profile.id)
        return Tries(kept.wrong, kept.last_wrong).wait(self._clock())

    def _admitted(self, profile_id: str, pin: str) -> Kept:
        """The profile, once ``pin`` is the right one."""
        kept = self._kept(profile_id)
        if not kept.pin:
            if self.needs_pin:
                raise InputError("pin_needed", name=kept.name)
            return kept
        if not pin:
            raise InputError("pin_missing", name=kept.name)

        def note(tries: Tries) -> None:
            self._note(profile_id, replace(kept, wrong=tries.wrong, last_wrong=tries.last))

        admit(kept.pin, pin, Tries(kept.wrong, kept.last_wrong), note, self._clock)
        encoded = pins.hash_pin(pin) if pins.is_outdated(kept.pin) else kept.pin
        right = replace(kept, pin=encoded, wrong=0, last_wrong=0.0)
        if encoded != kept.pin:
            self._note(profile_id, right)
        return right

    def _hashed(self, pin: str) -> str:
        if self.needs_pin and not pin:
            raise InputError("pin_form")
        return pins.hash_pin(pin)

    def _note(self, profile_id: str, kept: Kept) -> None:
        try:
            files.write(kept, self._folder(profile_id))
            self._unwritten.pop(profile_id, None)
        except StorageError:
            self._unwritten[profile_id] = kept.wrong, kept.last_wrong

    # --- the folders ------------------------------------------------------------------------------

    def _folder(self, profile_id: str) -> Path:
        return self._root / profile_id

    def _ids(self) -> list[str]:
        try:
            return [entry.name for entry in self._root.iterdir() if _ID.fullmatch(entry.name)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError("profiles_not_readable", path=self._root) from error

    def _profile(self, profile_id: str) -> Profile:
        try:
            kept = files.read(self._folder(profile_id))
        except StorageError as error:
            return Profile(profile_id, trouble=error.key)
        return Profile(profile_id, kept.name, bool(kept.pin))

    def _kept(self, profile_id: str) -> Kept:
        if not self._folder(profile_id).exists():
            raise InputError("profile_gone")
        kept = files.read(self._folder(profile_id))
        wrong, last = self._unwritten.get(profile_id, (kept.wrong, kept.last_wrong))
        return replace(kept, wrong=wrong, last_wrong=last)

    def _refuse_double(self, name: str, but: str = "") -> None:
        if any(one.name.casefold() == name.casefold() for one in self.all() if one.id != but):
            raise InputError("profile_double", name=name)

    def _adopted(self, profile_id: str, kept: Kept) -> None:
        """Move in the bookmarks from before the first profile, if it is to have them and they are not there yet."""
        if not kept.adopts:
            return
        folder, database = self._folder(profile_id), self._data / FILE_NAME
        try:
            with _unused(database) if database.exists() else nullcontext():
                for file in self._belongings():
                    if not (folder / file.name).exists():  # else another window has begun a new one meanwhile
                        file.rename(folder / file.name)
            flush(self._data)
            flush(folder)
        except (OSError, sqlite3.OperationalError) as error:
            raise StorageError("profile_in_use", path=self._data) from error
        files.write(replace(kept, adopts=False), folder)

    def _belongings(self) -> list[Path]:
        """What a first profile takes over: bookmarks, what was damaged and put aside, backups. Journals go before the
        file itself: a journal without its file does no harm, a file without its journal may.
        """
        files_there = sorted(self._data.glob(f"{Path(FILE_NAME).stem}.*"), key=lambda file: file.name == FILE_NAME)
        return [*files_there, *self._data.glob("backups")]

    @contextmanager
    def _changing(self, *, must: bool = True) -> Iterator[None]:
        """Be the only one to change profiles, among all processes; ``must``: else nothing may be changed.

        Raises:
            StorageError: ``profiles_busy``, ``profile_not_writable``.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415  # slow to load, and the window comes first

        lock = FileLock(self._root / "lock")
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout as error:
            raise StorageError("profiles_busy") from error
        except OSError as error:
            if must:
                raise StorageError("profile_not_writable", path=self._root) from error
        try:
            yield
        except OSError as error:
            raise StorageError("profile_not_writable", path=self._root) from error
        finally:
            lock.release()


@contextmanager
def _unused(database: Path) -> Iterator[None]:
    """Hold a file of bookmarks that nobody is writing, and none is waiting to be rolled back.

    Renamed between a writer's last page and the end of its journal, it would take that change back when next opened.
    Windows renames no open file, so there it is let go of first: one that is open elsewhere cannot be renamed anyway.
    """
    with closing(sqlite3.connect(database, timeout=LOCK_SECONDS, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:  # in use, or not to be opened
            raise
        except sqlite3.DatabaseError:
            pass  # damaged: told by whoever opens it in its new place
        if os.name == "nt":
            connection.close()
        yield
