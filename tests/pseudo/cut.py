"""What does not fit: texts wider or higher than the widget that shows them, and widgets that reach out of another."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

MOST_OF_MENU = 700
"""Pixels of width; the smallest screen has 800."""
ROUNDING = 1
"""Pixels that a size may be off by."""


def cut(surface: QWidget) -> list[str]:
    """A line for each thing on ``surface`` that cannot be read whole, nor has a tooltip with all of its text."""
    shown = [surface, *(part for part in surface.findChildren(QWidget) if part.isVisibleTo(surface))]
    return [line for part in shown for line in _cut(part)] + _outside(surface, shown)


def _cut(part: QWidget) -> Iterator[str]:
    if isinstance(part, QMenu) and part.sizeHint().width() > MOST_OF_MENU:
        yield f"a menu is {part.sizeHint().width()} wide"
    if isinstance(part, QLabel):
        yield from _cut_label(part)
    elif isinstance(part, QAbstractButton):
        yield from _cut_button(part)
    elif isinstance(part, QLineEdit):
        yield from _too_wide(part, part.placeholderText(), part.contentsRect().width() - _inside(part))
    elif isinstance(part, QComboBox):
        yield from _cut_box(part)
    elif isinstance(part, QGroupBox):
        yield from _too_wide(part, part.title(), part.width())
    elif isinstance(part, QTabBar):
        yield from _cut_tabs(part)
    elif isinstance(part, QHeaderView) and part.orientation() == Qt.Orientation.Horizontal:
        yield from _cut_heads(part)
    if isinstance(part, QAbstractScrollArea) and part.horizontalScrollBar().maximum() > 0 and _is_seen(part):
        yield f"{_name(part)}: wider than its room by {part.horizontalScrollBar().maximum()}"


def _cut_label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if not label.wordWrap():
        needed = label.sizeHint().width()
    else:
        needed = label.minimumSizeHint().width()
        height = label.heightForWidth(label.width())
        if height > label.height() + ROUNDING:
            yield f"{_name(label)} is {label.height()} high, needs {height}: {label.text()}"
    if needed > label.width() + ROUNDING and not label.toolTip():
        yield f"{_name(label)} is {label.width()} wide, needs {needed}: {label.text()}"


def _cut_button(button: QAbstractButton) -> Iterator[str]:
    if not button.text() or (isinstance(button, QToolButton) and _shows_icon_alone(button)):
        return
    option = QStyleOptionButton()
    option.initFrom(button)
    element = QStyle.SubElement.SE_PushButtonContents
    if isinstance(button, QCheckBox):
        element = QStyle.SubElement.SE_CheckBoxContents
    elif isinstance(button, QRadioButton):
        element = QStyle.SubElement.SE_RadioButtonContents
    room = button.style().subElementRect(element, option, button).size()
    lines = [line.replace("&&", "&") for line in button.text().split("\n")]
    needed = QSize(
        max(button.fontMetrics().horizontalAdvance(line) for line in lines),
        button.fontMetrics().height() * len(lines),
    )
    if isinstance(button, QPushButton) and button.sizeHint().width() <= button.width():
        needed.setWidth(0)
    if needed.width() > room.width() + ROUNDING or needed.width() > button.width():
        yield f"{_name(button)} has room for {room.width()}, needs {needed.width()}: {button.text()}"
    if needed.height() > button.height() + ROUNDING:
        yield f"{_name(button)} is {button.height()} high, needs {needed.height()}: {button.text()}"


def _shows_icon_alone(button: QToolButton) -> bool:
    return not button.icon().isNull() and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly


def _cut_box(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    option.initFrom(box)
    room = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    yield from _too_wide(box, box.currentText(), room.width())


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    for place in range(bar.count()):
        needed, room = bar.fontMetrics().horizontalAdvance(bar.tabText(place)), bar.tabRect(place).width()
        if needed > room and not bar.tabToolTip(place):
            yield f"{_name(bar)} has room for {room}, needs {needed}: {bar.tabText(place)}"
    if bar.usesScrollButtons() and bar.sizeHint().width() > bar.width() + ROUNDING:
        yield f"{_name(bar)} is {bar.width()} wide, needs {bar.sizeHint().width()}"


def _cut_heads(head: QHeaderView) -> Iterator[str]:
    for section in range(head.count()):
        text = str(head.model().headerData(section, Qt.Orientation.Horizontal) or "")
        needed = head.fontMetrics().horizontalAdvance(text)
        has_tip = head.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        if not head.isSectionHidden(section) and needed > head.sectionSize(section) and not has_tip:
            yield f"{_name(head)} has room for {head.sectionSize(section)}, needs {needed}: {text}"


def _too_wide(part: QWidget, text: str, room: int) -> Iterator[str]:
    needed = part.fontMetrics().horizontalAdvance(text)
    if needed > room + ROUNDING and text not in part.toolTip():
        yield f"{_name(part)} has room for {room}, needs {needed}: {text}"


def _inside(field: QLineEdit) -> int:
    margins = field.textMargins()
    return margins.left() + margins.right() + 4


def _is_seen(area: QAbstractScrollArea) -> bool:
    return area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOn


def _outside(surface: QWidget, shown: list[QWidget]) -> list[str]:
    found = []
    for part in shown:
        parent = part.parentWidget()
        if part is surface or part.isWindow() or parent is None or _scrolls(parent):
            continue
        if not parent.rect().adjusted(-ROUNDING, -ROUNDING, ROUNDING, ROUNDING).contains(part.geometry()):
            found.append(f"{_name(part)} at {part.geometry().getRect()} reaches out of {_name(parent)}")
    least = surface.minimumSizeHint().expandedTo(surface.minimumSize())
    if least.width() > surface.width() + ROUNDING or least.height() > surface.height() + ROUNDING:
        found.append(f"{_name(surface)} needs {least.toTuple()}, is {surface.size().toTuple()}")
    return found


def _scrolls(parent: QWidget) -> bool:
    """Whether what is in it may be moved out of sight."""
    area = parent.parentWidget()
    return (isinstance(area, QAbstractScrollArea) and area.viewport() is parent) or isinstance(parent, QTabBar)


def _name(part: QWidget) -> str:
    return f"{type(part).__name__}#{part.objectName()}" if part.objectName() else type(part).__name__
