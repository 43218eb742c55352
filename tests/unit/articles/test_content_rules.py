"""docs/content-rules.md tells of every rule and every key, and of no other."""

import re
from pathlib import Path

from kbviewer.articles.keys import KEYS
from kbviewer.articles.problems import RULES
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources

PAGE = (Path(__file__).parents[3] / "docs" / "content-rules.md").read_text(encoding="utf-8")
ENGLISH = Catalogue.load("en", resources())


def test_every_rule_is_explained_with_its_severity() -> None:
    told = re.findall(r"^### `(\w+)`\n\n\*\*(\w+)\*\*(, cannot be silenced)?.* · (.+)\n\n(.+)", PAGE, re.M)
    rules = [
        (rule.name, str(rule.severity), "" if rule.can_be_ignored else ", cannot be silenced")
        for rule in RULES.values()
    ]
    assert [(name, severity, silent) for name, severity, silent, _about, _more in told] == rules
    assert [about for *_rest, about, _more in told] == [ENGLISH.text(f"problem.{name}.about") for name in RULES]


def test_every_key_is_explained() -> None:
    read, _, ignored = PAGE.partition("## Front matter")[2].partition("Known, but not used")
    assert re.findall(r"^\| `(\w+)` \|", read, re.M) == [key.name for key in KEYS.values() if key.read]
    assert re.findall(r"`(\w+)`", ignored) == [key.name for key in KEYS.values() if not key.read]


def test_every_rule_has_its_sentences() -> None:
    for name in RULES:
        assert all(f"problem.{name}.{part}" in ENGLISH.sentences for part in ("about", "message", "suggestion"))
    known = {key.split(".")[1] for key in ENGLISH.sentences if key.startswith("problem.") and key.count(".") == 2}
    assert known == set(RULES)
