"""A single box to tick, such as 「委託しない」 at a heading."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pia_desktop.forms.places import Place
from ui.editors.base import Editor, identify_place
from ui.editors.options import WrappedCheck


class CheckEditor(Editor, WrappedCheck):
    """Ticked or not."""

    changed = Signal()

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The box of the item at `place`."""
        super().__init__(place.item.label, parent)
        identify_place(self, place)
        self.clicked.connect(self.changed)

    def value(self) -> bool | None:
        """True, or None where it isn't ticked."""
        return True if self.isChecked() else None

    def set_value(self, value: bool | None) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))

    def set_read_only(self, read_only: bool) -> None:
        """Show the tick without letting it be changed."""
        self.setEnabled(not read_only)
