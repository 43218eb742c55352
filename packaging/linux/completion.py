"""Completions of the command line for bash, zsh and fish, made from the parser, so that none can be missing.

shtab writes them; it is there when packages are made and never in the program. What takes a file or a folder is told by
the placeholder that the help shows.
"""

import argparse
from collections.abc import Iterator
from typing import Any

import shtab

from kbviewer.cli.parser import make_parser
from kbviewer.i18n import Catalogue

PLACES = {
    "bash": "bash-completion/completions/kbviewer",
    "zsh": "zsh/vendor-completions/_kbviewer",
    "fish": "fish/vendor_completions.d/kbviewer.fish",
}
"""Shells, and where below ``share`` Debian's look for completions."""

TAKES: dict[str, Any] = {
    "FILE": shtab.FILE,
    "FILE|-": shtab.FILE,
    "FILE.png": shtab.FILE,
    "GOLD.jsonl": shtab.FILE,
    "DIR": shtab.DIRECTORY,
}
"""Placeholders of files and folders."""


def completion(shell: str, words: Catalogue) -> str:
    """The completions for a shell, with the help of the catalogue's language where the shell shows any."""
    parser = make_parser(words)
    for action in _actions(parser):
        if action.metavar in TAKES:
            action.complete = TAKES[str(action.metavar)]  # type: ignore[attr-defined]
    return shtab.complete(parser, shell=shell)


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands that a parser has, each with its own parser."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:  # argparse has no other way to ask
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    yield from parser._actions
    for command in commands(parser).values():
        yield from _actions(command)
