"""The person's own notes among the results of a search."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kbviewer import urls
from kbviewer.library import edits
from kbviewer.library.bookmark import TOP
from kbviewer.render.theme import LIGHT
from kbviewer.search.hit import Hit
from kbviewer.ui.cards import NoteRole, card_html, note_html
from kbviewer.ui.note_search import MOST_ABOVE, FoundNote, FoundNotes, arrange
from kbviewer.ui.window import Window

PATIENCE = 20_000
SECRET = "qwzhemmelig"


def keep(qtbot: QtBot, window: Window, article_id: str, note: str, *, section: str = "", folder: str = TOP) -> None:
    article = window.workspace.article(article_id)
    assert article is not None
    before = window.marks.shelf
    window.marks.edit(edits.add(window.workspace.target(article, section), note=note, folder=folder))
    qtbot.waitUntil(lambda: window.marks.shelf is not before, timeout=PATIENCE)


def search(qtbot: QtBot, window: Window, query: str) -> FoundNotes:
    """What a search shows of notes, once the notes kept are known to it."""
    with qtbot.waitSignal(window.searching.lane.answered, timeout=PATIENCE) as answered:
        window.bar.search.setText(query)
    assert answered.args
    notes: FoundNotes = answered.args[0].notes
    return notes


def told(window: Window, row: int) -> str:
    model = window.browse.results.model
    return str(model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole))


def test_a_note_is_found_above_the_hits_and_opens_what_it_is_on(qtbot: QtBot, window: Window) -> None:
    window.marks.edit(edits.new_folder("Mandagshold", TOP))
    qtbot.waitUntil(lambda: bool(window.marks.shelf.folders), timeout=PATIENCE)
    (folder,) = window.marks.shelf.folders
    keep(qtbot, window, "knae/knae", f"Spørg om **{SECRET}** først.", section="årsager", folder=folder)
    (note,) = search(qtbot, window, SECRET).above
    assert (note.bookmark.id, note.folder) == ("knae/knae", "Mandagshold")
    assert told(window, 0) == f"Din note. Ondt i knæet. Årsager. Spørg om {SECRET} først. Mappe: Mandagshold"
    assert "1 af dine noter passer." in window.browse.results.hint.text()
    with qtbot.waitSignal(window.page_shown, timeout=PATIENCE) as shown:
        qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert shown.args == [urls.article("knae/knae", "årsager", SECRET)]


def test_a_note_on_a_hit_is_told_on_its_card_and_nowhere_else(qtbot: QtBot, window: Window) -> None:
    keep(qtbot, window, "knae/knae", "Trapper er det første, de nævner.")
    notes = search(qtbot, window, "trapper")
    model = window.browse.results.model
    assert notes.above == ()
    assert [row.id for row in model.rows() if isinstance(row, Hit)] == ["knae/knae"]
    assert told(window, 0).endswith("Din note: Trapper er det første, de nævner")
    assert model.data(model.index(0, 0), NoteRole).bookmark.id == "knae/knae"


def test_a_note_written_during_a_search_is_found_at_once_and_gone_when_it_is_removed(
    qtbot: QtBot, window: Window
) -> None:
    assert search(qtbot, window, SECRET).count == 0
    keep(qtbot, window, "knae/knae", SECRET)
    qtbot.waitUntil(lambda: window.browse.results.first_note() is not None, timeout=PATIENCE)
    window.marks.undo()
    qtbot.waitUntil(lambda: window.browse.results.first_note() is None, timeout=PATIENCE)


def test_nobody_s_notes_are_found_when_nobody_is_there(qtbot: QtBot, window: Window) -> None:
    keep(qtbot, window, "knae/knae", SECRET)
    assert search(qtbot, window, SECRET).count == 1
    window.marks.use(None)
    qtbot.waitUntil(lambda: window.browse.results.first_note() is None, timeout=PATIENCE)


def test_a_star_leaves_the_results_where_they_are(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "knæet")
    results = window.browse.results
    results.focus_list()
    keep(qtbot, window, "fod/hael", "")
    keep(qtbot, window, "oevelser/aalestraek", SECRET)  # a note that does not fit what was searched for
    with qtbot.waitSignal(window.searching.lane.answered, timeout=PATIENCE):
        window.searching.repeat()
    assert results.view.currentIndex().row() == 0


def test_a_filter_leaves_out_notes_on_other_articles(qtbot: QtBot, window: Window) -> None:
    keep(qtbot, window, "knae/knae", SECRET)
    window.browse.results._kind.setCurrentIndex(1)
    assert search(qtbot, window, SECRET).count == 0


def test_notes_are_kept_in_the_bookmarks_own_file_and_in_no_other(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    keep(qtbot, window, "knae/knae", SECRET)
    search(qtbot, window, SECRET)
    with qtbot.waitSignal(window.page_shown, timeout=PATIENCE):
        qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    window.close()
    holding = {file.name for file in tmp_path.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()}
    assert holding and all(name.startswith("bookmarks") for name in holding)


@pytest.mark.parametrize("place", ["note", "card"])
def test_a_note_s_html_is_shown_and_not_obeyed(qtbot: QtBot, window: Window, place: str) -> None:
    keep(qtbot, window, "knae/knae", "<img src=x> trapper &amp; <b>fed</b>")
    notes = search(qtbot, window, "trapper")
    note, hit = notes.on_hits["knae/knae"], window.browse.results.first()
    assert hit is not None
    shown = note_html(note, LIGHT, window.words) if place == "note" else card_html(hit, LIGHT, window.words, note)
    assert "&lt;img src=x&gt;" in shown and "&amp;amp;" in shown and "&lt;b&gt;fed" in shown


def test_notes_on_hits_further_down_and_the_best_others_stand_above(qtbot: QtBot, window: Window) -> None:
    keep(qtbot, window, "knae/knae", "trapper")
    note = search(qtbot, window, "trapper").on_hits["knae/knae"]
    hit = window.browse.results.first()
    assert hit is not None

    def on(article_id: str) -> FoundNote:
        return replace(note, bookmark=replace(note.bookmark, uid=article_id, id=article_id))

    hits = [replace(hit, id=f"a{number}") for number in range(9)]
    notes = arrange([on("a8"), on("a4"), on("b"), on("c"), on("d")], hits)
    assert [each.bookmark.id for each in notes.above] == ["a8", "b", "c"]
    assert len(notes.above) == MOST_ABOVE
    assert list(notes.on_hits) == ["a4"]
