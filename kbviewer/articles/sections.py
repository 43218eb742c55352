"""HTML -> sections: every heading gets its anchor, and the text below it becomes searchable."""

import re
import unicodedata
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from pymdownx.slugs import slugify

from kbviewer.articles.article import Section
from kbviewer.articles.tree import text_of

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WHOLE = frozenset(("p", "pre", "table", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "figcaption", "summary"))
_BREAKS = frozenset(("ul", "ol", "li", "blockquote", "div", "details", "figure", "dl", *_WHOLE))
_slug = slugify(case="lower")
_SEEKING = re.compile(r"\b(?:opsøg|søg|kontakt|ring\b)", re.I)
_DOCTOR = re.compile(r"\blæge(?:n|hjælp|vagten)?\b", re.I)

CALLOUT = "søg læge"
"""How the heading of a section begins that tells when to see a doctor."""


def is_callout(title: str) -> bool:
    """Whether a section of this title is such a call-out."""
    return title.strip().casefold().startswith(CALLOUT)


def is_about_doctors(title: str) -> bool:
    """Whether a heading asks when to see a doctor, be it in other words than a call-out has."""
    return all(pattern.search(title) for pattern in (_SEEKING, _DOCTOR))


def anchor_of(title: str) -> str:
    """The anchor of a heading that no other of its article is like; an anchor is its own."""
    slug: str = _slug(unicodedata.normalize("NFC", title), "-")
    return slug


def set_anchors(root: Element) -> None:
    """Give every heading an id made from its text, numbered where two are alike."""
    taken: dict[str, int] = {}
    for heading in root.iter():
        if heading.tag in HEADINGS:
            base = anchor_of(text_of(heading)) or "afsnit"
            anchor, number = base, taken.get(base, 1)
            while anchor in taken:
                number += 1
                anchor = f"{base}-{number}"
            taken[anchor] = 1
            taken[base] = number
            heading.set("id", anchor)


def sections_of(root: Element) -> tuple[Section, ...]:
    """The lead and the sections of an article whose headings have anchors."""
    found: list[tuple[str, str, int, list[str]]] = [("", "", 0, [])]
    for element in root:
        if element.tag in HEADINGS:
            found.append((element.get("id", ""), _squeeze(text_of(element)), int(element.tag[1]), []))
        else:
            found[-1][3].extend(_lines(element))
        if element.tail and element.tail.strip():
            found[-1][3].append(_squeeze(element.tail))
    made = (Section(anchor, title, level, "\n".join(lines)) for anchor, title, level, lines in found)
    return tuple(section for section in made if section.anchor or section.text)


def _lines(element: Element) -> Iterable[str]:
    """The text of a block, one line for each paragraph, item or table row."""
    if element.tag == "table":
        for row in element.iter("tr"):
            yield " · ".join(cell for cell in (_squeeze(text_of(part)) for part in row) if cell)
        return
    if element.tag in _WHOLE or not any(child.tag in _BREAKS for child in element):
        yield from _worthwhile(text_of(element))
        return
    yield from _worthwhile(_inline_start(element))
    for child in element:
        if child.tag in _BREAKS:
            yield from _lines(child)
            yield from _worthwhile(child.tail or "")


def _inline_start(element: Element) -> str:
    """The text of a list item before the list nested in it."""
    text = element.text or ""
    for child in element:
        if child.tag in _BREAKS:
            break
        text += text_of(child) + (child.tail or "")
    return text


def _worthwhile(text: str) -> list[str]:
    squeezed = _squeeze(text)
    return [squeezed] if squeezed else []


def _squeeze(text: str) -> str:
    return " ".join(text.split())
