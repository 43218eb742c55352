"""Each rule of the computer's owner in a kiosk, allowed and forbidden; what a kiosk adds to the tests of the window."""

import io
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kbviewer import paths, urls
from kbviewer.cli import main
from kbviewer.i18n import Catalogue
from kbviewer.library.bookmarks import FILE_NAME
from kbviewer.library.profiles import Profiles
from kbviewer.policy import KEYS, MOST_BYTES, Policy, PolicyError
from kbviewer.settings import CONTENT_FOLDERS, Settings
from kbviewer.ui import app, closed
from kbviewer.ui.kiosk import start
from kbviewer.ui.kiosk.kiosk import Kiosk, OpenLibrary
from kbviewer.ui.kiosk.staff_door import Admitted, StaffDoor
from kbviewer.ui.kiosk.visit import Visit
from kbviewer.ui.window import Window
from tests.ui.conftest import PATIENCE, Clock, OpenKiosk
from tests.ui.kiosk_watch import window_of
from tests.ui.test_page import asked
from tests.ui.test_printing import Cups, sends_pdf

TESTS = Path(__file__).parents[1]
OWNER = "Luk eller indstil programmet"
CONTROL = Qt.KeyboardModifier.ControlModifier
HASH = "$argon2id$v=19$m=65536,t=3,p=4$E1EtMU3mEBWlsbM/9ULuHA$71CgJiQdC202pFrwYPKi/Yo4P6QHGzOqp1gGhrsyoNg"

SHOWN: Mapping[str, Sequence[str]] = {
    "content": ["test_the_folders_of_the_rules_are_the_only_ones_a_kiosk_shows"],
    "kiosk": ["test_no_command_line_opens_the_window_where_the_rules_ask_for_a_kiosk"],
    "idle_minutes": ["test_a_session_lasts_as_many_minutes_as_the_rules_say"],
    "exit_pin": ["test_the_door_is_the_owners_only_with_an_exit_pin"],
    "start": ["test_every_session_begins_at_the_article_of_the_rules_if_there_is_one"],
    "languages": ["test_a_patient_chooses_among_the_languages_of_the_rules"],
    "letterhead": ["test_the_letterhead_of_the_rules_is_on_a_patient_s_paper_if_it_can_be_read"],
    "printer": ["test_a_patient_prints_on_the_printer_of_the_rules"],
    "printing": ["test_a_patient_prints_only_where_it_is_allowed"],
    "copies": ["test_a_patient_gets_one_copy_whatever_is_allowed", "ui/test_print_rights.py::"
               "test_no_more_copies_are_printed_at_a_time_than_allowed"],
    "pages_a_day": ["test_the_pages_of_a_day_are_those_of_all_patients"],
    "saving": ["test_a_patient_is_never_offered_a_file", "ui/test_locks.py::"
               "test_the_sheet_has_the_buttons_and_the_keys_of_what_is_allowed"],
    "links": ["test_no_patient_is_given_an_address_on_the_web", "ui/test_locks.py::"
              "test_no_outside_address_is_shown_or_copied_where_links_are_locked"],
    "bookmarks": ["test_people_sign_in_only_where_there_are_profiles_with_bookmarks",
                  "test_no_patient_keeps_a_bookmark_or_a_setting"],
    "profiles": ["test_people_sign_in_only_where_there_are_profiles_with_bookmarks"],
    "settings": ["test_no_patient_keeps_a_bookmark_or_a_setting",
                 "test_the_owner_changes_settings_and_has_tabs_where_the_rules_allow_it"],
    "tabs": ["test_a_patient_has_one_page_whatever_is_allowed",
             "test_the_owner_changes_settings_and_has_tabs_where_the_rules_allow_it"],
}  # fmt: skip
"""The tests that show each rule of the file allowed and forbidden; those of other files with the file before them."""


def test_every_rule_is_shown_in_a_kiosk() -> None:
    assert list(SHOWN) == [key.name for key in KEYS]
    for test in (test for tests in SHOWN.values() for test in tests):
        file, _, name = test.rpartition("::")
        code = (TESTS / file if file else Path(__file__)).read_text(encoding="utf-8")
        assert re.search(rf"^def {name}\(", code, re.MULTILINE), test


# --- starting -----------------------------------------------------------------------------------------


@dataclass
class Starts:
    """What was started, in place of windows, and with what."""

    what: list[str] = field(default_factory=list)
    content: tuple[Path, ...] = ()
    language: str = ""
    policy: Policy | None = None


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of rules of this computer, not there yet."""
    file = tmp_path / "etc" / "policy.toml"
    file.parent.mkdir()
    monkeypatch.setattr(paths, "policy_file", lambda: file)
    monkeypatch.setenv("KBVIEWER_DATA", str(tmp_path / "data"))
    for name in ("KBVIEWER_CONTENT", "KBVIEWER_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    return file


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> Starts:
    made = Starts()

    def kiosk(open_library: OpenLibrary, _settings: Settings, words: Catalogue, policy: Policy) -> int:
        made.content, made.language, made.policy = open_library(words).places.content, words.language, policy
        made.what.append("kiosk")
        return 0

    def window(*_what: object) -> int:
        made.what.append("window")
        return 0

    def lock(error: PolicyError, _file: Path, words: Catalogue) -> int:
        made.what.append(words.explain(error))
        return closed.EXIT_CODE

    monkeypatch.setattr(start, "run_kiosk", kiosk)
    monkeypatch.setattr(app, "run_window", window)
    monkeypatch.setattr(closed, "run_closed", lock)
    return made


@pytest.mark.parametrize("kiosk", ["true", "false"])
def test_no_command_line_opens_the_window_where_the_rules_ask_for_a_kiosk(
    rules: Path, starts: Starts, tmp_path: Path, kiosk: str
) -> None:
    rules.write_text(f"kiosk = {kiosk}\n", encoding="utf-8")
    folder = str(tmp_path)
    options: Sequence[list[str]] = ([], ["--language", "en"], ["--data", folder], ["--content", folder])
    for option in options:
        assert main([*option, "window"] if option else []) == 0
        assert main([*option, "--kiosk"]) == 0
    assert starts.what == ["kiosk" if kiosk == "true" else "window", "kiosk"] * len(options)


@pytest.mark.parametrize("option", ["--no-kiosk", "--kiosk=false", "--window", "--policy=x"])
def test_there_is_no_option_against_a_kiosk(
    rules: Path, starts: Starts, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    rules.write_text("kiosk = true\n", encoding="utf-8")
    assert main([option]) == 2
    assert starts.what == [] and capsys.readouterr().err.startswith("kbviewer: ")


@pytest.mark.parametrize("is_named", [True, False])
def test_the_folders_of_the_rules_are_the_only_ones_a_kiosk_shows(
    rules: Path, starts: Starts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_named: bool
) -> None:
    owners, others = tmp_path / "ejers", tmp_path / "andres"
    rules.write_text(f"kiosk = true\ncontent = {[str(owners)] if is_named else []}\n", encoding="utf-8")
    Settings(tmp_path / "data" / "settings.json").change(CONTENT_FOLDERS, (str(others),))
    assert main([]) == 0
    assert starts.content == (owners if is_named else others,)
    monkeypatch.setenv("KBVIEWER_CONTENT", str(others))
    assert main([]) == 0
    assert starts.content == (owners if is_named else others,)
    assert main(["--content", str(others)]) == (2 if is_named else 0)
    assert starts.what == ["kiosk"] * (2 if is_named else 3)


def _unreadable(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules.write_text("kiosk = true", encoding="utf-8")
    ordinary = Path.open

    def open_(file: Path, *how: Any, **more: Any) -> Any:
        if file == rules:
            raise PermissionError
        return ordinary(file, *how, **more)

    monkeypatch.setattr(Path, "open", open_)


Break = Callable[[Path, pytest.MonkeyPatch], object]
BROKEN: Mapping[str, tuple[Break, str]] = {
    "unknown key": (lambda file, _: file.write_text("kisok = true"), "Reglen »kisok« kendes ikke."),
    "wrong type": (lambda file, _: file.write_text('kiosk = "ja"'), "Reglen »kiosk« skal være true eller false"),
    "no TOML": (lambda file, _: file.write_text("kiosk true"), "Er alle citationstegn og parenteser sat?"),
    "a PIN in plain": (lambda file, _: file.write_text('exit_pin = "1234"'), "og ikke selve PIN-koden"),
    "a folder": (lambda file, _: file.mkdir(), "skal stå i en almindelig fil"),
    "too large": (lambda file, _: file.write_text("#" * (MOST_BYTES + 1)), "Filen er for stor"),
    "not UTF-8": (lambda file, _: file.write_bytes('printer = "kælder"'.encode("latin-1")), "som tekst i UTF-8"),
    "unreadable": (_unreadable, "Alle, der bruger programmet, skal kunne læse filen."),
}


@pytest.mark.parametrize("option", [[], ["--kiosk"]])
@pytest.mark.parametrize("how", BROKEN)
def test_with_broken_rules_there_is_no_kiosk_but_the_sentence(  # noqa: PLR0917  # fixtures and a table
    rules: Path,
    starts: Starts,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    how: str,
    option: list[str],
) -> None:
    breaks, sentence = BROKEN[how]
    breaks(rules, monkeypatch)
    assert main(option) == closed.EXIT_CODE
    (told,) = starts.what
    assert sentence in told and str(rules) in told
    assert told in capsys.readouterr().err


def test_an_empty_file_of_rules_forbids_nothing_in_a_kiosk(rules: Path, starts: Starts) -> None:
    rules.write_text("", encoding="utf-8")
    assert main(["--kiosk"]) == 0
    assert starts.what == ["kiosk"] and starts.policy == Policy(file=rules)


# --- a patient ----------------------------------------------------------------------------------------


def patient(kiosk: Kiosk) -> Visit:
    assert kiosk.visit is not None
    return kiosk.visit


def read(qtbot: QtBot, kiosk: Kiosk, article: str = "fod/hael") -> QWebEngineView:
    """Open an article; the view it is in."""
    with qtbot.waitSignal(patient(kiosk).pane.loaded, timeout=PATIENCE):
        patient(kiosk).open(urls.article(article))
    view = patient(kiosk).pane.reader.findChild(QWebEngineView)
    assert isinstance(view, QWebEngineView)
    return view


def next_patient(qtbot: QtBot, kiosk: Kiosk) -> Visit:
    kiosk.clear()
    with qtbot.waitSignal(patient(kiosk).pane.loaded, timeout=PATIENCE):
        pass
    return patient(kiosk)


def press(kiosk: Kiosk, key: Qt.Key, keys: Qt.KeyboardModifier = CONTROL) -> None:
    QTest.keyClick(window_of(kiosk.frame), key, keys)


@pytest.mark.parametrize("minutes", [1, 240])
def test_a_session_lasts_as_many_minutes_as_the_rules_say(open_kiosk: OpenKiosk, clock: Clock, minutes: int) -> None:
    kiosk = open_kiosk(Policy(kiosk=True, idle_minutes=minutes))
    before = patient(kiosk)
    kiosk.idle.touch()
    for second in range(1, minutes * 60 + 1):
        assert kiosk.visit is before, second
        clock.now += 1
        kiosk.idle.look()
    assert kiosk.visit is not before


def test_every_session_begins_at_the_article_of_the_rules_if_there_is_one(
    qtbot: QtBot, open_kiosk: OpenKiosk, content: Path
) -> None:
    kiosk = open_kiosk(Policy(kiosk=True, start="knae/knae"))
    assert patient(kiosk).pane.reader.address().path == "knae/knae"
    read(qtbot, kiosk)
    assert next_patient(qtbot, kiosk).pane.reader.address().path == "knae/knae"
    (content / "knae" / "knae.md").unlink()
    assert next_patient(qtbot, kiosk).pane.reader.address() == urls.HOME


@pytest.mark.parametrize("languages", [("da", "en"), ("da",)])
def test_a_patient_chooses_among_the_languages_of_the_rules(
    rules: Path, starts: Starts, open_kiosk: OpenKiosk, languages: tuple[str, ...]
) -> None:
    visit = patient(open_kiosk(Policy(kiosk=True, languages=languages)))
    assert [one.text() for one in visit.page_bar.languages] == ["English"] * (len(languages) - 1)
    rules.write_text(f"kiosk = true\nlanguages = {list(languages)}\n", encoding="utf-8")
    assert main(["--language", "en"]) == 0
    assert starts.language == languages[-1]


@pytest.mark.parametrize("links", [True, False])
def test_no_patient_is_given_an_address_on_the_web(qtbot: QtBot, open_kiosk: OpenKiosk, *, links: bool) -> None:
    view = read(qtbot, open_kiosk(Policy(kiosk=True, links=links)))
    addresses = asked(qtbot, view, "[...document.querySelectorAll('main a')].map(link => link.href)")
    assert isinstance(addresses, list)
    assert "kb://article/knae/knae" in addresses and not [one for one in addresses if not one.startswith("kb:")]
    assert "kortet" in str(asked(qtbot, view, "document.body.innerText"))


@pytest.mark.parametrize("tabs", [True, False])
def test_a_patient_has_one_page_whatever_is_allowed(qtbot: QtBot, open_kiosk: OpenKiosk, *, tabs: bool) -> None:
    kiosk = open_kiosk(Policy(kiosk=True, tabs=tabs))
    read(qtbot, kiosk)
    patient(kiosk).pane.reader.tab_asked.emit(urls.article("knae/knae"))
    qtbot.waitUntil(lambda: patient(kiosk).pane.reader.address().path == "knae/knae", timeout=PATIENCE)
    press(kiosk, Qt.Key.Key_T)
    assert len(patient(kiosk).pane.tabs()[0]) == 1


@pytest.mark.parametrize("is_allowed", [True, False])
def test_no_patient_keeps_a_bookmark_or_a_setting(
    qtbot: QtBot, open_kiosk: OpenKiosk, tmp_path: Path, *, is_allowed: bool
) -> None:
    kiosk = open_kiosk(Policy(kiosk=True, bookmarks=is_allowed, settings=is_allowed))
    read(qtbot, kiosk)
    press(kiosk, Qt.Key.Key_D)
    patient(kiosk).page_bar.larger.click()
    assert patient(kiosk).appearance.text_size == 110
    next_patient(qtbot, kiosk)
    assert patient(kiosk).appearance.text_size == 100
    kiosk.stop()
    assert not {FILE_NAME, "settings.json", "session.json"} & {file.name for file in (tmp_path / "data").iterdir()}


# --- paper --------------------------------------------------------------------------------------------


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    made = Cups(tmp_path / "cups")
    made.has("modtagelse", "kælder", default="kælder")
    monkeypatch.setenv("PATH", str(made.folder), prepend=os.pathsep)
    return made


def print_page(qtbot: QtBot, kiosk: Kiosk) -> str:
    """What a patient is told who prints the article in front."""
    visit = patient(kiosk)
    visit.page_bar.print.click()
    qtbot.waitUntil(lambda: visit.page_bar.print.isEnabled() and bool(visit.messages.text()), timeout=PATIENCE)
    return visit.messages.text()


def offers(visit: Visit) -> list[str]:
    """The buttons beside what is told."""
    return [one.text() for one in visit.messages.findChildren(QPushButton) if one.isVisible()]


@sends_pdf
@pytest.mark.parametrize("printer", ["modtagelse", ""])
def test_a_patient_prints_on_the_printer_of_the_rules(
    qtbot: QtBot, open_kiosk: OpenKiosk, cups: Cups, printer: str
) -> None:
    kiosk = open_kiosk(Policy(kiosk=True, printer=printer))
    read(qtbot, kiosk)
    assert print_page(qtbot, kiosk).startswith("Sendt til printeren")
    assert cups.asked[:2] == (["-d", printer] if printer else ["-n", "1"])


@sends_pdf
@pytest.mark.parametrize("copies", [0, 1, 9])
def test_a_patient_gets_one_copy_whatever_is_allowed(
    qtbot: QtBot, open_kiosk: OpenKiosk, cups: Cups, copies: int
) -> None:
    kiosk = open_kiosk(Policy(kiosk=True, copies=copies))
    read(qtbot, kiosk)
    print_page(qtbot, kiosk)
    assert cups.asked[cups.asked.index("-n") + 1] == "1"


@pytest.mark.parametrize("printing", [True, False])
def test_a_patient_prints_only_where_it_is_allowed(
    qtbot: QtBot, open_kiosk: OpenKiosk, cups: Cups, *, printing: bool
) -> None:
    kiosk = open_kiosk(Policy(kiosk=True, printing=printing))
    read(qtbot, kiosk)
    assert patient(kiosk).page_bar.print.isVisible() == printing
    press(kiosk, Qt.Key.Key_P)
    patient(kiosk).paper.print_article("fod/hael")  # whoever else may ask for it
    qtbot.waitUntil(lambda: not patient(kiosk).paper.is_busy, timeout=PATIENCE)
    assert (cups.folder / "asked").exists() == printing
    assert patient(kiosk).messages.text().startswith("Sendt til" if printing else "Der kan ikke udskrives på denne")


@sends_pdf
@pytest.mark.parametrize("pages", [0, 1])
def test_the_pages_of_a_day_are_those_of_all_patients(
    qtbot: QtBot, open_kiosk: OpenKiosk, cups: Cups, pages: int
) -> None:
    kiosk = open_kiosk(Policy(kiosk=True, pages_a_day=pages))
    read(qtbot, kiosk, "oevelser/aalestraek")
    assert print_page(qtbot, kiosk).startswith("Sendt til printeren")
    next_patient(qtbot, kiosk)
    read(qtbot, kiosk, "oevelser/aalestraek")
    told = print_page(qtbot, kiosk)
    assert told.startswith("Der kan ikke udskrives mere i dag" if pages else "Sendt til printeren")


@pytest.mark.parametrize("saving", [True, False])
def test_a_patient_is_never_offered_a_file(qtbot: QtBot, open_kiosk: OpenKiosk, cups: Cups, *, saving: bool) -> None:
    cups.has()
    cups.refuses()
    kiosk = open_kiosk(Policy(kiosk=True, saving=saving))
    read(qtbot, kiosk)
    told = print_page(qtbot, kiosk)
    assert told and "PDF" not in told and offers(patient(kiosk)) == ["✕"]
    press(kiosk, Qt.Key.Key_S)
    press(kiosk, Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert patient(kiosk).messages.text() == told


@sends_pdf
@pytest.mark.parametrize("is_whole", [True, False])
def test_the_letterhead_of_the_rules_is_on_a_patient_s_paper_if_it_can_be_read(  # fixtures
    qtbot: QtBot, open_kiosk: OpenKiosk, cups: Cups, tmp_path: Path, *, is_whole: bool
) -> None:
    file = tmp_path / "ejer.yml"
    file.write_text("name: Ejerens Klinik\n" if is_whole else "name: [Ejerens Klinik\n", encoding="utf-8")
    kiosk = open_kiosk(Policy(kiosk=True, letterhead=file))
    read(qtbot, kiosk)
    told = print_page(qtbot, kiosk)
    assert told.startswith("Sendt til printeren") and str(tmp_path) not in told
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(cups.pdf)).pages)
    assert "Ondt under hælen" in text and ("Ejerens Klinik" in text) == is_whole


# --- staff --------------------------------------------------------------------------------------------


def door_of(qtbot: QtBot, kiosk: Kiosk) -> StaffDoor:
    patient(kiosk).staff_asked.emit()
    door = kiosk.door
    assert door is not None
    qtbot.waitUntil(lambda: bool(door.names), timeout=PATIENCE)
    return door


@pytest.mark.parametrize("exit_pin", [HASH, ""])
def test_the_door_is_the_owners_only_with_an_exit_pin(
    qtbot: QtBot, open_kiosk: OpenKiosk, tmp_path: Path, exit_pin: str
) -> None:
    Profiles(tmp_path / "data").create("Anna", "1234")
    door = door_of(qtbot, open_kiosk(Policy(kiosk=True, exit_pin=exit_pin)))
    assert [one.text() for one in door.names] == (["Anna", OWNER] if exit_pin else ["Anna"])


@pytest.mark.parametrize(("bookmarks", "profiles"), [(True, True), (False, True), (True, False)])
def test_people_sign_in_only_where_there_are_profiles_with_bookmarks(
    qtbot: QtBot, open_kiosk: OpenKiosk, tmp_path: Path, *, bookmarks: bool, profiles: bool
) -> None:
    Profiles(tmp_path / "data").create("Anna", "1234")
    kiosk = open_kiosk(Policy(kiosk=True, exit_pin=HASH, bookmarks=bookmarks, profiles=profiles))
    names = [one.text() for one in door_of(qtbot, kiosk).names]
    assert names == (["Anna", OWNER] if bookmarks and profiles else [OWNER])


@pytest.mark.parametrize("is_allowed", [True, False])
def test_the_owner_changes_settings_and_has_tabs_where_the_rules_allow_it(
    qtbot: QtBot, open_kiosk: OpenKiosk, *, is_allowed: bool
) -> None:
    kiosk = open_kiosk(Policy(kiosk=True, exit_pin=HASH, settings=is_allowed, tabs=is_allowed))
    door_of(qtbot, kiosk).admitted.emit(Admitted())
    window = kiosk.frame.findChild(Window)
    assert window is not None
    locked = {name for name, action in window.actions_by_name.items() if window.locks.holds(action)}
    assert ({"letterhead", "language_en", "next_tab"} <= locked) == (not is_allowed)
    assert is_allowed == (not locked)
    qtbot.waitUntil(lambda: window.reader is not None, timeout=PATIENCE)
