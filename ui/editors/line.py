"""A line of text."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pia_desktop.forms.places import Place
from ui.editors.base import Editor, identify_place
from ui.editors.line_base import LineBase


class LineEditor(Editor, LineBase):
    """One line: a name, a number of an assessment."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The line of the item at `place`."""
        super().__init__(parent)
        identify_place(self, place)

    def value(self) -> str:
        """The text as it stands."""
        return self.text()

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self.set_text(value or "")
