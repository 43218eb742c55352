"""The system's voice, by the engine that Qt has for tests."""

import pytest
from PySide6.QtCore import QLocale, QObject
from pytestqt.qtbot import QtBot

from kbviewer.ui.voice import SystemVoice

pytest.importorskip("PySide6.QtTextToSpeech", reason="its sound library is not installed", exc_type=ImportError)
PATIENCE = 20_000


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def test_a_voice_is_known_by_its_language(owner: QObject) -> None:
    assert SystemVoice("mock", QLocale.Language.Finnish, owner).speaks()
    assert not SystemVoice("mock", QLocale.Language.Danish, owner).speaks()


def test_a_sentence_ends_once_when_it_has_been_spoken(qtbot: QtBot, owner: QObject) -> None:
    voice = SystemVoice("mock", QLocale.Language.Finnish, owner)
    assert voice.speaks()
    ended: list[str] = []
    voice.say("yksi kaksi", lambda: ended.append("first"))
    qtbot.waitUntil(lambda: ended == ["first"], timeout=PATIENCE)
    voice.say("yksi kaksi kolme neljä", lambda: ended.append("cut short"))
    voice.say("viisi", lambda: ended.append("last"))
    qtbot.waitUntil(lambda: len(ended) == 2, timeout=PATIENCE)
    assert ended == ["first", "last"]


def test_a_voice_that_is_stopped_ends_no_sentence(qtbot: QtBot, owner: QObject) -> None:
    voice = SystemVoice("mock", QLocale.Language.Finnish, owner)
    assert voice.speaks()
    ended: list[str] = []
    voice.say("yksi", lambda: ended.append("stopped"))
    voice.stop()
    voice.say("kaksi", lambda: ended.append("spoken"))
    qtbot.waitUntil(lambda: bool(ended), timeout=PATIENCE)
    assert ended == ["spoken"]
