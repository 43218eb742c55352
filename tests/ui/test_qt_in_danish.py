"""The dialogs that are Qt's own, for files and printers, speak Danish as the rest of the window does."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QDir, QLibraryInfo, QLocale, QTranslator
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QFileSystemModel,
    QLabel,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kbviewer.paths import resources

OURS = resources() / "qt"
ENGLISH = re.compile(
    r"\b(the|of|sided|binding|print|printing|page|pages|look|off|options|copies|cancel|name)\b", re.IGNORECASE
)


@pytest.fixture
def danish(qapp: QApplication) -> Iterator[None]:
    """Qt in Danish, as the program has it."""
    locale, made = QLocale("da_DK"), []
    for name, folder in (("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)), ("qt", str(OURS))):
        translator = QTranslator(qapp)
        assert translator.load(locale, name, "_", folder)
        qapp.installTranslator(translator)
        made.append(translator)
    yield
    for translator in made:
        qapp.removeTranslator(translator)


def texts(dialog: QWidget) -> Iterator[str]:
    for part in dialog.findChildren(QWidget):
        if isinstance(part, QLabel | QAbstractButton):
            yield part.text()
        elif isinstance(part, QComboBox):
            yield from (part.itemText(place) for place in range(part.count()))
        elif isinstance(part, QTabBar):
            yield from (part.tabText(place) for place in range(part.count()))


@pytest.mark.parametrize("kind", ["open", "save", "print"])
def test_qt_s_dialog_has_no_english(qtbot: QtBot, danish: None, kind: str) -> None:
    if kind == "print":
        printer = QPrinter()
        printer.setOutputFileName("ark.pdf")
        dialog: QWidget = QPrintDialog(printer)
    else:
        # not in the folder of the last one, whose name may be of any language
        dialog = QFileDialog(directory=QDir.rootPath(), options=QFileDialog.Option.DontUseNativeDialog)
        if kind == "save":
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    qtbot.addWidget(dialog)
    found = [text for text in texts(dialog) if ENGLISH.search(text.replace("&", ""))]
    assert found == []


def test_a_folder_is_called_one_in_the_column_of_kinds(qtbot: QtBot, danish: None, tmp_path: Path) -> None:
    (tmp_path / "artikler").mkdir()
    dialog = QFileDialog(directory=str(tmp_path), options=QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    model = dialog.findChild(QFileSystemModel)
    assert model is not None
    assert model.type(model.index(str(tmp_path / "artikler"))) == "Mappe"


def test_what_is_translated_here_is_what_is_read_there() -> None:
    translator = QTranslator()
    assert translator.load(str(OURS / "qt_da.qm"))
    for context in ElementTree.parse(OURS / "qt_da.ts").iter("context"):
        for message in context.iter("message"):
            source = message.findtext("source", "")
            assert translator.translate(context.findtext("name", ""), source) == message.findtext("translation"), source
