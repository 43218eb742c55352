"""The choice of articles and sections, with a word of warning when what tells of doctors has been taken out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.render.theme import Theme
from kbviewer.ui.flow_layout import FlowLayout
from kbviewer.ui.sheet.draft import Draft
from kbviewer.ui.sheet.parts import heading, small_button
from kbviewer.ui.sheet.section_tree import Key, SectionTree


class ArticlesBox(QWidget):
    """Shows a draft; whatever a person does to it comes back as another."""

    changed = Signal(object)
    """The `Draft` that comes of a choice."""
    article_asked = Signal()
    """One more article is wanted."""
    removal_asked = Signal(str)
    """The id of an article that is not wanted any more."""

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._draft = Draft()
        self.tree = SectionTree(words, theme)
        text = words.text
        self.add = small_button(text("sheet.add_article"))
        self.up = small_button("↑", text("sheet.move_up"))
        self.down = small_button("↓", text("sheet.move_down"))
        self.remove = small_button(text("sheet.remove"), text("sheet.remove_article"))
        self.all = small_button(text("sheet.all"))
        self.only_exercises = small_button(text("sheet.only_exercises"))
        self.none = small_button(text("sheet.none"))
        self._lay_out()
        self._connect()
        self.show_draft(self._draft)

    def _lay_out(self) -> None:
        self.warning = QFrame()
        self.warning.setObjectName("trouble")
        told = QLabel(self._words.text("sheet.callout_out"), wordWrap=True)
        self.restore = QPushButton(self._words.text("sheet.callout_restore"))
        warned = QVBoxLayout(self.warning)
        warned.setContentsMargins(0, 0, 0, 0)
        warned.addWidget(told)
        warned.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading(self._words.text("sheet.content")))
        column.addWidget(self.tree)
        column.addWidget(self.warning)
        for buttons in ((self.add, self.up, self.down, self.remove), (self.all, self.only_exercises, self.none)):
            row = FlowLayout()
            for button in buttons:
                row.addWidget(button)
            column.addLayout(row)

    def _connect(self) -> None:
        self.tree.ticked.connect(self._tick)
        self.tree.placed.connect(self._place)
        self.tree.removal_asked.connect(self._ask_removal)
        self.tree.currentItemChanged.connect(lambda _now, _before: self._show_possible())
        self.add.clicked.connect(self.article_asked)
        self.up.clicked.connect(lambda: self.tree.step(-1))
        self.down.clicked.connect(lambda: self.tree.step(1))
        self.remove.clicked.connect(self._ask_removal)
        self.all.clicked.connect(lambda: self.changed.emit(self._draft.with_all()))
        self.only_exercises.clicked.connect(lambda: self.changed.emit(self._draft.with_exercises_only()))
        self.none.clicked.connect(lambda: self.changed.emit(self._draft.with_none()))
        self.restore.clicked.connect(lambda: self.changed.emit(self._draft.with_callout()))

    def show_draft(self, draft: Draft) -> None:
        """Show what is chosen."""
        self._draft = draft
        self.tree.show_draft(draft)
        self.tree.setVisible(bool(draft.chosen))
        if draft.lacks_callout and self.restore.hasFocus():
            self.tree.setFocus()
        self.warning.setVisible(draft.lacks_callout)
        self._show_possible()

    def set_theme(self, theme: Theme) -> None:
        """Show the marks in the colours of another theme."""
        self.tree.set_theme(theme)

    def _show_possible(self) -> None:
        has_any = bool(self._draft.chosen)
        for button in (self.up, self.down, self.remove, self.all, self.only_exercises, self.none):
            button.setVisible(has_any)
        item = self.tree.currentItem()
        home = (item.parent() or self.tree.invisibleRootItem()) if item else None
        place = home.indexOfChild(item) if home and item else 0
        self.up.setEnabled(place > 0)
        self.down.setEnabled(home is not None and place < home.childCount() - 1)

    def _tick(self, key: Key, on: bool) -> None:
        article_id, anchor = key
        self.changed.emit(self._draft.with_article(self._draft.find(article_id).with_tick(anchor, on)))

    def _place(self, key: Key, place: int) -> None:
        article_id, anchor = key
        if anchor is None:
            self.changed.emit(self._draft.moved(article_id, place))
        else:
            self.changed.emit(self._draft.with_article(self._draft.find(article_id).moved(anchor, place)))

    def _ask_removal(self) -> None:
        key = self.tree.current()
        if key is not None:
            self.removal_asked.emit(key[0])
