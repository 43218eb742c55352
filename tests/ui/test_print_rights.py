"""What the owner of the computer says of paper holds whoever asks for it, and is told in one sentence."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from kbviewer.handouts.day_count import FILE_NAME, DayCount
from kbviewer.policy import Policy
from kbviewer.ui.rights import Rights
from tests.ui.test_printing import PDF, TITLE, Cups, Office, sends_pdf, to_file, wait_for_news

MakeOffice = Callable[..., Office]


@pytest.fixture
def make_office(qtbot: QtBot) -> Iterator[MakeOffice]:
    made: list[Office] = []

    def make(policy: Policy, count: DayCount | None = None) -> Office:
        window = QWidget()
        qtbot.addWidget(window)
        made.append(Office(window, Rights(policy), count))
        return made[-1]

    yield make
    for office in made:
        office.printing.stop()


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    made = Cups(tmp_path / "cups")
    monkeypatch.setenv("PATH", str(made.folder), prepend=os.pathsep)
    return made


@pytest.fixture
def no_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any dialog of the system fails the test."""
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: pytest.fail("a print dialog"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("a file dialog"))


def sent(cups: Cups) -> bool:
    return (cups.folder / "asked").exists()


@pytest.mark.usefixtures("no_questions")
def test_where_printing_is_locked_nothing_is_printed(make_office: MakeOffice, cups: Cups) -> None:
    office = make_office(Policy(printing=False))
    office.printing.print_now(PDF, TITLE)
    office.printing.ask_and_print(PDF, TITLE)
    assert office.texts == ["Der kan ikke udskrives på denne computer. Det er låst af den, der ejer den."] * 2
    assert not sent(cups) and office.progress == []


@pytest.mark.usefixtures("no_questions")
def test_where_saving_is_locked_no_file_is_asked_for(make_office: MakeOffice) -> None:
    office = make_office(Policy(saving=False))
    office.printing.save(PDF, TITLE)
    assert office.texts == ["Der kan ikke gemmes PDF-filer på denne computer. Det er låst af den, der ejer den."]


def answers(monkeypatch: pytest.MonkeyPatch, choose: Callable[[QPrinter], object]) -> list[bool]:
    """Answers the print dialog by what is done to its printer; tells for each whether it offered to print to a file."""
    offered: list[bool] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["modtagelse"])

    def answer(dialog: QPrintDialog) -> bool:
        offered.append(dialog.testOption(QPrintDialog.PrintDialogOption.PrintToFile))
        choose(dialog.printer())
        return True

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    return offered


@pytest.mark.parametrize("saving", [True, False])
def test_the_print_dialog_saves_a_file_only_where_saving_is_allowed(
    qtbot: QtBot, make_office: MakeOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, saving: bool
) -> None:
    file = tmp_path / "ark.pdf"
    offered = answers(monkeypatch, to_file(file))
    office = make_office(Policy(saving=saving))
    office.printing.ask_and_print(PDF, TITLE)
    told = wait_for_news(qtbot, office)
    assert offered == [saving] and file.exists() == saving
    assert ("gemt" in told) == saving


@sends_pdf
def test_without_a_printer_no_file_is_offered_where_saving_is_locked(
    qtbot: QtBot, make_office: MakeOffice, cups: Cups
) -> None:
    cups.refuses()
    cups.has()
    office = make_office(Policy(saving=False))
    office.printing.print_now(PDF, TITLE)
    assert "sætte en op" in wait_for_news(qtbot, office) and "PDF" not in office.texts[0]
    assert office.told[0][1:] == ("", None)


@sends_pdf
@pytest.mark.usefixtures("no_questions")
def test_the_one_printer_allowed_is_used_whatever_was_chosen_and_without_a_dialog(
    qtbot: QtBot, make_office: MakeOffice, cups: Cups
) -> None:
    office = make_office(Policy(printer="modtagelse"))
    office.chosen = "kælder"
    office.printing.ask_and_print(PDF, TITLE)
    wait_for_news(qtbot, office)
    assert cups.asked[:2] == ["-d", "modtagelse"] and cups.pdf == PDF


@sends_pdf
def test_the_one_printer_that_is_gone_is_told_without_offering_another(
    qtbot: QtBot, make_office: MakeOffice, cups: Cups
) -> None:
    cups.refuses()
    office = make_office(Policy(printer="receptionen"))
    office.printing.print_now(PDF, TITLE)
    assert wait_for_news(qtbot, office) == "Printeren »receptionen« findes ikke lige nu. Er den tændt?"


@sends_pdf
@pytest.mark.parametrize(("copies", "allowed"), [(2, True), (3, False)])
def test_no_more_copies_are_printed_at_a_time_than_allowed(
    qtbot: QtBot, make_office: MakeOffice, cups: Cups, monkeypatch: pytest.MonkeyPatch, *, copies: int, allowed: bool
) -> None:  # fmt: skip
    def choose(printer: QPrinter) -> None:
        printer.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
        printer.setCopyCount(copies)

    answers(monkeypatch, choose)
    office = make_office(Policy(copies=2))
    office.printing.print_now(PDF, TITLE, copies)
    assert ("højst udskrives 2 eksemplarer" in wait_for_news(qtbot, office)) != allowed
    office.printing.ask_and_print(PDF, TITLE)
    qtbot.waitUntil(lambda: len(office.told) == 2)
    assert ("højst udskrives 2 eksemplarer" in office.texts[1]) != allowed
    assert sent(cups) == allowed


@sends_pdf
def test_a_day_that_is_used_up_prints_nothing_more(
    qtbot: QtBot, make_office: MakeOffice, cups: Cups, tmp_path: Path
) -> None:
    office = make_office(Policy(pages_a_day=7), DayCount(tmp_path, 7, lambda: date(2026, 11, 30)))
    for copies in (2, 2, 1):
        office.printing.print_now(PDF, TITLE, copies)
    qtbot.waitUntil(lambda: len(office.told) == 3)
    assert [text.partition(".")[0] for text in office.texts] == [
        "Sendt til printeren »modtagelse-kopi«",
        "Udskriften er på 6 sider, men der kan kun udskrives 1 side mere i dag på denne computer",
        "Udskriften er på 3 sider, men der kan kun udskrives 1 side mere i dag på denne computer",
    ]
    assert cups.asked[:2] == ["-n", "2"]


@sends_pdf
def test_what_no_printer_took_does_not_count(qtbot: QtBot, make_office: MakeOffice, cups: Cups, tmp_path: Path) -> None:
    cups.refuses()
    office = make_office(Policy(pages_a_day=3), DayCount(tmp_path, 3))
    office.printing.print_now(PDF, TITLE)
    wait_for_news(qtbot, office)
    (cups.folder / "refuses").unlink()
    office.printing.print_now(PDF, TITLE)
    qtbot.waitUntil(lambda: len(office.told) == 2)
    assert "Sendt" in office.texts[1]


@sends_pdf
def test_a_damaged_count_prints_nothing_and_says_how_it_is_mended(
    qtbot: QtBot, make_office: MakeOffice, cups: Cups, tmp_path: Path
) -> None:
    (tmp_path / FILE_NAME).write_text("{", encoding="utf-8")
    office = make_office(Policy(pages_a_day=3), DayCount(tmp_path, 3))
    office.printing.print_now(PDF, TITLE)
    assert "slette filen" in wait_for_news(qtbot, office) and str(tmp_path / FILE_NAME) in office.texts[0]
    assert not sent(cups)
