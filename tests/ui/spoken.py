"""What a screen reader meets in a window: its stops, what they are called, and their groups."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QRadioButton, QWidget


def spoken(widget: QWidget) -> QAccessibleInterface:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface


def name(widget: QWidget) -> str:
    return spoken(widget).text(QAccessible.Text.Name)


def stops(window: QWidget) -> Iterator[QWidget]:
    """Where Tab stops."""
    for widget in window.findChildren(QWidget):
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if reached and widget.isVisible():
            yield widget


def group_of(option: QWidget) -> QWidget | None:
    """The group around an option, or nothing."""
    around: QWidget | None = option.parentWidget()
    while around is not None and spoken(around).role() != QAccessible.Role.Grouping:
        around = around.parentWidget()
    return around


def faults(window: QWidget) -> list[str]:
    """The stops without a name, and the radio buttons without a group that has one."""
    found = []
    for stop in stops(window):
        which = f"{window.objectName()}: {type(stop).__name__} {stop.objectName()}"
        if not name(stop).strip():
            found.append(f"{which} has no name")
        if isinstance(stop, QRadioButton):
            group = group_of(stop)
            if group is None or not name(group).strip():
                found.append(f"{which} has no group with a name")
    return found
