"""The rows of "Dine øvelser" as Qt wants them: every value can be edited."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kbviewer.handouts.dose import DOSE_FIELDS
from kbviewer.handouts.exercises import Exercise
from kbviewer.i18n import Catalogue

Index = QModelIndex | QPersistentModelIndex

LONGEST = 200
"""Letters of a value; more does not fit a table on paper."""


class ExerciseModel(QAbstractTableModel):
    """Shows exercises; an edit is told and shown once it comes back."""

    edited = Signal(object)
    """All rows as a tuple of `Exercise`."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        text = words.text
        self._titles = (
            text("sheet.exercise"),
            text("sheet.sets"),
            text("sheet.repetitions"),
            text("sheet.hold"),
            text("sheet.pause"),
            text("sheet.frequency"),
        )
        self.rows: tuple[Exercise, ...] = ()

    def show_rows(self, rows: Sequence[Exercise]) -> None:
        """Show other rows, or the same with other values, which leaves the keyboard where it is."""
        if len(rows) == len(self.rows):
            self.rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(DOSE_FIELDS)))
        else:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return self._titles[section] if orientation == Qt.Orientation.Horizontal and role in shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
        if role in shown:
            return self._value(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._titles[index.column()]}: {self._value(index)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        typed = " ".join(str(value).split())[:LONGEST]
        if role != Qt.ItemDataRole.EditRole or typed == self._value(index):
            return False
        row = self.rows[index.row()]
        if index.column() == 0:
            changed = replace(row, name=typed)
        else:
            changed = replace(row, dose=replace(row.dose, **{DOSE_FIELDS[index.column() - 1]: typed}))
        self.edited.emit((*self.rows[: index.row()], changed, *self.rows[index.row() + 1 :]))
        return True

    def _value(self, index: Index) -> str:
        row = self.rows[index.row()]
        return row.name if index.column() == 0 else str(getattr(row.dose, DOSE_FIELDS[index.column() - 1]))
