"""Patient, clinician and owner on one screen: who gets in, what they may do, and that the patient gets it back."""

import gc
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMenu, QScrollArea
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kbviewer.errors import StorageError
from kbviewer.i18n import Catalogue
from kbviewer.library import edits
from kbviewer.library.bookmarks import FILE_NAME, BookmarkStore
from kbviewer.library.pin import hash_pin
from kbviewer.library.profiles import Profile, Profiles
from kbviewer.library.shelf import Change
from kbviewer.paths import found, resources
from kbviewer.policy import Policy
from kbviewer.settings import CONTENT_FOLDERS, LANGUAGE, THEME, Settings
from kbviewer.ui import printers
from kbviewer.ui.about_dialog import AboutDialog
from kbviewer.ui.actions import ACTIONS
from kbviewer.ui.app import prepare_environment
from kbviewer.ui.commands import _use_folders
from kbviewer.ui.kiosk import staff_door
from kbviewer.ui.kiosk.kiosk import Kiosk, Surroundings
from kbviewer.ui.kiosk.pin_pad import PinPad
from kbviewer.ui.kiosk.staff import Staff
from kbviewer.ui.kiosk.staff_door import StaffDoor
from kbviewer.ui.profile_forms import PinForm, RemoveForm
from kbviewer.ui.profiles import ProfilesDialog
from kbviewer.ui.sheet.dialog import HandoutDialog
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace
from tests.pseudo.cut import cut
from tests.ui.conftest import PATIENCE, Clock, OpenKiosk
from tests.ui.kiosk_watch import window_of

LEFT = Qt.MouseButton.LeftButton
OWNERS, ANNAS = "271828", "1234"
OWNER = "Luk eller indstil programmet"


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash with less work."""
    monkeypatch.setattr(
        "kbviewer.library.pin._hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )


@pytest.fixture
def owned(quick_hash: None) -> Policy:
    """A kiosk that its owner can close."""
    return Policy(kiosk=True, exit_pin=hash_pin(OWNERS))


@pytest.fixture
def people(tmp_path: Path, quick_hash: None) -> Profiles:
    """Anna and Åse, who have a PIN, and Bo, who has none."""
    profiles = Profiles(tmp_path / "data")
    profiles.create("Åse", "4321")
    profiles.create("Anna", ANNAS)
    profiles.create("Bo")
    return profiles


@pytest.fixture
def open_kiosk(qtbot: QtBot, content: Path, tmp_path: Path) -> Iterator[OpenKiosk]:
    """Starts a kiosk under a policy, with its articles read."""
    made: list[Kiosk] = []

    def start(policy: Policy) -> Kiosk:
        gc.collect()
        prepare_environment()
        settings = Settings(tmp_path / "data" / "settings.json")
        settings.hold(THEME, "light")

        def open_library(words: Catalogue) -> Workspace:
            chosen = tuple(found(folder, tmp_path / "data") for folder in settings.texts(CONTENT_FOLDERS))
            return Workspace(Places(chosen or (content,), tmp_path / "data", resources()), words)

        kiosk = Kiosk(Surroundings(open_library, settings, policy), Catalogue.load("da", resources()))
        made.append(kiosk)
        with qtbot.waitSignal(kiosk.keeper.finished, timeout=PATIENCE):
            kiosk.start()
        return kiosk

    yield start
    for kiosk in made:
        kiosk.stop()
        kiosk.frame.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def kiosk(open_kiosk: OpenKiosk, owned: Policy, people: Profiles) -> Kiosk:
    return open_kiosk(owned)


def door(qtbot: QtBot, kiosk: Kiosk) -> StaffDoor:
    """The door, with its names there."""
    assert kiosk.visit is not None
    kiosk.visit.staff_asked.emit()
    made = kiosk.door
    assert made is not None
    qtbot.waitUntil(lambda: made._card.count() > 0, timeout=PATIENCE)
    return made


def names(made: StaffDoor) -> list[str]:
    return [button.text() for button in made.names]


def choose(qtbot: QtBot, kiosk: Kiosk, name: str) -> StaffDoor:
    made = door(qtbot, kiosk)
    qtbot.mouseClick(made.names[names(made).index(name)], LEFT)
    return made


def type_pin(qtbot: QtBot, made: StaffDoor, pin: str) -> None:
    pad = made.pad
    assert pad is not None
    qtbot.keyClicks(pad, pin)
    qtbot.keyClick(pad, Qt.Key.Key_Return)


def enter(qtbot: QtBot, kiosk: Kiosk, name: str = "Anna", pin: str = ANNAS) -> Staff:
    """Sign in, until a page is there."""
    type_pin(qtbot, choose(qtbot, kiosk, name), pin)
    qtbot.waitUntil(lambda: kiosk.staff is not None, timeout=PATIENCE)
    staff = kiosk.staff
    assert staff is not None
    window = staff.window_here
    qtbot.waitUntil(lambda: window.reader is not None and window.workspace.is_open, timeout=PATIENCE)
    return staff


def enter_as_owner(qtbot: QtBot, kiosk: Kiosk) -> Staff:
    return enter(qtbot, kiosk, OWNER, OWNERS)


def open_article(qtbot: QtBot, window: Window, article_id: str = "fod/hael") -> None:
    assert window.reader is not None
    with qtbot.waitSignal(window.reader.loaded, timeout=PATIENCE, check_params_cb=lambda url: article_id in url):
        window.open_article(article_id)


def write_note(qtbot: QtBot, window: Window, text: str) -> None:
    open_article(qtbot, window)
    window.actions_by_name["edit_note"].trigger()
    qtbot.keyClicks(window.notebook.side.notes._cards[""].field, text)


def kept_note(people: Profiles) -> str | None:
    """Anna's note on the heel, as it is on the disk."""
    folder = people.sign_in(people.named("Anna"), ANNAS)
    with closing(BookmarkStore(folder / FILE_NAME)) as store:
        held = store.shelf().bookmark_of("fod/hael")
    return held.note if held else None


def shown(kiosk: Kiosk) -> list[object]:
    """What can be seen besides the kiosk itself."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not kiosk.frame]


def is_patients(kiosk: Kiosk) -> bool:
    """Whether the patient has the screen, and nothing else is on it."""
    visit = kiosk.visit
    return visit is not None and visit.isVisible() and kiosk.staff is None and kiosk.door is None and not shown(kiosk)


# --- the door -------------------------------------------------------------------------------------


def test_the_door_names_who_has_a_pin_and_the_owner(qtbot: QtBot, kiosk: Kiosk) -> None:
    assert names(door(qtbot, kiosk)) == ["Anna", "Åse", OWNER]


def test_somebody_with_a_keyboard_alone_signs_in_and_ends(qtbot: QtBot, kiosk: Kiosk) -> None:
    made = door(qtbot, kiosk)
    assert made.names[0].hasFocus()
    qtbot.keyClick(made.names[0], Qt.Key.Key_Return)
    type_pin(qtbot, made, ANNAS)
    qtbot.waitUntil(lambda: kiosk.staff is not None, timeout=PATIENCE)
    assert kiosk.staff is not None
    qtbot.keyClick(kiosk.staff.finish, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_patients(kiosk), timeout=PATIENCE)


def test_enter_takes_back_the_wish_to_sign_in(qtbot: QtBot, kiosk: Kiosk) -> None:
    qtbot.keyClick(door(qtbot, kiosk).cancel, Qt.Key.Key_Return)
    assert is_patients(kiosk)


@pytest.mark.parametrize(
    ("policy", "named"),
    [
        (Policy(kiosk=True), ["Anna", "Åse"]),
        (Policy(kiosk=True, profiles=False), []),
        (Policy(kiosk=True, bookmarks=False), []),
    ],
)
def test_it_names_only_whom_the_policy_lets_in(
    qtbot: QtBot, open_kiosk: OpenKiosk, people: Profiles, policy: Policy, named: list[str]
) -> None:
    kiosk = open_kiosk(policy)
    made = door(qtbot, kiosk)
    assert names(made) == named
    assert kiosk.pins.are_there() == bool(named)
    told = [label.text() for label in made.findChildren(QLabel)]
    assert ("Ingen kan logge på her, for ingen har en PIN-kode." in told) == (not named)


def test_the_patient_s_session_goes_on_behind_the_door(qtbot: QtBot, kiosk: Kiosk) -> None:
    visit = kiosk.visit
    assert visit is not None
    with qtbot.waitSignal(visit.pane.loaded, timeout=PATIENCE, check_params_cb=lambda url: "fod/hael" in url):
        visit.open("kb://article/fod/hael")
    made = door(qtbot, kiosk)
    assert not visit.isVisible() and made.isVisible()
    qtbot.mouseClick(made.cancel, LEFT)
    assert kiosk.visit is visit and is_patients(kiosk)
    assert kiosk.frame.focusWidget() is visit.search
    assert visit.article is not None and visit.article.id == "fod/hael"


def test_escape_closes_the_door(qtbot: QtBot, kiosk: Kiosk) -> None:
    qtbot.keyClick(door(qtbot, kiosk), Qt.Key.Key_Escape)
    assert is_patients(kiosk)


def test_whoever_wants_to_close_the_window_is_asked_for_a_pin(qtbot: QtBot, kiosk: Kiosk) -> None:
    kiosk.frame.close()
    assert kiosk.frame.isVisible() and kiosk.door is not None
    made = kiosk.door
    kiosk.frame.close()
    assert kiosk.door is made and kiosk.frame.findChildren(StaffDoor) == [made]


def test_profiles_that_cannot_be_read_are_told_of_at_the_door(
    qtbot: QtBot, open_kiosk: OpenKiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Profiles) -> tuple[Profile, ...]:
        raise StorageError("profile_not_writable", path="profiles")

    monkeypatch.setattr(Profiles, "all", fail)
    kiosk = open_kiosk(Policy(kiosk=True))
    assert kiosk.visit is not None and kiosk.visit.page_bar.staff.isVisible()
    told = [label.text() for label in door(qtbot, kiosk).findChildren(QLabel)]
    assert any("kunne ikke gemmes" in text for text in told)


def test_a_pin_lets_nobody_in_once_the_door_is_closed(qtbot: QtBot, kiosk: Kiosk) -> None:
    made = choose(qtbot, kiosk, "Anna")
    type_pin(qtbot, made, ANNAS)
    qtbot.mouseClick(made.cancel, LEFT)
    assert names(door(qtbot, kiosk)) == ["Anna", "Åse", OWNER]
    assert kiosk.staff is None


def test_a_door_nobody_touches_closes_by_itself(qtbot: QtBot, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert staff_door.UNTOUCHED_MS == 30_000
    monkeypatch.setattr(staff_door, "UNTOUCHED_MS", 1)
    assert kiosk.visit is not None
    kiosk.visit.staff_asked.emit()
    qtbot.waitUntil(lambda: is_patients(kiosk), timeout=PATIENCE)


def test_a_touch_keeps_the_door_open(qtbot: QtBot, kiosk: Kiosk) -> None:
    made = door(qtbot, kiosk)
    made._untouched.stop()
    QTest.mouseMove(window_of(kiosk.frame), QPoint(5, 5))
    qtbot.waitUntil(made._untouched.isActive, timeout=PATIENCE)


def test_the_end_of_the_patient_s_session_closes_the_door(qtbot: QtBot, kiosk: Kiosk) -> None:
    before = kiosk.visit
    choose(qtbot, kiosk, "Anna")
    kiosk.clear()
    assert is_patients(kiosk) and kiosk.visit is not before


def says(pad: PinPad, text: str) -> bool:
    return text in pad.told.text()


@pytest.mark.parametrize("name", ["Anna", OWNER])
def test_after_5_wrong_pins_a_wait_is_shown_also_after_a_new_start(
    qtbot: QtBot, kiosk: Kiosk, open_kiosk: OpenKiosk, owned: Policy, name: str
) -> None:
    made = choose(qtbot, kiosk, name)
    pad = made.pad
    assert pad is not None
    for left in (4, 3, 2, 1, 0):
        type_pin(qtbot, made, "000000")
        wanted = f"{left} forsøg" if left else "Prøv igen om 30 sekunder."
        qtbot.waitUntil(partial(says, pad, wanted), timeout=PATIENCE)
    kiosk.stop()
    again = choose(qtbot, open_kiosk(owned), name).pad
    assert again is not None
    qtbot.waitUntil(lambda: "Prøv igen om" in again.told.text(), timeout=PATIENCE)
    assert not any(key.isEnabled() for key in again.keys.values())


def test_a_wrong_pin_lets_nobody_in(qtbot: QtBot, kiosk: Kiosk) -> None:
    made = choose(qtbot, kiosk, "Anna")
    type_pin(qtbot, made, OWNERS)
    pad = made.pad
    assert pad is not None
    qtbot.waitUntil(lambda: "forkert" in pad.told.text(), timeout=PATIENCE)
    assert kiosk.staff is None and kiosk.door is made


# --- the clinician --------------------------------------------------------------------------------


def test_a_clinician_works_in_place_with_bookmarks_of_their_own(
    qtbot: QtBot, kiosk: Kiosk, people: Profiles, tmp_path: Path
) -> None:
    staff = enter(qtbot, kiosk)
    assert staff.window_here.isVisible() and not staff.window_here.isWindow() and not shown(kiosk)
    assert staff.who.text() == "Anna" and not staff.leave.isVisible()
    write_note(qtbot, staff.window_here, "støtte i skoen")
    qtbot.mouseClick(staff.finish, LEFT)
    assert is_patients(kiosk)
    assert kept_note(people) == "støtte i skoen"
    assert not (tmp_path / "data" / "session.json").exists()


LEADS_OUT = {"import_bookmarks", "export_bookmarks", "save_pdf", "letterhead", "session", "language_da", "language_en",
             "open_folder", "add_folder", "shipped_content", "own_copy", "quit"}  # fmt: skip


def locked(window: Window) -> set[str]:
    return {one.name for one in ACTIONS if window.locks.holds(window.actions_by_name[one.name])}


def test_whoever_has_signed_in_can_type_a_search_at_once(qtbot: QtBot, kiosk: Kiosk) -> None:
    here = enter(qtbot, kiosk).window_here
    assert kiosk.frame.focusWidget() is here.bar.search


def test_what_leads_out_is_locked_for_a_clinician(qtbot: QtBot, kiosk: Kiosk) -> None:
    window = enter(qtbot, kiosk).window_here
    assert locked(window) == LEADS_OUT
    labels = [action.text() for action in window.browse.bookmarks._menu().actions()]
    assert not any("port" in label for label in labels)


def test_what_a_clinician_sets_is_gone_with_the_session(qtbot: QtBot, kiosk: Kiosk, tmp_path: Path) -> None:
    window = enter(qtbot, kiosk).window_here
    window.change(THEME, "dark")
    assert window.appearance.theme.name == "dark"
    kiosk.clear()
    assert kiosk.visit is not None and kiosk.visit.appearance.theme.name == "light"
    assert not (tmp_path / "data" / "settings.json").exists()


def test_no_profile_without_a_pin_is_entered_from_a_clinician_s_window(qtbot: QtBot, kiosk: Kiosk) -> None:
    window = enter(qtbot, kiosk).window_here
    window.person.ask()
    dialog = window.findChild(ProfilesDialog)
    assert isinstance(dialog, ProfilesDialog)
    qtbot.waitUntil(dialog.isEnabled, timeout=PATIENCE)
    qtbot.keyClicks(dialog.names, "b")
    qtbot.mouseClick(dialog.act, LEFT)
    qtbot.waitUntil(lambda: "»Bo« har ingen PIN-kode" in dialog.note.text(), timeout=PATIENCE)
    assert window.people.profile is not None and window.people.profile.name == "Anna"


def test_a_clinician_keeps_a_pin(qtbot: QtBot, kiosk: Kiosk, people: Profiles) -> None:
    window = enter(qtbot, kiosk).window_here
    window.actions_by_name["change_pin"].trigger()
    form = window.findChild(PinForm)
    assert isinstance(form, PinForm)
    qtbot.keyClicks(form.old, ANNAS)
    qtbot.mouseClick(form.act, LEFT)
    qtbot.waitUntil(lambda: "4 til 12 cifre" in form.note.text(), timeout=PATIENCE)
    assert people.named("Anna").has_pin


def test_signing_out_gives_the_screen_back(qtbot: QtBot, kiosk: Kiosk) -> None:
    enter(qtbot, kiosk).window_here.actions_by_name["sign_out"].trigger()
    qtbot.waitUntil(lambda: is_patients(kiosk), timeout=PATIENCE)


def test_removing_one_s_own_profile_gives_the_screen_back(qtbot: QtBot, kiosk: Kiosk, people: Profiles) -> None:
    window = enter(qtbot, kiosk).window_here
    window.actions_by_name["remove_profile"].trigger()
    form = window.findChild(RemoveForm)
    assert isinstance(form, RemoveForm)
    qtbot.keyClicks(form.pin, ANNAS)
    qtbot.mouseClick(form.act, LEFT)
    qtbot.waitUntil(lambda: is_patients(kiosk), timeout=PATIENCE)
    assert [one.name for one in people.all()] == ["Bo", "Åse"]


def test_another_clinician_may_take_over_with_their_own_pin(qtbot: QtBot, kiosk: Kiosk, people: Profiles) -> None:
    staff = enter(qtbot, kiosk)
    staff.window_here.people.sign_in(people.named("Åse"), "4321", lambda: None, lambda _error: None)
    qtbot.waitUntil(lambda: staff.who.text() == "Åse", timeout=PATIENCE)
    assert kiosk.staff is staff


# --- falling back ---------------------------------------------------------------------------------


def test_untouched_for_so_long_the_screen_is_the_patient_s_and_notes_are_kept(
    qtbot: QtBot, kiosk: Kiosk, people: Profiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr(kiosk.idle, "_now", clock)
    staff = enter(qtbot, kiosk)
    write_note(qtbot, staff.window_here, "halvt skrev")
    for _ in range(17):
        clock.now += 10
        kiosk.idle.look()
    assert kiosk.staff is staff
    clock.now += 10
    kiosk.idle.look()
    assert is_patients(kiosk)
    assert kept_note(people) == "halvt skrev"
    qtbot.waitUntil(lambda: not isValid(staff), timeout=PATIENCE)


def about(window: Window) -> type[QDialog] | type[QMenu]:
    window.actions_by_name["about"].trigger()
    return AboutDialog


def panel_menu(window: Window) -> type[QDialog] | type[QMenu]:
    window.browse.bookmarks._show_menu_below()
    return QMenu


def handout(window: Window) -> type[QDialog] | type[QMenu]:
    window.actions_by_name["handout"].trigger()
    dialog = window.handing_out.dialog
    assert dialog is not None
    dialog.patient_box.name.setText("Kirsten")
    return HandoutDialog


def names_list(window: Window) -> type[QDialog] | type[QMenu]:
    window.person.ask()  # busy with reading them, when a form cannot be left
    return ProfilesDialog


def choosing_folder(window: Window) -> type[QDialog] | type[QMenu]:
    window.actions_by_name["open_folder"].trigger()
    return QFileDialog


def choosing_printer(window: Window) -> type[QDialog] | type[QMenu]:
    window.printing.ask_and_print(b"%PDF-", "")
    return QPrintDialog


def choosing_file(window: Window) -> type[QDialog] | type[QMenu]:
    window.marks.use(window.workspace.places.data / "mine")  # the owner has no bookmarks where others have
    window.actions_by_name["export_bookmarks"].trigger()
    return QFileDialog


OWNERS_ALONE = (choosing_folder, choosing_printer, choosing_file)


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
@pytest.mark.parametrize("is_owner", [False, True])
@pytest.mark.parametrize("begin", [about, panel_menu, handout, names_list, *OWNERS_ALONE])
def test_what_is_open_then_is_closed_whoever_waits_for_it(
    qtbot: QtBot,
    kiosk: Kiosk,
    begin: Callable[[Window], type[QDialog] | type[QMenu]],
    is_owner: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["modtagelse"])
    if begin in OWNERS_ALONE and not is_owner:
        pytest.skip("locked for a clinician")
    staff = enter_as_owner(qtbot, kiosk) if is_owner else enter(qtbot, kiosk)
    seen: list[object] = []

    def end() -> None:
        seen.extend(shown(kiosk))
        kiosk.idle.ended.emit()
        seen.append(is_patients(kiosk))

    QTimer.singleShot(0, end)
    kind = begin(staff.window_here)
    qtbot.waitUntil(lambda: len(seen) > 1, timeout=PATIENCE)
    assert isinstance(seen[0], kind) and seen[-1] is True
    qtbot.waitUntil(lambda: not isValid(staff), timeout=PATIENCE)
    assert is_patients(kiosk)


def test_whoever_says_that_they_are_still_there_goes_on_where_they_were(qtbot: QtBot, kiosk: Kiosk) -> None:
    assert kiosk.visit is not None
    kiosk.visit.language_asked.emit("en")
    qtbot.waitUntil(lambda: kiosk.visit is not None and kiosk.visit.words.language == "en", timeout=PATIENCE)
    window = enter(qtbot, kiosk).window_here
    handout(window)
    kiosk.idle.warned.emit(20)
    countdown = kiosk.asking.countdown
    assert countdown is not None
    assert countdown.windowTitle() == "Er du her stadig?"  # the kiosk's own language, and not the last patient's
    qtbot.mouseClick(countdown.stay, LEFT)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window.handing_out.dialog, timeout=PATIENCE)


def test_a_bug_takes_nobody_s_work_away(qtbot: QtBot, kiosk: Kiosk) -> None:
    staff = enter(qtbot, kiosk)
    kiosk.begin_anew()
    assert kiosk.staff is staff and staff.isVisible()


def test_the_patient_gets_the_screen_though_the_library_cannot_be_taken_up(
    qtbot: QtBot, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_places: Places) -> None:
        raise OSError("disk")

    enter(qtbot, kiosk)
    monkeypatch.setattr(kiosk.workspace, "move", fail)
    with pytest.raises(OSError, match="disk"):
        kiosk.clear()
    assert is_patients(kiosk)


def _refuse(_self: BookmarkStore, _edit: edits.Edit) -> Change:
    raise StorageError("bookmarks_not_writable", path="bookmarks.sqlite")


def test_a_full_disk_is_told_once_and_keeps_nobody_on_the_screen(
    qtbot: QtBot, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = enter(qtbot, kiosk)
    write_note(qtbot, staff.window_here, "går tabt")
    monkeypatch.setattr(BookmarkStore, "edit", _refuse)
    qtbot.mouseClick(staff.finish, LEFT)
    qtbot.waitUntil(lambda: "kunne ikke gemmes" in staff.window_here.messages.text(), timeout=PATIENCE)
    assert kiosk.staff is staff and staff.isVisible()
    qtbot.mouseClick(staff.finish, LEFT)
    assert is_patients(kiosk)


def test_idle_takes_the_screen_back_though_nothing_can_be_kept(
    qtbot: QtBot, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = enter(qtbot, kiosk)
    write_note(qtbot, staff.window_here, "går tabt")
    monkeypatch.setattr(BookmarkStore, "edit", _refuse)
    with qtbot.waitSignal(staff.window_here.closed, timeout=PATIENCE):
        kiosk.idle.ended.emit()
    assert is_patients(kiosk)


@pytest.mark.skipif(not printers.takes_pdf(), reason="printers of CUPS")
def test_paper_on_its_way_holds_up_nobody_and_still_comes_out(
    qtbot: QtBot, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, sent = Event(), Event()

    def slow(*_asked: object) -> str:
        goes_on.wait(PATIENCE / 1000)
        sent.set()
        return "Stue 1"

    monkeypatch.setattr(printers, "send", slow)
    staff = enter(qtbot, kiosk)
    staff.window_here.printing.print_now(b"%PDF-", "")
    kiosk.clear()
    assert is_patients(kiosk) and not sent.is_set()
    qtbot.waitUntil(lambda: not isValid(staff), timeout=PATIENCE)
    goes_on.set()
    assert sent.wait(PATIENCE / 1000)


# --- the owner ------------------------------------------------------------------------------------


def test_the_owner_may_do_everything_the_policy_allows(qtbot: QtBot, kiosk: Kiosk) -> None:
    staff = enter_as_owner(qtbot, kiosk)
    assert staff.who.text() == "Ejer" and staff.leave.isVisible()
    assert locked(staff.window_here) == set()


def test_what_the_policy_forbids_is_locked_for_the_owner_s_session_too(
    qtbot: QtBot, open_kiosk: OpenKiosk, owned: Policy
) -> None:
    staff = enter_as_owner(qtbot, open_kiosk(Policy(kiosk=True, exit_pin=owned.exit_pin, saving=False)))
    assert locked(staff.window_here) == {"save_pdf"}


def test_the_owner_s_settings_are_kept_and_hold_for_the_next_patient(
    qtbot: QtBot, kiosk: Kiosk, tmp_path: Path
) -> None:
    other = tmp_path / "andre"
    other.mkdir()
    (other / "ryg.md").write_text("---\ntitle: Ondt i ryggen\n---\nRyggen.\n", encoding="utf-8")
    window = enter_as_owner(qtbot, kiosk).window_here
    window.change(LANGUAGE, "en")
    assert "Afslut og ryd" in window.messages.text()  # and not that it takes a new start of the program
    _use_folders(window, (str(other),))  # while the folder before may still be read: only the new one is waited for
    qtbot.waitUntil(lambda: [one.id for one in window.workspace.listed()] == ["ryg"], timeout=PATIENCE)
    kiosk.clear()
    assert kiosk.visit is not None and kiosk.visit.words.language == "en"
    assert [one.id for one in kiosk.workspace.listed()] == ["ryg"]
    (other / "nakke.md").write_text("---\ntitle: Ondt i nakken\n---\nNakken.\n", encoding="utf-8")
    kiosk.keeper.start()
    qtbot.waitUntil(lambda: [one.id for one in kiosk.workspace.listed()] == ["nakke", "ryg"], timeout=PATIENCE)
    assert Settings(tmp_path / "data" / "settings.json").text(LANGUAGE) == "en"


def test_a_long_name_at_the_door_is_shortened_at_its_end(qtbot: QtBot, kiosk: Kiosk, people: Profiles) -> None:
    name = "Anne-Marie Kristoffersen-Jørgensen, fysioterapeut"
    people.create(name, "9876")
    made = door(qtbot, kiosk)
    (button,) = (one for one in made.names if one.accessibleName() == name)
    assert button.text().startswith("Anne-Marie Kristoffersen") and button.text().endswith("…")
    assert cut(made) == []


@pytest.mark.parametrize("way", ["button", "menu"])
def test_the_owner_closes_the_program(qtbot: QtBot, kiosk: Kiosk, way: str) -> None:
    staff = enter_as_owner(qtbot, kiosk)
    with qtbot.waitSignal(kiosk.ended, timeout=PATIENCE):
        if way == "button":
            qtbot.mouseClick(staff.leave, LEFT)
        else:
            staff.window_here.actions_by_name["quit"].trigger()


def test_closing_the_window_of_staff_ends_their_session_alone(qtbot: QtBot, kiosk: Kiosk) -> None:
    enter_as_owner(qtbot, kiosk)
    with qtbot.assertNotEmitted(kiosk.ended):
        kiosk.frame.close()
    assert is_patients(kiosk) and kiosk.frame.isVisible()


def test_the_owner_may_enter_a_profile_without_a_pin(qtbot: QtBot, kiosk: Kiosk, people: Profiles) -> None:
    staff = enter_as_owner(qtbot, kiosk)
    bo: Profile = people.named("Bo")
    staff.window_here.people.sign_in(bo, "", lambda: None, lambda _error: None)
    qtbot.waitUntil(lambda: staff.window_here.people.profile is not None, timeout=PATIENCE)
    assert staff.who.text() == "Ejer"


def test_enter_chooses_a_name_and_ends_the_session_of_whoever_signed_in(qtbot: QtBot, kiosk: Kiosk) -> None:
    made = door(qtbot, kiosk)
    qtbot.keyClick(made.names[0], Qt.Key.Key_Return)
    type_pin(qtbot, made, ANNAS)
    qtbot.waitUntil(lambda: kiosk.staff is not None, timeout=PATIENCE)
    assert kiosk.staff is not None
    qtbot.keyClick(kiosk.staff.finish, Qt.Key.Key_Return)
    assert is_patients(kiosk)


def test_of_many_names_none_is_cut_off_and_a_swipe_shows_the_last(qtbot: QtBot, kiosk: Kiosk, people: Profiles) -> None:
    for number in range(15):
        people.create(f"Person {number}", "1234")
    made = door(qtbot, kiosk)
    area = made.findChild(QScrollArea)
    assert area is not None
    inside = area.widget()
    assert inside is not None
    bar, surface = area.verticalScrollBar(), area.viewport()
    qtbot.waitUntil(lambda: bar.maximum() > 100 and inside.width() <= surface.width(), timeout=PATIENCE)
    QTest.mousePress(surface, LEFT, pos=QPoint(200, 300))
    for y in range(290, 40, -15):
        QTest.mouseMove(surface, QPoint(200, y))
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=PATIENCE)
    QTest.mouseRelease(surface, LEFT, pos=QPoint(200, 40))
    assert kiosk.door is made and made.pad is None
