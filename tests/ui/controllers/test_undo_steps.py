"""What one Ctrl+Z takes back, and where the cursor then stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
CONTROL = Qt.KeyboardModifier.ControlModifier
UNDO = (Qt.Key.Key_Z, CONTROL)
REDO = (Qt.Key.Key_Y, CONTROL)
LINE, TEXT = "cover.name", "cover.remarks"


def box(hands: Hands, address: str) -> QWidget:
    hands.window.go_to(address)
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit | QPlainTextEdit)
    return widget


@pytest.mark.parametrize("address", [LINE, TEXT])
@pytest.mark.parametrize(
    "act",
    [
        lambda widget: QTest.keyClick(widget, Qt.Key.Key_Home),
        lambda widget: QTest.mouseClick(
            getattr(widget, "viewport", lambda: widget)(), Qt.MouseButton.LeftButton
        ),
    ],
)
def test_a_step_ends_where_the_cursor_moves(
    open_window: Open, empty4: Document, address: str, act: Callable[[QWidget], object]
) -> None:
    hands = open_window(empty4)
    widget = box(hands, address)
    QTest.keyClicks(widget, "abc")
    act(widget)
    QTest.keyClick(widget, Qt.Key.Key_End)
    QTest.keyClicks(widget, "def")
    QTest.keyClick(widget, *UNDO)
    assert hands.get(address) == "abc"
    QTest.keyClick(widget, *UNDO)
    assert hands.get(address) is None
    QTest.keyClick(widget, *REDO)
    QTest.keyClick(widget, *REDO)
    assert hands.get(address) == "abcdef"


def test_a_step_ends_at_enter(open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    widget = box(hands, TEXT)
    QTest.keyClicks(widget, "abc")
    QTest.keyClick(widget, Qt.Key.Key_Return)
    QTest.keyClicks(widget, "def")
    QTest.keyClick(widget, *UNDO)
    assert hands.get(TEXT) == "abc\n"


@pytest.mark.parametrize("address", [LINE, TEXT])
def test_a_paste_and_a_deleted_word_are_steps_of_their_own(
    open_window: Open, empty4: Document, address: str
) -> None:
    hands = open_window(empty4)
    widget = box(hands, address)
    QApplication.clipboard().setText("pasted")
    QTest.keyClicks(widget, "one ")
    QTest.keyClick(widget, Qt.Key.Key_V, CONTROL)
    QTest.keyClicks(widget, " two")
    QTest.keyClick(widget, Qt.Key.Key_Backspace, CONTROL)
    states = [hands.get(address)]
    for _ in range(4):
        QTest.keyClick(widget, *UNDO)
        states.append(hands.get(address))
    assert states == ["one pasted ", "one pasted two", "one pasted", "one ", None]


def test_a_step_ends_after_a_pause(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    widget = box(hands, TEXT)
    view = hands.window.wizard.view
    pause = view._typing.interval()
    QTest.keyClicks(widget, "abc")
    view._typing.setInterval(1)  # most of the pause is over
    with qtbot.waitSignal(view._typing.timeout):
        pass
    view._typing.setInterval(pause)
    QTest.keyClicks(widget, "def")
    QTest.keyClick(widget, *UNDO)
    assert hands.get(TEXT) == "abc"


def test_what_changes_no_text_leaves_redo(open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    widget = box(hands, TEXT)
    QTest.keyClicks(widget, "abc")
    QTest.keyClick(widget, *UNDO)
    QTest.keyClick(widget, Qt.Key.Key_Home)
    QTest.keyClick(widget, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(widget, Qt.Key.Key_C, CONTROL)
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    hands.window.wizard.next()
    QTest.keyClick(hands.window, *REDO)
    assert hands.get(TEXT) == "abc"


def test_undo_in_a_bracket_clears_it_from_the_screen_too(
    open_window: Open, small: Document
) -> None:
    address = "systems[0].connections"
    hands = open_window(small)
    hands.window.go_to(address)
    text = hands.find(QPlainTextEdit, f"{address}:その他")
    text.setFocus()
    QTest.keyClicks(text, "abc")
    assert hands.get(address) == {"その他": "abc"}
    QTest.keyClick(text, *UNDO)
    assert hands.get(address) is None
    assert text.toPlainText() == ""
    assert QApplication.focusWidget() is text
    QTest.keyClick(text, *REDO)
    assert text.toPlainText() == "abc"
    assert QApplication.focusWidget() is text
    hands.window.go_to("cover.name")
    QTest.keyClick(QApplication.focusWidget(), *UNDO)
    assert QApplication.focusWidget().objectName() == f"{address}:その他"


def test_undo_in_a_row_s_box_stays_in_it(open_window: Open, small: Document) -> None:
    small.set_rows("changes", [{"item": "Ⅰ", "before": "b", "timing": "事後"}] * 2)
    hands = open_window(small)
    hands.window.go_to("changes[1].before")
    text = hands.find(QPlainTextEdit, "changes[1].before")
    assert QApplication.focusWidget() is text
    QTest.keyClick(text, Qt.Key.Key_End)
    QTest.keyClicks(text, "xyz")
    for keys, now in ((UNDO, "b"), (REDO, "bxyz")):
        QTest.keyClick(QApplication.focusWidget(), *keys)
        assert hands.get("changes[1].before") == now
        assert QApplication.focusWidget() is text
        assert text.toPlainText() == now


def test_undo_in_a_caption_stays_in_it(open_window: Open, small: Document) -> None:
    small.set("process.figures", [{"file": name, "caption": ""} for name in ("a.png", "b.png")])
    hands = open_window(small)
    hands.window.go_to("process.figures")
    caption = hands.find(QPlainTextEdit, "process.figures[1].caption")
    caption.setFocus()
    QTest.keyClicks(caption, "abc")
    for keys, text in ((UNDO, ""), (REDO, "abc")):
        QTest.keyClick(QApplication.focusWidget(), *keys)
        assert hands.get("process.figures[1].caption") in (text, None)
        assert QApplication.focusWidget() is caption
        assert caption.toPlainText() == text
        assert caption.textCursor().position() == len(text)


@pytest.mark.parametrize("address", [LINE, TEXT])
def test_after_redo_the_cursor_stands_where_the_text_changed(
    open_window: Open, empty4: Document, address: str
) -> None:
    empty4.set(address, "beforeafter")
    hands = open_window(empty4)
    widget = box(hands, address)
    for _ in range(6):
        QTest.keyClick(widget, Qt.Key.Key_Right)
    QTest.keyClicks(widget, "new")
    QTest.keyClick(widget, Qt.Key.Key_End)
    QTest.keyClick(widget, *UNDO)
    QTest.keyClick(widget, *REDO)
    QTest.keyClicks(widget, "x")
    assert hands.get(address) == "beforenewxafter"
    hands.window.go_to("department.name")
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), *UNDO)
    QTest.keyClick(QApplication.focusWidget(), *REDO)
    QTest.keyClicks(QApplication.focusWidget(), "y")
    assert hands.get(address) == "beforenewyafter"


@pytest.mark.parametrize("address", [LINE, TEXT])
def test_undo_ends_a_composition_first(open_window: Open, empty4: Document, address: str) -> None:
    hands = open_window(empty4)
    widget = box(hands, address)
    QTest.keyClicks(widget, "abc")
    QApplication.sendEvent(widget, QInputMethodEvent("かん", []))
    QTest.keyClick(widget, *UNDO)
    assert widget.composed == ""  # type: ignore[attr-defined]
    assert hands.get(address) in ("abc", None)
    QTest.keyClicks(widget, "x")
    shown = widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()
    assert shown == hands.get(address)
    assert "かん" not in shown
