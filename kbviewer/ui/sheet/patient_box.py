"""The fields for one patient: what is typed here is printed and goes nowhere else."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kbviewer.handouts.handout import Patient
from kbviewer.i18n import Catalogue
from kbviewer.ui.sheet.parts import add_field, heading, hint

LONGEST_LINE = 200
LONGEST_NOTE = 3000
"""Letters; more than a page has room for."""

SECRET = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
"""Keyboards on the screen are not to learn what is typed."""


class PatientBox(QWidget):
    """Has no name, description or title that what is typed could get into."""

    changed = Signal()

    def __init__(self, words: Catalogue, therapist: str) -> None:
        super().__init__()
        text = words.text
        self._therapist = therapist
        self.name, self.born, self.therapist, self.next_time = (QLineEdit(maxLength=LONGEST_LINE) for _ in range(4))
        self.note = QPlainTextEdit(tabChangesFocus=True)
        self.note.setObjectName("lines")
        self.note.setFixedHeight(96)
        self.therapist.setText(therapist)
        form = QFormLayout()
        form.setSpacing(8)
        for label, field in (
            (text("sheet.name"), self.name),
            (text("sheet.born"), self.born),
            (text("sheet.therapist"), self.therapist),
            (text("sheet.next_time"), self.next_time),
            (text("sheet.note"), self.note),
        ):
            field.setInputMethodHints(field.inputMethodHints() | SECRET)
            field.textChanged.connect(self.changed)
            add_field(form, label, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading(text("sheet.patient")))
        column.addWidget(hint(text("sheet.only_printed")))
        column.addLayout(form)

    def show_therapist(self, therapist: str) -> None:
        """Another therapist's name goes into the field, unless somebody has changed what is there."""
        if self.therapist.text() == self._therapist:
            self.therapist.setText(therapist)
        self._therapist = therapist

    def patient(self) -> Patient:
        """What is typed now."""
        name, born, therapist, next_time = (field.text().strip() for field in self._lines())
        return Patient(name, born, therapist, next_time, self.note.toPlainText().strip()[:LONGEST_NOTE])

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed about a patient; the therapist's name tells nothing of one."""
        made = self.patient()
        return not any((made.name, made.born, made.next_time, made.note))

    def forget(self) -> None:
        """Empty the fields, what they could undo, and the clipboard if it holds something copied from them."""
        clipboard = QGuiApplication.clipboard()
        typed = [field.text() for field in self._lines()] + [self.note.toPlainText()]
        if clipboard.ownsClipboard() and _is_from(clipboard.text(), typed):
            clipboard.clear()
        if clipboard.ownsSelection() and _is_from(clipboard.text(QClipboard.Mode.Selection), typed):
            clipboard.clear(QClipboard.Mode.Selection)
        for field in self._lines():
            field.setText(self._therapist if field is self.therapist else "")
        self.note.setPlainText("")

    def _lines(self) -> tuple[QLineEdit, ...]:
        return self.name, self.born, self.therapist, self.next_time


def _is_from(copied: str, typed: list[str]) -> bool:
    return bool(copied) and any(copied in text for text in typed)
