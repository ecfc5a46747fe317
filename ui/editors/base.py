"""What every editor is: a widget that shows one value and says when a person changed it."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QWidget

from pia_desktop.forms.places import Place


@runtime_checkable
class Editor(Protocol):
    """One editor a kind. It is a QWidget whose objectName is the address that it edits.

    `changed` is emitted for a person's changes only, never by `set_value`. Values are those of
    reference/answers.md for the kind; `None` means not answered.
    """

    changed: SignalInstance

    def value(self) -> Any:
        """The value as the person left it; an empty one may be None or an empty value."""

    def set_value(self, value: Any) -> None:
        """Show a value; an equal one leaves cursor, selection and composition alone."""

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be changed."""


def identify(widget: QWidget, name: str, label: str) -> None:
    """Give a widget the name that tests and assistive technology find it by, and its label."""
    widget.setObjectName(name)
    widget.setAccessibleIdentifier(name)
    widget.setAccessibleName(label)


def identify_place(widget: QWidget, place: Place) -> None:
    """Name an editor after the address that it edits and the printed label."""
    identify(widget, place.address, place.name)


def repolish(widget: QWidget) -> None:
    """Have the style sheet look at the widget's properties again, if it has looked before."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def tab_after(before: QWidget, made: QWidget) -> QWidget:
    """Let Tab lead from `before` into what was made later than its neighbours; gives its last stop.

    Qt puts whatever is made at the window's end, but Tab must go as one reads.
    """
    last = before
    for widget in (made, *made.findChildren(QWidget)):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            QWidget.setTabOrder(last, widget)
            last = widget
    return last


def tab_before(after: QWidget, made: QWidget) -> None:
    """Let Tab stop at what was made later just before it comes to `after`."""
    before = after.previousInFocusChain()
    while before is not None and before is not after:
        if before.focusPolicy() & Qt.FocusPolicy.TabFocus and before is not made:
            QWidget.setTabOrder(before, made)
            return
        before = before.previousInFocusChain()
