"""Import and export of bookmarks in the window: asks for files, reads and writes them off the window's thread.

Their forms are loaded when somebody asks for one, or every start would wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from kbviewer.errors import ExpectedError, InputError
from kbviewer.library.bookmark import TOP
from kbviewer.library.parcel import ENDINGS
from kbviewer.ui.background import Lane
from kbviewer.ui.rights import ALL, Rights
from kbviewer.ui.saving import file_name
from kbviewer.wording import news_lines, shown_name

if TYPE_CHECKING:
    from kbviewer.i18n import Catalogue
    from kbviewer.library.merging import MergePlan
    from kbviewer.library.parcel import Find, Parcel
    from kbviewer.library.shelf import Change, Shelf
    from kbviewer.ui.bookmarking import Bookmarking
    from kbviewer.ui.import_dialog import ImportDialog
    from kbviewer.ui.message_bar import MessageBar

KINDS = {"json": "exchange.json", "html": "exchange.html", "markdown": "exchange.markdown"}
"""What the system's dialog calls files of each form."""


class Exchanging(QObject):
    """Moves bookmarks between the person's shelf and files, where ``rights`` allow it. ``find`` knows the articles by
    their addresses.
    """

    def __init__(
        self,
        marks: Bookmarking,
        find: Find,
        words: Catalogue,
        messages: MessageBar,
        parent: QWidget,
        *,
        rights: Rights = ALL,
    ) -> None:
        super().__init__(parent)
        self._rights = rights
        self._marks, self._find, self._words, self._messages, self._window = marks, find, words, messages, parent
        self._lane = Lane("exchange", self)

    def begin_import(self) -> None:
        """Ask for a file and show what importing it would do."""
        if not self._may_begin():
            return
        text = self._words.text
        kinds = ";;".join((text("exchange.readable"), text("exchange.all_files")))
        name, _kind = QFileDialog.getOpenFileName(self._window, text("exchange.open_file"), "", kinds)
        if name:
            self.read(Path(name))

    def take(self, path: Path) -> None:
        """Show what importing a file would do that was opened outside the window, by a double click or a command."""

        def show() -> None:
            self.read(path)

        if self._may_begin():
            self._marks.once_read(show)

    def read(self, path: Path) -> ImportDialog:
        """Show what importing a file would do."""
        from kbviewer.library import parcel_file  # noqa: PLC0415
        from kbviewer.ui.import_dialog import ImportDialog  # noqa: PLC0415

        dialog = ImportDialog(path.name, self._marks.shelf, self._lane, self._words, self._window)
        dialog.asked.connect(partial(self._merge, path.name))
        dialog.failed.connect(self._tell)
        dialog.open()
        dialog.read(lambda: parcel_file.read(path, self._find))
        return dialog

    def begin_export(self, folder: str = TOP) -> None:
        """Ask for a file and write all bookmarks to it, or those of a folder."""
        if not self._may_begin():
            return
        held = self._marks.shelf.folders.get(folder)
        path = self._ask_file(held.name if held else self._words.text("window.bookmarks"))
        if path is not None:
            self.write(path, folder)

    def write(self, path: Path, folder: str = TOP) -> None:
        """Write all bookmarks to a file, or those of a folder, in the form that its ending asks for."""
        from kbviewer.library import parcel_file  # noqa: PLC0415

        def save(parcel: Parcel) -> None:
            parcel_file.save(parcel_file.written(parcel, parcel_file.form_of(path), self._words), path)

        def saved(_none: None) -> None:
            self._messages.tell(self._words.text("exchange.saved", path=path))

        self._marks.pack(folder, lambda parcel: self._lane.run(partial(save, parcel), saved, self._tell))

    def stop(self) -> None:
        """Drop what is waiting, and wait for what is being read or written."""
        self._lane.stop()

    def _may_begin(self) -> bool:
        """Whether files may be asked for, and there is somebody whose bookmarks they are; says so when not."""
        if not self._rights.exchange:
            self._tell(InputError("exchange_locked"))
        elif not self._marks.is_used:
            self._tell(InputError("nobody_signed_in"))
        else:
            return True
        return False

    def _ask_file(self, name: str) -> Path | None:
        dialog = QFileDialog(self._window, self._words.text("exchange.save_file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        forms = {self._words.text(KINDS[form]): endings[0] for form, endings in ENDINGS.items()}
        dialog.setNameFilters(list(forms))
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(forms[chosen]))
        dialog.setDefaultSuffix(next(iter(forms.values())))
        dialog.selectFile(file_name(name))
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None

    def _merge(self, name: str, chosen: Callable[[], Parcel]) -> None:
        from kbviewer.library.merging import plan  # noqa: PLC0415

        plans: list[MergePlan] = []

        def edit(shelf: Shelf) -> Change:
            plans.append(plan(shelf, chosen(), name))  # the shelf may have changed since the person saw it
            return plans[-1].change

        def done(change: Change) -> None:
            if change:
                self._tell_imported(name, plans[-1], change)

        self._marks.edit(edit, done)

    def _tell_imported(self, name: str, made: MergePlan, change: Change) -> None:
        what = ", ".join(news_lines(made, self._words))
        told = self._words.text("exchange.done", name=shown_name(name), what=what)
        self._messages.tell(told, self._words.text("window.undo"), lambda: self._marks.take_back(change))

    def _tell(self, error: ExpectedError) -> None:
        self._messages.tell(self._words.explain(error))
