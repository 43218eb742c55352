"""The clinic's lists in the panel of bookmarks: read only, and copied into one's own when wanted."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from kbviewer.library.bookmark import Bookmark
from kbviewer.ui.window import Window

PATIENCE = 20_000

LIST = """title: Første gang
articles:
  - article: fod/hael
    section: Symptomer
    note: Start her.
  - heading: Uge 2
    articles: [knae/knae, findes/ikke]
"""


def shown(qtbot: QtBot, window: Window, *names: str) -> None:
    qtbot.waitUntil(lambda: window.browse.bookmarks.names() == list(names), timeout=PATIENCE)


def write_list(window: Window, content: Path, qtbot: QtBot, text: str = LIST) -> None:
    (content / "lister").mkdir(exist_ok=True)
    (content / "lister" / "foerste.yml").write_text(text, encoding="utf-8")
    with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
        window.keeper.look()


THEIRS = (
    "Lister fra klinikken",
    "Første gang",
    "Ondt under hælen: Symptomer",
    "Uge 2",
    "Ondt i knæet",
    "findes/ikke (findes ikke længere)",
)


def test_a_list_appears_is_copied_once_and_is_undone(qtbot: QtBot, window: Window, content: Path) -> None:
    write_list(window, content, qtbot)
    shown(qtbot, window, *THEIRS)
    panel = window.browse.bookmarks
    entry = panel.model.entry(panel.model.index_of("clinic/foerste.yml"))
    panel.copied.emit([entry])
    shown(qtbot, window, "Første gang", "Ondt under hælen: Symptomer", "Uge 2", "Ondt i knæet", *THEIRS)
    notes = {row.name: row.note for row in window.marks.shelf.bookmarks.values()}
    assert notes == {"Ondt under hælen: Symptomer": "Start her.", "Ondt i knæet": ""}
    assert "2 bogmærker" in window.messages.text()
    panel.copied.emit([entry])
    qtbot.waitUntil(lambda: "allerede" in window.messages.text(), timeout=PATIENCE)
    window.marks.undo()
    shown(qtbot, window, *THEIRS)


def test_a_list_cannot_be_changed_from_the_panel(qtbot: QtBot, window: Window, content: Path) -> None:
    write_list(window, content, qtbot)
    shown(qtbot, window, *THEIRS)
    panel = window.browse.bookmarks
    panel.view.expandAll()
    panel.view.selectAll()
    panel.remove()
    offered = [action.text() for action in panel._menu().actions()]
    assert "Fjern" not in offered
    assert "Kopiér til mine bogmærker" in offered
    shown(qtbot, window, *THEIRS)


def test_a_changed_list_shows_without_a_restart(qtbot: QtBot, window: Window, content: Path) -> None:
    write_list(window, content, qtbot)
    write_list(window, content, qtbot, "title: Kun knæ\narticles: [knae/knae]\n")
    shown(qtbot, window, "Lister fra klinikken", "Kun knæ", "Ondt i knæet")
    assert not [row for row in window.marks.shelf.rows.values() if isinstance(row, Bookmark)]
