"""Ways that a clinician might leave the kiosk by, or reach what is not theirs: none does. The owner may go.

Menus and dialogs of the window are theirs to open; what is looked for after each try are dialogs on the disk or of the
system, programs, files, requests, other people's bookmarks, settings, and an end of the program.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QAction,
    QDesktopServices,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QWindow,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMenu, QWidget
from waiting import wait_for

from kbviewer.i18n import Catalogue
from kbviewer.library import edits
from kbviewer.library.bookmarks import FILE_NAME, BookmarkStore
from kbviewer.library.edits import Target
from kbviewer.library.pin import hash_pin
from kbviewer.library.profiles import Profiles
from kbviewer.paths import resources
from kbviewer.policy import Policy
from kbviewer.settings import THEME, Settings
from kbviewer.ui import printers
from kbviewer.ui.actions import ACTIONS
from kbviewer.ui.app import prepare_environment
from kbviewer.ui.browse import BOOKMARKS
from kbviewer.ui.kiosk.kiosk import Kiosk, Surroundings
from kbviewer.ui.kiosk.staff_door import Admitted
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace
from tests.ui import test_kiosk_escape as patients
from tests.ui.kiosk_watch import Watch, is_ours, window_of

ARTICLE = "kb://article/fod/hael"
PRIVATE = "Bos eget"
"""The title of what another person has kept."""


@dataclass(slots=True)
class Seat:
    """A clinician's session, and what has happened in it that must not."""

    kiosk: Kiosk
    base: Path
    html: dict[str, str] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    @property
    def at(self) -> Window:
        assert self.kiosk.staff is not None
        window: Window = self.kiosk.staff.window_here
        return window

    @property
    def window(self) -> QWindow:
        return window_of(self.kiosk.frame)

    @property
    def page(self) -> QWidget:
        assert self.at.reader is not None
        return self.at.reader._view

    def show(self, html: str = "") -> None:
        """The article, or one of this HTML."""
        self.html["now"] = html
        arrived: list[str] = []
        self.at.page_shown.connect(arrived.append)
        self.at.open(patients.HOSTILE if html else ARTICLE)
        wait_for(lambda: bool(arrived), "page")
        self.at.page_shown.disconnect(arrived.append)

    def middle(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self.kiosk.frame, widget.rect().center())

    def breaches(self) -> list[str]:
        """What an escape has brought about; empty when nobody is out."""
        QTest.qWait(20)
        shelf = [row.title for row in self.at.marks.shelf.bookmarks.values()]
        address = self.at.reader._view.url() if self.at.reader else QUrl("kb://page/home")
        found = {
            "the session has ended": self.kiosk.staff is None or self.kiosk.visit is not None,
            "the page is none of ours": not is_ours(address),
            "something was asked for outside": any(not each.startswith("kb://") for each in self.requests),
            "another person's bookmarks are shown": PRIVATE in shelf,
            "a setting was written": (self.base / "data" / "settings.json").exists(),
            "a file was written": any(self.written()),
        }
        return [*self.outside, *(told for told, holds in found.items() if holds)]

    def written(self) -> Iterator[Path]:
        """Files that are neither the articles, nor the index, nor what a profile keeps."""
        known = ("artikler", "data/profiles", "data/index")
        for file in self.base.rglob("*"):
            name = file.relative_to(self.base).as_posix()
            if file.is_file() and not name.startswith(known) and not file.name.startswith(".org.chromium."):
                yield file

    def close_all(self) -> None:
        """What has been opened, as a person closes it."""
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and isinstance(widget, QDialog | QMenu):
                widget.close()
        self.outside.clear()
        self.requests.clear()


@pytest.fixture(scope="module")
def seat(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seat]:
    base = tmp_path_factory.mktemp("staff")
    prepare_environment()
    with pytest.MonkeyPatch.context() as patch:
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr("kbviewer.library.pin._hasher", lambda: hasher)
        (base / "home").mkdir()
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(base / "home"))
        patch.chdir(base / "home")
        made = Seat(open_kiosk(base), base)
        patients.note_requests(patch, made.requests)
        patients.answer_raw(patch, made.html)
        watch(patch, made.outside)
        made.kiosk.ended.connect(lambda: made.outside.append("the program has ended"))
        yield made
        made.kiosk.stop()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def open_kiosk(base: Path) -> Kiosk:
    words = Catalogue.load("da", resources())
    folder = base / "artikler"
    (folder / "fod").mkdir(parents=True)
    (folder / "fod" / "hael.md").write_text(patients.ARTICLE, encoding="utf-8")
    (folder / "fod" / "knae.md").write_text("---\ntitle: Ondt i knæet\n---\nTekst", encoding="utf-8")
    people = Profiles(base / "data")
    keep(people.sign_in(people.create("Anna", "1234"), "1234"), Target("fod/hael", "Ondt under hælen"))
    keep(people.sign_in(people.create("Bo", "4321"), "4321"), Target("fod/knae", PRIVATE))
    people.create("Uden")
    settings = Settings(base / "data" / "settings.json")
    settings.hold(THEME, "light")

    def library(words: Catalogue) -> Workspace:
        return Workspace(Places((folder,), base / "data", resources()), words)

    library(words).update_index()
    kiosk = Kiosk(Surroundings(library, settings, Policy(kiosk=True, exit_pin=hash_pin("271828"))), words)
    kiosk.start()
    return kiosk


def keep(folder: Path, target: Target) -> None:
    store = BookmarkStore(folder / FILE_NAME)
    store.edit(edits.add(target))
    store.close()


def watch(patch: pytest.MonkeyPatch, outside: list[str]) -> None:
    """Take note of everything that would open the disk, the system's dialog or another program."""

    def refuse(what: str, answer: object) -> Callable[..., object]:
        def do(*_given: object, **_named: object) -> object:
            outside.append(what)
            return answer

        return do

    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        patch.setattr(QFileDialog, name, refuse("a file dialog", ("", "")))
    patch.setattr(QFileDialog, "getExistingDirectory", refuse("a file dialog", ""))
    for kind in (QFileDialog, QPrintDialog):
        for name in ("exec", "open", "show"):
            patch.setattr(kind, name, refuse(f"a {kind.__name__}", 0))
    patch.setattr(QDesktopServices, "openUrl", refuse("another program", False))
    patch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["modtagelse"])
    patch.setattr(printers, "send", lambda *_given: "modtagelse")  # paper is theirs, and no way out


@pytest.fixture
def clinician(seat: Seat) -> Iterator[Seat]:
    """Anna's session with an article open, and a look at it before and after."""
    kiosk = seat.kiosk
    if kiosk.staff is None:
        people = Profiles(seat.base / "data", needs_pin=True)
        anna = people.named("Anna")
        kiosk._seat_staff(Admitted(anna, people.sign_in(anna, "1234")))
        wait_for(lambda: seat.at.reader is not None and seat.at.workspace.is_open and seat.at.marks.is_used, "window")
    seat.show()
    seat.close_all()
    assert seat.breaches() == []
    yield seat
    seat.close_all()


@pytest.fixture
def answering() -> Iterator[None]:
    """Closes what waits for an answer or holds the mouse, once it has been there for a while."""

    def answer() -> None:
        widget = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if widget is not None:
            widget.close()

    timer = QTimer(interval=60)
    timer.timeout.connect(answer)
    timer.start()
    yield
    timer.stop()


# --- every action, key, menu and button -------------------------------------------------------------

STAYS = [each.name for each in ACTIONS if each.name != "sign_out"]
"""Whoever signs out has ended the session."""


@pytest.mark.parametrize("name", STAYS)
@pytest.mark.usefixtures("answering")
def test_no_action(clinician: Seat, name: str) -> None:
    clinician.at.actions_by_name[name].trigger()
    QTest.qWait(80)
    assert clinician.breaches() == []


KEYS = sorted(
    {
        *(keys for each in ACTIONS for keys in each.shortcuts),
        *patients.CHROMIUM,
        *patients.DESKTOP,
        *(f"F{number}" for number in range(1, 13)),
    }
)


def press(seat: Seat, sequence: QKeySequence) -> None:
    for number in range(sequence.count()):
        pressed = sequence[number]  # type: ignore[index]  # PySide has it, its types do not
        for place in (seat.page, seat.at.bar.search, seat.at.browse.bookmarks.view):
            place.setFocus()
            QTest.sendKeyEvent(QTest.KeyAction.Click, seat.window, pressed.key(), "", pressed.keyboardModifiers())


@pytest.mark.parametrize("keys", KEYS)
@pytest.mark.usefixtures("answering")
@pytest.mark.qt_log_ignore("grabbing the keyboard")  # the offscreen platform, of menus
def test_no_key(clinician: Seat, keys: str) -> None:
    press(clinician, QKeySequence(keys))
    assert clinician.breaches() == []


@pytest.mark.parametrize("key", patients.STANDARD, ids=lambda key: str(key.name))
@pytest.mark.usefixtures("answering")
@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_no_shortcut_that_qt_knows(clinician: Seat, key: QKeySequence.StandardKey) -> None:
    for sequence in QKeySequence.keyBindings(key):
        press(clinician, sequence)
    assert clinician.breaches() == []


def leaves(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from leaves(below)
        elif action.isEnabled() and not action.isSeparator():
            yield action


@pytest.mark.parametrize("place", ["page", "search", "bookmarks", "note"])
@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_no_context_menu(clinician: Seat, place: str) -> None:
    window = clinician.at
    window.actions_by_name["edit_note"].trigger()
    wait_for(lambda: bool(window.notebook.side.notes._cards), "a field for a note")
    if place == "search":
        window.bar.search.setText("hæl")
    else:
        window.browse.show_tab(BOOKMARKS)
    at = {
        "page": clinician.page,
        "search": window.bar.search,
        "bookmarks": window.browse.bookmarks.view.viewport(),
        "note": window.notebook.side.notes._cards[""].field.viewport(),
    }[place]
    seen: list[str] = []

    def use() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            seen.append(type(menu).__name__)
            for action in list(leaves(menu)):
                action.trigger()
            menu.close()

    timer = QTimer(interval=20)
    timer.timeout.connect(use)
    timer.start()
    QTest.qWait(100)  # until it is in its place
    none_held = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(clinician.window, Qt.MouseButton.RightButton, none_held, clinician.middle(at))
    wait_for(lambda: bool(seen), "the menu")
    timer.stop()
    window.bar.search.clear()
    assert clinician.breaches() == []


DIALOGS = ["handout", "problems", "choose_profile", "new_profile", "rename_profile", "change_pin", "remove_profile"]


def dialogs() -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


@pytest.mark.parametrize("name", DIALOGS)
def test_no_button_of_a_dialog(clinician: Seat, name: str) -> None:
    clicked: set[str] = set()

    def click_next() -> bool:
        clinician.at.actions_by_name[name].trigger()
        wait_for(dialogs, name)
        QTest.qWait(200)  # some show what they know only once they have asked for it
        there = dialogs()
        if not there:  # the button before it closes the dialog only once it is done
            return True
        buttons = [each for each in there[0].findChildren(QAbstractButton) if each.isVisible()]
        button = next((each for each in buttons if each.isEnabled() and each.text() not in clicked), None)
        if button is not None:
            clicked.add(button.text())
            button.click()
        return button is not None

    while click_next():
        assert clinician.breaches() == [], clicked
        clinician.close_all()
        QTest.qWait(1)  # until they have gone
    assert clicked


def test_no_button_of_a_handout_that_is_not_shown(clinician: Seat) -> None:
    clinician.at.actions_by_name["handout"].trigger()
    dialog = clinician.at.handing_out.dialog
    assert dialog is not None
    for hidden in (dialog.foot.save, dialog.foot.print_with):
        assert not hidden.isVisible()
        hidden.click()
    assert clinician.breaches() == []


# --- pages, and what is dropped on them -------------------------------------------------------------


@pytest.mark.parametrize("address", patients.SCHEMES)
def test_no_link(clinician: Seat, address: str) -> None:
    clinician.show(f'<body style="margin:0"><a id=x style="display:block;height:900px" href="{address}">link</a>')
    clinician.requests.clear()
    left, none_held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for button, held in (
        (left, none_held),
        (Qt.MouseButton.MiddleButton, none_held),
        (left, Qt.KeyboardModifier.ControlModifier),
        (left, Qt.KeyboardModifier.ShiftModifier),
    ):
        QTest.mouseClick(clinician.window, button, held, clinician.middle(clinician.page))
        QTest.qWait(10)
    clinician.requests[:] = [each for each in clinician.requests if each != address]  # asked for, and blocked
    assert clinician.breaches() == []


@pytest.mark.parametrize("kind", ["a file", "a link", "a page", "text"])
def test_nothing_dropped_is_opened(clinician: Seat, kind: str) -> None:
    window = clinician.at
    action, button, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for place in (clinician.page, window.bar.search, window.browse.bookmarks.view, window.foot):
        at, data = QPointF(clinician.middle(place)), patients.dragged(kind)
        for event in (
            QDragEnterEvent(at.toPoint(), action, data, button, held),
            QDragMoveEvent(at.toPoint(), action, data, button, held),
            QDropEvent(at, action, data, button, held),
        ):
            QApplication.sendEvent(clinician.window, event)
    window.bar.search.clear()
    assert clinician.breaches() == []


@pytest.mark.parametrize("name", [each for each in patients.WINDOW if "close" not in each and each != "quit"])
def test_the_frame_stays_where_it_is_or_comes_back(clinician: Seat, name: str) -> None:
    stage = patients.Stage(clinician.kiosk, Watch(clinician.kiosk, (), []))
    patients.WINDOW[name](stage)
    frame = clinician.kiosk.frame

    def covers() -> bool:
        is_there: bool = frame.isVisible() and not frame.isMinimized()
        screen = QGuiApplication.primaryScreen().geometry()
        return is_there and frame.geometry().contains(screen)  # this screen is narrower than the frame

    wait_for(covers, "covers the screen again")
    assert clinician.breaches() == []


# --- an escape would be seen ------------------------------------------------------------------------


def test_a_way_out_is_seen(clinician: Seat) -> None:
    QFileDialog.getOpenFileName(clinician.at)
    QFileDialog(clinician.at).exec()
    QPrintDialog(clinician.at).exec()
    QDesktopServices.openUrl(QUrl(patients.OUTSIDE))
    clinician.kiosk.ended.emit()
    clinician.requests.append(patients.OUTSIDE)
    file = Path.cwd() / "ude.txt"
    file.write_text("ude")
    assert clinician.breaches() == [
        "a file dialog",
        "a QFileDialog",
        "a QPrintDialog",
        "another program",
        "the program has ended",
        "something was asked for outside",
        "a file was written",
    ]
    file.unlink()
