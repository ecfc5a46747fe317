"""The focus is shown by the ring alone, and what is disabled can still be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolBar, QTreeView, QWidget

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from ui.style import theme

Open = Callable[..., Hands]


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def tab_to(hands: Hands, name: str) -> QWidget:
    """Come to a widget by the keyboard, which is when Qt draws a focus of its own."""
    widget = hands.find(QWidget, name)
    for _ in range(200):
        if QApplication.focusWidget() is widget:
            return widget
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name}")


@pytest.mark.parametrize("name", ["button_next", "button_back", "close_help"])
def test_a_button_looks_the_same_inside_the_ring(
    open_window: Open, small: Document, name: str
) -> None:
    hands = open_window(small)
    hands.window.go_to("systems")
    hands.find(QWidget, "add:systems").setFocus()
    before = picture(hands.find(QWidget, name))
    button = tab_to(hands, name)
    assert picture(button) == before


@pytest.mark.parametrize("percent", [100, 200])
def test_the_ring_of_the_page_filter_is_whole_and_what_empties_it_lies_inside(
    open_window: Open, small: Document, percent: int
) -> None:
    hands = open_window(small, percent=percent)
    hands.trigger("action_pages")
    line = hands.find(QLineEdit, "navigator_filter")
    QTest.keyClicks(line, "a")
    QApplication.processEvents()
    assert QApplication.focusWidget() is line
    only_here = Qt.FindChildOption.FindDirectChildrenOnly
    ring = hands.window.findChild(QWidget, "focus_ring", only_here)
    assert hands.window.rect().contains(ring.geometry())
    # The widget has no room around its frame: the ring and the button keep to the frame.
    frame = picture(line)
    assert frame.pixelColor(0, frame.height() // 2) == QColor(theme().border)
    assert frame.pixelColor(frame.width() // 2, frame.height() - 1) == QColor(theme().border)


def test_the_current_row_of_the_navigator_has_one_ground(
    open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    tree = hands.find(QTreeView, "navigator")
    tab_to(hands, "navigator")
    QTest.keyClick(tree, Qt.Key.Key_Down)
    row = tree.visualRect(tree.currentIndex())
    shown = picture(tree.viewport())
    left = shown.pixelColor(2, row.center().y() - row.height() // 3)
    assert left == QColor(theme().tint)


def luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_disabled_words_of_the_tool_bar_can_be_read(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    bar = hands.find(QToolBar, "tool_bar")
    tool = bar.widgetForAction(hands.window.actions_by_name["action_redo"])
    assert not tool.isEnabled()
    shown = picture(tool)
    darkest = min(
        (shown.pixelColor(x, y) for x in range(shown.width()) for y in range(shown.height())),
        key=luminance,
    )
    assert (1.05) / (luminance(darkest) + 0.05) >= 3
