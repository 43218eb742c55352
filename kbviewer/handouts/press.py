"""Handouts as tagged PDF for paper, made without a window."""

from dataclasses import dataclass, field
from datetime import date

from kbviewer.articles.article import Article
from kbviewer.handouts.album import Album, FindImage
from kbviewer.handouts.chapter import Chapter
from kbviewer.handouts.handout import NOBODY, Handout, Patient
from kbviewer.handouts.head import contact, head, is_personal
from kbviewer.handouts.letterhead import PLAIN, Letterhead
from kbviewer.handouts.plan import message, plan
from kbviewer.handouts.source import around, call, string, words
from kbviewer.handouts.typeset import to_pdf
from kbviewer.i18n import Catalogue

LONGEST_FOOTER_TITLE = 60


@dataclass(frozen=True, slots=True)
class Printed:
    """A handout on paper. ``missing`` are the pictures that a frame stands for, as the articles name them.

    The PDF may name a patient: it stays out of the repr.
    """

    pdf: bytes = field(repr=False)
    missing: tuple[str, ...] = ()


class Press:
    """Prints handouts on the paper of one clinic, in one language."""

    def __init__(self, find_image: FindImage, words: Catalogue, letterhead: Letterhead = PLAIN) -> None:
        self._find_image = find_image
        self._words = words
        self._letterhead = letterhead

    def pdf(self, handout: Handout, printed: date, patient: Patient = NOBODY) -> Printed:
        """Print a handout; ``printed`` is the day on it. Nothing is written anywhere.

        Raises:
            ContentError: the handout cannot be typeset (``handout_failed``).
        """
        album = Album(self._find_image, self._words)
        top, told = self._for_patient(handout, printed, patient, album)
        title = _title(handout, self._words)
        expressions = [*top, call("heading", words(title), level="1")]
        if len(handout.parts) == 1:
            expressions += self._only_article(handout, told, album)
        else:
            expressions += self._several_articles(handout, told, album, printed)
        first = handout.parts[0].article if len(handout.parts) == 1 else None
        looks = {
            "title": string(title),
            "language": string(self._words.language),
            "size": f"{handout.text_size}pt",
            "footer": string(_footer(title, first, printed, self._words)),
            "page_words": around(self._words.text("handout.page_of", n="\0", total="\1"), "\0", "\1"),
        }
        lines = ['import "/layout.typ": *', f"show: {call('sheet.with', **looks)}", *expressions]
        return Printed(to_pdf("".join(f"#{line}\n" for line in lines), album.files), album.missing)

    def _for_patient(
        self, handout: Handout, printed: date, patient: Patient, album: Album
    ) -> tuple[list[str], list[str]]:
        """The head and the message of a handout for a patient."""
        letterhead = self._letterhead
        if not is_personal(handout, patient, letterhead):
            return [], []
        logo = album.add(letterhead.logo) if letterhead.logo else ""
        return (
            [head(letterhead, logo, patient, printed, self._words)],
            [message(handout, patient, contact(letterhead, self._words), self._words)],
        )

    def _only_article(self, handout: Handout, told: list[str], album: Album) -> list[str]:
        """What to do comes after the lead and when to see a doctor, for it is what the person came for."""
        (part,) = handout.parts
        chapter = Chapter(part, album, self._words, level=1, exercises=handout.exercises)
        return [chapter.beginning(), *plan(handout, {}, self._words), *told, chapter.rest()]

    def _several_articles(self, handout: Handout, told: list[str], album: Album, printed: date) -> list[str]:
        """The first page tells what to do and where the articles are."""
        labels = {part.article.id: f"article{number}" for number, part in enumerate(handout.parts)}
        written = [
            call("contents", words(self._words.text("handout.contents"))),
            *plan(handout, labels, self._words),
            *told,
        ]
        for part in handout.parts:
            title = _name(part.article)
            footer = _footer(title, part.article, printed, self._words)
            chapter = Chapter(part, album, self._words, level=2, exercises=handout.exercises)
            written.append(call("next-article", words(title), string(footer), f"<{labels[part.article.id]}>"))
            written += [chapter.beginning(), chapter.rest()]
        return written


def _title(handout: Handout, catalogue: Catalogue) -> str:
    if handout.title.strip():
        return handout.title.strip()
    return _name(handout.parts[0].article) if len(handout.parts) == 1 else catalogue.text("handout.several")


def _name(article: Article) -> str:
    return article.title.strip() or article.id


def _footer(title: str, article: Article | None, printed: date, catalogue: Catalogue) -> str:
    """The title, shortened, the date of the article if the page is of one, and that of printing."""
    name = _name(article) if article else title
    short = name if len(name) <= LONGEST_FOOTER_TITLE else f"{name[:LONGEST_FOOTER_TITLE].rstrip()} …"
    changed = _changed(article, catalogue) if article else ""
    parts = (short, changed[:1].lower() + changed[1:], catalogue.text("handout.printed", date=catalogue.date(printed)))
    return " · ".join(part for part in parts if part)


def _changed(article: Article, catalogue: Catalogue) -> str:
    if article.updated:
        return catalogue.text("page.updated", date=catalogue.date(article.updated))
    return catalogue.text("page.published", date=catalogue.date(article.published)) if article.published else ""
