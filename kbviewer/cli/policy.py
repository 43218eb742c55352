"""``kbviewer policy``: what the owner of this computer allows, a file before it is put in place, and the PIN's hash."""

import argparse
import getpass
import json
import sys
import textwrap
from pathlib import Path
from typing import Any

from kbviewer import paths
from kbviewer.cli import output
from kbviewer.cli.start import Start
from kbviewer.errors import InputError
from kbviewer.i18n import Catalogue
from kbviewer.library.pin import hash_pin
from kbviewer.policy import FREE, HASH, KEYS, Key, Policy, Value, open_to_others, read_policy, value_of

FINE = 0
WIDTH = 110
"""Of the comments in a template."""


def policy(args: argparse.Namespace, start: Start) -> int:
    """Tell of the rules; with an option, do without them, so that a broken file can be mended with it."""
    if args.hash_pin:
        output.write(hash_pin(_new_pin(start.words)))
    elif args.template:
        output.write(template(start.words).removesuffix("\n"))
    else:
        rules = _checked(args.check) if args.check else start.policy
        exposed = open_to_others(rules.file) if rules.file and not args.check else ()  # another file is on its way only
        _tell(rules, exposed, args, start)
    return FINE


def _checked(file: Path) -> Policy:
    rules = read_policy(file)
    if rules.file is None:
        raise InputError("file_unreadable", path=file)
    return rules


def _tell(rules: Policy, exposed: tuple[Path, ...], args: argparse.Namespace, start: Start) -> None:
    if args.json:
        output.write_json(_as_json(rules, exposed))
    else:
        _write(rules, start.words)
        for place in exposed:
            output.warn(start.words.text("cli.policy.exposed", path=place))


def _write(rules: Policy, words: Catalogue) -> None:
    if rules.file is None:
        output.write(words.text("cli.policy.free", path=paths.policy_file()))
    else:
        output.write(words.text("cli.policy.file", path=rules.file))
    for key in KEYS:
        mark = "" if _is_set(key, rules) else f"  {words.text('cli.policy.default')}"
        output.write(f"  {key.name} = {_shown(key, rules, words)}{mark}")


def _shown(key: Key, rules: Policy, words: Catalogue) -> str:
    """As the file has it, but for the PIN, of which only is told whether there is one."""
    if key.kind is HASH and _is_set(key, rules):
        return words.text("cli.policy.pin_set")
    return in_toml(value_of(key, rules))


def _is_set(key: Key, rules: Policy) -> bool:
    return value_of(key, rules) != key.default


def _as_json(rules: Policy, exposed: tuple[Path, ...]) -> dict[str, Any]:
    held = {key.name: json.loads(in_toml(value_of(key, rules))) for key in KEYS if key.kind is not HASH}
    return {
        "file": str(rules.file) if rules.file else None,
        "place": str(paths.policy_file()),
        "rules": held,
        "exit_pin_set": bool(rules.exit_pin),
        "changed": [key.name for key in KEYS if _is_set(key, rules)],
        "writable_by_others": [str(place) for place in exposed],
    }


def in_toml(value: Value) -> str:
    """A value of a policy as the file has it, which for these values is JSON as well."""
    return json.dumps("" if value is None else value, ensure_ascii=False, default=str)


def template(words: Catalogue) -> str:
    """A file of rules with every key explained and commented out, so that it allows everything."""
    parts = [_comment(words.text("cli.policy.head"))]
    for key in KEYS:
        help_text = words.text(f"policy.{key.name}", low=key.low, high=key.high)
        parts.append(f"{_comment(help_text)}\n# {key.name} = {in_toml(value_of(key, FREE))}")
    return "\n\n".join(parts) + "\n"


def _comment(text: str) -> str:
    return "\n".join(f"# {line}" for line in textwrap.wrap(text, WIDTH, break_on_hyphens=False))


def _new_pin(words: Catalogue) -> str:
    """From standard input, for scripts, else typed unseen and twice, for a slip would lock its owner out.

    Raises:
        InputError: nothing was typed, or not the same twice.
    """
    if sys.stdin.isatty():
        pin = getpass.getpass(words.text("cli.policy.pin"))
        if getpass.getpass(words.text("cli.policy.pin_again")) != pin:
            raise InputError("pin_not_same")
    else:
        pin = sys.stdin.readline().strip()
    if not pin:
        raise InputError("pin_form")
    return pin
