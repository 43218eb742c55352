"""What may be typed: options and commands, with help in the language asked for."""

import argparse
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from kbviewer import __version__
from kbviewer.articles.handout_limits import MOST_WEEKS, TEXT_SIZES
from kbviewer.errors import InputError
from kbviewer.i18n import LANGUAGES, Catalogue
from kbviewer.library.bookmark import LABELS
from kbviewer.library.parcel import ENDINGS

THEME_CHOICES = ("light", "dark", "contrast")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise InputError("usage", message=message)


def asked_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of ``--language``, else of KBVIEWER_LANGUAGE, else Danish. Needed before parsing."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--language", nargs="?", default=environment.get("KBVIEWER_LANGUAGE", ""))
    asked = early.parse_known_args(list(arguments))[0].language
    return asked if asked in LANGUAGES else LANGUAGES[0]


def make_parser(words: Catalogue) -> argparse.ArgumentParser:
    """The parser of the whole command line. Parsing raises `InputError`, ``usage``."""
    _translate_argparse(words)
    parser = _Parser(prog="kbviewer", description=words.text("cli.description"), allow_abbrev=False)
    parser.set_defaults(command="window", file=None)
    parser.add_argument("--version", action="version", version=__version__, help=words.text("cli.version"))
    add = parser.add_argument
    add("--content", action="append", metavar="DIR", default=[], help=words.text("cli.content"))
    add("--data", type=Path, metavar="DIR", help=words.text("cli.data"))
    add("--kiosk", action="store_true", help=words.text("cli.kiosk"))
    add("--language", choices=LANGUAGES, help=words.text("cli.language"))
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser, title=words.text("cli.commands"))
    for name, fill in _FILL.items():
        text = words.text(f"cli.{name}.help")
        command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        command.set_defaults(command=name)
        fill(command, words)
    return parser


def _translate_argparse(words: Catalogue) -> None:
    """Give argparse's own few sentences in our language; its documented way needs compiled gettext files."""
    own = {key.removeprefix("argparse."): text for key, text in words.sentences.items() if key.startswith("argparse.")}
    table = {own[f"{key}_source"]: own[key] for key in own if f"{key}_source" in own}
    setattr(argparse, "_", lambda message: table.get(message, message))  # noqa: B010


def _json(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("--json", action="store_true", help=words.text("cli.json"))


def _window(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("file", metavar="FILE", nargs="?", type=Path, help=words.text("cli.window.file"))


def _index(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("--rebuild", action="store_true", help=words.text("cli.index.rebuild"))
    _json(command, words)


def _text(given: str) -> str:
    """Bytes that are no text in this system's encoding come as surrogates, which nothing else takes."""
    return given.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _reference(given: str) -> str:
    """An article, and perhaps a section of it, spelt as ids and anchors are."""
    return unicodedata.normalize("NFC", _text(given))


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1000:
        raise ValueError
    return number


def _search(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("query", type=_text, metavar="QUERY", nargs="?", help=words.text("cli.search.query"))
    command.add_argument("--limit", type=_positive, metavar="N", default=10, help=words.text("cli.search.limit"))
    command.add_argument("--kind", type=_text, metavar="K", default="", help=words.text("cli.search.kind"))
    command.add_argument("--body-part", type=_text, metavar="B", default="", help=words.text("cli.search.body_part"))
    command.add_argument("--as-typed", action="store_true", help=words.text("cli.search.as_typed"))
    command.add_argument("--batch", metavar="FILE", help=words.text("cli.search.batch"))
    _json(command, words)


def _evaluate(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("gold", metavar="GOLD.jsonl", type=Path, help=words.text("cli.evaluate.gold"))
    _json(command, words)


def _show(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("id", type=_reference, metavar="ID", nargs="?", help=words.text("cli.show.id"))
    form = command.add_mutually_exclusive_group()
    form.add_argument("--html", action="store_true", help=words.text("cli.show.html"))
    form.add_argument("--text", action="store_true", help=words.text("cli.show.text"))
    command.add_argument("--all", action="store_true", help=words.text("cli.show.all"))
    command.add_argument("--out", metavar="DIR", type=Path, help=words.text("cli.show.out"))


def _check(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("folder", metavar="DIR", nargs="?", type=Path, help=words.text("cli.check.folder"))
    command.add_argument("--strict", action="store_true", help=words.text("cli.check.strict"))
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=words.text("cli.json"))
    form.add_argument("--sarif", action="store_true", help=words.text("cli.check.sarif"))


def _review(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("id", type=_reference, metavar="ID", help=words.text("cli.review.id"))
    command.add_argument("--by", type=_text, metavar="NAME", required=True, help=words.text("cli.review.by"))
    command.add_argument("--into", type=Path, metavar="DIR", required=True, help=words.text("cli.review.into"))


def _bookmarks(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("--profile", type=_text, metavar="NAME", help=words.text("cli.bookmarks.profile"))
    doings = command.add_subparsers(metavar="list|add|remove|export|import", dest="doing", required=True)
    for name, fill in _FILL_BOOKMARKS.items():
        text = words.text(f"cli.bookmarks.{name}")
        fill(doings.add_parser(name, help=text, description=text, allow_abbrev=False), words)


def _list_bookmarks(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("--search", type=_text, metavar="TEXT", default="", help=words.text("cli.bookmarks.search"))
    command.add_argument("--folder", type=_text, metavar="PATH", default="", help=words.text("cli.bookmarks.folder"))
    _json(command, words)


def _add_bookmark(command: argparse.ArgumentParser, words: Catalogue) -> None:
    add = command.add_argument
    add("id", type=_reference, metavar="ID[#SECTION]", help=words.text("cli.bookmarks.id"))
    add("--note", type=_text, default="", help=words.text("cli.bookmarks.note"))
    add("--folder", type=_text, metavar="PATH", default="", help=words.text("cli.bookmarks.add_folder"))
    add("--label", choices=LABELS, default="", help=words.text("cli.bookmarks.label"))
    _json(command, words)


def _remove_bookmark(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("id", type=_reference, metavar="ID[#SECTION]", help=words.text("cli.bookmarks.held_id"))
    _json(command, words)


def _export_bookmarks(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("file", metavar="FILE", help=words.text("cli.bookmarks.file"))
    command.add_argument("--format", choices=tuple(ENDINGS), help=words.text("cli.bookmarks.format"))
    command.add_argument("--folder", type=_text, metavar="PATH", default="", help=words.text("cli.bookmarks.folder"))
    command.add_argument("--json", action="store_true", help=words.text("cli.bookmarks.export_json"))


def _import_bookmarks(command: argparse.ArgumentParser, words: Catalogue) -> None:
    add = command.add_argument
    add("file", metavar="FILE", help=words.text("cli.bookmarks.file"))
    add("--dry-run", action="store_true", help=words.text("cli.bookmarks.dry_run"))
    add("--into", type=_text, metavar="PATH", default="", help=words.text("cli.bookmarks.into"))
    add("--without-addresses", action="store_true", help=words.text("cli.bookmarks.without_addresses"))
    _json(command, words)


_FILL_BOOKMARKS = {
    "list": _list_bookmarks,
    "add": _add_bookmark,
    "remove": _remove_bookmark,
    "export": _export_bookmarks,
    "import": _import_bookmarks,
}


def _weeks(text: str) -> int:
    number = int(text)
    if not 0 <= number <= MOST_WEEKS:
        raise ValueError
    return number


def _handout(command: argparse.ArgumentParser, words: Catalogue) -> None:
    add = command.add_argument
    add("id", type=_reference, metavar="ID[#SECTION]", nargs="*", help=words.text("cli.handout.id"))
    add("--pdf", metavar="FILE", type=Path, help=words.text("cli.handout.pdf"))
    size = command.add_mutually_exclusive_group()
    size.add_argument("--size", type=int, choices=TEXT_SIZES, help=words.text("cli.handout.size"))
    large = words.text("cli.handout.large")
    size.add_argument("--large", action="store_const", dest="size", const=TEXT_SIZES[-1], help=large)
    add("--letterhead", metavar="FILE", type=Path, help=words.text("cli.handout.letterhead"))
    add("--template", metavar="NAME", type=_text, default="", help=words.text("cli.handout.template"))
    add("--without-callout", action="store_true", help=words.text("cli.handout.without_callout"))
    add("--weeks", metavar="N", type=_weeks, help=words.text("cli.handout.weeks", most=MOST_WEEKS))
    add("--patient", action="store_true", help=words.text("cli.handout.patient"))
    add("--all", action="store_true", help=words.text("cli.handout.all"))
    add("--out", metavar="DIR", type=Path, help=words.text("cli.show.out"))
    _json(command, words)


def _screenshot(command: argparse.ArgumentParser, words: Catalogue) -> None:
    command.add_argument("file", metavar="FILE.png", type=Path, help=words.text("cli.screenshot.file"))
    command.add_argument("--search", type=_text, metavar="Q", default="", help=words.text("cli.screenshot.search"))
    command.add_argument("--open", type=_text, metavar="ID", default="", help=words.text("cli.screenshot.open"))
    command.add_argument("--size", metavar="WxH", default="1280x800", help=words.text("cli.screenshot.size"))
    command.add_argument("--theme", choices=THEME_CHOICES, default="light", help=words.text("cli.screenshot.theme"))


def _policy(command: argparse.ArgumentParser, words: Catalogue) -> None:
    what = command.add_mutually_exclusive_group()
    what.add_argument("--check", metavar="FILE", type=Path, help=words.text("cli.policy.check"))
    what.add_argument("--hash-pin", action="store_true", help=words.text("cli.policy.hash_pin"))
    what.add_argument("--template", action="store_true", help=words.text("cli.policy.template"))
    _json(command, words)


_FILL = {
    "window": _window,
    "index": _index,
    "search": _search,
    "evaluate": _evaluate,
    "show": _show,
    "check": _check,
    "review": _review,
    "bookmarks": _bookmarks,
    "handout": _handout,
    "screenshot": _screenshot,
    "policy": _policy,
}
