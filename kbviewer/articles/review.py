"""What can be told of one article by itself, read as its reader will: dates, headings, pictures, how hard it is."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from math import ceil
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from kbviewer.articles import tree
from kbviewer.articles.article import Article, Problem
from kbviewer.articles.block import Block
from kbviewer.articles.blocks import parse_blocks
from kbviewer.articles.body_regions import REGIONS, introduction_of, regions_of
from kbviewer.articles.clinical_review import changed_since_review
from kbviewer.articles.draft import Draft, Lines, leaves
from kbviewer.articles.images import find_image, resolve
from kbviewer.articles.keys import IGNORE, KEYS
from kbviewer.articles.problems import RULES
from kbviewer.articles.raw_html import check_html
from kbviewer.articles.readability import lix
from kbviewer.articles.sections import is_about_doctors, is_callout

HARD = 55
"""LIX; above it a text is as hard as specialist literature (Björnsson 1968)."""

FEWEST_WORDS = 100
"""Fewer words are too small a sample for a LIX."""

HEAVY = 2 * 1024 * 1024
"""Bytes; a picture that is larger takes long to open on an old machine and prints no better."""

CONDITION = "tilstand"
"""The kind of an article that is about a complaint."""

NEAR = 0.75
"""Likeness of two words, from 0 to 1, from which one may be a slip of the other."""

_SPELT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_SYMPTOMS = re.compile(r"(?<![\w-])symptomer", re.I)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An article with all that its rules ask about. ``folders`` are where its pictures may be."""

    article: Article
    draft: Draft
    root: Element
    folders: Sequence[Path]
    today: date


def review(article: Article, draft: Draft, folders: Sequence[Path], today: date) -> Iterator[Problem]:
    """Everything that an article's own rules find, whether its owner silences it or not."""
    reviewed = Reviewed(article, draft, tree.parse(article.html), folders, today)
    for rule in _RULES:
        yield from rule(reviewed)


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of ``known`` that ``word`` is likely a slip of; empty when none is near.

    File names often spell æ ø å as ae oe aa, which makes no difference here.
    """
    spelt = {name.lower().translate(_SPELT): name for name in known}
    return next((spelt[name] for name in get_close_matches(word.lower().translate(_SPELT), spelt, 1, NEAR)), "")


def _keys(one: Reviewed) -> Iterator[Problem]:
    matter = one.draft.matter
    if matter.trouble:
        return  # lines of text may have been taken for keys
    lines = one.draft.text.split("\n")
    for key, line in matter.lines.items():
        if key not in KEYS:
            written = lines[line - 1].partition(":")[0].strip()
            read = [known.name for known in KEYS.values() if known.read]
            yield one.draft.problem("key_unknown", line, key=written, meant=nearest(key, read))


def _ignored(one: Reviewed) -> Iterator[Problem]:
    for name in sorted(one.draft.ignored - RULES.keys()):
        line = next(iter(one.draft.value_lines(IGNORE, name)), one.draft.key_line(IGNORE))
        yield one.draft.problem("ignore_unknown", line, name=name, meant=nearest(name, list(RULES)))


def _dates(one: Reviewed) -> Iterator[Problem]:
    article = one.article
    days = {"datePublished": article.published, "lastUpdated": article.updated, "lastReviewed": article.reviewed}
    for key, day in days.items():
        if day and day > one.today:
            yield one.draft.problem("date_in_future", one.draft.key_line(key), key=key, day=day.isoformat())


def _clinical_review(one: Reviewed) -> Iterator[Problem]:
    article, line = one.article, one.draft.key_line("lastReviewed")
    if article.reviewed and not article.reviewed_by:
        yield one.draft.problem("reviewer_missing", line)
    elif article.reviewed and (changed := changed_since_review(article)):
        days = {"reviewed": article.reviewed.isoformat(), "updated": changed.isoformat()}
        yield one.draft.problem("review_outdated", line, **days)


def _region(one: Reviewed) -> Iterator[Problem]:
    if one.article.is_introduction and one.article.id not in map(introduction_of, REGIONS):
        name = one.article.id.rpartition("/")[2]
        known = next((region for region in REGIONS if region in regions_of((name,))), "") or nearest(name, REGIONS)
        meant = introduction_of(known) if known else ""
        yield one.draft.problem("region_unknown", one.draft.key_line("kind"), id=one.article.id, meant=meant)


def _headings(one: Reviewed) -> Iterator[Problem]:
    title = Block("heading", 0, level=1)
    for above, below in pairwise([title, *leaves(parse_blocks(one.draft.body)[0], "heading")]):
        if below.level > above.level + 1:
            line, right = one.draft.first + below.first - 1, "#" * (above.level + 1)
            heading = " ".join(" ".join(below.lines).split())
            yield one.draft.problem("heading_skipped", line, heading=heading, right=right)


def _callout(one: Reviewed) -> Iterator[Problem]:
    titles = [section.title for section in one.article.sections]
    about = one.article.kind.casefold() == CONDITION or (not one.article.kind and any(map(_SYMPTOMS.search, titles)))
    if about and not any(map(is_callout, titles)):
        yield one.draft.problem("callout_missing", meant=next(filter(is_about_doctors, titles), ""))


def _lix(one: Reviewed) -> Iterator[Problem]:
    lines = [line for section in one.article.sections for line in section.text.split("\n")]
    hard = lix(lines)
    if hard > HARD and sum(len(line.split()) for line in lines) >= FEWEST_WORDS:
        yield one.draft.problem("lix_high", lix=str(hard))


def _pictures(one: Reviewed) -> Iterator[Problem]:
    lines = Lines(one.draft)
    for image in one.root.iter("img"):
        target = image.get("src", "")
        line = lines.find(target) if target else 0
        if not image.get("alt", "").strip():
            yield one.draft.problem("image_alt_missing", line, image=unquote(target))
        path = resolve(one.article.relative, target)
        file = find_image(one.folders, path) if path else None
        size = file.stat().st_size if file else 0
        if size > HEAVY:
            yield one.draft.problem("image_huge", line, image=unquote(target), megabytes=str(ceil(size / 2**20)))


def _html(one: Reviewed) -> Iterator[Problem]:
    return check_html(one.draft)


_RULES: tuple[Callable[[Reviewed], Iterator[Problem]], ...] = (
    _keys, _ignored, _dates, _clinical_review, _region, _headings, _callout, _lix, _pictures, _html,
)  # fmt: skip
