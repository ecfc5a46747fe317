"""The cells of a free table as its view wants them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from pia_desktop.assessment.grid_edits import HEAD, Grid, set_cell
from pia_desktop.forms.sanitize import sanitize_pasted

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


class GridModel(QAbstractTableModel):
    """A table of columns that a person names; `{}` is none."""

    # A person has changed a cell or a column's name.
    edited = Signal()

    def __init__(self) -> None:
        """No table yet."""
        super().__init__()
        self.table: Grid = {}
        self.read_only = False

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        names: list[str] = self.table.get("columns", [])
        return names

    @property
    def rows(self) -> list[list[str]]:
        """The texts row by row."""
        rows: list[list[str]] = self.table.get("rows", [])
        return rows

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.names)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Each cell can be edited, unless the table can only be read."""
        flags = super().flags(index)
        return flags if self.read_only else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text."""
        if role not in _TEXTS or not index.isValid():
            return None
        return self.rows[index.row()][index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names, and the rows' numbers."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return self.names[section] if section < len(self.names) else None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a person's text for a cell; `edited` tells of it."""
        if not index.isValid():
            return False
        return self._write(index.row(), index.column(), str(value))

    def set_name(self, column: int, name: str) -> None:
        """Take a person's name for a column."""
        self._write(HEAD, column, name)

    def _write(self, row: int, column: int, text: str) -> bool:
        if self.read_only:
            return False
        text = sanitize_pasted(text).text
        before = self.names[column] if row == HEAD else self.rows[row][column]
        if text != before:
            self.set_table(set_cell(self.table, row, column, text))
            self.edited.emit()
        return True

    def set_table(self, table: Grid) -> None:
        """Show another table. Where only texts differ, the view keeps its place."""
        old, self_rows, self_names = self.table, self.rows, self.names
        if table == old:
            return
        rows, names = table.get("rows", []), table.get("columns", [])
        if len(rows) != len(self_rows) or len(names) != len(self_names):
            self.beginResetModel()
            self.table = table
            self.endResetModel()
            return
        self.table = table
        if names != self_names:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(names) - 1)
        changed = [
            at for at, (was, now) in enumerate(zip(self_rows, rows, strict=True)) if was != now
        ]
        if changed:
            last = self.index(changed[-1], len(names) - 1)
            self.dataChanged.emit(self.index(changed[0], 0), last)
