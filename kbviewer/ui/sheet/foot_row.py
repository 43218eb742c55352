"""The row at the foot of the handout window: which printer, how many copies, and where to send the paper."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.ui.flow_layout import FlowLayout
from kbviewer.ui.foot import Progress
from kbviewer.ui.rights import Rights
from kbviewer.ui.sheet.parts import number_field
from kbviewer.ui.short_line import ShortLine

MOST_COPIES = 99


class FootRow(QWidget):
    """Buttons that the window connects, those that ``rights`` allow, and what the printer does."""

    def __init__(self, words: Catalogue, rights: Rights) -> None:
        super().__init__()
        text = words.text
        self._words = words
        self.setObjectName("sheetFoot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.printing = Progress(words, text("printing.sending"))
        self.printer = ShortLine()
        self.printer.setObjectName("hint")
        self.copies = number_field(1, min(rights.policy.copies or MOST_COPIES, MOST_COPIES))
        self.copies.setAccessibleName(text("sheet.copies"))
        copies = QLabel(text("sheet.copies"))
        copies.setBuddy(self.copies)
        self.print = QPushButton(text("sheet.print"))
        self.print.setObjectName("primary")
        self.print_with = QPushButton(text("sheet.print_with"))
        self.save = QPushButton(text("action.save_pdf"))
        self.close_button = QPushButton(text("sheet.close"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.printer, 1)
        buttons = FlowLayout(spacing=8)
        for part in (copies, self.copies, self.print, self.print_with, self.save, self.close_button):
            buttons.addWidget(part)
        row.addLayout(buttons)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 8, 16, 8)
        rows.setSpacing(8)
        rows.addWidget(self.printing, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addLayout(row)
        self._hide_locked(rights, copies)

    def _hide_locked(self, rights: Rights, copies: QLabel) -> None:
        is_allowed: dict[QWidget, bool] = dict.fromkeys(
            (self.printer, copies, self.copies, self.print), rights.printing
        )
        is_allowed |= {self.print_with: rights.print_dialog, self.save: rights.saving}
        for part, allowed in is_allowed.items():
            if not allowed:
                part.hide()

    def shortcuts(self) -> Iterator[tuple[str, QPushButton]]:
        """The shortcuts of the buttons there are."""
        for keys, buttons in (("Ctrl+P", (self.print_with, self.print)), ("Ctrl+Shift+S", (self.save,))):
            there = [button for button in buttons if not button.isHidden()]
            if there:
                yield keys, there[0]

    def first(self) -> QPushButton:
        """The button that the keyboard comes to first."""
        return next(each for each in (self.print, self.save, self.close_button) if not each.isHidden())

    def show_possible(self, possible: bool) -> None:
        """Whether there is anything to print."""
        for button in (self.print, self.print_with, self.save):
            button.setEnabled(possible)

    def show_printer(self, name: str, known: Sequence[str] | None = None) -> None:
        """Tell which printer "Udskriv" prints on; "" is the computer's default. None are ``known`` before they have
        been looked for.
        """
        text = self._words.text
        if known is not None and not known:
            told = text("sheet.no_printer")
        elif name and known and name not in known:
            told = text("sheet.printer", name=text("letterhead.printer_gone", printer=name))
        else:
            told = text("sheet.printer", name=name) if name else text("letterhead.printer_default")
        self.printer.tell(told)
