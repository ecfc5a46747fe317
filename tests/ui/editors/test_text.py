"""Long texts: typing, composing with an input method, pasting, growing, and speed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

ADDRESS = "business.content"


def compose(app: QApplication, editor: QPlainTextEdit, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    app.sendEvent(editor, event)


def test_typing_tells_of_each_letter(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(ADDRESS)
    assert isinstance(page.editor, QPlainTextEdit)
    qtbot.keyClicks(page.editor, "ab")
    qtbot.keyClick(page.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(page.editor, "c")
    assert page.changes == ["a", "ab", "ab\n", "ab\nc"]


def test_what_is_being_composed_is_no_change(
    open_page: Callable[..., Any], qapp: QApplication
) -> None:
    page = open_page(ADDRESS)
    page.editor.setFocus()
    for preedit in ("k", "か", "かん", "漢"):
        compose(qapp, page.editor, preedit)
    assert page.changes == []
    assert page.editor.value() == ""
    compose(qapp, page.editor, "", "漢字")
    assert page.changes == ["漢字"]


def test_a_value_that_comes_while_composing_waits(
    open_page: Callable[..., Any], qapp: QApplication
) -> None:
    page = open_page(ADDRESS)
    page.editor.set_value("前")
    page.editor.setFocus()
    compose(qapp, page.editor, "かん")
    page.editor.set_value("別の文")
    assert page.editor.toPlainText() == "前"
    compose(qapp, page.editor, "", "")
    assert page.editor.value() == "別の文"


def test_equal_value_leaves_the_cursor_and_another_keeps_it_near(
    open_page: Callable[..., Any],
) -> None:
    page = open_page(ADDRESS)
    page.editor.set_value("一行目です。\n二行目です。")
    cursor = page.editor.textCursor()
    cursor.setPosition(9)
    cursor.setPosition(11, QTextCursor.MoveMode.KeepAnchor)
    page.editor.setTextCursor(cursor)
    page.editor.set_value("一行目です。\n二行目です。")
    assert page.editor.textCursor().selectedText() == "目で"
    page.editor.set_value("最初の一行目です。\n二行目です。")
    assert page.editor.textCursor().selectedText() == "目で"
    page.editor.set_value("最初の一行目です。\n二行目でした。")
    assert 14 <= page.editor.textCursor().position() <= 16
    assert page.changes == []


@pytest.mark.parametrize("address", ["cover.name", "cover.publication_date"])
def test_lines_are_composed_in_too(
    open_page: Callable[..., Any], qapp: QApplication, address: str
) -> None:
    page = open_page(address)
    page.editor.setFocus()
    compose(qapp, page.editor, "へいせい")
    assert page.changes == []
    page.editor.set_value("別")
    assert page.editor.text() == ""
    compose(qapp, page.editor, "", "平成")
    assert page.changes == ["平成"]
    assert page.editor.value() == "平成"  # what a person writes wins
    compose(qapp, page.editor, "がん")
    page.editor.set_value("別")
    compose(qapp, page.editor, "")
    assert page.editor.value() == "別"


@pytest.mark.parametrize("old,new", [("𠮷a", "𠮷b"), ("a𠮷", "a𠮟"), ("", "𠮷"), ("𠮷𠮷x", "𠮷x")])
def test_letters_of_two_units(open_page: Callable[..., Any], old: str, new: str) -> None:
    page = open_page(ADDRESS)
    page.editor.set_value(old)
    page.editor.set_value(new)
    assert page.editor.toPlainText() == page.editor.value() == new


def test_paste_keeps_lines_and_drops_formatting(
    open_page: Callable[..., Any], qapp: QApplication
) -> None:
    page = open_page(ADDRESS)
    mime = QMimeData()
    mime.setHtml("<p><b>太字</b></p><p style='color:red'>赤</p>")
    mime.setText("太字\r\n赤\v次\x07")
    page.editor.insertFromMimeData(mime)
    assert page.editor.value() == "太字\n赤\n次"
    page.editor.selectAll()
    assert "font-weight" not in page.editor.createMimeDataFromSelection().html()
    cursor = page.editor.textCursor()
    assert cursor.charFormat().fontWeight() <= 400


def test_a_no_break_space_survives_typing(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(ADDRESS)
    page.editor.set_value("第1\u00a0条")
    qtbot.keyClicks(page.editor, "x")
    assert page.editor.value() == "x第1\u00a0条"


def test_tab_moves_on(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(ADDRESS)
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_Tab)
    assert page.editor.value() == ""


@pytest.mark.parametrize("width", [500, 900])
def test_it_grows_with_its_text_and_needs_no_bar(
    open_page: Callable[..., Any], qtbot: QtBot, width: int
) -> None:
    page = open_page(ADDRESS, width)
    three = page.editor.height()
    assert three >= 3 * page.editor.fontMetrics().lineSpacing()
    page.editor.set_value("長い文章がここに続きます。" * 100)
    qtbot.waitUntil(lambda: page.editor.height() > 2 * three)
    bar = page.editor.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    last = page.editor.document().lastBlock()
    bottom = page.editor.blockBoundingGeometry(last).bottom()
    assert bottom <= page.editor.viewport().height()
    assert page.editor.height() - bottom < 60
    page.editor.set_value("短い")
    qtbot.waitUntil(lambda: page.editor.height() == three)


def test_the_page_follows_the_cursor(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(ADDRESS)
    page.editor.set_value("行\n" * 100)
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().maximum() > 1000)
    page.editor.setFocus()
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(page.editor, "x")
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().value() > 1000)


def test_letters_are_counted_below(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(ADDRESS)
    qtbot.keyClicks(page.editor, "abc")
    texts = lambda: [label.text() for label in page.field.findChildren(QLabel)]  # noqa: E731
    qtbot.waitUntil(lambda: "3文字" in texts())


@pytest.mark.parametrize("lines", [1, 40])
def test_each_key_press_in_20000_letters_is_one_change(
    open_page: Callable[..., Any], qapp: QApplication, qtbot: QtBot, lines: int
) -> None:
    page = open_page(ADDRESS)
    text = "\n".join(["あ漢字の文章で、" * (2500 // lines)] * lines)
    page.editor.set_value(text)
    qapp.processEvents()
    page.editor.setFocus()
    cursor = page.editor.textCursor()
    cursor.setPosition(10_000)
    page.editor.setTextCursor(cursor)
    for _ in range(50):
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "か")
        qapp.sendEvent(page.editor, key)
        qapp.processEvents()
    assert len(page.changes) == 50
    assert page.editor.value() == text[:10_000] + "か" * 50 + text[10_000:]
