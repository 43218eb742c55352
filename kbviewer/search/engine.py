"""Searching itself: parse, plan, rank, and make hits. Loaded once something is searched for, by `searcher` alone."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, lru_cache, partial

import numpy as np

from kbviewer.articles.sections import is_callout
from kbviewer.search import snippets
from kbviewer.search.columns import Columns
from kbviewer.search.completion import Completer
from kbviewer.search.document import FIRST_SECTION
from kbviewer.search.found import Found
from kbviewer.search.held import Files
from kbviewer.search.hit import Hit, Origin, Reading, Why
from kbviewer.search.intent import CONDITION, asked_kind
from kbviewer.search.lexicon import Lexicon
from kbviewer.search.manifest import Record
from kbviewer.search.matching import Matcher
from kbviewer.search.plan import Plan, Planner
from kbviewer.search.query import parse
from kbviewer.search.ranking import Mask, Preferred, Ranked, Ranker
from kbviewer.search.reply import EVERYTHING, Filter, Reply
from kbviewer.search.thesaurus import Thesaurus

ASKED_KIND, UNASKED = 2.0, 1.05
"""How much more an article counts that is of the kind asked for, and a condition where nothing is asked for: it settles
what is as good as even, for what something is comes before what to do about it."""

IN_SECTION = ("headings", "body")
"""The field of a section's passages in turn."""

SPOKEN_FOR = frozenset({Origin.EXACT, Origin.COMPLETED})
"""Readings that need no explanation."""


class Engine:
    """Answers queries from the columns of one generation. Any thread may call it."""

    def __init__(self, files: Files, records: Sequence[Record], thesaurus: bytes) -> None:
        self._columns = Columns(files)
        self._records = records
        self._thesaurus = thesaurus
        self._ranker = Ranker(self._columns)
        self._lexicon = Lexicon(self._columns)
        self._allowed = lru_cache(self._mask)

    def search(self, query: str, limit: int = 10, among: Filter = EVERYTHING, *, as_typed: bool = False) -> Reply:
        """The articles that answer a query best. Any text is a query; at worst nothing is found.

        ``as_typed`` does not guess at slips of the keyboard.
        """
        started = time.perf_counter()
        parsed, allowed, most = parse(query), self._allowed(among), max(0, limit)
        plan = self._planner.plan(parsed, as_typed=as_typed)
        preferred = self._preferred([word.text for word in parsed.words])
        ranking = self._ranker.rank(plan, most, allowed, preferred)
        if not ranking.total:
            plan = self._planner.plan(parsed, as_typed=as_typed, loosely=True)
            ranking = self._ranker.rank(plan, most, allowed, preferred)
        hits = self._hits(plan, ranking.best, ranking.worths)
        suggestion = plan.corrected or plan.suggested
        took_ms = (time.perf_counter() - started) * 1000
        return Reply(query, took_ms, ranking.total, hits, suggestion, plan.corrected is not None)

    @cached_property
    def _planner(self) -> Planner:
        return Planner(self._columns, self._lexicon, Thesaurus.load(self._thesaurus))

    def completions(self, typed: str) -> tuple[str, ...]:
        """What a person may be about to type, likeliest first."""
        return self._completer.completions(typed)

    @cached_property
    def _completer(self) -> Completer:
        return Completer(self._columns, self._lexicon, self._records)

    def marker(self, query: str) -> Callable[[str], tuple[tuple[int, int], ...]]:
        """Tells where in a text the words of a query stand, as (start, end) offsets in order."""
        matcher = Matcher(self._planner.plan(parse(query)), self._columns)
        return lambda text: tuple((match.start, match.end) for match in matcher.matches(text))

    def _preferred(self, words: Sequence[str]) -> Preferred | None:
        """The articles of the kind that a query asks for; conditions, by a little, if it asks for none."""
        kind = asked_kind(words)
        articles = self._kinds.get(kind or CONDITION)
        return None if articles is None else (articles, ASKED_KIND if kind else UNASKED)

    @cached_property
    def _kinds(self) -> Mapping[str, Mask]:
        """By kind, which articles are of it."""
        kinds = {record.id: record.kind for record in self._records}
        by_article = np.array([kinds.get(article_id, "") for article_id in self._columns.ids], str)
        return {kind: by_article == kind for kind in set(kinds.values())}

    def _mask(self, among: Filter) -> Mask | None:
        if among == EVERYTHING:
            return None
        wanted = {
            record.id
            for record in self._records
            if among.kind in ("", record.kind) and (not among.body_part or among.body_part in record.body_parts)
        }
        return np.array([article_id in wanted for article_id in self._columns.ids], bool)

    def _hits(self, plan: Plan, ranked: Sequence[Ranked], worths: Sequence[float]) -> tuple[Hit, ...]:
        matcher = Matcher(plan, self._columns)
        counted = [worths[number] for number in matcher.numbers]
        return tuple(self._hit(plan, matcher, counted, one) for one in ranked)

    def _hit(self, plan: Plan, matcher: Matcher, worths: Sequence[float], ranked: Ranked) -> Hit:
        columns, article = self._columns, ranked.number
        found = matcher.found_in(article)
        headed = {one.passage for one in found}
        section_of = cache(partial(columns.section, article))

        def is_unasked_callout(number: int) -> bool:
            """The signs of danger name many complaints; they are the answer only to who asks for them."""
            return FIRST_SECTION + 2 * number not in headed and is_callout(section_of(number).title)

        best = snippets.best_section(found, worths, is_unasked_callout)
        section = section_of(best)
        shown = next((at for at in range(best, columns.sections(article)) if section_of(at).text), best)
        passage = FIRST_SECTION + 2 * shown + 1
        clauses = {one.place: one.clause for one in found if one.passage == passage}
        return Hit(
            id=columns.ids[article],
            title=columns.title(article),
            section=section.title,
            anchor=section.anchor,
            score=ranked.score,
            snippet=snippets.excerpt(section_of(shown).text, clauses, worths),
            why=Why(self._fields(found), self._readings(plan, matcher, found, article)),
        )

    def _fields(self, found: Sequence[Found]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The words found, by field, as articles write them, each once."""
        fields: dict[str, dict[int, None]] = {"title": {}, "keywords": {}, "headings": {}, "body": {}}
        for one in found:
            name = ("title", "keywords")[one.passage] if one.passage < FIRST_SECTION else IN_SECTION[one.passage % 2]
            fields[name][one.word] = None
        written = self._columns.written
        return tuple((name, tuple(written[word] for word in words)) for name, words in fields.items() if words)

    def _readings(self, plan: Plan, matcher: Matcher, found: Sequence[Found], article: int) -> tuple[Reading, ...]:
        """How the words of the query were taken, where the article shows them otherwise than typed."""
        shown = {matcher.numbers[one.clause] for one in found}
        readings = []
        for number, clause in enumerate(plan.clauses):
            held = next((one for one in clause.alternatives if self._columns.holds(article, one.stems)), None)
            if number in shown and held and held.origin not in SPOKEN_FOR:
                readings.append(Reading(held.origin, held.asked, held.text))
        return tuple(dict.fromkeys(readings))
