"""Handouts in the real window: from an article to paper, and once more for the next patient."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from kbviewer import urls
from kbviewer.handouts.letterhead import Letterhead, write_letterhead
from kbviewer.ui.letterhead_dialog import LetterheadDialog
from kbviewer.ui.printing import Printing
from kbviewer.ui.sheet.dialog import HandoutDialog
from kbviewer.ui.window import SMALLEST, Window

PATIENCE = 20_000


def show(qtbot: QtBot, window: Window, article_id: str) -> None:
    window.open(urls.article(article_id))
    qtbot.waitUntil(lambda: window.article is not None and window.article.id == article_id, timeout=PATIENCE)


def sheet_of(window: Window) -> HandoutDialog:
    window.actions_by_name["handout"].trigger()
    assert window.handing_out.dialog is not None
    return window.handing_out.dialog


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


Sent = list[tuple[bytes, str, int]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What has gone to the printer: pages, title and copies."""
    jobs: Sent = []

    def print_now(_printing: Printing, pdf: bytes, title: str, copies: int, **_over: object) -> None:
        jobs.append((pdf, title, copies))

    monkeypatch.setattr(Printing, "print_now", print_now)
    return jobs


def test_two_clicks_lead_from_an_article_to_paper(qtbot: QtBot, window: Window, sent: Sent) -> None:
    show(qtbot, window, "fod/hael")
    next(one for one in window.bar.findChildren(QToolButton) if one.text() == "Patientark").click()
    assert window.handing_out.dialog is not None
    window.handing_out.dialog.foot.print.click()
    qtbot.waitUntil(lambda: len(sent) == 1, timeout=PATIENCE)
    assert "Ondt under hælen" in text_of(sent[0][0])


def test_the_smallest_window_has_room_for_every_button_of_the_bar(qtbot: QtBot, window: Window) -> None:
    of_bar = Qt.FindChildOption.FindDirectChildrenOnly
    parts = [window.bar.search, *window.bar.findChildren(QToolButton, options=of_bar)]

    def is_tidy() -> bool:
        places = sorted((part.geometry() for part in parts), key=lambda place: place.left())
        is_whole = all(part.width() >= part.sizeHint().width() for part in parts[1:])
        return is_whole and all(one.right() < other.left() for one, other in pairwise(places))

    window.resize(*SMALLEST)
    qtbot.waitUntil(lambda: window.bar.width() == SMALLEST[0] and is_tidy(), timeout=PATIENCE)
    assert window.bar.bookmark.text() == "☆" and window.bar.bookmark.accessibleName() == "Gem bogmærke"
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.bar.bookmark.text() == "☆ Gem bogmærke" and is_tidy(), timeout=PATIENCE)


def test_without_an_article_the_sheet_is_empty(window: Window) -> None:
    assert window.actions_by_name["handout"].isEnabled()
    assert sheet_of(window).draft.is_empty


def test_there_is_one_sheet_and_another_article_can_be_put_on_it(qtbot: QtBot, window: Window) -> None:
    show(qtbot, window, "fod/hael")
    sheet = sheet_of(window)
    assert sheet_of(window) is sheet and sheet.messages.text() == ""
    show(qtbot, window, "knae/knae")
    assert sheet_of(window) is sheet
    assert "Ondt i knæet" in sheet.messages.text()
    sheet.messages.act()
    assert list(sheet.draft.ids) == ["fod/hael", "knae/knae"]


def test_the_last_handout_is_handed_out_again_without_its_patient(qtbot: QtBot, window: Window, sent: Sent) -> None:
    again = window.actions_by_name["reprint"]
    assert not again.isEnabled()
    show(qtbot, window, "oevelser/aalestraek")
    sheet = sheet_of(window)
    sheet.patient_box.name.setText("Åse Ærø")
    sheet.paper_box.weeks.setValue(9)
    sheet.foot.copies.setValue(3)
    sheet.foot.print.click()
    qtbot.waitUntil(lambda: len(sent) == 1, timeout=PATIENCE)
    assert "Åse Ærø" in text_of(sent[0][0]) and sent[0][1:] == ("Ålestræk", 3)
    sheet.close()
    assert window.handing_out.dialog is None and again.isEnabled()
    window.open(str(urls.HOME))
    again.trigger()
    other = window.handing_out.dialog
    assert other is not None and other.draft.weeks == 9 and other.patient_box.is_blank
    other.foot.print.click()
    qtbot.waitUntil(lambda: len(sent) == 2, timeout=PATIENCE)
    assert "Åse" not in text_of(sent[1][0]) and "Ålestræk" in text_of(sent[1][0])


def test_a_handout_is_saved_under_its_title_and_the_place_is_told(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "ud.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    show(qtbot, window, "fod/hael")
    sheet = sheet_of(window)
    sheet.patient_box.name.setText("Åse Ærø")
    sheet.foot.save.click()
    qtbot.waitUntil(lambda: "ud.pdf" in sheet.messages.text(), timeout=PATIENCE)
    assert asked == ["Ondt under hælen.pdf"]
    assert "Åse Ærø" in text_of((tmp_path / "ud.pdf").read_bytes())


def test_what_comes_of_printing_is_told_on_the_sheet_as_long_as_it_is_open(qtbot: QtBot, window: Window) -> None:
    sheet = sheet_of(window)
    window.printing.progressed.emit(1, 3)
    assert sheet.foot.printing.isVisible() and "2" in sheet.foot.printing.label.text()
    window.printing.ended.emit()
    assert not sheet.foot.printing.isVisible()
    window.printing.told.emit("Sendt.", "", None)
    assert (sheet.messages.text(), window.messages.text()) == ("Sendt.", "")
    sheet.close()
    window.printing.told.emit("Sendt igen.", "", None)
    assert window.messages.text() == "Sendt igen."


def test_the_letterhead_is_on_the_sheet_and_its_therapist_in_the_field(
    qtbot: QtBot, window: Window, tmp_path: Path, sent: Sent
) -> None:
    write_letterhead(Letterhead(name="Klinikken ved Åen", therapist="Bo Lund"), tmp_path / "data")
    show(qtbot, window, "fod/hael")
    sheet = sheet_of(window)
    assert sheet.patient_box.therapist.text() == "Bo Lund"
    sheet.foot.print.click()
    qtbot.waitUntil(lambda: len(sent) == 1, timeout=PATIENCE)
    assert "Klinikken ved Åen" in text_of(sent[0][0])


def test_an_open_sheet_goes_on_with_the_paper_and_the_printer_chosen_meanwhile(
    qtbot: QtBot, window: Window, tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Printing, "ask_names", lambda _printing, found: found(("modtagelse",)))
    show(qtbot, window, "fod/hael")
    sheet = sheet_of(window)
    sheet.patient_box.name.setText("Åse Ærø")
    assert sheet.foot.printer.accessibleName() == "Computerens standardprinter"
    window.actions_by_name["letterhead"].trigger()
    qtbot.waitUntil(lambda: window.findChild(LetterheadDialog) is not None, timeout=PATIENCE)
    dialog = window.findChild(LetterheadDialog)
    assert isinstance(dialog, LetterheadDialog)
    dialog.texts.name.setText("Klinikken ved Åen")
    dialog.texts.therapist.setText("Bo Lund")
    dialog.printer.addItem("loftet", "loftet")
    dialog.printer.setCurrentIndex(dialog.printer.count() - 1)
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE):
        dialog.save()
    assert sheet.foot.printer.accessibleName() == "Printer: loftet (findes ikke lige nu)"
    assert sheet.patient_box.therapist.text() == "Bo Lund"
    sheet.foot.print.click()
    qtbot.waitUntil(lambda: len(sent) == 1, timeout=PATIENCE)
    assert "Klinikken ved Åen" in text_of(sent[0][0]) and "Åse Ærø" in text_of(sent[0][0])


def test_a_therapist_typed_for_this_patient_stays_when_the_paper_changes(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    show(qtbot, window, "fod/hael")
    sheet = sheet_of(window)
    sheet.patient_box.therapist.setText("Ida Dam")
    write_letterhead(Letterhead(therapist="Bo Lund"), tmp_path / "data")
    window.handing_out.show_paper()
    assert sheet.patient_box.therapist.text() == "Ida Dam"


def test_a_computer_without_a_printer_is_told_before_anybody_prints(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Printing, "ask_names", lambda _printing, found: found(()))
    assert sheet_of(window).foot.printer.accessibleName() == "Ingen printer fundet"


def test_a_sheet_does_not_outlive_what_it_was_opened_for(qtbot: QtBot, window: Window) -> None:
    show(qtbot, window, "fod/hael")
    for leave in (window.people.sign_out, lambda: window.library.move(window.workspace.places), window.close):
        sheet = sheet_of(window)
        sheet.patient_box.name.setText("Åse Ærø")
        with qtbot.waitSignal(sheet.finished, timeout=PATIENCE):
            leave()
        assert window.handing_out.dialog is None
