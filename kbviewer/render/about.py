"""What is told about an article: the facts under its title, and the panel "Om artiklen" at its end."""

from html import escape

from kbviewer.articles.article import Article
from kbviewer.articles.clinical_review import review_sentence
from kbviewer.articles.readability import grade, lix, reading_minutes, word_count
from kbviewer.render.links import shown_address
from kbviewer.render.phrases import Phrases


def facts_html(article: Article, phrases: Phrases) -> str:
    """The line under the title: parts of the body, the newest date, reading time."""
    parts = [f"<span>{escape(', '.join(article.body_parts))}</span>"] if article.body_parts else []
    facts = []
    if article.updated:
        facts.append(phrases.html("page.updated", date=phrases.words.date(article.updated)))
    elif article.published:
        facts.append(phrases.html("page.published", date=phrases.words.date(article.published)))
    facts.append(phrases.html("page.reading_time", n=_minutes(article)))
    parts += [f"<span{phrases.attribute}>{fact}</span>" for fact in facts]
    return f'<p class="facts">{"".join(parts)}</p>'


def about_html(article: Article, phrases: Phrases) -> str:
    """The panel, and whether the article has been clinically reviewed."""
    rows = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in _rows(article, phrases))
    return (
        f'<footer class="about"{phrases.attribute}><h2>{phrases.html("about.title")}</h2>'
        f"{review_html(article, phrases)}<dl>{rows}</dl></footer>"
    )


def review_html(article: Article, phrases: Phrases) -> str:
    """The line on who has clinically reviewed an article, or that nobody has."""
    lacking = "" if article.reviewed_by else " lacking"
    return f'<p class="review{lacking}"{phrases.attribute}>{escape(review_sentence(article, phrases.words))}</p>'


def _rows(article: Article, phrases: Phrases) -> list[tuple[str, str]]:
    """Name and value of each row, as HTML."""
    blocks = [line for section in article.sections for line in section.text.split("\n")]
    number = lix(blocks)
    readability = phrases.html("about.lix", lix=number, grade=phrases.text(f"about.lix_{grade(number)}"))
    date = phrases.words.date
    rows = [
        ("author", escape(article.author)),
        ("published", escape(date(article.published)) if article.published else ""),
        ("updated", escape(date(article.updated)) if article.updated else ""),
        ("source", _sources(article)),
        ("reading_time", phrases.html("about.minutes", n=_minutes(article))),
        ("length", phrases.html("about.words", n=word_count(blocks))),
        ("readability", readability if number else ""),
    ]
    return [(phrases.html(f"about.{name}"), value) for name, value in rows if value]


def _sources(article: Article) -> str:
    """What the author built on; else the file that the article is."""
    return "<br>".join(map(_source, article.stated_sources or (article.source.relative,)))


def _source(text: str) -> str:
    is_address = text.startswith(("http://", "https://")) and not any(letter.isspace() for letter in text)
    if not (is_address and shown_address(text)):
        return escape(text)
    return f'<a class="external" href="{escape(text)}" title="{escape(text)}">{escape(shown_address(text))}</a>'


def _minutes(article: Article) -> int:
    return reading_minutes(section.text for section in article.sections)
