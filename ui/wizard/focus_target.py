"""Puts the focus where a person wants to go on, and brings it into view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from pia_desktop.forms.addresses import indices
from ui.editors.base import CellChooser, CellEditor
from ui.widgets.focus_scroll import FocusScrollArea
from ui.widgets.text_format import utf16_length

_SPACE = 24


def takes_focus(widget: QWidget, around: QWidget) -> bool:
    """Whether Tab can come to the widget once `around` is shown."""
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isEnabled()
        and widget.isVisibleTo(around)
    )


def focusable_in(widget: QWidget) -> QWidget | None:
    """The widget, or what inside it takes the focus first; of radio buttons, the chosen one of the
    group that comes first.
    """
    if takes_focus(widget, widget):
        return widget
    children = (child.focusProxy() or child for child in _inside(widget))
    first = next((child for child in children if takes_focus(child, widget)), None)
    group = first.group() if isinstance(first, QRadioButton) else None
    return (group.checkedButton() if group is not None else None) or first


def _inside(widget: QWidget) -> Iterator[QWidget]:
    """What is shown in a widget, from first to last, one by one: all of a page at once would be
    made known to Python though its first box is near its top.
    """
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isHidden():
            yield child
            yield from _inside(child)


def focus_first(scroll: FocusScrollArea, page: QWidget) -> None:
    """The first box of a page, seen whole."""
    first = focusable_in(page)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        show_focus(scroll)


def show_focus(scroll: FocusScrollArea) -> None:
    """Show what has just got the focus whole."""
    if scroll.window().isVisible():
        scroll.show_focus()
    else:  # nobody knows yet how much there is room for
        QTimer.singleShot(0, scroll, scroll.show_focus)


def focus_in(scroll: FocusScrollArea, field: QWidget, target: QWidget | None) -> None:
    """Bring a field into view and put the focus into it, or into `target` inside it."""
    page = scroll.widget()
    scroll.lay_out()
    editor = getattr(field, "editor", field)
    widget = target or focusable_in(editor)
    top = field.mapTo(page, QPoint(0, 0)).y() if page is not None else 0
    # The page's title stays in view where the field is seen whole below it.
    below = top + field.height() > scroll.viewport().height()
    scroll.verticalScrollBar().setValue(max(0, top - _SPACE) if below else 0)
    if widget is not None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if target is not None:
            show_cursor(scroll, target)
        elif field.isAncestorOf(widget) and below:
            scroll.show_whole(widget)


def show_cursor(scroll: QScrollArea, text: QWidget) -> None:
    """Scroll the page so that a text's cursor is in view; of another widget, so that it is."""
    page = scroll.widget()
    if page is None:
        return
    place = text.mapTo(page, text.rect().center())
    if isinstance(text, QTextEdit | QPlainTextEdit):
        place = text.viewport().mapTo(page, text.cursorRect().center())
    scroll.ensureVisible(place.x(), place.y(), 0, 3 * _SPACE)


def show_cell(editor: QWidget, address: str) -> QWidget | None:
    """Make the row of a table's cell the current one; the cell's editor, None for other editors."""
    numbers = indices(address)
    if not isinstance(editor, CellEditor) or not numbers:
        return None
    editor.show_row(numbers[-1])
    return editor.findChild(QWidget, address)


class TextSpan(NamedTuple):
    """A part of a text that stands in a box; of a box with many texts, `key` says which."""

    text: str
    start: int
    end: int
    key: str = ""


def select_text(editor: QWidget, span: TextSpan) -> QWidget | None:
    """Select a part of the text in the box inside `editor` that holds it, or that has the key for
    its name; of a free table, the cell whose row and column the key says.
    """
    text, start, end, key = span
    if isinstance(editor, CellChooser):
        row, _, column = key.partition(",")
        return editor.show_cell(int(row or 0), int(column or 0))
    named = editor.findChild(QWidget, key) if key else None
    for widget in (editor, *editor.findChildren(QWidget)) if named is None else (named,):
        if isinstance(widget, QLineEdit) and widget.text() == text:
            widget.setSelection(utf16_length(text[:start]), utf16_length(text[start:end]))
            return widget
        if isinstance(widget, QPlainTextEdit | QTextEdit) and widget.toPlainText() == text:
            cursor = widget.textCursor()
            cursor.setPosition(utf16_length(text[:start]))
            cursor.setPosition(utf16_length(text[:end]), QTextCursor.MoveMode.KeepAnchor)
            widget.setTextCursor(cursor)
            return widget
    return None
