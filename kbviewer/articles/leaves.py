"""The single-line rules of CommonMark 0.31 and GFM that the block parser asks about."""

import re

from kbviewer.articles.block import Block

ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)(.*)")
CLOSING_HASHES = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
SETEXT = re.compile(r"(=+|-+)[ \t]*$")
RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
BULLET = re.compile(r"[*+-](?=[ ]|$)")
NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ ]|$)")

_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul"
)
_NAME = r"[A-Za-z][A-Za-z0-9-]*"
_ATTRIBUTE = r"(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)"
_HTML = (
    (
        re.compile(r"<(?:script|pre|style|textarea)(?:\s|>|$)", re.I),
        re.compile(r"</(?:script|pre|style|textarea)>", re.I),
    ),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"</?(?:{_BLOCK_TAGS})(?:\s|/?>|$)", re.I), None),
    (re.compile(rf"(?:<{_NAME}{_ATTRIBUTE}*\s*/?>|</{_NAME}\s*>)\s*$"), None),
)
UNTIL_BLANK = 6
"""HTML blocks from this kind on end at a blank line."""
LONE_TAG = 7
"""The one kind of HTML block that cannot interrupt a paragraph."""

DEFINITION = re.compile(
    r"[ ]{0,3}\[((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*(?:<([^<>]*)>|([^\s<]\S*))"
    r"(?:[ \t]+(?:\"([^\"]*)\"|'([^']*)'|\(([^()]*)\)))?[ \t]*$"
)

NOTE = re.compile(r"\[\^([^\[\]\s]{1,99})\]:[ \t]*")
"""How the text of a footnote begins (GFM)."""

_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


def html_kind(text: str) -> int:
    """Which of the seven kinds of HTML block begins here; 0 for none."""
    return next((number for number, (start, _end) in enumerate(_HTML, 1) if start.match(text)), 0)


def html_ends(kind: int, text: str) -> bool:
    """Whether an HTML block of ``kind`` ends with this line."""
    end = _HTML[kind - 1][1]
    return bool(end and end.search(text))


def definition(text: str) -> re.Match[str] | None:
    """A line that defines a link; the brackets of a bare address must pair."""
    found = DEFINITION.match(text)
    bare = found[3] or "" if found else ""
    return found if bare.count("(") == bare.count(")") else None


def cells(row: str) -> list[str]:
    """The cells of a table row; ``\\|`` does not part cells and loses its backslash."""
    row = row.strip()
    row = row[1:] if row.startswith("|") else row
    parts = re.split(r"(?<!\\)\|", row)
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return [part.strip().replace("\\|", "|") for part in parts]


def _aligns(row: str) -> list[str] | None:
    if not _DELIMITER.match(row.strip(" \t")) or not ("|" in row or ":" in row):
        return None
    names = {(True, True): "center", (True, False): "left", (False, True): "right", (False, False): ""}
    return [names[cell.startswith(":"), cell.endswith(":")] for cell in cells(row)]


def split_table(paragraph: Block) -> list[Block]:
    """A closed paragraph as it is, or as the text before a GFM table and the table."""
    found = _table_in(paragraph)
    return _split(paragraph, *found) if found else [paragraph]


def holds_table(paragraph: Block) -> bool:
    """Whether the lines of a paragraph so far make a table: then no line below makes a heading of them."""
    return _table_in(paragraph) is not None


def _table_in(paragraph: Block) -> tuple[int, list[str]] | None:
    """Which line is the head of a table, and how its columns are aligned."""
    lines = paragraph.lines
    for place in range(1, len(lines)):
        aligns = _aligns(lines[place])
        number = paragraph.first + place
        if aligns is None or "|" not in lines[place - 1] or {number - 1, number} & paragraph.no_table:
            continue
        if len(cells(lines[place - 1])) == len(aligns):
            return place - 1, aligns
    return None


def _split(paragraph: Block, head: int, aligns: list[str]) -> list[Block]:
    first = paragraph.first + head
    table = Block("table", first, paragraph.last, aligns=aligns, is_open=False)
    for line in [paragraph.lines[head], *paragraph.lines[head + 2 :]]:
        row = cells(line)[: len(aligns)]
        table.rows.append(row + [""] * (len(aligns) - len(row)))
    if head == 0:
        return [table]
    paragraph.lines, paragraph.last = paragraph.lines[:head], first - 1
    return [paragraph, table]
