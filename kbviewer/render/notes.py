"""Footnotes made walkable: names for their links, and ways back to the text."""

from xml.etree.ElementTree import Element, SubElement

from kbviewer.articles.footnotes import NOTE, REFERENCE, is_reference
from kbviewer.render.phrases import Phrases


def link_notes(body: Element, phrases: Phrases) -> None:
    """Name each reference for who hears the page, and end each note with links to where it is referred to."""
    references: dict[str, list[Element]] = {}
    for link in body.iter("a"):
        if is_reference(link):
            link.set("class", "reference")
            link.set("aria-label", phrases.text("page.note", number=link.text))
            link.attrib.update(phrases.language)
            references.setdefault(link.get("href", "").removeprefix("#"), []).append(link)
    for item in body.iter("li"):
        if item.get("id", "").startswith(NOTE):
            last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
            for number, link in enumerate(references.get(item.get("id", ""), []), 1):
                _add_way_back(last, link, number, phrases)


def _add_way_back(paragraph: Element, link: Element, number: int, phrases: Phrases) -> None:
    name = phrases.text("page.back_to_text") if number == 1 else phrases.text("page.back_to_place", number=number)
    address = f"#{REFERENCE}{link.get('id', '').removeprefix(REFERENCE)}"
    back = SubElement(paragraph, "a", {"class": "back", "href": address, "aria-label": name, **phrases.language})
    back.text = "↩"
