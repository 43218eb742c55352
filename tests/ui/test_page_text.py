"""What is asked of a page, and what of it outlives the page."""

import gc
import json
from collections.abc import Callable, Sequence
from weakref import ref

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from kbviewer.ui.page_text import PageText


class Page(QObject):
    """Answers at once, as the engine does some time later."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def runJavaScript(self, call: str, _world: int, then: Callable[[object], None] | None = None) -> None:
        self.asked.append(call)
        if then:
            then(json.dumps(["Hælspore", "giver smerter"]))


class Reader:
    """Someone who asks."""

    def __init__(self) -> None:
        self.blocks: Sequence[str] = ()

    def take(self, blocks: Sequence[str]) -> None:
        self.blocks = blocks


def test_who_asked_is_let_go_when_the_page_goes_between_answer_and_telling(qtbot: QtBot) -> None:
    page, reader = Page(), Reader()
    text, asker = PageText(page, ""), ref(reader)  # type: ignore[arg-type]
    text.read(reader.take)
    text.end()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    assert not reader.blocks
    del page, reader, text
    gc.collect()
    assert asker() is None


def test_a_page_is_asked_for_its_text_once(qtbot: QtBot) -> None:
    page, reader, another = Page(), Reader(), Reader()
    text = PageText(page, "")  # type: ignore[arg-type]
    text.begin()
    text.read(reader.take)
    qtbot.waitUntil(lambda: reader.blocks == ["Hælspore", "giver smerter"])
    text.read(another.take)
    assert another.blocks == reader.blocks
    assert sum("texts" in call for call in page.asked) == 1


def test_another_page_is_asked_anew(qtbot: QtBot) -> None:
    page, reader, another = Page(), Reader(), Reader()
    text = PageText(page, "")  # type: ignore[arg-type]
    text.read(reader.take)
    qtbot.waitUntil(lambda: bool(reader.blocks))
    text.begin()
    text.read(another.take)
    assert not another.blocks
    qtbot.waitUntil(lambda: bool(another.blocks))
