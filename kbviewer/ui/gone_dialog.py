"""What is left of a bookmark whose article, or whose section, is no longer there; and what may have become of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import Catalogue
from kbviewer.ui.note_view import NoteView


@dataclass(frozen=True, slots=True)
class Lost:
    """``text`` is what was saved, ``candidates`` the names of what may be meant by now. ``what`` is gone."""

    what: str
    name: str
    note: str
    text: str
    candidates: Sequence[str] = ()


class GoneDialog(QDialog):
    """Lets the person read what was kept and choose what to do with it; closing it keeps everything as it is."""

    replaced = Signal(int)
    """The number of the candidate that is to be used from now on."""
    removed = Signal()

    def __init__(self, lost: Lost, words: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.text(f"gone.{lost.what}"))
        self.resize(600, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        self._column = column
        self._add(_heading(lost.name))
        told = QLabel(words.text(f"gone.{lost.what}"), wordWrap=True)
        told.setObjectName("hint")
        self._add(told)
        self._add_kept(lost)
        self._add_candidates(lost)
        self._add_buttons()
        (self.candidates if lost.candidates else self.keep).setFocus()

    def _add(self, part: QWidget, stretch: int = 0) -> None:
        self._column.addWidget(part, stretch)

    def _add_kept(self, lost: Lost) -> None:
        if lost.note:
            note = NoteView()
            note.setAccessibleName(self._words.text("note.mine"))
            note.show_note(lost.note)
            self._add(_heading(self._words.text("note.mine")))
            self._add(note)
        self.text = QPlainTextEdit(lost.text or self._words.text("gone.no_text"))
        self.text.setObjectName("text")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self._words.text("gone.text"))
        self._add(_heading(self._words.text("gone.text")))
        self._add(self.text, 1)

    def _add_candidates(self, lost: Lost) -> None:
        self.candidates = QListWidget()
        self.candidates.setObjectName("names")
        self.candidates.setAccessibleName(self._words.text("gone.candidates"))
        self.candidates.addItems(list(lost.candidates))
        self.candidates.setCurrentRow(0)
        self.candidates.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.candidates.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.candidates.setMaximumHeight(160)
        self.use = QPushButton(self._words.text("gone.use"))
        self.use.setObjectName("primary")
        if lost.candidates:
            self._add(_heading(self._words.text("gone.candidates")))
            self._add(self.candidates)
        self.use.setVisible(bool(lost.candidates))
        self.candidates.setVisible(bool(lost.candidates))

    def _add_buttons(self) -> None:
        self.remove = QPushButton(self._words.text("gone.remove"))
        self.keep = QPushButton(self._words.text("gone.keep"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.use)
        self._column.addLayout(buttons)
        for button in (self.remove, self.keep, self.use):
            button.setAutoDefault(False)
        self.keep.clicked.connect(self.close)
        self.remove.clicked.connect(self._remove)
        self.use.clicked.connect(self._use)
        self.candidates.itemActivated.connect(lambda _item: self._use())

    def _use(self) -> None:
        self.replaced.emit(self.candidates.currentRow())
        self.close()

    def _remove(self) -> None:
        self.removed.emit()
        self.close()


def _heading(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setObjectName("heading")
    return label
