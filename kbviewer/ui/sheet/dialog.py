"""The window in which a handout is put together, looked at and sent to paper."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from kbviewer.articles.templates import Template
from kbviewer.errors import ExpectedError
from kbviewer.handouts.press import Printed
from kbviewer.i18n import Catalogue, collation_key
from kbviewer.render.theme import Theme
from kbviewer.search.manifest import Record
from kbviewer.ui.background import Lane
from kbviewer.ui.message_bar import MessageBar
from kbviewer.ui.rights import ALL, Rights
from kbviewer.ui.sheet.article_picker import ArticlePicker
from kbviewer.ui.sheet.articles_box import ArticlesBox
from kbviewer.ui.sheet.draft import Draft
from kbviewer.ui.sheet.exercises_box import ExercisesBox
from kbviewer.ui.sheet.foot_row import FootRow
from kbviewer.ui.sheet.library import Library
from kbviewer.ui.sheet.paper_box import PaperBox
from kbviewer.ui.sheet.patient_box import PatientBox
from kbviewer.ui.sheet.preview import Preview
from kbviewer.ui.sheet.proofs import Make, Proofs
from kbviewer.ui.sheet.template_box import TemplateBox
from kbviewer.ui.sheet.template_desk import TemplateDesk

SIZE = (1180, 760)
SMALLEST = (800, 440)
"""Pixels."""

RIGHT_WIDTH = 320
"""Pixels that the paper and the buttons above it have at least."""

SLIP_MS = 1000
"""Milliseconds in which "Udskriv" pressed again is a double click, or a key held down."""

Wish = Callable[[bytes], None]
"""What to do with the PDF as soon as it shows everything that has been chosen."""


class HandoutDialog(QDialog):
    """Choices on the left, the paper on the right. Holds what is typed about a patient until it is closed."""

    print_asked = Signal(object, int)
    """The PDF as bytes, and how many copies go straight to the printer."""
    dialog_asked = Signal(object)
    """The PDF as bytes: the person wants the system's dialog."""
    save_asked = Signal(object)
    """The PDF as bytes, to be saved."""
    handed_out = Signal(object)
    """The `Handout`, without its patient, that one of the three is asked for."""

    def __init__(
        self,
        draft: Draft,
        library: Library,
        words: Catalogue,
        parent: QWidget,
        *,
        make: Make,
        lane: Lane,
        theme: Theme,
        therapist: str = "",
        rights: Rights = ALL,
    ) -> None:
        super().__init__(parent)
        self._library, self._words = library, words
        self._draft = self._base = draft
        """What is chosen now, and what was before a person changed anything of it."""
        self._start_ids = draft.ids
        self._template: Template | None = None
        self._pdf = b""
        """Of the newest proof; empty while it does not show everything chosen."""
        self._wish: Wish | None = None
        self._undo_told = ""
        self._may_close = False
        self._closes_next = False
        """Whether to close as soon as the wish has been granted."""
        self._slips = QTimer(self, interval=SLIP_MS, singleShot=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.text("sheet.title"))
        self.messages = MessageBar(words)
        self.template_box = TemplateBox(words, keeps=rights.settings)
        self.patient_box = PatientBox(words, therapist)
        self.articles_box = ArticlesBox(words, theme)
        self.exercises_box = ExercisesBox(words)
        self.paper_box = PaperBox(words)
        self.preview = Preview(words)
        self.foot = FootRow(words, rights)
        self.desk = TemplateDesk(self.template_box, library, self.messages, words, self)
        self.proofs = Proofs(lane, make, self)
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self.finished.connect(self._end)
        self.set_theme(theme)
        self._show_draft(draft)
        self.foot.print.setDefault(True)
        self.patient_box.name.setFocus()

    # --- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.addWidget(self._make_choices())
        right = QWidget()
        shown = QVBoxLayout(right)
        shown.setContentsMargins(16, 8, 16, 8)
        shown.addWidget(self.preview)
        right.setMinimumWidth(RIGHT_WIDTH)
        halves.addWidget(right)
        halves.setStretchFactor(1, 1)
        halves.setSizes([520, 660])
        column.addWidget(self.messages)
        column.addWidget(halves, 1)
        column.addWidget(self.foot)
        self.setMinimumSize(QSize(*SMALLEST))
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(QSize(*SIZE).boundedTo(room))

    def _make_choices(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("choices")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(24)
        for box in (self.template_box, self.patient_box, self.articles_box, self.exercises_box, self.paper_box):
            rows.addWidget(box)
        rows.addStretch(1)
        self.choices = QScrollArea(widgetResizable=True)
        self.choices.setFrameShape(QFrame.Shape.NoFrame)
        self.choices.setObjectName("choices")
        self.choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choices.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.choices.setMinimumWidth(380)
        self.choices.setWidget(inside)
        return self.choices

    def _connect(self) -> None:
        for box in (self.articles_box, self.exercises_box, self.paper_box):
            box.changed.connect(self._take)
        self.articles_box.article_asked.connect(self._pick_article)
        self.articles_box.removal_asked.connect(self._remove_article)
        self.exercises_box.removed.connect(self._tell_exercise_removed)
        self.patient_box.changed.connect(self._ask_proof)
        self.template_box.chosen.connect(self._choose_template)
        self.template_box.save_asked.connect(lambda: self.desk.ask_name(self._draft, self.name))
        self.desk.saved.connect(self._show_saved)
        self.proofs.working.connect(self.preview.show_busy)
        self.proofs.made.connect(self._show_proof)
        self.proofs.failed.connect(self._tell_failed)
        self.foot.print.clicked.connect(self._print_once)
        self.foot.print_with.clicked.connect(lambda: self._hand_out(self.dialog_asked.emit))
        self.foot.save.clicked.connect(lambda: self._hand_out(self.save_asked.emit))
        self.foot.close_button.clicked.connect(self.close)

    def _add_shortcuts(self) -> None:
        for keys, button in self.foot.shortcuts():
            QShortcut(QKeySequence(keys), self, button.click)
            button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        view = self.preview.view
        for keys, steps in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            QShortcut(QKeySequence(keys), self, partial(view.zoom, steps))
        QShortcut(QKeySequence("F6"), self, partial(self._step_part, 1))
        QShortcut(QKeySequence("Shift+F6"), self, partial(self._step_part, -1))

    # --- showing ----------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """What is chosen now."""
        return self._draft

    @property
    def name(self) -> str:
        """What the handout is called, as a file or in a queue: never after its patient."""
        named = self._draft.title or ", ".join(one.article.title for one in self._draft.chosen)
        return named or self._words.text("sheet.title")

    def set_theme(self, theme: Theme) -> None:
        """Show the window, but never the paper, in another theme."""
        self.preview.set_theme(theme)
        self.articles_box.set_theme(theme)

    def show_other_paper(self, therapist: str) -> None:
        """The letterhead has become another one, with the name of this therapist."""
        self.patient_box.show_therapist(therapist)
        self._ask_proof()

    def _show_draft(self, draft: Draft) -> None:
        self._draft = draft
        self.template_box.show_articles(len(draft.chosen))
        self.articles_box.show_draft(draft)
        self.exercises_box.show_draft(draft)
        self.paper_box.show_draft(draft)
        self._ask_proof()

    def _take(self, draft: Draft) -> None:
        """Go on with another draft; what could be undone before cannot any more."""
        self.messages.withdraw(self._undo_told)
        self._show_draft(draft)

    def _ask_proof(self) -> None:
        self._pdf = b""
        self._may_close = self._closes_next = False
        is_empty = self._draft.is_empty
        self.foot.show_possible(not is_empty)
        self.template_box.save.setEnabled(not is_empty)
        if is_empty:
            self._wish = None
            self.proofs.withdraw()
            chosen = bool(self._draft.chosen)
            self.preview.show_sentence(self._words.text("sheet.nothing_ticked" if chosen else "sheet.empty"))
        else:
            self.proofs.ask(self._draft.handout, self.patient_box.patient())

    def _show_proof(self, printed: Printed) -> None:
        self._pdf = printed.pdf
        self.preview.show_pdf(printed.pdf, printed.missing)
        wish, self._wish = self._wish, None
        if wish:
            wish(printed.pdf)
        if self._closes_next:
            super().reject()

    def _tell_failed(self, error: ExpectedError) -> None:
        self._wish = None
        self._closes_next = False
        self.preview.show_sentence(self._words.explain(error))

    def tell_error(self, error: ExpectedError) -> None:
        """Tell of trouble in the message line."""
        self.messages.tell(self._words.explain(error))

    def _tell_undo(self, text: str, undo: Callable[[], None]) -> None:
        self.messages.withdraw(self._undo_told)
        self._undo_told = text
        self.messages.tell(text, self._words.text("window.undo"), undo)

    # --- paper ------------------------------------------------------------------------------------

    def _hand_out(self, wish: Wish) -> None:
        """Do something with the PDF: at once if it shows everything chosen, otherwise as soon as it does."""

        def grant(pdf: bytes) -> None:
            self._may_close = True
            self.handed_out.emit(self._draft.handout)
            wish(pdf)

        self.exercises_box.finish_editing()
        if self._pdf:
            grant(self._pdf)
        else:
            self._wish = grant
            self.proofs.hurry()

    def _print_once(self) -> None:
        is_slip = self._slips.isActive()
        self._slips.start()
        if not is_slip:
            self._hand_out(self._print)

    def _print(self, pdf: bytes) -> None:
        self.print_asked.emit(pdf, self.foot.copies.value())

    # --- articles ---------------------------------------------------------------------------------

    def add_article(self, article_id: str) -> None:
        """Put one more article last."""
        self._take(self._draft.regrouped(self._library.suggest((*self._draft.ids, article_id))))

    def _pick_article(self) -> None:
        picker = ArticlePicker(self._to_pick(), self._words, self)
        picker.chosen.connect(self.add_article)
        picker.open()

    def _to_pick(self) -> Sequence[Record]:
        """The articles that are not chosen yet; first those that explain an exercise of the handout."""
        explaining = {exercise.article for exercise in self._draft.exercises}
        records = [record for record in self._library.listed() if record.id not in self._draft.ids]
        return sorted(records, key=lambda record: (record.id not in explaining, collation_key(record.title)))

    def _remove_article(self, article_id: str) -> None:
        before = self._draft
        title = before.find(article_id).article.title
        self._take(before.regrouped(self._library.suggest([each for each in before.ids if each != article_id])))
        self._tell_undo(self._words.text("sheet.article_removed", title=title), lambda: self._show_draft(before))

    def _tell_exercise_removed(self, before: Draft, name: str) -> None:
        told = self._words.text("sheet.exercise_removed", title=name or self._words.text("sheet.exercise"))
        self._tell_undo(told, lambda: self._show_draft(before))

    # --- templates --------------------------------------------------------------------------------

    def _choose_template(self, template: Template | None) -> None:
        before, base, was = self._draft, self._base, self._template
        missing: tuple[str, ...] = ()
        if template is None:
            whole = self._library.suggest(self._start_ids or before.ids)
            draft = Draft.of(whole, whole)
        else:
            try:
                handout, missing = self._library.to_handout(template)
            except ExpectedError as error:
                self.template_box.show_current(was)
                self.tell_error(error)
                return
            draft = Draft.of(handout, self._library.suggest([part.article.id for part in handout.parts]))
        self._begin_from(draft, template)

        def undo() -> None:
            self.template_box.show_current(was)
            self._begin_from(before, was)
            self._base = base

        if missing:
            told = self._words.text("sheet.template_lacks", n=len(missing), names=", ".join(missing))
            self.messages.tell(told)
        if before not in (base, draft):
            self._tell_undo(self._words.text("sheet.template_chosen"), undo)

    def _begin_from(self, draft: Draft, template: Template | None) -> None:
        self._take(draft)
        self._base, self._template = draft, template

    def _show_saved(self, draft: Draft) -> None:
        self._begin_from(draft, self.template_box.current())

    # --- keyboard and ending ----------------------------------------------------------------------

    def _step_part(self, by: int) -> None:
        """Move the keyboard to the next of choices, paper and foot, or to the one before."""
        parts: tuple[tuple[QWidget, QWidget], ...] = (
            (self.choices, self.template_box.choice),
            (self.preview, self.preview.view),
            (self.foot, self.foot.first()),
        )
        focus = QApplication.focusWidget()
        here = next((number for number, (part, _) in enumerate(parts) if focus and part.isAncestorOf(focus)), 0)
        parts[(here + by) % len(parts)][1].setFocus()

    def reject(self) -> None:
        """Escape closes, but says first, once, that what is typed or changed is lost.

        What has been asked for comes first: someone who prints and closes at once wants the paper.
        """
        is_untouched = self.patient_box.is_blank and self._draft == self._base
        if self._wish and not self._closes_next:
            self._closes_next = True
        elif is_untouched or self._may_close:
            super().reject()
        else:
            self._may_close = True
            key = "sheet.closing_changed" if self.patient_box.is_blank else "sheet.closing"
            self.messages.tell(self._words.text(key), self._words.text("sheet.close_anyway"), super().reject)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._may_close = True
        super().closeEvent(event)

    def leave(self) -> None:
        """Close at once, whatever has been asked for."""
        self._wish = None
        self.close()

    def _end(self) -> None:
        """Nothing about a patient outlives the window."""
        self.proofs.stop()
        self._wish = None
        self._pdf = b""
        self.preview.clear()
        self.patient_box.forget()
