"""With rules that are not understood there is one page, and it does nothing but tell what is wrong."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kbviewer import paths
from kbviewer.cli import main
from kbviewer.i18n import Catalogue
from kbviewer.policy import PolicyError, read_policy
from kbviewer.render.theme import THEMES
from kbviewer.ui.closed import EXIT_CODE, ClosedPage
from kbviewer.ui.look import style_sheet

START = """
import sys
from pathlib import Path
from kbviewer import paths
from kbviewer.cli import main
paths.policy_file = lambda: Path(sys.argv[1])
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    file = tmp_path / "policy.toml"
    file.write_text("tabs = true\nkisok = true\n", encoding="utf-8")
    return file


@pytest.fixture
def page(qtbot: QtBot, rules: Path) -> Iterator[ClosedPage]:
    with pytest.raises(PolicyError) as raised:
        read_policy(rules)
    made = ClosedPage(raised.value, rules, Catalogue.load("da", paths.resources()))
    made.setStyleSheet(style_sheet(THEMES["light"], paths.resources()))
    made.showFullScreen()
    qtbot.waitExposed(made)
    yield made
    made.deleteLater()


def text_of(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_it_tells_what_is_wrong_where_and_what_to_do(page: ClosedPage, rules: Path) -> None:
    assert text_of(page) == (
        "Programmet er låst\n"
        "Reglerne for denne computer kan ikke bruges. Derfor vises der ingen artikler, før de er rettet.\n"
        f"Reglen »kisok« kendes ikke. Skulle der stå »kiosk«? {rules}:2\n"
        "Er det dig, der passer computeren? Ret filen. Så lukker programmet af sig selv inden for få sekunder, "
        "og du kan starte det igen. "
        "Skriv »kbviewer policy --check FIL« for at tjekke en fil, før den lægges på plads.\n"
        "Alle andre: Sig det til personalet."
    )
    assert f"{rules}:2" in page.accessibleDescription()


def test_every_line_of_it_can_be_read(page: ClosedPage, qtbot: QtBot) -> None:
    page.showNormal()
    page.resize(1280, 800)
    labels = page.findChildren(QLabel)
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) > 0 for label in labels))


def test_there_is_nothing_on_it_to_use(page: ClosedPage) -> None:
    for kind in (QAbstractButton, QAction, QMenu, QShortcut):
        assert page.findChildren(kind) == []
    assert page.actions() == []


def test_nobody_closes_it_by_hand(page: ClosedPage, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_Return, Qt.Key.Key_Menu):
        qtbot.keyClick(page, key)
    for key in (Qt.Key.Key_Q, Qt.Key.Key_W):
        qtbot.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)
    assert not page.close()
    assert page.isVisible() and page.isFullScreen()


def test_it_goes_only_when_the_file_is_right(page: ClosedPage, rules: Path, qtbot: QtBot) -> None:
    gone: list[bool] = []
    page.mended.connect(lambda: gone.append(True))
    rules.write_text("kiosk = 1\n", encoding="utf-8")
    page.look()
    assert f"»kiosk« skal være true eller false, uden citationstegn: {rules}:1" in text_of(page)
    assert gone == []
    rules.write_text("tabs = false\n", encoding="utf-8")
    qtbot.waitUntil(lambda: gone == [True], timeout=10_000)


def start(rules: Path, content: Path, data: Path, **environment: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "ignore", "-c", START, str(rules), "--content", str(content), "--data", str(data)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment}
    return subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", env=environment)


def test_a_start_with_broken_rules_ends_when_they_are_mended(rules: Path, content: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with start(rules, content, data) as started:
        assert started.stderr is not None
        assert "Skulle der stå »kiosk«?" in started.stderr.readline()
        rules.write_text("tabs = false\n", encoding="utf-8")
        assert started.wait(timeout=60) == EXIT_CODE
    assert not data.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="systemd is on Linux")
def test_systemd_is_told_that_the_page_stands_as_it_should(rules: Path, content: Path, tmp_path: Path) -> None:
    address = tmp_path / "systemd"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(address))
        line.settimeout(30)
        with start(rules, content, tmp_path / "data", NOTIFY_SOCKET=str(address), WATCHDOG_USEC="1000000") as started:
            try:
                assert [line.recv(100) for _ in range(2)] == [b"READY=1", b"WATCHDOG=1"]
            finally:
                started.kill()


def test_a_window_is_told_the_rules(
    rules: Path, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kbviewer.ui import app

    rules.write_text("tabs = false\nlanguages = ['en']\n", encoding="utf-8")
    monkeypatch.setattr(paths, "policy_file", lambda: rules)
    given: list[object] = []

    def run(_workspace: object, _settings: object, words: Catalogue, policy: object, _file: object) -> int:
        given.extend([words.language, policy])
        return 0

    monkeypatch.setattr(app, "run_window", run)
    assert main(["--content", str(content), "--data", str(tmp_path / "data")]) == 0
    assert given == ["en", read_policy(rules)]
