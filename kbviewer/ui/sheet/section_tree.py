"""The articles of a handout and their sections as a tree: ticked to be printed, moved by keys and by dragging."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragMoveEvent, QDropEvent, QFont, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from kbviewer.handouts.handout import LEAD
from kbviewer.i18n import Catalogue
from kbviewer.render.theme import Theme
from kbviewer.ui.look import tooltip
from kbviewer.ui.sheet.chosen import Chosen
from kbviewer.ui.sheet.draft import Draft

HEIGHTS = (96, 300)
"""The least and the greatest height in pixels; in between as high as what it shows."""

MARK = 14
"""Pixels of the mark beside what tells when to see a doctor."""

Key = tuple[str, str | None]
"""An article's id, and the anchor of a section; None for the article as a whole."""

_STATES = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}
_ABOVE = QAbstractItemView.DropIndicatorPosition.AboveItem
_KEY = Qt.ItemDataRole.UserRole


class SectionTree(QTreeWidget):
    """Shows a draft and tells what a person does to it; nothing changes until another draft is shown."""

    ticked = Signal(object, bool)
    """A `Key`, and whether it is to be printed."""
    placed = Signal(object, int)
    """A `Key`, and the place it is to have among those beside it."""
    removal_asked = Signal()

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._shown: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self._is_showing = False
        self.setObjectName("sections")
        self.setAccessibleName(words.text("sheet.content"))
        self.setAccessibleDescription(words.text("sheet.content_help"))
        self.setHeaderHidden(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemChanged.connect(self._tell_ticked)
        self.itemExpanded.connect(self._fit_folded)
        self.itemCollapsed.connect(self._fit_folded)

    # --- showing ----------------------------------------------------------------------------------

    def show_draft(self, draft: Draft) -> None:
        """Show what is ticked, and in which order; what is folded away stays so."""
        structure = tuple((one.article.id, one.order) for one in draft.chosen)
        self._is_showing = True
        if structure != self._shown:
            self._build(draft)
            self._shown = structure
        for item in self._items():
            article_id, anchor = self.key(item)
            item.setCheckState(0, _state(draft.find(article_id), anchor))
        self._is_showing = False

    def set_theme(self, theme: Theme) -> None:
        """Mark what tells when to see a doctor in the colours of another theme."""
        self._theme = theme
        for item in self._items():
            if not item.icon(0).isNull():
                item.setIcon(0, doctor_icon(theme))

    def key(self, item: QTreeWidgetItem) -> Key:
        """What an item stands for."""
        found: Key = item.data(0, _KEY)
        return found

    def current(self) -> Key | None:
        """What the keyboard is on."""
        item = self.currentItem()
        return self.key(item) if item else None

    def item(self, key: Key | None) -> QTreeWidgetItem | None:
        """The item that stands for something."""
        return next((item for item in self._items() if self.key(item) == key), None)

    def _build(self, draft: Draft) -> None:
        folded = {self.key(item) for item in self._items() if item.childCount() and not item.isExpanded()}
        current = self.current()
        self.clear()
        for one in draft.chosen:
            top = self._add(self.invisibleRootItem(), one, None)
            self._add_below(top, one, None)
        for item in list(self._items()):
            item.setExpanded(self.key(item) not in folded)
        first = self.item(current) or self.topLevelItem(0)
        if first:
            self.setCurrentItem(first)
        self._fit()

    def _add_below(self, home: QTreeWidgetItem, one: Chosen, anchor: str | None) -> None:
        for each in one.below(anchor):
            self._add_below(self._add(home, one, each), one, each)

    def _add(self, home: QTreeWidgetItem, one: Chosen, anchor: str | None) -> QTreeWidgetItem:
        title = one.article.title if anchor is None else one.section(anchor).title
        item = QTreeWidgetItem(home, [self._words.text("sheet.lead") if anchor == LEAD else title])
        item.setData(0, _KEY, (one.article.id, anchor))
        item.setToolTip(0, tooltip(item.text(0)))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        if anchor is None:
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            item.setFont(0, font)
        elif anchor in one.callout:
            item.setIcon(0, doctor_icon(self._theme))
            item.setToolTip(0, self._words.text("sheet.callout_kept"))
        return item

    def _items(self) -> Iterator[QTreeWidgetItem]:
        waiting = [self.invisibleRootItem()]
        while waiting:
            item = waiting.pop()
            below = [child for child in map(item.child, range(item.childCount())) if child]
            waiting += reversed(below)
            if item is not self.invisibleRootItem() and item.treeWidget() and item.data(0, _KEY):
                yield item

    def _fit_folded(self) -> None:
        if not self._is_showing:  # while it is built, each row would have all of it laid out
            self._fit()

    def _fit(self) -> None:
        """Be as high as what is unfolded, within `HEIGHTS`."""
        self.doItemsLayout()
        rows, item = 0, self.topLevelItem(0)
        while item:
            rows += self.visualItemRect(item).height()
            item = self.itemBelow(item)
        self.setFixedHeight(max(HEIGHTS[0], min(rows + 2 * self.frameWidth() + 2, HEIGHTS[1])))

    # --- what the person does ---------------------------------------------------------------------

    def _tell_ticked(self, item: QTreeWidgetItem) -> None:
        if not self._is_showing:
            self.ticked.emit(self.key(item), item.checkState(0) == Qt.CheckState.Checked)

    def step(self, by: int) -> None:
        """Move what the keyboard is on, by places; nothing happens at the ends."""
        item = self.currentItem()
        if item is not None:
            place = _place(item) + by
            if 0 <= place < _home(item, self).childCount():
                self.placed.emit(self.key(item), place)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Alt with an arrow moves, Enter ticks, Delete removes."""
        item, key = self.currentItem(), event.key()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if key == Qt.Key.Key_Up else 1)
        elif item and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item.setCheckState(0, _STATES[item.checkState(0) != Qt.CheckState.Checked])
        elif item and key == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """A section can be put only among those beside it."""
        super().dragMoveEvent(event)
        if self._asked_place(event.position().toPoint()) is None:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Tell of the place, and let the draft that comes of it do the moving."""
        item, place = self.currentItem(), self._asked_place(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if item is not None and place is not None:
            self.placed.emit(self.key(item), place)

    def _asked_place(self, point: QPoint) -> int | None:
        """The place among those beside it that the current item would have if dropped there."""
        item, target = self.currentItem(), self.itemAt(point)
        if item is None:
            return None
        if target is None:
            return _home(item, self).childCount() - 1
        if target is item.parent():
            return 0
        is_above = self.dropIndicatorPosition() == _ABOVE
        while target.parent() is not item.parent():
            above = target.parent()
            if above is None:
                return None
            target, is_above = above, False
        place = _place(target) + (0 if is_above else 1)
        return place - 1 if place > _place(item) else place


def _home(item: QTreeWidgetItem, tree: QTreeWidget) -> QTreeWidgetItem:
    return item.parent() or tree.invisibleRootItem()


def _place(item: QTreeWidgetItem) -> int:
    tree = item.treeWidget()
    assert tree is not None
    return _home(item, tree).indexOfChild(item)


def _state(one: Chosen, anchor: str | None) -> Qt.CheckState:
    meant = frozenset(one.whole(anchor))
    if meant and meant <= one.ticked:
        return Qt.CheckState.Checked
    return Qt.CheckState.Unchecked if meant.isdisjoint(one.ticked) else Qt.CheckState.PartiallyChecked


def doctor_icon(theme: Theme) -> QIcon:
    """The mark of what tells when to see a doctor, in the colour of its box."""
    picture = QPixmap(MARK, MARK)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.warning))
    painter.drawRoundedRect(QRectF(0, 0, MARK, MARK), 3, 3)
    font = painter.font()
    font.setPixelSize(MARK - 3)
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor(theme.on_warning))
    painter.drawText(QRectF(0, 0, MARK, MARK), Qt.AlignmentFlag.AlignCenter, "!")
    painter.end()
    return QIcon(picture)
