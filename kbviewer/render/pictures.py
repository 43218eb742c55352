"""Pictures in an article: found or told missing, and framed with a caption when they stand alone."""

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from kbviewer import urls
from kbviewer.articles import tree
from kbviewer.articles.article import Article
from kbviewer.articles.images import resolve
from kbviewer.render.phrases import Phrases


def place_pictures(body: Element, article: Article, has_image: Callable[[str], bool], phrases: Phrases) -> None:
    """Give every picture its address; ``has_image`` tells whether a content folder holds one at a path."""
    for parent in list(body.iter()):
        for image in parent.findall("img"):
            path = resolve(article.source.relative, image.get("src", ""))
            alone = parent.tag == "p" and len(parent) == 1 and not tree.text_of(parent).strip()
            if path is not None and has_image(path):
                image.set("src", urls.image(path))
                image.set("loading", "lazy")
            else:
                _frame_missing(image, phrases)
            if alone:
                _make_figure(parent, image)


def _frame_missing(image: Element, phrases: Phrases) -> None:
    alt = image.get("alt", "").strip()
    image.tag = "span"
    image.attrib.clear()
    image.set("class", "missing")
    said = phrases.text("page.picture_missing" if alt else "page.picture_missing_unnamed")
    if phrases.language:
        SubElement(image, "span", phrases.language).text = said
        image[0].tail = f" {alt}"
    else:
        image.text = f"{said} {alt}".strip()


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
