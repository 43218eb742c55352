"""The command line: every capability without a window. The window itself is loaded only when asked for."""

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence

from kbviewer.cli.parser import asked_language, make_parser
from kbviewer.cli.start import Start
from kbviewer.errors import ExpectedError, InputError
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources

FINE, NO, WRONG = 0, 1, 2

OF_KIOSK = ("window", "screenshot")
"""Commands that there is a kiosk for."""

TELL_OF_POLICY = ("window", "policy")
"""Commands that tell of broken rules in their own way; every other one does nothing with them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program. Exit code: 0 fine, 1 the answer is no, 2 the call or the input was wrong."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    words = Catalogue.load(asked_language(given, os.environ), resources())
    try:
        args = make_parser(words).parse_args(given)
        if args.kiosk and args.command not in OF_KIOSK:
            raise InputError("kiosk_needless", command=args.command)
        start = Start(args, words)
        words = start.words
        if args.command not in TELL_OF_POLICY:
            start.require_policy()
        code = _command(args.command)(args, start)
        sys.stdout.flush()
        return code
    except ExpectedError as error:
        return _complain(words.explain(error))
    except BrokenPipeError:
        _give_up_output()
        return NO
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _give_up_output()
        return _complain(words.text("error.output_failed"))
    except KeyboardInterrupt:
        return _complain(words.text("error.cancelled"))


def _command(name: str) -> Callable[[argparse.Namespace, Start], int]:
    """What a command does; each loads what it takes, for a window is to come at once."""
    if name == "window":
        from kbviewer.cli.opening import window  # noqa: PLC0415

        return window
    from kbviewer.cli.commands import COMMANDS  # noqa: PLC0415

    return COMMANDS[name]


def _complain(sentence: str) -> int:
    print(f"kbviewer: {' '.join(sentence.split())}", file=sys.stderr)  # noqa: T201
    return WRONG


def _give_up_output() -> None:
    """Let what could not be written go nowhere, or Python complains of it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
