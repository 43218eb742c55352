"""The bar at the top: back, forward, home, the search field, bookmark, appearance, handout, print, menu."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.ui.actions import fill_menu
from kbviewer.ui.locks import Locks

ROOMY = 960
"""Pixels of width in which every button has its word."""


class TopBar(QWidget):
    """Buttons show the window's actions, but none that is locked; the search field tells of every letter."""

    typed = Signal(str)
    entered = Signal()
    went_down = Signal()

    def __init__(self, words: Catalogue, actions: Mapping[str, QAction], locks: Locks) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words, self._locks = words, locks
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setObjectName("search")
        self.search.setPlaceholderText(f"{words.text('window.search')}  (Ctrl+K)")
        self.search.setAccessibleName(words.text("window.search"))
        self.search.setAccessibleDescription(words.text("window.search_help"))
        self.search.setMaxLength(500)
        self.search.setMinimumWidth(220)
        self.search.setMaximumWidth(620)
        self.search.textChanged.connect(self.typed)
        self.search.returnPressed.connect(self.entered)
        self.search.installEventFilter(self)
        self.bookmark = self._button(actions["bookmark"], "")
        self.bookmark.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(4)
        row.addWidget(self._button(actions["back"], "←"))
        row.addWidget(self._button(actions["forward"], "→"))
        row.addWidget(self._button(actions["home"], words.text("window.home")))
        row.addSpacing(8)
        row.addWidget(self.search, 3)
        row.addStretch(1)
        row.addWidget(self.bookmark)
        row.addWidget(self._menu_button("Aa", words.text("window.text_size_name"), actions, "menu.appearance"))
        row.addWidget(self._button(actions["handout"], words.text("window.handout")))
        printer = self._button(actions["print"], words.text("window.print"))
        printer.setObjectName("primary")
        row.addWidget(printer)
        row.addWidget(self._menu_button("☰", words.text("window.menu"), actions))
        self.show_bookmarked(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The star goes without its word where there is no room for both."""
        super().resizeEvent(event)
        self.show_bookmarked(self.bookmark.isChecked())

    def show_bookmarked(self, on: bool) -> None:
        """Fill or empty the star."""
        self.bookmark.setChecked(on)
        word = self._words.text("window.bookmarked" if on else "window.bookmark")
        star = "★" if on else "☆"
        self.bookmark.setText(f"{star} {word}" if self.width() >= ROOMY else star)
        self.bookmark.setAccessibleName(word)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Arrow down leaves the search field for the results; Escape empties it."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.went_down.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _button(self, action: QAction, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        button.clicked.connect(lambda _on: action.trigger())
        button.setAccessibleName(action.text().removesuffix(" …"))
        if self._locks.holds(action):
            button.hide()
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{action.text().removesuffix(' …')} ({keys})" if keys else action.text())
        return button

    def _menu_button(
        self, text: str, name: str, actions: Mapping[str, QAction], only: str | None = None
    ) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        fill_menu(menu, actions, self._words, self._locks, only)
        button.setMenu(menu)
        return button
