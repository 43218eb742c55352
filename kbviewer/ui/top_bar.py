"""The bar at the top: back, forward, home, the search field, bookmark, appearance, handout, print, menu."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.ui.actions import fill_menu
from kbviewer.ui.locks import Locks
from kbviewer.ui.search_field import SearchField

ROOMY = 960
"""Pixels of width in which every button has its word."""


class TopBar(QWidget):
    """Buttons show the window's actions, but none that is locked, and hold the search field."""

    def __init__(self, words: Catalogue, actions: Mapping[str, QAction], locks: Locks) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words, self._locks = words, locks
        self.search = SearchField(words, f"{words.text('window.search')}  (Ctrl+K)")
        self.search.setMinimumWidth(220)
        self.search.setMaximumWidth(620)
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
