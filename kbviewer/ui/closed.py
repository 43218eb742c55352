"""The one page there is while the rules of the computer cannot be understood."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kbviewer import paths
from kbviewer.errors import ExpectedError
from kbviewer.i18n import Catalogue
from kbviewer.policy import PolicyError, read_policy
from kbviewer.ui.app import make_application
from kbviewer.ui.heartbeat import Heartbeat
from kbviewer.ui.look import chosen_theme, palette, style_sheet

EXIT_CODE = 2
LOOKS_MS = 2000
"""Between two looks at the file."""
WIDTH = 720
"""Of the text, in pixels."""


class ClosedPage(QWidget):
    """A page over the whole screen that tells what is wrong with a policy and where, and can do nothing.

    Nobody can close it by hand: perhaps the file meant a kiosk. It looks at the file and goes when that is mended.
    """

    mended = Signal()

    def __init__(self, error: ExpectedError, file: Path, words: Catalogue) -> None:
        super().__init__()
        self._file = file
        self._words = words
        self.setWindowTitle(words.text("closed.title"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        title = self._label(words.text("closed.title"), "closed_title")
        self._trouble = self._label("", "closed_trouble")
        column = QVBoxLayout()
        column.setSpacing(24)
        column.addStretch(2)
        column.addWidget(title)
        column.addWidget(self._label(words.text("closed.why")))
        column.addWidget(self._trouble)
        column.addWidget(self._label(words.text("closed.owner")))
        column.addWidget(self._label(words.text("closed.others")))
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch()
        row.addLayout(column)
        row.addStretch()
        self._show(error)
        self._timer = QTimer(self, interval=LOOKS_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def _label(self, text: str, name: str = "closed") -> QLabel:
        label = QLabel(text, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        label.setObjectName(name)
        label.setFixedWidth(WIDTH)
        return label

    def _show(self, error: ExpectedError) -> None:
        self._trouble.setText(self._words.explain(error))
        self.setAccessibleDescription(self._trouble.text())

    def look(self) -> None:
        """Read the file again, and tell what is wrong with it now."""
        try:
            read_policy(self._file)
        except PolicyError as error:
            self._show(error)
        else:
            self._timer.stop()
            self.mended.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        event.ignore()


def run_closed(error: PolicyError, file: Path, words: Catalogue) -> int:
    """Show nothing but what is wrong with the policy in ``file``, until that is mended. Exit code of a failed start."""
    app = make_application(words, paths.resources())
    theme = chosen_theme("system")
    QApplication.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme, paths.resources()))
    page = ClosedPage(error, file, words)
    page.mended.connect(lambda: app.exit(EXIT_CODE))  # quit() would ask the page, which refuses
    page.showFullScreen()
    Heartbeat(app).begin()  # or systemd would start anew, again and again, what stands as it should
    return app.exec()
