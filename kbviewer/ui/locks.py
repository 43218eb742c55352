"""Locks on what the owner of the computer does not allow: seen, told to a screen reader, and really shut."""

from pathlib import Path

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QAction, QActionGroup, QIcon

from kbviewer.i18n import Catalogue
from kbviewer.render.theme import Theme
from kbviewer.ui.rights import Rights


class Locks(QObject):
    """Holds the actions of a window that ``rights`` do not allow.

    They stand in a group that is disabled for good: Qt leaves an action of such a group disabled and does nothing when
    it is triggered, whoever enables it by itself.
    """

    def __init__(self, rights: Rights, words: Catalogue, resources: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._rights = rights
        self._icons = resources / "icons"
        self.why = words.text("lock.why")
        self._mark = words.text("lock.mark")
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._group.setEnabled(False)
        self.legend = QAction(self.why, self)
        """Says at the end of a menu why rows of it are locked: a screen reader gets no more of a row than its text."""
        self._group.addAction(self.legend)

    def shuts(self, right: str) -> bool:
        """Whether what needs this right is to be locked."""
        return not self._rights.has(right)

    def hold(self, action: QAction) -> None:
        """Lock an action."""
        self._group.addAction(action)
        action.setText(f"{action.text()}\t{self._mark}")
        action.setToolTip(self.why)
        action.setStatusTip(self.why)

    def holds(self, action: QAction) -> bool:
        """Whether an action is locked."""
        return action in self._group.actions()

    def show_theme(self, theme: Theme) -> None:
        """Show the locks in the colours of a theme."""
        file = str(self._icons / f"lock-{'black' if theme.name == 'light' else 'white'}.svg")
        icon = QIcon()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):  # or a style would make the lock too pale to be seen
            icon.addFile(file, QSize(), mode)
        for action in self._group.actions():
            action.setIcon(icon)
