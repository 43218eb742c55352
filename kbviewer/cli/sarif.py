"""Problems as SARIF 2.1.0 (OASIS standard), which code hosts show beside the lines they are about."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kbviewer import __version__
from kbviewer.articles.article import Problem
from kbviewer.articles.problems import RULES, Rule
from kbviewer.i18n import Catalogue
from kbviewer.wording import problem_message, problem_suggestion, rule_sentence

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
CONTENT = "CONTENT"
"""Names the content folder that files are given relative to."""


def log(problems: Sequence[Problem], folders: Sequence[Path], words: Catalogue) -> dict[str, Any]:
    """A SARIF log of one run. Files are relative to their content folder, whose place is told when there is but one."""
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "kbviewer",
                "version": __version__,
                "rules": [_rule(rule, words) for rule in RULES.values()],
            }
        },
        "language": words.language,
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, words) for problem in problems],
    }
    if len(folders) == 1:
        run["originalUriBaseIds"] = {CONTENT: {"uri": f"{folders[0].resolve().as_uri()}/"}}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule, words: Catalogue) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": words.text(f"problem.{rule.name}.about")},
        "help": {"text": rule_sentence(rule.name, words)},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(problem: Problem, words: Catalogue) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.file), "uriBaseId": CONTENT}}
    if problem.line:
        place["region"] = {"startLine": problem.line}
    return {
        "ruleId": problem.rule,
        "ruleIndex": list(RULES).index(problem.rule),
        "level": RULES[problem.rule].severity,
        "message": {"text": f"{problem_message(problem, words)} {problem_suggestion(problem, words)}"},
        "locations": [{"physicalLocation": place}],
    }
