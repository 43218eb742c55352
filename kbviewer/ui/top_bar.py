"""The bar at the top: back, forward, home, the search field, bookmark, appearance, handout, print, menu."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.ui.actions import fill_menu
from kbviewer.ui.locks import Locks
from kbviewer.ui.search_field import SearchField

HOME = "⌂"
FIELD, SHORT_FIELD = 220, 140
"""Least pixels of the search field, and where there is no room for them."""


class TopBar(QWidget):
    """Buttons show the window's actions, but none that is locked, and hold the search field."""

    def __init__(self, words: Catalogue, actions: Mapping[str, QAction], locks: Locks) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words, self._locks = words, locks
        self.search = SearchField(words, f"{words.text('window.search')}  (Ctrl+K)")
        self.search.setToolTip(self.search.placeholderText())  # for where the field is too narrow for it
        self.search.setMaximumWidth(620)
        self.bookmark = self._button(actions["bookmark"], "")
        self.bookmark.setCheckable(True)
        self._home = self._button(actions["home"], words.text("window.home"))
        self.setMinimumWidth(1)  # or its words would make the window wider than a narrow screen
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(4)
        row.addWidget(self._button(actions["back"], "←"))
        row.addWidget(self._button(actions["forward"], "→"))
        row.addWidget(self._home)
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
        super().resizeEvent(event)
        self._fold()

    def show_bookmarked(self, on: bool) -> None:
        """Fill or empty the star."""
        self.bookmark.setChecked(on)
        self.bookmark.setAccessibleName(self._words.text("window.bookmarked" if on else "window.bookmark"))
        self._fold()

    def _fold(self) -> None:
        """Where there is no room for every word, the star goes without its own, then the way home; then the field
        shrinks.
        """
        star, home = "★" if self.bookmark.isChecked() else "☆", self._words.text("window.home")
        layout = self.layout()
        assert layout is not None
        for star_text, home_text, field in (
            (f"{star} {self.bookmark.accessibleName()}", home, FIELD),
            (star, home, FIELD),
            (star, HOME, FIELD),
            (star, HOME, SHORT_FIELD),
        ):
            self.bookmark.setText(star_text)
            self._home.setText(home_text)
            self.search.setMinimumWidth(field)
            if layout.minimumSize().width() <= self.width():
                break

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
