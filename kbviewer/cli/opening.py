"""``kbviewer`` alone: the window or the kiosk, as soon as can be. Loads nothing that the other commands take."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from kbviewer import paths
from kbviewer.cli import output
from kbviewer.errors import InputError
from kbviewer.policy import PolicyError
from kbviewer.workspace import Workspace

if TYPE_CHECKING:
    import argparse

    from kbviewer.cli.start import Start


def window(args: argparse.Namespace, start: Start) -> int:
    """Open what was asked for, or what the rules ask for, and stay until it is closed. Exit code."""
    words = start.window_words()
    try:
        rules = start.policy
    except PolicyError as error:
        from kbviewer.ui.closed import run_closed  # noqa: PLC0415  # Qt only when a window is asked for

        output.warn(words.explain(error))
        return run_closed(error, paths.policy_file(), words)
    if args.file is not None and not os.path.isfile(args.file):  # noqa: PTH113  # Path raises where it may not look
        raise InputError("file_unreadable", path=args.file)
    gc.disable()  # until the first page is there: what a start makes stays, and looking through it takes time
    if args.kiosk or rules.kiosk:
        if args.file is not None:
            raise InputError("exchange_locked")
        from kbviewer.ui.kiosk.start import run_kiosk  # noqa: PLC0415

        if not rules.exit_pin:
            output.warn(words.text("kiosk.no_exit_pin"))
        return run_kiosk(lambda words: Workspace(start.places(), words), start.settings, words, rules)
    from kbviewer.ui.app import run_window  # noqa: PLC0415

    return run_window(Workspace(start.places(), words), start.settings, words, rules, args.file)
