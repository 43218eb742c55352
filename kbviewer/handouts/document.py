"""The HTML of an article's sections -> Typst source.

A tag that is not known gives its text; nesting deeper than paper can show does too.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from xml.etree.ElementTree import Element

from kbviewer.articles import tree
from kbviewer.handouts.handout import LEAD
from kbviewer.handouts.source import array, breakable, call, joined, string, words

# Typst itself gives up at fourteen nested tables; paper has no room for so many of anything.
DEEPEST = 10

SHORT = 300
"""Letters of a paragraph that is kept with the table after it."""

TALL = 1200
"""Letters that fill half a page in large print, at the width of the paper."""

WIDEST_AMONG = 4
"""How many of the longest words of a column are measured."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WRAPPERS = ("div", "section", "article", "figure", "figcaption", "header", "footer", "nav", "aside")
_OPENED = ("ul", "ol", "table", "pre", "blockquote", "p")
_MORE_THAN_TEXT = frozenset(("table", "img", "pre", "code", "ul", "ol", "blockquote", "dl"))
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


Instead = Callable[[Element], str]
"""A table or a paragraph -> the Typst expression to print in place of it; empty to print it as it is."""


def sections_by_anchor(body: Element) -> dict[str, Element]:
    """The body of an article cut at its headings, as `kbviewer.articles.sections.sections_of` cuts it."""
    section = Element("section")
    section.text = body.text
    found = {LEAD: section}
    for child in body:
        if child.tag in _HEADINGS:
            section = found.setdefault(child.get("id", ""), Element("section"))
        section.append(child)
    return found


def without_pictures(section: Element) -> tuple[Element, Element]:
    """A section without the blocks that are pictures and no text, and those blocks as a section."""
    text, pictures = Element("section"), Element("section")
    text.text = section.text
    for child in section:
        is_picture = child.find(".//img") is not None or child.tag == "img"
        loose = tree.text_of(child).strip() or (child.tail or "").strip()
        (pictures if is_picture and not loose else text).append(child)
    return text, pictures


class Writer:
    """Writes the sections of one article; knows how deep it is and which heading level came last.

    ``level`` is that of the heading the sections stand below.
    """

    def __init__(self, picture: Picture, level: int, instead: Instead) -> None:
        self._picture = picture
        self._instead = instead
        self._depth = 0
        self._is_in_table = False
        self._top = self._level = level
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

    def blocks(self, sections: Iterable[Element]) -> list[str]:
        """The blocks of some sections, one after the other, as Typst expressions."""
        return [block for section in sections for block in self._blocks_of(section, "par")]

    def _flow(self, element: Element, loose_text: str = "par") -> str:
        """Blocks and the text between them, in their order."""
        return joined(self._blocks_of(element, loose_text))

    def _blocks_of(self, element: Element, loose_text: str) -> list[str]:
        if self._depth >= DEEPEST:
            return [_plain(element)]
        self._depth += 1
        written: list[str] = []
        run = [words(element.text or "")]
        for child, following in zip_longest(element, element[1:]):
            if self._holds_blocks(child):
                written += _finished(run, loose_text)
                written.append(self._opening(child, following) or self._blocks.get(child.tag, self._flow)(child))
                run = []
            else:
                run.append(self._phrase(child))
            run.append(words(child.tail or ""))
        self._depth -= 1
        return written + _finished(run, loose_text)

    def _opening(self, element: Element, following: Element | None) -> str:
        """A paragraph that only says what the next block is, such as "Ring 112, hvis", or a short one before a table;
        empty for any other.
        """
        if element.tag != "p" or following is None or following.tag not in _OPENED:
            return ""
        text = tree.text_of(element).strip()
        bold = [tree.text_of(child).strip() for child in element.findall("strong")]
        before_table = following.tag == "table" and len(text) <= SHORT
        return f"opening{self._inline(element)}" if text.endswith(":") or bold == [text] or before_table else ""

    def _inline(self, element: Element) -> str:
        """The text of an element with its emphasis, all in one run."""
        if self._depth >= DEEPEST:
            return _plain(element)
        self._depth += 1
        parts = [words(element.text or "")]
        for child in element:
            parts += [self._phrase(child), words(child.tail or "")]
        self._depth -= 1
        return joined(parts)

    def _holds_blocks(self, element: Element) -> bool:
        return any(each.tag in self._blocks for each in element.iter())

    def _phrase(self, element: Element) -> str:
        match element.tag:
            case "br":
                return "linebreak()"
            case "img":
                return words(element.get("alt", ""))
            case "input":
                return string("☐ " if element.get("checked") is None else "☑ ")
            case "code":
                return f"raw({words(tree.text_of(element))})"
            case "a":
                return joined([self._inline(element), string(_address(element))])
            case _:
                return _INLINE.get(element.tag, "") + self._inline(element)

    def _paragraph(self, element: Element) -> str:
        if any(self._holds_blocks(child) for child in element):
            return self._flow(element)
        return self._instead(element) or f"par{self._inline(element)}"

    def _heading(self, element: Element) -> str:
        if not tree.text_of(element).strip():
            return "[]"
        # PDF/UA allows no skipped level, and has six.
        below = max(int(element.tag[1]), 2) - 1
        self._level = min(self._top + below, self._level + 1, 6)
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
        instead = self._instead(element)
        if instead:
            return instead
        weights = [_weight(column) for column in columns]
        outer, self._is_in_table = self._is_in_table, True
        heading = [call("table.header", *self._rows(head, weights))] if head else []
        rows = list(self._rows(body, weights))
        self._is_in_table = outer
        looks = {"align": array(map(_side, columns))}
        if self._is_in_table:
            return call("table", *heading, *rows, columns=array(f"{weight}fr" for weight in weights), **looks)
        looks["scale"] = str(min(1, 6.5 / (len(columns) + 2)))
        if not any(_holds_more_than_text(cell) for row in head + body for cell in row):
            looks["words"] = array(array(map(string, _longest_words(column))) for column in columns)
        return call("article-table", *heading, *rows, weights=array(map(str, weights)), **looks)

    def _rows(self, rows: list[list[Element]], weights: list[int]) -> Iterator[str]:
        """The cells of some rows; a row stays on its page unless it may be longer than that."""
        for row in rows:
            cells = [f"strong{self._flow(cell, '')}" if cell.tag == "th" else self._flow(cell, "") for cell in row]
            may_break = "auto" if _is_tall(row, weights) else "false"
            for cell in cells + ["[]"] * (len(weights) - len(cells)):
                yield call("table.cell", cell, breakable=may_break)


def _plain(element: Element) -> str:
    return joined([words(tree.text_of(element))])


def _finished(run: list[str], loose_text: str) -> list[str]:
    """A run of loose text as a paragraph, or as it is; nothing when it is only white space."""
    return [loose_text + joined(run)] if any(part.strip('" ') for part in run) else []


def _address(link: Element) -> str:
    """What to print after a link so that paper can be followed: only for the world outside."""
    scheme, _, address = link.get("href", "").partition("://")
    address = address.removesuffix("/")
    if scheme.lower() not in ("http", "https") or address in tree.text_of(link):
        return ""
    return breakable(f" ({address})")


def _weight(column: tuple[Element | None, ...]) -> int:
    """The share of the width: by the longest text, within bounds that keep every column readable."""
    return min(max(10, *(len(tree.text_of(cell).strip()) for cell in column if cell is not None), 0), 32)


def _holds_more_than_text(cell: Element) -> bool:
    """Whether a cell needs room that cannot be told from its words."""
    return any(each.tag in _MORE_THAN_TEXT for each in cell.iter())


def _longest_words(column: tuple[Element | None, ...]) -> list[str]:
    """The words among which is the widest of a column, as they are printed; some may be broken at a mark."""
    texts = (_printed(cell) for cell in column if cell is not None)
    words_in = {word for text in texts for word in re.split(r"\s+|\u200b|(?<=[/-])(?=[^\W\d])", breakable(text))}
    return sorted(words_in, key=len)[-WIDEST_AMONG:]


def _printed(cell: Element) -> str:
    return tree.text_of(cell) + "".join(_address(link) for link in cell.iter("a"))


def _is_tall(row: list[Element], weights: list[int]) -> bool:
    """Whether a row may take half a page or more."""
    letters = (len(tree.text_of(cell)) / weight for cell, weight in zip(row, weights, strict=False))
    return max(letters, default=0.0) * sum(weights) > TALL


def _side(column: tuple[Element | None, ...]) -> str:
    for cell in column:
        asked = "" if cell is None else cell.get("align", "") + cell.get("style", "").replace(" ", "")
        for side in ("center", "right"):
            if asked in (side, f"text-align:{side}", f"text-align:{side};"):
                return side
    return "left"
