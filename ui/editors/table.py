"""Rows of the 変更箇所."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableWidget, QVBoxLayout, QWidget

from pia_desktop.forms.model import Item
from pia_desktop.forms.walk import Place
from ui.editors.base import identify_place


class TableEditor(QWidget):
    """The rows of a table."""

    changed = Signal()

    def __init__(
        self, place: Place, parent: QWidget | None = None, columns: tuple[Item, ...] = ()
    ) -> None:
        """The table of the item at `place`, with `columns` of the form's tables."""
        super().__init__(parent)
        identify_place(self, place)
        self._rows: list[dict[str, Any]] = []
        self._view = QTableWidget(0, len(columns), self)
        QVBoxLayout(self).addWidget(self._view)

    def value(self) -> list[dict[str, Any]]:
        """The rows as they stand."""
        return self._rows

    def set_value(self, value: list[dict[str, Any]] | None) -> None:
        """Show rows."""
        self._rows = list(value or ())

    def set_read_only(self, read_only: bool) -> None:
        """Show the rows without letting them be changed."""
        self.setEnabled(not read_only)
