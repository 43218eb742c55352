"""One article of a handout on paper: its chosen sections, addresses for a phone, and what is known of its review."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby, takewhile
from xml.etree.ElementTree import Element

from kbviewer.articles import tree
from kbviewer.articles.article import LANGUAGE, Article
from kbviewer.handouts import qr
from kbviewer.handouts.album import Album
from kbviewer.handouts.document import Writer, sections_by_anchor
from kbviewer.handouts.exercises import Exercise
from kbviewer.handouts.handout import LEAD, Part, callout_of
from kbviewer.handouts.plan import is_told_in_plan, told_in_plan
from kbviewer.handouts.source import call, joined, string, words
from kbviewer.i18n import Catalogue


class Chapter:
    """Writes one article, from its beginning to its end.

    ``level`` is that of the article's title; ``exercises`` are those of the handout's table, whose dose no table of
    the article is to tell a second time.
    """

    def __init__(
        self, part: Part, album: Album, catalogue: Catalogue, *, level: int, exercises: tuple[Exercise, ...]
    ) -> None:
        self._article = part.article
        self._exercises = exercises
        self._album = album
        self._words = catalogue
        self._writer = Writer(partial(album.show, part.article), level, self._instead)
        self._found = sections_by_anchor(tree.parse(part.article.html))
        self._urgent = callout_of(part.article)
        first = (LEAD, *self._urgent)
        self._first = tuple(takewhile(first.__contains__, part.sections))
        self._later = part.sections[len(self._first) :]

    def beginning(self) -> str:
        """The lead and when to see a doctor, if the part begins with them, as a Typst expression."""
        return self._sections(self._first)

    def rest(self) -> str:
        """The other sections, the addresses for a phone and the line on the review, as a Typst expression."""
        closing = call("closing", string(_review(self._article, self._words)))
        return joined((self._sections(self._later), *self._codes(), closing))

    def _sections(self, anchors: Sequence[str]) -> str:
        """Some sections, in Danish as all articles are; those that tell when to see a doctor in a box."""
        written = []
        for urgent, run in groupby(anchors, key=self._urgent.__contains__):
            chosen = list(run)
            if LEAD in chosen and self._article.description:
                written.append(call("lead", words(self._article.description)))
            body = self._writer.sections(self._found[anchor] for anchor in chosen if anchor in self._found)
            written.append(f"callout{body}" if urgent else body)
        return joined((f'set text(lang: "{LANGUAGE}")', *written))

    def _instead(self, table: Element) -> str:
        repeats = is_told_in_plan(table, self._article, self._exercises)
        return told_in_plan(self._words) if repeats else ""

    def _codes(self) -> list[str]:
        """QR codes of the video and of the first source on the web, each with its address."""
        sources = (qr.web_address(source) for source in self._article.stated_sources)
        source = next(filter(None, sources), "")
        told = (("handout.video", qr.web_address(self._article.video)), ("handout.source", source))
        return [
            call("code", self._album.add(qr.code(address)), words(self._words.text(key)), string(address))
            for key, address in told
            if address
        ]


def _review(article: Article, catalogue: Catalogue) -> str:
    if article.reviewed_by:
        return catalogue.text("page.reviewed", name=article.reviewed_by)
    return catalogue.text("page.not_reviewed")
