"""Damaged articles: cut, doubled, swapped and sprinkled with odd characters, every one still gives a page to read.

A short run draws `EXAMPLES` of them; ``KBVIEWER_MUTATIONS=5000 pytest tests/unit/articles/test_mutated_articles.py``
draws as many as told, and ``KBVIEWER_MUTATED=FOLDER`` damages the articles of another folder.
"""

import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from markdown_it.token import Token
from test_block_structure import RENDERER, body_of, structure

from kbviewer.articles import tree
from kbviewer.articles.article import Article, SourceFile
from kbviewer.articles.loader import load
from kbviewer.articles.markup import to_html
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.render.article import article_html
from kbviewer.render.terms import TermFinder
from kbviewer.search.glossary import Glossary

EXAMPLES = int(os.environ.get("KBVIEWER_MUTATIONS", "150"))
CONTENT = Path(os.environ.get("KBVIEWER_MUTATED", Path(__file__).parents[3] / "content"))
WORDS = Catalogue.load("da", resources())
PLANTED = "Plantet afsnit, der skal kunne læses."

SEEDS = (
    "---\ntitle: Prøve\nbodyParts: [Knæ]\nrelated:\n  - slug: x\n---\nTekst.\n\n- en\n  - to\n\n    mere\n- tre\n",
    "> citat\n> > dybere\n> - punkt\n\n1. en\n2. to\n   ```\n   kode\n   ```\n",
    'Skema:\n| a | b |\n|---|:-:|\n| 1 | *2* |\n| [x](/y) | `z` |\n\nSlut [a][b].\n\n[b]: /c "d"\n',
    "<details><summary>Spørgsmål</summary>\n\nSvar.\n\n</details>\n\n<table><tr><td>x</td></tr></table>\n",
    "Overskrift\n===\n\n![Fod](/images/fod.png)\n\n***\n\n**fed** og _skrå_ ~~væk~~ <https://eksempel.dk>\n",
)
ODD = (
    *(
        "[",
        "](",
        "](javascript:",
        "![",
        "**",
        "*",
        "_",
        "`",
        "```",
        "~~~",
        "&",
        "&#",
        "\\",
        "{{",
        "%",
        "$",
        ":",
        "'",
        '"',
    ),
    *(
        "<",
        "<div",
        "</div>",
        "<!--",
        "-->",
        "<b>",
        "<p>",
        "<table>",
        "<td>",
        "<details>",
        "<ul><li>",
        "<script>",
        "<svg>",
    ),
    *(
        "|",
        "|---|",
        "---",
        "===",
        "> ",
        "- ",
        "1. ",
        "\t",
        "    ",
        "\r\n",
        "\r",
        "\n\n",
        "#",
        "+++",
        "[^1]",
        "[x]: y",
        "@",
    ),
    *("\u200b", "\u00a0", "\u2028", "\ufeff", "\u202e", "\x02", "\x03", "\x0b", "\x1b", "\U0001f9b6", "e\u0301"),
)
_NOT_AS_COMMONMARK = re.compile(
    r"^.*\[[^\]]+\]:.*\n[ >]*[^\s>]|^.*>.*\n[ \t>]* {4,}>|^ *> *>.*\n {4,}\S|\[[^\]\n]*\n[^\]\n]*\]:", re.M
)
BLOWS = ("delete", "double", "swap", "cut", "odd", "odd", "odd", "indent", "join", "quote")


@cache
def sources() -> tuple[str, ...]:
    """Our own articles and the seeds above, without carriage returns."""
    own = (file.read_text(encoding="utf-8-sig") for file in sorted(CONTENT.rglob("*.md")))
    return (*SEEDS, *(text.replace("\r\n", "\n") for text in own))


@st.composite
def mutants(draw: st.DrawFn) -> str:
    """A text of `sources` after up to six blows."""
    lines = draw(st.sampled_from(sources())).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        other = draw(st.integers(0, max(0, len(lines) - 1)))
        blow = draw(
            st.sampled_from(("delete", "double", "swap", "cut", "odd", "odd", "odd", "indent", "join", "quote"))
        )
        lines = _struck(lines, blow, at, other, draw)
    return draw(st.sampled_from(("\n", "\n", "\n", "\r\n"))).join(lines)


def _struck(lines: list[str], blow: str, at: int, other: int, draw: st.DrawFn) -> list[str]:
    line = lines[at] if lines else ""
    place = draw(st.integers(0, len(line)))
    made = {
        "delete": [],
        "double": [line, line],
        "swap": [lines[other] if lines else ""],
        "cut": [line[:place]],
        "odd": [line[:place] + draw(st.sampled_from(ODD)) + line[place:]],
        "indent": [" " * draw(st.integers(1, 8)) + line],
        "join": [line + " " + (lines[other] if lines else "")],
        "quote": [draw(st.sampled_from(("> ", "- ", "3. ", "| "))) + line],
    }
    return [*lines[:at], *made[blow], *lines[at + 1 :]]


class Alone:
    """A library of one article without pictures."""

    def find_article(self, _reference: str) -> str | None:
        return None

    def image(self, _path: str) -> Path | None:
        return None

    def title(self, _article_id: str) -> str:
        return ""

    def similar(self, _article_id: str) -> Sequence[tuple[str, str]]:
        return ()

    def terms(self, _article: Article) -> TermFinder:
        return Glossary().finder(())


many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("artikler")


def as_loaded(text: str) -> str:
    """The body of an article as the loader has it."""
    for mark in "\u200b\u2060\ufeff\x02\x03":
        text = text.replace(mark, "")
    return str(body_of(text.replace("\r\n", "\n").replace("\r", "\n")))


@many
@given(text=mutants(), place=st.integers(0, 400))
def test_a_damaged_article_still_gives_a_page_with_its_words(folder: Path, text: str, place: int) -> None:
    """What stands in a paragraph of its own, in the middle of the damage, is on the page."""
    lines = text.split("\n")
    at = place % (len(lines) + 1)
    text = "\n".join([*lines[:at], "", PLANTED, "", *lines[at:]])
    (folder / "artikel.md").write_text(text, encoding="utf-8", newline="")
    loaded = load(SourceFile(folder, "artikel.md", 0, 0))
    assert loaded.article is not None
    page = article_html(loaded.article, Alone(), WORDS)
    if PLANTED in as_loaded(text) and not ("<!--" in text and "-->" in text):  # a comment is not for reading
        assert PLANTED in tree.text_of(tree.parse(page))


def _reads_on_otherwise(body: str, tokens: list[Token]) -> bool:
    """Where we part from markdown-it: a line right under a table is a row of it however it is indented, and a link's
    definition stands on one line, or is text.

    And where it parts from CommonMark: a line right under a link definition may go on with its paragraph, a ">"
    indented by four is text, as is any line so indented right under a quote in a quote, and an empty line at the end
    of a fence that is never closed does not make a list loose.
    """
    lines = [*body.split("\n"), ""]
    fences = (token.map[1] for token in tokens if token.type == "fence" and token.level and token.map)
    if any(not lines[end - 1].strip(" >") for end in fences):
        return True
    tables = (token.map[1] for token in tokens if token.type == "table_open" and token.map)
    return any(lines[end].strip(" >") for end in tables) or bool(_NOT_AS_COMMONMARK.search(body))


@many
@given(mutants())
def test_a_damaged_article_has_the_blocks_that_commonmark_gives_it(text: str) -> None:
    """But for raw HTML, which a sanitiser must close and drop."""
    body = as_loaded(text)
    tokens = RENDERER.parse(body)
    assume(not any(part.type.startswith("html") for token in tokens for part in (token, *(token.children or ()))))
    assume(not _reads_on_otherwise(body, tokens))
    assert structure(to_html(body)) == structure(RENDERER.render(body))
