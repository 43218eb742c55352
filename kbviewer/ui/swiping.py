"""A finger, or a mouse held down, moves what is longer than its place."""

from PySide6.QtWidgets import QAbstractScrollArea, QScroller, QScrollerProperties


def let_swipe(area: QAbstractScrollArea) -> None:
    """Let it be moved so; a tap still is a tap."""
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)
    scroller = QScroller.scroller(area.viewport())
    bearing = scroller.scrollerProperties()
    bearing.setScrollMetric(QScrollerProperties.ScrollMetric.MousePressEventDelay, 0)
    off = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
    bearing.setScrollMetric(QScrollerProperties.ScrollMetric.VerticalOvershootPolicy, off)
    scroller.setScrollerProperties(bearing)
