"""One file -> one `Article`, with everything its owner should mend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from kbviewer.articles import checks, frontmatter, tree
from kbviewer.articles.article import Article, Problem, Related, SourceFile
from kbviewer.articles.body_parts import tidy
from kbviewer.articles.dates import parse_date
from kbviewer.articles.draft import Draft
from kbviewer.articles.folder import article_id
from kbviewer.articles.identity import valid_id
from kbviewer.articles.markup import to_html
from kbviewer.articles.sections import HEADINGS, sections_of, set_anchors
from kbviewer.articles.source_text import read_text


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article, what it was read from, and the problems met on the way that its owner does not silence.

    ``article`` and ``draft`` are None when the file cannot be read as text.
    """

    article: Article | None
    problems: tuple[Problem, ...]
    draft: Draft | None = None


class _Notes:
    """Collects the problems of one file."""

    def __init__(self, file: str, met: Sequence[Problem]) -> None:
        self.file = file
        self.problems = list(met)

    def add(self, rule: str, line: int = 0, **values: str) -> None:
        self.problems.append(Problem(self.file, line, rule, tuple(values.items())))


def load(source: SourceFile, folders: Sequence[Path] = ()) -> Loaded:
    """Read one file. Never raises for what is in it, or for its being gone.

    ``folders`` are where its pictures may be; its own content folder always counts.
    """
    text, met = read_text(source.path, source.relative)
    if text is None:
        return Loaded(None, met)
    notes = _Notes(source.relative, met)
    matter, body, first = frontmatter.split(text)
    if matter.trouble:
        notes.add(matter.trouble, matter.line, reason=matter.reason)
    root = tree.parse(to_html(body))
    article = _article(source, matter, root, notes)
    if not article.html.strip():
        notes.add("text_missing")
    draft = Draft(source, text, matter, body, first)
    places = folders if source.folder in folders else (source.folder, *folders)
    found = [*notes.problems, *checks.check_links(draft), *checks.check_images(draft, root, places)]
    return Loaded(article, tuple(problem for problem in found if problem.rule not in draft.ignored), draft)


def _article(source: SourceFile, matter: frontmatter.FrontMatter, root: Element, notes: _Notes) -> Article:
    title = _title(source, matter, root, notes)
    _drop_repeated_title(root, title)
    set_anchors(root)
    sections = sections_of(root)
    published = _date(matter, ("datepublished",), notes)
    updated = _date(matter, ("lastupdated",), notes)
    if published and updated and updated < published:
        line = matter.lines.get("lastupdated", 0)
        notes.add("updated_before_published", line, updated=updated.isoformat(), published=published.isoformat())
        updated = None
    return Article(
        id=_id(source, matter, notes),
        title=title,
        source=source,
        html=tree.serialise(root),
        sections=sections,
        description=matter.text("description"),
        author=matter.text("author"),
        published=published,
        updated=updated,
        body_parts=tidy(matter.items("bodyparts")),
        keywords=matter.items("aliases", "keywords"),
        kind=matter.text("kind"),
        reviewed_by=matter.text("reviewedby"),
        reviewed=_date(matter, ("lastreviewed",), notes),
        stated_sources=matter.items("source", "sources", "kilde", "kilder"),
        video=matter.text("videourl"),
        related=_related(matter),
        unlisted=matter.text("unlisted").lower() in ("true", "yes", "ja", "1"),
    )


def _title(source: SourceFile, matter: frontmatter.FrontMatter, root: Element, notes: _Notes) -> str:
    named = matter.text("title") or matter.text("metatitle").split(" – ")[0].strip()
    if named:
        return "".join(letter for letter in " ".join(named.split()) if letter.isprintable())
    heading = next((" ".join(tree.text_of(part).split()) for part in root if part.tag in HEADINGS), "")
    name = article_id(source.relative).rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    title = heading or (name[:1].upper() + name[1:])
    notes.add("title_missing", title=title)
    return title


def _drop_repeated_title(root: Element, title: str) -> None:
    if len(root) and root[0].tag == "h1" and " ".join(tree.text_of(root[0]).split()) == title:
        root.remove(root[0])


def _date(matter: frontmatter.FrontMatter, keys: tuple[str, ...], notes: _Notes) -> date | None:
    text = matter.text(*keys)
    day = parse_date(text) if text else None
    if text and day is None:
        notes.add("date_impossible", matter.lines.get(keys[0], 0), date=text[:40])
    return day


def _id(source: SourceFile, matter: frontmatter.FrontMatter, notes: _Notes) -> str:
    given = matter.text("id")
    if given and not valid_id(given):
        notes.add("id_invalid", matter.lines.get("id", 0), id=given[:80])
    return valid_id(given) or article_id(source.relative)


def _related(matter: frontmatter.FrontMatter) -> tuple[Related, ...]:
    tables = [
        Related("/".join(filter(None, (row.get("type"), row.get("slug")))), row.get("title", ""))
        for row in matter.tables.get("related", [])
        if row.get("slug")
    ]
    plain = [Related(slug, "") for slug in matter.items("related")]
    return tuple(related for related in (*tables, *plain) if related.slug)
