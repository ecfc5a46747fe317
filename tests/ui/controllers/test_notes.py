"""Notes in the window: written at an item, marked, listed, filtered, printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.notes import Note
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton
ADDRESS = "files[0].name"


def write(text: str, by: str = "田中", state: int = 0) -> Callable[[QWidget], None]:
    def act(dialog: QWidget) -> None:
        box = dialog.findChild(QPlainTextEdit, "note_text")
        line = dialog.findChild(QLineEdit, "note_by")
        radio = dialog.findChild(QRadioButton, f"note_state:{state}")
        ok = dialog.findChild(QPushButton, "button_ok")
        QTest.keyClicks(box, text)
        line.setText(by)  # type: ignore[union-attr]
        QTest.mouseClick(radio, LEFT)
        QTest.mouseClick(ok, LEFT)

    return act


def rows(hands: Hands) -> list[str]:
    listed = hands.find(QListWidget, "notes")
    return [listed.item(row).text() for row in range(listed.count())]


def test_a_note_is_written_at_the_item_in_hand(
    open_window: Open, small: Document, in_dialog: Any
) -> None:
    hands = open_window(small)
    hands.window.go_to(ADDRESS)
    in_dialog("dialog_note", write("check"))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    note = small.assessment.notes[0]
    assert (note.text, note.address, note.by, note.done) == ("check", ADDRESS, "田中", False)
    assert note.date.startswith("令和")
    link = hands.find(QPushButton, f"show_note:{ADDRESS}")
    assert link.isVisible()
    assert link.text() == "メモ1件（未了1件）"
    hands.trigger("action_undo")
    assert small.assessment.notes == []
    assert not link.isVisible()


def test_an_empty_note_can_t_be_kept(open_window: Open, small: Document, in_dialog: Any) -> None:
    hands = open_window(small)
    enabled: list[bool] = []

    def look(dialog: Any) -> None:
        enabled.append(dialog.findChild(QPushButton, "button_ok").isEnabled())
        dialog.reject()

    in_dialog("dialog_note", look)
    hands.trigger("action_note")
    assert enabled == [False]
    assert small.assessment.notes == []


def test_the_list_filters_jumps_and_turns(qtbot: QtBot, open_window: Open, small: Document) -> None:
    small.set_notes(
        [
            Note("あとで", ADDRESS, "田中"),
            Note("済んだ", "cover.name", "佐藤", done=True),
            Note("全体に"),
        ],
        "メモ",
    )
    hands = open_window(small)
    hands.trigger("action_notes")
    assert hands.find(QLabel, "notes_summary").text() == "メモ3件（未了2件）"
    assert [text.partition("\n")[2].partition("\n")[0] for text in rows(hands)] == [
        "全体に",
        "済んだ",
        "あとで",
    ]
    filtered = hands.find(QComboBox, "notes_filter")
    filtered.setCurrentText("未了")
    assert len(rows(hands)) == 2
    listed = hands.find(QListWidget, "notes")
    at = listed.visualItemRect(listed.item(1)).center()
    qtbot.mouseClick(listed.viewport(), LEFT, pos=at)
    assert hands.find(QLineEdit, ADDRESS).isVisible()
    qtbot.mouseClick(hands.find(QPushButton, "note_turn"), LEFT)
    assert small.assessment.notes[0].done
    assert len(rows(hands)) == 1


def test_a_note_is_changed_and_taken_away(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Any
) -> None:
    small.set_notes([Note("old ", ADDRESS)], "メモ")
    hands = open_window(small)
    hands.window.go_to(ADDRESS)

    def change(dialog: QWidget) -> None:
        box = dialog.findChild(QPlainTextEdit, "note_text")
        QTest.keyClick(box, Qt.Key.Key_End)
        write("new", state=1)(dialog)

    in_dialog("dialog_note", change)
    qtbot.mouseClick(hands.find(QPushButton, f"show_note:{ADDRESS}"), LEFT)
    assert [(note.text, note.done) for note in small.assessment.notes] == [("old new", True)]
    in_dialog(
        "dialog_note",
        lambda dialog: QTest.mouseClick(dialog.findChild(QPushButton, "button_remove"), LEFT),
    )
    qtbot.mouseClick(hands.find(QPushButton, f"show_note:{ADDRESS}"), LEFT)
    assert small.assessment.notes == []


def test_the_navigator_marks_pages_with_open_notes(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    small.set_notes([Note("あとで", "cover.name"), Note("済", "cover.name", done=True)], "メモ")

    def spoken() -> str:
        return str(hands.entry("表紙").data(Qt.ItemDataRole.AccessibleTextRole))

    qtbot.waitUntil(lambda: "未了のメモ1件" in spoken())


def test_the_list_is_printed(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Any
) -> None:
    small.set_notes([Note("<b>あとで</b>", ADDRESS, "田中")], "メモ")
    hands = open_window(small)
    hands.trigger("action_notes")
    pages: list[int] = []

    def look(dialog: Any) -> None:
        pages.append(len(dialog._pages))
        dialog.reject()

    in_dialog("dialog_preview", look)
    qtbot.mouseClick(hands.find(QPushButton, "notes_print"), LEFT)
    assert pages == [1]


@pytest.mark.parametrize("action", ["action_note", "action_notes"])
def test_what_can_only_be_read_gets_no_note(
    open_window: Open, small: Document, action: str
) -> None:
    small.set_notes([Note("あとで", ADDRESS)], "メモ")
    small.assessment.read_only = True
    hands = open_window(small)
    hands.trigger(action)
    assert len(small.assessment.notes) == 1
    if action == "action_notes":
        assert not hands.find(QPushButton, "note_edit").isVisible()
        assert len(rows(hands)) == 1
