"""Clinicians who share a computer: choosing a name, a PIN, and that nobody sees what is not theirs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kbviewer.i18n import Catalogue
from kbviewer.library import edits
from kbviewer.library.profiles import Profiles
from kbviewer.paths import resources
from kbviewer.settings import CONTENT_FOLDERS, THEME, Settings
from kbviewer.ui.browse import BOOKMARKS
from kbviewer.ui.commands import _use_folders
from kbviewer.ui.profile_forms import NewProfileForm, PinForm, ProfileForm, RemoveForm, RenameForm
from kbviewer.ui.profiles import ProfilesDialog
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace

PATIENCE = 20_000
Form = TypeVar("Form", bound=ProfileForm)


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash with less work."""
    monkeypatch.setattr(
        "kbviewer.library.pin._hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )


@pytest.fixture
def shared(tmp_path: Path, quick_hash: None) -> Profiles:
    """Anna, who has a PIN, and Bo, who has none; before the window is opened."""
    profiles = Profiles(tmp_path / "data")
    profiles.create("Åse")
    profiles.create("Anna", "1234")
    profiles.create("Bo")
    return profiles


def opened(qtbot: QtBot, window: Window, kind: type[Form]) -> Form:
    """The form of this kind that is open and waits for the person."""
    forms: list[Form] = []

    def is_ready() -> bool:
        forms[:] = [form for form in window.findChildren(kind) if form.isVisible() and form.isEnabled()]
        return bool(forms)

    qtbot.waitUntil(is_ready, timeout=PATIENCE)
    return forms[0]


def choose(qtbot: QtBot, window: Window, letter: str) -> ProfilesDialog:
    """Open the list and go to a name by its first letter."""
    window.person.ask()
    dialog = opened(qtbot, window, ProfilesDialog)
    qtbot.keyClicks(dialog.names, letter)
    return dialog


def sign_in(qtbot: QtBot, window: Window, letter: str, pin: str = "") -> None:
    dialog = choose(qtbot, window, letter)
    qtbot.keyClicks(dialog.pin, pin)
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.people.profile is not None, timeout=PATIENCE)


def keep_article(qtbot: QtBot, window: Window, article_id: str) -> None:
    article = window.workspace.article(article_id)
    assert article is not None
    window.marks.edit(edits.add(window.workspace.target(article)))
    qtbot.waitUntil(lambda: window.marks.shelf.bookmark_of(article_id) is not None, timeout=PATIENCE)


def kept(window: Window) -> bool:
    return window.marks.shelf.bookmark_of("fod/hael") is not None


def told(qtbot: QtBot, form: ProfileForm) -> str:
    qtbot.waitUntil(lambda: form.isEnabled() and bool(form.note.text()), timeout=PATIENCE)
    assert form.note.isVisible() and form.note.accessibleName() == form.note.text()
    return form.note.text()


def test_on_a_computer_of_one_s_own_nobody_is_asked(qtbot: QtBot, window: Window) -> None:
    assert window.foot.person.isHidden()
    assert not window.actions_by_name["choose_profile"].isEnabled()
    keep_article(qtbot, window, "fod/hael")
    window.browse.show_tab(BOOKMARKS)
    assert not window.browse.nobody.isVisible()


def test_without_a_name_there_are_no_bookmarks_and_the_star_asks_for_one(
    qtbot: QtBot, shared: Profiles, window: Window
) -> None:
    window.browse.show_tab(BOOKMARKS)
    assert window.browse.nobody.isVisible()
    assert window.foot.person.text() == "Vælg dit navn"
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        window.open_article("fod/hael")
    window.actions_by_name["bookmark"].trigger()
    dialog = opened(qtbot, window, ProfilesDialog)
    assert not window.bar.bookmark.isChecked()
    dialog.reject()
    qtbot.mouseClick(window.browse.nobody.choose, Qt.MouseButton.LeftButton)
    assert opened(qtbot, window, ProfilesDialog).names.hasFocus()


def test_a_name_is_chosen_by_keyboard_alone(qtbot: QtBot, shared: Profiles, window: Window) -> None:
    dialog = choose(qtbot, window, "a")
    assert [dialog.names.model().index(row, 0).data() for row in range(3)] == ["Anna", "Bo", "Åse"]
    assert dialog.pin.isVisible()
    qtbot.keyClick(dialog.names, Qt.Key.Key_Down)
    assert not dialog.pin.isVisible()
    qtbot.keyPress(dialog.names, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.foot.person.text() == "Bo", timeout=PATIENCE)
    assert window.foot.person.accessibleName() == "Bo er logget på"
    window.browse.show_tab(BOOKMARKS)
    assert not window.browse.nobody.isVisible()


def test_a_wrong_pin_is_told_with_the_tries_left_and_the_wait(qtbot: QtBot, shared: Profiles, window: Window) -> None:
    dialog = choose(qtbot, window, "a")
    qtbot.keyPress(dialog.names, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.pin.hasFocus, timeout=PATIENCE)
    assert dialog.pin.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClicks(dialog.pin, "12x34")
    assert dialog.pin.text() == "1234"
    dialog.pin.clear()
    sentences = []
    for _ in range(5):
        qtbot.keyClicks(dialog.pin, "0000")
        qtbot.keyPress(dialog.pin, Qt.Key.Key_Return)
        sentences.append(told(qtbot, dialog))
        assert dialog.pin.hasFocus() and dialog.pin.selectedText()
    assert sentences[0] == "PIN-koden er forkert. Du har 4 forsøg mere, før du skal vente."
    assert sentences[4] == "PIN-koden har været forkert for mange gange. Prøv igen om 30 sekunder."
    assert window.people.profile is None and not window.marks.is_used


def test_each_sees_their_own_and_nothing_of_the_other(qtbot: QtBot, shared: Profiles, window: Window) -> None:
    sign_in(qtbot, window, "a", "1234")
    keep_article(qtbot, window, "fod/hael")
    window.messages.tell("»Ondt under hælen« er fjernet fra bogmærkerne.")
    window.actions_by_name["sign_out"].trigger()
    assert not kept(window) and window.messages.text() == ""
    assert window.foot.person.text() == "Vælg dit navn"
    sign_in(qtbot, window, "b")
    keep_article(qtbot, window, "knae/knae")
    assert not kept(window)
    sign_in(qtbot, window, "a", "1234")
    qtbot.waitUntil(lambda: window.people.profile is not None and window.people.profile.name == "Anna")
    qtbot.waitUntil(lambda: kept(window), timeout=PATIENCE)


def test_what_one_searched_for_and_found_is_gone_at_once_when_they_leave(
    qtbot: QtBot, shared: Profiles, window: Window
) -> None:
    sign_in(qtbot, window, "a", "1234")
    window.marks.edit(edits.write_note(edits.Target("fod/hael", "Hæl"), "Annas hemmelige såler"))
    results, panel = window.browse.results, window.browse.bookmarks
    window.bar.search.setText("hemmelige såler")
    qtbot.waitUntil(lambda: "dine noter" in results.hint.text(), timeout=PATIENCE)
    results.remember("hemmelige såler")
    panel.filter.setText("hemmelige")
    window.actions_by_name["sign_out"].trigger()
    assert results.model.rowCount() == 0 and "noter" not in results.hint.text()
    assert (window.bar.search.text(), panel.filter.text(), results._recent) == ("", "", [])


def test_what_nobody_in_particular_searched_for_stays_when_they_choose_their_name(
    qtbot: QtBot, shared: Profiles, window: Window
) -> None:
    window.bar.search.setText("hæl")
    sign_in(qtbot, window, "b")
    assert window.bar.search.text() == "hæl"


def test_the_first_profile_takes_over_the_bookmarks_of_the_computer(qtbot: QtBot, window: Window) -> None:
    keep_article(qtbot, window, "fod/hael")
    window.actions_by_name["new_profile"].trigger()
    form = opened(qtbot, window, NewProfileForm)
    assert form.adopt.isVisible() and form.adopt.isChecked()
    qtbot.keyClicks(form.name, "Anna")
    qtbot.keyClicks(form.pins.first, "1234")
    qtbot.keyClicks(form.pins.second, "1235")
    qtbot.keyPress(form.pins.second, Qt.Key.Key_Return)
    assert told(qtbot, form) == "De to PIN-koder er ikke ens. Skriv den igen."
    qtbot.keyClicks(form.pins.second, "1234")
    qtbot.keyPress(form.pins.second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.foot.person.text() == "Anna", timeout=PATIENCE)
    qtbot.waitUntil(lambda: kept(window), timeout=PATIENCE)
    assert not (window.workspace.places.data / "bookmarks.sqlite").exists()


def test_a_name_that_is_taken_is_told_and_the_bookmarks_stay(qtbot: QtBot, shared: Profiles, window: Window) -> None:
    window.person.ask()
    dialog = opened(qtbot, window, ProfilesDialog)
    qtbot.mouseClick(dialog.new, Qt.MouseButton.LeftButton)
    form = opened(qtbot, window, NewProfileForm)
    assert not form.adopt.isVisible()
    qtbot.keyClicks(form.name, "anna")
    qtbot.keyPress(form.name, Qt.Key.Key_Return)
    assert told(qtbot, form).startswith("Der er allerede en, der hedder »anna«")
    assert form.name.hasFocus()
    form.name.setText("Anna B")
    qtbot.keyPress(form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.foot.person.text() == "Anna B", timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.findChildren(ProfilesDialog), timeout=PATIENCE)


def test_name_and_pin_are_changed(qtbot: QtBot, shared: Profiles, window: Window) -> None:
    sign_in(qtbot, window, "b")
    window.actions_by_name["rename_profile"].trigger()
    rename = opened(qtbot, window, RenameForm)
    rename.name.setText("Bodil & Co")
    qtbot.keyPress(rename.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.foot.person.text() == "Bodil && Co", timeout=PATIENCE)
    window.actions_by_name["change_pin"].trigger()
    form = opened(qtbot, window, PinForm)
    assert not form.old.isVisible()
    for field in (form.pins.first, form.pins.second):
        qtbot.keyClicks(field, "4321")
    qtbot.mouseClick(form.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shared.named("Bodil & Co").has_pin, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.findChildren(PinForm), timeout=PATIENCE)
    window.actions_by_name["change_pin"].trigger()
    assert opened(qtbot, window, PinForm).old.isVisible()


def test_enter_on_cancel_removes_nobody(qtbot: QtBot, shared: Profiles, window: Window) -> None:
    sign_in(qtbot, window, "b")
    window.actions_by_name["remove_profile"].trigger()
    form = opened(qtbot, window, RemoveForm)
    qtbot.waitUntil(form.cancel.hasFocus, timeout=PATIENCE)
    qtbot.keyPress(form.cancel, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.findChildren(RemoveForm), timeout=PATIENCE)
    assert [profile.name for profile in shared.all()] == ["Anna", "Bo", "Åse"]


def test_a_removed_profile_is_signed_out_and_told_where_its_bookmarks_are(
    qtbot: QtBot, shared: Profiles, window: Window
) -> None:
    sign_in(qtbot, window, "a", "1234")
    keep_article(qtbot, window, "fod/hael")
    window.actions_by_name["remove_profile"].trigger()
    form = opened(qtbot, window, RemoveForm)
    qtbot.keyClicks(form.pin, "9999")
    qtbot.mouseClick(form.act, Qt.MouseButton.LeftButton)
    assert told(qtbot, form).startswith("PIN-koden er forkert.")
    qtbot.waitUntil(lambda: kept(window), timeout=PATIENCE)
    form.pin.setText("1234")
    qtbot.mouseClick(form.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Bogmærkerne er gemt i" in window.messages.text(), timeout=PATIENCE)
    assert "removed-" in window.messages.text()
    assert window.people.is_nobody and not kept(window)
    assert [profile.name for profile in shared.all()] == ["Bo", "Åse"]


def test_a_damaged_profile_is_listed_and_cannot_be_chosen(
    qtbot: QtBot, shared: Profiles, window: Window, tmp_path: Path
) -> None:
    broken = shared.named("Bo")
    (tmp_path / "data" / "profiles" / broken.id / "profile.json").write_text("{", encoding="utf-8")
    dialog = choose(qtbot, window, "p")
    assert dialog.names.currentIndex().data() == "Profil, der ikke kan åbnes"
    assert told(qtbot, dialog).startswith("Profilens fil er beskadiget")
    assert not dialog.act.isEnabled()


def test_several_keep_no_open_articles(
    qtbot: QtBot, shared: Profiles, tmp_path: Path, make_window: Callable[[Path, Path], Window], content: Path
) -> None:
    data = tmp_path / "data"
    (data / "session.json").write_text(
        json.dumps({"tabs": [{"url": "kb://article/fod/hael", "title": ""}], "current": 0, "places": {}, "library": []})
    )
    window = make_window(data, content)
    assert not window.actions_by_name["session"].isEnabled()
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        window.open_article("fod/hael")
    window.close()
    assert not (data / "session.json").exists()


def test_every_field_and_button_has_a_name_for_a_screen_reader(qtbot: QtBot, shared: Profiles, window: Window) -> None:
    sign_in(qtbot, window, "a", "1234")
    for action in ("choose_profile", "new_profile", "rename_profile", "change_pin", "remove_profile"):
        window.actions_by_name[action].trigger()
        form = opened(qtbot, window, ProfileForm)
        for field in form.findChildren(QLineEdit):
            assert field.isHidden() or field.accessibleName(), action
        assert all(button.text() for button in form.findChildren(QPushButton)), action
        form.reject()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# --- a data folder that is carried elsewhere ------------------------------------------------------


@pytest.fixture
def make_window(qtbot: QtBot) -> Callable[[Path, Path | None], Window]:
    """A started window on a data folder, with the articles named or those of its settings."""

    def make(data: Path, content: Path | None = None) -> Window:
        from kbviewer import paths
        from kbviewer.ui.app import prepare_environment

        prepare_environment()
        words = Catalogue.load("da", resources())
        settings = Settings(data / "settings.json")
        settings.hold(THEME, "light")
        folders = (content,) if content else tuple(paths.found(one, data) for one in settings.texts(CONTENT_FOLDERS))
        window = Window(Workspace(Places(folders, data, resources()), words), settings, words)
        qtbot.addWidget(window, before_close_func=lambda widget: widget.close())
        window.show()
        with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
            window.start()
        qtbot.waitUntil(lambda: window.reader is not None, timeout=PATIENCE)
        return window

    return make


def test_settings_open_articles_and_bookmarks_are_there_where_the_folder_is_moved(
    qtbot: QtBot, make_window: Callable[[Path, Path | None], Window], content: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "D", tmp_path / "E"
    first.mkdir()
    content.rename(first / "artikler")
    window = make_window(first / "data", first / "artikler")
    with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
        _use_folders(window, (str(first / "artikler"),))
    with qtbot.waitSignal(window.page_shown, timeout=PATIENCE, check_params_cb=lambda url: "hael" in url):
        window.open_article("fod/hael")
    keep_article(qtbot, window, "fod/hael")
    window.close()
    first.rename(second)
    for file in ("settings.json", "session.json"):
        assert str(tmp_path) not in (second / "data" / file).read_text(encoding="utf-8")
    again = make_window(second / "data", None)
    qtbot.waitUntil(lambda: again.article is not None and again.article.id == "fod/hael", timeout=PATIENCE)
    qtbot.waitUntil(lambda: kept(again), timeout=PATIENCE)
    assert not first.exists()


def test_the_first_profile_made_in_another_window_closes_what_was_nobodys(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    window.marks.edit(edits.add(edits.Target("a", "A")))
    qtbot.waitUntil(lambda: bool(window.marks.shelf.bookmarks), timeout=PATIENCE)
    Profiles(tmp_path / "data").create("Anna")
    window.people.look()
    qtbot.waitUntil(lambda: window.people.is_nobody, timeout=PATIENCE)
    assert not window.marks.shelf.rows
    assert not window.marks.is_used
