"""The panel of bookmarks as a person uses it: folders, dragging, keys, order, filter, colours, undo."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from kbviewer.i18n import Catalogue
from kbviewer.library import edits
from kbviewer.library.bookmark import LABELS, Folder, Highlight
from kbviewer.library.bookmarks import FILE_NAME, BookmarkStore
from kbviewer.library.edits import Target
from kbviewer.paths import resources
from kbviewer.render.theme import LIGHT
from kbviewer.ui.bookmark_model import DRAGGED
from kbviewer.ui.bookmark_rows import SHAPES
from kbviewer.ui.bookmarking import Bookmarking
from kbviewer.ui.bookmarks_panel import BookmarksPanel

PATIENCE = 10_000


@pytest.fixture
def marks(qtbot: QtBot, tmp_path: Path) -> Iterator[Bookmarking]:
    made = Bookmarking(lambda folder: BookmarkStore(folder / FILE_NAME))
    made.use(tmp_path)
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, marks: Bookmarking) -> BookmarksPanel:
    made = BookmarksPanel(marks, Catalogue.load("da", resources()), LIGHT, "hand")
    qtbot.addWidget(made)
    made.resize(320, 600)
    made.show()
    return made


@pytest.fixture
def shown(qtbot: QtBot, panel: BookmarksPanel) -> Callable[..., None]:
    def wait(*names: str) -> None:
        qtbot.waitUntil(lambda: panel.names() == list(names), timeout=PATIENCE)

    return wait


def fill(marks: Bookmarking, *names: str) -> None:
    for name in names:
        marks.edit(edits.add(Target(name.lower(), name)))


def uid_of(marks: Bookmarking, name: str) -> str:
    return next(row.uid for row in marks.shelf.rows.values() if getattr(row, "name", "") == name)


def point_at(panel: BookmarksPanel, name: str) -> QModelIndex:
    uid = uid_of(panel._marks, name)
    panel.view.expandAll()
    panel.view.setCurrentIndex(panel.model.index_of(uid))
    panel.view.setFocus()
    return panel.view.currentIndex()


def drop(panel: BookmarksPanel, name: str, *, row: int, into: str = "") -> None:
    data = panel.model.mimeData([panel.model.index_of(uid_of(panel._marks, name))])
    inside = panel.model.index_of(uid_of(panel._marks, into)) if into else QModelIndex()
    panel.model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, inside)


def test_an_empty_panel_says_how_to_begin(panel: BookmarksPanel) -> None:
    assert panel.empty.isVisible()
    assert "Ctrl+D" in panel.empty.text()


def test_a_new_folder_is_named_at_once(
    qtbot: QtBot, marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    fill(marks, "Fod")
    shown("Fod")
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: panel.view.findChild(QLineEdit) is not None, timeout=PATIENCE)
    field = panel.view.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    qtbot.keyClicks(field, "Uge 1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    shown("Fod", "Uge 1")


def test_a_folder_name_left_empty_is_refused_with_a_sentence(qtbot: QtBot, marks: Bookmarking) -> None:
    marks.edit(edits.new_folder("Uge 1"))
    qtbot.waitUntil(lambda: bool(marks.shelf.folders), timeout=PATIENCE)
    with qtbot.waitSignal(marks.failed, timeout=PATIENCE) as told:
        marks.edit(edits.rename(uid_of(marks, "Uge 1"), "   "))
    assert told.args[0].key == "folder_name_invalid"
    assert [row.name for row in marks.shelf.folders.values()] == ["Uge 1"]


def test_a_bookmark_is_dragged_into_a_folder_and_back(
    marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    marks.edit(edits.new_folder("Mappe"))
    fill(marks, "A", "B")
    shown("Mappe", "A", "B")
    drop(panel, "B", row=-1, into="Mappe")
    shown("Mappe", "B", "A")
    assert marks.shelf.path(marks.shelf.bookmarks[uid_of(marks, "B")].folder) == ("Mappe",)
    drop(panel, "B", row=2)
    shown("Mappe", "A", "B")
    assert marks.shelf.bookmarks[uid_of(marks, "B")].folder == ""


def test_a_folder_cannot_be_dragged_into_itself(
    marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    marks.edit(edits.new_folder("Ydre"))
    shown("Ydre")
    marks.edit(edits.new_folder("Indre", uid_of(marks, "Ydre")))
    shown("Ydre", "Indre")
    drop(panel, "Ydre", row=-1, into="Indre")
    fill(marks, "A")
    shown("Ydre", "Indre", "A")


def test_dragging_orders_by_hand(marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]) -> None:
    fill(marks, "A", "B", "C")
    shown("A", "B", "C")
    drop(panel, "C", row=0)
    shown("C", "A", "B")
    drop(panel, "C", row=2)
    shown("A", "C", "B")


def test_only_our_own_rows_can_be_dropped(panel: BookmarksPanel) -> None:
    data = QMimeData()
    data.setText("https://example.dk")
    assert not panel.model.canDropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert panel.model.mimeTypes() == [DRAGGED]


def test_alt_and_arrows_move_a_line_among_its_neighbours(
    qtbot: QtBot, marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    fill(marks, "A", "B", "C")
    shown("A", "B", "C")
    point_at(panel, "C")
    qtbot.keyClick(panel.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    shown("A", "C", "B")
    qtbot.keyClick(panel.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    shown("C", "A", "B")
    qtbot.keyClick(panel.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    shown("A", "C", "B")


def test_delete_removes_a_folder_with_all_in_it_and_undo_brings_it_back(
    qtbot: QtBot, marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    marks.edit(edits.new_folder("Mappe"))
    fill(marks, "A", "B")
    shown("Mappe", "A", "B")
    drop(panel, "A", row=-1, into="Mappe")
    shown("Mappe", "A", "B")
    point_at(panel, "Mappe")
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    shown("B")
    marks.undo()
    shown("Mappe", "A", "B")
    marks.redo()
    shown("B")


def test_the_keyboard_goes_to_the_next_line_when_its_own_is_removed(
    qtbot: QtBot, marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    fill(marks, "A", "B", "C", "D")
    shown("A", "B", "C", "D")
    point_at(panel, "B")
    for left in (("A", "C", "D"), ("A", "D"), ("A",)):
        qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
        shown(*left)
    assert [entry.name for entry in panel.selected()] == ["A"]


def test_what_is_chosen_stays_chosen_when_it_is_given_a_colour(
    qtbot: QtBot, marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    fill(marks, "A", "B", "C")
    shown("A", "B", "C")
    point_at(panel, "A")
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(marks.changed):
        marks.edit(edits.put_label([entry.uid for entry in panel.selected()], "red"))
    assert [entry.name for entry in panel.selected()] == ["A", "B"]


def test_a_name_being_typed_is_not_lost_when_something_else_changes(
    qtbot: QtBot, marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    marks.edit(edits.new_folder("Fod"))
    shown("Fod")
    point_at(panel, "Fod")
    panel.rename()
    field = panel.view.viewport().findChild(QLineEdit)
    assert field is not None
    field.setText("Fod og ankel")
    with qtbot.waitSignal(marks.changed):
        marks.edit(edits.add(Target("x", "Fra et andet vindue")))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    shown("Fod og ankel", "Fra et andet vindue")


def test_names_are_sorted_as_danish_is(marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]) -> None:
    fill(marks, "Ørestik", "Ankel", "Ålegræs", "Æblekinder", "Zink")
    shown("Ørestik", "Ankel", "Ålegræs", "Æblekinder", "Zink")
    panel._sort("name")
    shown("Ankel", "Zink", "Æblekinder", "Ørestik", "Ålegræs")


def test_the_filter_finds_names_notes_folders_and_highlights(
    marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    fill(marks, "Hælspore", "Løberknæ")
    marks.edit(edits.write_note(Target("skulder", "Skulder"), "Husk **såler** til fru Ågård"))
    marks.edit(edits.highlight(Highlight("f" * 32, "ryg", "Ryg", "rolig gang", "", "", "blue", "2026-01-01", "")))
    for asked, found in (
        ("knæ", ["Løberknæ"]),
        ("SÅLER ågård", ["Skulder"]),
        ("gang", ["»rolig gang«"]),
    ):
        panel.filter.setText(asked)
        shown(*found)
    panel.filter.setText("findes ikke")
    shown()
    assert "findes ikke" in panel.empty.text()


def test_highlights_stand_below_the_bookmark_of_their_article(
    marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    fill(marks, "Ryg")
    marks.edit(edits.highlight(Highlight("e" * 32, "ryg", "Ryg", "rolig gang", "", "", "blue", "2026-01-01", "")))
    shown("Ryg", "»rolig gang«")
    marks.edit(edits.remove([uid_of(marks, "Ryg")]))
    shown("Markeringer i artikler uden bogmærke", "»rolig gang«")


def test_a_colour_is_told_in_words_and_a_shape(
    qtbot: QtBot, marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    fill(marks, "Ryg")
    shown("Ryg")
    marks.edit(edits.put_label([uid_of(marks, "Ryg")], "red"))

    def told() -> str:
        return str(panel.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))

    qtbot.waitUntil(lambda: told() == "Ryg. Rød", timeout=PATIENCE)
    assert len(set(SHAPES.values())) == len(LABELS) == len(SHAPES)


def test_the_menu_offers_what_fits_what_is_chosen(
    marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    marks.edit(edits.new_folder("Mappe"))
    fill(marks, "A")
    shown("Mappe", "A")

    def offered() -> list[str]:
        menu: QMenu = panel._menu()
        return [action.text() for action in menu.actions() if action.text()]

    point_at(panel, "Mappe")
    assert "Omdøb" in offered() and "Skriv note" not in offered()
    menu: QMenu = panel._menu()
    export = next(action for action in menu.actions() if action.text() == "Eksportér mappen …")
    asked: list[str] = []
    panel.export_asked.connect(asked.append)
    export.trigger()
    assert asked == [uid_of(marks, "Mappe")]
    point_at(panel, "A")
    assert "Skriv note" in offered() and "Omdøb" not in offered()
    assert "Flyt til" in offered()


def test_another_windows_bookmark_appears(
    qtbot: QtBot, marks: Bookmarking, shown: Callable[..., None], tmp_path: Path
) -> None:
    fill(marks, "A")
    shown("A")
    other = BookmarkStore(tmp_path / FILE_NAME)
    other.edit(edits.add(Target("b", "B")))
    other.close()
    marks.look()
    shown("A", "B")


def test_what_is_asked_for_just_before_closing_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    marks = Bookmarking(lambda folder: BookmarkStore(folder / FILE_NAME))
    marks.use(tmp_path)
    for number in range(20):
        marks.edit(edits.add(Target(str(number), str(number))))
    marks.close()
    store = BookmarkStore(tmp_path / FILE_NAME)
    assert len(store.shelf().bookmarks) == 20
    store.close()


def test_folders_are_kept_open_while_the_list_changes(
    marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    marks.edit(edits.new_folder("Mappe"))
    fill(marks, "A")
    shown("Mappe", "A")
    drop(panel, "A", row=-1, into="Mappe")
    fill(marks, "B")
    shown("Mappe", "A", "B")
    point_at(panel, "Mappe")
    fill(marks, "C")
    shown("Mappe", "A", "B", "C")
    here = panel.model.index_of(uid_of(marks, "Mappe"))
    assert panel.view.isExpanded(here)
    assert panel.view.currentIndex() == here
    assert isinstance(panel.model.entry(here).row, Folder)
    assert panel.view.visualRect(here).contains(QPoint(40, panel.view.visualRect(here).center().y()))


def test_a_folder_is_exported_from_its_menu(
    qtbot: QtBot, marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    marks.edit(edits.new_folder("Mappe"))
    shown("Mappe")
    point_at(panel, "Mappe")
    menu = panel._menu()
    with qtbot.waitSignal(panel.export_asked) as asked:
        next(action for action in menu.actions() if action.text() == "Eksportér mappen …").trigger()
    assert asked.args == [uid_of(marks, "Mappe")]


def test_a_note_is_shown_without_the_marks_of_markdown(
    marks: Bookmarking, panel: BookmarksPanel, shown: Callable[..., None]
) -> None:
    marks.edit(edits.write_note(Target("ryg", "Ryg"), "- **Uge 1:** rolig gang"))
    shown("Ryg")
    assert panel.model.entry(panel.model.index(0, 0)).detail == "Uge 1: rolig gang"
