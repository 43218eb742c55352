"""What must not be overlooked: "Søg læge, hvis" with its section, and notes that an author puts in a quote."""

from xml.etree.ElementTree import Element

from kbviewer.articles import tree
from kbviewer.articles.sections import HEADINGS, is_callout

URGENT = frozenset(("obs", "advarsel", "pas på", "fare", "vigtigt"))
SIGNS = URGENT | {"bemærk", "husk", "nb", "note", "tip", "godt råd", "godt at vide"}
"""Words in bold that make a quote a note. GFM's alerts read so too (`kbviewer.articles.markup.ALERTS`)."""


def frame_callouts(body: Element) -> None:
    """Put each "Søg læge" section, and each quote that begins with one of `SIGNS`, in a box."""
    for heading in [child for child in body if child.tag in HEADINGS]:
        if is_callout(tree.text_of(heading)):
            section = section_of(body, heading)
            box = Element("section", {"class": "callout", "aria-labelledby": heading.get("id", "")})
            body.insert(list(body).index(heading), box)
            for child in section:
                body.remove(child)
                box.append(child)
    for quote in body.iter("blockquote"):
        _make_note(quote)


def section_of(body: Element, heading: Element) -> list[Element]:
    """A heading of ``body`` and what stands below it, up to the next one of its rank."""
    children = list(body)
    section = [heading]
    for child in children[children.index(heading) + 1 :]:
        if child.tag in HEADINGS and child.tag <= heading.tag:
            break
        section.append(child)
    return section


def _make_note(quote: Element) -> None:
    first = quote[0] if len(quote) and quote[0].tag == "p" else None
    strong = first[0] if first is not None and len(first) and not (first.text or "").strip() else None
    if strong is None or strong.tag not in ("strong", "b"):
        return
    sign = tree.text_of(strong).strip(" :!.").casefold()
    if sign in SIGNS:
        quote.tag = "aside"
        quote.set("class", "note urgent" if sign in URGENT else "note")
