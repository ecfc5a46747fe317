"""A text box that is no item's: its undo is its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.editors.text_box import TextBox
from ui.editors.undo_steps import STEP_PAUSE, is_undo
from ui.widgets.composition import commit_composition


class OwnUndoBox(TextBox):
    """Undoes what was typed in it, in the steps that a page's boxes have."""

    def __init__(self, parent: QWidget | None = None, least_lines: int = 1) -> None:
        """An empty box that is never lower than `least_lines`."""
        super().__init__(parent, least_lines)
        self.setUndoRedoEnabled(True)
        self._typing = QTimer(self, singleShot=True, interval=STEP_PAUSE)
        self._typing.timeout.connect(self.end_step)
        self.changed.connect(self._typing.start)

    def set_text(self, text: str) -> None:
        """Show a text, behind which undo doesn't go back."""
        super().set_text(text)
        self.document().clearUndoRedoStacks()

    def end_step(self) -> None:
        """What is typed from now on is a step of undo of its own."""
        self._typing.stop()
        self.document().setModified(False)  # Qt merges letters into what is modified already

    def event(self, event: QEvent) -> bool:
        """Keep undo and redo from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; undo what was typed here."""
        if not is_undo(event):
            super().keyPressEvent(event)
            return
        commit_composition()
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            self.redo()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu with this box's undo."""
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            action.setVisible(action.menu() is None)
        menu.exec(event.globalPos())
        menu.deleteLater()
