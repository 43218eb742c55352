"""Article -> the HTML inside its page.

The article's HTML is already sanitised (`kbviewer.articles.markup`); here pictures get their frame, tables
room to scroll, "Søg læge" its call-out, links their place, and the words of a search their mark.
"""

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from kbviewer import urls
from kbviewer.articles import tree
from kbviewer.articles.article import Article
from kbviewer.articles.images import resolve
from kbviewer.articles.picture import Trouble, trouble
from kbviewer.articles.readability import reading_minutes
from kbviewer.articles.sections import is_callout
from kbviewer.i18n import Catalogue

Marker = Callable[[str], Iterable[tuple[int, int]]]
"""Tells where in a text the words of a search stand, as (start, end) offsets in order."""

_MISSING: dict[Trouble, tuple[str, str]] = {
    "image_missing": ("page.picture_missing", "page.picture_missing_unnamed"),
    "image_unreadable": ("page.picture_unreadable", "page.picture_unreadable_unnamed"),
    "image_too_large": ("page.picture_too_large", "page.picture_too_large_unnamed"),
}
"""What stands in a picture's place, with its alt text and without."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Surroundings(Protocol):
    """What rendering an article asks of the library around it."""

    def find_article(self, reference: str) -> str | None:
        """The id of the article that an author's reference means: its id, path or slug."""

    def image(self, path: str) -> Path | None:
        """The file of a picture at this ``/``-separated path below a content folder."""


def article_html(article: Article, around: Surroundings, words: Catalogue, marker: Marker | None = None) -> str:
    """The content of an article's page: title, facts, text, related articles, review line."""
    body = tree.parse(article.html)
    _place_images(body, article, around, words)
    _place_links(body, article, around)
    _frame_callouts(body)
    _frame_tables(body, words)
    if marker:
        _mark(body, marker)
    inner = tree.serialise(body)
    title = _marked_text(article.title, marker)
    facts = "".join(f"<span>{escape(fact)}</span>" for fact in _facts(article, words))
    return (
        f'<article><header><h1>{title}</h1><p class="facts">{facts}</p></header>{inner}'
        f"{_related(article, around, words)}<footer class='review'>{escape(_review(article, words))}</footer></article>"
    )


def _facts(article: Article, words: Catalogue) -> list[str]:
    facts = [", ".join(article.body_parts)] if article.body_parts else []
    if article.updated:
        facts.append(words.text("page.updated", date=words.date(article.updated)))
    elif article.published:
        facts.append(words.text("page.published", date=words.date(article.published)))
    facts.append(words.text("page.reading_time", n=reading_minutes(one.text for one in article.sections)))
    return facts


def _review(article: Article, words: Catalogue) -> str:
    if article.reviewed_by:
        return words.text("page.reviewed", name=article.reviewed_by)
    return words.text("page.not_reviewed")


def _related(article: Article, around: Surroundings, words: Catalogue) -> str:
    known = {
        found: related.title or related.slug
        for related in article.related
        if (found := around.find_article(related.slug)) and found != article.id
    }
    if not known:
        return ""
    items = "".join(
        f'<li><a href="{escape(urls.article(found))}">{escape(title)}</a></li>' for found, title in known.items()
    )
    return f'<nav class="related"><h2>{escape(words.text("page.related"))}</h2><ul>{items}</ul></nav>'


def _place_images(body: Element, article: Article, around: Surroundings, words: Catalogue) -> None:
    for parent in list(body.iter()):
        for image in parent.findall("img"):
            path = resolve(article.source.relative, image.get("src", ""))
            alone = parent.tag == "p" and len(parent) == 1 and not tree.text_of(parent).strip()
            why = trouble(around.image(path) if path else None)
            if path and not why:
                image.set("src", urls.image(path))
                image.set("loading", "lazy")
            else:
                _frame_missing(image, why, words)
            if alone:
                _make_figure(parent, image)


def _frame_missing(image: Element, why: Trouble, words: Catalogue) -> None:
    alt = image.get("alt", "").strip()
    image.tag = "span"
    image.attrib.clear()
    named, unnamed = _MISSING.get(why, _MISSING["image_missing"])
    image.text = words.text(named, alt=alt) if alt else words.text(unnamed)
    image.attrib.update({"class": "missing", "role": "img", "aria-label": image.text})


def _make_figure(paragraph: Element, image: Element) -> None:
    paragraph.tag = "figure"
    paragraph.text = None
    image.tail = None
    if image.tag == "span":
        image.tag = "div"
        return
    alt = image.get("alt", "").strip()
    if alt:
        caption = Element("figcaption")
        caption.text = alt
        paragraph.append(caption)


def _place_links(body: Element, article: Article, around: Surroundings) -> None:
    for link in body.iter("a"):
        target = _target(link.get("href", ""), article, around)
        link.attrib.pop("href", None)
        if target is None:
            link.tag = "span"
            continue
        link.set("href", target)
        if not target.startswith((f"{urls.SCHEME}:", "#")):
            link.set("class", "external")
            link.set("title", target)


def _target(href: str, article: Article, around: Surroundings) -> str | None:
    """Where a link leads: within the page, to an article of the library, outside, or nowhere."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme in ("http", "https", "mailto", "tel"):
        return href
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return f"#{parts.fragment}" if parts.fragment else None
    path = resolve(article.source.relative, unquote(parts.path))
    found = around.find_article(path) if path else None
    return urls.article(found, unquote(parts.fragment)) if found else None


def _frame_callouts(body: Element) -> None:
    for heading in [child for child in body if child.tag in HEADINGS]:
        if is_callout(tree.text_of(heading)):
            start = list(body).index(heading)
            box = Element("section", {"class": "callout"})
            for child in _section_of(body, start):
                body.remove(child)
                box.append(child)
            body.insert(start, box)


def _section_of(body: Element, start: int) -> list[Element]:
    children = list(body)
    section = [children[start]]
    for child in children[start + 1 :]:
        if child.tag in HEADINGS and child.tag <= section[0].tag:
            break
        section.append(child)
    return section


def _frame_tables(body: Element, words: Catalogue) -> None:
    for parent in list(body.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag == "table":
                label = words.text("page.table")
                frame = Element("div", {"class": "table", "tabindex": "0", "role": "region", "aria-label": label})
                frame.tail, child.tail = child.tail, None
                parent.remove(child)
                frame.append(child)
                parent.insert(place, frame)


def _mark(body: Element, marker: Marker) -> None:
    for element in list(body.iter()):
        for child in reversed(list(element)):
            _mark_after(element, child, marker)
        _mark_inside(element, marker)


def _mark_inside(element: Element, marker: Marker) -> None:
    text, marks = _split(element.text, marker)
    element.text = text
    for place, made in enumerate(marks):
        element.insert(place, made)


def _mark_after(parent: Element, child: Element, marker: Marker) -> None:
    text, marks = _split(child.tail, marker)
    child.tail = text
    place = list(parent).index(child) + 1
    for made in reversed(marks):
        parent.insert(place, made)


def _split(text: str | None, marker: Marker) -> tuple[str | None, list[Element]]:
    spans = list(marker(text)) if text else []
    if not text or not spans:
        return text, []
    made = []
    for (start, end), following in zip(spans, [*spans[1:], (len(text), 0)], strict=True):
        element = Element("mark")
        element.text = text[start:end]
        element.tail = text[end : following[0]]
        made.append(element)
    return text[: spans[0][0]], made


def _marked_text(text: str, marker: Marker | None) -> str:
    holder = Element("span")
    holder.text = text
    if marker:
        _mark_inside(holder, marker)
    return tree.serialise(holder).removeprefix("<span>").removesuffix("</span>")
