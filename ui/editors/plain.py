"""What all text boxes share: undo and redo belong to the window, never to the box."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def is_undo(event: QEvent) -> bool:
    """Whether the event is a key press for undo or redo."""
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in _UNDO)


def without_undo(menu: QMenu) -> QMenu:
    """A text box's menu without the box's own undo, which knows nothing of the other boxes."""
    for action in menu.actions():
        if action.objectName() in ("edit-undo", "edit-redo"):
            action.setVisible(False)
    return menu


class PlainLine(QLineEdit):
    """A line edit that leaves undo and redo to the window."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty line."""
        super().__init__(parent)
        self.textEdited.connect(self.changed)

    def value(self) -> str:
        """The text as it stands."""
        return self.text()

    def set_value(self, value: str | None) -> None:
        """Show a text; a different one keeps the cursor about where it was."""
        text = value or ""
        if text == self.text():
            return
        cursor = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(min(cursor, len(text)))

    def set_read_only(self, read_only: bool) -> None:
        """Show the text without letting it be changed."""
        self.setReadOnly(read_only)

    def event(self, event: QEvent) -> bool:
        """Let the window's shortcuts have undo and redo."""
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; undo and redo go to the window."""
        if is_undo(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu without the line's own undo."""
        menu = without_undo(self.createStandardContextMenu())
        menu.exec(event.globalPos())
        menu.deleteLater()
