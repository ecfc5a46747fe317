"""The rows of the 台帳 for a table: sorted by what columns mean, filtered by words and state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QFont

from pia_desktop.assessment.search import SearchQuery
from pia_desktop.ledger.columns import LEDGER_COLUMNS, REASON_COLUMN
from pia_desktop.ledger.entry import DueState, LedgerEntry
from ui.style import theme
from ui.style.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_STATES = {"review": LedgerEntry.review_state, "repeat": LedgerEntry.repeat_state}
_NUMBERS = ("share", "unpublished")

# What the list may be narrowed to.
EVERY_ROW = "すべて"
ROW_STATES = (
    EVERY_ROW,
    "期限超過・義務",
    "まもなく期限",
    "誤りあり",
    "未公表の変更あり",
    "読めない",
    "開いている人がいる",
)


def is_in_state(entry: LedgerEntry, state: str, today: date) -> bool:
    """Whether a row belongs to one of `ROW_STATES`."""
    due = {entry.review_state(today), entry.repeat_state(today)}
    counts = entry.counts
    return {
        EVERY_ROW: True,
        "期限超過・義務": bool(due & {DueState.OVERDUE, DueState.DUTY}),
        "まもなく期限": DueState.SOON in due,
        "誤りあり": counts is not None and counts.errors > 0,
        "未公表の変更あり": counts is not None and bool(counts.unpublished),
        "読めない": entry.facts is None,
        "開いている人がいる": entry.holder is not None,
    }[state]


class LedgerModel(QAbstractTableModel):
    """The rows in the order in which they were read."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        """No row yet; what is due is reckoned from `today`."""
        super().__init__(parent)
        self.today = today
        self._entries: list[LedgerEntry] = []
        self._rows: dict[Path, int] = {}

    @property
    def entries(self) -> list[LedgerEntry]:
        """All rows."""
        return list(self._entries)

    def entry_at(self, row: int) -> LedgerEntry:
        """One row."""
        return self._entries[row]

    def clear(self) -> None:
        """Take all rows away."""
        self.beginResetModel()
        self._entries.clear()
        self._rows.clear()
        self.endResetModel()

    def put(self, entries: Iterable[LedgerEntry]) -> None:
        """Put rows at the end, or in place of those of the same files."""
        new = []
        for entry in entries:
            row = self._rows.get(entry.path)
            if row is None:
                new.append(entry)
            elif self._entries[row] != entry:
                self._entries[row] = entry
                last = self.columnCount() - 1
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))
        if new:
            first = len(self._entries)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            for entry in new:
                self._rows[entry.path] = len(self._entries)
                self._entries.append(entry)
            self.endInsertRows()

    def keep_only(self, paths: set[Path]) -> None:
        """Take the rows away of files that are no longer there."""
        if not all(entry.path in paths for entry in self._entries):
            self.beginResetModel()
            self._entries = [entry for entry in self._entries if entry.path in paths]
            self._rows = {entry.path: row for row, entry in enumerate(self._entries)}
            self.endResetModel()

    # -- for the table -----------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many files there are."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns there are."""
        return 0 if parent.isValid() else len(LEDGER_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return LEDGER_COLUMNS[section].title
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Text, colour and weight of a cell, and what it is sorted by."""
        entry = self._entries[index.row()]
        column = LEDGER_COLUMNS[index.column()]
        if role == _Role.DisplayRole:
            return column.cell(entry, self.today)
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            words = column.cell(entry, self.today)
            words = f"{column.title}：{words}" if words else column.title
            if role == _Role.AccessibleTextRole:
                return " ".join(words.split())
            return plain_tip(words if entry.facts is None else f"{words}\n{entry.place}")
        if role == _Role.ForegroundRole:
            return self._colour(entry, column.name)
        if role == _Role.FontRole and self._is_urgent(entry, column.name):
            font = QFont()
            font.setBold(True)
            return font
        if role == _Role.TextAlignmentRole and column.name in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _is_urgent(self, entry: LedgerEntry, name: str) -> bool:
        state = _STATES.get(name)
        urgent = (DueState.OVERDUE, DueState.DUTY)
        return state is not None and state(entry, self.today) in urgent

    def _colour(self, entry: LedgerEntry, name: str) -> QColor | None:
        """Red for what is overdue or wrong, another for what is near; the words say it too."""
        look = theme()
        if entry.facts is None:
            return QColor(look.error if name == REASON_COLUMN else look.support)
        if self._is_urgent(entry, name):
            return QColor(look.error)
        state = _STATES.get(name)
        if state is not None and state(entry, self.today) is DueState.SOON:
            return QColor(look.warning)
        counts = entry.counts
        if name == "findings" and counts is not None and (counts.errors or counts.warnings):
            return QColor(look.error if counts.errors else look.warning)
        return QColor(look.key) if name == "holder" and entry.holder is not None else None


class LedgerFilter(QSortFilterProxyModel):
    """The rows that are wanted, in the wanted order."""

    def __init__(self, model: LedgerModel, parent: QObject | None = None) -> None:
        """All rows of `model`."""
        super().__init__(parent)
        self._model = model
        self._words: list[str] = []
        self._state = EVERY_ROW
        self.setSourceModel(model)

    def narrow(self, words: str, state: str) -> None:
        """Show the rows that have all these words somewhere, in one of `ROW_STATES`."""
        self.beginResetModel()
        self._words, self._state = words.split(), state
        self.endResetModel()

    def filterAcceptsRow(self, row: int, parent: _Index) -> bool:
        """Whether a row is wanted."""
        entry, today = self._model.entry_at(row), self._model.today
        if not is_in_state(entry, self._state, today):
            return False
        if not self._words:
            return True
        text = "\n".join(column.cell(entry, today) for column in LEDGER_COLUMNS)
        text = f"{text}\n{entry.place}"
        return all(any(SearchQuery(word).spans(text)) for word in self._words)

    def lessThan(self, left: _Index, right: _Index) -> bool:
        """By what the column means, not by its letters."""
        column, today = LEDGER_COLUMNS[left.column()], self._model.today
        keys = [
            column.sort_key(self._model.entry_at(index.row()), today) for index in (left, right)
        ]
        return bool(keys[0] < keys[1])
