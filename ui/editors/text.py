"""A long text."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pia_desktop.forms.places import Place
from ui.editors.base import Editor, identify_place
from ui.editors.text_box import TextBox


class TextEditor(Editor, TextBox):
    """Plain text of any length, of at least three lines."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The text of the item at `place`."""
        super().__init__(parent, least_lines=3)
        identify_place(self, place)

    def value(self) -> str:
        """The text as it stands."""
        return self.text()

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self.set_text(value or "")

    def set_read_only(self, read_only: bool) -> None:
        """Show the text without letting it be changed."""
        self.setReadOnly(read_only)
