"""Who is at the window: on a computer of one's own nobody needs to say so, on a shared one bookmarks wait for it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from kbviewer.errors import ExpectedError, StorageError
from kbviewer.library.bookmarks import FILE_NAME
from kbviewer.library.profiles import Profile, Profiles
from kbviewer.ui.background import Lane
from kbviewer.ui.bookmarking import Bookmarking
from kbviewer.ui.rights import ALL, Rights

LOOK_EVERY_MS = 3000
"""Milliseconds between two looks for profiles that another window has made or removed."""

Failed = Callable[[ExpectedError], None]
Done = Callable[[], None]


class SigningIn(QObject):
    """The profiles of the data folder, in a thread of their own: a PIN takes a fifth of a second to look at.

    Hands the folder of whoever is signed in on to the window's bookmarks. Without the right to profiles the computer
    is as one that has none; without the right to bookmarks nothing is ever opened or kept.
    """

    changed = Signal()
    """`profile` or `are_used` is another one."""

    def __init__(self, data: Path, marks: Bookmarking, parent: QObject | None = None, rights: Rights = ALL) -> None:
        super().__init__(parent)
        self._rights = rights
        self._data = data
        self._marks = marks
        self._profiles = Profiles(data, needs_pin=rights.needs_pin)
        self._lane = Lane("profiles", self)
        self._folder: Path | None = None
        self.profile: Profile | None = None
        self.are_used = self._ask_whether_used()
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)

    @property
    def is_nobody(self) -> bool:
        """Whether several share the computer and none of them has said who it is."""
        return self.are_used and self.profile is None

    @property
    def needs_pin(self) -> bool:
        """Whether a profile must have a PIN here."""
        return self._profiles.needs_pin

    def admit(self, profile: Profile, folder: Path) -> None:
        """Begin, at `start`, as somebody who has shown elsewhere who they are; ``folder`` holds their bookmarks."""
        self.profile, self._folder, self.are_used = profile, folder, True

    def start(self) -> None:
        """Open the bookmarks of whoever was admitted, or those that are nobody's in particular."""
        is_open_to_all = self._rights.bookmarks and not self.are_used
        self._marks.use(self._folder if self.profile else self._data if is_open_to_all else None)
        self._clock.start()
        self.changed.emit()

    def look(self) -> None:
        """See whether another window has made the first profile, or removed the last."""
        if self._rights.profiles:
            self._lane.run(self._profiles.are_used, self._looked, lambda _error: None)

    def _looked(self, used: bool) -> None:
        if used != self.are_used and self.profile is None:
            self.are_used = used
            self.start()

    def can_adopt(self) -> bool:
        """Whether there are bookmarks from before the first profile, which does not exist yet."""
        return not self.are_used and (self._data / FILE_NAME).exists()

    def names(self, done: Callable[[Sequence[Profile]], None], failed: Failed) -> None:
        """Every profile, as the list shows them."""
        self._lane.run(self._profiles.all, done, failed)

    def sign_in(self, profile: Profile, pin: str, done: Done, failed: Failed) -> None:
        """Open the bookmarks of a profile."""

        def opened(folder: Path) -> None:
            self._take(profile, folder)
            done()

        self._lane.run(lambda: self._profiles.sign_in(profile, pin), opened, failed)

    def sign_out(self) -> None:
        """Close the bookmarks of whoever is signed in."""
        self._take(None, None)

    def create(self, name: str, pin: str, adopt: bool, done: Done, failed: Failed) -> None:
        """Make a profile and sign it in; ``adopt``: with the bookmarks from before the first one."""

        def job() -> tuple[Profile, Path]:
            profile = self._profiles.create(name, pin, adopt=adopt)
            return profile, self._profiles.sign_in(profile, pin)

        def made(result: tuple[Profile, Path]) -> None:
            self._take(*result)
            done()

        def refused(error: ExpectedError) -> None:
            if adopt:
                self.are_used = self._ask_whether_used()
                self.start()
            failed(error)

        if adopt:  # a file in use cannot be moved
            self._marks.use(None, lambda: self._lane.run(job, made, refused))
        else:
            self._lane.run(job, made, refused)

    def rename(self, name: str, done: Done, failed: Failed) -> None:
        """Give whoever is signed in another name."""
        profile = self._here()
        self._lane.run(lambda: self._profiles.rename(profile, name), self._renewing(done), failed)

    def set_pin(self, pin: str, fresh: str, done: Done, failed: Failed) -> None:
        """Give whoever is signed in another PIN; "" is none."""
        profile = self._here()
        self._lane.run(lambda: self._profiles.set_pin(profile, pin, fresh), self._renewing(done), failed)

    def remove(self, pin: str, done: Callable[[Path], None], failed: Failed) -> None:
        """Take whoever is signed in off the list; ``done`` is told where the bookmarks are kept."""
        profile = self._here()

        def removed(aside: Path) -> None:
            self.are_used = self._ask_whether_used()
            self.profile = None
            self.start()
            done(aside)

        def refused(error: ExpectedError) -> None:
            self._marks.use(self._folder)
            failed(error)

        self._marks.use(None, lambda: self._lane.run(lambda: self._profiles.remove(profile, pin), removed, refused))

    def stop(self) -> None:
        """End for good."""
        self._clock.stop()
        self._lane.stop()

    def _here(self) -> Profile:
        assert self.profile is not None
        return self.profile

    def _renewing(self, done: Done) -> Callable[[Profile], None]:
        def renewed(profile: Profile) -> None:
            self.profile = profile
            self.changed.emit()
            done()

        return renewed

    def _take(self, profile: Profile | None, folder: Path | None) -> None:
        self.profile = profile
        self.are_used = True
        self._folder = folder
        self._marks.use(folder)
        self.changed.emit()

    def _ask_whether_used(self) -> bool:
        """One look into a folder; what cannot be read is taken for used, and told when the list is asked for."""
        if not self._rights.profiles:
            return False
        try:
            return self._profiles.are_used()
        except StorageError:
            return True
