"""What assistive technology hears and finds, and the order in which Tab leads through a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands

Open = Callable[..., Hands]

FIXED = ("navigator", "button_back", "button_next", "help_pane", "progress_bar")


def test_fixed_parts_are_found_and_named(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    for name in FIXED:
        widget = hands.find(QWidget, name)
        assert widget.accessibleIdentifier() == name
        assert widget.accessibleName()


def test_an_editor_is_named_after_its_label(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    for address in ("systems[0].name", "systems[0].functions", "systems[0].connections"):
        hands.window.go_to(address)
        editor = hands.find(QWidget, address)
        assert editor.accessibleIdentifier() == address
        label = small.answers.item_at(address).label
        assert label in editor.accessibleName()


def test_every_action_has_words_and_a_name(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    for name, action in hands.window.actions_by_name.items():
        assert action.objectName() == name
        assert action.text()
        assert action.toolTip()


def test_tab_goes_down_the_page(qtbot: QtBot, open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.window.go_to("cover.number")
    page = hands.find(QWidget, "page")
    heights: list[int] = []
    for _ in range(6):
        focus = QApplication.focusWidget()
        assert focus is not None
        if not page.isAncestorOf(focus):
            break
        heights.append(focus.mapTo(page, focus.rect().topLeft()).y())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert len(heights) >= 5
    assert heights == sorted(heights)
