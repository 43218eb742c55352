"""The small form in which a template gets its name, and what it tells every patient."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kbviewer.handouts.template_store import LONGEST_TITLE
from kbviewer.i18n import Catalogue
from kbviewer.ui.sheet.parts import hint

LONGEST_NOTE = 1000


class TemplateForm(QDialog):
    """Asks for a name; for a note too when there is one to be had."""

    submitted = Signal(str, str)
    """The name and the note."""

    def __init__(self, words: Catalogue, title: str, parent: QWidget, note: str | None = None) -> None:
        super().__init__(parent)
        text = words.text
        self.setWindowTitle(text("sheet.rename_title" if note is None else "sheet.save_title"))
        self.setMinimumWidth(460)
        self.name = QLineEdit(title, maxLength=LONGEST_TITLE)
        self.note = QPlainTextEdit(note or "", tabChangesFocus=True)
        self.note.setObjectName("lines")
        self.note.setFixedHeight(96)
        form = QFormLayout(rowWrapPolicy=QFormLayout.RowWrapPolicy.WrapAllRows, verticalSpacing=8)
        form.addRow(text("sheet.template_name"), self.name)
        self.name.setAccessibleName(text("sheet.template_name"))
        self.note.setAccessibleName(text("sheet.template_note"))
        if note is None:
            self.note.hide()
        else:
            form.addRow(text("sheet.template_note"), self.note)
            form.addRow(hint(text("sheet.template_hint")))
        self.save = QPushButton(text("sheet.save"), default=True)
        self.save.setObjectName("primary")
        self.cancel = QPushButton(text("profile.cancel"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addLayout(foot)
        self.name.textChanged.connect(self._show_possible)
        self.save.clicked.connect(self._submit)
        self.cancel.clicked.connect(self.reject)
        self.name.selectAll()
        self._show_possible()

    def _show_possible(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip()))

    def _submit(self) -> None:
        self.submitted.emit(self.name.text().strip(), self.note.toPlainText().strip()[:LONGEST_NOTE])
        self.accept()
