"""The rows of a table as the view wants them, and what a clipboard's cells make of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from pia_desktop.assessment.search import SearchQuery
from pia_desktop.forms.model import Item
from pia_desktop.forms.sanitize import sanitize_pasted

Row = dict[str, Any]
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
# What a row's first cell says where the row holds the text that is looked for.
MATCH_ROLE, MATCHES = Qt.ItemDataRole.UserRole + 1, "1"


class TableModel(QAbstractTableModel):
    """Rows by their columns' keys."""

    # A person has changed a cell: its row's number and its column's key.
    edited = Signal(int, str)

    def __init__(self, columns: tuple[Item, ...]) -> None:
        """No rows yet."""
        super().__init__()
        self.columns = columns
        self.keys = [column.id.rpartition(".")[2] for column in columns]
        self.rows: list[Row] = []
        self._waiting: list[bool] = []
        self.read_only = False
        self.query = SearchQuery("")

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.keys)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Each cell can be edited, unless the table can only be read."""
        flags = super().flags(index)
        return flags if self.read_only else flags | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a person's text for a cell; `edited` tells of it."""
        if self.read_only or not index.isValid():
            return False
        key = self.keys[index.column()]
        text = sanitize_pasted(str(value)).text
        if text != self.rows[index.row()].get(key, ""):
            self.set_cell(index.row(), key, text)
            self.edited.emit(index.row(), key)
        return True

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text; whether its row matches the query."""
        if role == MATCH_ROLE:
            return MATCHES if self._matches(index.row()) else ""
        if role not in _TEXTS or not index.isValid():
            return None
        return self.rows[index.row()].get(self.keys[index.column()], "")

    def _matches(self, row: int) -> bool:
        cells = self.rows[row].values()
        return any(next(self.query.spans(str(cell)), None) for cell in cells)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' printed labels, and the rows' numbers."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return _number(section + 1, self.waits(section))
        return self.columns[section].label

    @property
    def longest_number(self) -> str:
        """A row's number that takes as much room as any."""
        return _number(len(self.rows), any(self._waiting))

    def waits(self, row: int) -> bool:
        """Whether the program wrote the row and no person has taken it over."""
        return 0 <= row < len(self._waiting) and self._waiting[row]

    def set_waiting(self, waiting: list[bool]) -> None:
        """Mark the rows that wait."""
        if waiting != self._waiting:
            self._waiting = waiting
            if self.rows:
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows) - 1)

    def empty_row(self) -> Row:
        """A row in which nothing stands."""
        return dict.fromkeys(self.keys, "")

    def set_rows(self, rows: list[Row]) -> None:
        """Show other rows. Where only cells differ, the view keeps its place."""
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        changed = [
            i for i, (old, new) in enumerate(zip(self.rows, rows, strict=True)) if old != new
        ]
        self.rows = rows
        if changed:
            last = self.index(changed[-1], len(self.keys) - 1)
            self.dataChanged.emit(self.index(changed[0], 0), last)

    def set_cell(self, row: int, key: str, value: str) -> None:
        """Show another text in one cell."""
        self.rows[row] = {**self.rows[row], key: value}
        cell = self.index(row, self.keys.index(key))
        self.dataChanged.emit(cell, cell)


def rows_of(columns: tuple[Item, ...], cells: Sequence[Sequence[str]]) -> tuple[list[Row], str]:
    """Rows out of a clipboard's cells, and what could not be taken over, in a sentence or two.

    A first row that repeats the table's head is left out; missing cells are empty.
    """
    labels = [_plain(column.label) for column in columns]
    if cells and [_plain(cell) for cell in cells[0]] == labels[: len(cells[0])]:
        cells = cells[1:]
    rows: list[Row] = []
    unknown: dict[str, None] = {}
    whole = sanitize_pasted("\n".join(cell for line in cells for cell in line))
    surplus = max((len(row) for row in cells), default=0) - len(columns)
    for line in cells:
        row: Row = {}
        for column, cell in zip(columns, [*line, *[""] * len(columns)], strict=False):
            text = sanitize_pasted(cell).text
            if column.features.has_options:
                options = {_plain(option.label): option.label for option in column.options}
                if _plain(text) and _plain(text) not in options:
                    unknown[f"{column.label}「{_plain(text)[:20]}」"] = None
                text = options.get(_plain(text), "")
            row[column.id.rpartition(".")[2]] = text
        rows.append(row)
    remark = whole.said
    if unknown:
        remark += f"選択肢にないため空にしました：{'、'.join(unknown)}。"
    if surplus > 0:
        remark += f"表より右にある{surplus}列は貼り付けていません。"
    return rows, remark


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _number(number: int, waits: bool) -> str:
    return f"{number} 自動" if waits else str(number)
