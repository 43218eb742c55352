"""The one window of the kiosk."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.ui.kiosk.frame import Frame


def test_it_asks_for_no_title_bar_whose_buttons_could_be_pressed(qtbot: QtBot) -> None:
    frame = Frame(Catalogue.load("da", resources()))
    assert frame.isWindow() and frame.windowFlags() & Qt.WindowType.FramelessWindowHint
    frame.deleteLater()
