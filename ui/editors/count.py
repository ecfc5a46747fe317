"""A number of cases, or of people."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pia_desktop.files import limits
from pia_desktop.forms.places import Place
from ui.editors.base import Editor, identify_place
from ui.editors.line_base import LineBase
from ui.style.theme import theme


class CountLine(LineBase):
    """A line that takes digits; full-width ones become half-width, anything else is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No number yet."""
        super().__init__(parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaximumWidth(theme().px(160))

    def cleaned(self, text: str) -> str:
        """The digits, up to the largest number that the form takes."""
        plain = unicodedata.normalize("NFKC", text)
        digits = "".join(sign for sign in plain if sign.isdecimal() and sign.isascii())
        return str(limits.COUNT) if digits and int(digits) > limits.COUNT else digits

    def value(self) -> int | None:
        """The number, or None where there is none."""
        text = self.cleaned(self.text())
        return int(text) if text else None

    def set_value(self, value: int | None) -> None:
        """Show a number; what reads as the same number stays as it is written."""
        if value != self.value():
            self.set_text("" if value is None else str(value))


class CountEditor(Editor, CountLine):
    """The number of the item at a place."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The number of the item at `place`."""
        super().__init__(parent)
        self.unit = place.item.unit
        identify_place(self, place)
