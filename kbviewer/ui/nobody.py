"""The way to choose a name, for where bookmarks are a person's own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from kbviewer.i18n import Catalogue


class Nobody(QWidget):
    """What stands in place of the bookmarks until somebody has said who they are."""

    asked = Signal()
    """The person wants to choose their name."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        hint = QLabel(words.text("profile.nobody"), wordWrap=True)
        hint.setObjectName("hint")
        self.choose = QPushButton(words.text("profile.choose"))
        self.choose.setObjectName("primary")
        self.choose.clicked.connect(self.asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(hint)
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
