"""Who has clinically reviewed an article, told the same on page and paper."""

from datetime import date
from typing import Protocol

from kbviewer.articles.article import Article


class Words(Protocol):
    """What is asked of a catalogue."""

    def text(self, key: str, /, **values: object) -> str:
        """The sentence of ``key``."""

    def date(self, day: date) -> str:
        """A date in words."""


def review_sentence(article: Article, words: Words) -> str:
    """Who has reviewed an article and when, and whether it has changed since; or that nobody has."""
    name, day = article.reviewed_by, article.reviewed
    if not name:
        return words.text("page.not_reviewed")
    if not day:
        return words.text("page.reviewed", name=name)
    told = words.text("page.reviewed_on", name=name, date=words.date(day))
    changed = changed_since_review(article)
    return f"{told} {words.text('page.changed_since', date=words.date(changed))}" if changed else told


def changed_since_review(article: Article) -> date | None:
    """The day of the newest change, if it is later than the review; None when the review holds or has no day."""
    newest = article.updated or article.published
    return newest if newest and article.reviewed and newest > article.reviewed else None
