"""What may be done at this window: the owner's policy in the words of the window."""

from collections.abc import Mapping
from dataclasses import dataclass

from kbviewer.errors import ExpectedError, InputError
from kbviewer.policy import FREE, Policy
from kbviewer.settings import CONTENT_FOLDERS, LANGUAGE, PRINTER, Setting, Value

_FIXED: Mapping[str, str] = {
    "no_printer": "no_printer_here",
    "printer_gone": "fixed_printer_gone",
}
"""Trouble whose sentence offers what is locked, and the sentence to tell instead."""


@dataclass(frozen=True, slots=True)
class Rights:
    """A policy as questions: the one place that decides what takes several of its rules."""

    policy: Policy = FREE
    on_kiosk: bool = False
    """Whoever is there is a patient or a clinician at a kiosk, and not its owner: nothing leads out of the program."""

    def has(self, right: str) -> bool:
        """Whether a right is given, by the name of a property below; "" is one that everybody has."""
        return not right or bool(getattr(self, right))

    @property
    def printing(self) -> bool:
        return self.policy.printing

    @property
    def files(self) -> bool:
        """Whether files may be chosen, and with them the disk be looked at."""
        return not self.on_kiosk

    @property
    def leaving(self) -> bool:
        """Whether the program may be ended."""
        return not self.on_kiosk

    @property
    def saving(self) -> bool:
        return self.policy.saving and self.files

    @property
    def paper(self) -> bool:
        """Whether anything can become of a handout."""
        return self.printing or self.saving

    @property
    def print_dialog(self) -> bool:
        """Whether printer, pages and copies may be asked for: not where there is but one printer to use, and the
        dialog offers a file in its place.
        """
        return self.printing and not self.policy.printer and self.files

    @property
    def bookmarks(self) -> bool:
        return self.policy.bookmarks

    @property
    def exchange(self) -> bool:
        """Whether bookmarks may be taken from files and to files."""
        return self.bookmarks and self.files

    @property
    def profiles(self) -> bool:
        """A profile holds bookmarks and nothing else."""
        return self.policy.profiles and self.policy.bookmarks

    @property
    def needs_pin(self) -> bool:
        """Whether a profile without a PIN lets nobody in: at a kiosk any stranger could choose it."""
        return self.on_kiosk

    @property
    def tabs(self) -> bool:
        return self.policy.tabs

    @property
    def links(self) -> bool:
        return self.policy.links

    @property
    def settings(self) -> bool:
        return self.policy.settings and not self.on_kiosk

    @property
    def content(self) -> bool:
        """Whether another content folder may be chosen."""
        return self.settings and not self.policy.content

    @property
    def letterhead(self) -> bool:
        return self.settings and self.policy.letterhead is None

    @property
    def language(self) -> bool:
        """Whether there is a language to change to."""
        return self.settings and len(self.policy.languages) > 1

    def may_change(self, setting: Setting, value: Value) -> bool:
        """Whether a setting may be given this value; those that help a person read are always theirs."""
        if setting is LANGUAGE:
            return self.language and value in self.policy.languages
        if setting is CONTENT_FOLDERS:
            return self.content
        if setting is PRINTER:
            return self.settings and not self.policy.printer
        return self.settings or setting.helps_reading

    def check_print(self, copies: int) -> None:
        """Raises InputError: printing is not allowed (``printing_locked``), or not so many copies at a time
        (``too_many_copies``).
        """
        if not self.printing:
            raise InputError("printing_locked")
        if self.policy.copies and copies > self.policy.copies:
            raise InputError("too_many_copies", n=self.policy.copies)

    def told(self, error: ExpectedError) -> ExpectedError:
        """The error whose sentence offers nothing that is locked."""
        is_locked = not self.saving if error.key == "no_printer" else not self.print_dialog
        key = _FIXED.get(error.key, error.key) if is_locked else error.key
        return type(error)(key, **error.values) if key != error.key else error


ALL = Rights()
"""Those of a machine without rules."""
