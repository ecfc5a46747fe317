"""The change table: rows are added, moved, removed, pasted and edited by a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

KEYS = ("date", "item", "before", "after", "timing", "reason")


def row(**cells: str) -> dict[str, str]:
    return {**dict.fromkeys(KEYS, ""), **cells}


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    return open_page("changes")


def press(page: Any, qtbot: QtBot, name: str) -> None:
    button = page.child(QPushButton, name)
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_row_is_added_and_filled_in(page: Any, qtbot: QtBot) -> None:
    press(page, qtbot, "add:changes")
    assert page.editor.value() == [row()]
    first = page.child(QLineEdit, "changes[0].date")
    assert first.hasFocus()
    page.type_text(first, "令和7年5月12日")
    page.type_text(page.child(QPlainTextEdit, "changes[0].before"), "旧")
    timing = page.child(QWidget, "changes[0].timing")
    after = next(each for each in timing.findChildren(QRadioButton) if each.text() == "事後")
    qtbot.mouseClick(after, Qt.MouseButton.LeftButton)
    assert page.editor.value() == [row(date="令和7年5月12日", before="旧", timing="事後")]
    assert page.changes[-1] == page.editor.value()


def test_insert_move_and_choose(page: Any, qtbot: QtBot) -> None:
    page.editor.set_value([row(item="一"), row(item="二")])
    page.editor.show_row(1)
    press(page, qtbot, "insert:changes")
    page.type_text(page.child(QPlainTextEdit, "changes[1].item"), "間")
    assert [each["item"] for each in page.editor.value()] == ["一", "間", "二"]
    press(page, qtbot, "up:changes")
    assert [each["item"] for each in page.editor.value()] == ["間", "一", "二"]
    assert not page.child(QPushButton, "up:changes").isEnabled()
    press(page, qtbot, "down:changes")
    press(page, qtbot, "down:changes")
    assert [each["item"] for each in page.editor.value()] == ["一", "二", "間"]
    view = page.child(QTableView, "rows:changes")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert page.child(QPlainTextEdit, "changes[1].item").toPlainText() == "二"


def test_remove_asks_with_what_would_be_lost(page: Any, qtbot: QtBot) -> None:
    page.editor.set_value([row(item="一"), row(item="二", before="長い旧文")])
    page.editor.show_row(1)
    asked: list[str] = []
    page.editor.confirm = lambda text: bool(asked.append(text))
    press(page, qtbot, "remove:changes[1]")
    assert "2行目" in asked[0]
    assert "長い旧文" in asked[0]
    assert len(page.editor.value()) == 2
    assert page.changes == []
    page.editor.confirm = lambda _text: True
    press(page, qtbot, "remove:changes[1]")
    assert page.editor.value() == [row(item="一")]
    assert page.child(QPlainTextEdit, "changes[0].item").toPlainText() == "一"


def test_an_empty_row_goes_without_a_question(page: Any, qtbot: QtBot) -> None:
    page.editor.confirm = lambda text: pytest.fail(text)
    press(page, qtbot, "add:changes")
    press(page, qtbot, "remove:changes[0]")
    assert page.editor.value() == []
    assert not page.child(QTableView, "rows:changes").isVisible()
    assert not page.child(QPushButton, "remove:changes[0]").isVisible()


def test_rows_are_pasted_from_excel(page: Any, qtbot: QtBot, qapp: QApplication) -> None:
    page.editor.set_value([row(item="前から")])
    qapp.clipboard().setText(
        '令和7年5月12日\tⅠ\t"一行目\r\n二行目の""引用"""\t新\t事　後\t\r\n令和7年6月1日\tⅡ\r\n'
    )
    view = page.child(QTableView, "rows:changes")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.value() == [
        row(item="前から"),
        row(
            date="令和7年5月12日",
            item="Ⅰ",
            before='一行目\n二行目の"引用"',
            after="新",
            timing="事後",
        ),
        row(date="令和7年6月1日", item="Ⅱ"),
    ]
    assert len(page.changes) == 1


def test_what_cannot_be_pasted_is_said(page: Any, qtbot: QtBot, qapp: QApplication) -> None:
    labels = "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\r\n"
    qapp.clipboard().setText(labels + "a\tb\tc\td\tいつか\tf\tg\r\n")
    press(page, qtbot, "paste:changes")
    expected = row(date="a", item="b", before="c", after="d", reason="f")
    assert page.editor.value() == [expected]
    said = "\n".join(each.text() for each in page.editor.findChildren(QLabel))
    assert "いつか" in said
    assert "1列" in said
    qapp.clipboard().setText("")
    press(page, qtbot, "paste:changes")
    assert page.editor.value() == [expected]


def test_a_value_from_outside_keeps_the_row_and_the_cursor(page: Any) -> None:
    page.editor.set_value([row(item="一"), row(item="二です")])
    page.editor.show_row(1)
    box = page.child(QPlainTextEdit, "changes[1].item")
    cursor = box.textCursor()
    cursor.setPosition(1)
    box.setTextCursor(cursor)
    page.editor.set_value([row(item="一"), row(item="二です", before="旧")])
    assert page.editor.current == 1
    assert box.textCursor().position() == 1
    assert page.child(QPlainTextEdit, "changes[1].before").toPlainText() == "旧"
    page.editor.set_value([row(item="一")])
    assert page.editor.current == 0


def test_rows_show_up_to_four_lines(page: Any, qapp: QApplication) -> None:
    page.editor.set_value([row(before="短い"), row(before="長い文章。" * 500)])
    qapp.processEvents()
    view = page.child(QTableView, "rows:changes")
    line = view.fontMetrics().lineSpacing()
    assert view.rowHeight(0) < 3 * line
    assert 4 * line < view.rowHeight(1) < 6 * line
    assert view.horizontalHeader().length() <= view.viewport().width()


def test_five_hundred_rows_have_no_widgets_of_their_own(page: Any, qapp: QApplication) -> None:
    rows = [row(date="令和7年5月12日", before="旧" * 1000, after="新\n" * 50)] * 500
    page.editor.set_value(rows)
    qapp.processEvents()
    page.editor.show_row(400)
    qapp.processEvents()
    assert len(page.editor.findChildren(QWidget)) < 200


def test_read_only_rows_can_only_be_read(page: Any, qtbot: QtBot, qapp: QApplication) -> None:
    page.editor.set_value([row(item="一")])
    page.editor.set_read_only(True)
    assert not page.child(QPushButton, "add:changes").isVisible()
    assert page.child(QPlainTextEdit, "changes[0].item").isReadOnly()
    qapp.clipboard().setText("a\tb")
    view = page.child(QTableView, "rows:changes")
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.value() == [row(item="一")]
