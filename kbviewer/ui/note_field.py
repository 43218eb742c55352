"""The field that a note is written in: plain text, kept while it is written."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kbviewer.library.bookmark import new_uid
from kbviewer.ui.note_view import MARGIN

PAUSE_MS = 1500
"""Milliseconds without typing after which what is written is kept."""

LEAST_HEIGHT = 150
"""Pixels."""

_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
"""Reasons to lose the keyboard for a moment only."""


class NoteField(QPlainTextEdit):
    """Knows which note the person began from, and what has been handed on to be kept."""

    written = Signal()
    """`text_to_keep` is worth keeping now."""
    left = Signal()
    """The person is done."""
    ended = Signal()
    """The person is done, and pressed Escape to say so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(MARGIN)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.session = ""
        self.seen = ""
        """The note as it was kept when the person last saw it."""
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.written)
        self.textChanged.connect(self._pause.start)

    def begin(self, note: str, seen: str) -> None:
        """Go on writing ``note``, which is ``seen`` unless keeping it has failed before."""
        self.session = new_uid()
        self.seen = seen
        self.setPlainText(note)
        self._pause.stop()
        self.moveCursor(self.textCursor().MoveOperation.End)

    @property
    def is_kept(self) -> bool:
        """Whether all that is written has been handed on."""
        return self.note() == self.seen

    def note(self) -> str:
        """What is written."""
        return self.toPlainText().replace("\0", "").rstrip()

    def take_note(self) -> tuple[str, str]:
        """What is to be kept, and what it is to take the place of."""
        self._pause.stop()
        note, seen = self.note(), self.seen
        self.seen = note
        return note, seen

    def show_other(self, kept: str, sent: str) -> None:
        """What was kept is not what was ``sent``: put what has come to it around what is written by now."""
        before, _, after = kept.partition(sent) if sent in kept else (kept, "", "")
        cursor = self.textCursor()
        place = cursor.position() + len(before)
        self.setPlainText(f"{before}{self.note()}{after}")
        self._pause.stop()
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(self.toPlainText())))
        self.setTextCursor(cursor)
        self.seen = kept

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        (self.written if event.reason() in _STAYS else self.left).emit()
