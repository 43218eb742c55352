"""The whole of one handout as a Typst document: what comes after what."""

from datetime import date

from kbviewer.articles.article import LANGUAGE, Article
from kbviewer.handouts.album import Album
from kbviewer.handouts.chapter import Chapter
from kbviewer.handouts.handout import Handout, Patient
from kbviewer.handouts.head import contact, head, is_personal
from kbviewer.handouts.letterhead import Letterhead
from kbviewer.handouts.plan import message, plan
from kbviewer.handouts.source import around, array, call, joined, string, words
from kbviewer.i18n import Catalogue

LONGEST_FOOTER_TITLE = 60

UNBROKEN = "\u00a0"
"""A space that no line ends at."""


class Paper:
    """Writes the document of one handout for one patient; its pictures go into ``album``."""

    def __init__(
        self,
        handout: Handout,
        printed: date,
        patient: Patient,
        letterhead: Letterhead,
        *,
        catalogue: Catalogue,
        album: Album,
    ) -> None:
        self._handout = handout
        self._printed = printed
        self._patient = patient
        self._letterhead = letterhead
        self._words = catalogue
        self._album = album
        self._only = handout.parts[0].article if len(handout.parts) == 1 else None

    def document(self) -> str:
        """The Typst source."""
        title = self._title()
        looks = {
            "title": string(title),
            "language": string(LANGUAGE),
            "size": f"{self._handout.text_size}pt",
            "footer": self._footer(title, self._only),
            "page_words": around(self._words.text("handout.page_of", n="\0", total="\1"), "\0", "\1"),
        }
        heading = call("heading", words(title), level="1")
        lines = ['import "/layout.typ": *', f"show: {call('sheet.with', **looks)}"]
        if is_personal(self._handout, self._patient, self._letterhead):
            logo = self._album.add(self._letterhead.logo)
            lines.append(self._said(head(self._letterhead, logo, self._patient, self._printed, self._words)))
        return "".join(f"#{line}\n" for line in (*lines, heading, *self._body()))

    def _title(self) -> str:
        if self._handout.title.strip():
            return self._handout.title.strip()
        return _name(self._only) if self._only else self._words.text("handout.several")

    def _body(self) -> list[str]:
        """The articles, and what there is to do."""
        labels = {} if self._only else {part.article.id: _label(n) for n, part in enumerate(self._handout.parts)}
        to_do = plan(self._handout, labels, self._words)
        if to_do or self._handout.note.strip() or self._patient.note.strip() or self._patient.next_time.strip():
            ask = contact(self._letterhead, self._words)
            to_do.append(message(self._handout, self._patient, ask, self._words))
        to_do = list(map(self._said, to_do))
        return self._only_article(to_do) if self._only else self._several_articles(to_do)

    def _only_article(self, to_do: list[str]) -> list[str]:
        """What to do comes right after the lead and when to see a doctor: before pictures, so as to be on page 1."""
        (chapter,) = self._chapters(level=1)
        blocks = [*chapter.beginning(with_pictures=not to_do), *to_do, *chapter.rest()]
        return _closed(blocks, self._said(chapter.closing()))

    def _several_articles(self, to_do: list[str]) -> list[str]:
        """The first page tells where the articles are, and what to do."""
        written = [self._said(call("contents", words(self._words.text("handout.contents")))), *to_do]
        for number, (part, chapter) in enumerate(zip(self._handout.parts, self._chapters(level=2), strict=True)):
            title = _name(part.article)
            footer = self._footer(title, part.article)
            written.append(call("next-article", words(title), footer, f"<{_label(number)}>"))
            blocks = [*chapter.beginning(with_pictures=True), *chapter.rest()]
            written += _closed(blocks, self._said(chapter.closing()))
        return written

    def _said(self, expression: str) -> str:
        """What the program says, and no article: in the language of the program."""
        return joined((call("set text", lang=string(self._words.language)), expression))

    def _chapters(self, level: int) -> list[Chapter]:
        told = self._handout.exercises
        return [Chapter(part, self._album, self._words, level=level, exercises=told) for part in self._handout.parts]

    def _footer(self, title: str, article: Article | None) -> str:
        """The title, shortened; and when the article of a page was changed, and when it was printed."""
        name = _name(article) if article else title
        changed = _changed(article, self._words) if article else ""
        printed = self._words.text("handout.printed", date=self._words.date(self._printed))
        dates = [date.replace(" ", UNBROKEN) for date in (changed[:1].lower() + changed[1:], printed) if date]
        return array(map(string, (shortened(name, LONGEST_FOOTER_TITLE), " · ".join(dates))))


def shortened(text: str, most: int) -> str:
    """The beginning of a text of more than so many letters, up to a word's end if there is one."""
    if len(text) <= most:
        return text
    beginning = text[: most + 1].rpartition(" ")[0] or text[:most]
    return f"{beginning.rstrip(' –-,:')} …"


def _closed(blocks: list[str], closing: str) -> list[str]:
    """The closing line keeps the last block with it: alone it would make a page of its own."""
    return [*blocks[:-1], *(f"kept-with-next[#{last};]" for last in blocks[-1:]), closing]


def _label(number: int) -> str:
    return f"article{number}"


def _name(article: Article) -> str:
    return article.title.strip() or article.id


def _changed(article: Article, catalogue: Catalogue) -> str:
    if article.updated:
        return catalogue.text("page.updated", date=catalogue.date(article.updated))
    return catalogue.text("page.published", date=catalogue.date(article.published)) if article.published else ""
