"""A long text that grows with its content."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pia_desktop.forms.walk import Place
from ui.editors.base import identify_place


class TextEditor(QPlainTextEdit):
    """Plain text of any length."""

    changed = Signal()

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The text of the item at `place`."""
        super().__init__(parent)
        identify_place(self, place)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self._setting = False
        self.textChanged.connect(lambda: None if self._setting else self.changed.emit())

    def value(self) -> str:
        """The text as it stands."""
        return self.toPlainText()

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        if (value or "") != self.toPlainText():
            self._setting = True
            self.setPlainText(value or "")
            self._setting = False

    def set_read_only(self, read_only: bool) -> None:
        """Show the text without letting it be changed."""
        self.setReadOnly(read_only)
