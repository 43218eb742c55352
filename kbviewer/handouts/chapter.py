"""One article of a handout on paper: its chosen sections, addresses for a phone, and what is known of its review."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby, takewhile
from xml.etree.ElementTree import Element

from kbviewer.articles import tree
from kbviewer.articles.clinical_review import review_sentence
from kbviewer.handouts import qr
from kbviewer.handouts.album import Album
from kbviewer.handouts.document import Writer, sections_by_anchor, without_pictures
from kbviewer.handouts.exercises import Exercise
from kbviewer.handouts.handout import LEAD, Part, callout_of
from kbviewer.handouts.plan import is_changed_in_plan, is_told_in_plan, told_in_plan
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
        self._late_pictures: list[Element] = []
        self._urgent = callout_of(part.article)
        first = (LEAD, *self._urgent)
        self._first = tuple(takewhile(first.__contains__, part.sections))
        self._later = part.sections[len(self._first) :]

    def beginning(self, *, with_pictures: bool) -> list[str]:
        """The lead and when to see a doctor, if the part begins with them, as Typst expressions.

        Without the lead's pictures, they come first in `rest`.
        """
        if not with_pictures and LEAD in self._first:
            self._found[LEAD], pictures = without_pictures(self._found[LEAD])
            self._late_pictures = [pictures]
        return self._blocks(self._first)

    def rest(self) -> list[str]:
        """The other sections and the addresses for a phone, as Typst expressions."""
        return [*self._writer.blocks(self._late_pictures), *self._blocks(self._later), *self._codes()]

    def closing(self) -> str:
        """The line on the review, as a Typst expression."""
        return call("closing", string(review_sentence(self._article, self._words)))

    def _blocks(self, anchors: Sequence[str]) -> list[str]:
        """Some sections; those that tell when to see a doctor in a box."""
        written: list[str] = []
        for urgent, run in groupby(anchors, key=self._urgent.__contains__):
            chosen = list(run)
            if LEAD in chosen and self._article.description:
                written.append(call("lead", words(self._article.description)))
            blocks = self._writer.blocks(self._found[anchor] for anchor in chosen if anchor in self._found)
            written += [f"callout{joined(blocks)}"] if urgent else blocks
        return written

    def _instead(self, block: Element) -> str:
        is_elsewhere = is_told_in_plan if block.tag == "table" else is_changed_in_plan
        return told_in_plan(self._words) if is_elsewhere(block, self._article, self._exercises) else ""

    def _codes(self) -> list[str]:
        """QR codes of the video and of the first source on the web, each with its address."""
        sources = (qr.web_address(source) for source in self._article.stated_sources)
        source = next(filter(None, sources), "")
        told = (("handout.video", qr.web_address(self._article.video)), ("handout.source", source))
        return [
            call(
                "code", self._album.add(qr.code(address)), words(self._words.text(key)), string(address), words(address)
            )
            for key, address in told
            if address
        ]
