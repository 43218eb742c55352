"""The files of templates, read and written; see `kbviewer.articles.templates` for their form."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from kbviewer.articles.article import Problem, SourceFile
from kbviewer.articles.frontmatter import Value, to_yaml
from kbviewer.articles.handout_limits import MOST_WEEKS, TEXT_SIZES
from kbviewer.articles.register import Named, Register
from kbviewer.articles.sections import anchor_of
from kbviewer.articles.templates import KIND, Template, TemplateExercise, TemplatePart
from kbviewer.articles.yaml_files import Reading, find_files, read_files

MOST_ITEMS = 100
"""Articles, exercises, and sections of one article that a template may name."""

LONGEST_LINE, LONGEST_TEXT = 200, 2000
"""Letters of what stands in one line, such as a title or a dose, and of other texts."""

_KEYS = ("title", "description", "articles", "exercises", "weeks", "size", "note")
_PART_KEYS = ("article", "sections", "callout")
_DOSE_KEYS = ("sets", "repetitions", "hold", "pause", "frequency")
_EXERCISE_KEYS = ("article", "name", "how", *_DOSE_KEYS)
_ANSWERS = {"": True, "yes": True, "ja": True, "true": True, "no": False, "nej": False, "false": False}

Entry = TypeVar("Entry", bound=Named)


def find_templates(folders: Iterable[Path]) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """The files of all templates and what keeps others from being read; see `find_files`."""
    return find_files(KIND, folders)


def read_templates(folders: Iterable[Path]) -> tuple[tuple[Template, ...], tuple[Problem, ...]]:
    """The templates of some content folders and what their owners should mend; see `read_files`."""
    return read_files(KIND, folders, _template)


def read_template(text: str, name: str) -> tuple[Template | None, tuple[Problem, ...]]:
    """The template that a file of this text would give, and what would be told of it."""
    reading = Reading(KIND, name)
    values = reading.values(text)
    made = None if values is None else _template(reading, values)
    return made, tuple(reading.problems)


def to_text(template: Template) -> str:
    """The file of a template. It tells neither what the file is called nor whose it is."""
    rows = template.exercises
    values: dict[str, object] = {
        "title": template.title,
        "description": template.description,
        "articles": [_part_values(part) for part in template.parts],
        "exercises": None if rows is None else [_exercise_values(row) for row in rows],
        "weeks": template.weeks,
        "size": template.size,
        "note": template.note,
    }
    return to_yaml(_filled(values))


def resolve(templates: Iterable[Template], register: Register[Entry]) -> tuple[Template, ...]:
    """Templates with the ids of the articles that the library has; what it has not stays as written."""

    def found(template: Template) -> Template:
        parts = tuple(replace(part, article=register.find(part.article) or part.article) for part in template.parts)
        rows = template.exercises
        if rows is not None:
            rows = tuple(replace(row, article=register.find(row.article) or row.article) for row in rows)
        return replace(template, parts=parts, exercises=rows)

    return tuple(map(found, templates))


def _filled(values: Mapping[str, object]) -> Mapping[str, object]:
    return {key: value for key, value in values.items() if value not in ("", None)}


def _part_values(part: TemplatePart) -> object:
    if part.sections is None and part.callout and "#" not in part.article:
        return part.article
    sections = None if part.sections is None else list(part.sections)
    return _filled({"article": part.article, "sections": sections, "callout": None if part.callout else False})


def _exercise_values(row: TemplateExercise) -> object:
    return _filled({key: getattr(row, key) for key in _EXERCISE_KEYS})


def _template(reading: Reading, values: Mapping[str, Value]) -> Template | None:
    """The template that a file holds; what cannot be understood is told and left out. None without articles."""
    parts = _parts(reading, values)
    if not parts:
        return None
    reading.tell_others(values, _KEYS)
    return Template(
        reading.name,
        _bounded(reading, values, "title", " ".join(reading.title(values).split()), LONGEST_LINE),
        parts,
        _text(reading, values, "description"),
        _exercises(reading, values),
        _number(reading, values, "weeks", range(MOST_WEEKS + 1)),
        _number(reading, values, "size", TEXT_SIZES) or TEXT_SIZES[0],
        _text(reading, values, "note"),
    )


def _parts(reading: Reading, values: Mapping[str, Value]) -> tuple[TemplatePart, ...]:
    below = values.get("articles", Value(1, ()))
    if not below.content or not isinstance(below.content, tuple):
        reading.tell(below.line, "articles")
        return ()
    return tuple(part for part in (_part(reading, value) for value in _first(reading, below.content)) if part)


def _part(reading: Reading, value: Value) -> TemplatePart | None:
    content = value.content
    if isinstance(content, str) and content.strip():
        article, _, anchor = content.strip().partition("#")
        return TemplatePart(article, (anchor_of(anchor),) if anchor else None, line=value.line)
    values = content if isinstance(content, Mapping) else {}
    article = _text(reading, values, "article")
    if not article:
        reading.tell(value.line, "item")
        return None
    reading.tell_others(values, _PART_KEYS)
    return TemplatePart(article, _sections(reading, values), _callout(reading, values), value.line)


def _sections(reading: Reading, values: Mapping[str, Value]) -> tuple[str, ...] | None:
    """The anchors of the sections named; None for all, be it that none of the names can be understood."""
    below = values.get("sections", Value(0, ""))
    if not below.content and not isinstance(below.content, tuple):
        return None
    if not isinstance(below.content, tuple):
        reading.tell(below.line, "list", "sections")
        return None
    anchors: list[str] = []
    for value in _first(reading, below.content):
        if isinstance(value.content, str):
            anchors.append(anchor_of(value.content.strip().lstrip("#")))
        else:
            reading.tell(value.line, "text", "sections")
    return tuple(dict.fromkeys(anchors)) if anchors or not below.content else None


def _callout(reading: Reading, values: Mapping[str, Value]) -> bool:
    answer = reading.text(values, "callout")
    if answer.lower() not in _ANSWERS:
        reading.tell(values["callout"].line, "callout", answer)
    return _ANSWERS.get(answer.lower(), True)


def _exercises(reading: Reading, values: Mapping[str, Value]) -> tuple[TemplateExercise, ...] | None:
    below = values.get("exercises", Value(0, ""))
    if isinstance(below.content, tuple):
        return tuple(row for row in (_exercise(reading, value) for value in _first(reading, below.content)) if row)
    if below.content:
        reading.tell(below.line, "list", "exercises")
    return None


def _exercise(reading: Reading, value: Value) -> TemplateExercise | None:
    values = value.content if isinstance(value.content, Mapping) else {}
    article, name = _text(reading, values, "article"), _line(reading, values, "name")
    if not article and not name:
        reading.tell(value.line, "exercise")
        return None
    reading.tell_others(values, _EXERCISE_KEYS)
    how = _text(reading, values, "how")
    sets, repetitions, hold, pause, frequency = (_line(reading, values, key) for key in _DOSE_KEYS)
    return TemplateExercise(article, name, how, sets, repetitions, hold, pause, frequency, value.line)


def _number(reading: Reading, values: Mapping[str, Value], key: str, allowed: Container[int]) -> int | None:
    text = reading.text(values, key)
    number = int(text) if re.fullmatch("[0-9]{1,3}", text) else None
    if number in allowed:
        return number
    if text:
        reading.tell(values[key].line, key, text)
    return None


def _line(reading: Reading, values: Mapping[str, Value], key: str) -> str:
    return _bounded(reading, values, key, " ".join(reading.text(values, key).split()), LONGEST_LINE)


def _text(reading: Reading, values: Mapping[str, Value], key: str) -> str:
    return _bounded(reading, values, key, reading.text(values, key), LONGEST_TEXT)


def _bounded(reading: Reading, values: Mapping[str, Value], key: str, text: str, most: int) -> str:
    """The beginning of a text; the owner is told when that is not all of it."""
    if len(text) > most:
        reading.tell(values[key].line if key in values else 1, "long", key)
    return text[:most].rstrip()


def _first(reading: Reading, items: Sequence[Value]) -> Sequence[Value]:
    """As many items as anybody needs; the owner is told when there are more."""
    if len(items) > MOST_ITEMS:
        reading.tell(items[MOST_ITEMS].line, "items", str(MOST_ITEMS))
    return items[:MOST_ITEMS]
