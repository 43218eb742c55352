"""Other articles at the end of one: those its author names, else those the library finds most like it."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Protocol

from kbviewer import urls
from kbviewer.articles.article import Article
from kbviewer.render.phrases import Phrases


class Neighbours(Protocol):
    """What is asked of the library."""

    def find_article(self, reference: str) -> str | None:
        """The id of the article that an author's reference means: its id, path or slug."""

    def title(self, article_id: str) -> str:
        """The title of an article of the library."""

    def similar(self, article_id: str) -> Sequence[tuple[str, str]]:
        """Id and title of the articles most like one, the most alike first; none when none is like enough."""


def related_html(article: Article, around: Neighbours, phrases: Phrases) -> str:
    """The list, or "" when there is none."""
    named = {
        found: related.title or around.title(found)
        for related in article.related
        if (found := around.find_article(related.slug)) and found != article.id
    }
    if named:
        return _list("page.related", named, phrases)
    alike = dict(around.similar(article.id))
    return _list("page.similar", alike, phrases) if alike else ""


def _list(heading: str, titles: Mapping[str, str], phrases: Phrases) -> str:
    items = "".join(
        f'<li><a href="{escape(urls.article(name))}">{escape(title)}</a></li>' for name, title in titles.items()
    )
    said = f"<h2{phrases.attribute}>{phrases.html(heading)}</h2>"
    return f'<nav class="related" aria-label="{phrases.html(heading)}">{said}<ul>{items}</ul></nav>'
