"""Articles are renamed, moved, edited and deleted under the running window, and bookmarks stay with them."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from kbviewer.library import edits
from kbviewer.library.bookmark import Bookmark, Highlight, new_uid, now
from kbviewer.library.standing import State
from kbviewer.ui.bookmark_model import Entry
from kbviewer.ui.browse import BOOKMARKS
from kbviewer.ui.changes_dialog import ChangesDialog
from kbviewer.ui.gone_dialog import GoneDialog
from kbviewer.ui.window import Window

PATIENCE = 20_000

Shown = TypeVar("Shown", bound=QDialog)


def bookmark(qtbot: QtBot, window: Window, article_id: str, section: str = "", note: str = "") -> Bookmark:
    article = window.workspace.article(article_id)
    assert article is not None
    window.marks.edit(edits.add(window.workspace.target(article, section), note=note))
    qtbot.waitUntil(lambda: window.marks.shelf.bookmark_of(article_id, section) is not None, timeout=PATIENCE)
    held = window.marks.shelf.bookmark_of(article_id, section)
    assert held is not None
    qtbot.waitUntil(lambda: state(window, held) is State.PRESENT, timeout=PATIENCE)
    return held


def state(window: Window, mark: Bookmark | Highlight) -> State | None:
    return window.notebook.following.state(mark.uid)


def becomes(qtbot: QtBot, window: Window, mark: Bookmark, wanted: State) -> None:
    window.keeper.look()
    qtbot.waitUntil(lambda: state(window, mark) is wanted, timeout=PATIENCE)


def edit_file(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def dialog(qtbot: QtBot, window: Window, kind: type[Shown]) -> Shown:
    qtbot.waitUntil(lambda: bool(window.findChildren(kind)), timeout=PATIENCE)
    (shown,) = window.findChildren(kind)
    return shown


def open_in_panel(window: Window, mark: Bookmark | Highlight) -> None:
    section = mark.section if isinstance(mark, Bookmark) else ""
    window.browse.bookmarks.chosen.emit(Entry(mark.uid, "", row=mark, target=(mark.id, section)))


@pytest.fixture
def panel(window: Window) -> Callable[[], list[str]]:
    window.browse.show_tab(BOOKMARKS)
    return window.browse.bookmarks.names


def test_a_renamed_article_keeps_bookmark_note_and_highlight(
    qtbot: QtBot, window: Window, content: Path, panel: Callable[[], list[str]]
) -> None:
    held = bookmark(qtbot, window, "knae/knae", note="husk")
    mark = Highlight(
        new_uid(), "knae/knae", "Ondt i knæet", "låret", "Ofte er det ", ",", "green", now(), held.fingerprint
    )
    window.marks.edit(edits.highlight(mark))
    (content / "led").mkdir()
    (content / "knae" / "knae.md").rename(content / "led" / "ondt-i-knaeet.md")
    window.keeper.look()
    qtbot.waitUntil(lambda: window.marks.shelf.bookmark_of("led/ondt-i-knaeet") is not None, timeout=PATIENCE)
    moved = window.marks.shelf.bookmark_of("led/ondt-i-knaeet")
    assert moved is not None and (moved.uid, moved.note) == (held.uid, "husk")
    assert [row.uid for row in window.marks.shelf.highlights_in("led/ondt-i-knaeet")] == [mark.uid]
    assert "flyttet med" in window.messages.text()
    assert window.marks.history.to_undo is not None and window.marks.history.to_undo.what != "followed"
    qtbot.waitUntil(lambda: state(window, moved) is State.PRESENT, timeout=PATIENCE)
    assert panel()[0] == "Ondt i knæet"


def test_the_article_shown_goes_on_being_shown_where_it_is_moved(qtbot: QtBot, window: Window, content: Path) -> None:
    held = bookmark(qtbot, window, "knae/knae")
    window.open_article("knae/knae")
    qtbot.waitUntil(lambda: window.article is not None and window.article.id == "knae/knae", timeout=PATIENCE)
    (content / "knae" / "knae.md").rename(content / "ny.md")
    window.keeper.look()
    qtbot.waitUntil(lambda: window.article is not None and window.article.id == "ny", timeout=PATIENCE)
    moved = window.marks.shelf.rows[held.uid]
    assert isinstance(moved, Bookmark) and moved.id == "ny"
    assert "flyttet med" in window.messages.text()


def test_an_edited_article_shows_what_changed_until_the_person_has_seen_it(
    qtbot: QtBot, window: Window, content: Path, panel: Callable[[], list[str]]
) -> None:
    held = bookmark(qtbot, window, "knae/knae")
    edit_file(content / "knae" / "knae.md", "skal styrkes", "skal trænes roligt")
    becomes(qtbot, window, held, State.CHANGED)
    assert panel() == ["Ondt i knæet (ændret siden du gemte den)"]
    window.notebook.changes.show(held)
    shown = dialog(qtbot, window, ChangesDialog)
    assert shown.view.toPlainText() == "Ofte er det låret, der skal styrkes. trænes roligt."
    assert "Fjernet: styrkes." in shown.view.accessibleDescription()
    assert "Nyt: trænes roligt." in shown.view.accessibleDescription()
    shown.seen.click()
    qtbot.waitUntil(lambda: panel() == ["Ondt i knæet"], timeout=PATIENCE)
    window.marks.undo()
    qtbot.waitUntil(lambda: panel() == ["Ondt i knæet (ændret siden du gemte den)"], timeout=PATIENCE)


def test_a_section_is_not_changed_by_an_edit_beside_it(qtbot: QtBot, window: Window, content: Path) -> None:
    article = bookmark(qtbot, window, "fod/hael")
    section = bookmark(qtbot, window, "fod/hael", "symptomer")
    edit_file(content / "fod" / "hael.md", "du har feber", "du har høj feber")
    becomes(qtbot, window, article, State.CHANGED)
    assert state(window, section) is State.PRESENT


def test_a_deleted_article_is_told_and_can_be_replaced_by_another(
    qtbot: QtBot, window: Window, content: Path, panel: Callable[[], list[str]]
) -> None:
    held = bookmark(qtbot, window, "knae/knae", note="ring **mandag**")
    (content / "knae" / "knae.md").unlink()
    (content / "knae" / "ny.md").write_text("---\ntitle: Ondt i knæet\n---\nEn helt ny tekst.\n", encoding="utf-8")
    becomes(qtbot, window, held, State.GONE)
    assert panel() == ["Ondt i knæet (findes ikke længere)"]
    open_in_panel(window, held)
    shown = dialog(qtbot, window, GoneDialog)
    assert "Knæet kan gøre ondt på forsiden" in shown.text.toPlainText()
    assert shown.candidates.item(0).text() == "Ondt i knæet"
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        shown.use.click()
    assert window.article is not None and window.article.id == "knae/ny"
    (now_held,) = window.marks.shelf.bookmarks.values()
    assert (now_held.uid, now_held.id, now_held.note) == (held.uid, "knae/ny", "ring **mandag**")


def test_a_gone_bookmark_is_kept_or_removed_as_the_person_says(qtbot: QtBot, window: Window, content: Path) -> None:
    held = bookmark(qtbot, window, "knae/knae")
    (content / "knae" / "knae.md").unlink()
    becomes(qtbot, window, held, State.GONE)
    open_in_panel(window, held)
    shown = dialog(qtbot, window, GoneDialog)
    shown.keep.click()
    qtbot.waitUntil(lambda: not window.findChildren(GoneDialog), timeout=PATIENCE)
    assert held.uid in window.marks.shelf.rows
    open_in_panel(window, held)
    dialog(qtbot, window, GoneDialog).remove.click()
    qtbot.waitUntil(lambda: held.uid not in window.marks.shelf.rows, timeout=PATIENCE)


def test_a_gone_section_can_be_given_another_one_of_its_article(qtbot: QtBot, window: Window, content: Path) -> None:
    held = bookmark(qtbot, window, "fod/hael", "symptomer")
    edit_file(content / "fod" / "hael.md", "## Symptomer\n\nDet stikker under foden ved de første skridt.", "")
    becomes(qtbot, window, held, State.SECTION_GONE)
    window.notebook.changes.show(held)
    shown = dialog(qtbot, window, GoneDialog)
    assert shown.windowTitle() == "Afsnittet findes ikke længere"
    names = [shown.candidates.item(row).text() for row in range(shown.candidates.count())]
    assert names == ["Ondt under hælen", "Søg læge, hvis", "Øvelser"]
    shown.candidates.setCurrentRow(2)
    shown.use.click()
    qtbot.waitUntil(lambda: window.marks.shelf.bookmark_of("fod/hael", "øvelser") is not None, timeout=PATIENCE)


def test_a_moved_article_opens_also_when_the_bookmark_cannot_be_changed(
    qtbot: QtBot, window: Window, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = bookmark(qtbot, window, "knae/knae")
    monkeypatch.setattr(window.marks, "follow", lambda _edit, _then: None)
    (content / "knae" / "knae.md").rename(content / "ny.md")
    becomes(qtbot, window, held, State.MOVED)
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        open_in_panel(window, held)
    assert window.article is not None and window.article.id == "ny"


def test_nothing_is_said_to_be_gone_while_the_content_share_is(qtbot: QtBot, window: Window, content: Path) -> None:
    held = bookmark(qtbot, window, "knae/knae")
    content.rename(content.with_name("væk"))
    with qtbot.waitSignal(window.keeper.ended, timeout=PATIENCE):
        window.keeper.look()
    assert state(window, held) is State.PRESENT
    assert window.marks.shelf.rows[held.uid] == held


def test_a_dialog_closes_with_its_bookmark(qtbot: QtBot, window: Window, content: Path) -> None:
    held = bookmark(qtbot, window, "knae/knae")
    (content / "knae" / "knae.md").unlink()
    becomes(qtbot, window, held, State.GONE)
    open_in_panel(window, held)
    dialog(qtbot, window, GoneDialog)
    window.marks.use(None)
    qtbot.waitUntil(lambda: not window.findChildren(GoneDialog), timeout=PATIENCE)
