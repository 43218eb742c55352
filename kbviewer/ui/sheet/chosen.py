"""An article on a handout in the making: every section in the order of the paper, and which of them are printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kbviewer.articles.article import Article, Section
from kbviewer.handouts.handout import LEAD, Part, callout_of, usual_sections


@dataclass(frozen=True, slots=True)
class Chosen:
    """``order`` holds the anchors of all sections, each followed by those below it; ``ticked`` those printed.

    Sections stand below each other as their headings do, but those that tell when to see a doctor stand by
    themselves, so that they can come first. Only by name are they ever taken out: see `with_tick`.
    """

    article: Article
    order: tuple[str, ...]
    ticked: frozenset[str]
    callout: frozenset[str] = field(compare=False)
    """The anchors of what tells when to see a doctor."""
    parents: Mapping[str, str | None] = field(compare=False, repr=False)
    """The anchor of the heading that each section stands below; looked up for every row that is shown."""

    @classmethod
    def of(cls, part: Part) -> "Chosen":
        """The article as ``part`` prints it; what it leaves out stays where the author put it."""
        article = part.article
        parents = _parents(article)
        places = {anchor: place for place, anchor in enumerate(part.sections)}
        usual = tuple(anchor for anchor in usual_sections(article) if anchor in parents)
        order = tuple(_arranged(None, usual, parents, places))
        ticked = frozenset(part.sections) & frozenset(order)
        return cls(article, order, ticked, frozenset(callout_of(article)), parents)

    @property
    def part(self) -> Part:
        """What is printed of the article."""
        return Part(self.article, tuple(anchor for anchor in self.order if anchor in self.ticked))

    @property
    def lacks_callout(self) -> bool:
        """Whether what tells when to see a doctor has been taken out, be it in part."""
        return not self.callout <= self.ticked

    def section(self, anchor: str) -> Section:
        """The section at an anchor that the article has; that of the lead may have no text."""
        found = (section for section in self.article.sections if section.anchor == anchor)
        return next(found, Section(LEAD, "", 0, ""))

    def below(self, anchor: str | None) -> tuple[str, ...]:
        """The anchors right below a heading, in their order; those below none for None."""
        return tuple(each for each in self.order if self.parents[each] == anchor)

    def whole(self, anchor: str | None) -> tuple[str, ...]:
        """An anchor and all that are below it; everything for None."""
        own = () if anchor is None else (anchor,)
        return own + tuple(each for child in self.below(anchor) for each in self.whole(child))

    def with_tick(self, anchor: str | None, on: bool) -> "Chosen":
        """Print, or leave out, a section with all below it; for None the whole article.

        A heading goes with the sections below it. What tells when to see a doctor stays until it is meant itself.
        """
        meant = frozenset(self.whole(anchor))
        if on:
            return replace(self, ticked=self.ticked | meant | set(self._above(anchor)))
        kept = frozenset() if anchor in self.callout else self.callout
        left = replace(self, ticked=self.ticked - (meant - kept))
        return left._without_bare_headings(anchor)

    def with_callout(self) -> "Chosen":
        """Print what tells when to see a doctor."""
        return replace(self, ticked=self.ticked | self.callout)

    def moved(self, anchor: str, place: int) -> "Chosen":
        """Put a section, with those below it, to a place among those beside it; the first is 0."""
        beside = [each for each in self.below(self.parents[anchor]) if each != anchor]
        block = self.whole(anchor)
        rest = [each for each in self.order if each not in block]
        if place < len(beside):
            at = rest.index(beside[max(place, 0)])
        else:
            at = rest.index(self.whole(beside[-1])[-1]) + 1 if beside else self.order.index(anchor)
        return replace(self, order=(*rest[:at], *block, *rest[at:]))

    def place(self, anchor: str) -> int:
        """The place of a section among those beside it."""
        return self.below(self.parents[anchor]).index(anchor)

    def _above(self, anchor: str | None) -> Iterator[str]:
        here = self.parents[anchor] if anchor is not None else None
        while here is not None:
            yield here
            here = self.parents[here]

    def _without_bare_headings(self, anchor: str | None) -> "Chosen":
        """Leave out the headings above a section that has been left out when nothing stands below them any more."""
        ticked = self.ticked
        for heading in self._above(anchor):
            has_more = bool(self.section(heading).text) or not ticked.isdisjoint(self.whole(heading)[1:])
            ticked = ticked if has_more else ticked - {heading}
        return replace(self, ticked=ticked)


def _parents(article: Article) -> dict[str, str | None]:
    """The anchor of the heading that each section stands below."""
    urgent = callout_of(article)
    has_lead = bool(article.description) or any(section.anchor == LEAD for section in article.sections)
    parents: dict[str, str | None] = {LEAD: None} if has_lead else {}
    above: list[Section] = []
    for section in article.sections:
        if section.anchor == LEAD:
            continue
        while above and above[-1].level >= section.level:
            above.pop()
        parents[section.anchor] = above[-1].anchor if above else None
        above.append(section)
    for anchor in urgent:
        if parents[anchor] not in urgent:
            parents[anchor] = None
    return parents


def _arranged(
    parent: str | None, usual: tuple[str, ...], parents: dict[str, str | None], places: dict[str, int]
) -> Iterator[str]:
    """What is below ``parent``: the printed by their places, each other one behind the one it usually follows."""
    beside = [anchor for anchor in usual if parents[anchor] == parent]
    first = {anchor: min((places[each] for each in _subtree(anchor, parents) if each in places), default=-1)
             for anchor in beside}  # fmt: skip
    order = sorted((anchor for anchor in beside if first[anchor] >= 0), key=first.__getitem__)
    for number, anchor in enumerate(beside):
        if first[anchor] < 0:
            order.insert(order.index(beside[number - 1]) + 1 if number else 0, anchor)
    for anchor in order:
        yield anchor
        yield from _arranged(anchor, usual, parents, places)


def _subtree(anchor: str, parents: dict[str, str | None]) -> Iterator[str]:
    yield anchor
    for each, parent in parents.items():
        if parent == anchor:
            yield from _subtree(each, parents)
