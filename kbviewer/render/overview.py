"""The program's own pages: home, the articles of a body part or a region, and "not found"."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Protocol

from kbviewer import urls
from kbviewer.articles.article import LANGUAGE
from kbviewer.articles.body_regions import REGIONS, distance, regions_of
from kbviewer.i18n import Catalogue, collation_key
from kbviewer.render.body_map import Drawing, body_map_html


class Listed(Protocol):
    """An article as lists show it."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def body_parts(self) -> tuple[str, ...]: ...


Rank = Callable[[Listed], int]
"""What comes first in a list: the lowest, and of those alike the first by title."""


def home_html(
    articles: Sequence[Listed], words: Catalogue, drawing: Drawing, *, is_read: bool = True, on_kiosk: bool = False
) -> str:
    """The start page: what the program is for, and the library by body part, once it is read."""
    lead, empty = ("kiosk.lead", "kiosk.empty") if on_kiosk else ("home.lead", "home.empty")
    head = f'<h1>{escape(words.text("home.title"))}</h1><p class="lead">{escape(words.text(lead))}</p>'
    if not articles:
        return f"{head}<p>{escape(words.text(empty if is_read else 'results.waiting'))}</p>"
    counts = topics(articles)
    if not counts:
        return f"{head}<h2>{escape(words.text('home.all'))}</h2>{_article_tiles(articles)}"
    tiles = "".join(_topic_tile(name, n, words) for name, n in counts)
    html = f'<h2>{escape(words.text("home.topics"))}</h2><ul class="tiles">{tiles}</ul>'
    body_map = body_map_html(_region_counts(articles), drawing, words)
    if body_map:
        html = f'<div class="start"><header>{head}</header>{body_map}<section>{html}</section></div>'
    else:
        html = head + html
    exercises = [article for article in articles if article.kind == "oevelse"]
    if exercises:
        html += f"<h2>{escape(words.text('home.exercises'))}</h2>{_article_tiles(exercises[:12])}"
    return html


def topic_html(name: str, articles: Iterable[Listed], words: Catalogue, introduction: str = "") -> str | None:
    """The articles of one body part, exercises last, below the HTML that introduces them; None when there is none."""
    return _listing(name, [article for article in articles if name in article.body_parts], words, introduction)


def region_html(region: str, articles: Iterable[Listed], words: Catalogue, introduction: str = "") -> str | None:
    """The articles of one region of the body map, as `topic_html` has those of a part; what is most about it first."""
    chosen = [article for article in articles if region in regions_of(article.body_parts)]
    title = words.text(f"body.{region}")
    return _listing(title, chosen, words, introduction, lambda article: distance(article.body_parts, region))


def _listing(
    title: str, chosen: Sequence[Listed], words: Catalogue, introduction: str, rank: Rank = lambda _article: 0
) -> str | None:
    if not chosen:
        return None
    html = f"<h1>{escape(title)}</h1>"
    texts = [article for article in chosen if article.kind != "oevelse"]
    exercises = [article for article in chosen if article.kind == "oevelse"]
    tiles = _article_tiles(texts, rank) if texts else ""
    if introduction:
        heading = f"<h2>{escape(words.text('home.articles'))}</h2>" if texts else ""
        html += f'<div class="introduced">{introduction}{heading}{tiles}</div>'
    else:
        html += tiles
    if exercises:
        html += f"<h2>{escape(words.text('home.exercises'))}</h2>{_article_tiles(exercises, rank)}"
    return html


def unreadable_html(why: str, words: Catalogue) -> str:
    """The page of an article whose file is there but is not read; ``why`` is a plain sentence."""
    home = f'<a href="{escape(str(urls.HOME))}">{escape(words.text("page.to_home"))}</a>'
    return f"<h1>{escape(words.text('page.unreadable'))}</h1><p>{escape(why)}</p><p>{home}</p>"


def not_found_html(words: Catalogue) -> str:
    """The page for an address that leads nowhere."""
    home = f'<a href="{escape(str(urls.HOME))}">{escape(words.text("page.to_home"))}</a>'
    title, text = escape(words.text("page.not_found")), escape(words.text("page.not_found_help"))
    return f"<h1>{title}</h1><p>{text}</p><p>{home}</p>"


def topics(articles: Iterable[Listed]) -> list[tuple[str, int]]:
    """Body parts and how many articles each has, in Danish order."""
    counts: dict[str, int] = {}
    for article in articles:
        for name in article.body_parts:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts.items(), key=lambda entry: collation_key(entry[0]))


def _region_counts(articles: Iterable[Listed]) -> dict[str, int]:
    counts = dict.fromkeys(REGIONS, 0)
    for article in articles:
        for region in regions_of(article.body_parts):
            counts[region] += 1
    return counts


def _topic_tile(name: str, count: int, words: Catalogue) -> str:
    shown = escape(words.text("home.count", n=count))
    return (
        f'<li><a href="{escape(urls.topic(name))}"><b lang="{LANGUAGE}">{escape(name)}</b><span>{shown}</span></a></li>'
    )


def _article_tiles(articles: Iterable[Listed], rank: Rank = lambda _article: 0) -> str:
    ordered = sorted(articles, key=lambda article: (rank(article), collation_key(article.title)))
    tiles = "".join(
        f'<li><a href="{escape(urls.article(article.id))}" lang="{LANGUAGE}"><b>{escape(article.title)}</b>'
        f"<span>{escape(_short(article.description))}</span></a></li>"
        for article in ordered
    )
    return f'<ul class="tiles">{tiles}</ul>'


def _short(text: str, longest: int = 110) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
