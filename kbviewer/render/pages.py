"""A `kb:` address -> a `Page`: a pure function of the address, the theme and the library behind it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from kbviewer import urls
from kbviewer.articles.article import LANGUAGE, Article, Problem
from kbviewer.articles.body_regions import REGIONS, introduction_of, regions_of
from kbviewer.articles.picture import media_type, trouble
from kbviewer.errors import InputError
from kbviewer.i18n import Catalogue
from kbviewer.render.article import Surroundings, article_html, introduction_html
from kbviewer.render.body_map import Drawing
from kbviewer.render.links import without_outside
from kbviewer.render.marks import Marker
from kbviewer.render.overview import Listed, home_html, not_found_html, region_html, topic_html, unreadable_html
from kbviewer.render.page import Page, html_page
from kbviewer.render.theme import stylesheet


class Shelf(Surroundings, Protocol):
    """What pages are made of: the articles and pictures of the library."""

    def article(self, article_id: str) -> Article | None:
        """The article of this id, read now; None when there is none."""

    @property
    def is_read(self) -> bool:
        """Whether the library has been read, if only in vain; until then it only looks empty."""

    def unreadable(self, article_id: str) -> Problem | None:
        """Why there is a file for this id but no article; None when there is no such file."""

    def listed(self) -> Sequence[Listed]:
        """Every article that lists may show."""


class Pages:
    """Answers every address the web view asks for; never raises for one it cannot answer."""

    def __init__(
        self,
        shelf: Shelf,
        words: Catalogue,
        page_css: str,
        drawing: Drawing,
        marker: Callable[[str], Marker] | None = None,
        *,
        on_kiosk: bool = False,
    ) -> None:
        """``on_kiosk``: the pages are for a patient at a shared PC, who has no menus and no files."""
        self._shelf = shelf
        self._words = words
        self._css = f"{stylesheet()}\n{page_css}".encode()
        self._drawing = drawing
        self._marker = marker
        self._on_kiosk = on_kiosk

    def page(self, url: str, theme: str = "light", *, marked: bool = True, outside: bool = True) -> Page:
        """The page at ``url``; an error page with ``found`` false when there is none.

        ``marked``: the words of the search that led to an article are marked in it. ``outside``: links may lead out of
        the program.
        """
        try:
            address = urls.parse(url) if marked else replace(urls.parse(url), mark="")
        except InputError:
            return self._not_found(theme)
        answers: dict[urls.Kind, Callable[[urls.Address, str], Page | None]] = {
            "page": self._own,
            "article": partial(self._article, outside=outside),
            "topic": partial(self._topic, outside=outside),
            "region": partial(self._region, outside=outside),
            "image": self._image,
            "style": self._style,
        }
        return answers[address.kind](address, theme) or self._not_found(theme)

    def _own(self, address: urls.Address, theme: str) -> Page | None:
        if address.path != urls.HOME.path:
            return None
        shelf, on_kiosk = self._shelf, self._on_kiosk
        main = home_html(shelf.listed(), self._words, self._drawing, is_read=shelf.is_read, on_kiosk=on_kiosk)
        return self._html(self._words.text("window.home"), main, theme, wide=True)

    def _topic(self, address: urls.Address, theme: str, *, outside: bool) -> Page | None:
        regions = regions_of((address.path,))
        introduction = self._introduction(*regions, outside=outside) if len(regions) == 1 else ""
        html = topic_html(address.path, self._shelf.listed(), self._words, introduction)
        return self._html(address.path, html, theme, wide=True) if html else None

    def _region(self, address: urls.Address, theme: str, *, outside: bool) -> Page | None:
        if address.path not in REGIONS:
            return None
        introduction = self._introduction(address.path, outside=outside)
        html = region_html(address.path, self._shelf.listed(), self._words, introduction)
        return self._html(self._words.text(f"body.{address.path}"), html, theme, wide=True) if html else None

    def _introduction(self, region: str, *, outside: bool) -> str:
        """What the library says of a region before its articles; "" when it says nothing."""
        article = self._shelf.article(introduction_of(region))
        if article is None or not article.is_introduction:
            return ""
        html = introduction_html(article, self._shelf, self._words)
        return html if outside else without_outside(html)

    def _article(self, address: urls.Address, theme: str, *, outside: bool) -> Page | None:
        article = self._shelf.article(address.path)
        if article is None:
            return self._unreadable(address.path, theme)
        marker = self._marker(address.mark) if self._marker and address.mark else None
        main = article_html(article, self._shelf, self._words, marker)
        shown = main if outside else without_outside(main)
        return html_page(article.title, shown, language=LANGUAGE, theme=theme, on_kiosk=self._on_kiosk)

    def _unreadable(self, article_id: str, theme: str) -> Page | None:
        problem = self._shelf.unreadable(article_id)
        if problem is None:
            return None
        of_file = self._words.text(f"problem.{problem.rule}.message", **dict(problem.values))
        why = self._words.text("kiosk.unreadable") if self._on_kiosk else of_file
        return self._html(self._words.text("page.unreadable"), unreadable_html(why, self._words), theme, found=False)

    def _image(self, address: urls.Address, _theme: str) -> Page | None:
        file = self._shelf.image(address.path)
        if file is None or trouble(file):
            return None
        try:
            body = file.read_bytes()
        except OSError:
            return None
        return Page(media_type(body), body)

    def _style(self, address: urls.Address, _theme: str) -> Page | None:
        return Page("text/css", self._css) if address.path == "page.css" else None

    def _not_found(self, theme: str) -> Page:
        return self._html(self._words.text("page.not_found"), not_found_html(self._words), theme, found=False)

    def _html(self, title: str, main: str, theme: str, *, wide: bool = False, found: bool = True) -> Page:
        language, on_kiosk = self._words.language, self._on_kiosk
        return html_page(title, main, language=language, theme=theme, wide=wide, found=found, on_kiosk=on_kiosk)
