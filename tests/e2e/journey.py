"""A whole day's journey through the real program, driven from inside; for `test_offline_journey`.

    python tests/e2e/journey.py CONTENT DATA OUT [raw]

Prints the steps done as a JSON list. With ``raw`` it goes to one article alone, whose HTML reaches the engine as it is:
that of a sanitiser that failed.
"""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import waiting
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kbviewer import urls
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.render.page import Page
from kbviewer.render.pages import Pages
from kbviewer.settings import Settings
from kbviewer.ui import app, printing
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace

CONTENT, DATA, OUT = map(Path, sys.argv[1:4])
OUTSIDE = "https://ond.example"
RAW = f"""<!doctype html><title>rå</title><link rel=preconnect href={OUTSIDE}><link rel=dns-prefetch href=//b.example>
<link rel=prefetch href=http://192.0.2.1/a><link rel=icon href={OUTSIDE}/favicon.ico>
<link rel=stylesheet href={OUTSIDE}/a.css>
<img src={OUTSIDE}/a.png><img src=http://192.0.2.1/b.png>
<iframe src={OUTSIDE}></iframe><video src={OUTSIDE}/v autoplay></video>
<script>fetch('{OUTSIDE}/c')</script><meta http-equiv=refresh content="0;url={OUTSIDE}">tekst"""
FIND = """JSON.stringify([...document.links].filter(link => link.href.startsWith('{}'))
    .map(link => (link.scrollIntoView(), link.getBoundingClientRect())))"""

steps: list[str] = []
wait_for = partial(waiting.wait_for, what=steps)


class Travelled(Window):
    """The program's window, which goes on the journey once it has started."""

    def start(self) -> None:
        super().start()
        QTimer.singleShot(0, self._travel)

    def _travel(self) -> None:
        try:
            self._journey()
        finally:
            sys.stdout.write(json.dumps(steps))
            self.close()
            QApplication.quit()

    def _journey(self) -> None:
        self._wait_for_index()
        if sys.argv[4:] == ["raw"]:
            self._shown("kb://article/raa", lambda: self.open_article("raa"))
        else:
            self._search()
            self._follow()
            self._keep()
        self._shown("kb://page/home", self.actions_by_name["home"].trigger)

    def _shown(self, url: str, act: Callable[[], object]) -> None:
        loaded: list[str] = []
        assert self.reader is not None
        self.reader.loaded.connect(loaded.append)
        act()
        wait_for(lambda: any(each.startswith(url) for each in loaded))
        steps.append(url)

    def _wait_for_index(self) -> None:
        wait_for(lambda: self.workspace.is_open and self.reader is not None and self.browse.topics.titles())
        steps.append("index")

    def _search(self) -> None:
        self.bar.search.setText("ondt under foden")
        wait_for(lambda: self.browse.results.query() == "ondt under foden" and self.browse.results.first())
        hit = self.browse.results.first()
        assert hit is not None
        self._shown(f"kb://article/{hit.id}", lambda: self.open_hit(hit, "ondt under foden"))

    def _follow(self) -> None:
        self._shown("kb://article/fjern", lambda: self.open_article("fjern"))
        self._click(OUTSIDE)
        wait_for(lambda: OUTSIDE in self.messages.text())
        steps.append("refused")
        self._shown("kb://article/knae/knae", lambda: self._click("kb://article/knae/knae"))
        self._shown("kb://article/fjern", self.go_back)
        assert self.pane is not None
        self.pane.open_tab("kb://article/knae/knae")
        bar = self.pane.find_bar
        self.actions_by_name["find"].trigger()
        bar.field.setText("link")
        wait_for(bar.count.text)
        steps.append("tab, found")

    def _click(self, address: str) -> None:
        from PySide6.QtWebEngineWidgets import QWebEngineView  # as the program does: after the window

        view = self.findChild(QWebEngineView)
        assert view is not None
        found: list[str] = []
        view.page().runJavaScript(FIND.format(address), 1, found.append)
        wait_for(lambda: found)
        place = json.loads(found[0])[0]
        surface = view.focusProxy()
        assert surface is not None
        spot = QPoint(int(place["x"]) + 4, int(place["y"] + place["height"] / 2))
        QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=spot)

    def _keep(self) -> None:
        self.actions_by_name["bookmark"].trigger()
        wait_for(lambda: self.marks.shelf.bookmarks)
        steps.append(f"{len(self.marks.shelf.bookmarks)} bookmark")
        self.actions_by_name["save_pdf"].trigger()
        wait_for((OUT / "artikel.pdf").is_file)
        for theme in ("dark", "contrast", "light"):
            self.actions_by_name[f"theme_{theme}"].trigger()
        self.actions_by_name["larger"].trigger()
        assert self.grab().save(str(OUT / "vindue.png"))
        steps.append("paper, theme, picture")


def main() -> int:
    ordinary = Pages.page

    def page(self: Pages, url: str, theme: str = "light", *, marked: bool = True, outside: bool = True) -> Page:
        if url == urls.article("raa"):
            return Page("text/html; charset=utf-8", RAW.encode())
        return ordinary(self, url, theme, marked=marked, outside=outside)

    Pages.page = page  # type: ignore[method-assign]
    patch = pytest.MonkeyPatch()
    patch.setattr(printing, "ask_pdf_file", lambda *_: OUT / "artikel.pdf")
    patch.setattr(app, "Window", Travelled)
    words = Catalogue.load("da", resources())
    workspace = Workspace(Places((CONTENT,), DATA, resources()), words)
    return app.run_window(workspace, Settings(DATA / "settings.json"), words)


if __name__ == "__main__":
    sys.exit(main())
