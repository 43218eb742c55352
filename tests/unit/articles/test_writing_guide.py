"""docs/skriv-artikler.md: each example passes the check over the shipped articles, and every key is told of."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from kbviewer.articles.article import INTRODUCTION
from kbviewer.articles.body_regions import REGIONS
from kbviewer.articles.checking import check_library
from kbviewer.articles.folder import scan
from kbviewer.articles.frontmatter import read_file
from kbviewer.articles.glossary import read_glossary
from kbviewer.articles.keys import KEYS
from kbviewer.articles.loader import load
from kbviewer.articles.problems import RULES
from kbviewer.paths import shipped_content

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "skriv-artikler.md").read_text(encoding="utf-8")
DAY = date(2026, 11, 28)


def examples() -> Mapping[str, str]:
    """The text of each example by the file it would stand in; a part of an article is given a head and a name."""
    found: dict[str, str] = {}
    pattern = r"(?:^`([\w/.-]+)`:\n\n)?^```(?:markdown|yaml|text)\n(.*?)^```$"
    for number, block in enumerate(re.finditer(pattern, PAGE, re.M | re.S)):
        name, text = block.groups()
        if not name and "reviewedBy" in text:
            text = f"---\ntitle: Prøve {number}\n{text}---\nTekst.\n"
        elif not name:
            text = f"---\ntitle: Prøve {number}\n---\nTekst.\n\n{text}"
        found[name or f"proever/nr-{number}.md"] = text
    return found


@pytest.fixture
def own(tmp_path: Path) -> Path:
    for name, text in examples().items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_examples_have_nothing_to_mend(own: Path) -> None:
    checked = check_library([shipped_content(), own], today=DAY)
    told = [problem for problem in checked.problems if (own / problem.file).is_file()]
    assert told == []
    assert {article.kind for article in checked.articles if article.source.folder == own} >= {
        "tilstand",
        "oevelse",
        INTRODUCTION,
    }
    assert len(read_glossary(own / "ordliste.txt")[0]) == 2


def test_every_key_is_told_of_with_an_example_that_is_read() -> None:
    table = PAGE.partition("## Indledningen, linje for linje")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| .+ \| `(.+)` \|$", table, re.M)
    assert [name for name, _example in rows] == [key.name for key in KEYS.values() if key.read]
    assert all(example.startswith(f"{name}: ") and read_file(example) for name, example in rows)
    rest = table.rpartition("bruges ikke")[0].rpartition(";")[2]
    assert re.findall(r"`(\w+)`", rest) == [key.name for key in KEYS.values() if not key.read]


def test_every_region_is_named() -> None:
    named = PAGE.partition("Filens navn er områdets:")[2].partition(".")[0]
    assert re.findall(r"`(\w+)`", named) == list(REGIONS)


def test_what_it_points_to_is_there() -> None:
    """Pages and their headings, its own included, as code hosts make anchors of them."""
    for page, anchor in re.findall(r"\]\(([\w.-]*)#([^)]+)\)", PAGE):
        headings = re.findall(r"^#+ (.+)$", (DOCS / (page or "skriv-artikler.md")).read_text(encoding="utf-8"), re.M)
        assert anchor in {re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
    assert all(rule in RULES for rule in re.findall(r"content-rules\.md#(\w+)", PAGE))


def test_the_model_review_is_told_as_it_says(own: Path) -> None:
    signed = [load(source).article for source in scan([own]) if "proever" in source.relative]
    (article,) = [one for one in signed if one and one.reviewed]
    assert (article.reviewed_by, article.reviewed) == ("Klinik Prøve", date(2026, 3, 3))
