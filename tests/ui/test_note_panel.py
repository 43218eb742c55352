"""The note beside the article: read, written, kept, and shared with other windows."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from kbviewer.errors import StorageError
from kbviewer.library import edits
from kbviewer.library.bookmark import Highlight, new_uid, now
from kbviewer.library.bookmarks import FILE_NAME, BookmarkStore
from kbviewer.library.edits import Target
from kbviewer.library.shelf import Change
from kbviewer.ui.note_card import NoteCard
from kbviewer.ui.note_panel import NotePanel
from kbviewer.ui.note_view import NoteView
from kbviewer.ui.window import SMALLEST, Window

PATIENCE = 20_000
HEEL = "fod/hael"


@pytest.fixture
def notes(qtbot: QtBot, window: Window) -> NotePanel:
    """The panel beside the article about the heel."""
    open_article(qtbot, window, HEEL)
    return window.notebook.side.notes


@pytest.fixture
def other(window: Window) -> Iterator[BookmarkStore]:
    """The same bookmarks, open in another program."""
    store = BookmarkStore(window.workspace.places.data / FILE_NAME)
    yield store
    store.close()


def open_article(qtbot: QtBot, window: Window, article_id: str) -> None:
    assert window.reader is not None
    with qtbot.waitSignal(window.reader.loaded, timeout=PATIENCE, check_params_cb=lambda url: article_id in url):
        window.open_article(article_id)


def card(notes: NotePanel, section: str = "") -> NoteCard:
    return notes._cards[section]


def kept(window: Window, section: str = "") -> str | None:
    held = window.marks.shelf.bookmark_of(HEEL, section)
    return held.note if held else None


def write(qtbot: QtBot, window: Window, notes: NotePanel, text: str) -> None:
    window.actions_by_name["edit_note"].trigger()
    qtbot.keyClicks(card(notes).field, text)


def test_a_note_on_an_article_bookmarks_it_and_is_one_step_to_undo(
    qtbot: QtBot, window: Window, notes: NotePanel
) -> None:
    assert card(notes).write.text() == "Skriv en note"
    write(qtbot, window, notes, "Husk")
    card(notes).save()
    qtbot.waitUntil(lambda: kept(window) == "Husk", timeout=PATIENCE)
    qtbot.keyClicks(card(notes).field, " *saaler*")
    qtbot.keyClick(card(notes).field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: kept(window) == "Husk *saaler*", timeout=PATIENCE)
    assert not card(notes).field.isVisibleTo(notes)
    qtbot.waitUntil(lambda: card(notes).view.toPlainText() == "Husk saaler", timeout=PATIENCE)
    held = window.marks.shelf.bookmark_of(HEEL)
    assert held is not None and held.fingerprint and window.bar.bookmark.isChecked()
    window.marks.undo()
    qtbot.waitUntil(lambda: kept(window) is None, timeout=PATIENCE)
    window.marks.redo()
    qtbot.waitUntil(lambda: kept(window) == "Husk *saaler*", timeout=PATIENCE)


def test_a_pause_keeps_the_note_and_writing_goes_on(qtbot: QtBot, window: Window, notes: NotePanel) -> None:
    write(qtbot, window, notes, "Husk")
    qtbot.waitUntil(lambda: kept(window) == "Husk", timeout=PATIENCE)
    assert card(notes).is_writing


def test_pressing_done_ends_writing(qtbot: QtBot, window: Window, notes: NotePanel) -> None:
    write(qtbot, window, notes, "Husk")
    assert card(notes).write.text() == "Færdig"
    qtbot.mouseClick(card(notes).write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(window) == "Husk", timeout=PATIENCE)
    assert not card(notes).is_writing


def test_going_to_another_article_keeps_the_note_with_its_own(qtbot: QtBot, window: Window, notes: NotePanel) -> None:
    write(qtbot, window, notes, "Til haelen")
    open_article(qtbot, window, "knae/knae")
    qtbot.waitUntil(lambda: kept(window) == "Til haelen", timeout=PATIENCE)
    held = window.marks.shelf.bookmark_of(HEEL)
    assert held is not None and held.title == "Ondt under hælen"
    assert window.marks.shelf.bookmark_of("knae/knae") is None
    assert not card(notes).is_writing


def test_closing_the_window_keeps_the_note(
    qtbot: QtBot, window: Window, notes: NotePanel, other: BookmarkStore
) -> None:
    write(qtbot, window, notes, "Til sidst")
    window.close()
    held = other.shelf().bookmark_of(HEEL)
    assert held is not None and held.note == "Til sidst"


def test_a_person_who_leaves_takes_their_note_along(
    qtbot: QtBot, window: Window, notes: NotePanel, tmp_path: Path
) -> None:
    write(qtbot, window, notes, "Kun min")
    window.marks.use(tmp_path / "anden")
    qtbot.waitUntil(lambda: window.marks.is_used and not window.marks.shelf.rows, timeout=PATIENCE)
    assert not card(notes).is_writing
    store = BookmarkStore(window.workspace.places.data / FILE_NAME)
    qtbot.waitUntil(lambda: store.shelf().bookmark_of(HEEL) is not None, timeout=PATIENCE)
    store.close()


def test_nobody_signed_in_gets_a_hint_and_no_note(window: Window, notes: NotePanel) -> None:
    window.marks.use(None)
    assert notes.hint.isVisibleTo(notes)
    assert not notes._cards


def test_the_text_of_another_window_is_kept_beside_ones_own(
    qtbot: QtBot, window: Window, notes: NotePanel, other: BookmarkStore
) -> None:
    write(qtbot, window, notes, "fra mig")
    other.edit(edits.write_note(Target(HEEL, "Ondt under hælen"), "fra den anden"))
    card(notes).save()
    qtbot.keyClicks(card(notes).field, " her")
    both = "fra den anden\n\n---\n\nfra mig"
    qtbot.waitUntil(lambda: kept(window) == both, timeout=PATIENCE)
    assert card(notes).field.note() == f"{both} her"
    assert "Begge tekster er gemt" in window.messages.text()
    qtbot.keyClicks(card(notes).field, "!")
    qtbot.keyClick(card(notes).field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: kept(window) == f"{both} her!", timeout=PATIENCE)


def test_a_note_that_could_not_be_kept_is_still_there_to_go_on_with(
    qtbot: QtBot, window: Window, notes: NotePanel, other: BookmarkStore
) -> None:
    other.edit(edits.add(Target("knae/knae", "Ondt i knæet")))
    blocker = sqlite3.connect(window.workspace.places.data / FILE_NAME, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    write(qtbot, window, notes, "Tabt?")
    with qtbot.waitSignal(window.marks.failed, timeout=PATIENCE):
        open_article(qtbot, window, "knae/knae")
    blocker.execute("ROLLBACK")
    blocker.close()
    assert kept(window) is None
    open_article(qtbot, window, HEEL)
    assert card(notes).field.note() == "Tabt?"
    card(notes).save()
    qtbot.waitUntil(lambda: kept(window) == "Tabt?", timeout=PATIENCE)


def test_a_note_that_is_too_long_is_refused_and_stays_in_the_field(
    qtbot: QtBot, window: Window, notes: NotePanel
) -> None:
    write(qtbot, window, notes, "")
    card(notes).field.setPlainText("a" * 20_001)
    with qtbot.waitSignal(window.marks.failed, timeout=PATIENCE):
        card(notes).save()
    assert card(notes).is_writing and not card(notes).field.is_kept


def test_the_note_comes_up_in_a_narrow_window(window: Window, notes: NotePanel) -> None:
    window.resize(900, 600)
    assert not window.notebook.side.isVisibleTo(window)
    window.actions_by_name["edit_note"].trigger()
    assert card(notes).field.isVisibleTo(window)


def test_a_bookmark_can_be_given_a_colour_by_name(qtbot: QtBot, window: Window, notes: NotePanel) -> None:
    assert not card(notes).label.isVisibleTo(notes)
    window.actions_by_name["bookmark"].trigger()
    qtbot.waitUntil(lambda: kept(window) == "", timeout=PATIENCE)
    choices = {action.text(): action for action in card(notes).label.menu().actions()}
    assert list(choices) == ["Ingen farve", "Rød", "Gul", "Grøn", "Blå", "Lilla"]
    choices["Gul"].trigger()
    qtbot.waitUntil(lambda: card(notes).label.text() == "Gul", timeout=PATIENCE)
    assert card(notes).label.accessibleName() == "Farve: Gul"


def test_sections_and_highlights_stand_below_and_lead_to_their_place(
    qtbot: QtBot, window: Window, notes: NotePanel
) -> None:
    assert window.article is not None
    window.marks.edit(edits.add(window.workspace.target(window.article, "øvelser"), note="vis den"))
    mark = Highlight(new_uid(), HEEL, "Ondt under hælen", "første skridt", "de ", ".", "blue", now(), "")
    window.marks.edit(edits.highlight(mark))
    qtbot.waitUntil(lambda: notes.highlights.count() == 1, timeout=PATIENCE)
    heading = card(notes, "øvelser").heading
    assert heading.text() == "Øvelser"
    with qtbot.waitSignal(notes.section_chosen, check_params_cb=lambda anchor: anchor == "øvelser"):
        qtbot.mouseClick(heading, Qt.MouseButton.LeftButton)
    item = notes.highlights.item(0)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "første skridt. Blå"
    with qtbot.waitSignal(notes.highlight_chosen, check_params_cb=lambda uid: uid == mark.uid):
        notes.highlights.itemActivated.emit(item)


def test_choosing_a_highlight_scrolls_to_it(qtbot: QtBot, window: Window, notes: NotePanel) -> None:
    window.resize(*SMALLEST)
    mark = Highlight(new_uid(), HEEL, "Ondt under hælen", "første skridt", "de ", ".", "blue", now(), "")
    window.marks.edit(edits.highlight(mark))
    assert window.reader is not None
    text = window.reader.text

    def has_scrolled() -> bool:  # once the passage has been found on the page
        notes.highlight_chosen.emit(mark.uid)
        with qtbot.waitCallback(timeout=PATIENCE) as told:
            text.place(told)
        return bool(told.args[0] != 0)

    qtbot.waitUntil(has_scrolled, timeout=PATIENCE)


def test_a_link_in_a_note_opens_an_article_and_another_is_told_as_outside(
    qtbot: QtBot, window: Window, notes: NotePanel
) -> None:
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        card(notes).view.followed.emit("kb://article/knae/knae")
    assert window.article is not None and window.article.id == "knae/knae"
    notes.followed.emit("file:///etc/passwd")
    assert "uden for programmet" in window.messages.text()


@pytest.mark.parametrize("address", ["{file}", "file://{file}", "kb://image/x.png", "data:image/png;base64,AAAA"])
def test_a_picture_in_a_note_is_never_fetched(qtbot: QtBot, tmp_path: Path, address: str) -> None:
    file = tmp_path / "hemmelig.png"
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.magenta)
    picture.save(str(file))
    view = NoteView()
    qtbot.addWidget(view)
    view.resize(200, 100)
    view.show_note(f"se ![her]({address.format(file=file)})\n\n<img src='{file}'>")
    shown = view.grab().toImage()
    colours = {shown.pixelColor(x, y).name() for x in range(shown.width()) for y in range(shown.height())}
    assert "#ff00ff" not in colours
    assert view.height() < 60 + 60
    assert view.document().resource(QTextDocument.ResourceType.ImageResource.value, file.as_uri()).size().width() <= 1


@pytest.mark.parametrize(
    "note",
    ["|a" * 3000 + "|\n" + "|-" * 3000 + "|\n", ">" * 19_000 + "a", "- " * 9000 + "a", "[" * 20_000, "# a\n" * 5000],
)
def test_any_note_can_be_shown(qtbot: QtBot, note: str) -> None:
    view = NoteView()
    qtbot.addWidget(view)
    view.show_note(note)
    assert view.toPlainText()


def test_closing_waits_once_when_what_is_being_written_cannot_be_kept(
    qtbot: QtBot, window: Window, notes: NotePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: BookmarkStore, _edit: edits.Edit) -> Change:
        raise StorageError("bookmarks_not_writable", path="bogmærker")

    write(qtbot, window, notes, "Husk")
    monkeypatch.setattr(BookmarkStore, "edit", refuse)
    assert not window.close()
    qtbot.waitUntil(lambda: "kunne ikke gemmes" in window.messages.text(), timeout=PATIENCE)
    assert card(notes).field.toPlainText() == "Husk"
    assert window.close()
