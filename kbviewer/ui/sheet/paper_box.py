"""How the paper of a handout is: weeks to tick, and the size of its text."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from kbviewer.articles.handout_limits import MOST_WEEKS, TEXT_SIZES
from kbviewer.i18n import Catalogue
from kbviewer.ui.sheet.draft import Draft
from kbviewer.ui.sheet.parts import Calm, add_field, number_field


class PaperBox(QWidget):
    """Shows a draft; whatever a person does to it comes back as another. A handout begins with normal text every
    time: large print belongs to the patient at hand, or to a template.
    """

    changed = Signal(object)
    """The `Draft` that comes of it."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        text = words.text
        self._draft = Draft()
        self.weeks = number_field(0, MOST_WEEKS)
        self.weeks.setSpecialValueText(text("sheet.no_weeks"))
        self.size_choice = QComboBox()
        names = (text("sheet.normal"), text("sheet.large"), text("sheet.larger"), text("sheet.largest"))
        for points, name in zip(TEXT_SIZES, names, strict=True):
            self.size_choice.addItem(text("sheet.points", name=name, points=points), points)
        rows = QFormLayout(self, rowWrapPolicy=QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for label, field in ((text("sheet.weeks"), self.weeks), (text("sheet.text_size"), self.size_choice)):
            Calm(field)
            add_field(rows, label, field)
        self.weeks.valueChanged.connect(lambda weeks: self.changed.emit(self._draft.with_weeks(weeks)))
        self.size_choice.activated.connect(self._choose_size)

    def show_draft(self, draft: Draft) -> None:
        """Show the weeks and the text size."""
        self._draft = draft
        self.weeks.blockSignals(True)
        self.weeks.setValue(draft.weeks)
        self.weeks.blockSignals(False)
        self.size_choice.setCurrentIndex(self.size_choice.findData(draft.text_size))

    def _choose_size(self) -> None:
        self.changed.emit(self._draft.with_text_size(self.size_choice.currentData()))
