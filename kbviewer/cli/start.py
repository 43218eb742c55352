"""Where a start works, what is allowed there: content folders, data folder, language and the rules of the computer."""

import argparse
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kbviewer import paths
from kbviewer.cli.output import warn
from kbviewer.errors import InputError, StorageError
from kbviewer.i18n import Catalogue
from kbviewer.policy import Policy, PolicyError, read_policy
from kbviewer.settings import CONTENT_FOLDERS, LANGUAGE, Settings
from kbviewer.workspace import Places, Workspace


class Start:
    """Where this start works: content, data and language from options, environment and settings, in that order.

    What the policy decides goes before all of them.
    """

    def __init__(self, args: argparse.Namespace, words: Catalogue) -> None:
        data = args.data or os.environ.get("KBVIEWER_DATA") or paths.default_data()
        self.data = Path(data)
        self.settings = Settings(self.data / "settings.json")
        self._given = args
        try:
            self._policy: Policy | PolicyError = read_policy(paths.policy_file())
        except PolicyError as error:
            self._policy = error
        self.words = self._allowed(words)

    @property
    def policy(self) -> Policy:
        """What the owner of this computer allows, read once.

        Raises:
            PolicyError: the file cannot be understood, so nothing is allowed.
        """
        if isinstance(self._policy, PolicyError):
            raise self._policy
        return self._policy

    def require_policy(self) -> None:
        """Let nothing be done where the rules are not understood. Raises what `policy` raises."""
        _ = self.policy

    def places(self) -> Places:
        """The folders of this start; the articles that come with the program when no others are named.

        Raises:
            InputError: ``content_locked``, folders are named and the policy names others.
        """
        return Places(self._content(), self.data, paths.resources())

    def workspace(self) -> Workspace:
        """The library, with its index brought in line with the files, or as it is when that cannot be done now."""
        workspace = Workspace(self.places(), self.words)
        try:
            workspace.update_index()
        except StorageError as error:
            with suppress(StorageError):
                workspace.open_index()
            if not workspace.is_open:
                raise
            warn(self.words.explain(error))
        return workspace

    def window_words(self) -> Catalogue:
        """The window's language: the one asked for now, else the one chosen in the settings."""
        if self._given.language or os.environ.get("KBVIEWER_LANGUAGE"):
            return self.words
        chosen = self.settings.text(LANGUAGE)
        return self.words if chosen == self.words.language else self._allowed(Catalogue.load(chosen, paths.resources()))

    def _allowed(self, words: Catalogue) -> Catalogue:
        """These words or, where the policy has others, the first of them; any may tell that the policy is broken."""
        if isinstance(self._policy, PolicyError) or words.language in self._policy.languages:
            return words
        return Catalogue.load(self._policy.languages[0], paths.resources())

    def _content(self) -> tuple[Path, ...]:
        if self.policy.content:
            if self._given.content:
                raise InputError("content_locked", path=self.policy.file)
            return _once(self.policy.content)
        given = self._given.content or _split_paths(os.environ.get("KBVIEWER_CONTENT", ""))
        chosen = list(map(paths.content_folder, given)) or [
            paths.found(folder, self.data) for folder in self.settings.texts(CONTENT_FOLDERS)
        ]
        return _once(chosen) or (paths.shipped_content(),)


def _once(folders: Iterable[Path]) -> tuple[Path, ...]:
    return tuple({os.path.realpath(folder): folder for folder in folders}.values())


def _split_paths(text: str) -> list[str]:
    return [part for part in text.split(os.pathsep) if part]
