"""Where a start works: content folders, data folder and language."""

import argparse
import os
from contextlib import suppress
from pathlib import Path

from kbviewer import paths
from kbviewer.cli.output import warn
from kbviewer.errors import StorageError
from kbviewer.i18n import Catalogue
from kbviewer.settings import CONTENT_FOLDERS, LANGUAGE, Settings
from kbviewer.workspace import Places, Workspace


class Start:
    """Where this start works: content, data and language from options, environment and settings, in that order."""

    def __init__(self, args: argparse.Namespace, words: Catalogue) -> None:
        data = args.data or os.environ.get("KBVIEWER_DATA") or paths.default_data()
        self.data = Path(data)
        self.settings = Settings(self.data / "settings.json")
        self.words = words
        self._given = args

    def places(self) -> Places:
        """The folders of this start; the articles that come with the program when no others are named."""
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
        return Catalogue.load(self.settings.text(LANGUAGE), paths.resources())

    def _content(self) -> tuple[Path, ...]:
        named = self._given.content or _split_paths(os.environ.get("KBVIEWER_CONTENT", ""))
        chosen = named or [paths.found(folder, self.data) for folder in self.settings.texts(CONTENT_FOLDERS)]
        once = {os.path.realpath(folder): folder for folder in chosen}
        return tuple(once.values()) or (paths.shipped_content(),)


def _split_paths(text: str) -> list[Path]:
    return [Path(part) for part in text.split(os.pathsep) if part]
