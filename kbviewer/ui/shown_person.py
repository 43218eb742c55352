"""Who is signed in, as a window shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from kbviewer.ui.window import Window


class ShownPerson(QObject):
    """Shows who is at a window, and takes back what is theirs when they leave."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        window.people.changed.connect(self._show)
        window.marks.leaving.connect(self._forget)

    def ask(self) -> None:
        """Let the person say who they are, where that may be asked."""
        from kbviewer.ui.profiles import ProfilesDialog  # noqa: PLC0415  # like every dialog: when it is asked for

        window = self._window
        if window.rights.profiles:
            ProfilesDialog(window.people, window.words, window).open()

    def _show(self) -> None:
        """Show who is signed in, and nothing of whoever was before."""
        window, people = self._window, self._window.people
        window.messages.clear()
        window.foot.show_person(people.profile.name if people.profile else "", people.are_used)
        window.browse.show_nobody(people.is_nobody)
        for name in ("sign_out", "rename_profile", "change_pin", "remove_profile"):
            window.actions_by_name[name].setEnabled(people.profile is not None)
        window.actions_by_name["choose_profile"].setEnabled(people.are_used)
        window.actions_by_name["session"].setEnabled(not people.are_used)
        window.session.note()

    def _forget(self) -> None:
        """Take back at once what whoever leaves was looking for."""
        window = self._window
        if window.marks.is_used:
            window.handing_out.forget()
            window.searching.forget()
            window.browse.bookmarks.forget()
