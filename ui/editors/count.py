"""A number of cases."""

from __future__ import annotations

import unicodedata

from PySide6.QtWidgets import QWidget

from pia_desktop.forms.kinds import MAX_COUNT
from pia_desktop.forms.walk import Place
from ui.editors.base import identify_place
from ui.editors.plain import PlainLine


class CountLine(PlainLine):
    """A line that takes digits only, half-width or full-width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty number."""
        super().__init__(parent)
        self.setInputMethodHints(self.inputMethodHints())

    def value(self) -> int | None:  # type: ignore[override]
        """The number, or None where there is none."""
        text = unicodedata.normalize("NFKC", self.text()).replace(",", "").strip()
        return min(int(text), MAX_COUNT) if text.isdecimal() else None

    def set_value(self, value: int | str | None) -> None:
        """Show a number."""
        if value != self.value():
            super().set_value("" if value is None else str(value))


class CountEditor(CountLine):
    """The number of the item at a place."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The number of the item at `place`."""
        super().__init__(parent)
        identify_place(self, place)
