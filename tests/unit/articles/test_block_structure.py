"""Block structure is that of a CommonMark/GFM renderer, markdown-it-py: on samples, mutations and real articles."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kbviewer.articles import frontmatter
from kbviewer.articles.markup import to_html

BLOCK_TAGS = "h1 h2 h3 h4 h5 h6 ul ol li p table thead tbody tr th td pre blockquote hr"
BLOCKS = frozenset(BLOCK_TAGS.split())
CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
RENDERER = MarkdownIt("gfm-like")

SAMPLES = {
    "a list right under a paragraph": "Husk:\n- sko\n- såler\n",
    "a numbered list right under a paragraph": "Sådan:\n1. stå\n2. gå\n",
    "a number other than one does not interrupt a paragraph": "I uge\n3. var det bedre\n",
    "items nested by two spaces": "- ben\n  - knæ\n    - skal\n- arm\n",
    "items nested by three spaces": "1. ben\n   - knæ\n   - læg\n2. arm\n",
    "items nested by four spaces": "- ben\n    - knæ\n- arm\n",
    "a loose list": "- et\n\n- to\n\n  mere om to\n- tre\n",
    "another bullet begins another list": "- et\n* to\n",
    "another delimiter begins another list": "1. et\n1) to\n",
    "a list that starts at three": "\n3. tre\n4. fire\n",
    "a list inside a quote": "> citat\n> - et\n> - to\n",
    "a quote that goes on lazily": "> første\nanden\n\ntredje\n",
    "a table right under a paragraph": "Skema:\n| a | b |\n|---|:-:|\n| 1 | 2 |\n",
    "a table with missing and surplus cells": "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n\nslut\n",
    "a table without outer pipes": "a | b\n--|--\n1 | 2\n",
    "a table with an escaped pipe": "| a \\| x | b |\n|---|---|\n| 1 | 2 |\n",
    "a rule right under a table": "| a | b |\n|---|---|\n| 1 | 2 |\n---\nslut\n",
    "a heading's underline under a table is a row": "| a | b |\n|---|---|\n| 1 | 2 |\n===\n",
    "a delimiter row under a text without pipes": "Tekst.\n|---|\n- en\n",
    "a delimiter row outside the quote": "> | a | b |\n|---|---|\n",
    "a delimiter row indented as code": "| a | b |\n    |---|---|\n",
    "a definition whose brackets do not pair": '[b]: /](c "d"\n',
    "a wrong delimiter row is text": "| a | b |\n|---|\n| 1 | 2 |\n",
    "headings of both kinds": "# En\nTo\n==\nTre\n---\n#ingen\n#### Fire ####\n",
    "a rule and a list look alike": "- - -\n* * *\n---\n- -\n",
    "fenced code in a list": "- et\n  ```\n  kode\n\n  - ikke en liste\n  ```\n- to\n",
    "code that is never closed": "tekst\n```python\nx = 1\n",
    "indented code": "tekst\n\n    kode\n\n    mere\n\ntekst\n",
    "an indented line goes on a paragraph": "tekst\n    mere\n",
    "an empty item": "- \n- to\n-\n\n  tre\n",
    "an item that begins with code": "-     kode\n- tekst\n",
    "raw html": "<div>\n\n*tekst*\n\n</div>\n\nslut\n",
    "a link definition is no paragraph": "[a]: https://eksempel.dk\n\n[a] er et link\n",
    "tabs": "-\tet\n\t- to\n\n\t\tkode\n",
    "a list after a heading without a blank line": "## Øvelser\n- en\n- to\nslut\n",
    "crlf": "a\r\n\r\n- b\r\n- c\r\n",
    "nested quotes and lists": "> > - a\n> >   - b\n> c\n",
    "two spaces make a break": "linje  \nlinje\\\nlinje\n",
}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.events: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in BLOCKS:
            self.events.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS and tag != "hr":
            self.events.append(f"/{tag}")


def structure(html: str) -> list[str]:
    """The block elements of a page in the order they open and close; tight and loose lists differ."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.events


def body_of(text: str) -> str:
    return frontmatter.split(text.removeprefix("\ufeff").replace("\r\n", "\n"))[1]


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES.keys())
def test_tricky_samples_read_as_commonmark_reads_them(text: str) -> None:
    assert structure(to_html(text)) == structure(RENDERER.render(text))


def _corpus() -> Iterator[Path]:
    return (file for file in sorted(CORPUS.rglob("*.md")) if file.name != "README.md")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection of real articles is not on this machine")
def test_every_real_article_reads_as_commonmark_reads_it() -> None:
    """No difference is defended: the list of exceptions is empty."""
    different = []
    for file in _corpus():
        body = body_of(file.read_text(encoding="utf-8"))
        if structure(to_html(body)) != structure(RENDERER.render(body)):
            different.append(file.name)
    assert different == []


PIECES = st.sampled_from(
    [
        *("- ", "  - ", "    - ", "1. ", "2) ", "> ", "# ", "## ", "| a | b |", "|---|---|", "---", "```\n"),
        *("tekst", "ømhed i knæet", "\n", "\n", "\n\n", "  ", "    ", "**fed**", "* ", "===", "\t", "[a](", "`"),
        *("<div>", "</div>"),
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_gives_an_empty_page_or_a_crash(text: str) -> None:
    html = to_html(text)
    if "tekst" in text.replace("[a](", ""):
        assert "tekst" in html


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_characters_at_all_are_read(text: str) -> None:
    to_html(text)


@pytest.mark.parametrize(
    "piece", [">", "[", "*", "|", "- ", "`", "<", "<div>", "<b>", "*a **b ", "![", "_", "(", "&", "\\"]
)
def test_ten_thousand_of_anything_end_well(piece: str) -> None:
    assert isinstance(to_html(piece * 10_000), str)
