"""The window of a handout: what is chosen in it is on the paper, and nothing of a patient is left behind."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QClipboard, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kbviewer.errors import ContentError, StorageError
from kbviewer.handouts.exercises import Exercise
from kbviewer.handouts.handout import Handout, Patient
from kbviewer.handouts.press import Press, Printed
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.render.theme import DARK, LIGHT
from kbviewer.ui.background import Lane
from kbviewer.ui.handing_out import WorkspaceLibrary
from kbviewer.ui.sheet.article_picker import ArticlePicker
from kbviewer.ui.sheet.dialog import SMALLEST, HandoutDialog
from kbviewer.ui.sheet.draft import Draft
from kbviewer.ui.sheet.proofs import Make
from kbviewer.ui.sheet.template_form import TemplateForm
from kbviewer.workspace import Places, Workspace

PATIENCE = 20_000
WORDS = Catalogue.load("da", resources())
HEEL, KNEE, EEL = "fod/hael", "knae/knae", "oevelser/aalestraek"
DOCTOR = "søg-læge-hvis"
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked

Position = QAbstractItemView.DropIndicatorPosition

Open = Callable[..., HandoutDialog]


@pytest.fixture
def workspace(content: Path, tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(Places((content,), tmp_path / "data", resources()), WORDS)
    made.update_index()
    yield made
    made.close()


@pytest.fixture
def open_sheet(qtbot: QtBot, workspace: Workspace) -> Iterator[Open]:
    """Opens the window on some articles; on what to print with."""
    library, lane, window = WorkspaceLibrary(workspace), Lane("paper"), QWidget()
    qtbot.addWidget(window)
    press = Press(workspace.image, WORDS)

    def make(handout: Handout, patient: Patient) -> Printed:
        return press.pdf(handout, date(2026, 11, 23), patient)

    def opened(*ids: str, make: Make = make, therapist: str = "") -> HandoutDialog:
        handout = library.suggest(ids)
        draft = Draft.of(handout, handout)
        sheet = HandoutDialog(draft, library, WORDS, window, make=make, lane=lane, theme=LIGHT, therapist=therapist)
        sheet.resize(1180, 760)
        sheet.show()
        return sheet

    yield opened
    for sheet in window.findChildren(HandoutDialog):
        sheet.close()
    lane.stop()


def paper(qtbot: QtBot, sheet: HandoutDialog) -> str:
    """The text of the PDF that is asked to be printed now."""
    with qtbot.waitSignal(sheet.dialog_asked, timeout=PATIENCE) as asked:
        press(qtbot, sheet.foot.print_with)
    return text_of(asked.args[0])


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def press(qtbot: QtBot, button: QAbstractButton) -> None:
    assert button.isEnabled()
    button.click()


def tick(sheet: HandoutDialog, anchor: str | None, state: Qt.CheckState, article: str = HEEL) -> None:
    item = sheet.articles_box.tree.item((article, anchor))
    assert item is not None
    item.setCheckState(0, state)


def go_to(sheet: HandoutDialog, anchor: str | None, article: str = HEEL) -> None:
    item = sheet.articles_box.tree.item((article, anchor))
    assert item is not None
    sheet.articles_box.tree.setCurrentItem(item)


def states(sheet: HandoutDialog) -> list[tuple[str, Qt.CheckState]]:
    """Every line of the tree, from top to bottom."""
    tree, found = sheet.articles_box.tree, []
    item = tree.topLevelItem(0)
    while item:
        found.append((item.text(0), item.checkState(0)))
        item = tree.itemBelow(item)
    return found


def edit(sheet: HandoutDialog, row: int, column: int, text: str) -> None:
    model = sheet.exercises_box.model
    assert model.setData(model.index(row, column), text)


# --- what is chosen is printed -------------------------------------------------------------------------


def test_the_preview_shows_the_very_bytes_that_are_printed(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    qtbot.waitUntil(lambda: sheet.preview.page.text().startswith("Side 1 af"), timeout=PATIENCE)
    shown = sheet.preview.shown_bytes()
    with qtbot.waitSignal(sheet.print_asked, timeout=PATIENCE) as asked:
        qtbot.keyClick(sheet.foot.print, Qt.Key.Key_Return)
    assert asked.args == [shown, 1]
    assert "Ondt under hælen" in text_of(shown)


def test_what_is_ticked_is_printed(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    assert "Det stikker under foden" in paper(qtbot, sheet)
    tick(sheet, "symptomer", OFF)
    assert "Det stikker under foden" not in paper(qtbot, sheet)
    assert states(sheet)[0] == ("Ondt under hælen", Qt.CheckState.PartiallyChecked)
    tick(sheet, None, ON)
    assert "Det stikker under foden" in paper(qtbot, sheet)
    assert {state for _title, state in states(sheet)} == {ON}


@pytest.mark.parametrize("choose", ["none", "only_exercises"])
def test_short_cuts_leave_what_tells_of_doctors(qtbot: QtBot, open_sheet: Open, choose: str) -> None:
    sheet = open_sheet(HEEL)
    press(qtbot, getattr(sheet.articles_box, choose))
    text = paper(qtbot, sheet)
    assert "Søg læge" in text and "Symptomer" not in text
    assert not sheet.articles_box.warning.isVisible()
    press(qtbot, sheet.articles_box.all)
    assert "Symptomer" in paper(qtbot, sheet)


def test_taking_out_what_tells_of_doctors_is_told_and_undone(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    tick(sheet, DOCTOR, OFF)
    assert "hælen er rød" not in paper(qtbot, sheet)
    assert sheet.articles_box.warning.isVisible()
    press(qtbot, sheet.articles_box.restore)
    assert "hælen er rød" in paper(qtbot, sheet)
    assert not sheet.articles_box.warning.isVisible()


def test_sections_are_printed_in_the_order_they_are_moved_to(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    tree = sheet.articles_box.tree
    text = paper(qtbot, sheet)
    assert text.index("Det stikker") < text.index("Øvelser")
    go_to(sheet, "symptomer")
    qtbot.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    text = paper(qtbot, sheet)
    assert text.index("Øvelser") < text.index("Det stikker")
    assert tree.current() == (HEEL, "symptomer")
    assert not sheet.articles_box.down.isEnabled()
    press(qtbot, sheet.articles_box.up)
    assert [title for title, _ in states(sheet)][-2:] == ["Symptomer", "Øvelser"]


def drop(sheet: HandoutDialog, over: tuple[str, str | None], where: Position) -> None:
    """Let go of the current line above, below or on another."""
    tree = sheet.articles_box.tree
    item = tree.item(over)
    assert item is not None
    tree.dropIndicatorPosition = lambda: where  # type: ignore[method-assign]  # known only while really dragging
    point = QPointF(tree.visualItemRect(item).center())
    moving, keys = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(point, moving, QMimeData(), Qt.MouseButton.LeftButton, keys)
    tree.dropEvent(event)
    assert event.dropAction() == Qt.DropAction.IgnoreAction  # else Qt removes the line that was dragged


def test_a_section_is_dragged_among_those_beside_it(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL, KNEE)
    go_to(sheet, "øvelser")
    drop(sheet, (HEEL, DOCTOR), Position.AboveItem)
    assert [title for title, _ in states(sheet)][1:6] == [
        "Indledning", "Øvelser", "Søg læge, hvis", "Symptomer", "Ondt i knæet",
    ]  # fmt: skip
    drop(sheet, (HEEL, "symptomer"), Position.BelowItem)
    drop(sheet, (KNEE, "årsager"), Position.BelowItem)
    assert sheet.draft.find(HEEL).part.sections == ("", DOCTOR, "symptomer", "øvelser")
    go_to(sheet, None, KNEE)
    drop(sheet, (HEEL, None), Position.AboveItem)
    assert list(sheet.draft.ids) == [KNEE, HEEL]
    drop(sheet, (HEEL, DOCTOR), Position.AboveItem)
    assert list(sheet.draft.ids) == [HEEL, KNEE]


def test_articles_are_added_moved_and_removed_with_a_way_back(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    press(qtbot, sheet.articles_box.add)
    picker = sheet.findChild(ArticlePicker)
    assert picker is not None
    titles = [picker.list.item(row).text() for row in range(picker.list.count())]
    assert titles == ["Ondt i knæet", "Ålestræk"]
    qtbot.keyClicks(picker.search, "ål")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    text = paper(qtbot, sheet)
    assert text.index("Ondt under hælen") < text.index("En øvelse for svangen")
    tree = sheet.articles_box.tree
    go_to(sheet, None, EEL)
    press(qtbot, sheet.articles_box.up)
    assert list(sheet.draft.ids) == [EEL, HEEL]
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert list(sheet.draft.ids) == [HEEL]
    assert sheet.messages.text() == "»Ålestræk« er fjernet fra arket."
    sheet.messages.act()
    assert list(sheet.draft.ids) == [EEL, HEEL]


def test_an_undo_is_no_longer_offered_once_something_else_has_changed(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL, KNEE)
    press(qtbot, sheet.articles_box.remove)
    assert sheet.messages.text()
    tick(sheet, "årsager", OFF, KNEE)
    assert sheet.messages.text() == ""


def test_articles_that_explain_an_exercise_of_the_handout_are_offered_first(open_sheet: Open, qtbot: QtBot) -> None:
    sheet = open_sheet(HEEL)
    sheet.exercises_box.changed.emit(sheet.draft.with_exercises([Exercise("Stræk", article=EEL)]))
    press(qtbot, sheet.articles_box.add)
    picker = sheet.findChild(ArticlePicker)
    assert picker is not None and picker.list.item(0).text() == "Ålestræk"


def test_an_article_is_found_as_it_is_typed_in_a_hurry_and_no_match_is_told(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    press(qtbot, sheet.articles_box.add)
    picker = sheet.findChild(ArticlePicker)
    assert picker is not None
    for typed in ("ondt knæ", "AALESTR", "knaeet", "alestrak"):
        picker.search.setText(typed)
        assert picker.list.count() == 1 and not picker.none_found.isVisible(), typed
    picker.search.setText("qwerty")
    assert picker.none_found.isVisible() and not picker.add.isEnabled()


def test_weeks_and_text_size_are_printed(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(EEL)
    sheet.paper_box.weeks.setValue(6)
    assert "6" in paper(qtbot, sheet) and sheet.draft.handout.weeks == 6
    sizes = sheet.paper_box.size_choice
    sizes.setCurrentIndex(sizes.count() - 1)
    sizes.activated.emit(sizes.currentIndex())
    assert sheet.draft.handout.text_size == 18


# --- exercises -----------------------------------------------------------------------------------------


def test_an_edited_dose_is_printed_and_taken_back(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(EEL)
    assert "hver torsdag" not in paper(qtbot, sheet)
    edit(sheet, 0, 5, "hver torsdag")
    assert "hver torsdag" in paper(qtbot, sheet)
    press(qtbot, sheet.exercises_box.again)
    assert "hver torsdag" not in paper(qtbot, sheet)
    assert not sheet.exercises_box.again.isVisible()


def test_exercises_are_added_explained_moved_and_removed(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(EEL)
    box = sheet.exercises_box
    press(qtbot, box.add)
    editor = box.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Gåtur")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.draft.exercises[-1].name == "Gåtur", timeout=PATIENCE)
    qtbot.keyClicks(box.how, "Rask gang")
    assert "Rask gang" in paper(qtbot, sheet)
    press(qtbot, box.up)
    assert [each.name for each in sheet.draft.exercises] == ["Gåtur", "Ålestræk"]
    assert box.row() == 0 and box.how.text() == "Rask gang"
    press(qtbot, box.remove)
    assert "Gåtur" not in paper(qtbot, sheet)
    sheet.messages.act()
    assert "Gåtur" in paper(qtbot, sheet)


def test_enter_in_the_table_edits_and_prints_nothing(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(EEL)
    with qtbot.assertNotEmitted(sheet.print_asked):
        qtbot.keyClick(sheet.exercises_box.table, Qt.Key.Key_Return)
        assert sheet.exercises_box.table.state() == QAbstractItemView.State.EditingState
        qtbot.keyClick(sheet.paper_box.weeks, Qt.Key.Key_Return)
        qtbot.keyClick(sheet.exercises_box.how, Qt.Key.Key_Return)
        qtbot.keyClick(sheet.articles_box.tree, Qt.Key.Key_Return)


def test_what_is_being_typed_into_the_table_is_printed_too(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(EEL)
    table = sheet.exercises_box.table
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow, timeout=PATIENCE)
    table.setCurrentIndex(sheet.exercises_box.model.index(0, 5))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "hver torsdag")
    assert "hver torsdag" in paper(qtbot, sheet)


# --- the patient ---------------------------------------------------------------------------------------


def fill(sheet: HandoutDialog) -> None:
    box = sheet.patient_box
    box.name.setText("Åse Ærø-Østergård")
    box.born.setText("1. maj 1941")
    box.next_time.setText("7. december kl. 10.30")
    box.note.setPlainText("Start roligt.\nRing, hvis det driller.")


def test_what_is_typed_about_a_patient_is_printed(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL, therapist="Bo Lund")
    fill(sheet)
    text = paper(qtbot, sheet)
    for typed in ("Åse Ærø-Østergård", "1. maj 1941", "7. december kl. 10.30", "Start roligt.", "Bo Lund"):
        assert typed in text, typed


def test_nothing_of_a_patient_is_left_when_the_window_is_closed(
    qtbot: QtBot, open_sheet: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)  # the offscreen one cannot tell
    sheet = open_sheet(HEEL, therapist="Bo Lund")
    fill(sheet)
    paper(qtbot, sheet)
    box = sheet.patient_box
    box.name.selectAll()
    box.name.copy()
    box.name.setText("Åse Ærø-Østergård")
    typed = (box.name, box.born, box.next_time)
    sheet._end()
    assert [field.text() for field in typed] == ["", "", ""] and box.therapist.text() == "Bo Lund"
    assert box.note.toPlainText() == "" and not box.note.document().isUndoAvailable()
    assert not any(field.isUndoAvailable() for field in typed)
    assert box.is_blank and sheet.preview.shown_bytes() == b""
    assert "Åse" not in QGuiApplication.clipboard().text()
    sheet.close()
    qtbot.waitUntil(lambda: not sheet_is_there(sheet), timeout=PATIENCE)


def sheet_is_there(sheet: HandoutDialog) -> bool:
    try:
        return sheet.isVisible() or True
    except RuntimeError:  # gone for good
        return False


def test_what_somebody_copied_elsewhere_stays_in_the_clipboard(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    fill(sheet)
    QGuiApplication.clipboard().setText("husk mælk")
    sheet.close()
    assert QGuiApplication.clipboard().text() == "husk mælk"


def test_fields_about_a_patient_teach_no_keyboard_and_name_nothing(open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    fill(sheet)
    box = sheet.patient_box
    for field in (box.name, box.born, box.therapist, box.next_time, box.note):
        assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
        assert field.inputMethodHints() & Qt.InputMethodHint.ImhNoPredictiveText
    told = [sheet.windowTitle(), sheet.name]
    for part in sheet.findChildren(QWidget):
        told += [part.objectName(), part.accessibleName(), part.accessibleDescription(), part.toolTip()]
    assert not any("Åse" in each or "1941" in each for each in told)


def test_escape_warns_once_before_what_is_typed_is_lost(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    fill(sheet)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible() and "forsvinder" in sheet.messages.text()
    with qtbot.waitSignal(sheet.finished, timeout=PATIENCE):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_escape_closes_at_once_when_nothing_would_be_lost(qtbot: QtBot, open_sheet: Open) -> None:
    for is_printed in (False, True):
        sheet = open_sheet(HEEL)
        if is_printed:
            fill(sheet)
            paper(qtbot, sheet)
        with qtbot.waitSignal(sheet.finished, timeout=PATIENCE):
            qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_escape_warns_before_doses_that_have_been_changed_are_lost(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(EEL)
    sheet.exercises_box.changed.emit(sheet.draft.with_exercises([Exercise("Hop")]))
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible() and sheet.messages.text() == WORDS.text("sheet.closing_changed")
    with qtbot.waitSignal(sheet.finished, timeout=PATIENCE):
        sheet.messages.act()


# --- hurry ---------------------------------------------------------------------------------------------


def test_a_sheet_that_is_printed_and_closed_at_once_is_printed(qtbot: QtBot, open_sheet: Open) -> None:
    for close in (HandoutDialog.close, lambda sheet: qtbot.keyClick(sheet, Qt.Key.Key_Escape)):
        sheet = open_sheet(HEEL)
        sheet.patient_box.name.setText("Åse Ærø")
        printed: list[bytes] = []
        sheet.print_asked.connect(lambda pdf, _copies, printed=printed: printed.append(pdf))
        with qtbot.waitSignal(sheet.finished, timeout=PATIENCE):
            press(qtbot, sheet.foot.print)
            close(sheet)
        assert ["Åse Ærø" in text_of(pdf) for pdf in printed] == [True]


def test_a_sheet_that_is_closed_twice_does_not_wait_for_its_paper(qtbot: QtBot, open_sheet: Open) -> None:
    go_on = Event()

    def make(_handout: Handout, _patient: Patient) -> Printed:
        assert go_on.wait(PATIENCE / 1000)
        return Printed(b"%PDF")

    sheet = open_sheet(HEEL, make=make)
    press(qtbot, sheet.foot.print)
    sheet.close()
    assert sheet.isVisible()
    with qtbot.waitSignal(sheet.finished, timeout=PATIENCE), qtbot.assertNotEmitted(sheet.print_asked):
        sheet.close()
    go_on.set()


def test_what_cannot_be_made_keeps_the_sheet_open_that_was_to_close(qtbot: QtBot, open_sheet: Open) -> None:
    go_on = Event()

    def make(_handout: Handout, _patient: Patient) -> Printed:
        assert go_on.wait(PATIENCE / 1000)
        raise ContentError("handout_failed")

    sheet = open_sheet(HEEL, make=make)
    press(qtbot, sheet.foot.print)
    sheet.close()
    go_on.set()
    qtbot.waitUntil(lambda: sheet.preview.sentence.text() == WORDS.text("error.handout_failed"), timeout=PATIENCE)
    assert sheet.isVisible()


def test_a_double_click_and_a_key_held_down_print_once(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    asked: list[bytes] = []
    sheet.print_asked.connect(lambda pdf, _copies: asked.append(pdf))
    qtbot.waitUntil(lambda: sheet.preview.shown_bytes() != b"", timeout=PATIENCE)
    for _ in range(2):
        qtbot.mouseClick(sheet.foot.print, Qt.MouseButton.LeftButton)
    sheet.patient_box.name.setFocus()
    for _ in range(3):
        qtbot.keyClick(sheet.patient_box.name, Qt.Key.Key_Return)
    assert len(asked) == 1


# --- proofs --------------------------------------------------------------------------------------------


def test_a_proof_that_has_been_overtaken_is_dropped(qtbot: QtBot, open_sheet: Open) -> None:
    begun, go_on, made = Event(), Event(), list[Handout]()

    def make(handout: Handout, _patient: Patient) -> Printed:
        made.append(handout)
        begun.set()
        assert go_on.wait(PATIENCE / 1000)
        return Printed(f"%PDF of {handout.weeks}".encode())

    sheet = open_sheet(EEL, make=make)
    qtbot.waitUntil(begun.is_set, timeout=PATIENCE)
    for weeks in (7, 8, 9):
        sheet.paper_box.weeks.setValue(weeks)
    go_on.set()
    with qtbot.waitSignal(sheet.save_asked, timeout=PATIENCE) as asked:
        press(qtbot, sheet.foot.save)
    assert asked.args == [b"%PDF of 9"]
    assert [handout.weeks for handout in made] == [4, 9]


def test_a_handout_that_cannot_be_made_is_told_in_the_place_of_the_paper(qtbot: QtBot, open_sheet: Open) -> None:
    def make(handout: Handout, _patient: Patient) -> Printed:
        raise ContentError("handout_failed")

    sheet = open_sheet(HEEL, make=make)
    told = WORDS.text("error.handout_failed")
    with qtbot.assertNotEmitted(sheet.print_asked):
        press(qtbot, sheet.foot.print)
        qtbot.waitUntil(lambda: sheet.preview.sentence.text() == told, timeout=PATIENCE)
    assert sheet.preview.sentence.isVisible()


def test_missing_pictures_are_told_under_the_paper(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    qtbot.waitUntil(sheet.preview.missing.isVisible, timeout=PATIENCE)
    assert sheet.preview.missing.text() == "Et billede mangler på arket: /billeder/fod.png"


def test_a_change_keeps_the_place_where_the_paper_is_read(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL, KNEE, EEL)
    preview = sheet.preview
    qtbot.waitUntil(lambda: preview.view.verticalScrollBar().maximum() > 400, timeout=PATIENCE)
    assert preview.page.text().startswith("Side 1 af")
    preview.view.verticalScrollBar().setValue(400)
    shown = preview.shown_bytes()
    sheet.patient_box.name.setText("Bo")
    qtbot.waitUntil(lambda: preview.shown_bytes() not in (shown, b""), timeout=PATIENCE)
    assert preview.view.verticalScrollBar().value() == 400
    qtbot.keyClick(preview.view, Qt.Key.Key_End)
    last = preview.page.text().split()[-1]
    qtbot.waitUntil(lambda: preview.page.text() == f"Side {last} af {last}", timeout=PATIENCE)
    qtbot.keyClick(preview.view, Qt.Key.Key_Home)
    assert preview.view.verticalScrollBar().value() == 0


def test_the_paper_is_zoomed_and_fitted_again(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    view = sheet.preview.view
    qtbot.waitUntil(sheet.preview.larger.isEnabled, timeout=PATIENCE)
    press(qtbot, sheet.preview.larger)
    larger = view.zoomFactor()
    press(qtbot, sheet.preview.smaller)
    press(qtbot, sheet.preview.smaller)
    assert view.zoomFactor() < larger and view.zoomMode() == view.ZoomMode.Custom
    press(qtbot, sheet.preview.fit)
    assert view.zoomMode() == view.ZoomMode.FitToWidth


# --- empty, templates, the rest ------------------------------------------------------------------------


def test_an_empty_sheet_says_what_to_do_and_prints_nothing(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet()
    assert sheet.preview.sentence.text() == "Arket er tomt. Tilføj en artikel, eller vælg en skabelon."
    assert not any(button.isEnabled() for button in (sheet.foot.print, sheet.foot.print_with, sheet.foot.save))
    sheet.add_article(KNEE)
    assert "Ondt i knæet" in paper(qtbot, sheet)
    sheet.articles_box.changed.emit(sheet.draft.with_none())
    assert "Sæt flueben" in sheet.preview.sentence.text() and not sheet.foot.print.isEnabled()


def submit(sheet: HandoutDialog, name: str, note: str = "") -> None:
    form = next(form for form in sheet.findChildren(TemplateForm) if form.isVisible())
    form.name.setText(name)
    form.note.setPlainText(note)
    form.save.click()


def choices(sheet: HandoutDialog) -> Sequence[str]:
    box = sheet.template_box.choice
    return [box.itemText(place) for place in range(box.count()) if box.itemText(place)]


def choose(sheet: HandoutDialog, title: str) -> None:
    box = sheet.template_box.choice
    box.setCurrentIndex(box.findText(title))
    box.activated.emit(box.currentIndex())


def test_a_handout_is_kept_as_a_template_without_its_patient(qtbot: QtBot, open_sheet: Open, tmp_path: Path) -> None:
    sheet = open_sheet(HEEL)
    fill(sheet)
    tick(sheet, "symptomer", OFF)
    press(qtbot, sheet.template_box.save)
    submit(sheet, "Hæl, uge 1", "Hold foden varm.")
    assert "Hæl, uge 1" in sheet.messages.text()
    (file,) = (tmp_path / "data" / "skabeloner").iterdir()
    kept = file.read_text(encoding="utf-8")
    assert "Hold foden varm." in kept and not any(each in kept for each in ("Åse", "1941", "10.30", "roligt"))
    other = open_sheet()
    assert choices(other) == ["Ingen", "Hæl, uge 1"]
    choose(other, "Hæl, uge 1")
    text = paper(qtbot, other)
    assert "Hold foden varm." in text and "Det stikker" not in text and "hælen er rød" in text


def test_choosing_a_template_over_what_has_been_changed_can_be_undone(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(KNEE)
    press(qtbot, sheet.template_box.save)
    submit(sheet, "Knæ")
    tick(sheet, "årsager", OFF, KNEE)
    changed = sheet.draft
    choose(sheet, "Hele artiklen")
    assert sheet.draft.handout.title == "" and sheet.draft != changed
    sheet.messages.act()
    assert sheet.draft == changed and sheet.template_box.choice.currentText() == "Knæ"


def test_own_templates_are_renamed_and_removed_with_a_way_back(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(KNEE)
    box = sheet.template_box
    assert not box.rename.isVisible() and not box.remove.isVisible()
    press(qtbot, box.save)
    submit(sheet, "Knæ")
    press(qtbot, box.rename)
    submit(sheet, "Knæ, første gang")
    assert choices(sheet) == ["Hele artiklen", "Knæ, første gang"]
    press(qtbot, box.remove)
    assert choices(sheet) == ["Hele artiklen"]
    sheet.messages.act()
    assert choices(sheet) == ["Hele artiklen", "Knæ, første gang"]
    assert box.choice.currentText() == "Knæ, første gang"


def test_a_template_kept_under_a_name_it_has_already_is_replaced_with_a_way_back(
    qtbot: QtBot, open_sheet: Open, workspace: Workspace
) -> None:
    sheet = open_sheet(KNEE)
    press(qtbot, sheet.template_box.save)
    submit(sheet, "Knæ")
    sheet.paper_box.weeks.setValue(7)
    press(qtbot, sheet.template_box.save)
    submit(sheet, "KNÆ")
    assert choices(sheet) == ["Hele artiklen", "KNÆ"]
    assert [one.weeks for one in workspace.templates()] == [7]
    sheet.messages.act()
    assert choices(sheet) == ["Hele artiklen", "Knæ"]
    assert [one.weeks for one in workspace.templates()] != [7]


def test_a_clinic_s_template_is_offered_but_not_changed(qtbot: QtBot, open_sheet: Open, content: Path) -> None:
    folder = content / "skabeloner"
    folder.mkdir()
    (folder / "hael.yml").write_text("title: Klinikkens\narticles: [fod/hael, fod/vaek]\n", encoding="utf-8")
    (folder / "tom.yml").write_text("title: Tom\narticles: [fod/vaek]\n", encoding="utf-8")
    sheet = open_sheet(KNEE)
    choose(sheet, "Klinikkens")
    assert sheet.draft.ids == (HEEL,)
    assert sheet.messages.text() == "Noget af skabelonen findes ikke mere: fod/vaek"
    assert not sheet.template_box.rename.isVisible() and not sheet.template_box.remove.isVisible()
    choose(sheet, "Tom")
    assert sheet.draft.ids == (HEEL,) and sheet.template_box.choice.currentText() == "Klinikkens"


def test_a_template_that_cannot_be_kept_is_told(
    qtbot: QtBot, open_sheet: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise StorageError("template_not_writable", path="/x")

    monkeypatch.setattr(WorkspaceLibrary, "save_template", refuse)
    sheet = open_sheet(KNEE)
    press(qtbot, sheet.template_box.save)
    submit(sheet, "Knæ")
    assert "kunne ikke gemmes i /x" in sheet.messages.text()


def test_every_control_has_a_name_that_is_read_aloud(open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    for part in sheet.findChildren(QWidget):
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible() and not isinstance(part, QPushButton):
            home = part.parentWidget()
            assert part.accessibleName() or (home and home.accessibleName()), part
    for button in sheet.findChildren(QPushButton):
        assert any(letter.isalpha() for letter in button.accessibleName() or button.text()) or not button.isVisible()


def test_nothing_is_cut_off_in_the_smallest_window_whatever_is_told_in_its_foot(open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    sheet.foot.show_printer("En printer med et meget langt navn (modtagelsen, bag skranken ved vinduet)")
    sheet.foot.printing.show_pages(0, 0)
    sheet.resize(*SMALLEST)
    QApplication.processEvents()
    assert (sheet.width(), sheet.height()) == SMALLEST
    for button in sheet.findChildren(QPushButton):
        if button.isVisible() and not sheet.messages.isAncestorOf(button):
            assert button.width() >= button.sizeHint().width(), button.text()
    assert sheet.foot.printer.text().endswith("…") and "ved vinduet" in sheet.foot.printer.toolTip()


def test_the_theme_never_touches_the_paper(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(HEEL)
    sheet.set_theme(DARK)
    view = sheet.preview.view
    qtbot.waitUntil(lambda: sheet.preview.shown_bytes() != b"", timeout=PATIENCE)
    middle = QPoint(view.viewport().width() // 2, 20)
    qtbot.waitUntil(lambda: view.viewport().grab().toImage().pixelColor(middle).name() == "#ffffff", timeout=PATIENCE)
