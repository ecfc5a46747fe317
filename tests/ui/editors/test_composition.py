"""An input method in every text box of the window: nothing is an answer before it is decided."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pia_desktop.assessment.document import Document
from tests.strategies import PNG
from tests.ui.conftest import Hands

Open = Callable[..., Hands]

# By what kind of box it is: the page's address, the box's object name, what is decided on.
BOXES = {
    "line": ("cover.name", "cover.name", "漢字"),
    "text": ("cover.remarks", "cover.remarks", "漢字"),
    "date": ("cover.publication_date", "cover.publication_date", "令和八年"),
    "count": ("files[0].outsourcing_count", "files[0].outsourcing_count", "１２"),
    "bracket": ("systems[0].connections", "systems[0].connections:その他", "漢字"),
    "bracket_count": ("files[0].sharing_exists", "files[0].sharing_exists:提供を行っている", "３"),
    "cell": ("changes[0].before", "changes[0].before", "漢字"),
    "cell_line": ("changes[0].item", "changes[0].item", "漢字"),
    "cell_date": ("changes[0].date", "changes[0].date", "漢字"),
    "caption": ("process.figures", "process.figures[0].caption", "漢字"),
}


@pytest.fixture
def pictured(small: Document) -> Document:
    small.add_figure("process.figures", "図.png", PNG)
    return small


def compose(box: QWidget, preedit: str, decided: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(decided)
    QApplication.sendEvent(box, event)


@pytest.mark.parametrize("kind", BOXES)
def test_nothing_is_written_before_it_is_decided(
    open_window: Open, pictured: Document, kind: str
) -> None:
    address, name, decided = BOXES[kind]
    hands = open_window(pictured)
    hands.window.go_to(address)
    before = pictured.answers.to_json()
    box = hands.find(QWidget, name)
    box.setFocus()
    for preedit in ("k", "か", "かん", "かんじ"):
        compose(box, preedit)
    assert pictured.answers.to_json() == before
    compose(box, "", decided)
    assert pictured.answers.to_json() != before
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pictured.answers.to_json() == before
    QTest.keyClick(box, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert pictured.answers.to_json() != before


@pytest.mark.parametrize("kind", BOXES)
def test_undo_while_composing_leaves_no_half_of_it(
    open_window: Open, pictured: Document, kind: str
) -> None:
    address, name, decided = BOXES[kind]
    hands = open_window(pictured)
    hands.window.go_to(address)
    box = hands.find(QWidget, name)
    box.setFocus()
    before = pictured.answers.to_json()
    compose(box, "", decided)
    compose(box, decided)
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands.find(QWidget, name).composed == ""  # type: ignore[attr-defined]
    while pictured.answers.to_json() != before:
        assert pictured.undo_name
        QTest.keyClick(hands.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
