"""Front matter: the YAML block at the head of an article, read so that every value stays the text it was."""

import re
from dataclasses import dataclass, field

import yaml

LONGEST = 64 * 1024
"""Characters; a longer block is no front matter."""

_OPENING = re.compile(r"\A(?:[ \t]*\n)*---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M)
_KEY = re.compile(r"\s*[A-Za-z][\w-]*\s*:|\s*#|\s*-\s|\s*$|\s+\S")
_PLAIN = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True)
class FrontMatter:
    """Values by key in lower case. ``trouble`` names the rule broken, ``reason`` and ``line`` what and where."""

    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    trouble: str = ""
    reason: str = ""
    line: int = 0

    def text(self, *keys: str) -> str:
        """The first of ``keys`` that has a value."""
        return next((self.texts[key].strip() for key in keys if self.texts.get(key, "").strip()), "")

    def items(self, *keys: str) -> tuple[str, ...]:
        """Every value of ``keys``, lists and single values alike."""
        found = [item for key in keys for item in self.lists.get(key, [self.texts.get(key, "")])]
        return tuple(item.strip() for item in found if item.strip())


def split(text: str) -> tuple[FrontMatter, str, int]:
    """Front matter, body, and the line the body begins on. ``text`` has LF line ends and no BOM.

    Nothing is lost: front matter that is never closed, or is no YAML, is reported and the body stays whole.
    """
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter(), text, 1
    closing = _CLOSING.search(text, opening.end())
    first = text.count("\n", 0, opening.end()) + 1
    if closing is None or closing.start() - opening.end() > LONGEST:
        return _unclosed(text, opening.end(), first)
    body = closing.end() + 1
    matter = _read(text[opening.end() : closing.start()], first)
    if matter is None:
        return FrontMatter(), text, 1  # prose between two thematic breaks
    return matter, text[body:], text.count("\n", 0, body) + 1


def _unclosed(text: str, start: int, first: int) -> tuple[FrontMatter, str, int]:
    """A fence without its end: the lines that look like keys are front matter, the rest is the body."""
    end, number = start, first
    for line in text[start:].splitlines(keepends=True):
        if not line.strip() or not _KEY.match(line):
            break
        end, number = end + len(line), number + 1
    if end == start:
        return FrontMatter(), text, 1  # a thematic break, not front matter
    matter = _read(text[start:end], first) or FrontMatter()
    matter.trouble, matter.line = "front_matter_unclosed", max(1, first - 1)
    return matter, text[end:], number


def _read(block: str, first: int) -> FrontMatter | None:
    """The front matter in ``block``; None when it is YAML but no mapping."""
    matter = FrontMatter()
    try:
        node = yaml.compose(block, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return _broken(block, first, first + (mark.line if mark else 0), error.problem or "")
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return _broken(block, first, first, type(error).__name__)
    if node is None:
        return matter
    if not isinstance(node, yaml.MappingNode):
        return None
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            _keep(matter, key.value.lower(), value, first + key.start_mark.line)
    return matter


def _broken(block: str, first: int, line: int, reason: str) -> FrontMatter:
    """What can be read line by line of a block that is no YAML: a colon in a title must not cost all the rest."""
    matter = FrontMatter(trouble="front_matter_invalid", line=line, reason=reason)
    key = ""
    for number, text in enumerate(block.split("\n"), first):
        if found := _PLAIN.fullmatch(text):
            key = found[1].lower()
            matter.lines[key], matter.texts[key] = number, found[2].strip("\"' ")
        elif key and (found := _ITEM.fullmatch(text)):
            matter.lists.setdefault(key, []).append(found[1].strip("\"' "))
    return matter


def _keep(matter: FrontMatter, key: str, value: yaml.Node, line: int) -> None:
    matter.lines[key] = line
    if isinstance(value, yaml.ScalarNode):
        matter.texts[key] = value.value
    elif isinstance(value, yaml.SequenceNode):
        matter.lists[key] = [item.value for item in value.value if isinstance(item, yaml.ScalarNode)]
        matter.tables[key] = [_table(item) for item in value.value if isinstance(item, yaml.MappingNode)]


def _table(node: yaml.MappingNode) -> dict[str, str]:
    return {
        key.value.lower(): value.value
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
    }
