"""What tables have in common whose cells are edited where they stand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui.editors.table_cells import CellDelegate

_Index = QModelIndex | QPersistentModelIndex
_Trigger = QAbstractItemView.EditTrigger
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BY_KEY = (_Trigger.AnyKeyPressed, _Trigger.EditKeyPressed)


class CellTableView(QTableView):
    """Enter and F2 edit a cell, Delete empties it. Ctrl+V emits `paste_asked`, Ctrl+C copies."""

    paste_asked = Signal()
    cells: CellDelegate

    def copy(self) -> None:
        """Put what is chosen on the clipboard."""
        raise NotImplementedError

    def clear_cells(self) -> None:
        """Empty what is chosen."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """F2 edits here, whatever it does elsewhere."""
        if event.type() != QEvent.Type.ShortcutOverride:
            return super().event(event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()
            return True
        return super().event(event)

    def edit(self, index: _Index, *trigger: Any) -> Any:
        """Open a cell's box; one that a letter opens begins with the letter alone."""
        self.cells.replacing = bool(trigger) and trigger[0] == _Trigger.AnyKeyPressed
        if not trigger or trigger[0] in _BY_KEY:
            self.scrollTo(index)
        return super().edit(index, *trigger)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits the cell, Delete empties what is chosen; cells are pasted and copied."""
        standard = QKeySequence.StandardKey
        if event.matches(standard.Paste):
            self.paste_asked.emit()
        elif event.matches(standard.Copy):
            self.copy()
        elif event.key() in ENTER and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.clear_cells()
        else:
            super().keyPressEvent(event)

    def go_down(self) -> None:
        """To the cell below."""
        here = self.currentIndex()
        below = here.siblingAtRow(here.row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)
        self.setFocus()

    def go_aside(self, step: int) -> None:
        """To the next cell in reading order (1) or the one before (-1), within the table."""
        here, columns = self.currentIndex(), self.model().columnCount()
        row, column = divmod(here.row() * columns + here.column() + step, columns)
        beside = self.model().index(row, column)
        if beside.isValid():
            self.setCurrentIndex(beside)
        self.setFocus()
