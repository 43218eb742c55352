"""Links in an article: to other articles, within the page, out of the program, or nowhere."""

import unicodedata
from collections.abc import Callable
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from kbviewer import urls
from kbviewer.articles import tree
from kbviewer.articles.article import Article
from kbviewer.articles.images import resolve

PLAIN_HOST = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.æøåäöüé")
"""Letters of a host that is shown as written; with others it may look like one that it is not."""


def place_links(body: Element, article: Article, find_article: Callable[[str], str | None]) -> None:
    """Give every link the address it means; one that leads nowhere becomes plain text."""
    anchors = {anchor.casefold(): anchor for element in body.iter() if (anchor := element.get("id"))}
    for parent in list(body.iter()):
        for link in parent.findall("a"):
            target = _target(link.attrib.pop("href", ""), article, find_article, anchors)
            if target is None:
                link.tag = "span"
            else:
                link.set("href", target)
                if not target.startswith((f"{urls.SCHEME}:", "#")):
                    _show_address(link, target, parent)


def _target(
    href: str, article: Article, find_article: Callable[[str], str | None], anchors: dict[str, str]
) -> str | None:
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme in ("http", "https", "mailto", "tel"):
        return href
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        here = anchors.get(unicodedata.normalize("NFC", unquote(parts.fragment)).casefold())
        return f"#{here}" if here else None
    path = resolve(article.source.relative, parts.path)
    found = find_article(path) if path else None
    target = urls.article(found, unquote(parts.fragment)) if found else ""
    return target if 0 < len(target) <= urls.LONGEST else None


def _show_address(link: Element, target: str, parent: Element) -> None:
    """Tell beside a link where it leads, unless its text does."""
    link.set("class", "external")
    link.set("title", target)
    address = shown_address(target)
    if address and address.casefold() not in tree.text_of(link).casefold():
        shown = Element("span", {"class": "address"})
        shown.text, shown.tail, link.tail = f" ({address})", link.tail, None
        parent.insert(list(parent).index(link) + 1, shown)


def without_outside(html: str) -> str:
    """The HTML of an article's page without any address outside the program; the text of its links stays."""
    body = tree.parse(html)
    for element in body.iter():
        if element.get("class") == "external":
            element.tag, element.attrib = "span", {}
        elif element.get("class") == "address":
            element.text = ""
    return tree.serialise(body)


def shown_address(target: str) -> str:
    """What of an outside address a person knows it by: host, mail address or telephone number; "" when it has none."""
    try:
        parts = urlsplit(target)
        if parts.scheme in ("mailto", "tel"):
            return unquote(parts.path).strip()
        host = (parts.hostname or "").removeprefix("www.")
        return host if PLAIN_HOST.issuperset(host) else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return ""
