""" "Om kbviewer": what a person is told of the program and of all that it is made of."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kbviewer import __version__
from kbviewer.i18n import Catalogue
from kbviewer.licences import read_components
from kbviewer.paths import resources
from kbviewer.ui.about_dialog import AboutDialog
from kbviewer.workspace import Places

COMPONENTS = read_components(resources())


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[AboutDialog]:
    """The dialog, in front of an empty window."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    places = Places((), resources().parent / "brugerens data", resources())
    made = AboutDialog(places, Catalogue.load("da", resources()), window)
    made.show()
    yield made


def shown_names(dialog: AboutDialog) -> list[str]:
    return [row.text(0) for row in dialog.licences.rows if not row.isHidden()]


def test_a_person_reads_the_version_the_promise_and_where_the_data_is(dialog: AboutDialog) -> None:
    told = "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    assert f"kbviewer {__version__}" in told
    assert "ikke gennemgået af en fagperson, medmindre" in told
    assert "aldrig netværket" in told
    fields = [field.text() for field in dialog.findChildren(QLineEdit) if field.isVisible()]
    assert fields == [str(resources().parent / "brugerens data")]


def test_every_component_is_listed_with_the_words_of_its_licence(dialog: AboutDialog) -> None:
    page = dialog.licences
    assert shown_names(dialog) == [component.name for component in COMPONENTS]
    for row, component in zip(page.rows, COMPONENTS, strict=True):
        page.tree.setCurrentItem(row)
        assert len(page.text.toPlainText()) > 500, component.name
        assert page.text.accessibleName() == f"Licensen for {component.name}"


def test_typing_narrows_the_list_and_shows_the_licence_of_what_is_left(qtbot: QtBot, dialog: AboutDialog) -> None:
    dialog.tabs.setCurrentIndex(1)
    QTest.keyClicks(dialog.licences.filter, "ofl inter")
    assert shown_names(dialog) == ["Inter"]
    assert "SIL OPEN FONT LICENSE" in dialog.licences.text.toPlainText()
    QTest.keyClicks(dialog.licences.filter, " findes ikke")
    assert shown_names(dialog) == [] and dialog.licences.text.toPlainText() == ""
    assert dialog.licences.note.text() == "Ingen dele passer til det, du har skrevet."


def test_what_may_be_replaced_says_so_and_where_its_source_is(dialog: AboutDialog) -> None:
    dialog.licences.filter.setText("PySide6_Essentials")
    assert "sætte din egen udgave i programmets mappe" in dialog.licences.note.text()
    assert "download.qt.io" in dialog.licences.note.text()


def test_the_keyboard_alone_reaches_a_licence_and_closes_the_dialog(qtbot: QtBot, dialog: AboutDialog) -> None:
    dialog.activateWindow()
    dialog.tabs.setFocus()
    QTest.keyClick(dialog.tabs, Qt.Key.Key_Right)
    passed = []
    for _ in range(4):
        focused = dialog.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        passed.append(dialog.focusWidget())
    assert passed[:3] == [dialog.licences.filter, dialog.licences.tree, dialog.licences.text]
    before = dialog.licences.text.toPlainText()
    QTest.keyClick(dialog.licences.tree, Qt.Key.Key_Down)
    assert dialog.licences.text.toPlainText() != before
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_screen_reader_is_told_what_each_part_is(dialog: AboutDialog) -> None:
    page = dialog.licences
    for part in (dialog.tabs, page.filter, page.tree, page.text, *dialog.findChildren(QLineEdit)):
        spoken = QAccessible.queryAccessibleInterface(part)
        assert spoken is not None and spoken.text(QAccessible.Text.Name), part


def test_the_dialog_goes_with_its_window(dialog: AboutDialog) -> None:
    window = dialog.parentWidget()
    assert window is not None
    window.close()
    assert not dialog.isVisible()
