"""Highlights in the real web view: made of a selection, coloured, and found again after the article was edited."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kbviewer.library.bookmark import Highlight
from kbviewer.library.passage import Span
from kbviewer.ui.window import Window

PATIENCE = 20_000
ARTICLE = """---
title: Prøve
---
🌅 Morgen 👣: det gør ondt under 🦶 foden ved de første skridt. En sene kan blive øm[^1] efter løb.

[^1]: Efter en bog.

## Øvelser

| Øvelse | Sæt |
|---|---|
| Tåhævning på trin | 3 sæt af 10 |
| Læg mod væg | 2 sæt af 15 |

## Spørgsmål og svar

### Må jeg løbe?

Ja, begynd roligt 🏃, og hold igen.

### Skal jeg opereres?

Næsten aldrig.

## Til sidst
""" + "\n\n".join(f"Afsnit nummer {number} med lidt tekst." for number in range(60))


@pytest.fixture
def content(content: Path) -> Path:
    (content / "proeve.md").write_text(ARTICLE, encoding="utf-8")
    return content


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> Window:
    """The window with the article open."""
    open_article(qtbot, window, "proeve")
    return window


def open_article(qtbot: QtBot, window: Window, article_id: str) -> None:
    assert window.pane is not None
    with qtbot.waitSignal(window.pane.loaded, timeout=PATIENCE, check_params_cb=lambda url: article_id in url):
        window.open_article(article_id)
    spans_of(qtbot, window)


def view_of(window: Window) -> QWebEngineView:
    assert window.reader is not None
    view = window.reader.findChild(QWebEngineView)
    assert view is not None
    return view


def ask(qtbot: QtBot, window: Window, script: str) -> object:
    answers: list[object] = []
    world = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
    view_of(window).page().runJavaScript(f"JSON.stringify({script})", world, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    return json.loads(str(answers[0]))


def select(qtbot: QtBot, window: Window, first: str, last: str) -> None:
    """Select from where ``first`` stands to the end of ``last``, as a person would."""
    ask(qtbot, window, f"""(() => {{
        const find = (words) => {{
            const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {{
                const place = walker.currentNode.data.indexOf(words);
                if (place >= 0) return [walker.currentNode, place];
            }}
        }};
        const [start, from] = find({json.dumps(first)});
        const [end, to] = find({json.dumps(last)});
        getSelection().setBaseAndExtent(start, from, end, to + {len(last.encode("utf-16-le")) // 2});
        return 1;
    }})()""")  # fmt: skip


def spans_of(qtbot: QtBot, window: Window) -> Sequence[str]:
    """The texts that the spans of the selection have."""
    assert window.reader is not None
    texts: list[Sequence[str]] = []
    told: list[Sequence[Span]] = []
    window.reader.text.read(texts.append)
    window.reader.text.selection(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    return [texts[0][span.block][span.start : span.end] for span in told[0]]


def coloured(qtbot: QtBot, window: Window) -> dict[str, list[str]]:
    """What is highlighted on the page, by label."""
    script = """Object.fromEntries([...CSS.highlights].filter(([name, one]) => name.startsWith("kb-label-") && one.size)
        .map(([name, one]) => [name.slice(9), [...one].map(String).sort()]))"""
    answer = ask(qtbot, window, script)
    assert isinstance(answer, dict)
    return answer


def wait_for(qtbot: QtBot, window: Window, wanted: dict[str, list[str]]) -> None:
    qtbot.waitUntil(lambda: coloured(qtbot, window) == wanted, timeout=PATIENCE)


def highlight(qtbot: QtBot, window: Window, first: str, last: str = "") -> None:
    before = len(window.marks.shelf.highlights_in("proeve"))
    select(qtbot, window, first, last or first)
    window.actions_by_name["highlight"].trigger()
    qtbot.waitUntil(lambda: len(window.marks.shelf.highlights_in("proeve")) > before, timeout=PATIENCE)


def kept(window: Window) -> Sequence[Highlight]:
    return window.marks.shelf.highlights_in("proeve")


# --- what is selected ----------------------------------------------------------------------------


def test_nothing_selected_gives_no_span(qtbot: QtBot, page: Window) -> None:
    assert spans_of(qtbot, page) == []


def test_letters_outside_the_first_plane_do_not_shift_what_is_selected(qtbot: QtBot, page: Window) -> None:
    select(qtbot, page, "👣: det", "🦶 foden")
    assert spans_of(qtbot, page) == ["👣: det gør ondt under 🦶 foden"]


def test_a_selection_runs_over_cells_and_into_a_folded_answer(qtbot: QtBot, page: Window) -> None:
    select(qtbot, page, "på trin", "2 sæt")
    assert spans_of(qtbot, page) == ["på trin", "3 sæt af 10", "Læg mod væg", "2 sæt"]
    select(qtbot, page, "jeg løbe?", "roligt 🏃")
    assert spans_of(qtbot, page) == ["jeg løbe?", "Ja, begynd roligt 🏃"]


def test_the_explanation_of_a_word_and_the_number_of_a_footnote_are_no_part_of_it(qtbot: QtBot, page: Window) -> None:
    select(qtbot, page, "En ", "efter løb")
    (text,) = spans_of(qtbot, page)
    assert " ".join(text.split()) == "En sene kan blive øm efter løb"


# --- highlights ----------------------------------------------------------------------------------


def test_what_is_selected_is_highlighted_and_kept_for_the_next_visit(qtbot: QtBot, page: Window) -> None:
    highlight(qtbot, page, "under 🦶 foden")
    (one,) = kept(page)
    assert (one.quote, one.label, one.title) == ("under 🦶 foden", "yellow", "Prøve")
    wait_for(qtbot, page, {"yellow": ["under 🦶 foden"]})
    qtbot.waitUntil(lambda: spans_of(qtbot, page) == [], timeout=PATIENCE)
    open_article(qtbot, page, "fod/hael")
    wait_for(qtbot, page, {})
    open_article(qtbot, page, "proeve")
    wait_for(qtbot, page, {"yellow": ["under 🦶 foden"]})


def test_highlights_are_found_again_in_an_article_that_was_edited(qtbot: QtBot, page: Window, content: Path) -> None:
    highlight(qtbot, page, "det gør ondt under 🦶 foden ved de første skridt")
    highlight(qtbot, page, "Tåhævning på trin", "3 sæt af 10")
    highlight(qtbot, page, "Ja, begynd roligt 🏃, og hold igen.")
    highlight(qtbot, page, "Næsten aldrig.")
    new = ARTICLE.replace("🌅 Morgen", "Nyt først 🦴🦴.\n\n🌅 Hver morgen").replace(
        "de første skridt", "de allerførste skridt"
    )
    new = new.replace("| Tåhævning på trin | 3 sæt af 10 |", "| Hop | 1 sæt |\n| Tåhævning på et trin | 3 sæt af 10 |")
    new = new.replace("hold igen", "hold lidt igen").replace("Næsten aldrig.", "Det sker for få.")
    (content / "proeve.md").write_text(new, encoding="utf-8")
    page.actions_by_name["reload"].trigger()
    wait_for(qtbot, page, {"yellow": [
        "3 sæt af 10", "Ja, begynd roligt 🏃, og hold lidt igen.", "Tåhævning på et trin",
        "det gør ondt under 🦶 foden ved de allerførste skridt",
    ]})  # fmt: skip
    gone = next(one for one in kept(page) if one.quote == "Næsten aldrig.")
    assert page.notebook.highlighting is not None
    with qtbot.waitSignal(page.notebook.highlighting.lost, timeout=PATIENCE) as lost:
        highlight(qtbot, page, "Læg mod væg")
    assert lost.args == ["proeve", frozenset([gone.uid])]


def test_undo_takes_the_colour_away_and_redo_brings_it_back(qtbot: QtBot, page: Window) -> None:
    highlight(qtbot, page, "efter løb")
    wait_for(qtbot, page, {"yellow": ["efter løb"]})
    page.actions_by_name["undo"].trigger()
    wait_for(qtbot, page, {})
    page.actions_by_name["redo"].trigger()
    wait_for(qtbot, page, {"yellow": ["efter løb"]})


def test_with_nothing_selected_there_is_a_sentence_and_no_highlight(qtbot: QtBot, page: Window) -> None:
    page.actions_by_name["highlight"].trigger()
    qtbot.waitUntil(lambda: "Vælg først noget tekst" in page.messages.text(), timeout=PATIENCE)
    assert not kept(page)


def test_a_tab_behind_is_coloured_too(qtbot: QtBot, page: Window) -> None:
    highlight(qtbot, page, "efter løb")
    assert page.pane is not None
    with qtbot.waitSignal(page.pane.page_read, timeout=PATIENCE):
        page.pane.open_tab("kb://article/proeve")
    page.actions_by_name["next_tab"].trigger()
    wait_for(qtbot, page, {"yellow": ["efter løb"]})


# --- menu ----------------------------------------------------------------------------------------


def menu_at(qtbot: QtBot, window: Window, words: str) -> QMenu:
    """The context menu on the first letter of these words."""
    box = ask(qtbot, window, f"""(() => {{
        const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {{
            const place = walker.currentNode.data.indexOf({json.dumps(words)});
            if (place < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, place);
            range.setEnd(walker.currentNode, place + 1);
            walker.currentNode.parentElement.scrollIntoView({{ behavior: "instant", block: "center" }});
            const box = range.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];
        }}
    }})()""")  # fmt: skip
    assert isinstance(box, list)
    view = view_of(window)
    place = QPoint(*(round(each * view.zoomFactor()) for each in box))
    surface = view.focusProxy()
    assert isinstance(surface, QWidget)
    QTest.mouseClick(surface, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, place)
    shown: list[QMenu] = []

    def has_opened() -> bool:
        popup = QApplication.activePopupWidget()
        shown[:] = [popup] if isinstance(popup, QMenu) else []
        return bool(shown)

    qtbot.waitUntil(has_opened, timeout=PATIENCE)
    return shown[0]


def choose(menu: QMenu, *path: str) -> None:
    actions = menu.actions()
    chosen: QAction | None = None
    for name in path:
        chosen = next(action for action in actions if action.text() == name)
        below = chosen.menu()
        actions = below.actions() if isinstance(below, QMenu) else []
    assert chosen is not None
    chosen.trigger()
    menu.close()


def names(menu: QMenu) -> set[str]:
    return {action.text() for action in menu.actions()}


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")  # the offscreen platform, of menus
def test_the_menu_colours_what_is_selected_and_changes_and_removes_a_highlight(qtbot: QtBot, page: Window) -> None:
    select(qtbot, page, "Afsnit nummer 7", "Afsnit nummer 7")
    choose(menu_at(qtbot, page, "Afsnit nummer 7"), "Markér", "Grøn")
    wait_for(qtbot, page, {"green": ["Afsnit nummer 7"]})
    choose(menu_at(qtbot, page, "nummer 7"), "Skift farve", "Blå")
    wait_for(qtbot, page, {"blue": ["Afsnit nummer 7"]})
    beside = menu_at(qtbot, page, "Afsnit nummer 8")
    assert not names(beside) & {"Markér", "Skift farve", "Fjern markeringen"}
    beside.close()
    choose(menu_at(qtbot, page, "nummer 7"), "Fjern markeringen")
    wait_for(qtbot, page, {})


# --- sections ------------------------------------------------------------------------------------


def section(qtbot: QtBot, window: Window) -> str:
    assert window.reader is not None
    told: list[str] = []
    window.reader.text.section_in_view(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    return told[0]


def test_the_section_being_read_is_the_last_whose_heading_has_been_passed(qtbot: QtBot, page: Window) -> None:
    ask(qtbot, page, "scrollTo({top: 0, behavior: 'instant'}) ?? 1")
    assert section(qtbot, page) in ("", "øvelser")
    ask(qtbot, page, "document.querySelector('details').scrollIntoView({behavior: 'instant', block: 'start'}) ?? 1")
    assert section(qtbot, page) in ("må-jeg-løbe", "skal-jeg-opereres", "til-sidst")
    ask(qtbot, page, "scrollTo({top: 1e6, behavior: 'instant'}) ?? 1")
    assert section(qtbot, page) == "til-sidst"


def test_the_section_in_view_can_be_bookmarked(qtbot: QtBot, page: Window) -> None:
    ask(qtbot, page, "scrollTo({top: 1e6, behavior: 'instant'}) ?? 1")
    page.actions_by_name["bookmark_section"].trigger()
    qtbot.waitUntil(lambda: page.marks.shelf.bookmark_of("proeve", "til-sidst") is not None, timeout=PATIENCE)
    assert "Til sidst" in page.messages.text()
