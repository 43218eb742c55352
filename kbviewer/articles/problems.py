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
        Rule("file_left_out", "warning"),
        Rule("not_text", "error"),
        Rule("not_utf8", "warning"),
        Rule("front_matter_unclosed", "error"),
        Rule("front_matter_invalid", "error"),
        Rule("key_unknown", "warning"),
        Rule("ignore_unknown", "warning"),
        Rule("date_impossible", "error"),
        Rule("date_in_future", "warning"),
        Rule("updated_before_published", "warning"),
        Rule("title_missing", "warning"),
        Rule("title_duplicate", "warning"),
        Rule("text_missing", "error"),
        Rule("id_invalid", "error"),
        Rule("id_duplicate", "error"),
        Rule("link_unclosed", "error"),
        Rule("link_dead", "warning"),
        Rule("image_missing", "warning"),
        Rule("image_huge", "warning"),
        Rule("image_alt_missing", "warning"),
        Rule("heading_skipped", "warning"),
        Rule("callout_missing", "warning"),
        Rule("word_split", "warning"),
        Rule("lix_high", "warning"),
        Rule("html_removed", "warning"),
        Rule("html_open", "warning"),
    )
}
"""By name, in the order of the documentation."""
