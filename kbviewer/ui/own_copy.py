"""The clinic's own copy of the article shown, in the folder that lies on top: who has reviewed it is asked first."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kbviewer import files, paths
from kbviewer.articles.article import Article
from kbviewer.articles.own_copy import copy_into, lies_in
from kbviewer.library.profile import LONGEST_NAME
from kbviewer.ui.profile_forms import ProfileForm

if TYPE_CHECKING:
    from kbviewer.ui.window import Window


class OwnCopyForm(ProfileForm):
    """Where the copy goes, and who has reviewed it, if anybody has."""

    def __init__(self, window: Window, article: Article, folder: Path) -> None:
        words = window.words
        super().__init__(words, words.text("copy.title"), words.text("copy.make"), window)
        self._window, self._article, self._folder = window, article, folder
        self.reviewer = QLineEdit(maxLength=LONGEST_NAME)
        is_there = lies_in(article, folder)
        self.add_words(words.text("copy.there" if is_there else "copy.about", title=article.title, folder=folder))
        self.add_field(words.text("copy.reviewer"), self.reviewer)
        self.add_words(words.text("copy.reviewer_help"))
        if is_there:
            self.act.setText(words.text("copy.sign"))
            self.act.setEnabled(False)
            self.reviewer.textChanged.connect(lambda text: self.act.setEnabled(bool(text.strip())))

    def submit(self) -> None:
        """Write it, away from the window: the folder may lie on a share."""
        self.wait()
        make = partial(copy_into, self._folder, self._article, self.reviewer.text(), date.today(), files.replace)
        self._window.papers.run(make, self._made, self.failed)

    def _made(self, target: Path) -> None:
        self.done_well()
        tell = partial(_tell, self._window, self.words.text("copy.made", title=self._article.title, path=target))
        tell()
        self._window.keeper.finished.connect(tell, Qt.ConnectionType.SingleShotConnection)
        self._window.keeper.start()


def _tell(window: Window, text: str, _report: object = None) -> None:
    """Say where the copy lies; said again above "the article has changed", which is no news to who has copied it."""
    window.messages.withdraw(window.words.text("window.article_updated"))
    window.messages.tell(text)


def ask(window: Window) -> None:
    """Ask about a copy of the article shown; a clinic without a folder of its own is told how to get one."""
    article, folder = window.article, window.workspace.places.content[-1]
    if not window.rights.files or article is None:
        return
    if folder == paths.shipped_content():
        add = window.actions_by_name["add_folder"]
        is_locked = window.locks.holds(add)
        label = "" if is_locked else window.words.text("action.add_folder")
        told = window.words.text("copy.no_folder_locked" if is_locked else "copy.no_folder")
        window.messages.tell(told, label, None if is_locked else add.trigger)
        return
    OwnCopyForm(window, article, folder).open()
