"""What assistive technology and the keyboard meet: names of widgets, and the order of Tab."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def identify(widget: QWidget, name: str, label: str) -> None:
    """Give a widget the name that tests and assistive technology find it by, and its label."""
    widget.setObjectName(name)
    widget.setAccessibleIdentifier(name)
    widget.setAccessibleName(label)


def repolish(widget: QWidget) -> None:
    """Apply the style sheet again after a property has changed, if it has been applied before."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def tab_after(before: QWidget, added: QWidget) -> QWidget:
    """Put a widget that was created later behind `before` in the tab order; returns its last stop.

    Qt appends each new widget to the end of the window's tab order, but Tab must go as one reads.
    """
    last = before
    window = added.window()
    for widget in (added, *added.findChildren(QWidget)):
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if stops and widget.window() is window:  # the list of a choice box is a window of its own
            QWidget.setTabOrder(last, widget)
            last = widget
    return last


def tab_through(*parts: QWidget) -> None:
    """Let Tab go through these parts of a window in this order, from the first one on."""
    last, *others = parts
    for part in others:
        last = tab_after(last, part)


def tab_before(after: QWidget, added: QWidget) -> None:
    """Put a widget that was created later just before `after` in the tab order.

    Behind it, and then it behind the other: who asks PySide for the widgets of the chain one by one
    (`previousInFocusChain`) makes each the child of the next in PySide's books, and a window may be
    taken for deleted with a box of its page.
    """
    QWidget.setTabOrder(after, added)
    QWidget.setTabOrder(added, after)
