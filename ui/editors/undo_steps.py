"""Where one step of undo ends and the next begins while a person types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.widgets.surroundings import method_around

# Milliseconds without a letter after which what is typed is another step of undo.
STEP_PAUSE = 1000
_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
# As in the window's menu, whatever the system takes for redo.
_REDO = (
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y),
    QKeyCombination(
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Z
    ),
)
# Each of these keys is a step of its own.
_WHOLE_STEPS = (
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
    QKeySequence.StandardKey.DeleteEndOfLine,
    QKeySequence.StandardKey.DeleteCompleteLine,
)
# Not as a mask: on Windows one modifier is negative, and `~ShiftModifier` lacks Ctrl and Alt.
_WITH_LETTERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def end_step(box: QWidget) -> None:
    """End the step that the letters typed into a box belong to: what is typed from now on is a step
    of its own. The box itself keeps the steps, or what stands around it.
    """
    end = getattr(box, "end_step", None) or method_around(box, "end_step")
    if end is not None:
        end()


def has_window_undo(box: QWidget) -> bool:
    """Whether the window around a box has an undo, which then has the box's steps too; a dialog
    that asks for a few words has none.
    """
    return any(action.objectName() == "action_undo" for action in box.window().actions())


def is_undo(event: QEvent) -> bool:
    """Whether the event is a key press for undo or redo."""
    return (
        isinstance(event, QKeyEvent)
        and not _is_letter(event)
        and (any(event.matches(key) for key in _UNDO) or event.keyCombination() in _REDO)
    )


def is_whole_step(event: QKeyEvent) -> bool:
    """Whether the key is no letter among others but a step of its own: a cut, a deleted word."""
    return not _is_letter(event) and any(event.matches(key) for key in _WHOLE_STEPS)


def _is_letter(event: QKeyEvent) -> bool:
    """Whether the key writes a letter: what it is bound to needs no looking up, which takes Qt long
    and would come with each letter.
    """
    text = event.text()
    return event.modifiers() in _WITH_LETTERS and bool(text) and text.isprintable()


def ends_step(event: QKeyEvent) -> bool:
    """Whether what is typed after this key is another step."""
    return event.key() in _ENTER or is_whole_step(event)


def with_window_undo(menu: QMenu, box: QWidget) -> QMenu:
    """A text box's menu with the window's undo and redo in place of the box's own, which knows
    nothing of the other boxes. Where the window has none, the box's own stay.
    """
    actions = menu.actions()
    own = not has_window_undo(box)
    for action in actions:
        undoes = action.objectName() in ("edit-undo", "edit-redo")
        if (undoes and not own) or action.menu() is not None:
            action.setVisible(False)
    window = box.window()
    undo = [window.findChild(QAction, name) for name in ("action_undo", "action_redo")]
    offered = [action for action in undo if action is not None]
    if actions:
        menu.insertActions(actions[0], offered)
    return menu
