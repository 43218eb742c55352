"""What commands print: plain text for people, and the JSON that scripts rely on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from kbviewer.articles.problems import RULES
from kbviewer.wording import problem_list, problem_message, problem_suggestion, why_sentence

if TYPE_CHECKING:
    from kbviewer.articles.article import Problem
    from kbviewer.articles.checking import Checked
    from kbviewer.i18n import Catalogue
    from kbviewer.search.hit import Hit
    from kbviewer.search.reply import Reply
    from kbviewer.search.update import IndexReport

WORST_SHOWN = 20
"""Misses that ``evaluate`` prints."""


def write(text: str) -> None:
    """One piece of plain text on standard output."""
    sys.stdout.write(f"{text}\n")


def warn(text: str) -> None:
    """One sentence on standard error, beside the answer."""
    over_progress = "\r\033[K" if sys.stderr.isatty() else ""
    sys.stderr.write(f"{over_progress}kbviewer: {text}\n")


def write_json(value: Any) -> None:
    """One JSON value on one line of standard output."""
    write(json.dumps(value, ensure_ascii=False))


def progress(words: Catalogue, sentence: str = "window.index_running") -> Callable[[int, int], None]:
    """Tell a person at a terminal how far a long job has come; silent when errors go elsewhere."""
    if not sys.stderr.isatty():
        return lambda _done, _total: None

    def show(done: int, total: int) -> None:
        sys.stderr.write(f"\r{words.text(sentence, done=done, total=total)} ")
        if done == total:
            sys.stderr.write("\r\033[K")

    return show


def report_json(report: IndexReport) -> dict[str, Any]:
    """What ``index --json`` prints; ``seconds`` is the time the update took."""
    return {
        "articles": report.articles,
        "changed": report.changed,
        "removed": report.removed,
        "problems": len(report.problems),
        "seconds": round(report.seconds, 3),
    }


def reply_json(reply: Reply, words: Catalogue) -> dict[str, Any]:
    """What ``search --json`` prints."""
    return {
        "query": reply.query,
        "took_ms": round(reply.took_ms, 2),
        "total": reply.total,
        "suggestion": reply.suggestion,
        "hits": [_hit_json(hit, words) for hit in reply.hits],
    }


def _hit_json(hit: Hit, words: Catalogue) -> dict[str, Any]:
    return {
        "id": hit.id,
        "title": hit.title,
        "section": hit.section,
        "anchor": hit.anchor,
        "score": round(hit.score, 4),
        "snippet": _marked(hit, lambda text: f"<mark>{escape(text)}</mark>", escape),
        "why": why_sentence(hit, words),
    }


def write_reply(reply: Reply, words: Catalogue) -> None:
    """Hits for a person at a terminal."""
    if not reply.hits:
        write(words.text("results.none", query=reply.query))
        return
    if reply.is_corrected:
        write(words.text("results.showing_instead", query=reply.suggestion))
    write(words.text("results.count", n=reply.total, query=reply.query))
    bold: Callable[[str], str] = (lambda text: f"\033[1m{text}\033[0m") if sys.stdout.isatty() else str
    for hit in reply.hits:
        section = f" › {hit.section}" if hit.section else ""
        write(f"\n{bold(hit.title)}{section}\n  {_marked(hit, bold, str)}\n  {hit.id}")
    if reply.suggestion and not reply.is_corrected:
        write("\n" + words.text("results.did_you_mean", query=reply.suggestion))


def _marked(hit: Hit, mark: Callable[[str], str], plain: Callable[[str], str]) -> str:
    text, made, place = hit.snippet.text, "", 0
    for start, end in hit.snippet.marks:
        made += plain(text[place:start]) + mark(text[start:end])
        place = end
    return made + plain(text[place:])


def write_evaluation(result: dict[str, Any], words: Catalogue) -> None:
    """The quality of search by class of query, as a table, and the worst misses."""
    write(f"{'class':<12}{'n':>6}{'mrr':>8}{'r1':>8}{'r3':>8}{'r10':>8}")
    for name, row in result["classes"].items():
        write(f"{name:<12}{row['n']:>6}" + "".join(f"{row[key]:>8.3f}" for key in ("mrr", "r1", "r3", "r10")))
    write(f"{'mean':<12}{'':>6}{result['mean_mrr']:>8.3f}")
    write("  ".join(f"{key} {value:.1f} ms" for key, value in result["latency_ms"].items()))
    if result["misses"]:
        write("\n" + words.text("cli.evaluate.misses", n=len(result["misses"])))
    for miss in result["misses"][:WORST_SHOWN]:
        found = ", ".join(miss["found"]) or "–"
        write(f"{miss['rank'] or '–':>3}  {miss['kind']:<9} {miss['query']}\n     {miss['wanted'][0]}  ←  {found}")


def problem_json(problem: Problem, words: Catalogue) -> dict[str, Any]:
    """One problem of ``check --json``."""
    return {
        "file": problem.file,
        "line": problem.line,
        "rule": problem.rule,
        "severity": RULES[problem.rule].severity,
        "message": problem_message(problem, words),
        "suggestion": problem_suggestion(problem, words),
    }


def write_problems(checked: Checked, words: Catalogue) -> None:
    """Problems for a person at a terminal, article by article."""
    if checked.problems:
        write(f"{problem_list(checked, words)}\n")
        write(words.text("check.count", n=len(checked.problems)))
    else:
        write(f"{words.text('check.all_well')} {words.text('check.clean', n=len(checked.articles))}")


def counts(problems: Sequence[Problem], *, strict: bool) -> bool:
    """Whether there is a problem that makes ``check`` say no: any when strict, else an error."""
    return any(strict or RULES[problem.rule].severity == "error" for problem in problems)
