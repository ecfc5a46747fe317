"""Find and replace in the bar at the window's foot, and from hit to hit by one key."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from ui.wizard.find_bar import FindBar

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def found(small: Document) -> Document:
    """「窓口」 stands in the remarks, in a system, in a file, and in 変更箇所."""
    small.set("cover.remarks", "窓口の前の窓口")
    small.set("systems[0].functions", "窓口で受け付ける。")
    small.set("files[0].outsourcing[0].name", "窓口の委託")
    small.set("changes[0].before", "窓口")
    return small


def find(hands: Hands, text: str) -> QLineEdit:
    hands.trigger("action_find")
    line = hands.find(QLineEdit, "find_text")
    assert QApplication.focusWidget() is line
    assert line.selectedText() == line.text()
    line.insert(text)  # as an input method does; QTest types ASCII only
    return line


def where(hands: Hands) -> str:
    return hands.find(QLabel, "find_where").text()


def selected(hands: Hands, address: str) -> str:
    box = hands.find(QWidget, address)
    if isinstance(box, QLineEdit):
        return box.selectedText()
    assert isinstance(box, QPlainTextEdit)
    return box.textCursor().selectedText()


def test_enter_goes_from_hit_to_hit_and_the_bar_stays(open_window: Open, found: Document) -> None:
    hands = open_window(found)
    line = find(hands, "窓口")
    bar = hands.find(QWidget, "find_bar")
    page = hands.window.wizard.area
    shown = []
    for _ in range(5):
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert bar.isVisible()
        assert QApplication.focusWidget() is line
        shown.append(where(hands).partition("　")[0])
    assert shown == ["1／5件", "2／5件", "3／5件", "4／5件", "5／5件"]
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "1／5件（はじめに戻りました）" in where(hands)
    QTest.keyClick(line, Qt.Key.Key_Return, SHIFT)
    assert "5／5件（終わりに戻りました）" in where(hands)
    top = bar.mapTo(hands.window, bar.rect().topLeft()).y()
    assert top >= page.mapTo(hands.window, page.rect().bottomLeft()).y()


def test_each_hit_is_named_by_file_occurrence_and_item(open_window: Open, found: Document) -> None:
    hands = open_window(found)
    line = find(hands, "窓口の委託")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "児童手当ファイル" in where(hands)
    assert "委託事項1" in where(hands)
    assert selected(hands, "files[0].outsourcing[0].name") == "窓口の委託"


def test_f3_goes_on_without_the_bar(open_window: Open, found: Document) -> None:
    hands = open_window(found)
    line = find(hands, "窓口")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not hands.find(QWidget, "find_bar").isVisible()
    assert selected(hands, "cover.remarks") == "窓口"
    QTest.keyClick(hands.window, Qt.Key.Key_F3)
    cursor = hands.find(QPlainTextEdit, "cover.remarks").textCursor()
    assert (cursor.selectionStart(), cursor.selectionEnd()) == (5, 7)
    QTest.keyClick(hands.window, Qt.Key.Key_F3)
    assert selected(hands, "systems[0].functions") == "窓口"
    QTest.keyClick(hands.window, Qt.Key.Key_F3, SHIFT)
    assert selected(hands, "cover.remarks") == "窓口"


def test_f3_goes_on_from_where_a_person_has_gone(open_window: Open, found: Document) -> None:
    hands = open_window(found)
    QTest.keyClick(find(hands, "窓口"), Qt.Key.Key_Return)
    hands.window.go_to("files[0].name")
    QTest.keyClick(hands.window, Qt.Key.Key_F3)
    assert selected(hands, "files[0].outsourcing[0].name") == "窓口"


def test_the_selected_word_is_carried_in_and_the_last_one_stays(
    open_window: Open, found: Document
) -> None:
    hands = open_window(found)
    hands.window.go_to("cover.number")
    hands.find(QLineEdit, "cover.number").selectAll()
    hands.trigger("action_find")
    line = hands.find(QLineEdit, "find_text")
    assert line.text() == "7"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    hands.window.controllers.view.set_text_size(125)  # another bar
    hands.window.go_to("cover.name")
    hands.trigger("action_find")
    assert hands.find(QLineEdit, "find_text").text() == "7"


def test_who_has_gone_elsewhere_is_not_led_back_to_the_hit_shown_last(
    open_window: Open, found: Document
) -> None:
    hands = open_window(found)
    line = find(hands, "窓口")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    hands.window.go_to("files[0].name")
    here = QApplication.focusWidget()
    hands.trigger("action_find")
    assert QApplication.focusWidget() is line
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is here
    hands.trigger("action_find")
    QTest.keyClick(line, Qt.Key.Key_Return)  # the next one from here on
    assert where(hands).startswith("4／5件")
    assert "委託事項1" in where(hands)


def test_the_enter_of_an_input_method_is_none(open_window: Open, found: Document) -> None:
    hands = open_window(found)
    line = find(hands, "")
    line.clear()
    QApplication.sendEvent(line, QInputMethodEvent("まどぐち", []))
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "／" not in where(hands)
    event = QInputMethodEvent()
    event.setCommitString("窓口")
    QApplication.sendEvent(line, event)
    assert "／" not in where(hands)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert where(hands).startswith("1／5件")


def test_width_matters_when_asked(qtbot: QtBot, open_window: Open, small: Document) -> None:
    small.set("systems[0].functions", "ＡＢＣ")
    hands = open_window(small)
    line = find(hands, "abc")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert selected(hands, "systems[0].functions") == "ＡＢＣ"
    hands.find(QCheckBox, "find_loose").click()
    assert where(hands) == "見つかりませんでした。"
    assert not hands.find(QPushButton, "find_next").isEnabled()


def test_replace_goes_from_hit_to_hit(qtbot: QtBot, open_window: Open, found: Document) -> None:
    hands = open_window(found)
    find(hands, "窓口")
    qtbot.mouseClick(hands.find(QPushButton, "find_replace"), LEFT)
    hands.find(QLineEdit, "replace_text").setText("受付窓口")
    one = hands.find(QPushButton, "replace_one")
    qtbot.waitUntil(one.isEnabled)
    qtbot.mouseClick(one, LEFT)  # the first shows where it would be
    assert hands.get("cover.remarks") == "窓口の前の窓口"
    qtbot.mouseClick(one, LEFT)
    assert hands.get("cover.remarks") == "受付窓口の前の窓口"
    qtbot.mouseClick(one, LEFT)
    assert hands.get("cover.remarks") == "受付窓口の前の受付窓口"
    assert selected(hands, "systems[0].functions") == "窓口"


@pytest.mark.parametrize("ticked", [False, True])
def test_replace_all_says_where_and_leaves_the_changes_alone(
    qtbot: QtBot, open_window: Open, found: Document, in_dialog: Any, ticked: bool
) -> None:
    hands = open_window(found)
    hands.trigger("action_replace")
    hands.find(QLineEdit, "find_text").setText("窓口")
    hands.find(QLineEdit, "replace_text").setText("受付")
    rows: list[str] = []
    said: list[str] = []

    def answer(dialog: QWidget) -> None:
        places = dialog.findChild(QListWidget, "replace_places")
        tick = dialog.findChild(QCheckBox, "replace_changes")
        count = dialog.findChild(QLabel, "replace_count")
        ok = dialog.findChild(QPushButton, "button_ok")
        rows.extend(places.item(row).text() for row in range(places.count()))  # type: ignore[union-attr]
        said.append(count.text())  # type: ignore[union-attr]
        if ticked:
            tick.click()  # type: ignore[union-attr]
            said.append(count.text())  # type: ignore[union-attr]
        ok.click()  # type: ignore[union-attr]

    in_dialog("dialog_replace_all", answer)
    qtbot.waitUntil(hands.find(QPushButton, "replace_all").isEnabled)
    qtbot.mouseClick(hands.find(QPushButton, "replace_all"), LEFT)
    counts = [f"{number}か所を置き換えます。元に戻せます。" for number in (4, 5)]
    assert said == (counts if ticked else counts[:1])
    assert len(rows) == 3
    assert rows[0].endswith("2か所")
    text = json.dumps(found.answers.to_json(), ensure_ascii=False)
    assert text.count("受付") == (5 if ticked else 4)
    assert hands.get("changes[0].before") == ("受付" if ticked else "窓口")
    hands.trigger("action_undo")
    assert hands.get("cover.remarks") == "窓口の前の窓口"


def test_what_can_only_be_read_can_be_searched(open_window: Open, found: Document) -> None:
    found.assessment.read_only = True
    hands = open_window(found)
    line = find(hands, "窓口")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert where(hands).startswith("1／5件")
    hands.trigger("action_replace")
    assert not hands.find(QPushButton, "replace_all").isEnabled()


def test_replace_goes_on_with_what_comes_in_place_of_the_word(
    open_window: Open, found: Document
) -> None:
    hands = open_window(found)
    line = find(hands, "窓口")
    QTest.keyClick(line, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    by = hands.find(QLineEdit, "replace_text")
    assert QApplication.focusWidget() is by
    QTest.keyClick(by, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is line
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is by
    fold = hands.find(QPushButton, "find_replace")
    assert fold.text() in fold.accessibleName()


def test_all_is_replaced_by_nothing_in_plain_words(
    open_window: Open, found: Document, in_dialog: Any, qtbot: QtBot
) -> None:
    hands = open_window(found)
    find(hands, "窓口")
    hands.trigger("action_replace")
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()

    in_dialog("dialog_replace_all", look)
    qtbot.waitUntil(hands.find(QPushButton, "replace_all").isEnabled)
    qtbot.mouseClick(hands.find(QPushButton, "replace_all"), LEFT)
    assert "「窓口」を消します。" in said


@pytest.mark.parametrize("percent", [100, 200])
def test_the_bar_is_as_high_with_hits_as_without(
    open_window: Open, small: Document, qtbot: QtBot, percent: int
) -> None:
    hands = open_window(small, percent=percent)
    hands.window.resize(1024, 700)
    hands.trigger("action_find")
    bar, where = hands.find(FindBar, "find_bar"), hands.find(QLabel, "find_where")
    QApplication.processEvents()
    before = bar.height()
    hands.find(QLineEdit, "find_text").insert("児童")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "›" in where.text())
    QApplication.processEvents()
    assert bar.height() == before
    assert bar.height() >= bar.heightForWidth(bar.width())
    assert where.toolTip().startswith("1／") or where.width() >= where.sizeHint().width()


def test_with_the_largest_text_the_bar_takes_the_contents_room_at_1024_px(
    open_window: Open, small: Document
) -> None:
    hands = open_window(small, percent=200)
    hands.window.resize(1024, 700)
    tree = hands.find(QTreeView, "navigator")
    hands.trigger("action_replace")
    QApplication.processEvents()
    bar = hands.find(FindBar, "find_bar")
    assert bar.height() >= bar.heightForWidth(bar.width())
    assert not tree.isVisible()
    QTest.keyClick(hands.find(QLineEdit, "find_text"), Qt.Key.Key_Escape)
    assert tree.isVisible()
