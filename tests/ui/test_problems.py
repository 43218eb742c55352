"""The content check in the window: what is wrong, where, and what to do, article by article."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QProgressBar, QTreeWidget, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from kbviewer.articles.checking import Checked
from kbviewer.errors import Cancelled
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.ui.problems import PLACE, RULE, SEVERITY, WHAT, ProblemsDialog
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace

PATIENCE = 20_000
WORDS = Catalogue.load("da", resources())


@pytest.fixture
def workspace(content: Path, tmp_path: Path) -> Workspace:
    (content / "tom.md").write_text("---\ntitle: Tom\n---\n", encoding="utf-8")
    return Workspace(Places((content,), tmp_path / "data", resources()), WORDS)


@pytest.fixture
def dialog(qtbot: QtBot, workspace: Workspace) -> Iterator[ProblemsDialog]:
    """The view with its check done."""
    made = ProblemsDialog(workspace.check, WORDS)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.again.isEnabled, timeout=PATIENCE)
    yield made
    made.close()


def children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for number in range(item.childCount()) if (child := item.child(number))]


def rows(tree: QTreeWidget) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The groups, each with the place, kind and rule of its rows."""
    return [
        (group.text(PLACE), [(row.text(PLACE), row.text(SEVERITY), row.text(RULE)) for row in children(group)])
        for group in children(tree.invisibleRootItem())
    ]


def test_problems_stand_under_their_article_with_line_kind_and_rule(dialog: ProblemsDialog) -> None:
    assert rows(dialog.tree) == [
        ("Ondt under hælen  ·  fod/hael.md", [("Linje 12", "Advarsel", "image_missing")]),
        ("Ondt i knæet  ·  knae/knae.md", [("Hele filen", "Advarsel", "callout_missing")]),
        ("Tom  ·  tom.md", [("Hele filen", "Fejl", "text_missing")]),
    ]
    assert dialog.status.text() == "3 ting bør rettes."


def test_a_row_says_what_is_wrong_and_what_to_do(dialog: ProblemsDialog) -> None:
    row = dialog.tree.currentItem()
    assert row is not None
    wrong, what_to_do = row.text(WHAT).split("\n")
    assert "/billeder/fod.png findes ikke" in wrong
    assert "Læg billedet i artikelmappen" in what_to_do
    assert "ignore: image_missing" in row.toolTip(RULE)


def test_the_whole_of_a_long_text_is_seen_however_narrow_the_view(qtbot: QtBot, dialog: ProblemsDialog) -> None:
    index = dialog.tree.currentIndex()
    wide = dialog.tree.visualRect(index).height()
    dialog.resize(560, 480)
    qtbot.waitUntil(lambda: dialog.tree.visualRect(index).height() > wide, timeout=PATIENCE)


@pytest.mark.parametrize(
    ("number", "choice", "rules"),
    [
        (0, "Alt (3)", ["image_missing", "callout_missing", "text_missing"]),
        (1, "Fejl (1)", ["text_missing"]),
        (2, "Advarsler (2)", ["image_missing", "callout_missing"]),
    ],
)
def test_errors_and_warnings_can_be_shown_alone(
    dialog: ProblemsDialog, number: int, choice: str, rules: list[str]
) -> None:
    dialog.shown.setCurrentIndex(number)
    assert dialog.shown.currentText() == choice
    assert [rule for _file, problems in rows(dialog.tree) for _place, _kind, rule in problems] == rules


def test_enter_and_the_button_open_the_article(qtbot: QtBot, dialog: ProblemsDialog) -> None:
    with qtbot.waitSignal(dialog.opened) as opened:
        qtbot.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert opened.args == ["fod/hael"]
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.opened) as opened:
        dialog.open_button.click()
    assert opened.args == ["knae/knae"]


def test_a_file_that_is_no_article_cannot_be_opened(qtbot: QtBot, workspace: Workspace) -> None:
    folder = workspace.places.content[0]
    (folder / "a.md").write_bytes(b"\0\1")
    made = ProblemsDialog(workspace.check, WORDS)
    qtbot.waitUntil(made.again.isEnabled, timeout=PATIENCE)
    assert rows(made.tree)[0] == ("a.md", [("Hele filen", "Fejl", "not_text")])
    assert not made.open_button.isEnabled()
    made.close()


def test_what_is_shown_is_copied_as_text(dialog: ProblemsDialog) -> None:
    dialog.shown.setCurrentIndex(1)
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("tom.md · Tom\n  Artiklen har ingen tekst. [fejl: text_missing]\n      Skriv teksten")
    assert "image_missing" not in copied


def test_mended_content_is_well_when_checked_again(qtbot: QtBot, dialog: ProblemsDialog, workspace: Workspace) -> None:
    for file in workspace.places.content[0].rglob("*.md"):
        file.unlink()
    file = workspace.places.content[0] / "god.md"
    file.write_text("---\ntitle: God\n---\nTekst.\n", encoding="utf-8")
    dialog.again.click()
    qtbot.waitUntil(lambda: "Alt ser fint ud" in dialog.note.text(), timeout=PATIENCE)
    assert "1 artikel er læst" in dialog.note.text()
    assert dialog.note.isVisible() and not dialog.tree.isVisible() and not dialog.copy.isEnabled()


def test_a_folder_that_is_gone_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    gone = Workspace(Places((tmp_path / "væk",), tmp_path, resources()), WORDS)
    made = ProblemsDialog(gone.check, WORDS)
    qtbot.waitUntil(lambda: "Artikelmappen findes ikke" in made.note.text(), timeout=PATIENCE)
    made.close()


class Slow:
    """A check that has done one file of three and gets no further until it is cancelled."""

    def __init__(self) -> None:
        self.stopped = Event()

    def __call__(self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Checked:
        progress(1, 3)
        while not cancelled():
            self.stopped.wait(0.01)
        self.stopped.set()
        raise Cancelled


def test_a_running_check_shows_how_far_it_is_and_can_be_cancelled(qtbot: QtBot) -> None:
    made = ProblemsDialog(Slow(), WORDS)
    made.show()
    qtbot.waitUntil(lambda: made.status.text() == "Tjekker artiklerne: 1 af 3", timeout=PATIENCE)
    assert (made.progress.value(), made.progress.maximum()) == (1, 3)
    assert made.cancel.isVisible() and not made.again.isEnabled()
    made.cancel.click()
    qtbot.waitUntil(made.again.isEnabled, timeout=PATIENCE)
    assert "afbrudt" in made.note.text()
    made.close()


def test_closing_stops_the_check(qtbot: QtBot) -> None:
    slow = Slow()
    made = ProblemsDialog(slow, WORDS)
    made.show()
    qtbot.waitUntil(lambda: made.progress.value() == 1, timeout=PATIENCE)
    made.close()
    assert slow.stopped.is_set()


def test_the_view_closes_with_its_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    slow = Slow()
    made = ProblemsDialog(slow, WORDS, window)
    made.show()
    window.close()
    assert slow.stopped.is_set()


def test_every_part_has_an_accessible_name(dialog: ProblemsDialog) -> None:
    parts = [
        part for kind in (QAbstractButton, QComboBox, QTreeWidget, QProgressBar) for part in dialog.findChildren(kind)
    ]
    names = {part: QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name) for part in parts}
    assert len(names) >= 8
    assert [part for part, name in names.items() if not name] == []


def test_the_menu_opens_one_view_and_it_opens_articles(qtbot: QtBot, window: Window) -> None:
    window.actions_by_name["problems"].trigger()
    window.actions_by_name["problems"].trigger()
    (made,) = window.findChildren(ProblemsDialog)
    assert not made.isModal()
    qtbot.waitUntil(made.again.isEnabled, timeout=PATIENCE)
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        qtbot.keyClick(made.tree, Qt.Key.Key_Return)
    assert window.article is not None and window.article.id == "fod/hael"
    made.close()
