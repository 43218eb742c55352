"""What a patient may print: the article in front, one copy, on the printer there is."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from kbviewer.errors import ExpectedError
from kbviewer.handouts.press import Printed
from kbviewer.i18n import Catalogue
from kbviewer.ui.background import Lane
from kbviewer.ui.pressing import press_article
from kbviewer.ui.printing import Printing
from kbviewer.ui.rights import Rights
from kbviewer.workspace import Workspace


class VisitPrinting(QObject):
    """Makes the paper and hands it on. Tells only of what this visit has asked for, and not of others' paper."""

    began = Signal()
    ended = Signal()
    """Something else can be printed now."""
    told = Signal(str)
    """Where it went, or why it did not."""
    failed = Signal(object)
    """An `ExpectedError`: the paper could not be made."""

    def __init__(
        self, workspace: Workspace, words: Catalogue, rights: Rights, printing: Printing, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._rights, self._printing = workspace, words, rights, printing
        self._lane = Lane("paper", self)
        self.is_busy = False
        printing.told.connect(self._tell)

    def print_article(self, article_id: str) -> None:
        """Print one copy without asking anything more; does nothing while the last is on its way."""
        if self.is_busy:
            return
        self.is_busy = True
        self.began.emit()
        press = partial(press_article, article_id, self._workspace, self._words, self._rights)
        self._lane.run(press, self._hand_on, self._fail)

    def stop(self) -> None:
        """Tell of nothing any more; what the printer has been given still comes out."""
        self._printing.told.disconnect(self._tell)
        self._lane.stop()

    def _hand_on(self, pressed: tuple[Printed, ExpectedError | None]) -> None:
        self._printing.print_now(pressed[0].pdf, "")

    def _fail(self, error: ExpectedError) -> None:
        self._be_ready()
        self.failed.emit(error)

    def _tell(self, sentence: str, _label: str, _action: object) -> None:
        if self.is_busy:
            self._be_ready()
            self.told.emit(sentence)

    def _be_ready(self) -> None:
        self.is_busy = False
        self.ended.emit()
