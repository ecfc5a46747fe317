"""Where one step of undo ends and the next begins while a person types."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
# Each of these keys is a step of its own.
_WHOLE_STEPS = (
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
    QKeySequence.StandardKey.DeleteEndOfLine,
    QKeySequence.StandardKey.DeleteCompleteLine,
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@runtime_checkable
class StepHost(Protocol):
    """What stands around text boxes and keeps the steps of undo."""

    def end_step(self) -> None:
        """What is typed from now on is a step of its own."""


def end_step(box: QWidget) -> None:
    """End the step that the letters typed into a box belong to."""
    around = box.parentWidget()
    while around is not None and not isinstance(around, StepHost):
        around = around.parentWidget()
    if around is not None:
        around.end_step()


def is_undo(event: QEvent) -> bool:
    """Whether the event is a key press for undo or redo."""
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in _UNDO)


def is_whole_step(event: QKeyEvent) -> bool:
    """Whether the key is no letter among others but a step of its own: a cut, a deleted word."""
    return any(event.matches(key) for key in _WHOLE_STEPS)


def ends_step(event: QKeyEvent) -> bool:
    """Whether what is typed after this key is another step."""
    return event.key() in _ENTER or is_whole_step(event)


def with_window_undo(menu: QMenu, box: QWidget) -> QMenu:
    """A text box's menu with the window's undo and redo in place of the box's own, which knows
    nothing of the other boxes.
    """
    actions = menu.actions()
    for action in actions:
        if action.objectName() in ("edit-undo", "edit-redo") or action.menu() is not None:
            action.setVisible(False)
    window = box.window()
    undo = [window.findChild(QAction, name) for name in ("action_undo", "action_redo")]
    offered = [action for action in undo if action is not None]
    if actions:
        menu.insertActions(actions[0], offered)
    return menu
