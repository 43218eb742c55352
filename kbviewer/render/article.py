"""Article -> the HTML inside its page.

The article's HTML is already sanitised (`kbviewer.articles.markup`); here pictures get their frame, tables
room to scroll, "Søg læge" its call-out, questions their fold, links their place, hard words their explanation and
the words of a search their mark.
"""

from pathlib import Path
from typing import Protocol

from kbviewer.articles import tree
from kbviewer.articles.article import LANGUAGE, Article
from kbviewer.i18n import Catalogue
from kbviewer.render.about import about_html, facts_html, review_html
from kbviewer.render.callouts import frame_callouts
from kbviewer.render.links import place_links
from kbviewer.render.marks import Marker, mark, marked_text
from kbviewer.render.notes import link_notes
from kbviewer.render.phrases import Phrases
from kbviewer.render.pictures import place_pictures
from kbviewer.render.questions import fold_questions
from kbviewer.render.related import Neighbours, related_html
from kbviewer.render.tables import frame_tables
from kbviewer.render.terms import TermFinder, explain_terms


class Surroundings(Neighbours, Protocol):
    """What rendering an article asks of the library around it."""

    def image(self, path: str) -> Path | None:
        """The file of a picture at this ``/``-separated path below a content folder."""

    def terms(self, article: Article) -> TermFinder:
        """Finds the words that this article had better explain."""


def article_html(article: Article, around: Surroundings, words: Catalogue, marker: Marker | None = None) -> str:
    """The content of an article's page: title, facts, text, related articles, panel about the article."""
    phrases = Phrases(words)
    return (
        f"<article><header><h1>{marked_text(article.title, marker)}</h1>{facts_html(article, phrases)}</header>"
        f"{_text_html(article, around, phrases, marker)}"
        f"{related_html(article, around, phrases)}{about_html(article, phrases)}</article>"
    )


def introduction_html(article: Article, around: Surroundings, words: Catalogue) -> str:
    """The content of an article above a list of others: its text, and whether it has been clinically reviewed."""
    phrases = Phrases(words)
    return (
        f'<article class="introduction" lang="{LANGUAGE}">{_text_html(article, around, phrases)}'
        f"{review_html(article, phrases)}</article>"
    )


def _text_html(article: Article, around: Surroundings, phrases: Phrases, marker: Marker | None = None) -> str:
    body = tree.parse(article.html)
    place_pictures(body, article, around.image, phrases)
    place_links(body, article, around.find_article)
    link_notes(body, phrases)
    frame_callouts(body)
    frame_tables(body, phrases)
    explain_terms(body, around.terms(article))
    if marker:
        mark(body, marker)
    fold_questions(body)
    return tree.serialise(body)
