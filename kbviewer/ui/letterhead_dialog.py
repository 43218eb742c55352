"""The clinic's paper: its letterhead, and the printer that prints without asking."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication, QImage, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kbviewer.errors import ExpectedError
from kbviewer.handouts.letterhead import LONGEST, Letterhead, read_logo
from kbviewer.i18n import Catalogue
from kbviewer.ui.background import Lane
from kbviewer.ui.paper import page_image
from kbviewer.ui.printers import ask_names

PREVIEW_AFTER_MS = 250
PREVIEW_WIDTH = 300
LOGO_SIZE = QSize(150, 56)


class _Texts(NamedTuple):
    name: QLineEdit
    phone: QLineEdit
    email: QLineEdit
    web: QLineEdit
    therapist: QLineEdit


class Paper(NamedTuple):
    """The letterhead kept so far, how to keep another one, and how to print an article on one's paper; no bytes when
    there is no article.
    """

    kept: Letterhead
    write: Callable[[Letterhead], Path]
    sample: Callable[[Letterhead], bytes]


class LetterheadDialog(QDialog):
    """A form for the letterhead, with a small picture of the paper, and for the printer by its name."""

    printer_chosen = Signal(str)
    """Saved, with this printer's name; "" is the system's default."""

    def __init__(
        self, paper: Paper, printer: str, words: Catalogue, parent: QWidget | None, *, is_fixed: bool = False
    ) -> None:
        """``is_fixed``: the owner of the computer has chosen the printer."""
        super().__init__(parent)
        self._paper, self._words = paper, words
        self._logo = paper.kept.logo
        self._asked = 0
        self._lane = Lane("letterhead", self)
        self._clock = QTimer(self, interval=PREVIEW_AFTER_MS, singleShot=True)
        self._clock.timeout.connect(self._preview)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.text("letterhead.title"))
        self._build(paper.kept, printer)
        if is_fixed:
            self._lock_printer()
        self._lay_out()
        self._connect()
        self._show_logo()
        self._preview()
        ask_names(self._lane, self._show_printers)

    def tell(self, error: ExpectedError) -> None:
        """Say what is wrong, seen and heard; what was typed stays."""
        values = dict(error.values)
        if error.key == "letterhead_too_long":
            field = self.address if values["name"] == "address" else getattr(self.texts, str(values["name"]))
            values["name"] = field.accessibleName()
        told = self._words.text(f"error.{error.key}", **values)
        self.trouble.setText(told)
        self.trouble.setAccessibleName(told)
        self.trouble.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self.trouble, QAccessible.Event.Alert))

    def letterhead(self) -> Letterhead:
        """The letterhead as typed."""
        texts = {name: field.text() for name, field in self.texts._asdict().items()}
        return Letterhead(address=self.address.toPlainText(), logo=self._logo, **texts)

    def take_logo(self, file: Path) -> None:
        """Use the picture in a file as the logo."""
        self._lane.run(partial(read_logo, file), self._set_logo, self.tell)

    def save(self) -> None:
        """Keep the letterhead and the printer, and close; stay when that cannot be done."""
        self.trouble.hide()
        self.setEnabled(False)
        self._lane.run(partial(self._paper.write, self.letterhead()), self._saved, self._failed)

    def reject(self) -> None:
        """Close without keeping anything, unless that is under way."""
        if self.isEnabled():
            super().reject()

    # --- building ---------------------------------------------------------------------------------

    def _build(self, kept: Letterhead, printer: str) -> None:
        text = self._words.text
        self.texts = _Texts(*(QLineEdit(getattr(kept, name), maxLength=LONGEST) for name in _Texts._fields))
        self.address = QPlainTextEdit(kept.address)
        self.address.setObjectName("lines")
        self.address.setTabChangesFocus(True)
        self.address.setFixedHeight(self.address.fontMetrics().lineSpacing() * 3 + 28)
        self.logo = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.logo.setObjectName("swatch")
        self.logo.setMinimumSize(LOGO_SIZE + QSize(16, 12))
        self.choose_logo = QPushButton(text("letterhead.choose_logo"), autoDefault=False)
        self.choose_logo.setObjectName("framed")
        self.remove_logo = QPushButton(text("letterhead.remove_logo"), autoDefault=False)
        self.printer = QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.printer.addItem(text("letterhead.printer_default"), "")
        if printer:
            self.printer.addItem(printer, printer)
            self.printer.setCurrentIndex(1)
        self.trouble = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.trouble.setObjectName("trouble")
        self.trouble.hide()
        self.preview = QLabel(alignment=Qt.AlignmentFlag.AlignTop)
        self.preview.setObjectName("paper")
        self.preview.setAccessibleName(text("letterhead.preview"))
        self.preview_label = QLabel(text("letterhead.preview"))
        self.preview_label.setObjectName("hint")
        self.save_button = QPushButton(text("letterhead.save"), default=True)
        self.save_button.setObjectName("primary")
        self.cancel_button = QPushButton(text("letterhead.cancel"), autoDefault=False)

    def _lock_printer(self) -> None:
        self.printer.setEnabled(False)
        self.printer.setToolTip(self._words.text("lock.why"))
        self.printer.setAccessibleDescription(self._words.text("lock.why"))

    def _lay_out(self) -> None:
        title = QLabel(self._words.text("letterhead.title"))
        title.setObjectName("title")
        lead = QLabel(self._words.text("letterhead.lead"), wordWrap=True)
        lead.setObjectName("hint")
        paper = QVBoxLayout()
        paper.addWidget(self.preview_label)
        paper.addWidget(self.preview)
        paper.addStretch()
        both = QWidget()
        both.setObjectName("choices")
        halves = QHBoxLayout(both)
        halves.setContentsMargins(0, 0, 12, 0)
        halves.setSpacing(24)
        halves.addWidget(self._form(), 1)
        halves.addLayout(paper)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(title)
        rows.addWidget(lead)
        rows.addWidget(_scrolling(both), 1)
        rows.addWidget(self.trouble)
        rows.addLayout(foot)
        self.resize(QSize(880, 700).boundedTo(QGuiApplication.primaryScreen().availableSize()))

    def _form(self) -> QWidget:
        fields = QWidget()
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        texts = self.texts
        places: tuple[tuple[str, QWidget, int, int, int], ...] = (
            ("letterhead.name", texts.name, 0, 0, 2),
            ("letterhead.address", self.address, 2, 0, 2),
            ("letterhead.phone", texts.phone, 4, 0, 1),
            ("letterhead.email", texts.email, 4, 1, 1),
            ("letterhead.web", texts.web, 6, 0, 1),
            ("letterhead.therapist", texts.therapist, 6, 1, 1),
            ("letterhead.logo", self._logo_row(), 8, 0, 2),
            ("letterhead.printer", self.printer, 10, 0, 2),
        )  # in the order of the keyboard
        for key, field, row, column, columns in places:
            label = QLabel(self._words.text(key))
            label.setContentsMargins(0, 8, 0, 0)
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            grid.addWidget(label, row, column, 1, columns)
            grid.addWidget(field, row + 1, column, 1, columns)
        grid.setRowStretch(12, 1)
        return fields

    def _logo_row(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for part in (self.logo, self.choose_logo, self.remove_logo):
            row.addWidget(part)
        row.addStretch()
        return whole

    def _connect(self) -> None:
        for field in self.texts:
            field.textChanged.connect(self._clock.start)
        self.address.textChanged.connect(self._clock.start)
        self.choose_logo.clicked.connect(self._ask_logo)
        self.remove_logo.clicked.connect(lambda: self._set_logo(b""))
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.reject)
        self.finished.connect(self._lane.stop)

    # --- logo, printer, preview -------------------------------------------------------------------

    def _ask_logo(self) -> None:
        text = self._words.text
        name, _kind = QFileDialog.getOpenFileName(self, text("letterhead.choose_logo"), "", text("letterhead.pictures"))
        if name:
            self.take_logo(Path(name))

    def _set_logo(self, logo: bytes) -> None:
        self._logo = logo
        self.trouble.hide()
        self._show_logo()
        self._clock.start()

    def _show_logo(self) -> None:
        picture = QImage.fromData(QByteArray(self._logo)) if self._logo else QImage()
        told = self._words.text("letterhead.logo_ready" if self._logo else "letterhead.no_logo")
        self.logo.setText(told)
        self.logo.setAccessibleName(told)
        self.remove_logo.setEnabled(bool(self._logo))
        if not picture.isNull():
            ratio = self.devicePixelRatioF()
            small = picture.scaled(
                LOGO_SIZE * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            small.setDevicePixelRatio(ratio)
            self.logo.setPixmap(QPixmap.fromImage(small))

    def _show_printers(self, names: tuple[str, ...]) -> None:
        chosen = str(self.printer.currentData())
        while self.printer.count() > 1:
            self.printer.removeItem(1)
        for name in names:
            self.printer.addItem(name, name)
        if chosen and chosen not in names:
            self.printer.addItem(self._words.text("letterhead.printer_gone", printer=chosen), chosen)
        self.printer.setCurrentIndex(max(self.printer.findData(chosen), 0))

    def _preview(self) -> None:
        self._asked += 1
        number, letterhead = self._asked, self.letterhead()
        self._lane.run(
            lambda: self._paper.sample(letterhead) if number == self._asked else None,
            lambda pdf: self._show_page(pdf) if pdf is not None else None,
            lambda _error: self._show_page(b""),
        )

    def _show_page(self, pdf: bytes) -> None:
        data = QBuffer()
        data.setData(QByteArray(pdf))
        data.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(data)
        self.preview_label.setVisible(document.pageCount() > 0)
        self.preview.setVisible(document.pageCount() > 0)
        if document.pageCount() == 0:
            return
        points, ratio = document.pagePointSize(0), self.devicePixelRatioF()
        size = QSize(PREVIEW_WIDTH, round(PREVIEW_WIDTH * points.height() / points.width()))
        page = page_image(document, 0, size * ratio)
        page.setDevicePixelRatio(ratio)
        self.preview.setFixedSize(size + QSize(2, 2))
        self.preview.setPixmap(QPixmap.fromImage(page))

    # --- saving -----------------------------------------------------------------------------------

    def _saved(self, _file: Path) -> None:
        self.setEnabled(True)
        self.printer_chosen.emit(str(self.printer.currentData()))
        self.accept()

    def _failed(self, error: ExpectedError) -> None:
        self.setEnabled(True)
        self.tell(error)


def _scrolling(content: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
