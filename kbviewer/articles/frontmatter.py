"""YAML as people write it, read so that every value stays the text it was, and written so that people can read it.

It is the front matter at the head of an article, or a whole file.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import yaml

LONGEST = 64 * 1024
"""Characters; a longer block is no front matter."""

DEEPEST = 24
MOST_EVENTS = 10_000
"""How deep the values of a file may lie in each other, and about how many there may be, so that none takes long."""

_OPENING = re.compile(r"\A(?:[ \t]*\n)*---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M)
_KEY = re.compile(r"\s*[A-Za-z][\w-]*\s*:|\s*#|\s*-\s|\s*$|\s+\S")
_PLAIN = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class MalformedYamlError(ValueError):
    """A text is no YAML that we read; ``line`` counts from 1, ``reason`` is in English or empty."""

    def __init__(self, line: int, reason: str = "") -> None:
        super().__init__(line, reason)
        self.line, self.reason = line, reason


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML value and the line it begins on: ``content`` is a text, items, or values by key in lower case."""

    line: int
    content: "str | tuple[Value, ...] | Mapping[str, Value]"


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


def read_file(text: str) -> Value:
    """The one value that a YAML file holds.

    Raises:
        MalformedYamlError: it is no YAML, holds no value or several, names a key twice, goes beyond `DEEPEST` or
            `MOST_EVENTS`, or uses aliases, which nobody who writes by hand needs and which can blow up a file.
    """
    opened: list[tuple[yaml.Event | None, list[Value]]] = [(None, [])]
    try:
        for number, event in enumerate(yaml.parse(text, Loader=_LOADER)):
            line = _line(event)
            if isinstance(event, yaml.AliasEvent) or number > MOST_EVENTS or len(opened) > DEEPEST:
                raise MalformedYamlError(line)
            if isinstance(event, yaml.ScalarEvent):
                opened[-1][1].append(Value(line, event.value))
            elif isinstance(event, yaml.CollectionStartEvent):
                opened.append((event, []))
            elif isinstance(event, yaml.CollectionEndEvent):
                begun, values = opened.pop()
                assert begun is not None
                content = _by_key(values) if isinstance(begun, yaml.MappingStartEvent) else tuple(values)
                opened[-1][1].append(Value(_line(begun), content))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise MalformedYamlError(mark.line + 1 if mark else 1, error.problem or "") from error
    except yaml.YAMLError as error:  # a character that YAML has not
        raise MalformedYamlError(1, type(error).__name__) from error
    found = [value for value in opened[0][1] if value.content]
    if len(found) != 1:
        raise MalformedYamlError(found[1].line if found else 1)
    return found[0]


def to_yaml(values: Mapping[str, object]) -> str:
    """Texts, lists and mappings of them as a YAML file that `read_file` reads back, in the order given."""
    return yaml.dump(dict(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


class _Dumper(yaml.SafeDumper):
    """Writes a value that is there twice twice, for `read_file` takes no aliases."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _by_key(values: Sequence[Value]) -> Mapping[str, Value]:
    found: dict[str, Value] = {}
    for key, value in zip(values[::2], values[1::2], strict=True):
        if not isinstance(key.content, str) or key.content.lower() in found:
            raise MalformedYamlError(key.line)
        found[key.content.lower()] = value
    return found


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
