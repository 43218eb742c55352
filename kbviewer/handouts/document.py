"""The HTML of an article -> Typst source.

Text only ever appears as an escaped string, never as Typst markup, so that nothing an article says can be
a command. A tag that is not known gives its text; nesting deeper than paper can show does too.
"""

import re
import unicodedata
from collections.abc import Callable
from itertools import zip_longest
from xml.etree.ElementTree import Element

from kbviewer.articles import tree
from kbviewer.articles.sections import is_about_doctors

# Typst itself gives up at fourteen nested tables; paper has no room for so many of anything.
DEEPEST = 10

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WRAPPERS = ("div", "section", "article", "figure", "figcaption", "header", "footer", "nav", "aside")
_INLINE = {
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "i": "emph",
    "del": "strike",
    "s": "strike",
    "sup": "super",
    "sub": "sub",
}

Picture = Callable[[str, str], str]
"""Source and alt text of a picture -> the Typst expression that shows it."""


def string(text: str) -> str:
    """A Typst string literal of the text, on one line."""
    kept = "".join(letter for letter in text if letter == "\n" or _is_printable(letter))
    escaped = kept.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def content(body: Element, picture: Picture) -> str:
    """The article's blocks as a Typst content block."""
    return _Writer(picture).article(body)


def _is_printable(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp") and letter != "\ufeff"


def _joined(expressions: list[str]) -> str:
    return "[" + "".join(f"#{expression};" for expression in expressions) + "]"


def _words(text: str | None) -> str:
    """Text as HTML shows it: white space run together, and a place to break in endless words."""
    one_line = re.sub(r"[ \t\r\n]+", " ", text or "")
    return re.sub(r"\S{30}(?=\S)", "\\g<0>\u200b", one_line)


class _Writer:
    """Writes one article; knows how deep it is and which heading level came last."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._depth = 0
        self._level = 1
        self._blocks: dict[str, Callable[[Element], str]] = {
            "p": self._paragraph,
            "ul": self._list,
            "ol": self._list,
            "dt": lambda element: f"par[#strong{self._inline(element)};]",
            "dd": lambda element: f"pad(left: 1.2em, {self._flow(element)})",
            "blockquote": lambda element: f"quotation{self._flow(element)}",
            "pre": lambda element: f"raw(block: true, {string(tree.text_of(element))})",
            "hr": lambda _: "line(length: 100%, stroke: hairline)",
            "table": self._table,
            "img": lambda element: self._picture(element.get("src", ""), element.get("alt", "").strip()),
            **dict.fromkeys(_HEADINGS, self._heading),
            **dict.fromkeys(_WRAPPERS, self._flow),
        }

    def article(self, body: Element) -> str:
        """The whole article; a section that says when to see a doctor gets its box."""
        sections = [Element("section")]
        sections[0].text = body.text
        for child in body:
            if child.tag in _HEADINGS:
                sections.append(Element("section"))
            sections[-1].append(child)
        return _joined([self._section(section) for section in sections])

    def _section(self, section: Element) -> str:
        title = tree.text_of(section[0]) if len(section) and section[0].tag in _HEADINGS else ""
        urgent = is_about_doctors(title)
        return f"callout{self._flow(section)}" if urgent else self._flow(section)

    def _flow(self, element: Element, loose_text: str = "par") -> str:
        """Blocks and the text between them, in their order."""
        if self._depth >= DEEPEST:
            return _plain(element)
        self._depth += 1
        written: list[str] = []
        run = [string(_words(element.text))]
        for child in element:
            if self._holds_blocks(child):
                written += [*_finished(run, loose_text), self._blocks.get(child.tag, self._flow)(child)]
                run = []
            else:
                run.append(self._phrase(child))
            run.append(string(_words(child.tail)))
        self._depth -= 1
        return _joined(written + _finished(run, loose_text))

    def _inline(self, element: Element) -> str:
        """The text of an element with its emphasis, all in one run."""
        if self._depth >= DEEPEST:
            return _plain(element)
        self._depth += 1
        parts = [string(_words(element.text))]
        for child in element:
            parts += [self._phrase(child), string(_words(child.tail))]
        self._depth -= 1
        return _joined(parts)

    def _holds_blocks(self, element: Element) -> bool:
        return any(each.tag in self._blocks for each in element.iter())

    def _phrase(self, element: Element) -> str:
        match element.tag:
            case "br":
                return "linebreak()"
            case "img":
                return string(_words(element.get("alt")))
            case "input":
                return string("☐ " if element.get("checked") is None else "☑ ")
            case "code":
                return f"raw({string(_words(tree.text_of(element)))})"
            case "a":
                return _joined([self._inline(element), string(_address(element))])
            case _:
                return _INLINE.get(element.tag, "") + self._inline(element)

    def _paragraph(self, element: Element) -> str:
        holds_blocks = any(self._holds_blocks(child) for child in element)
        return self._flow(element) if holds_blocks else f"par{self._inline(element)}"

    def _heading(self, element: Element) -> str:
        if not tree.text_of(element).strip():
            return "[]"
        # PDF/UA allows no skipped level, and the article's title is level 1.
        self._level = min(max(int(element.tag[1]), 2), self._level + 1)
        return f"heading(level: {self._level}, {self._inline(element)})"

    def _list(self, element: Element) -> str:
        items = [self._flow(item, "par" if item.find("p") is not None else "") for item in element.findall("li")]
        if not items:
            return self._flow(element)
        start = element.get("start", "")
        numbered = f"enum(start: {start}, " if re.fullmatch("[0-9]{1,6}", start) else "enum("
        return f"{numbered if element.tag == 'ol' else 'list('}{', '.join(items)})"

    def _table(self, element: Element) -> str:
        head = [list(row) for row in element.findall("thead/tr")]
        body = [list(row) for part in ("tbody/tr", "tr", "tfoot/tr") for row in element.findall(part)]
        columns = list(zip_longest(*head, *body))
        if not columns:
            return self._flow(element)
        widths = "".join(f"{_weight(column)}fr, " for column in columns)
        sides = "".join(f"{_side(column)}, " for column in columns)
        heading = "".join(f"{self._row(row, len(columns))}, " for row in head)
        rows = "".join(f"{self._row(row, len(columns))}, " for row in body)
        repeated = f"table.header({heading}), " if head else ""
        return f"table(columns: ({widths}), align: ({sides}), {repeated}{rows})"

    def _row(self, cells: list[Element], columns: int) -> str:
        written = [f"strong{self._flow(cell, '')}" if cell.tag == "th" else self._flow(cell, "") for cell in cells]
        return ", ".join(written + ["[]"] * (columns - len(cells)))


def _plain(element: Element) -> str:
    return _joined([string(_words(tree.text_of(element)))])


def _finished(run: list[str], loose_text: str) -> list[str]:
    """A run of loose text as a paragraph, or as it is; nothing when it is only white space."""
    return [loose_text + _joined(run)] if any(part.strip('" ') for part in run) else []


def _address(link: Element) -> str:
    """What to print after a link so that paper can be followed: only for the world outside."""
    scheme, _, address = link.get("href", "").partition("://")
    address = address.removesuffix("/")
    if scheme.lower() not in ("http", "https") or address in tree.text_of(link):
        return ""
    return _words(f" ({address})")


def _weight(column: tuple[Element | None, ...]) -> int:
    """The share of the width: by the longest text, within bounds that keep every column readable."""
    return min(max(10, *(len(tree.text_of(cell).strip()) for cell in column if cell is not None), 0), 32)


def _side(column: tuple[Element | None, ...]) -> str:
    for cell in column:
        asked = "" if cell is None else cell.get("align", "") + cell.get("style", "").replace(" ", "")
        for side in ("center", "right"):
            if asked in (side, f"text-align:{side}", f"text-align:{side};"):
                return side
    return "left"
