"""Pictures with their captions."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pia_desktop.forms.walk import Place
from ui.editors.base import identify, identify_place
from ui.style import button


class FiguresEditor(QWidget):
    """The pictures of an item in their order."""

    changed = Signal()
    picture_added = Signal(str, bytes)

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The pictures of the item at `place`."""
        super().__init__(parent)
        identify_place(self, place)
        self._figures: list[dict[str, str]] = []
        add = button("図を追加", parent=self)
        identify(add, f"add:{place.address}", f"{place.name} に図を追加")
        QVBoxLayout(self).addWidget(add)

    def value(self) -> list[dict[str, str]]:
        """The pictures' names and captions."""
        return self._figures

    def set_value(self, value: list[dict[str, str]] | None) -> None:
        """Show pictures."""
        self._figures = list(value or ())

    def set_pictures(self, pictures: dict[str, bytes]) -> None:
        """Give the pictures' bytes by name."""

    def set_read_only(self, read_only: bool) -> None:
        """Show the pictures without letting them be changed."""
        self.setEnabled(not read_only)
