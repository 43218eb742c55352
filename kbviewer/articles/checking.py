"""A whole library checked for its owner: every rule, in every file and between them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from kbviewer.articles.article import Article, Problem, SourceFile
from kbviewer.articles.dead_links import Library
from kbviewer.articles.draft import Draft, Lines
from kbviewer.articles.folder import scan
from kbviewer.articles.glossary import glossary_problems
from kbviewer.articles.identity import double_problem, pick_winners
from kbviewer.articles.lists import read_lists
from kbviewer.articles.loader import load
from kbviewer.articles.review import review
from kbviewer.articles.split_words import Lexicon
from kbviewer.articles.template_files import read_templates
from kbviewer.articles.yaml_files import Referring
from kbviewer.errors import Cancelled

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
Texts = Iterable[str]

_Read = tuple[Article, Draft]


@dataclass(frozen=True, slots=True)
class Checked:
    """``articles`` are those that readers find; ``problems`` are in the order of files and lines."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]

    def article_of(self, file: str) -> Article | None:
        """The article that readers find in a file, given by its path below the content folder."""
        return next((article for article in self.articles if article.relative == file), None)

    def title_of(self, file: str) -> str:
        """The title of the article in a file; empty when readers find none there."""
        article = self.article_of(file)
        return article.title if article else ""


def check_library(
    folders: Sequence[Path],
    *,
    today: date,
    shipped: Texts = (),
    progress: Progress = lambda _done, _total: None,
    cancelled: Stop = lambda: False,
) -> Checked:
    """Read every file of some content folders and tell what its owner should mend.

    ``shipped`` are texts whose words are known to be Danish. ``progress`` is told how many files have been read, and
    of how many. An article that a later folder overrides is read by nobody, so nothing is told of it; but of the one
    that goes before it, when the other has changed since.

    Raises:
        Cancelled: ``cancelled`` said so.
        ContentError: a content folder cannot be read.
    """
    problems: list[Problem] = []
    sources = scan(folders, cancelled, lambda file, why: problems.append(_left_out(file, why)))
    of_file: dict[SourceFile, list[Problem]] = {}
    read: list[_Read] = []
    for number, source in enumerate(sources, 1):
        _go_on(cancelled)
        loaded = load(source, folders)
        of_file[source] = list(loaded.problems)
        if loaded.article and loaded.draft:
            read.append((loaded.article, loaded.draft))
            of_file[source] += _unless_ignored(loaded.draft, review(loaded.article, loaded.draft, folders, today))
        progress(number, len(sources))
    winners, doubles = pick_winners((article.id, article.source) for article, _draft in read)
    own = {article.source: (article, draft) for article, draft in read}
    for article, _draft in read:
        if winners[article.id].folder != article.source.folder:
            del of_file[article.source]
            problems += _outdated(article, *own[winners[article.id]])
    read = [one for one in read if one[0].source in of_file]
    lists, list_problems = read_lists(folders)
    templates, template_problems = read_templates(folders)
    problems += chain(glossary_problems(folders), list_problems, template_problems)
    problems += chain(*of_file.values(), _doubles(read, doubles))
    found = [one for one in read if winners[one[0].id] is one[0].source]
    problems += _compare(read, found, (*lists, *templates), folders, shipped, cancelled=cancelled)
    articles = tuple(article for article, _draft in found)
    return Checked(articles, tuple(sorted(set(problems), key=_order)))


def _compare(
    read: Sequence[_Read],
    found: Sequence[_Read],
    referring: Sequence[Referring],
    folders: Sequence[Path],
    shipped: Texts,
    *,
    cancelled: Stop,
) -> Iterator[Problem]:
    """What is wrong between files; ``found`` are those of ``read`` that readers find, ``referring`` name them."""
    articles = [article for article, _draft in found]
    library, lexicon = Library(articles, folders), Lexicon(articles, shipped)
    yield from _same_titles(found)
    yield from chain.from_iterable(map(library.missing_in, referring))
    for article, draft in read:
        _go_on(cancelled)
        yield from _unless_ignored(draft, library.dead_links(article, draft))
        yield from _unless_ignored(draft, _split_words(lexicon, article, draft))


def _outdated(below: Article, article: Article, draft: Draft) -> Iterator[Problem]:
    """Whether an article that another goes before has changed since that one was last looked at."""
    changed, seen = below.updated or below.published, [article.updated, article.published, article.reviewed]
    known = [day for day in seen if day]
    if changed and known and changed > max(known):
        problem = draft.problem("copy_outdated", updated=changed.isoformat(), day=max(known).isoformat())
        yield from _unless_ignored(draft, (problem,))


def _doubles(read: Sequence[_Read], doubles: Iterable[tuple[str, SourceFile, SourceFile]]) -> Iterator[Problem]:
    drafts = {id(article.source): draft for article, draft in read}
    for name, left, held in doubles:
        problem = double_problem(name, left.relative, held.relative)
        yield from _unless_ignored(drafts[id(left)], (problem,))


def _same_titles(found: Iterable[_Read]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for article, draft in found:
        if article.is_introduction:
            continue  # no list shows it
        other = first.setdefault(article.title.casefold(), article.relative)
        if other != article.relative:
            line = draft.key_line("title")
            problem = draft.problem("title_duplicate", line, title=article.title, other=other)
            yield from _unless_ignored(draft, (problem,))


def _split_words(lexicon: Lexicon, article: Article, draft: Draft) -> Iterator[Problem]:
    lines = Lines(draft)
    for pair in lexicon.split_words(article):
        written = f"{pair.first} {pair.second}"
        yield draft.problem("word_split", lines.find(written), split=written, word=pair.joined)


def _unless_ignored(draft: Draft, problems: Iterable[Problem]) -> Iterator[Problem]:
    return (problem for problem in problems if problem.rule not in draft.ignored)


def _left_out(file: str, why: str) -> Problem:
    return Problem(file, 0, "file_left_out", (("why", why),))


def _go_on(cancelled: Stop) -> None:
    if cancelled():
        raise Cancelled


def _order(problem: Problem) -> tuple[str, int, str, tuple[tuple[str, str], ...]]:
    return problem.file, problem.line, problem.rule, problem.values
