"""The paper as it will be: the very bytes that are printed, page under page."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPalette, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.render.theme import Theme
from kbviewer.ui.sheet.parts import hint, small_button
from kbviewer.ui.short_line import ShortLine

ZOOM_STEP = 1.2
ZOOM_RANGE = (0.25, 4.0)
"""Of the paper's own size."""

POINTS_PER_INCH = 72


class PaperView(QPdfView):
    """Fits the width until a person zooms; Home and End lead to the ends, Ctrl and the wheel zoom."""

    def __init__(self) -> None:
        super().__init__(pageMode=QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        # as needed, it would come and go for ever where the paper is as high as the view only without it
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def zoom(self, steps: int) -> None:
        """Show the paper larger or smaller; 0 makes it fit the width."""
        if not steps:
            self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            return
        factor = self._factor() * ZOOM_STEP**steps
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(min(max(factor, ZOOM_RANGE[0]), ZOOM_RANGE[1]))

    def _factor(self) -> float:
        document = self.document()
        if self.zoomMode() != QPdfView.ZoomMode.FitToWidth or document is None or not document.pageCount():
            return self.zoomFactor()
        margins = self.documentMargins()
        room = self.viewport().width() - margins.left() - margins.right()
        return room / (document.pagePointSize(0).width() * self.logicalDpiX() / POINTS_PER_INCH)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.verticalScrollBar().maximum()}
        if event.key() in ends:
            self.verticalScrollBar().setValue(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)


class Preview(QWidget):
    """Shows a PDF, or a sentence in its place; holds the bytes no longer than it shows them."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        text = words.text
        self._words = words
        self._pages: tuple[QPdfDocument, QBuffer] | None = None
        self._no_pages = QPdfDocument(self)
        self.view = PaperView()
        self.view.setAccessibleName(text("sheet.preview"))
        self.sentence = hint("")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page = ShortLine()
        self.page.setObjectName("hint")
        self.smaller = small_button("−", text("sheet.smaller"))
        self.larger = small_button("+", text("sheet.larger_preview"))
        self.fit = small_button(text("sheet.fit"))
        self.busy = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self.busy.setFixedHeight(3)
        self.busy.setAccessibleName(text("sheet.working"))
        kept = self.busy.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(kept)
        self.missing = hint("")
        self._lay_out()
        self.view.pageNavigator().currentPageChanged.connect(self._show_page)
        self.smaller.clicked.connect(lambda: self.view.zoom(-1))
        self.larger.clicked.connect(lambda: self.view.zoom(1))
        self.fit.clicked.connect(lambda: self.view.zoom(0))
        self.show_sentence("")
        self.show_busy(False)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sentence)
        self._stack.addWidget(self.view)
        bar = QHBoxLayout()
        bar.setSpacing(4)
        bar.addWidget(self.page, 1)
        for button in (self.smaller, self.larger, self.fit):
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(bar)
        column.addWidget(self.busy)
        column.addWidget(self._stack, 1)
        column.addWidget(self.missing)

    def set_theme(self, theme: Theme) -> None:
        """The ground around the paper; the paper itself is always white."""
        ground = self.view.palette()
        ground.setColor(QPalette.ColorRole.Dark, QColor(theme.line if theme.name == "light" else theme.paper))
        self.view.setPalette(ground)

    def show_pdf(self, pdf: bytes, missing: tuple[str, ...]) -> None:
        """Show a PDF at the place where the one before was read; tell which pictures it lacks."""
        data = QBuffer(self)
        data.setData(QByteArray(pdf))
        data.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        document.load(data)
        before, self._pages = self._pages, (document, data)
        self.view.setDocument(document)
        _let_go(before)
        self._stack.setCurrentWidget(self.view)
        self.missing.setText(self._words.text("sheet.missing", n=len(missing), names=", ".join(missing)))
        self.missing.setVisible(bool(missing))
        self._show_page()

    def shown_bytes(self) -> bytes:
        """The PDF that is shown; empty when none is."""
        return bytes(self._pages[1].data().data()) if self._pages else b""

    def show_sentence(self, text: str) -> None:
        """Say why there is no paper to see."""
        self.clear()
        self.sentence.setText(text)

    def show_busy(self, busy: bool) -> None:
        """Whether another proof is on its way."""
        self.busy.setVisible(busy)

    def clear(self) -> None:
        """Let go of the PDF."""
        pages, self._pages = self._pages, None
        self.view.setDocument(self._no_pages)
        _let_go(pages)
        self._stack.setCurrentWidget(self.sentence)
        self.missing.hide()
        self._show_page()

    def _show_page(self) -> None:
        total = self._pages[0].pageCount() if self._pages else 0
        here = min(self.view.pageNavigator().currentPage(), total - 1) + 1
        self.page.tell(self._words.text("handout.page_of", n=here, total=total) if total else "")
        for button in (self.smaller, self.larger, self.fit):
            button.setEnabled(bool(total))


def _let_go(pages: tuple[QPdfDocument, QBuffer] | None) -> None:
    if pages:
        document, data = pages
        document.close()
        document.deleteLater()
        data.close()
        data.setData(QByteArray())
        data.deleteLater()
