"""The session of a clinician, or of the computer's owner: the ordinary window, in place of the patient's."""

from PySide6.QtCore import Qt, QThread, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.settings import Settings
from kbviewer.ui.kiosk.staff_door import Admitted
from kbviewer.ui.rights import Rights
from kbviewer.ui.window import Window
from kbviewer.workspace import Workspace

UNWIND_MS = 20
"""Between two looks whether the loops of closed dialogs have ended."""


class Staff(QWidget):
    """The window of whoever was ``admitted``, below a strip that says who it is and ends it all.

    ``workspace`` is the session's own. Nothing of the session is kept but what the person keeps: bookmarks and notes,
    and the owner's settings.
    """

    end_asked = Signal()
    """The person is done, and all has been kept."""
    leave_asked = Signal()
    """The owner ends the program, and all has been kept."""

    def __init__(
        self, workspace: Workspace, settings: Settings, words: Catalogue, rights: Rights, admitted: Admitted
    ) -> None:
        super().__init__()
        self.setObjectName("staff")
        self._is_owner = admitted.profile is None
        self._is_ending = self._has_closed = False
        self._level = QThread.currentThread().loopLevel()
        self.window_here = Window(workspace, settings, words, rights, keeps_session=False)
        self.window_here.setWindowFlags(Qt.WindowType.Widget)
        self.window_here.language_told = "kiosk.language_after"
        self.window_here.printing.holds_up = False  # the screen is the patient's at once
        if admitted.profile and admitted.folder:
            self.window_here.people.admit(admitted.profile, admitted.folder)
        self.who = QLabel(admitted.profile.name if admitted.profile else words.text("kiosk.owner"))
        self.who.setTextFormat(Qt.TextFormat.PlainText)
        self.who.setObjectName("who")
        self.leave = QPushButton(words.text("kiosk.leave"))
        self.leave.setObjectName("framed")
        self.leave.setVisible(self._is_owner)
        self.finish = QPushButton(words.text("kiosk.end"))
        self.finish.setObjectName("primary")
        for button in (self.leave, self.finish):
            button.setAutoDefault(True)  # Enter presses it too
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves a note being written as it is
            button.setAutoDefault(True)  # Enter presses it
        self._lay_out()
        self.leave.clicked.connect(self.leave_if_kept)
        self.finish.clicked.connect(self.end_if_kept)
        self.window_here.closed.connect(self._closed)
        self.window_here.people.changed.connect(self._show_person, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Start the window, once it is on the screen, ready to be typed in."""
        self.window_here.show()
        self.window_here.start()
        self.window_here.bar.search.setFocus()

    def in_front(self) -> QWidget:
        """The dialog that was opened last, or the session itself."""
        shown = [dialog for dialog in self.findChildren(QDialog) if dialog.isVisible()]
        return shown[-1] if shown else self

    def end_if_kept(self) -> None:
        """End, unless something written cannot be kept: that is told, and the next time it ends all the same."""
        if self._close():
            self.end_asked.emit()

    def leave_if_kept(self) -> None:
        """End the program, on the same terms."""
        if self._close():
            self.leave_asked.emit()

    def end(self) -> None:
        """End at once and let go of everything. Dialogs that are open are for whoever clears away to close."""
        if not self._close():
            self._close()
        self.hide()
        self._destroy()

    def _lay_out(self) -> None:
        strip = QWidget()
        strip.setObjectName("staff_strip")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.who, 1)
        row.addWidget(self.leave)
        row.addWidget(self.finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(self.window_here, 1)

    def _close(self) -> bool:
        """Close the window; False when it stays, to tell what could not be kept."""
        if not self._has_closed:
            self._is_ending = True
            self._is_ending = self.window_here.close()
        return self._has_closed

    def _closed(self) -> None:
        self._has_closed = True
        if not self._is_ending:
            self.leave_asked.emit()

    def _show_person(self) -> None:
        """Show who is signed in; with nobody any more there is no session of a clinician."""
        profile = self.window_here.people.profile
        if self._is_owner or self._has_closed:
            return
        if profile:
            self.who.setText(profile.name)
        else:
            self.end_if_kept()

    def _destroy(self) -> None:
        """Once the loops of dialogs that were open have ended, for they hold on to the dialogs."""
        if QThread.currentThread().loopLevel() > max(1, self._level):
            QTimer.singleShot(UNWIND_MS, self, self._destroy)
        else:
            self.deleteLater()
