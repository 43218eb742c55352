"""The kiosk as a whole: one session after another, the patient's being the one it always falls back to."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from kbviewer.errors import ExpectedError
from kbviewer.handouts.day_count import DayCount
from kbviewer.i18n import Catalogue
from kbviewer.policy import Policy
from kbviewer.search.update import IndexReport
from kbviewer.settings import PRINTER, Settings
from kbviewer.ui.keeper import IndexKeeper
from kbviewer.ui.kiosk.frame import Frame
from kbviewer.ui.kiosk.idle import Idle
from kbviewer.ui.kiosk.shield import Shield
from kbviewer.ui.kiosk.visit import Visit
from kbviewer.ui.printing import Printing
from kbviewer.ui.rights import Rights
from kbviewer.workspace import Workspace

OpenLibrary = Callable[[Catalogue], Workspace]
"""Makes a library as the settings are now, in a language."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the kiosk stands on."""

    open_library: OpenLibrary
    settings: Settings
    policy: Policy


class Kiosk(QObject):
    """Seats whoever is there, and clears away everything of them when they have gone."""

    ended = Signal()
    """The program is to end."""

    def __init__(self, around: Surroundings, words: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._resting_words = words
        self.rights = Rights(around.policy, on_kiosk=True)
        self.workspace = around.open_library(words)
        self.keeper = IndexKeeper(self._update_index, self)
        self.frame = Frame(words)
        self.shield = Shield(lambda: self.visit is not None, self)
        self.idle = Idle(around.policy.idle_minutes, parent=self)
        self.printing = cache(self._make_printing)
        self.visit: Visit | None = None
        self.shield.touched.connect(self.idle.touch)
        self.shield.strayed.connect(self.frame.cover_screen)
        self.idle.ended.connect(self.clear)
        self.keeper.finished.connect(self._index_ready)
        self.keeper.failed.connect(self._index_failed)

    def start(self) -> None:
        """Cover the screen, and be there for the first patient."""
        self.frame.cover_screen()
        self.shield.begin(self.frame)
        with suppress(ExpectedError):  # until the keeper is done, the start page says that the articles are being read
            self.workspace.open_index()
        self.keeper.start()
        self._seat_patient(self._resting_words)

    def clear(self) -> None:
        """End the session there is, leave nothing of it, and be there for the next patient."""
        self._unseat()
        self._seat_patient(self._resting_words)

    def stop(self) -> None:
        """End for good."""
        self.idle.stop()
        self.shield.stop()
        self._unseat()
        self.keeper.stop()
        self.workspace.close()
        self.frame.leave()

    def _seat_patient(self, words: Catalogue) -> None:
        self.visit = Visit(self.workspace, self._around.settings.borrowed(), words, self.rights, self.printing(words))
        self.visit.end_asked.connect(self.clear)
        self.frame.seat(self.visit)
        self.visit.begin()
        self.idle.begin()

    def _unseat(self) -> None:
        if self.visit is not None:
            self.visit.end()
            self.visit.deleteLater()
            self.visit = None
        _clear_clipboard()

    def _make_printing(self, words: Catalogue) -> Printing:
        policy, settings = self._around.policy, self._around.settings
        count = DayCount(self.workspace.places.data, policy.pages_a_day) if policy.pages_a_day else None
        return Printing(lambda: settings.text(PRINTER), words, self.frame, self.rights, count)

    def _update_index(
        self, rebuild: bool, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> IndexReport:
        return self.workspace.update_index(rebuild=rebuild, progress=progress, cancelled=cancelled)

    def _index_ready(self, report: IndexReport) -> None:
        if self.visit and (report.changed or report.removed):
            self.visit.show_library()

    def _index_failed(self, error: ExpectedError) -> None:
        if self.visit:
            self.visit.tell_error(error)


def _clear_clipboard() -> None:
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
