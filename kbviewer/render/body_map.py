"""The body map of the start page: a drawing in which each region with articles is a link to them.

The drawing, ``resources/drawings/body.svg``, has one group for each view of the body. A path in it has the name of its
region as its class, or says what else it is; "reach" goes before a region's name-sake and takes the touches beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from kbviewer import urls
from kbviewer.articles.body_regions import REGIONS, WHOLE
from kbviewer.i18n import Catalogue

_SVG = "{http://www.w3.org/2000/svg}"
_ROOM_BELOW = 84
"""For what is written under the figures, in the drawing's own measure."""


@dataclass(frozen=True, slots=True)
class View:
    """The body from one side: where it stands in the drawing, and its paths as pairs of class and shape."""

    name: str
    transform: str
    paths: tuple[tuple[str, str], ...]

    def svg(self, classes: Mapping[str, str]) -> str:
        """The paths of the classes given, each shown with the class it maps to."""
        paths = "".join(f'<path class="{classes[name]}" d="{escape(d)}"/>' for name, d in self.paths if name in classes)
        return f'<g transform="{escape(self.transform)}">{paths}</g>' if paths else ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawing of the body: left, top, width and height, and the body from each side."""

    box: tuple[int, int, int, int]
    views: tuple[View, ...]

    @classmethod
    def read(cls, file: Path) -> "Drawing":
        """Read the drawing that comes with the program."""
        root = ElementTree.parse(file).getroot()
        left, top, width, height = (int(number) for number in root.attrib["viewBox"].split())
        return cls((left, top, width, height), tuple(_view(group) for group in root.iter(f"{_SVG}g")))

    def svg(self, classes: Mapping[str, str]) -> str:
        """The paths of the classes given, from every side."""
        return "".join(view.svg(classes) for view in self.views)


def _view(group: ElementTree.Element) -> View:
    paths = tuple((path.attrib["class"], path.attrib["d"]) for path in group.iter(f"{_SVG}path"))
    return View(group.attrib["id"], group.attrib["transform"], paths)


def body_map_html(counts: Mapping[str, int], drawing: Drawing, words: Catalogue) -> str:
    """The map, for how many articles each region has; "" when there is no article for any of them."""
    if not any(counts.values()):
        return ""
    left, top, width, height = drawing.box
    regions = "".join(_region(region, counts.get(region, 0), drawing, words) for region in REGIONS if region != WHOLE)
    details = drawing.svg({name: name for name in ("hair", "seam", "line", "outline")})
    whole = _whole(counts[WHOLE], words) if counts.get(WHOLE) else ""
    return (
        f'<nav class="body" aria-label="{escape(words.text("body.title"))}">'
        f'<svg viewBox="{left} {top} {width} {height + _ROOM_BELOW}" role="group">'
        f'{regions}<g class="details">{details}</g>{_captions(drawing, words)}</svg>{whole}</nav>'
    )


def _region(region: str, count: int, drawing: Drawing, words: Catalogue) -> str:
    if not count:
        return f'<g class="bare">{drawing.svg({region: "part"})}</g>'
    name, shown = words.text(f"body.{region}"), words.text("home.count", n=count)
    label = _text(drawing, f"{name} · {shown}", "name")
    return (
        f'<a href="{escape(urls.region(region))}" aria-label="{escape(f"{name}, {shown}")}">'
        f"{drawing.svg({f'{region} reach': 'reach', region: 'part'})}{label}</a>"
    )


def _whole(count: int, words: Catalogue) -> str:
    name, shown = escape(words.text(f"body.{WHOLE}")), escape(words.text("home.count", n=count))
    return f'<a class="whole" href="{escape(urls.region(WHOLE))}"><b>{name}</b> <span>{shown}</span></a>'


def _captions(drawing: Drawing, words: Catalogue) -> str:
    bottom = drawing.box[1] + drawing.box[3]
    views = "".join(
        f'<text class="view" transform="{escape(view.transform)}" y="{bottom + 18}" aria-hidden="true">'
        f"{escape(words.text(f'body.{view.name}'))}</text>"
        for view in drawing.views
    )
    return views + _text(drawing, words.text("body.hint"), "hint")


def _text(drawing: Drawing, text: str, name: str) -> str:
    """A line under the figures, in the middle: for the eye alone, as the links have their names."""
    left, top, width, height = drawing.box
    place = f'x="{left + width // 2}" y="{top + height + _ROOM_BELOW - 16}"'
    return f'<text class="{name}" {place} aria-hidden="true">{escape(text)}</text>'
