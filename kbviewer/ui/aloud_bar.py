"""Reading aloud: sentence by sentence from what is in view, the sentence spoken coloured in the page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from kbviewer.articles.sentences import sentences
from kbviewer.i18n import Catalogue
from kbviewer.library.passage import Span
from kbviewer.ui.flow_layout import FlowLayout
from kbviewer.ui.page_text import ALOUD, PageText
from kbviewer.ui.voice import Voice


class AloudBar(QWidget):
    """Pause, back, on, stop. Hidden while nothing is read."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = words
        self._voice: Voice | None = None
        self._page: PageText | None = None
        self._texts: Sequence[str] = ()
        self._spans: list[Span] = []
        self._now = 0
        self._pause = QPushButton()
        self._show_paused(False)
        self._pause.clicked.connect(self.pause)
        row = FlowLayout(self, spacing=8)
        row.setContentsMargins(16, 6, 8, 6)
        row.addWidget(QLabel(words.text("aloud.title")))
        row.addWidget(self._step("aloud.previous", -1))
        row.addWidget(self._pause)
        row.addWidget(self._step("aloud.next", 1))
        stop = QPushButton(words.text("aloud.stop"))
        stop.clicked.connect(self.stop)
        row.addWidget(stop)
        self.hide()

    def set_voice(self, voice: Voice) -> None:
        """Read with this voice from now on."""
        self._voice = voice

    def begin(self, page: PageText) -> None:
        """Read the page aloud from what is in view."""
        self.stop()
        self._page = page
        self.show()
        self._show_paused(False)
        page.read(lambda texts: page.first_in_view(lambda place: self._start(page, texts, place)))

    def pause(self) -> None:
        """Be silent, or go on."""
        if self._voice:
            self._show_paused(not self._is_paused)
            if self._is_paused:
                self._voice.pause()
            else:
                self._voice.resume()

    def stop(self) -> None:
        """Read no more."""
        self.hide()
        self._spans = []
        if self._voice:
            self._voice.stop()
        if self._page:
            self._page.clear(ALOUD)
            self._page = None

    def _start(self, page: PageText, texts: Sequence[str], place: int) -> None:
        if page is self._page:
            self._texts = texts
            self._spans = [Span(block, *span) for block, text in enumerate(texts) for span in sentences(text)]
            first = next((number for number, span in enumerate(self._spans) if span.block >= place), 0)
            self._say(first)

    def _say(self, number: int) -> None:
        if not 0 <= number < len(self._spans) or not self._voice or not self._page:
            self.stop()
            return
        self._now = number
        span = self._spans[number]
        self._page.show(ALOUD, span)
        sentence = " ".join(self._texts[span.block][span.start : span.end].split())
        self._voice.say(sentence, lambda: self._say(number + 1))

    def _show_paused(self, on: bool) -> None:
        self._is_paused = on
        self._pause.setText(self._words.text("aloud.resume" if on else "aloud.pause"))

    def _step(self, key: str, by: int) -> QPushButton:
        button = QPushButton(self._words.text(key))
        button.clicked.connect(lambda: self._go(by))
        return button

    def _go(self, by: int) -> None:
        if self._spans:
            self._show_paused(False)
            self._say(max(0, self._now + by))
