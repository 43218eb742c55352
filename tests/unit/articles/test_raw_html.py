"""HTML that the page does not have is told at its line, and nothing is called removed that is not."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbviewer.articles.checking import check_library
from kbviewer.articles.markup import to_html

HEAD = "---\ntitle: T\n---\n"


def told(folder: Path, text: str) -> list[tuple[int, str, str]]:
    (folder / "a.md").write_text(HEAD + text, encoding="utf-8")
    problems = check_library([folder], today=date(2025, 1, 1)).problems
    return [(p.line, p.rule, dict(p.values)["what"]) for p in problems if p.rule.startswith("html_")]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("Et.\n\n<script>x()</script>\n", 6, "<script>"),
        ("Et.\n\n<div>\n<p onclick='x()'>To</p>\n</div>\n", 7, 'onclick="x()"'),
        ("Et\nto <b style='color:red'>tre</b>.\n", 5, 'style="color:red"'),
        ("<form>\n</form>\n", 4, "<form>"),
        ("## Se <font>her</font>\n", 4, "<font>"),
        ("Se [her](javascript:x) nu.\n", 4, "javascript:x"),
        ("Se [her](obs: nej) nu.\n", 4, "obs: nej"),
        ("Se <a href='vbscript:x'>her</a>.\n", 4, 'href="vbscript:x"'),
        ("Se [her][a].\n\n[a]: data:text/html,x\n", 6, "data:text/html,x"),
        ("![Fod](data:image/png;base64,AAAA)\n", 4, "data:image/png;base64,AAAA"),
        ("| a | b |\n|---|---|\n| c | <u>d</u> |\n", 6, "<u>"),
        ("> - Se <video src=x></video>\n", 4, "<video>"),
        ("Skriv <navn> her.\n", 4, "<navn>"),
        ("Se <svg></svg> her.\n", 4, "<svg>"),
    ],
)
def test_what_the_sanitiser_takes_out_is_told_at_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    assert told(tmp_path, text) == [(line, "html_removed", what)]


@pytest.mark.parametrize(
    ("text", "line"),
    [("Et.\n\n<style>\n.a {}\n", 6), ("Et.\n\n<div class='a'\n", 6), ("Se <iframe src=x></iframe> her.\n", 4)],
)
def test_html_that_is_shown_as_text_is_told(tmp_path: Path, text: str, line: int) -> None:
    assert [(where, rule) for where, rule, _what in told(tmp_path, text)] == [(line, "html_open")]


@pytest.mark.parametrize(
    "text",
    [
        "Et <b>ord</b>, <br> og <kbd>Ctrl</kbd>.\n",
        "<details>\n<summary>Et</summary>\n\nTo\n\n</details>\n",
        "Skriv `<script>` eller \\<navn>.\n",
        "```\n<script>\n```\n",
        "    <script>\n",
        "Se <https://eksempel.dk> og <a@b.dk>.\n",
        "Hvis 3 < 5 og 6 > 4.\n",
        "<!-- en note til os selv -->\n",
        "[a](tel:1) [b](mailto:a@b.dk) [c](/d/e)\n",
    ],
)
def test_html_that_is_shown_and_text_that_is_none_are_left_alone(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


TAGS = st.sampled_from(["script", "style", "form", "input", "b", "p", "u", "iframe", "svg", "td", "object", "a"])
ATTRIBUTES = st.sampled_from(["", " onclick=x", " style='x'", " href='javascript:x'", " href='/a'", " title=x"])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TAGS, ATTRIBUTES, st.sampled_from(["", "Et ", "- ", "> "]))
def test_nothing_that_is_called_removed_is_in_the_page(tmp_path: Path, tag: str, attribute: str, before: str) -> None:
    text = f"{before}<{tag}{attribute}>x</{tag}>"
    made = to_html(text)
    for _line, rule, what in told(tmp_path, text):
        if rule == "html_removed":
            assert f"<{what.strip('<>')}>" not in made and f" {what}" not in made
