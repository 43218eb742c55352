"""The small forms about a profile: a new one, another name, another PIN, and its removal."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QRegularExpressionValidator, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kbviewer.errors import ExpectedError
from kbviewer.i18n import Catalogue
from kbviewer.library.profile import LONGEST_NAME
from kbviewer.ui.signing_in import SigningIn

LEAST_WIDTH = 392
"""Pixels between the margins; long words may need more."""


class ProfileForm(QDialog):
    """A heading, fields, a line for what is wrong, and two buttons. While work is under way it cannot be left."""

    def __init__(self, words: Catalogue, title: str, act: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.words = words
        self._typing: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        heading = QLabel(title)
        heading.setObjectName("title")
        self.note = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.note.setObjectName("trouble")
        self.note.hide()
        self.act = QPushButton(act, default=True)
        self.act.setObjectName("primary")
        self.cancel = QPushButton(words.text("profile.cancel"))
        self.fields = QFormLayout()
        self.fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.fields.setVerticalSpacing(8)
        self.foot = QHBoxLayout()
        self.foot.addStretch()
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.act)
        self._rows = QVBoxLayout(self)
        self._rows.addStrut(LEAST_WIDTH)
        self._rows.setContentsMargins(24, 24, 24, 16)
        self._rows.setSpacing(16)
        self._rows.addWidget(heading)
        self._rows.addLayout(self.fields)
        self._rows.addWidget(self.note)
        self._rows.addLayout(self.foot)
        self.act.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.reject)

    def submit(self) -> None:
        """Do what the form is for."""
        raise NotImplementedError

    def add_field(self, label: str, field: QWidget) -> None:
        """A field below its label."""
        field.setAccessibleName(label)
        self.fields.addRow(label, field)

    def add_words(self, text: str) -> None:
        """A paragraph among the fields."""
        paragraph = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        paragraph.setObjectName("hint")
        self.fields.addRow(paragraph)

    def tell(self, text: str) -> None:
        """Say what is wrong, seen and heard; "" takes it back."""
        self.note.setText(text)
        self.note.setAccessibleName(text)
        self.note.setVisible(bool(text))
        self.fit()
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self.note, QAccessible.Event.Alert))

    def fit(self) -> None:
        """Be as high as what is shown now: Qt leaves wrapped lines out of account once a dialog is there."""
        self._rows.activate()
        wraps = self._rows.hasHeightForWidth()
        hint = self._rows.totalHeightForWidth(self.width()) if wraps else self._rows.totalSizeHint().height()
        self.setFixedHeight(hint)

    def wait(self) -> None:
        """Work has begun."""
        self.tell("")
        self._typing = self.focusWidget()
        self.setEnabled(False)

    def failed(self, error: ExpectedError) -> None:
        """Work has come to nothing."""
        self.setEnabled(True)
        self.tell(self.words.explain(error))
        if self._typing:
            self._typing.setFocus()

    def done_well(self) -> None:
        """Work has ended as wished."""
        self.setEnabled(True)
        self.accept()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        self.fit()
        super().showEvent(event)

    def reject(self) -> None:
        """Close, unless work is under way."""
        if self.isEnabled():
            super().reject()


def pin_field() -> QLineEdit:
    """A field for a PIN, which is not shown."""
    field = QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=12)
    field.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), field))
    field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText)
    return field


class _TwoPins:
    """A PIN and the same once more."""

    def __init__(self, form: ProfileForm, label: str) -> None:
        self.first, self.second = pin_field(), pin_field()
        self._form = form
        form.add_field(label, self.first)
        form.add_field(form.words.text("profile.pin_again"), self.second)

    def are_equal(self) -> bool:
        """Whether they agree; says so when they do not."""
        if self.first.text() == self.second.text():
            return True
        self._form.tell(self._form.words.text("profile.pins_differ"))
        self.second.setFocus()
        self.second.selectAll()
        return False


class NewProfileForm(ProfileForm):
    """A name, a PIN if wanted, and for the first profile whether the bookmarks there are become its own."""

    def __init__(self, people: SigningIn, words: Catalogue, parent: QWidget | None) -> None:
        super().__init__(words, words.text("profile.new_title"), words.text("profile.create"), parent)
        self._people = people
        self.name = QLineEdit(maxLength=LONGEST_NAME)
        self.add_field(words.text("profile.name"), self.name)
        self.pins = _TwoPins(self, words.text("profile.pin_fresh" if people.needs_pin else "profile.pin_wanted"))
        self.add_words(words.text("profile.pin_help"))
        self.adopt = QCheckBox(words.text("profile.adopt"))
        self.adopt.setChecked(people.can_adopt())
        self.adopt.setVisible(people.can_adopt())
        self.fields.addRow(self.adopt)
        self.name.setFocus()

    def submit(self) -> None:
        if self.pins.are_equal():
            self.wait()
            self._people.create(
                self.name.text(), self.pins.first.text(), self.adopt.isChecked(), self.done_well, self.failed
            )


class RenameForm(ProfileForm):
    """Another name for whoever is signed in."""

    def __init__(self, people: SigningIn, words: Catalogue, parent: QWidget | None) -> None:
        super().__init__(words, words.text("profile.rename_title"), words.text("profile.save"), parent)
        self._people = people
        self.name = QLineEdit(people.profile.name if people.profile else "", maxLength=LONGEST_NAME)
        self.add_field(words.text("profile.name"), self.name)
        self.name.selectAll()

    def submit(self) -> None:
        self.wait()
        self._people.rename(self.name.text(), self.done_well, self.failed)


class PinForm(ProfileForm):
    """Another PIN, or none, for whoever is signed in."""

    def __init__(self, people: SigningIn, words: Catalogue, parent: QWidget | None) -> None:
        super().__init__(words, words.text("profile.pin_title"), words.text("profile.save"), parent)
        self._people = people
        self.old = pin_field()
        if people.profile and people.profile.has_pin:
            self.add_field(words.text("profile.pin_old"), self.old)
        self.pins = _TwoPins(self, words.text("profile.pin_fresh"))
        if not people.needs_pin:
            self.add_words(words.text("profile.pin_none"))

    def submit(self) -> None:
        if self.pins.are_equal():
            self.wait()
            self._people.set_pin(self.old.text(), self.pins.first.text(), self.done_well, self.failed)


class RemoveForm(ProfileForm):
    """Asks before whoever is signed in is taken off the list; ``removed`` is told where the bookmarks are kept."""

    def __init__(
        self, people: SigningIn, words: Catalogue, removed: Callable[[Path], None], parent: QWidget | None
    ) -> None:
        name = people.profile.name if people.profile else ""
        super().__init__(words, words.text("profile.remove_title"), words.text("profile.remove"), parent)
        self._people = people
        self._removed = removed
        self.add_words(words.text("profile.remove_what", name=name))
        self.pin = pin_field()
        if people.profile and people.profile.has_pin:
            self.add_field(words.text("profile.pin"), self.pin)
        self.cancel.setFocus()

    def submit(self) -> None:
        def done(aside: Path) -> None:
            self.done_well()
            self._removed(aside)

        self.wait()
        self._people.remove(self.pin.text(), done, self.failed)
