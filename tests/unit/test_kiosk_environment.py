"""What is set before a kiosk starts changes nothing in it but how it is drawn."""

import os

import pytest

from kbviewer.ui.app import CHROMIUM_FLAGS
from kbviewer.ui.kiosk.environment import REFUSED, shut_environment

FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"


@pytest.mark.parametrize(
    "given",
    [
        "--remote-debugging-port=9222",
        "--disable-gpu --remote-debugging-port=9222 --remote-allow-origins=*",
        "--renderer-cmd-prefix=xterm",
        "--no-sandbox --disable-web-security --allow-file-access-from-files",
        "--load-extension=/tmp/x --user-data-dir=/tmp",
        "'--disable-gpu --no-sandbox",
        "",
    ],
)
def test_no_flag_is_taken_over_that_is_not_known(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv(FLAGS, given)
    shut_environment()
    kept = "--disable-gpu " if given.startswith("--disable-gpu") else ""
    assert os.environ[FLAGS] == f"{kept}{CHROMIUM_FLAGS}"


def test_nothing_from_outside_is_loaded_or_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FLAGS, "")
    for name in REFUSED:
        monkeypatch.setenv(name, "9222")
    shut_environment()
    assert not any(name in os.environ for name in REFUSED)
