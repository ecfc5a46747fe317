"""A box in a dialog undoes what was typed in it, in the steps that a page's boxes have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from tests.ui.dialogs.every_dialog import EVERY_DIALOG, prepare
from ui.dialogs.note import NoteDialog
from ui.editors.own_undo import OwnUndoBox

Open = Callable[..., Hands]
CONTROL = Qt.KeyboardModifier.ControlModifier
UNDO, REDO = (Qt.Key.Key_Z, CONTROL), (Qt.Key.Key_Y, CONTROL)


Box = QLineEdit | QPlainTextEdit


def text_of(box: Box) -> str:
    return box.toPlainText() if isinstance(box, QPlainTextEdit) else box.text()


def move(box: Box, key: Qt.Key) -> None:
    """To the text's beginning or end."""
    plain = Qt.KeyboardModifier.NoModifier
    QTest.keyClick(box, key, CONTROL if isinstance(box, QPlainTextEdit) else plain)


@pytest.mark.parametrize("name", EVERY_DIALOG)
def test_every_box_undoes_step_by_step(qtbot: QtBot, small: Document, name: str) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    dialog = EVERY_DIALOG[name](around, prepare(small))
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    boxes: list[Box] = [*dialog.findChildren(QPlainTextEdit), *dialog.findChildren(QLineEdit)]
    for box in boxes:
        if box.isReadOnly() or not box.isVisible() or not box.isEnabled():
            continue
        box.setFocus()
        before = text_of(box)
        move(box, Qt.Key.Key_End)
        QTest.keyClicks(box, "12")
        first = text_of(box)
        assert first != before, box.objectName()
        move(box, Qt.Key.Key_Home)
        QTest.keyClicks(box, "3")
        second = text_of(box)
        QTest.keyClick(box, *UNDO)
        assert text_of(box) == first, box.objectName()
        QTest.keyClick(box, *UNDO)
        assert text_of(box) == before, box.objectName()
        QTest.keyClick(box, *REDO)
        QTest.keyClick(box, *REDO)
        assert text_of(box) == second, box.objectName()
    dialog.done(0)


@pytest.fixture
def note(open_window: Open, small: Document, in_dialog: Any) -> Callable[..., None]:
    """Write in a note's box as soon as it is open."""
    hands = open_window(small)

    def write(act: Callable[[OwnUndoBox], object]) -> None:
        def within(dialog: NoteDialog) -> None:
            box = dialog.findChild(OwnUndoBox, "note_text")
            assert box is not None
            act(box)
            dialog.reject()

        in_dialog("dialog_note", within)
        hands.trigger("action_note")

    return write


def test_a_step_ends_at_enter_and_after_a_pause(
    note: Callable[..., None], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("ui.editors.own_undo.STEP_PAUSE", 20)
    seen: list[str] = []

    def act(box: OwnUndoBox) -> None:
        QTest.keyClicks(box, "one")
        QTest.keyClick(box, Qt.Key.Key_Return)
        QTest.keyClicks(box, "two")
        qtbot.waitUntil(lambda: not box._typing.isActive())
        QTest.keyClicks(box, "three")
        for _ in range(4):
            QTest.keyClick(box, *UNDO)
            seen.append(box.text())

    note(act)
    assert seen == ["one\ntwo", "one\n", "one", ""]


REDOES = [
    REDO,
    (Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier),
]


@pytest.mark.parametrize("keys", REDOES)
@pytest.mark.parametrize("name", ["note_text", "review_date"])
def test_both_keys_of_redo_work_on_every_system(
    qtbot: QtBot, small: Document, name: str, keys: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    dialog = EVERY_DIALOG["note" if name == "note_text" else "review"](around, prepare(small))
    dialog.show()
    box = dialog.findChild(QPlainTextEdit if name == "note_text" else QLineEdit, name)
    assert isinstance(box, Box)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    box.setFocus()
    move(box, Qt.Key.Key_End)
    before = text_of(box)
    QTest.keyClicks(box, "12")
    after = text_of(box)
    QTest.keyClick(box, *UNDO)
    assert text_of(box) == before
    QTest.keyClick(box, *keys)
    assert text_of(box) == after
    dialog.done(0)


def test_the_context_menu_of_a_note_has_its_own_undo(
    note: Callable[..., None], qapp: QApplication
) -> None:
    offered: list[str] = []
    left: list[str] = []

    def look() -> None:
        menu = qapp.activePopupWidget()
        assert isinstance(menu, QMenu)
        actions = [a for a in menu.actions() if a.isVisible() and not a.isSeparator()]
        offered.extend(action.objectName() for action in actions[:2])
        actions[0].trigger()
        menu.close()

    def act(box: OwnUndoBox) -> None:
        QTest.keyClicks(box, "one")
        place = QPoint(5, 5)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, box.mapToGlobal(place))
        QTimer.singleShot(0, look)
        QApplication.sendEvent(box.viewport(), event)
        left.append(box.text())

    note(act)
    assert offered == ["edit-undo", "edit-redo"]
    assert left == [""]
