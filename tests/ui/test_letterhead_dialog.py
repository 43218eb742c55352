"""The clinic fills in its paper once: what is typed is kept, seen at once, and on everything printed from then on."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kbviewer.errors import StorageError
from kbviewer.handouts.letterhead import FILE_NAME, Letterhead, kept_letterhead, write_letterhead
from kbviewer.handouts.typeset import to_pdf
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.settings import PRINTER
from kbviewer.ui import letterhead_dialog
from kbviewer.ui.letterhead_dialog import LetterheadDialog, Paper
from kbviewer.ui.window import Window

PATIENCE = 20_000
WORDS = Catalogue.load("da", resources())
KEPT = Letterhead("Klinik Åsen", "Bakken 3\n8600 Silkeborg", "12 34 56 78", "a@b.example", "b.example", "Bo Ål")


def png() -> bytes:
    """A picture of 12 by 8 red points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff\0\0" * 12) * 8
    head = struct.pack(">IIBBBBB", 12, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def sample(letterhead: Letterhead) -> bytes:
    shade = "#ff0000" if letterhead.name == "Rød" else "#00ff00"
    return to_pdf(f'#set document(title: "x")\n#page(fill: rgb("{shade}"))[]', {})


class Office:
    """A data folder, and the dialog about it."""

    def __init__(self, qtbot: QtBot, data: Path) -> None:
        self._qtbot = qtbot
        self.data = data
        self.printers: list[str] = []

    def opened(self, kept: Letterhead = KEPT, printer: str = "") -> LetterheadDialog:
        paper = Paper(kept, lambda changed: write_letterhead(changed, self.data), sample)
        dialog = LetterheadDialog(paper, printer, WORDS, None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.printer_chosen.connect(self.printers.append)
        self._qtbot.addWidget(dialog, before_close_func=lambda widget: widget.reject())
        dialog.open()
        return dialog

    def saved(self, dialog: LetterheadDialog) -> None:
        with self._qtbot.waitSignal(dialog.accepted, timeout=PATIENCE):
            dialog.save()

    def told(self, dialog: LetterheadDialog) -> str:
        self._qtbot.waitUntil(dialog.trouble.isVisible, timeout=PATIENCE)
        assert dialog.isEnabled()
        return dialog.trouble.text()


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    def names(_lane: object, found: Callable[[tuple[str, ...]], None]) -> None:
        found(("kælder", "modtagelse"))

    monkeypatch.setattr(letterhead_dialog, "ask_names", names)
    return Office(qtbot, tmp_path / "data")


def test_what_is_kept_is_shown_and_what_is_typed_is_kept(office: Office) -> None:
    dialog = office.opened()
    assert dialog.letterhead() == KEPT
    dialog.texts.name.setText("  Fysioterapien ved Søen ")
    dialog.address.setPlainText("Søvej 12\n\n8600 Silkeborg\n")
    office.saved(dialog)
    kept = kept_letterhead(office.data)
    assert (kept.name, kept.address, kept.phone) == (
        "Fysioterapien ved Søen",
        "Søvej 12\n8600 Silkeborg",
        "12 34 56 78",
    )


def test_escape_keeps_nothing(qtbot: QtBot, office: Office) -> None:
    dialog = office.opened()
    dialog.texts.name.setText("Noget andet")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert (office.data.exists(), office.printers) == (False, [])


def test_too_many_lines_are_told_beside_what_was_typed(office: Office) -> None:
    dialog = office.opened()
    dialog.address.setPlainText("en linje\n" * 9)
    dialog.save()
    assert "for mange linjer" in office.told(dialog)
    assert (dialog.isVisible(), dialog.address.toPlainText().count("en linje")) == (True, 9)
    assert not (office.data / FILE_NAME).exists()


def test_a_line_that_is_too_long_is_told_by_the_name_of_its_field(office: Office) -> None:
    dialog = office.opened()
    dialog.address.setPlainText("x" * 200)
    dialog.save()
    assert office.told(dialog).startswith("»Adresse« i brevhovedet er for lang")


def test_a_folder_that_cannot_be_written_to_is_told_and_nothing_is_lost(office: Office) -> None:
    office.data.write_text("i vejen", encoding="utf-8")
    dialog = office.opened()
    dialog.texts.phone.setText("87 65 43 21")
    dialog.save()
    assert "kunne ikke gemmes" in office.told(dialog)
    assert (dialog.texts.phone.text(), office.printers) == ("87 65 43 21", [])


def test_a_logo_is_taken_shown_kept_and_removed_again(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(png())
    dialog = office.opened()
    assert dialog.logo.text() == "Intet logo"
    dialog.take_logo(file)
    qtbot.waitUntil(lambda: not dialog.logo.pixmap().isNull(), timeout=PATIENCE)
    office.saved(dialog)
    assert kept_letterhead(office.data).logo == png()
    again = office.opened(kept_letterhead(office.data))
    qtbot.mouseClick(again.remove_logo, Qt.MouseButton.LeftButton)
    assert (again.logo.text(), again.logo.pixmap().isNull()) == ("Intet logo", True)
    office.saved(again)
    assert kept_letterhead(office.data).logo == b""


def test_a_file_that_is_no_picture_is_told_and_the_logo_stays(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_text("ikke et billede", encoding="utf-8")
    dialog = office.opened(Letterhead("Klinik", logo=png()))
    dialog.take_logo(file)
    assert "Logoet kan ikke bruges" in office.told(dialog)
    assert dialog.letterhead().logo == png()


def test_a_printer_is_chosen_by_its_name(office: Office) -> None:
    dialog = office.opened()
    names = [dialog.printer.itemText(number) for number in range(dialog.printer.count())]
    assert names == ["Computerens standardprinter", "kælder", "modtagelse"]
    dialog.printer.setCurrentIndex(2)
    office.saved(dialog)
    assert office.printers == ["modtagelse"]


def test_a_printer_that_is_gone_stays_chosen_and_is_said_to_be_gone(office: Office) -> None:
    dialog = office.opened(printer="loftet")
    assert dialog.printer.currentText() == "loftet (findes ikke lige nu)"
    office.saved(dialog)
    assert office.printers == ["loftet"]


def test_the_paper_is_shown_as_it_will_be(qtbot: QtBot, office: Office) -> None:
    dialog = office.opened()

    def colour() -> str:
        page = dialog.preview.pixmap().toImage()
        return "" if page.isNull() else page.pixelColor(page.width() // 2, page.height() // 2).name()

    qtbot.waitUntil(lambda: colour() == "#00ff00", timeout=PATIENCE)
    dialog.texts.name.setText("Rød")
    qtbot.waitUntil(lambda: colour() == "#ff0000", timeout=PATIENCE)


def test_everything_is_reached_by_keyboard_and_has_a_name(qtbot: QtBot, office: Office) -> None:
    dialog = office.opened(Letterhead(logo=png()))
    dialog.activateWindow()
    dialog.texts.name.setFocus()
    qtbot.waitUntil(dialog.texts.name.hasFocus, timeout=PATIENCE)
    reached: list[str] = []
    for _ in range(30):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.append(name_of(focus))
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    wanted = [
        "Klinikkens navn",
        "Adresse",
        "Telefon",
        "E-mail",
        "Hjemmeside",
        "Behandler",
        "Vælg logo …",
        "Fjern logo",
        "Computerens standardprinter",
        "Annullér",
        "Gem",
    ]
    assert reached[: len(wanted)] == wanted
    assert set(reached) == set(wanted)
    told_of = {label.buddy(): label.text() for label in dialog.findChildren(QLabel)}
    assert told_of[dialog.printer] == "Printer til »Udskriv«"


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


# --- in the window --------------------------------------------------------------------------------------


@pytest.fixture
def printed(window: Window, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """What the window would ask a printer for."""
    pdfs: list[bytes] = []
    monkeypatch.setattr(window.printing, "ask_and_print", lambda pdf, _title: pdfs.append(pdf))
    yield pdfs


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_from_then_on_it_is_on_everything_printed(qtbot: QtBot, window: Window, printed: list[bytes]) -> None:
    window.actions_by_name["letterhead"].trigger()
    qtbot.waitUntil(lambda: window.findChild(LetterheadDialog) is not None, timeout=PATIENCE)
    dialog = window.findChild(LetterheadDialog)
    assert dialog is not None
    dialog.texts.name.setText("Fysioterapien ved Søen")
    dialog.printer.addItem("modtagelse", "modtagelse")
    dialog.printer.setCurrentIndex(dialog.printer.count() - 1)
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE):
        dialog.save()
    assert window.settings.text(PRINTER) == "modtagelse"
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        window.open_article("fod/hael")
    window.actions_by_name["print"].trigger()
    qtbot.waitUntil(lambda: bool(printed), timeout=PATIENCE)
    assert "Fysioterapien ved Søen" in text_of(printed[0])


def test_a_letterhead_that_cannot_be_read_is_told_and_the_rest_is_printed(
    qtbot: QtBot, window: Window, printed: list[bytes]
) -> None:
    folder = window.workspace.places.data
    folder.mkdir(exist_ok=True)
    (folder / FILE_NAME).write_text("name: Klinik Åsen\nlogo: mangler.png\n", encoding="utf-8")
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        window.open_article("knae/knae")
    window.actions_by_name["print"].trigger()
    qtbot.waitUntil(lambda: bool(printed), timeout=PATIENCE)
    assert "Logoet findes ikke" in window.messages.text()
    assert "Klinik Åsen" in text_of(printed[0])


def test_what_came_of_printing_is_told_until_the_page_is_left(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.page_shown, timeout=PATIENCE, check_params_cb=lambda url: "fod/hael" in url):
        window.open_article("fod/hael")
    window.printing.told.emit(WORDS.explain(StorageError("no_printer")), "Gem som PDF …", lambda: None)
    assert window.messages.text().startswith("Der er ingen printer")
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        window.open_article("knae/knae")
    assert window.messages.text() == ""


def test_progress_of_printing_is_shown_and_can_be_cancelled(qtbot: QtBot, window: Window) -> None:
    stopped: list[None] = []
    window.foot.printing.cancelled.connect(lambda: stopped.append(None))
    window.printing.progressed.emit(3, 100)
    assert window.foot.printing.isVisible()
    assert window.foot.printing.label.text() == "Udskriver side 4 af 100"
    qtbot.mouseClick(window.foot.printing.button, Qt.MouseButton.LeftButton)
    assert stopped == [None]
    window.printing.ended.emit()
    assert window.foot.printing.isHidden()
