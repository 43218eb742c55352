"""Handouts as tagged PDF for paper, made without a window."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kbviewer.articles import tree
from kbviewer.articles.article import Article
from kbviewer.articles.images import resolve
from kbviewer.articles.picture import trouble
from kbviewer.handouts.document import content, string
from kbviewer.handouts.handout import NOBODY, Handout, Patient
from kbviewer.handouts.layout import LAYOUT
from kbviewer.handouts.letterhead import PLAIN, Letterhead
from kbviewer.handouts.typeset import can_show, to_pdf
from kbviewer.i18n import Catalogue

FindImage = Callable[[str], Path | None]
"""The file of a picture by its path below a content folder; None when there is none."""

LARGEST_PICTURE = 30_000_000
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
        """Print a handout; ``printed`` is the day in its footer. Nothing of the patient is written anywhere.

        Raises:
            ContentError: the handout cannot be typeset (``handout_failed``).
        """
        words, article = self._words, handout.parts[0].article
        album = _Album(article, self._find_image, words)
        body = content(tree.parse(article.html), album.show)
        document = f"{LAYOUT}\n#show: handout.with({_facts(article, words, printed)})\n"
        document += f"#lead({string(article.description)})\n" if article.description else ""
        document += f"#{body}\n#closing({string(_review(article, words))})\n"
        return Printed(to_pdf(document, album.pictures), tuple(album.missing))


def _facts(article: Article, words: Catalogue, printed: date) -> str:
    title = article.title.strip() or article.id
    short = title if len(title) <= LONGEST_FOOTER_TITLE else f"{title[:LONGEST_FOOTER_TITLE].rstrip()} …"
    changed = _changed(article, words)
    footer = [short, changed[:1].lower() + changed[1:], words.text("handout.printed", date=words.date(printed))]
    values = {
        "title": string(title),
        "language": string(words.language),
        "facts": string(changed),
        "footer": string(" · ".join(part for part in footer if part)),
        "page-words": _page_words(words),
    }
    return ", ".join(f"{name}: {value}" for name, value in values.items())


def _changed(article: Article, words: Catalogue) -> str:
    if article.updated:
        return words.text("page.updated", date=words.date(article.updated))
    return words.text("page.published", date=words.date(article.published)) if article.published else ""


def _review(article: Article, words: Catalogue) -> str:
    if article.reviewed_by:
        return words.text("page.reviewed", name=article.reviewed_by)
    return words.text("page.not_reviewed")


def _page_words(words: Catalogue) -> str:
    """The three pieces around the page numbers, which only Typst knows."""
    before, _, rest = words.text("handout.page_of", n="\0", total="\1").partition("\0")
    between, _, after = rest.partition("\1")
    return f"({string(before)}, {string(between)}, {string(after)})"


class _Album:
    """The pictures of one article: read, checked and named for the typesetter."""

    def __init__(self, article: Article, find_image: FindImage, words: Catalogue) -> None:
        self._article = article
        self._find_image = find_image
        self._words = words
        self._names: dict[Path, str] = {}
        self.pictures: dict[str, bytes] = {}
        self.missing: dict[str, None] = {}

    def show(self, source: str, alt: str) -> str:
        """The Typst expression of a picture, or of the frame that stands for a missing one."""
        path = resolve(self._article.source.relative, source)
        file = self._find_image(path) if path else None
        name = self._name(file) if file and not trouble(file) else ""
        if name:
            return f"picture({string('/' + name)}, {string(alt)})"
        self.missing[source] = None
        said = self._words.text("page.picture_missing")
        return f"missing({string(f'{said}: {alt}' if alt else said)})"

    def _name(self, file: Path) -> str:
        """The picture's name in the document; empty when it cannot be read or decoded."""
        if file not in self._names:
            picture = _read(file)
            name = f"picture{len(self._names)}.{_kind(picture)}"
            usable = bool(picture) and can_show(name, picture)
            self._names[file] = name if usable else ""
            if usable:
                self.pictures[name] = picture
        return self._names[file]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.stat().st_size <= LARGEST_PICTURE else b""
    except OSError:
        return b""


def _kind(picture: bytes) -> str:
    """The file type by what is in it: names in content folders are often wrong."""
    if picture.startswith(b"\x89PNG"):
        return "png"
    if picture.startswith(b"\xff\xd8"):
        return "jpg"
    if picture.startswith(b"GIF8"):
        return "gif"
    return "webp" if picture[8:12] == b"WEBP" else "svg"
