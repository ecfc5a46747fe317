"""Two texts side by side: what differs is marked, and can be read without colour."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.style import apply_theme
from ui.widgets.before_after import BeforeAfter

Show = Callable[..., BeforeAfter]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Show:
    apply_theme(qapp)

    def make(before: str, after: str, width: int = 800) -> BeforeAfter:
        made = BeforeAfter()
        qtbot.addWidget(made)
        made.resize(width, 400)
        made.show()
        made.show_texts(before, after)
        qapp.processEvents()
        return made

    return make


def text(made: QWidget, name: str) -> QTextEdit:
    found = made.findChild(QTextEdit, name)
    assert found is not None
    return found


def at(pane: QTextEdit, position: int) -> QTextCursor:
    cursor = QTextCursor(pane.document())
    cursor.setPosition(position)
    return cursor


def marked(pane: QTextEdit) -> str:
    """The characters that are underlined."""
    cursor, found = QTextCursor(pane.document()), ""
    while not cursor.atEnd():
        cursor.movePosition(
            QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor
        )
        if cursor.charFormat().fontUnderline():
            found += cursor.selectedText()
        cursor.clearSelection()
    return found


def test_what_differs_is_underlined(show: Show) -> None:
    made = show("窓口で本人確認をする。毎月点検する。", "窓口で本人確認をする。毎週点検する。")
    assert marked(text(made, "before")) == "月"
    assert marked(text(made, "after")) == "週"
    assert text(made, "before").toPlainText() == "窓口で本人確認をする。毎月点検する。"


def test_marks_stand_right_behind_rare_characters(show: Show) -> None:
    made = show("𠮷野町で、月に一度。𠮷田。", "𠮷野町で、年に一度。𠮷田。")
    assert marked(text(made, "before")) == "月"
    assert marked(text(made, "after")) == "年"


def test_an_empty_side_says_so(show: Show) -> None:
    made = show("", "新しい措置")
    assert text(made, "before").placeholderText() == "（記載なし）"
    assert text(made, "before").accessibleName() == "変更前（記載なし）"
    assert text(made, "after").accessibleName() == "変更後"
    assert marked(text(made, "after")) == "新しい措置"


def test_a_text_is_copied_without_its_looks(show: Show) -> None:
    pane = text(show("旧", "新しい"), "after")
    pane.selectAll()
    pane.copy()
    copied = QApplication.clipboard().mimeData()
    assert copied.text() == "新しい"
    assert not copied.hasHtml()
    assert pane.isReadOnly()


def test_narrow_panes_stand_below_each_other(show: Show) -> None:
    made = show("旧", "新", width=800)
    assert made.before.y() == made.after.y()
    made.resize(400, 600)
    QApplication.processEvents()
    assert made.after.y() > made.before.y() + made.before.text.height()
    assert made.before.width() > 380


def test_short_texts_are_seen_whole_and_long_ones_scroll_together(
    show: Show, qapp: QApplication
) -> None:
    made = show("一行", "一行\n二行\n三行")
    bar = text(made, "after").verticalScrollBar()
    assert bar.maximum() == 0
    assert text(made, "before").height() == text(made, "after").height()
    same = "同じ文です。\n" * 60
    made.show_texts(f"{same}旧い。\n{same}", f"{same}新しい。\n{same}")
    qapp.processEvents()
    before, after = (text(made, name) for name in ("before", "after"))
    assert after.height() == 360
    cursor = at(after, len(same))
    assert 0 <= after.cursorRect(cursor).top() < after.height()
    assert before.cursorRect(at(before, len(same))).top() == after.cursorRect(cursor).top()
    after.verticalScrollBar().setValue(0)
    assert before.verticalScrollBar().value() == 0
    before.verticalScrollBar().setValue(before.verticalScrollBar().maximum())
    assert after.verticalScrollBar().value() == after.verticalScrollBar().maximum()


def test_a_longer_text_does_not_shift_what_stands_below_it(show: Show) -> None:
    same = "同じ文です。\n" * 60
    made = show(same, "初めに足した文。\n" * 10 + same)
    before, after = (text(made, name) for name in ("before", "after"))
    after.verticalScrollBar().setValue(1000)
    there = after.cursorForPosition(QPoint(0, 100)).block().blockNumber()
    assert before.cursorForPosition(QPoint(0, 100)).block().blockNumber() == there - 10


def test_tab_leads_from_one_text_to_the_other(show: Show, qtbot: QtBot) -> None:
    made = show("旧", "新")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    text(made, "before").setFocus()
    qtbot.keyClick(text(made, "before"), Qt.Key.Key_Tab)
    assert text(made, "after").hasFocus()


def test_texts_of_any_length_are_shown_whole(show: Show) -> None:
    before = "利用者の本人確認を窓口で行い、記録を残す。" * 2_000
    after = before.replace("窓口", "受付", 40)
    made = show(before, after)
    assert text(made, "before").toPlainText() == before
    assert text(made, "after").toPlainText() == after
