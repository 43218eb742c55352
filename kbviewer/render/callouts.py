"""What must not be overlooked: "Søg læge, hvis" with its section, and notes that an author sets apart.

A note is a quote that begins with one of `SIGNS` in bold, or a paragraph that does so with a colon or an exclamation
mark ("**OBS:** …") and does not lead on to a list.
"""

from xml.etree.ElementTree import Element

from kbviewer.articles import tree
from kbviewer.articles.sections import is_callout
from kbviewer.render.sectioning import enclose_sections

URGENT = frozenset(("obs", "advarsel", "pas på", "fare", "vigtigt"))
SIGNS = URGENT | {"bemærk", "husk", "nb", "note", "tip", "godt råd", "godt at vide"}
"""Words in bold that make a note. GFM's alerts read so too (`kbviewer.articles.markup.ALERTS`)."""


def frame_callouts(body: Element) -> None:
    """Put each "Søg læge" section, and each note, in a box."""
    enclose_sections(body, _callout)
    for quote in body.iter("blockquote"):
        if len(quote) and (sign := _sign(quote[0])):
            quote.tag = "aside"
            quote.set("class", _kind(sign))
    children = list(body)
    for place, paragraph in enumerate(children):
        leads_on = place + 1 < len(children) and children[place + 1].tag in ("ul", "ol")
        sign = _sign(paragraph)
        if sign and sign.endswith((":", "!")) and not leads_on:
            note = Element("aside", {"class": _kind(sign)})
            note.tail, paragraph.tail = paragraph.tail, None
            body[place] = note
            note.append(paragraph)


def _callout(heading: Element) -> Element | None:
    if not is_callout(tree.text_of(heading)):
        return None
    return Element("section", {"class": "callout", "aria-labelledby": heading.get("id", "")})


def _sign(paragraph: Element) -> str:
    """The sign that a paragraph begins with, as written; "" when there is none."""
    is_bold = paragraph.tag == "p" and len(paragraph) and paragraph[0].tag in ("strong", "b")
    if not is_bold or (paragraph.text or "").strip():
        return ""
    after = (paragraph[0].tail or "").lstrip()
    written = tree.text_of(paragraph[0]).strip() + (after[:1] if after.startswith((":", "!")) else "")
    return written if _bare(written) in SIGNS else ""


def _bare(sign: str) -> str:
    return sign.strip(" :!.").casefold()


def _kind(sign: str) -> str:
    return "note urgent" if _bare(sign) in URGENT else "note"
