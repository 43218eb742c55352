"""A picture of what a patient sees, with or without a display."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from kbviewer import urls
from kbviewer.i18n import Catalogue
from kbviewer.policy import Policy
from kbviewer.settings import PRINTER, THEME, Settings
from kbviewer.ui.kiosk.frame import Frame
from kbviewer.ui.kiosk.visit import Visit
from kbviewer.ui.printing import Printing
from kbviewer.ui.rights import Rights
from kbviewer.ui.screenshot import Shot, prepare, settled, wait_for, write
from kbviewer.workspace import Workspace


def take_kiosk_screenshot(
    file: Path, shot: Shot, workspace: Workspace, settings: Settings, words: Catalogue, *, policy: Policy
) -> None:
    """Write a PNG of a visit showing ``shot``: the article, else the results of the search, else the start page.

    Raises what `kbviewer.ui.screenshot.take_screenshot` does.
    """
    prepare(shot, workspace, words)
    borrowed = settings.borrowed()
    borrowed.hold(THEME, shot.theme)
    rights = Rights(policy, on_kiosk=True)
    frame = Frame(words)
    frame.resize(QSize(*shot.size))
    printing = Printing(lambda: settings.text(PRINTER), words, frame, rights)
    visit = Visit(workspace, borrowed, words, rights, printing)
    frame.seat(visit)
    frame.show()
    visit.begin()
    _show(visit, shot)
    image = settled(frame)
    visit.end()
    printing.stop()
    frame.leave()
    QApplication.processEvents()
    write(file, image)


def _show(visit: Visit, shot: Shot) -> None:
    loaded: list[str] = []
    visit.pane.loaded.connect(loaded.append)
    if shot.open:
        url = urls.article(shot.open, mark=shot.search)
        visit.open(url)
        wait_for(lambda: url in loaded)
        return
    wait_for(lambda: bool(loaded))
    if shot.search:
        visit.search.setText(shot.search)
        wait_for(lambda: visit.results.query() == shot.search)
