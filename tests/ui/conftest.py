"""A window on the small library, with its web view, closed in order afterwards."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.policy import FREE, Policy
from kbviewer.settings import THEME, Settings
from kbviewer.ui.app import prepare_environment
from kbviewer.ui.kiosk.kiosk import Kiosk, Surroundings
from kbviewer.ui.rights import Rights
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace

PATIENCE = 20_000


OpenWindow = Callable[[Policy], Window]
OpenKiosk = Callable[[Policy], Kiosk]


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def open_window(qtbot: QtBot, content: Path, tmp_path: Path) -> Iterator[OpenWindow]:
    """Starts a window under a policy, with its index ready and the first page on its way."""
    windows: list[Window] = []

    def start(policy: Policy) -> Window:
        gc.collect()  # what earlier tests left goes now: while the web engine starts, its end once waited for ever
        prepare_environment()
        words = Catalogue.load("da", resources())
        settings = Settings(tmp_path / "data" / "settings.json")
        settings.hold(THEME, "light")
        workspace = Workspace(Places((content,), tmp_path / "data", resources()), words)
        made = Window(workspace, settings, words, Rights(policy))
        windows.append(made)
        qtbot.addWidget(made, before_close_func=lambda widget: widget.close())
        made.show()
        with qtbot.waitSignal(made.keeper.finished, timeout=PATIENCE):
            made.start()
        qtbot.waitUntil(lambda: made.reader is not None, timeout=PATIENCE)
        return made

    yield start
    for window in windows:
        window.close()


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    """A started window that may do everything, on the home page."""
    return open_window(FREE)


@pytest.fixture
def clock() -> Clock:
    """What a kiosk of `open_kiosk` reads the time from."""
    return Clock()


@pytest.fixture
def open_kiosk(qtbot: QtBot, content: Path, tmp_path: Path, clock: Clock) -> Iterator[OpenKiosk]:
    """Starts a kiosk under a policy, with its index ready and the first start page shown."""
    kiosks: list[Kiosk] = []

    def start(policy: Policy) -> Kiosk:
        gc.collect()  # as above
        prepare_environment()
        words = Catalogue.load("da", resources())
        settings = Settings(tmp_path / "data" / "settings.json")
        settings.hold(THEME, "light")
        places = Places((content,), tmp_path / "data", resources())
        Workspace(places, words).update_index()
        made = Kiosk(Surroundings(lambda spoken: Workspace(places, spoken), settings, policy, clock), words)
        kiosks.append(made)
        made.start()
        assert made.visit is not None
        with qtbot.waitSignal(made.visit.pane.loaded, timeout=PATIENCE):
            pass
        return made

    yield start
    for kiosk in kiosks:
        kiosk.stop()
