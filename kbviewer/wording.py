"""Values of the core told in a person's language: problems of articles, and why an article was found."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from kbviewer.articles.problems import RULES
from kbviewer.library.standing import Standing, State

if TYPE_CHECKING:
    from kbviewer.articles.article import Problem
    from kbviewer.articles.checking import Checked
    from kbviewer.i18n import Catalogue
    from kbviewer.library.merging import MergePlan
    from kbviewer.library.recovery import Recovered
    from kbviewer.library.shelf import Change
    from kbviewer.search.hit import Hit, Origin

SHOWN_WORDS = 6
"""Words named of those found in a field."""

SHOWN_LETTERS = 60
"""Letters of a name that tell enough of it."""

SHOWN_QUOTE = 120
"""Letters of a highlight that a list shows."""

DATES = ("updated", "published", "reviewed", "day")
"""Values of problems that are ISO dates."""

REASON = "why"
"""The value of a problem that names one of its rule's reasons."""

MEANT = "meant"
"""The value of a problem that is likely meant; empty when there is no telling."""


def problem_message(problem: Problem, words: Catalogue) -> str:
    """What is wrong."""
    return words.text(f"problem.{problem.rule}.message", **_values(problem, words))


def problem_sentence(problem: Problem, words: Catalogue) -> str:
    """What is wrong, with its line when it has one."""
    message = problem_message(problem, words)
    return words.text("problem.at_line", line=problem.line, sentence=message) if problem.line else message


def problem_suggestion(problem: Problem, words: Catalogue) -> str:
    """What to do about it."""
    form = MEANT if dict(problem.values).get(MEANT) else "suggestion"
    return words.text(f"problem.{problem.rule}.{form}", **_values(problem, words))


def severity_name(problem: Problem, words: Catalogue) -> str:
    """Whether it is an error or a warning."""
    return words.text(f"check.severity_{RULES[problem.rule].severity}")


def problem_list(checked: Checked, words: Catalogue) -> str:
    """Everything that was found, as plain text, article by article."""
    parts = []
    for file, problems in groupby(checked.problems, lambda problem: problem.file):
        lines = [" · ".join(filter(None, (file, checked.title_of(file))))]
        for problem in problems:
            lines.append(f"  {problem_sentence(problem, words)} [{severity_name(problem, words)}: {problem.rule}]")
            lines.append(f"      {problem_suggestion(problem, words)}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def rule_sentence(rule: str, words: Catalogue) -> str:
    """What a rule is about in general, and how to silence it."""
    about = words.text(f"problem.{rule}.about")
    return f"{about} {words.text('check.how_to_ignore', rule=rule)}" if RULES[rule].can_be_ignored else about


def _values(problem: Problem, words: Catalogue) -> dict[str, str]:
    return {name: _told(problem, name, value, words) for name, value in problem.values}


def _told(problem: Problem, name: str, value: str, words: Catalogue) -> str:
    if name in DATES:
        return words.date(date.fromisoformat(value))
    return words.text(f"problem.{problem.rule}.{REASON}_{value}", **dict(problem.values)) if name == REASON else value


def change_name(change: Change, words: Catalogue) -> str:
    """What was done to the bookmarks, and to which."""
    return words.text(f"change.{change.what}", name=shown_name(change.name))


def shown_name(name: str, most: int = SHOWN_LETTERS) -> str:
    """Enough of a name from anywhere, without what would turn the text around it or break its line."""
    told = " ".join("".join(letter if letter.isprintable() else " " for letter in name[: 4 * most]).split())
    return told if len(told) <= most and len(name) <= 4 * most else f"{told[:most].rstrip()}…"


def news_lines(plan: MergePlan, words: Catalogue) -> list[str]:
    """What merging adds, a line for each kind that there is any of."""
    counts = {
        "exchange.bookmarks": len(plan.bookmarks),
        "exchange.folders": len(plan.folders),
        "exchange.new_highlights": len(plan.highlights),
        "exchange.filled": len(plan.filled),
    }
    return [words.text(key, n=n) for key, n in counts.items() if n]


def merge_lines(plan: MergePlan, words: Catalogue) -> list[str]:
    """What merging adds, and what it leaves."""
    counts = {
        "exchange.kept": len(plan.kept),
        "exchange.held": plan.held,
        "exchange.left_out": plan.left_out,
        "exchange.dropped": plan.dropped,
    }
    return [*news_lines(plan, words), *(words.text(key, n=n) for key, n in counts.items() if n)]


def recovered_sentence(recovered: Recovered, words: Catalogue) -> str:
    """What became of a file of bookmarks that could not be used."""
    if recovered.backup:
        key = "window.bookmarks_recovered" if recovered.damaged else "window.bookmarks_brought_back"
    else:
        key = "window.bookmarks_damaged" if recovered.damaged else "window.bookmarks_lost"
    moment = words.moment(recovered.backup) if recovered.backup else ""
    told = words.text(key, path=recovered.damaged, moment=moment)
    return f"{told} {words.text('window.bookmarks_rescued', n=recovered.rescued)}" if recovered.rescued else told


def standing_words(standing: Standing, words: Catalogue) -> str:
    """What has become of what was bookmarked; empty when there is nothing to tell."""
    if standing.state in (State.PRESENT, State.OUTSIDE):
        return ""
    return words.text(f"standing.{standing.state.value}")


def readings(hit: Hit, words: Catalogue, without: Origin | None = None) -> list[str]:
    """How words of the search were taken where the article does not hold them as typed, a sentence each."""
    return [
        words.text(f"results.through_{reading.origin.value}", asked=reading.asked, text=reading.text)
        for reading in hit.why.readings
        if reading.origin is not without
    ]


def why_sentence(hit: Hit, words: Catalogue) -> str:
    """How the words of the search were taken and where they were found; empty when only parts of words matched."""
    fields = ", ".join(
        f"{words.text(f'results.field_{field}')} ({', '.join(found[:SHOWN_WORDS])})" for field, found in hit.why.fields
    )
    return " ".join([*readings(hit, words), *([words.text("results.also", fields=fields)] if fields else [])])
