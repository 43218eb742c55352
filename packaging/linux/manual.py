"""The manual page in each language, made from the parser, so that no command or option is missing from it.

Generators of manual pages from argparse know English headings alone, hence our own. `manual.toml` holds what the parser
does not tell.
"""

import argparse
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from completion import commands

from kbviewer import __version__
from kbviewer.cli.parser import make_parser
from kbviewer.i18n import Catalogue

WORDS = Path(__file__).with_name("manual.toml")


def manual_page(words: Catalogue, day: date) -> str:
    """``kbviewer(1)`` in the language of the catalogue, as of a day, in the man macros of roff."""
    text = tomllib.loads(WORDS.read_text(encoding="utf-8"))[words.language]
    parser = make_parser(words)
    lines = [
        f'.TH KBVIEWER 1 {day.isoformat()} "kbviewer {__version__}" "{_plain(text["title"])}"',
        f".SH {_plain(text['name'])}",
        f"kbviewer \\- {_plain(text['about'])}",
        f".SH {_plain(text['synopsis'])}",
        *_synopsis(parser),
        f".SH {_plain(text['description'])}",
        *_paragraphs(text["described"]),
        f".SH {_plain(text['options'])}",
        *_options(parser),
        f".SH {_plain(text['commands'])}",
        *_commands(parser, "kbviewer"),
    ]
    for heading, table in (("environment", "variables"), ("files", "places"), ("exit", "codes"), ("examples", "calls")):
        lines += [f".SH {_plain(text[heading])}", *_table(text[table])]
    return "\n".join(lines) + "\n"


def _synopsis(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f"\\fBkbviewer\\fR {_usage(parser)}"


def _commands(parser: argparse.ArgumentParser, before: str) -> Iterator[str]:
    for name, command in commands(parser).items():
        if commands(command):
            yield f".SS {before} {name}"
            yield _sentence(command.description)
            yield from _options(command)
            yield from _commands(command, f"{before} {name}")
        else:
            yield f".SS {before} {name} {_usage(command)}".rstrip()
            yield _sentence(command.description)
            yield from _options(command)


def _usage(parser: argparse.ArgumentParser) -> str:
    """What follows a command's name: options in short, then what it takes by place."""
    options = [action for action in _told(parser) if action.option_strings]
    placed = [action for action in parser._actions if not action.option_strings]
    parts = [r"[\fI\,OPTION\/\fR]..."] if options else []
    for action in placed:
        name = rf"\fI\,{_plain(_placeholder(action))}\/\fR"
        parts.append({"?": f"[{name}]", "*": f"[{name}]..."}.get(str(action.nargs), name))
    if commands(parser) and not parser.prog.count(" "):
        parts[-1] = f"[{parts[-1]}]"
    return " ".join(parts)


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in _told(parser):
        if action.option_strings:
            value = _placeholder(action) if action.nargs != 0 else ""
            names = ", ".join(rf"\fB{_plain(name)}\fR" for name in action.option_strings)
            yield from (".TP", f"{names} " + (rf"\fI\,{_plain(value)}\/\fR" if value else ""), _sentence(action.help))
        else:
            yield from (".TP", rf"\fI\,{_plain(_placeholder(action))}\/\fR", _sentence(action.help))


def _told(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Options and places to tell of: not the commands, which have a part of their own, nor --help, which all have."""
    unsaid = (argparse._HelpAction, argparse._SubParsersAction)
    return [action for action in parser._actions if not isinstance(action, unsaid)]


def _placeholder(action: argparse.Action) -> str:
    if action.choices is not None and not isinstance(action, argparse._SubParsersAction):
        return "|".join(str(choice) for choice in action.choices)
    return str(action.metavar or action.dest.upper())


def _table(rows: Mapping[str, Any]) -> Iterator[str]:
    for name, meaning in rows.items():
        yield from (".TP", rf"\fB{_plain(name)}\fR", _sentence(meaning))


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        yield from ([".PP"] if number else [])
        yield _marked(paragraph)


def _sentence(text: str | None) -> str:
    whole = (text or "").strip()
    return _marked(whole[:1].upper() + whole[1:] + ("" if whole.endswith(".") else "."))


def _marked(text: str) -> str:
    r"""*Word* is set as it is typed."""
    return re.sub(r"\*(\S+?)\*", r"\\fB\1\\fR", _plain(text))


def _plain(text: str) -> str:
    """Text that roff shows as it stands, with dashes that can be copied into a shell."""
    plain = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
    plain = plain.replace("~", r"\(ti").replace("'", r"\(aq").replace("^", r"\(ha")
    return rf"\&{plain}" if plain.startswith(".") else plain
