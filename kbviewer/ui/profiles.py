"""Hvem er du? The list of those who share the computer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QWidget

from kbviewer.errors import ExpectedError
from kbviewer.i18n import Catalogue
from kbviewer.library.profiles import Profile
from kbviewer.ui.profile_forms import NewProfileForm, ProfileForm, pin_field
from kbviewer.ui.signing_in import SigningIn

MOST_ROWS = 8
"""Names seen at once."""
ROOM_AROUND = 12
"""Pixels around the rows."""
ProfileRole = Qt.ItemDataRole.UserRole


class ProfilesDialog(ProfileForm):
    """Names in large rows; the field for the PIN is there when the chosen one has a PIN."""

    def __init__(self, people: SigningIn, words: Catalogue, parent: QWidget | None) -> None:
        super().__init__(words, words.text("profile.who"), words.text("profile.sign_in"), parent)
        self._people = people
        self.names = QListView()
        self.names.setObjectName("names")
        self.names.setAccessibleName(words.text("profile.who"))
        self.names.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._model = QStandardItemModel(self)
        self.names.setModel(self._model)
        self.empty = QLabel(words.text("profile.none"), wordWrap=True)
        self.empty.setObjectName("hint")
        self.pin = pin_field()
        self.fields.addRow(self.names)
        self.fields.addRow(self.empty)
        self.add_field(words.text("profile.pin"), self.pin)
        self.new = QPushButton(words.text("action.new_profile"))
        self.foot.insertWidget(0, self.new)
        self.names.selectionModel().currentChanged.connect(self._show_chosen)
        self.names.doubleClicked.connect(self.submit)
        self.new.clicked.connect(self._make_new)
        self.act.setEnabled(False)
        self.fields.setRowVisible(self.pin, False)
        self.fields.setRowVisible(self.empty, False)
        self.wait()
        people.names(self._show, self.failed)

    def submit(self) -> None:
        profile = self._chosen()
        if profile is None or profile.trouble:
            return
        if profile.has_pin and not self.pin.text():
            self.pin.setFocus()
            return
        self.wait()
        self._people.sign_in(profile, self.pin.text(), self.done_well, self.failed)

    def failed(self, error: ExpectedError) -> None:
        super().failed(error)
        (self.pin if self.pin.isVisibleTo(self) else self.names).setFocus()
        self.pin.selectAll()

    def _show(self, profiles: Sequence[Profile]) -> None:
        self.setEnabled(True)
        for profile in profiles:
            row = QStandardItem(profile.name or self.words.text("profile.unreadable"))
            row.setData(profile, ProfileRole)
            self._model.appendRow(row)
        rows = max(3, min(MOST_ROWS, len(profiles)))
        self.names.setFixedHeight(rows * self.names.sizeHintForRow(0) + ROOM_AROUND)
        self.fields.setRowVisible(self.names, bool(profiles))
        self.fields.setRowVisible(self.empty, not profiles)
        here = self._people.profile
        place = next((number for number, one in enumerate(profiles) if here and one.id == here.id), 0)
        self.names.setCurrentIndex(self._model.index(place, 0))
        (self.names if profiles else self.new).setFocus()

    def _chosen(self) -> Profile | None:
        index = self.names.currentIndex()
        return index.data(ProfileRole) if index.isValid() else None

    def _show_chosen(self) -> None:
        profile = self._chosen()
        trouble = profile.trouble if profile else ""
        self.pin.clear()
        self.fields.setRowVisible(self.pin, bool(profile and profile.has_pin))
        self.act.setEnabled(bool(profile) and not trouble)
        self.tell(self.words.text(f"profile.{trouble}") if trouble else "")

    def _make_new(self) -> None:
        form = NewProfileForm(self._people, self.words, self)
        form.accepted.connect(self.accept)
        form.open()
