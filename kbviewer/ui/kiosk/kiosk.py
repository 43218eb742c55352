"""The kiosk as a whole: one session after another, the patient's being the one it always falls back to."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from kbviewer.errors import Cancelled, ContentError, ExpectedError, StorageError
from kbviewer.handouts.day_count import day_count
from kbviewer.i18n import Catalogue
from kbviewer.library.profiles import Profiles
from kbviewer.library.tries import ExitPin
from kbviewer.policy import Policy
from kbviewer.search.update import IndexReport
from kbviewer.settings import LANGUAGE, PRINTER, Settings
from kbviewer.ui.app import log
from kbviewer.ui.keeper import IndexKeeper
from kbviewer.ui.kiosk.clearing import clear_away, destroy_waiting, forget
from kbviewer.ui.kiosk.countdown import Asking
from kbviewer.ui.kiosk.frame import Frame
from kbviewer.ui.kiosk.idle import Idle, clock
from kbviewer.ui.kiosk.screens import Screens
from kbviewer.ui.kiosk.shield import Shield
from kbviewer.ui.kiosk.staff import Staff
from kbviewer.ui.kiosk.staff_door import Admitted, Pins, StaffDoor
from kbviewer.ui.kiosk.visit import Visit
from kbviewer.ui.printing import Printing
from kbviewer.ui.rights import Rights
from kbviewer.ui.voice import Voice
from kbviewer.workspace import Workspace

OpenLibrary = Callable[[Catalogue], Workspace]
"""Makes a library as the settings are now, in a language."""
ANEW_EVERY_S = 10.0
"""At most so often does a bug begin a session anew: one that is in the beginning itself would do so without end."""
FORGET_AFTER_MS = 1000
"""By then the next start page is there."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the kiosk stands on."""

    open_library: OpenLibrary
    settings: Settings
    policy: Policy
    now: Callable[[], float] = clock
    """Seconds; see `Idle`."""


class Kiosk(QObject):
    """Seats whoever is there, and clears away everything of them when they have gone."""

    ended = Signal()
    """The program is to end."""
    page_shown = Signal()
    """A page has arrived in front of a patient."""
    page_lost = Signal()
    """Not even the start page comes any more: the engine cannot start the process of a page."""

    def __init__(self, around: Surroundings, words: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.around = around
        self._resting_words = words
        self.rights = Rights(around.policy, on_kiosk=True)
        self.workspace = around.open_library(words)
        self.keeper = IndexKeeper(self.workspace.update_index, self)
        self.frame = Frame(words)
        self.shield = Shield(lambda: self.staff is None, self)
        self.screens = Screens(self.frame, self.shield.look, self)
        self.idle = Idle(around.policy.idle_minutes, around.now, self)
        self.asking = Asking(self.idle, words, self.shield.look, self)
        self._printings: dict[str, Printing] = {}
        self.visit: Visit | None = None
        self.door: StaffDoor | None = None
        self.staff: Staff | None = None
        self._language = around.settings.text(LANGUAGE)
        data = self.workspace.places.data
        self.pins = Pins(
            Profiles(data, needs_pin=True) if self.rights.profiles else None,
            ExitPin(around.policy.exit_pin, data) if around.policy.exit_pin else None,
        )
        self._voice: Voice | None = None
        self._articles_are_away = False
        self._began_anew = -ANEW_EVERY_S
        self.frame.close_asked.connect(self._close_asked)
        self.frame.windowed.connect(self._take_window)
        self.shield.touched.connect(self.idle.touch)
        self.shield.shown.connect(self._give_focus, Qt.ConnectionType.QueuedConnection)
        self.shield.strayed.connect(self.screens.bring_back)
        self.idle.ended.connect(self.clear)
        self.asking.stayed.connect(self._come_back)
        self.asking.end_asked.connect(self.clear)
        self.screens.changed.connect(self.asking.cover_screen)
        self.keeper.finished.connect(self._index_ready)
        self.keeper.failed.connect(self._index_failed)

    def start(self) -> None:
        """Cover the screen, and be there for the first patient."""
        with suppress(ExpectedError):  # until the keeper is done, the start page says that the articles are being read
            self.workspace.open_index()
        self.keeper.start()
        self._seat_patient(self._resting_words)
        self.shield.begin(self.frame)
        self.screens.cover()  # only now: a web view coming to a window that is shown already makes it anew, in a flash

    def clear(self) -> None:
        """End the session there is, leave nothing of it, and be there for the next patient."""
        was_staff = self.staff is not None
        try:
            self._unseat()
        finally:
            try:
                if was_staff:
                    self._take_up_library()
            finally:
                self._seat_patient(self._resting_words)

    def begin_anew(self) -> None:
        """Something went wrong that nobody foresaw: a patient gets a fresh session, and is told so."""
        if self.staff is not None:
            return
        if self.around.now() - self._began_anew < ANEW_EVERY_S:
            if self.visit is None:  # it was in the beginning itself, and nobody has the screen
                QTimer.singleShot(round(ANEW_EVERY_S * 1000), self, self.begin_anew)
            return
        self._began_anew = self.around.now()
        self.clear()
        if self.visit is not None:
            self.visit.messages.tell(self.visit.words.text("kiosk.begun_anew"))

    def stop(self) -> None:
        """End for good."""
        self.idle.stop()
        self.shield.stop()
        self._unseat()
        self.keeper.stop()
        for printing in self._printings.values():
            printing.stop()
        self.workspace.close()
        self.screens.stop()
        self.frame.leave()
        destroy_waiting()

    def printing(self, words: Catalogue) -> Printing:
        """What prints for patients of a language."""
        if words.language not in self._printings:
            self._printings[words.language] = self._make_printing(words)
        return self._printings[words.language]

    def _seat_patient(
        self, words: Catalogue, settings: Settings | None = None, url: str = "", search: str = ""
    ) -> None:
        """Begin a visit; with settings, page and search of the one before where it is the same patient's."""
        settings, staff = settings or self.around.settings.borrowed(), self.pins.are_there()
        self.visit = Visit(self.workspace, settings, words, self.rights, self.printing(words), staff=staff)
        self.visit.pane.loaded.connect(self.page_shown)
        self.visit.home_lost.connect(self.page_lost)
        queued = Qt.ConnectionType.QueuedConnection  # or it ends in its own button
        self.visit.end_asked.connect(self.clear, queued)
        self.visit.staff_asked.connect(self._open_door)
        self.visit.language_asked.connect(self._speak, queued)
        if self._voice:
            self.visit.set_voice(self._voice)
        self.frame.seat(self.visit)
        self.visit.begin(url, search)
        self.asking.words = words
        self._tell_of_articles()
        self.idle.begin()

    def _speak(self, language: str) -> None:
        visit = self.visit
        if visit is None:  # it has ended meanwhile
            return
        words = Catalogue.load(language, self.workspace.places.resources)
        url, search = str(visit.pane.reader.address()), visit.search.text()
        self._unseat()
        self._seat_patient(words, visit.settings, url, search)
        self.idle.touch()  # whoever has asked for it is there, and may go

    def take_voice(self, voice: Voice) -> None:
        """Let every visit from now on read aloud with this voice."""
        self._voice = voice
        if self.visit:
            self.visit.set_voice(voice)

    def _close_asked(self) -> None:
        if self.staff is not None:
            self.staff.end_if_kept()
        else:
            self._open_door()

    def _open_door(self) -> None:
        """Ask who wants in; the visit waits behind."""
        if self.visit is None or self.door is not None:
            return
        self.door = StaffDoor(self.pins, self.visit.words)
        self.door.left.connect(self._close_door)
        self.door.admitted.connect(self._seat_staff)
        self.shield.touched.connect(self.door.touch)
        self.visit.hide()
        self.frame.seat(self.door)
        self.door.begin()

    def _close_door(self) -> None:
        if self.door is not None:
            self.door.end()
            self.frame.unseat(self.door)
            self.door = None
        if self.visit is not None:
            self.visit.show()
            self.visit.search.setFocus()

    def _seat_staff(self, admitted: Admitted) -> None:
        self._unseat()
        self.keeper.cancel()  # theirs is at the same index
        around, words = self.around, self._resting_words
        is_owner = admitted.profile is None
        settings = around.settings if is_owner else around.settings.borrowed()
        rights = Rights(around.policy) if is_owner else self.rights
        self.staff = Staff(around.open_library(words), settings, words, rights, admitted)
        self.staff.end_asked.connect(self.clear)
        self.staff.leave_asked.connect(self.ended)
        self.frame.seat(self.staff)
        self.staff.begin()
        self.asking.words = words
        self.idle.begin()
        self.idle.touch()

    def _take_up_library(self) -> None:
        """The library as the settings are now, for the owner may have changed them."""
        language = self.around.settings.text(LANGUAGE)
        if language != self._language:
            self._language = language
            self._resting_words = Catalogue.load(language, self.workspace.places.resources)
        self.workspace.move(self.around.open_library(self._resting_words).places)
        with suppress(ExpectedError):
            self.workspace.open_index()
        self.keeper.restart()

    def _unseat(self) -> None:
        self.asking.stop()
        visit, self.visit = self.visit, None
        try:
            self._close_door()
            if self.staff is not None:
                staff, self.staff = self.staff, None
                staff.end()
            if visit is not None:
                self.frame.unseat(visit)
                visit.end()
        finally:
            for printing in self._printings.values():
                printing.leave()
            clear_away([self.frame, *self.screens.covers])
            QTimer.singleShot(FORGET_AFTER_MS, self, forget)

    def _come_back(self) -> None:
        (self.staff.in_front() if self.staff else self.frame).activateWindow()

    def _give_focus(self) -> None:
        """Without a window manager nobody gives a window the focus."""
        countdown = self.asking.countdown
        if countdown is not None:
            countdown.activateWindow()
        elif self.frame.isVisible() and QGuiApplication.focusWindow() is None:
            self._come_back()

    def _take_window(self) -> None:
        self.shield.look()
        if self.frame.isVisible():
            self.frame.activateWindow()

    def _make_printing(self, words: Catalogue) -> Printing:
        policy, settings = self.around.policy, self.around.settings
        count = day_count(self.workspace.places.data, policy.pages_a_day)

        def explain(error: ExpectedError) -> str:
            is_ours = isinstance(error, StorageError)  # nothing that a patient could mend
            return words.text("kiosk.no_paper") if is_ours else words.explain(self.rights.told(error))

        return Printing(lambda: settings.text(PRINTER), words, self.frame, self.rights, count, explain=explain)

    def _index_ready(self, report: IndexReport) -> None:
        were_away, self._articles_are_away = self._articles_are_away, False
        if self.visit and (were_away or report.changed or report.removed):
            self._tell_of_articles()
            self.visit.show_library()

    def _index_failed(self, error: ExpectedError) -> None:
        if isinstance(error, Cancelled):  # for a session of staff, whose window looks by itself
            return
        log.error(f"index: {error.key}")
        self._articles_are_away = isinstance(error, ContentError) or not self.workspace.is_open
        self._tell_of_articles()
        if self.visit and not self.workspace.is_open:
            self.visit.show_library()  # it says that the articles are being read

    def _tell_of_articles(self) -> None:
        if self.visit:
            sentence = self.visit.words.text("kiosk.articles_away")
            self.visit.messages.withdraw(sentence)
            if self._articles_are_away:
                self.visit.messages.tell(sentence)
