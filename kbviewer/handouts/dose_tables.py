"""Tables that tell a dose: a row for each exercise, or the dose of one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kbviewer.articles import tree
from kbviewer.handouts.amounts import plain
from kbviewer.handouts.dose import DOSE_FIELDS, UNKNOWN, Dose, first_of
from kbviewer.handouts.dose_text import dose_of, hold_of
from kbviewer.handouts.frequency import spelt_out

_HEADERS = (
    ("exercise", r"(?:navn på )?øvelse(?:r|n|ns navn)?"),
    ("how", r"sådan gør du|beskrivelse|udførelse|hvordan|forklaring|instruktion"),
    ("told", r".*\b(?:dos(?:is|ering)|mængde|varighed|sæt ?(?:[x×*/+&]|og) ?(?:gentagelser|reps|repetitioner))\b.*"),
    ("sets", r"(?:antal )?(?:sæt|serier|runder|sets)"),
    ("repetitions", r"(?:antal )?(?:gentagelser|repetitioner|reps|gange)(?: (?:pr\.?|per) (?:sæt|side|ben|arm))?"),
    ("hold", r"hold(?:etid)?|hold i"),
    ("pause", r"(?:pause|hvile)(?:tid|r)?(?: mellem sæt(?:tene)?)?"),
    ("frequency", r".*\b(?:hvor (?:tit|ofte)|hyppighed|frekvens)\b.*|gange (?:om|pr\.?|per) (?:ugen|dagen|uge|dag)"),
)
_NOTHING = re.compile(r"[-–—./ ]*")
_UNIT = {
    "sets": re.compile(r" (?:sæt|serier|runder)$", re.I),
    "repetitions": re.compile(r" (?:gentagelser|repetitioner|reps|gange)\b", re.I),
}
_PARTED = re.compile(r"\bstræk på\b|\d ?[x×*] ?\d", re.I)
"""What shows that a cell holds more than its column says."""


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """A row that tells of one exercise: the cell with its name, the text on how to do it, and its dose."""

    name: Element
    how: str
    dose: Dose


def exercise_rows(root: Element) -> Iterator[ExerciseRow]:
    """The rows of those tables of an article that tell of exercises and their doses."""
    for table in root.iter("table"):
        header, *rows = [list(row) for row in table.iter("tr")] or [[]]
        columns = [_column(cell) for cell in header]
        found = list(_rows(columns, rows)) if "exercise" in columns else []
        if _doses(columns) or any(row.dose.has_amount for row in found):
            yield from found


def dose_in_tables(root: Element) -> Dose:
    """The dose of the only exercise of an article, if a table tells it: its first row, or a row for each value."""
    return next((dose for table in root.iter("table") if (dose := _dose_of_table(table)).has_amount), UNKNOWN)


def tells_only_doses(table: Element) -> bool:
    """Whether a table tells of doses and of hardly anything else, so that little is lost without it.

    One that tells how the dose of a single exercise grows, week by week, tells of more.
    """
    rows, columns = _rows_and_columns(table)
    if _value_of_each_row(rows):
        return True
    told = [name for name in columns if name in ("told", *DOSE_FIELDS)]
    is_one_each = "exercise" in columns or len(rows) == 2
    return is_one_each and _doses(columns) and (len(told) > 1 or all(columns))


def _dose_of_table(table: Element) -> Dose:
    rows, columns = _rows_and_columns(table)
    if values := _value_of_each_row(rows):
        return _dose(values)
    if len(rows) > 1 and "exercise" not in columns and _doses(columns):
        return _dose(dict(zip(columns, rows[1], strict=False)))
    return UNKNOWN


def _rows_and_columns(table: Element) -> tuple[list[list[Element]], list[str]]:
    """The rows that have cells, the headings among them, and what each column holds."""
    rows = [list(row) for row in table.iter("tr") if len(row)]
    return rows, [_column(cell) for cell in rows[0]] if rows else []


def _value_of_each_row(rows: list[list[Element]]) -> dict[str, Element]:
    """The values of a table with a row for each part of a dose, by the part; empty for any other table."""
    values = {_column(row[0]): row[1] for row in rows if len(row) == 2}
    return values if len(values.keys() & {*DOSE_FIELDS}) > 1 else {}


def _rows(columns: list[str], rows: list[list[Element]]) -> Iterator[ExerciseRow]:
    for row in rows:
        cells = dict(zip(columns, row, strict=False))
        if "exercise" in cells and (name := _text(cells["exercise"])):
            how = _text(cells["how"]) if "how" in cells else ""
            told = dose_of([how]) if not _doses(columns) else Dose(hold=hold_of(how) or hold_of(name))
            yield ExerciseRow(cells["exercise"], how, first_of((_dose(cells), told)))


def _doses(columns: list[str]) -> bool:
    """Whether the columns tell a dose, and not only of pauses or how often something happens."""
    return any(name in columns for name in ("sets", "repetitions", "told"))


def _column(cell: Element) -> str:
    """What a column or row holds by its heading; empty for what is no part of a dose."""
    title = _text(cell).strip(":*? ")
    return next((name for name, pattern in _HEADERS if re.fullmatch(pattern, title, re.I)), "")


def _dose(cells: dict[str, Element]) -> Dose:
    texts = {name: _text(cell) for name, cell in cells.items()}
    told = dose_of([texts["told"]]) if "told" in texts else UNKNOWN
    inside = dose_of([texts["repetitions"]]) if _PARTED.search(texts.get("repetitions", "")) else UNKNOWN
    printed = Dose(*(_printed(name, texts.get(name, "")) for name in DOSE_FIELDS))
    return first_of((inside, printed, told))


def _printed(name: str, text: str) -> str:
    """A cell as its author wrote it, but for the word that its column has already said."""
    if _NOTHING.fullmatch(text):
        return ""
    written = _UNIT[name].sub("", text) if name in _UNIT else text
    written = (spelt_out(written) if name == "frequency" else written).rstrip(".")
    return written[:1].lower() + written[1:]


def _text(cell: Element) -> str:
    return plain(tree.text_of(cell))
