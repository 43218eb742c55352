"""The rules that content is held to, each declared once.

What a rule says stands in the catalogue under ``problem.<name>.message`` and ``.suggestion``.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """An error means that something is not shown as its author meant; a warning that it could be better."""

    name: str
    severity: Severity


RULES = {
    rule.name: rule
    for rule in (
        Rule("file_unreadable", "error"),
        Rule("file_too_large", "error"),
        Rule("not_text", "error"),
        Rule("not_utf8", "warning"),
        Rule("front_matter_unclosed", "error"),
        Rule("front_matter_invalid", "error"),
        Rule("date_impossible", "error"),
        Rule("updated_before_published", "warning"),
        Rule("title_missing", "warning"),
        Rule("text_missing", "error"),
        Rule("id_invalid", "error"),
        Rule("id_duplicate", "error"),
        Rule("link_unclosed", "error"),
        Rule("image_missing", "warning"),
        Rule("glossary_line_invalid", "error"),
    )
}
