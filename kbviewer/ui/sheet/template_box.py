"""The choice of a template to begin from, and what can be done to one's own."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from kbviewer.articles.templates import Template
from kbviewer.i18n import Catalogue
from kbviewer.ui.flow_layout import FlowLayout
from kbviewer.ui.sheet.parts import Calm, heading, small_button

LEAST_LETTERS = 12
"""Of a title, in the narrowest combo box."""


class TemplateBox(QWidget):
    """Tells which template is chosen; None is the articles as they are. ``keeps``: templates may be changed here."""

    chosen = Signal(object)
    """A `Template`, or None."""
    save_asked = Signal()
    rename_asked = Signal(object)
    removal_asked = Signal(object)

    def __init__(self, words: Catalogue, *, keeps: bool = True) -> None:
        super().__init__()
        text = words.text
        self._words = words
        self._templates: tuple[Template, ...] = ()
        self._articles = 0
        self._keeps = keeps
        fitting = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.choice = QComboBox(sizeAdjustPolicy=fitting, minimumContentsLength=LEAST_LETTERS)
        self.choice.setAccessibleName(text("sheet.template"))
        Calm(self.choice)
        self.save = small_button(text("sheet.save_template"))
        self.rename = small_button(text("sheet.rename_template"))
        self.remove = small_button(text("sheet.remove_template"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        title = heading(text("sheet.template"))
        title.setBuddy(self.choice)
        column.addWidget(title)
        column.addWidget(self.choice)
        row = FlowLayout()
        for button in (self.save, self.rename, self.remove):
            row.addWidget(button)
        column.addLayout(row)
        self.choice.activated.connect(self._choose)
        self.save.clicked.connect(self.save_asked)
        self.rename.clicked.connect(lambda: self.rename_asked.emit(self.current()))
        self.remove.clicked.connect(lambda: self.removal_asked.emit(self.current()))
        self.save.setVisible(keeps)
        self.show_templates((), None)

    def show_templates(self, templates: Sequence[Template], current: Template | None) -> None:
        """List the clinic's templates, then the person's own."""
        self._templates = tuple(templates)
        self.choice.clear()
        self.choice.addItem("")
        self.show_articles(self._articles)
        was_own = None
        for template in self._templates:
            if template.is_own != was_own:
                self.choice.insertSeparator(self.choice.count())
                was_own = template.is_own
            self.choice.addItem(template.title, template)
        self.show_current(current)

    def show_articles(self, count: int) -> None:
        """How many articles there are, of which all would be printed without a template."""
        self._articles = count
        told = self._words.text("sheet.whole", n=count) if count else self._words.text("sheet.no_template")
        self.choice.setItemText(0, told)

    def show_current(self, current: Template | None) -> None:
        """Show which template is chosen."""
        files = [_file(self.choice.itemData(place)) for place in range(self.choice.count())]
        self.choice.setCurrentIndex(files.index(_file(current)) if _file(current) in files else 0)
        self._show_possible()

    def current(self) -> Template | None:
        """The template chosen."""
        found = self.choice.currentData()
        return found if isinstance(found, Template) else None

    def _choose(self) -> None:
        self._show_possible()
        self.chosen.emit(self.current())

    def _show_possible(self) -> None:
        current = self.current()
        for button in (self.rename, self.remove):
            button.setVisible(self._keeps and current is not None and current.is_own)


def _file(template: object) -> tuple[bool, str] | None:
    """What tells a template from others, whatever it is called and holds by now."""
    return (template.is_own, template.name) if isinstance(template, Template) else None
