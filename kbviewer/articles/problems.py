"""The rules that content is held to, each declared once.

What a rule says stands in the catalogue under ``problem.<name>.message`` and ``.suggestion``.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """An error means that something is not shown as its author meant; a warning that it could be better.

    An article's front matter may silence a rule, unless there is no article to read that from.
    """

    name: str
    severity: Severity
    can_be_ignored: bool = True


RULES = {
    rule.name: rule
    for rule in (
        Rule("file_unreadable", "error", can_be_ignored=False),
        Rule("file_too_large", "error", can_be_ignored=False),
        Rule("file_left_out", "warning", can_be_ignored=False),
        Rule("not_text", "error", can_be_ignored=False),
        Rule("not_utf8", "warning"),
        Rule("front_matter_unclosed", "error"),
        Rule("front_matter_invalid", "error"),
        Rule("key_unknown", "warning"),
        Rule("ignore_unknown", "warning"),
        Rule("date_impossible", "error"),
        Rule("date_in_future", "warning"),
        Rule("updated_before_published", "warning"),
        Rule("reviewer_missing", "warning"),
        Rule("review_outdated", "warning"),
        Rule("copy_outdated", "warning"),
        Rule("region_unknown", "warning"),
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
        Rule("image_unreadable", "warning"),
        Rule("image_too_large", "warning"),
        Rule("glossary_line_invalid", "error"),
        Rule("list_malformed", "error", can_be_ignored=False),
        Rule("list_unknown_article", "warning", can_be_ignored=False),
        Rule("list_unknown_section", "warning", can_be_ignored=False),
        Rule("template_malformed", "error", can_be_ignored=False),
        Rule("template_unknown_article", "warning", can_be_ignored=False),
        Rule("template_unknown_section", "warning", can_be_ignored=False),
    )
}
"""By name, in the order of the documentation."""
