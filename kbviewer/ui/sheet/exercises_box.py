"""The table of exercises on a handout: prefilled from the articles, and the person's to change."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kbviewer.handouts.exercises import Exercise
from kbviewer.i18n import Catalogue
from kbviewer.ui.flow_layout import FlowLayout
from kbviewer.ui.sheet.draft import Draft
from kbviewer.ui.sheet.exercise_model import LONGEST, ExerciseModel
from kbviewer.ui.sheet.parts import Calm, heading, small_button

SHARES = (29, 9, 15, 15, 15, 17)
"""How the columns share the width, or what the headings leave of it."""

GREATEST_HEIGHT = 300
"""Pixels; more rows are scrolled."""


class ExerciseTable(QTableView):
    """Enter edits the value that the keyboard is on."""

    def __init__(self, model: ExerciseModel) -> None:
        super().__init__()
        self.setObjectName("doses")
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.clicked.connect(self.edit)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        room, header = self.viewport().width(), self.horizontalHeader()
        widths, needed = _shared(room), [header.sectionSizeHint(column) for column in range(len(SHARES))]
        if sum(needed) <= room:
            widths = [a + b for a, b in zip(needed, _shared(room - sum(needed)), strict=True)]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.state() != QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _shared(room: int) -> list[int]:
    return [room * share // sum(SHARES) for share in SHARES]


class ExercisesBox(QWidget):
    """Shows the exercises of a draft; whatever a person does to them comes back as another draft."""

    changed = Signal(object)
    """The `Draft` that comes of it."""
    removed = Signal(object, str)
    """The `Draft` before, and the name of the exercise that has just been removed from it."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        text = words.text
        self._draft = Draft()
        self.model = ExerciseModel(words)
        self.table = ExerciseTable(self.model)
        self.table.setAccessibleName(text("sheet.exercises"))
        self.how = QLineEdit(maxLength=LONGEST)
        self.how_label = QLabel(text("sheet.how"))
        self.how_label.setBuddy(self.how)
        self.how.setAccessibleName(text("sheet.how"))
        Calm(self.how)
        self.add = small_button(text("sheet.add_exercise"))
        self.up = small_button("↑", text("sheet.exercise_up"))
        self.down = small_button("↓", text("sheet.exercise_down"))
        self.remove = small_button(text("sheet.remove"), text("sheet.remove_exercise"))
        self.again = small_button(text("sheet.exercises_again"), text("sheet.exercises_again_help"))
        self._lay_out(heading(text("sheet.exercises")))
        self._connect()
        self.show_draft(self._draft)

    def _lay_out(self, title: QLabel) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.table)
        column.addWidget(self.how_label)
        column.addWidget(self.how)
        row = FlowLayout()
        for button in (self.add, self.up, self.down, self.remove, self.again):
            row.addWidget(button)
        column.addLayout(row)

    def _connect(self) -> None:
        self.model.edited.connect(self._take)
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.how.textEdited.connect(self._explain)
        self.add.clicked.connect(self._add)
        self.up.clicked.connect(lambda: self._step(-1))
        self.down.clicked.connect(lambda: self._step(1))
        self.remove.clicked.connect(self._remove)
        self.again.clicked.connect(lambda: self._take(self._draft.suggested))

    def show_draft(self, draft: Draft) -> None:
        """Show the exercises."""
        self._draft = draft
        if draft.exercises != self.model.rows:
            row = self.row()
            self.model.show_rows(draft.exercises)
            self.go_to(max(row, 0))
        self.table.setVisible(bool(draft.exercises))
        self.again.setVisible(draft.exercises != draft.suggested)
        self._show_current()
        QTimer.singleShot(0, self, self._fit)  # the rows know their heights once they are laid out

    def row(self) -> int:
        """The row that the keyboard is on; -1 for none."""
        return self.table.currentIndex().row()

    def go_to(self, row: int, column: int = -1) -> None:
        """Bring the keyboard to a row, or to the last one there is."""
        last = len(self.model.rows) - 1
        column = max(self.table.currentIndex().column(), 0) if column < 0 else column
        if last >= 0:
            self.table.setCurrentIndex(self.model.index(min(row, last), column))

    def finish_editing(self) -> None:
        """Take what is being typed into the table as it stands."""
        focus = QApplication.focusWidget()
        if focus and self.table.isAncestorOf(focus):
            self.table.setFocus()

    def _fit(self) -> None:
        rows = self.table.verticalHeader().length() + self.table.horizontalHeader().height()
        self.table.setFixedHeight(min(rows + 2 * self.table.frameWidth(), GREATEST_HEIGHT))

    def _show_current(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        row = self.row()
        has_row = 0 <= row < len(self._draft.exercises)
        for part in (self.how, self.how_label, self.up, self.down, self.remove):
            part.setVisible(has_row)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(row < len(self._draft.exercises) - 1)
        how = self._draft.exercises[row].how if has_row else ""
        if how != self.how.text():
            self.how.setText(how)
            self.how.setCursorPosition(0)

    # --- what the person does ---------------------------------------------------------------------

    def _take(self, exercises: tuple[Exercise, ...]) -> None:
        self.changed.emit(self._draft.with_exercises(exercises))

    def _explain(self, how: str) -> None:
        rows, at = list(self._draft.exercises), self.row()
        rows[at] = replace(rows[at], how=how)
        self._take(tuple(rows))

    def _add(self) -> None:
        self._take((*self._draft.exercises, Exercise("")))
        self.go_to(len(self.model.rows), 0)
        self.table.edit(self.table.currentIndex())

    def _step(self, by: int) -> None:
        rows, at = list(self._draft.exercises), self.row()
        rows.insert(at + by, rows.pop(at))
        self._take(tuple(rows))
        self.go_to(at + by)

    def _remove(self) -> None:
        before, rows = self._draft, list(self._draft.exercises)
        gone = rows.pop(self.row())
        self._take(tuple(rows))
        self.removed.emit(before, gone.name)
