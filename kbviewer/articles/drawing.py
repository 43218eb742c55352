"""An SVG drawing looked through before the web view gets it: whole, of a sane size, and no endless work to draw.

Inside ``<img>`` a drawing runs no script and fetches nothing, but ten lines of it can have one shape drawn a billion
times, by ``<use>``, a pattern or an entity, or carry a picture within a picture.
"""

import base64
import re
from collections.abc import Callable
from urllib.parse import unquote
from xml.parsers import expat

MOST_ELEMENTS = 20_000
"""Elements, each counted as often as it is drawn."""

DEEPEST = 64
"""Elements within elements, and references to elements that hold references."""

_REFERENCE = re.compile(r"#([^\"')\s;#]+)")
_RULE_REFERENCE = re.compile(r"url\([^)#]*#([^\"')\s]+)", re.I)
_BREAKS = str.maketrans("", "", "\t\n\r")
"""Characters that an address may hold anywhere, and that are nothing to it."""
_EMBEDDED = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(px|pt|mm|cm|in|pc|em)?\s*")
_PIXELS = {"px": 1, "pt": 96 / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "em": 16}
"""Of each unit (CSS Values and Units 3, 5.2); an em is a picture's own font size."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SHADES = frozenset(("linearGradient", "radialGradient", "stop"))
"""What a stylesheet may refer to: these draw no shapes again."""

_WIDTH, _HEIGHT = 1000.0, 500.0
"""Pixels, of a drawing that tells neither."""


class TooMuch(Exception):  # noqa: N818  # an answer, no error
    """The drawing asks for more work than it may."""


class _Element:
    """One element: the elements in it, and the names of those it has drawn again."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.children: list[_Element] = []
        self.references: list[str] = []


def outer_size(body: bytes, check_raster: Callable[[bytes], None]) -> tuple[float, float]:
    """Width and height in pixels of an SVG; ``check_raster`` is given every picture embedded in it.

    Raises:
        ValueError: it is no well-formed SVG.
        TooMuch: drawing it is more work than it may be.
    """
    reader = _Reader(check_raster)
    try:
        reader.parser.Parse(body, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    if reader.root.name != "svg":
        raise ValueError(reader.root.name)
    reader.weigh()
    return reader.size


class _Reader:
    def __init__(self, check_raster: Callable[[bytes], None]) -> None:
        self.root = _Element("")
        self.size = (_WIDTH, _HEIGHT)
        self._check_raster = check_raster
        self._open: list[_Element] = []
        self._named: dict[str, _Element] = {}
        self._count = 0
        self._styles: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = lambda _name: self._open.pop()
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self.parser.ProcessingInstructionHandler = _refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) > DEEPEST:
            raise TooMuch
        element = _Element(name.rpartition(":")[2])
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root, self.size = element, _size(attributes)
        self._open.append(element)
        if "id" in attributes:
            self._named[attributes["id"]] = element
        for value in attributes.values():
            plain = value.translate(_BREAKS)
            element.references += _REFERENCE.findall(unquote(plain))
            if "\\" in plain and "(" in plain:  # an address spelled so that it is not seen
                raise TooMuch
            if "data:" in plain.lower():
                self._look_into(plain)

    def _look_into(self, value: str) -> None:
        found = _EMBEDDED.fullmatch(value)
        if not found:
            raise TooMuch
        self._check_raster(base64.b64decode(found[1]))

    def _text(self, text: str) -> None:
        if self._open[-1].name == "style":
            self._styles.append(text)

    def weigh(self) -> None:
        """Add up what is drawn. Raises TooMuch."""
        rules = "".join(self._styles)
        targets = [self._named[name] for name in _RULE_REFERENCE.findall(rules) if name in self._named]
        hides = any(sign in rules.lower() for sign in ("data:", "@import", "\\"))
        if hides or any(target.name not in _SHADES for target in targets):
            raise TooMuch
        if self._weight(self.root, {}, 0) > MOST_ELEMENTS:
            raise TooMuch

    def _weight(self, element: _Element, known: dict[int, int], depth: int) -> int:
        """How many elements are drawn for one; one that has itself drawn again counts as nothing the second time."""
        if depth > 2 * DEEPEST:
            raise TooMuch
        if id(element) not in known:
            known[id(element)] = 0
            again = [self._named[name] for name in element.references if name in self._named]
            known[id(element)] = 1 + sum(self._weight(each, known, depth + 1) for each in (*element.children, *again))
        return known[id(element)]


def _refuse(*_what: object) -> None:
    raise TooMuch


def _size(attributes: dict[str, str]) -> tuple[float, float]:
    """The outer size, near enough: a side that is not told follows from the view box."""
    box = [float(part) for part in _NUMBER.findall(attributes.get("viewBox", ""))][-2:]
    ratio = box[1] / box[0] if len(box) == 2 and box[0] else _HEIGHT / _WIDTH
    width, height = _length(attributes.get("width", "")), _length(attributes.get("height", ""))
    if width is None:
        width = height / ratio if height is not None and ratio else _WIDTH
    return width, width * ratio if height is None else height


def _length(text: str) -> float | None:
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _PIXELS[found[2] or "px"] if found else None
