"""The system's Danish voice, where it has one."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QLocale, QObject, Signal


class Voice(Protocol):
    """Speaks one sentence at a time."""

    def say(self, sentence: str, then: Callable[[], None]) -> None:
        """Speak; ``then`` is called when the sentence has been spoken to its end, or could not be."""

    def pause(self) -> None:
        """Be silent in the middle of a sentence."""

    def resume(self) -> None:
        """Go on from there."""

    def stop(self) -> None:
        """Be silent; the sentence under way does not end."""


class SystemVoice(QObject):
    """A voice of Qt's text to speech, which hands over to the system's: speech-dispatcher, SAPI, AVSpeech.

    Qt loads it from libraries that a system may lack; see `find_voice`.
    """

    ready = Signal()
    """Whether the system has a Danish voice is known by now."""

    def __init__(self, engine: str, language: QLocale.Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415

        self._states = QTextToSpeech.State
        self._then: Callable[[], None] | None = None
        self._is_speaking = False
        self._language = language
        self._speech = QTextToSpeech(engine, self)
        self._speech.stateChanged.connect(self._state_changed)
        self._speech.errorOccurred.connect(lambda *_why: self._end_sentence())

    def speaks(self) -> bool:
        """Whether it has the language; it is chosen then."""
        own = [locale for locale in self._speech.availableLocales() if locale.language() == self._language]
        if own:
            self._speech.setLocale(own[0])
        return bool(own)

    def say(self, sentence: str, then: Callable[[], None]) -> None:
        self._then, self._is_speaking = None, False
        self._speech.stop()
        self._then = then
        self._speech.say(sentence)

    def pause(self) -> None:
        self._speech.pause()

    def resume(self) -> None:
        self._speech.resume()

    def stop(self) -> None:
        self._then = None
        self._speech.stop()

    def _state_changed(self, state: object) -> None:
        if state == self._states.Speaking:
            self._is_speaking = True
        if state == self._states.Ready:
            if self._is_speaking:  # not the Ready of the sentence before, which some systems report late
                self._end_sentence()
            self.ready.emit()

    def _end_sentence(self) -> None:
        then, self._then, self._is_speaking = self._then, None, False
        if then:
            then()


def find_voice(parent: QObject, found: Callable[[Voice], None]) -> None:
    """Look for a Danish voice and tell of it once it is found; silence otherwise."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415
    except ImportError:  # its sound library is not installed
        return
    engines = [name for name in QTextToSpeech.availableEngines() if name != "mock"]
    if engines:
        _try(SystemVoice(engines[0], QLocale.Language.Danish, parent), found)


def _try(voice: SystemVoice, found: Callable[[Voice], None]) -> None:
    told: list[bool] = []

    def tell() -> None:
        if not told and voice.speaks():
            told.append(True)
            found(voice)

    voice.ready.connect(tell)  # some systems list their voices only a moment later
    tell()
