"""Import and export of bookmarks in the window: seen before it is done, and undone with one press."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QTreeWidget, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from kbviewer.errors import InputError
from kbviewer.i18n import Catalogue
from kbviewer.library import edits
from kbviewer.library.bookmark import TOP
from kbviewer.library.bookmarks import FILE_NAME, BookmarkStore
from kbviewer.library.parcel_file import read
from kbviewer.paths import resources
from kbviewer.ui.bookmarking import Bookmarking
from kbviewer.ui.exchanging import Exchanging
from kbviewer.ui.import_dialog import LETTERS, MOST_SHOWN, ImportDialog
from kbviewer.ui.message_bar import MessageBar
from kbviewer.ui.window import Window

PATIENCE = 20_000
WORDS = Catalogue.load("da", resources())
SAMPLES = Path(__file__).parents[1] / "unit" / "library" / "samples"


@pytest.fixture
def marks(qtbot: QtBot, tmp_path: Path) -> Iterator[Bookmarking]:
    made = Bookmarking(lambda folder: BookmarkStore(folder / FILE_NAME))
    made.use(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def messages(qtbot: QtBot) -> MessageBar:
    made = MessageBar(WORDS)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def exchanging(qtbot: QtBot, marks: Bookmarking, messages: MessageBar) -> Iterator[Exchanging]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = Exchanging(marks, {"/artikler/fod/hael": "fod/hael"}.get, WORDS, messages, window)
    yield made
    made.stop()


def planned(qtbot: QtBot, exchanging: Exchanging, file: Path) -> ImportDialog:
    """The dialog, once it shows what would be done."""
    dialog = exchanging.read(file)
    qtbot.waitUntil(dialog.counts.isVisible, timeout=PATIENCE)
    return dialog


def lines(tree: QTreeWidget) -> list[tuple[int, str, str]]:
    """Depth, name and what is done of every row."""

    def below(item: QTreeWidgetItem, depth: int) -> Iterator[tuple[int, str, str]]:
        for number in range(item.childCount()):
            child = item.child(number)
            assert child is not None
            yield depth, child.text(0), child.text(1)
            yield from below(child, depth + 1)

    return list(below(tree.invisibleRootItem(), 0))


def press(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_an_import_would_do_is_shown_and_nothing_done(
    qtbot: QtBot, exchanging: Exchanging, marks: Bookmarking
) -> None:
    dialog = planned(qtbot, exchanging, SAMPLES / "firefox.html")
    assert dialog.counts.text().splitlines() == [
        "•  4 nye bogmærker",
        "•  4 nye mapper",
        "•  4 links kan ikke bruges her og tages ikke med",
    ]
    assert lines(dialog.tree)[:4] == [
        (0, "Fod & ankel", "Ny mappe"),
        (1, "Ondt under hælen <i>", "Nyt bogmærke"),
        (1, "Ålestræk: Dosis", "Nyt bogmærke"),
        (1, 'Øvelser "hjemme"', "Ny mappe"),
    ]
    press(qtbot, dialog.close_button)
    assert marks.shelf.rows == {}


def test_an_import_is_done_told_and_undone(
    qtbot: QtBot, exchanging: Exchanging, marks: Bookmarking, messages: MessageBar
) -> None:
    dialog = planned(qtbot, exchanging, SAMPLES / "chromium.html")
    with qtbot.waitSignal(marks.did, timeout=PATIENCE):
        press(qtbot, dialog.import_button)
    assert len(marks.shelf.bookmarks) == 4
    assert messages.text() == "Importeret fra »chromium.html«: 4 nye bogmærker, 4 nye mapper."
    with qtbot.waitSignal(marks.did, timeout=PATIENCE):
        messages.act()
    assert marks.shelf.rows == {}


def test_undo_of_an_import_leaves_alone_what_was_done_since(
    qtbot: QtBot, exchanging: Exchanging, marks: Bookmarking, messages: MessageBar
) -> None:
    dialog = planned(qtbot, exchanging, SAMPLES / "chromium.html")
    with qtbot.waitSignal(marks.did, timeout=PATIENCE):
        press(qtbot, dialog.import_button)
    with qtbot.waitSignal(marks.did, timeout=PATIENCE):
        marks.edit(edits.add(edits.Target("knae/knae", "Knæ")))
    with qtbot.waitSignal(marks.did, timeout=PATIENCE):
        messages.act()
    assert [row.id for row in marks.shelf.bookmarks.values()] == ["knae/knae"]


def test_web_addresses_can_be_left_out(qtbot: QtBot, exchanging: Exchanging, marks: Bookmarking) -> None:
    dialog = planned(qtbot, exchanging, SAMPLES / "firefox.html")
    dialog.addresses.click()
    qtbot.waitUntil(lambda: "2 webadresser tages ikke med" in dialog.counts.text(), timeout=PATIENCE)
    with qtbot.waitSignal(marks.did, timeout=PATIENCE):
        press(qtbot, dialog.import_button)
    assert {row.id for row in marks.shelf.bookmarks.values()} == {"fod/hael", "oevelser/aalestraek"}


def test_everything_can_be_put_into_a_folder(qtbot: QtBot, exchanging: Exchanging, marks: Bookmarking) -> None:
    with qtbot.waitSignal(marks.did, timeout=PATIENCE):
        marks.edit(edits.new_folder("Fra nettet"))
    dialog = planned(qtbot, exchanging, SAMPLES / "firefox.html")
    assert dialog.into.isVisible()
    dialog.into.setCurrentIndex(1)
    qtbot.waitUntil(lambda: lines(dialog.tree)[:2] == [(0, "Fra nettet", ""), (1, "Fod & ankel", "Ny mappe")])
    with qtbot.waitSignal(marks.did, timeout=PATIENCE):
        press(qtbot, dialog.import_button)
    assert [row.name for row in marks.shelf.contents()] == ["Fra nettet"]


def test_nothing_to_do_is_said_and_there_is_no_import_button(
    qtbot: QtBot, exchanging: Exchanging, marks: Bookmarking
) -> None:
    dialog = planned(qtbot, exchanging, SAMPLES / "firefox.html")
    with qtbot.waitSignal(marks.did, timeout=PATIENCE):
        press(qtbot, dialog.import_button)
    again = planned(qtbot, exchanging, SAMPLES / "firefox.html")
    assert again.counts.text().startswith("Der er intet nyt i filen. Alt er allerede hos dig.")
    assert not again.import_button.isVisible()
    assert again.close_button.text() == "Luk"


def test_a_file_that_cannot_be_used_closes_the_dialog_with_a_sentence(
    qtbot: QtBot, exchanging: Exchanging, messages: MessageBar, tmp_path: Path
) -> None:
    (tmp_path / "b.json").write_text("[" * 100_000, encoding="utf-8")
    with qtbot.waitSignal(exchanging.read(tmp_path / "b.json").finished, timeout=PATIENCE):
        pass
    assert "Intet er ændret." in messages.text()


def test_a_dialog_that_is_closed_while_it_reads_shows_and_changes_nothing(
    qtbot: QtBot, exchanging: Exchanging, marks: Bookmarking, messages: MessageBar
) -> None:
    dialog = exchanging.read(SAMPLES / "firefox.html")
    assert dialog.progress.isVisible() and not dialog.import_button.isEnabled()
    dialog.reject()
    planned(qtbot, exchanging, SAMPLES / "chromium.html").reject()
    assert (messages.text(), dict(marks.shelf.rows)) == ("", {})


def test_hostile_titles_are_plain_text_and_short(qtbot: QtBot, exchanging: Exchanging, tmp_path: Path) -> None:
    titles = ["&lt;b&gt;fed&lt;/b&gt;", "\u202egnæl", "A" * 10_000, *(str(n) for n in range(MOST_SHOWN))]
    links = "".join(f'<DT><A HREF="https://a.dk/{n}">{title}</A>' for n, title in enumerate(titles))
    file = tmp_path / "<img src=x>.html"
    file.write_text(f"<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p>{links}</DL><p>", encoding="utf-8")
    dialog = planned(qtbot, exchanging, file)
    names = [name for _depth, name, _what in lines(dialog.tree)]
    assert names[:2] == ["<b>fed</b>", "gnæl"]
    assert max(map(len, names)) <= LETTERS + 1
    assert (len(names), names[-1]) == (MOST_SHOWN + 1, "… og 3 til")
    for label in (dialog.heading, dialog.counts):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_bookmarks_are_exported_all_or_those_of_a_folder(
    qtbot: QtBot, exchanging: Exchanging, marks: Bookmarking, messages: MessageBar, tmp_path: Path
) -> None:
    dialog = planned(qtbot, exchanging, SAMPLES / "firefox.html")
    with qtbot.waitSignal(marks.did, timeout=PATIENCE):
        press(qtbot, dialog.import_button)
    folder = next(row.uid for row in marks.shelf.folders.values() if row.name == "Bookmarks Toolbar")
    for name, of, count in (("alt.json", TOP, 4), ("alt.html", TOP, 4), ("en.json", folder, 1)):
        exchanging.write(tmp_path / name, of)
        qtbot.waitUntil(lambda told=name: messages.text().endswith(told), timeout=PATIENCE)  # type: ignore[misc]
        assert len(read(tmp_path / name, lambda _path: None).shelf.bookmarks) == count
    exchanging.write(tmp_path / "alt.md")
    qtbot.waitUntil(lambda: messages.text().endswith("alt.md"), timeout=PATIENCE)
    assert (tmp_path / "alt.md").read_text(encoding="utf-8").startswith("# Bogmærker\n\n## Fod & ankel")
    exchanging.write(tmp_path / "ingen" / "b.json")
    qtbot.waitUntil(lambda: "kan ikke skrives" in messages.text(), timeout=PATIENCE)


def test_with_nobody_there_nothing_is_asked(
    exchanging: Exchanging, marks: Bookmarking, messages: MessageBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: pytest.fail("asked"))
    monkeypatch.setattr(QFileDialog, "exec", lambda *_arguments: pytest.fail("asked"))
    marks.use(None)
    for begin in (exchanging.begin_import, exchanging.begin_export):
        begin()
        assert messages.text() == WORDS.explain(InputError("nobody_signed_in"))
        messages.withdraw(messages.text())


def test_the_menu_imports_and_exports(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = str(SAMPLES / "firefox.html")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (asked, ""))
    window.actions_by_name["import_bookmarks"].trigger()
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.counts.isVisible, timeout=PATIENCE)
    with qtbot.waitSignal(window.marks.did, timeout=PATIENCE):
        press(qtbot, dialog.import_button)
    assert window.actions_by_name["undo"].text() == "Fortryd: Importér »firefox.html«"
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: True)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(tmp_path / "ud.html")])
    window.actions_by_name["export_bookmarks"].trigger()
    qtbot.waitUntil(lambda: "ud.html" in window.messages.text(), timeout=PATIENCE)
    assert len(read(tmp_path / "ud.html", lambda _path: None).shelf.bookmarks) == 4
