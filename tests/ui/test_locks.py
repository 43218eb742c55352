"""What the owner of the computer forbids is locked in the window: seen, told, and shut to keys, clicks and menus."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kbviewer import urls
from kbviewer.handouts.letterhead import usable_letterhead
from kbviewer.i18n import Catalogue
from kbviewer.library.bookmarks import FILE_NAME
from kbviewer.library.profiles import Profiles
from kbviewer.library.session import OpenTab, Session, write
from kbviewer.paths import kept, resources
from kbviewer.policy import FREE, Policy
from kbviewer.render.theme import THEMES
from kbviewer.settings import CONTENT_FOLDERS, LANGUAGE, PRINTER, SESSION, TEXT_SIZE, THEME, Setting, Settings
from kbviewer.ui import commands, own_copy
from kbviewer.ui.actions import ACTIONS
from kbviewer.ui.app import watch_graphics
from kbviewer.ui.bookmarking import Bookmarking
from kbviewer.ui.browse import BOOKMARKS, BrowsePanel
from kbviewer.ui.exchanging import Exchanging
from kbviewer.ui.handing_out import HandingOut
from kbviewer.ui.highlighting import Highlighting
from kbviewer.ui.letterhead_dialog import LetterheadDialog
from kbviewer.ui.printing import Printing
from kbviewer.ui.reading import ReadingPane
from kbviewer.ui.rights import Rights
from kbviewer.ui.sheet.dialog import HandoutDialog
from kbviewer.ui.side import Side
from kbviewer.ui.signing_in import SigningIn
from kbviewer.ui.window import Window
from kbviewer.ui.window_pane import answer
from kbviewer.workspace import Places, Workspace
from tests.ui.test_printing import Cups, sends_pdf

PATIENCE = 20_000
OpenWindow = Callable[[Policy], Window]
WHY = "Låst af den, der ejer computeren"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

NOTHING = Policy(printing=False, saving=False, links=False, bookmarks=False, profiles=False, settings=False, tabs=False)

PROFILES = {"choose_profile", "sign_out", "new_profile", "rename_profile", "change_pin", "remove_profile"}
KEEPING = {"bookmark", "bookmark_section", "highlight", "edit_note", "undo", "redo", "import_bookmarks",
           "export_bookmarks", "show_bookmarks"}  # fmt: skip
TABS = {"close_tab", "reopen_tab", "next_tab", "previous_tab"}
LANGUAGES = {"language_da", "language_en"}
FOLDERS = {"open_folder", "add_folder", "shipped_content"}
PAPER = {"print", "save_pdf", "handout", "reprint"}

LOCKED: Sequence[tuple[Policy, set[str]]] = (
    (FREE, set()),
    (Policy(kiosk=True, links=False, copies=2, pages_a_day=9, printer="modtagelse", start="fod/hael"), set()),
    (Policy(printing=False), {"print"}),
    (Policy(saving=False), {"save_pdf"}),
    (Policy(printing=False, saving=False), PAPER),
    (Policy(bookmarks=False), KEEPING | PROFILES),
    (Policy(profiles=False), PROFILES),
    (Policy(settings=False), {"letterhead", "session"} | LANGUAGES | FOLDERS),
    (Policy(languages=("da",)), LANGUAGES),
    (Policy(content=(Path("artikler"),)), FOLDERS),
    (Policy(letterhead=Path("brevhoved.yml")), {"letterhead"}),
    (Policy(tabs=False), TABS),
    (NOTHING, PAPER | KEEPING | PROFILES | TABS | LANGUAGES | FOLDERS | {"letterhead", "session"}),
)


@pytest.fixture
def make_window(qtbot: QtBot, content: Path, tmp_path: Path) -> OpenWindow:
    """A window under a policy, shown but not started: without a page."""

    def make(policy: Policy) -> Window:
        workspace = Workspace(Places((content,), tmp_path / "data", resources()), Catalogue.load("da", resources()))
        made = Window(workspace, Settings(tmp_path / "data" / "settings.json"), workspace.words, Rights(policy))
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def locked(window: Window) -> set[str]:
    return {name for name, action in window.actions_by_name.items() if window.locks.holds(action)}


def show(qtbot: QtBot, window: Window, article_id: str) -> None:
    window.open_article(article_id)
    qtbot.waitUntil(lambda: window.article is not None and window.article.id == article_id, timeout=PATIENCE)


def press(window: Window, key: Qt.Key, keys: Qt.KeyboardModifier = CONTROL) -> None:
    window.activateWindow()
    strike(window, key, keys)


def strike(widget: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier) -> None:
    QTest.keyClick(widget, key, keys)
    QTest.keyRelease(widget, Qt.Key.Key_Control)  # or what is opened next would be asked for in a tab


def sheet_of(window: Window) -> HandoutDialog:
    window.actions_by_name["handout"].trigger()
    assert window.handing_out.dialog is not None
    return window.handing_out.dialog


def buttons(window: Window) -> set[str]:
    """The words on the bar."""
    return {one.text() for one in window.bar.findChildren(QToolButton) if one.isVisibleTo(window)}


# --- the menu -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("policy", "names"), LOCKED)
def test_each_rule_locks_its_actions_and_no_other(make_window: OpenWindow, policy: Policy, names: set[str]) -> None:
    window = make_window(policy)
    assert locked(window) == names
    for name in names:
        action, done = window.actions_by_name[name], list[bool]()
        action.triggered.connect(done.append)
        action.setEnabled(True)
        action.trigger()
        assert not action.isEnabled() and done == [], name


def rows_of(menu: QMenu) -> list[tuple[str, bool]]:
    """What a screen reader is told of a menu: text, and whether it can be chosen."""
    interface = QAccessible.queryAccessibleInterface(menu)
    rows = [interface.child(number) for number in range(interface.childCount())]
    return [(row.text(QAccessible.Text.Name), not row.state().disabled) for row in rows]


def menu_of(window: Window) -> QMenu:
    return next(one for one in window.bar.findChildren(QToolButton) if one.text() == "☰").menu()


def test_a_menu_shows_the_locks_and_says_why(make_window: OpenWindow) -> None:
    window = make_window(Policy(saving=False, settings=False))
    menu, action = menu_of(window), window.actions_by_name["save_pdf"]
    assert not action.icon().isNull() and action.toolTip() == WHY and menu.toolTipsVisible()
    rows = dict(rows_of(menu))
    assert not rows["Gem som PDF …\tLåst"] and not rows["Sprog\tLåst"] and rows["Artikler"]
    assert rows_of(menu)[-1] == (WHY, False)
    folders = next(one for one in menu.actions() if one.text() == "Artikler").menu()
    assert isinstance(folders, QMenu)
    assert rows_of(folders)[0] == ("Vælg artikelmappe …\tLåst", False) and rows_of(folders)[-1] == (WHY, False)


def test_a_menu_without_locks_says_nothing_of_them(make_window: OpenWindow) -> None:
    assert not [text for text, _can in rows_of(menu_of(make_window(FREE))) if "Låst" in text]


def test_a_lock_is_seen_on_the_menu_of_every_theme(make_window: OpenWindow) -> None:
    window = make_window(Policy(saving=False))
    for name, theme in THEMES.items():
        window.change(THEME, name)
        icon = window.actions_by_name["save_pdf"].icon()
        colour = icon.pixmap(16, icon.Mode.Disabled).toImage().pixelColor(8, 10)
        ground = int(theme.raised[1:3], 16)
        assert colour.alpha() == 255 and abs(colour.red() - ground) > 128, name


# --- no right is forgotten ----------------------------------------------------------------------------


@dataclass
class Touched:
    """The rights that what has been done would have needed. None of it is really done."""

    rights: set[str]

    def note(self, right: str) -> Callable[..., None]:
        return lambda *_what, **_how: self.rights.add(right)


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> Touched:
    """Notes everything that takes a right, wherever in the window it is asked for."""
    made = Touched(set())
    watched: dict[str, Sequence[tuple[object, str]]] = {
        "printing": [(Printing, "print_now"), (Printing, "ask_and_print")],
        "leaving": [(commands, "_quit")],
        "files": [(own_copy, "ask")],
        "saving": [(Printing, "save")],
        "paper": [(HandingOut, "begin"), (HandingOut, "begin_again")],
        "bookmarks": [
            *((Bookmarking, name) for name in ("edit", "undo", "redo", "take_back", "pack")),
            (Highlighting, "make"),
            (Side, "write_note"),
        ],
        "exchange": [(Exchanging, name) for name in ("begin_import", "begin_export", "read", "write")],
        "tabs": [(ReadingPane, name) for name in ("open_tab", "close_tab", "reopen_tab", "step_tab")],
        "profiles": [(SigningIn, name) for name in ("sign_in", "sign_out", "create", "rename", "set_pin", "remove")],
    }
    for right, places in watched.items():
        for owner, name in places:
            monkeypatch.setattr(owner, name, made.note(right))

    def change(_settings: Settings, setting: Setting, _value: object) -> None:
        own = {LANGUAGE: "language", CONTENT_FOLDERS: "content"}
        if not setting.helps_reading:
            made.rights.add(own.get(setting, "settings"))

    def open_dialog(dialog: QDialog) -> None:
        made.rights.add("letterhead" if isinstance(dialog, LetterheadDialog) else "profiles")

    def ask_folder(*_asked: object) -> str:
        made.rights.add("content")
        return ""

    monkeypatch.setattr(Settings, "change", change)
    monkeypatch.setattr(QDialog, "open", open_dialog)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", ask_folder)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: pytest.fail("a file dialog"))
    tabs = BrowsePanel.show_tab
    monkeypatch.setattr(
        BrowsePanel, "show_tab", lambda panel, tab: made.note("bookmarks")() if tab == BOOKMARKS else tabs(panel, tab)
    )
    return made


def do(window: Window, name: str) -> None:
    action: QAction = window.actions_by_name[name]
    action.setVisible(True)
    action.setEnabled(True)
    action.trigger()


def test_every_action_declares_the_right_that_it_takes(qtbot: QtBot, touched: Touched, open_window: OpenWindow) -> None:
    window = open_window(FREE)
    show(qtbot, window, "fod/hael")
    for declared in ACTIONS:
        if declared.needs:
            touched.rights.clear()
            do(window, declared.name)
            qtbot.waitUntil(lambda: bool(touched.rights), timeout=PATIENCE)
            assert touched.rights == {declared.needs}, declared.name


def test_no_action_without_a_right_does_what_takes_one(qtbot: QtBot, touched: Touched, open_window: OpenWindow) -> None:
    window = open_window(FREE)
    show(qtbot, window, "fod/hael")
    for declared in ACTIONS:
        if not declared.needs and declared.name not in ("quit", "home", "back", "forward", "reload"):
            do(window, declared.name)
    assert touched.rights == set()
    do(window, "print")  # comes after all that was asked of the lane before
    qtbot.waitUntil(lambda: bool(touched.rights), timeout=PATIENCE)
    assert touched.rights == {"printing"}


# --- tabs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tabs", [True, False])
@pytest.mark.parametrize(
    ("button", "keys"),
    [(Qt.MouseButton.LeftButton, CONTROL), (Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier)],
)
def test_a_click_that_asks_for_a_tab_opens_the_article_in_the_one_there_is(
    qtbot: QtBot, open_window: OpenWindow, button: Qt.MouseButton, keys: Qt.KeyboardModifier, *, tabs: bool
) -> None:
    window = open_window(Policy(tabs=tabs))
    view = window.browse.topics
    qtbot.waitUntil(lambda: view.model().rowCount() > 1)
    QTest.mouseClick(view.viewport(), button, keys, view.visualRect(view.model().index(1, 0)).center())
    QTest.keyRelease(window, Qt.Key.Key_Control)
    assert window.pane is not None
    qtbot.waitUntil(lambda: urls.article("knae/knae") in [tab.url for tab in window.pane.tabs()[0]], timeout=PATIENCE)  # type: ignore[union-attr]
    assert len(window.pane.tabs()[0]) == (2 if tabs else 1)


@pytest.mark.parametrize("tabs", [True, False])
def test_a_page_that_asks_for_a_tab_and_tabs_of_another_day_come_to_one(
    qtbot: QtBot, open_window: OpenWindow, content: Path, tmp_path: Path, *, tabs: bool
) -> None:
    data = tmp_path / "data"
    before = tuple(OpenTab(urls.article(each), each) for each in ("fod/hael", "knae/knae", "oevelser/aalestraek"))
    data.mkdir()
    write(Session(before, 1, {}, (kept(content, data),)), data / "session.json")
    window = open_window(Policy(tabs=tabs))
    assert window.pane is not None and window.reader is not None
    assert [tab.url for tab in window.pane.tabs()[0]] == [tab.url for tab in (before if tabs else before[1:2])]
    window.reader.tab_asked.emit(urls.article("fod/hael"))
    assert len(window.pane.tabs()[0]) == (4 if tabs else 1)
    qtbot.waitUntil(lambda: window.article is not None, timeout=PATIENCE)


@pytest.mark.parametrize("tabs", [True, False])
def test_menus_offer_a_tab_only_where_there_may_be_one(
    qtbot: QtBot, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, *, tabs: bool
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # no menu can be on the screen in a test
    window = open_window(Policy(tabs=tabs))
    show(qtbot, window, "fod/hael")
    press(window, Qt.Key.Key_D)
    panel = window.browse.bookmarks
    qtbot.waitUntil(lambda: panel.names() == ["Ondt under hælen"], timeout=PATIENCE)
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    assert ("Åbn i ny fane" in [one.text() for one in panel._menu().actions()]) == tabs
    menus: list[QMenu] = []
    assert window.pane is not None and window.reader is not None
    window.pane.menu_opening.connect(lambda menu, *_place: menus.append(menu))
    window.reader._open_menu(QPoint(5, 5), QUrl(urls.article("knae/knae")), None)
    assert ("Åbn i ny fane" in [one.text() for one in menus[0].actions()]) == tabs
    menus[0].close()


# --- bookmarks and profiles ---------------------------------------------------------------------------


@pytest.mark.parametrize("bookmarks", [True, False])
def test_without_bookmarks_there_is_no_sign_of_them_and_nothing_is_kept(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, *, bookmarks: bool
) -> None:
    window = open_window(Policy(bookmarks=bookmarks))
    show(qtbot, window, "fod/hael")
    press(window, Qt.Key.Key_B)
    assert (window.browse.tab() == BOOKMARKS) == bookmarks
    press(window, Qt.Key.Key_D)
    press(window, Qt.Key.Key_D, CONTROL | SHIFT)
    parts = (window.bar.bookmark, window.notebook.side.notes)
    assert [part.isVisible() for part in parts] == [bookmarks] * 2
    menu = QMenu(window)
    assert window.pane is not None and window.reader is not None
    window.pane.menu_opening.emit(menu, window.reader.text, None, True)
    assert bool(menu.actions()) == bookmarks
    window.notebook.toggle_bookmark()  # whoever else may ask for it
    assert window.marks.is_used == bookmarks  # or importing and exporting would ask for a file
    window.close()
    assert (tmp_path / "data" / FILE_NAME).exists() == bookmarks


@pytest.mark.parametrize("profiles", [True, False])
def test_without_profiles_nobody_is_asked_who_they_are(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, *, profiles: bool
) -> None:
    Profiles(tmp_path / "data").create("Åse", "")
    window = open_window(Policy(profiles=profiles))
    assert (window.foot.person.isVisible(), window.marks.is_used) == (profiles, not profiles)
    window.people.look()
    seen: list[object] = []
    window.people.names(seen.append, window.tell_error)  # answered after the look
    qtbot.waitUntil(lambda: bool(seen), timeout=PATIENCE)
    show(qtbot, window, "fod/hael")
    assert (window.foot.person.isVisible(), window.marks.is_used) == (profiles, not profiles)


# --- settings -----------------------------------------------------------------------------------------


def test_locked_settings_cannot_be_changed_but_those_that_help_reading_can(
    make_window: OpenWindow, tmp_path: Path
) -> None:
    window = make_window(Policy(settings=False))
    for setting, value in ((LANGUAGE, "en"), (CONTENT_FOLDERS, ("/x",)), (PRINTER, "kælder"), (SESSION, "off")):
        window.change(setting, value)
        assert window.settings._value(setting) == setting.default and window.messages.text() == WHY
    for name in ("larger", "theme_contrast", "search_marks"):
        window.actions_by_name[name].trigger()
    again = Settings(tmp_path / "data" / "settings.json")
    assert (again.number(TEXT_SIZE), again.text(THEME)) == (110, "contrast")


@pytest.mark.parametrize("settings", [True, False])
def test_the_graphics_card_can_be_tried_again_only_where_settings_may_be_changed(
    make_window: OpenWindow, *, settings: bool
) -> None:
    window = make_window(Policy(settings=settings))
    watch_graphics(window, failed_before=True)
    assert "uden grafikkortet" in window.messages.text()
    offered = [one.text() for one in window.messages.findChildren(QPushButton) if one.isVisible()]
    assert ("Prøv grafikkortet igen næste gang" in offered) == settings


@pytest.mark.parametrize("languages", [("da", "en"), ("da",)])
def test_a_language_that_is_not_offered_cannot_be_chosen(make_window: OpenWindow, languages: tuple[str, ...]) -> None:
    window = make_window(Policy(languages=languages))
    window.change(LANGUAGE, "en")
    assert (window.settings.text(LANGUAGE) == "en") == (len(languages) > 1)


def test_the_printer_of_the_owner_stands_in_the_form_and_cannot_be_changed(
    qtbot: QtBot, make_window: OpenWindow
) -> None:
    window = make_window(Policy(printer="modtagelse"))
    window.actions_by_name["letterhead"].trigger()
    qtbot.waitUntil(lambda: window.findChild(LetterheadDialog) is not None, timeout=PATIENCE)
    form = window.findChild(LetterheadDialog)
    assert form is not None
    assert form.printer.currentData() == "modtagelse" and not form.printer.isEnabled()
    assert form.printer.accessibleDescription() == WHY
    with qtbot.waitSignal(form.accepted, timeout=PATIENCE):
        form.save()
    assert window.settings.text(PRINTER) == ""


def test_the_letterhead_of_the_owner_is_on_the_paper(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> None:
    file = tmp_path / "ejer.yml"
    file.write_text("name: Ejerens Klinik\ntherapist: Åse Holm\n", encoding="utf-8")
    window = open_window(Policy(letterhead=file))
    show(qtbot, window, "fod/hael")
    assert sheet_of(window).patient_box.patient().therapist == "Åse Holm"
    assert usable_letterhead(tmp_path, file)[0].name == "Ejerens Klinik"
    file.unlink()
    window.handing_out.close()
    assert "Brevhovedet findes ikke" in sheet_of(window).messages.text()


# --- paper --------------------------------------------------------------------------------------------


Jobs = list[str]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Jobs:
    """What has been asked of the printing, none of which is done."""
    jobs: Jobs = []
    for name in ("print_now", "ask_and_print", "save"):
        monkeypatch.setattr(Printing, name, lambda *_what, _name=name, **_how: jobs.append(_name))
    return jobs


SHEETS = (
    (FREE, {"Udskriv", "Vælg printer …", "Gem som PDF …"}, ["ask_and_print", "save"]),
    (Policy(printing=False), {"Gem som PDF …"}, ["save"]),
    (Policy(saving=False), {"Udskriv", "Vælg printer …"}, ["ask_and_print"]),
    (Policy(printer="modtagelse"), {"Udskriv", "Gem som PDF …"}, ["print_now", "save"]),
)


@pytest.mark.parametrize(("policy", "words", "jobs"), SHEETS)
def test_the_sheet_has_the_buttons_and_the_keys_of_what_is_allowed(  # noqa: PLR0917  # fixtures and a table
    qtbot: QtBot, open_window: OpenWindow, asked: Jobs, policy: Policy, words: set[str], jobs: list[str]
) -> None:
    window = open_window(policy)
    show(qtbot, window, "fod/hael")
    sheet = sheet_of(window)
    qtbot.waitUntil(lambda: bool(sheet._pdf), timeout=PATIENCE)
    shown = {one.text() for one in sheet.foot.findChildren(QPushButton) if one.isVisible()}
    assert shown == words | {"Luk"}
    assert sheet.foot.copies.isVisible() == policy.printing
    for keys in ((Qt.Key.Key_P, CONTROL), (Qt.Key.Key_S, CONTROL | SHIFT)):
        strike(sheet, *keys)
    assert asked == jobs


@pytest.mark.parametrize(
    ("policy", "jobs"),
    [
        (FREE, ["ask_and_print", "save"]),
        (Policy(printing=False), ["save"]),
        (Policy(saving=False), ["ask_and_print"]),
        (Policy(printing=False, saving=False), []),
    ],
)
def test_the_keys_of_the_window_print_and_save_only_what_is_allowed(
    qtbot: QtBot, open_window: OpenWindow, asked: Jobs, policy: Policy, jobs: list[str]
) -> None:
    window = open_window(policy)
    show(qtbot, window, "fod/hael")
    press(window, Qt.Key.Key_P)
    press(window, Qt.Key.Key_S, CONTROL | SHIFT)
    done: list[int] = []
    window.papers.run(lambda: 1, done.append, window.tell_error)  # after both
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
    assert asked == jobs
    assert ("Udskriv" in buttons(window)) == policy.printing
    assert ("Patientark" in buttons(window)) == (policy.printing or policy.saving)


@sends_pdf
def test_the_pages_of_a_day_are_counted_in_the_data_folder_and_used_up(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(Cups(tmp_path / "cups").folder), prepend=os.pathsep)
    window = open_window(Policy(pages_a_day=1, printer="modtagelse"))
    show(qtbot, window, "oevelser/aalestraek")
    for told in ("Sendt til printeren", "Der kan ikke udskrives mere i dag"):
        press(window, Qt.Key.Key_P)
        qtbot.waitUntil(lambda told=told: told in window.messages.text(), timeout=PATIENCE)  # type: ignore[misc]
    assert (tmp_path / "data" / "pages-today.json").exists()


@pytest.mark.parametrize(("copies", "most"), [(0, 99), (2, 2), (500, 99)])
def test_the_sheet_offers_no_more_copies_than_allowed(open_window: OpenWindow, copies: int, most: int) -> None:
    assert sheet_of(open_window(Policy(copies=copies))).foot.copies.maximum() == most


@pytest.mark.parametrize("settings", [True, False])
def test_templates_are_kept_only_where_settings_may_be_changed(open_window: OpenWindow, *, settings: bool) -> None:
    assert sheet_of(open_window(Policy(settings=settings))).template_box.save.isVisible() == settings


# --- links out ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("links", [True, False])
def test_no_outside_address_is_shown_or_copied_where_links_are_locked(
    qtbot: QtBot, open_window: OpenWindow, *, links: bool
) -> None:
    window = open_window(Policy(links=links))
    QGuiApplication.clipboard().setText("før")
    page = answer(window)(urls.article("fod/hael"), "light").body.decode()
    assert ("eksempel.dk" in page) == links and "kortet" in page and "kb://article/knae/knae" in page
    window.tell_outside("https://eksempel.dk/kort")
    assert ("eksempel.dk" in window.messages.text()) == links
    window.messages.act()
    assert (QGuiApplication.clipboard().text() == "https://eksempel.dk/kort") == links


# --- start --------------------------------------------------------------------------------------------


def test_the_article_of_the_owner_is_shown_first_and_at_home(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(Policy(start="knae/knae"))
    qtbot.waitUntil(lambda: window.article is not None and window.article.id == "knae/knae", timeout=PATIENCE)
    for away in (
        lambda: press(window, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier),
        lambda: press(window, Qt.Key.Key_W),
    ):
        show(qtbot, window, "fod/hael")
        away()
        qtbot.waitUntil(lambda: window.article is not None and window.article.id == "knae/knae", timeout=PATIENCE)
