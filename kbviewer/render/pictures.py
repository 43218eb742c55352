"""Pictures in an article: found or told missing, and framed with a caption when they stand alone."""

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from kbviewer import urls
from kbviewer.articles import tree
from kbviewer.articles.article import Article
from kbviewer.articles.images import resolve
from kbviewer.articles.picture import Trouble, trouble
from kbviewer.render.phrases import Phrases

_SAID: dict[Trouble, str] = {
    "image_missing": "page.picture_missing",
    "image_unreadable": "page.picture_unreadable",
    "image_too_large": "page.picture_too_large",
}
"""What stands in a picture's place."""


def place_pictures(body: Element, article: Article, image_at: Callable[[str], Path | None], phrases: Phrases) -> None:
    """Give every picture its address; ``image_at`` gives the file of one at a path below a content folder."""
    for parent in list(body.iter()):
        for image in parent.findall("img"):
            path = resolve(article.source.relative, image.get("src", ""))
            alone = parent.tag == "p" and len(parent) == 1 and not tree.text_of(parent).strip()
            why = trouble(image_at(path) if path else None)
            if path and not why:
                image.set("src", urls.image(path))
                image.set("loading", "lazy")
            else:
                _frame_missing(image, why, phrases)
            if alone:
                _make_figure(parent, image)


def _frame_missing(image: Element, why: Trouble, phrases: Phrases) -> None:
    alt = image.get("alt", "").strip()
    image.tag = "span"
    image.attrib.clear()
    image.set("class", "missing")
    said = phrases.text(_SAID.get(why, "page.picture_missing"))
    described = f": {alt}" if alt else ""
    if phrases.language:
        SubElement(image, "span", phrases.language).text = said
        image[0].tail = described
    else:
        image.text = f"{said}{described}"


def _make_figure(paragraph: Element, image: Element) -> None:
    """The alternative text becomes the caption, and is then not told a second time by the picture."""
    paragraph.tag = "figure"
    paragraph.text = None
    image.tail = None
    if image.tag == "span":
        image.tag = "div"
        return
    shown = image.attrib.pop("title", "").strip()
    alt = image.get("alt", "").strip()
    if shown or alt:
        caption = Element("figcaption")
        caption.text = shown or alt
        image.set("alt", alt if shown and shown != alt else "")
        paragraph.append(caption)
