"""Handouts in the real window: from an article to paper, and once more for the next patient."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from kbviewer import urls
from kbviewer.ui import handing_out
from kbviewer.ui.sheet.dialog import HandoutDialog
from kbviewer.ui.window import Window

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


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What has gone to the printer."""
    pages: list[bytes] = []
    monkeypatch.setattr(handing_out, "print_pdf", lambda pdf, _parent: pages.append(pdf))
    return pages


def test_two_clicks_lead_from_an_article_to_paper(qtbot: QtBot, window: Window, printed: list[bytes]) -> None:
    show(qtbot, window, "fod/hael")
    next(one for one in window.bar.findChildren(QToolButton) if one.text() == "Patientark").click()
    assert window.handing_out.dialog is not None
    window.handing_out.dialog.print.click()
    qtbot.waitUntil(lambda: len(printed) == 1, timeout=PATIENCE)
    assert "Ondt under hælen" in text_of(printed[0])


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


def test_the_last_handout_is_handed_out_again_without_its_patient(
    qtbot: QtBot, window: Window, printed: list[bytes]
) -> None:
    again = window.actions_by_name["reprint"]
    assert not again.isEnabled()
    show(qtbot, window, "oevelser/aalestraek")
    sheet = sheet_of(window)
    sheet.patient_box.name.setText("Åse Ærø")
    sheet.paper_box.weeks.setValue(9)
    sheet.print.click()
    qtbot.waitUntil(lambda: len(printed) == 1, timeout=PATIENCE)
    assert "Åse Ærø" in text_of(printed[0])
    sheet.close()
    assert window.handing_out.dialog is None and again.isEnabled()
    window.open(str(urls.HOME))
    again.trigger()
    other = window.handing_out.dialog
    assert other is not None and other.draft.weeks == 9 and other.patient_box.is_blank
    other.print.click()
    qtbot.waitUntil(lambda: len(printed) == 2, timeout=PATIENCE)
    assert "Åse" not in text_of(printed[1]) and "Ålestræk" in text_of(printed[1])


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
    sheet.save.click()
    qtbot.waitUntil(lambda: "ud.pdf" in sheet.messages.text(), timeout=PATIENCE)
    assert asked == ["Ondt under hælen.pdf"]
    assert "Åse Ærø" in text_of((tmp_path / "ud.pdf").read_bytes())


def test_a_sheet_does_not_outlive_what_it_was_opened_for(qtbot: QtBot, window: Window) -> None:
    show(qtbot, window, "fod/hael")
    for leave in (window.people.sign_out, lambda: window.use_places(window.workspace.places), window.close):
        sheet = sheet_of(window)
        sheet.patient_box.name.setText("Åse Ærø")
        with qtbot.waitSignal(sheet.finished, timeout=PATIENCE):
            leave()
        assert window.handing_out.dialog is None
