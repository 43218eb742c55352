"""What a person does with templates: keeps a handout as one, renames one, removes one and thinks better of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kbviewer.articles.templates import Template
from kbviewer.errors import ExpectedError
from kbviewer.i18n import Catalogue
from kbviewer.ui.message_bar import MessageBar
from kbviewer.ui.sheet.draft import Draft
from kbviewer.ui.sheet.library import Library
from kbviewer.ui.sheet.template_box import TemplateBox
from kbviewer.ui.sheet.template_form import TemplateForm


class TemplateDesk(QObject):
    """Does to the library what is asked for in ``box``, and tells of it in ``messages``."""

    saved = Signal(object)
    """The `Draft` that has been kept as the template that is chosen now."""

    def __init__(
        self, box: TemplateBox, library: Library, messages: MessageBar, words: Catalogue, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._box, self._library, self._messages, self._words = box, library, messages, words
        self._window = parent
        box.rename_asked.connect(self._ask_other_name)
        box.removal_asked.connect(self._remove)
        self._list(None)

    def ask_name(self, draft: Draft, name: str) -> None:
        """Keep a handout as a template, under a name that the person gives it."""
        form = TemplateForm(self._words, name, self._window, draft.note)
        form.submitted.connect(lambda title, note: self._save(draft.with_title(title, note)))
        form.open()

    def _save(self, draft: Draft) -> None:
        def save() -> None:
            kept, before = self._library.save_template(draft.handout, draft.title)
            self._list(kept)
            self.saved.emit(draft)
            if before is None:
                self._messages.tell(self._words.text("sheet.template_saved", title=kept.title))
                return
            told = self._words.text("sheet.template_replaced", title=kept.title)
            put_back = partial(self._try, lambda: self._list(self._library.overwrite_template(before)))
            self._messages.tell(told, self._words.text("window.undo"), put_back)

        self._try(save)

    def _ask_other_name(self, template: Template) -> None:
        def rename(title: str, _note: str) -> None:
            self._try(lambda: self._list(self._library.rename_template(template, title)))

        form = TemplateForm(self._words, template.title, self._window)
        form.submitted.connect(rename)
        form.open()

    def _remove(self, template: Template) -> None:
        def remove() -> None:
            self._library.remove_template(template)
            self._list(None)
            told = self._words.text("sheet.template_removed", title=template.title)
            self._messages.tell(told, self._words.text("window.undo"), lambda: self._try(restore))

        def restore() -> None:
            self._list(self._library.restore_template(template))

        self._try(remove)

    def _try(self, job: Callable[[], None]) -> None:
        try:
            job()
        except ExpectedError as error:
            self._messages.tell(self._words.explain(error))

    def _list(self, current: Template | None) -> None:
        self._box.show_templates(self._library.templates(), current)
