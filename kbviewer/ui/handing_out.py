"""Handouts in the window: opens their own window, and passes on what it wants from library, printer and disk.

Typesetting is loaded with the first handout, or every start would wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kbviewer.settings import PRINTER

if TYPE_CHECKING:
    from kbviewer.articles.article import Article
    from kbviewer.articles.templates import Template
    from kbviewer.errors import ExpectedError
    from kbviewer.handouts.handout import Handout
    from kbviewer.handouts.letterhead import Letterhead
    from kbviewer.handouts.press import Press
    from kbviewer.search.manifest import Record
    from kbviewer.ui.sheet.dialog import HandoutDialog
    from kbviewer.ui.sheet.draft import Draft
    from kbviewer.ui.window import Window
    from kbviewer.workspace import Workspace


class HandingOut(QObject):
    """One window of a handout at a time. Remembers the last handout, without its patient, until the program ends."""

    remembered = Signal(bool)
    """Whether there is a handout to hand out again."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._library = WorkspaceLibrary(window.workspace)
        self._last: Handout | None = None
        self._press: Press
        self.dialog: HandoutDialog | None = None
        window.appearance.themed.connect(lambda theme: self.dialog and self.dialog.set_theme(theme))

    def begin(self) -> None:
        """Make a handout of the article shown, or an empty one; one that is being made is shown instead."""
        from kbviewer.ui.sheet.draft import Draft  # noqa: PLC0415

        article = self._window.article
        if self.dialog:
            self._show_again(self.dialog, article)
            return
        handout = self._library.suggest([article.id] if article else [])
        self._open(Draft.of(handout, handout))

    def begin_again(self) -> None:
        """Open the last handout once more, for another patient."""
        from kbviewer.ui.sheet.draft import Draft  # noqa: PLC0415

        if self.dialog:
            self._come_forward(self.dialog)
        elif self._last:
            ids = [part.article.id for part in self._last.parts]
            self._open(Draft.of(self._last, self._library.suggest(ids)))

    def close(self) -> None:
        """Close the window of the handout, and with it forget its patient."""
        if self.dialog:
            self.dialog.leave()

    def tell(self, text: str, label: str, act: Callable[[], None] | None) -> None:
        """Tell what has become of paper, in the window of the handout if it is open."""
        messages = self.dialog.messages if self.dialog else self._window.messages
        messages.tell(text, label, act, of_page=True)  # the act may hold what is one patient's

    def forget(self) -> None:
        """Close, and forget the last handout too."""
        self.close()
        self._last = None
        self.remembered.emit(False)

    def _open(self, draft: Draft) -> None:
        from kbviewer.ui.sheet.dialog import HandoutDialog  # noqa: PLC0415

        window = self._window
        letterhead, trouble = self._take_letterhead()
        made = self.dialog = HandoutDialog(
            draft,
            self._library,
            window.words,
            window,
            make=lambda handout, patient: self._press.pdf(handout, date.today(), patient),
            lane=window.papers,
            theme=window.appearance.theme,
            therapist=letterhead.therapist,
            rights=window.rights,
        )
        self._show_printer(made)
        made.finished.connect(self._closed)
        made.handed_out.connect(self._remember)
        printing = window.printing
        made.print_asked.connect(lambda pdf, copies: printing.print_now(pdf, made.name, copies, over=made))
        made.dialog_asked.connect(lambda pdf: printing.ask_and_print(pdf, made.name, over=made))
        made.save_asked.connect(lambda pdf: printing.save(pdf, made.name, over=made))
        printing.progressed.connect(made.foot.printing.show_pages)
        printing.ended.connect(made.foot.printing.hide)
        made.foot.printing.cancelled.connect(printing.cancel)
        if trouble:
            made.tell_error(trouble)
        made.show()

    def show_paper(self) -> None:
        """Go on with the letterhead and the printer that have just been chosen."""
        if self.dialog:
            letterhead, trouble = self._take_letterhead()
            self.dialog.show_other_paper(letterhead.therapist)
            self._show_printer(self.dialog)
            if trouble:
                self.dialog.tell_error(trouble)

    def _take_letterhead(self) -> tuple[Letterhead, ExpectedError | None]:
        from kbviewer.handouts.letterhead import usable_letterhead  # noqa: PLC0415
        from kbviewer.handouts.press import Press  # noqa: PLC0415

        window = self._window
        letterhead, trouble = usable_letterhead(window.workspace.places.data, window.rights.policy.letterhead)
        self._press = Press(window.workspace.image, window.words, letterhead)
        return letterhead, trouble

    def _show_printer(self, dialog: HandoutDialog) -> None:
        name = self._window.rights.policy.printer or self._window.settings.text(PRINTER)
        dialog.foot.show_printer(name)
        self._window.printing.ask_names(
            lambda known: dialog.foot.show_printer(name, known) if dialog is self.dialog else None
        )

    def _closed(self) -> None:
        self.dialog = None

    def _show_again(self, dialog: HandoutDialog, article: Article | None) -> None:
        self._come_forward(dialog)
        if article and article.id not in dialog.draft.ids:
            text = self._window.words.text
            add = partial(dialog.add_article, article.id)
            dialog.messages.tell(text("sheet.open_already", title=article.title), text("sheet.add_this"), add)

    def _come_forward(self, dialog: HandoutDialog) -> None:
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _remember(self, handout: Handout) -> None:
        self._last = handout
        self.remembered.emit(True)


class WorkspaceLibrary:
    """A workspace as the window of a handout wants it; see `kbviewer.ui.sheet.library.Library`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def listed(self) -> Sequence[Record]:
        return self._workspace.listed()

    def suggest(self, article_ids: Sequence[str]) -> Handout:
        return self._workspace.suggest([each for each in article_ids if self._workspace.article(each)])

    def templates(self) -> Sequence[Template]:
        return self._workspace.templates()

    def to_handout(self, template: Template) -> tuple[Handout, tuple[str, ...]]:
        return self._workspace.to_handout(template)

    def save_template(self, handout: Handout, title: str) -> tuple[Template, Template | None]:
        from kbviewer.handouts.templating import to_template  # noqa: PLC0415

        store, template = self._workspace.own_templates(), to_template(handout, title)
        before = next((one for one in store.all() if one.title.casefold() == template.title.casefold()), None)
        return (store.overwrite(before.name, template) if before else store.save(template)), before

    def overwrite_template(self, template: Template) -> Template:
        return self._workspace.own_templates().overwrite(template.name, template)

    def rename_template(self, template: Template, title: str) -> Template:
        return self._workspace.own_templates().rename(template.name, title)

    def remove_template(self, template: Template) -> None:
        self._workspace.own_templates().remove(template.name)

    def restore_template(self, template: Template) -> Template:
        return self._workspace.own_templates().save(template)
